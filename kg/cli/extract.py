"""`kg extract` and `kg eval`: extractions as JSON lines, and how good they are."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kg import pipeline
from kg.cli.arguments import Jobs, Paths, Strict
from kg.cli.screen import ProgressBars, list_problems, screen
from kg.cli.written import write_whole
from kg.evaluate import Report, Tally


def extract(
    paths: Paths,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - for standard output.")
    ] = "-",
    strict: Strict = False,
    jobs: Jobs = None,
) -> None:
    """Write what each item says as JSON lines, a line for every item.

    The format is schemas/extraction.schema.json's. Nothing is stored.
    """
    options = pipeline.Options(strict=strict, jobs=jobs)
    with ProgressBars() as bars:
        _, extractions, problems = pipeline.extract(paths, options=options, progress=bars)
    lines = "".join(
        json.dumps(extraction.to_dict(), ensure_ascii=False, sort_keys=True) + "\n"
        for extraction in extractions
    )
    if output == "-":
        sys.stdout.write(lines)
    else:
        write_whole(Path(output), lines)
    list_problems(problems)
    if any(problem.skipped for problem in problems):
        raise typer.Exit(1)


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated items, JSON lines.")],
    predictions: Annotated[
        Path | None, typer.Option("--predictions", help="Score this file in place of an extraction.")
    ] = None,
    errors: Annotated[int, typer.Option("--errors", min=0, metavar="N", help="List the first N errors.")] = 0,
    format_: Annotated[Literal["table", "json"], typer.Option("--format")] = "table",
    jobs: Jobs = None,
) -> None:
    """Extract the items of a gold file and score the result: precision, recall, F1."""
    with ProgressBars() as bars:
        report = pipeline.evaluate(gold, predictions=predictions, jobs=jobs, progress=bars)
    if format_ == "json":
        shown = report.to_dict()
        if errors:
            shown["errors"] = [[e.item, e.kind, e.what] for e in report.errors[:errors]]
        sys.stdout.write(json.dumps(shown, ensure_ascii=False, indent=1) + "\n")
        return
    for error in report.errors[:errors]:
        sys.stdout.write(f"{error.item}\t{error.kind}\t{error.what}\n")
    Console(highlight=False).print(_table(report))
    if not report.items:
        screen.print("[yellow]Warning[/] " + escape(f"{gold} holds no item"))


def _table(report: Report) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("")
    for column in ("P", "R", "F1", "gold", "found"):
        table.add_column(column, justify="right")

    def row(name: str, tally: Tally) -> None:
        figures = (f"{value:.3f}" for value in (tally.precision, tally.recall, tally.f1))
        table.add_row(name, *figures, f"{tally.gold:,}", f"{tally.found:,}")

    row("entities", report.entities)
    row("entities, any type", report.entities_any_type)
    row("relations", report.relations)
    row("relation status, marked", report.status_marked)
    row("deals", report.deals)
    row("deal slots", report.deal_slots)
    row("resolution", report.resolution)
    table.add_row("relation status, accuracy", "", "", f"{report.status_accuracy:.3f}")
    for group in (report.by_entity_type, report.by_relation_type):
        table.add_section()
        for name, tally in sorted(group.items()):
            row(f"  {name}", tally)
    return table


def register(app: typer.Typer) -> None:
    app.command()(extract)
    app.command("eval")(evaluate)
