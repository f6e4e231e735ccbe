"""`kg load`: a store folder's graph into a Neo4j server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg import pipeline
from kg.cli.arguments import Store, ask_login, store_path
from kg.cli.screen import ProgressBars, screen

if TYPE_CHECKING:
    from kg.graph import Graph

Server = Annotated[
    str,
    typer.Argument(
        metavar="neo4j://HOST",
        help="The server's address. The login comes from NEO4J_USERNAME (default neo4j), NEO4J_PASSWORD and "
        "NEO4J_DATABASE, or is asked for.",
        show_default=False,
    ),
]


def load(server: Server, store: Store = None) -> None:
    """Make a Neo4j server hold what a store holds.

    What is new is added, what changed is set, what was withdrawn is removed; other data in the database is
    left alone. Stopped at any moment and run again, it ends in the same graph.
    """
    load_graph(server, pipeline.OpenedStore(store_path(store)).graph)


def load_graph(server: str, graph: Graph) -> None:
    """Load with progress, and say what was done and what to try next."""
    from kg.stores.neo4j_store import Neo4jStore

    ask_login()
    target = Neo4jStore(server)
    with ProgressBars() as bars:
        bars.stage("load", len(graph.nodes) + len(graph.edges))
        done = target.load(graph, lambda what, rows: bars.advance(rows))
    screen.print(
        f"{server} holds {len(graph.nodes):,} nodes and {len(graph.edges):,} edges "
        f"({done.content_hash[:16]}): {done.added:,} added, {done.changed:,} changed, "
        f"{done.removed:,} removed, {done.unchanged:,} unchanged.",
        highlight=False,
    )
    if done.released:
        screen.print(f"{done.released:,} withdrawn nodes stay, unmarked: other people's edges hang on them.")
    screen.print(f"Next:\n  kg query --store {server} --list", highlight=False)


def register(app: typer.Typer) -> None:
    app.command()(load)
