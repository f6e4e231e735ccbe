"""`kg report`: what is new, as a Markdown page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg import ontology as ontologies
from kg import pipeline
from kg.cli.arguments import Store, store_place
from kg.cli.days import Since, Until, days
from kg.cli.screen import screen
from kg.cli.written import write_whole
from kg.graph.changes import changes
from kg.pipeline.markdown import markdown


def report(
    since: Since,
    until: Until = "",
    store: Store = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - for standard output.")
    ] = "-",
    most: Annotated[
        int | None,
        typer.Option("--most", min=1, help="Lines of each sort at most. [default: all]", show_default=False),
    ] = None,
) -> None:
    """Write what changed between two news dates as Markdown, each line with its sentence and link."""
    first, last = days(since, until)
    ontology = ontologies.load()
    found = changes(pipeline.OpenedStore(store_place(store)).graph, ontology, first, last)
    text = markdown(found, ontology, most)
    if output == "-":
        sys.stdout.write(text)
    else:
        write_whole(Path(output), text)
        screen.print(f"Wrote {output}", markup=False)


def register(app: typer.Typer) -> None:
    app.command()(report)
