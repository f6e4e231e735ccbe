"""Which kind of store stands where: found by a file's suffix or a URL's scheme.

A new kind of store is one entry here. Openers import their module when called, and a store its engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.stores.base import Store
from kg.stores.embedded import EMBEDDED, EmbeddedStore
from kg.stores.networkx_store import NETWORKX, NetworkxStore

if TYPE_CHECKING:
    from kg.graph.model import Graph

Opener = Callable[[Path | str], Store]


def _server(where: Path | str) -> Store:
    from kg.stores.neo4j_store import Neo4jStore

    return Neo4jStore(where)


# A server is spoken to by the schemes of its own driver.
SERVERS = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
SCHEMES: Mapping[str, Opener] = MappingProxyType(
    {"json": NetworkxStore, "kgl": EmbeddedStore, **dict.fromkeys(SERVERS, _server)}
)
# The files that stand beside the truth of a build, in the order in which they are written.
FILES = (NETWORKX, EMBEDDED)


def scheme_of(where: Path | str) -> str:
    """`kgl` for `graph.kgl`, `neo4j` for `neo4j://host`."""
    scheme, separator, _ = str(where).partition("://")
    return scheme if separator else Path(where).suffix.removeprefix(".")


def open_store(where: Path | str) -> Store:
    """The store at a place, by the kind that its suffix or scheme names; nothing is read yet."""
    scheme = scheme_of(where).lower()
    if scheme not in SCHEMES:
        known = ", ".join(sorted(SCHEMES))
        raise StoreError(f"{where}: no kind of store is called {scheme!r}", advice=f"Known kinds: {known}.")
    return SCHEMES[scheme](where)


def write_stores(graph: Graph, folder: Path) -> None:
    """Write every store file of a build into its folder."""
    from kg.graph.texts import keeping_texts  # those who only read do without it

    with keeping_texts(graph):
        for name in FILES:
            open_store(folder / name).write(graph)
