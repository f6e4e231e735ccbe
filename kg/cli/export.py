"""`kg export`: the graph, or a part of it, in the format of another program."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from kg import exports, pipeline
from kg.cli.arguments import Store, store_place
from kg.cli.screen import screen

_FORMATS = "; ".join(f"{form.name}: {form.about}" for form in exports.FORMATS)


def export(
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help=f"{_FORMATS}.", show_default=False)
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="The file to write, the folder where the format is one, or - for standard output.",
            show_default=False,
        ),
    ],
    store: Store = None,
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="DATE",
            help="Only what was told on this day or later: 2026-01-09, 2026-01 or 2026.",
        ),
    ] = "",
    types: Annotated[
        list[str] | None,
        typer.Option(
            "--types",
            metavar="NAMES",
            help="Only these types of entities, relations and deals: Company,ACQUIRES,funding.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write the graph for another program, each fact with its sentences and links.

    A file or folder is whole or not there; a folder that holds anything but an older export is refused.
    """
    from kg.api.when import iso  # the API is not needed to start

    names = tuple(name.strip() for some in types or () for name in some.split(",") if name.strip())
    scope = exports.Scope(iso(since or None), names)
    graph = pipeline.OpenedStore(store_place(store)).graph
    if str(output) == "-":
        exports.stream(graph, format_, sys.stdout.buffer, scope=scope)
        return
    done = exports.export(graph, format_, output, scope=scope)
    _tell(done)


def _tell(done: exports.Exported) -> None:
    files = f" ({len(done.files)} files)" if len(done.files) > 1 else ""
    screen.print(f"Wrote {escape(str(done.path))}{files}: {done.nodes} nodes, {done.edges} edges.")
    if done.left_nodes or done.left_edges:
        screen.print(f"Left out by --since and --types: {done.left_nodes} nodes, {done.left_edges} edges.")
    if done.command:
        # The command is what a script would take on from here.
        screen.print("Next, with the database stopped:")
        typer.echo(done.command)


def register(app: typer.Typer) -> None:
    app.command()(export)
