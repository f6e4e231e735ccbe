"""`kg review`: a person goes through what is doubtful, one key a decision."""

from __future__ import annotations

import getpass
import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kg import ontology as ontologies
from kg.cli.arguments import Store, store_path
from kg.cli.review_screen import Asking, headline, line
from kg.cli.screen import screen
from kg.errors import UsageError
from kg.graph.doubts import LEAST_CONFIDENCE, LEAST_ITEMS, Doubt
from kg.pipeline.plain import plain
from kg.pipeline.review import Choice, Review, decisions_file
from kg.records import Json


def review(
    store: Store = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions",
            metavar="FILE",
            help="Where decisions are kept. [default: $KG_DECISIONS or decisions.jsonl]",
            show_default=False,
        ),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="Ask only this: merge, name, fact, conflict."),
    ] = None,
    least_items: Annotated[
        int, typer.Option("--least-items", min=1, help="Ask of a new name that so many items use.")
    ] = LEAST_ITEMS,
    least_confidence: Annotated[
        float, typer.Option("--least-confidence", min=0, max=1, help="Ask of a fact that is less sure.")
    ] = LEAST_CONFIDENCE,
    who: Annotated[
        str,
        typer.Option("--who", help="Your name in the decisions. [default: the user's]", show_default=False),
    ] = "",
    list_: Annotated[
        bool, typer.Option("--list", help="Print the open questions as JSON lines; ask nothing.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last decision of the file back.")] = False,
) -> None:
    """Go through doubtful merges, new names, unsure facts and conflicts; one key a decision.

    Decisions go to a text file that every build replays; put it under version control. Any line may be
    taken out again. Needs a terminal; a build never asks.
    """
    sitting = Review(
        store_path(store),
        decisions_file(decisions),
        who or getpass.getuser(),
        date.today().isoformat(),
        Choice(kind or (), least_items, least_confidence),
    )
    if undo:
        _undo(sitting)
        return
    questions = sitting.questions()
    if list_:
        _list(questions)
        return
    if not (sys.stdin.isatty() and screen.is_terminal):
        advice = "Run it in a terminal, or print the questions with --list."
        raise UsageError("There is no terminal to ask on", advice=advice)
    Asking(sitting, questions).run()


def register(app: typer.Typer) -> None:
    app.command()(review)


def _undo(sitting: Review) -> None:
    taken = sitting.take_back()
    if taken is None:
        screen.print(f"No decision in {sitting.decisions}", markup=False)
        return
    about = " ".join(filter(None, (taken.a, taken.type, taken.b, taken.name)))
    screen.print(plain(f"Taken back: {taken.op} {about}"), markup=False)


def _list(questions: list[Doubt]) -> None:
    ontology = ontologies.load()
    for doubt in questions:
        row: Json = {
            "kind": doubt.kind,
            "question": headline(doubt, ontology),
            "reason": doubt.reason,
            "ids": [node.id for node in doubt.nodes],
            "answers": [*doubt.operations, "skip"],
            "evidence": [witness.text for witness in doubt.witnesses],
        }
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    line(Console(stderr=True, highlight=False), f"{len(questions):,} open questions")
