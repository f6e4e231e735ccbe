"""`kg view NAME`: what stands around an entity or a deal, as one small HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg import explorer, pipeline
from kg.cli.arguments import Store, store_place
from kg.cli.written import write_page


def view(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An id or a name, Chinese or English.")],
    store: Store = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")] = Path(
        "view.html"
    ),
    depth: Annotated[int, typer.Option("--depth", min=1, max=3, help="Steps away from it.")] = 1,
    max_nodes: Annotated[
        int,
        typer.Option("--max-nodes", min=1, max=explorer.MOST_NODES, help="Entities and deals at most."),
    ] = explorer.MOST_NODES,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Write one HTML page of what stands around an entity or a deal, drawn by pyvis.

    For the whole graph take `kg explore`.
    """
    opened = pipeline.OpenedStore(store_place(store))
    write_page(output, opened.view(name, depth=depth, most=max_nodes).html, open_=open_)


def register(app: typer.Typer) -> None:
    app.command()(view)
