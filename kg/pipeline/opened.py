"""A store, open for reading: the graph as records, Cypher on it, and the way back to a NetworkX graph.

The same face over a store folder (`kg-store`), a NetworkX file (`graph.json`) and an embedded file
(`graph.kgl`). Stores are disposable: one that is missing from a folder is rebuilt from the truth.
A query needs no more than the engine, so nothing else is imported before it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NotFound, StoreError
from kg.pipeline.folder import StoreFolder
from kg.records import Json
from kg.stores import EMBEDDED, Rows, Store, open_store, to_networkx

if TYPE_CHECKING:
    import networkx as nx

    from kg.explorer import View
    from kg.graph import Graph, Index, Node


class OpenedStore:
    """Read-only; `graph` is read once, at first use."""

    def __init__(self, path: Path | str) -> None:
        # A server's URL stays text: a path would lose one of its slashes.
        self.path = path if "://" in str(path) else Path(path)
        self.manifest: Json = {}
        self._data: Path | None = None
        if isinstance(self.path, Path) and (self.path.is_dir() or not self.path.exists()):
            folder = StoreFolder(self.path)
            self.manifest = folder.manifest()
            self._data = folder.data(self.manifest)

    @cached_property
    def graph(self) -> Graph:
        from kg.graph import read_graph

        return read_graph(self._data) if self._data else self._store.read()

    @cached_property
    def _store(self) -> Store:
        if self._data is None:
            return open_store(self.path)
        file = self._data / EMBEDDED
        if not file.exists():
            self._rebuild(file)
        return open_store(file)

    def _rebuild(self, file: Path) -> None:
        from kg.stores import write_stores

        try:
            write_stores(self.graph, file.parent)
        except OSError as error:
            advice = "Make the folder writable once, or run kg build."
            raise StoreError(f"{file} is missing and cannot be rebuilt: {error}", advice=advice) from error

    def query(
        self,
        text: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float = 30.0,
        limit: int = 10_000,
    ) -> Rows:
        """Rows of a read-only Cypher query; `QueryError` if it writes, is wrong or is too slow."""
        return self._store.query(text, parameters, timeout=timeout, limit=limit)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """A directed multigraph: node and edge ids as keys, properties as attributes."""
        return to_networkx(self.graph)

    def find(self, name: str) -> Node:
        """The entity of this id or name, in either language; `NotFound` names what comes near."""
        found = self._index.find(name)
        if not found:
            advice = "Ask for part of the name, or list all: kg query 'MATCH (e:Entity) RETURN e.name'"
            raise NotFound(f"No entity is called {name!r} here", advice=advice)
        return found[0]

    @cached_property
    def _index(self) -> Index:
        from kg import ontology as ontologies
        from kg.graph import Index

        return Index(self.graph, ontologies.load())

    def view(self, name: str, *, depth: int = 1, most: int | None = None) -> View:
        """What stands around an entity, as a cell of a notebook."""
        from kg import ontology as ontologies
        from kg.explorer import MOST_NODES, View, small_page

        most = MOST_NODES if most is None else most
        page = small_page(self.graph, ontologies.load(), most=most, centre=self.find(name).id, depth=depth)
        return View(page)
