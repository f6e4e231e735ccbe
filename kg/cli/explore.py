"""`kg explore`: the graph as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg import explorer, ontology, pipeline
from kg.cli.arguments import Store, store_place
from kg.cli.days import days
from kg.cli.written import write_page
from kg.errors import UsageError

_STEPS = 2


def explore(
    store: Store = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")] = Path(
        "explorer.html"
    ),
    focus: Annotated[
        str, typer.Option("--focus", metavar="NAME", help="Only what stands around this entity or deal.")
    ] = "",
    depth: Annotated[
        int | None,
        typer.Option("--depth", min=1, max=6, help=f"Steps away from --focus. [default: {_STEPS}]"),
    ] = None,
    since: Annotated[
        str,
        typer.Option("--since", metavar="DATE", help="Only what was reported on this day or later."),
    ] = "",
    max_nodes: Annotated[
        int | None,
        typer.Option("--max-nodes", min=1, help="The most important entities and deals. [default: all]"),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Write one self-contained HTML page in which a reader walks the graph.

    Every edge opens to the sentences that say so, with their links. The page needs no network.
    """
    if depth is not None and not focus:
        raise UsageError("--depth counts steps from --focus", advice="Add --focus NAME.")
    first, _ = days(since, "")
    opened = pipeline.OpenedStore(store_place(store))
    scope = explorer.Scope(
        centre=opened.find(focus).id if focus else None, depth=depth or _STEPS, since=first, most=max_nodes
    )
    write_page(output, explorer.explorer_page(opened.graph, ontology.load(), scope), open_=open_)


def register(app: typer.Typer) -> None:
    app.command()(explore)
