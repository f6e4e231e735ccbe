"""`kg timeline`: an entity's or a deal's story, month by month and event by event."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg import ontology as ontologies
from kg import pipeline
from kg.cli.arguments import Store, store_place
from kg.cli.days import days
from kg.cli.screen import screen
from kg.cli.written import write_whole
from kg.graph.timeline import timeline as timeline_of
from kg.pipeline.news import Line, line_of_change
from kg.pipeline.plain import plain
from kg.pipeline.timeline_page import timeline_page

_WIDEST = 40


def timeline(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A Chinese or English name, alias or id.")],
    store: Store = None,
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="The first news date.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The last one, included.")] = "",
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page that needs no network.")
    ] = None,
    format_: Annotated[
        Literal["table", "json"], typer.Option("--format", help="For people, or as JSON.")
    ] = "table",
) -> None:
    """Tell an entity's story: how many items name it each month, and every day on which a fact or deal of
    it was new or changed, with the sentence that says so."""
    first, last = days(since, until)
    ontology = ontologies.load()
    opened = pipeline.OpenedStore(store_place(store))
    known = timeline_of(opened.graph, opened.find(name), ontology, first, last)
    lines = [line_of_change(event, ontology) for event in known.events]
    if html is not None:
        write_whole(html, timeline_page(known, ontology))
        screen.print(f"Wrote {html}. Open it in a browser: {html.resolve().as_uri()}", markup=False)
    elif format_ == "json":
        data = {
            "id": known.node.id,
            "name": known.node.name,
            "months": dict(known.months),
            "events": [asdict(line) for line in lines],
        }
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    else:
        out = Console(highlight=False)
        out.print(Text(plain(f"{known.node.name} ({known.node.labels[0]})"), style="bold"))
        _chart(out, known.months)
        _table(out, lines)
        screen.print(f"{len(lines):,} events")


def register(app: typer.Typer) -> None:
    app.command()(timeline)


def _chart(out: Console, months: Sequence[tuple[str, int]]) -> None:
    most = max((count for _, count in months), default=0)
    for month, count in months:
        bar = "█" * -(-count * _WIDEST // most)
        out.print(Text(f"  {month}  {bar} {count}"))


def _table(out: Console, lines: Sequence[Line]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("day", "what", "status"):
        table.add_column(column, no_wrap=column != "what", overflow="fold")
    for line in lines:
        what = Text(plain(line.text))
        what.append("\n")
        what.append(plain(f"“{line.sentence}”"), style="dim")
        table.add_row(Text(line.date or "undated"), what, Text(line.stand))
    out.print(table)
