"""`kg explore`: the graph as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg import explorer, ontology, pipeline
from kg.cli.arguments import Store, store_path
from kg.cli.written import write_page


def explore(
    store: Store = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")] = Path(
        "explorer.html"
    ),
    max_nodes: Annotated[
        int, typer.Option("--max-nodes", min=1, max=2000, help="Entities and deals to draw at most.")
    ] = explorer.MOST_NODES,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Write one self-contained HTML page of the most important entities and deals.

    Every edge opens to the sentences that say so, with their links. The page needs no network.
    """
    graph = pipeline.OpenedStore(store_path(store)).graph
    write_page(output, explorer.small_page(graph, ontology.load(), most=max_nodes), open_=open_)


def register(app: typer.Typer) -> None:
    app.command()(explore)
