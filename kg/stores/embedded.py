"""The embedded Cypher store: one file, `graph.kgl`, made by kglite. The default of `kg query`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.stores.file_store import FileStore
from kg.stores.files import replacing

if TYPE_CHECKING:
    from kg.graph.model import Graph
    from kg.stores.engine import Engine

EMBEDDED = "graph.kgl"


class EmbeddedStore(FileStore):
    """A kglite file; see `Store`."""

    def write(self, graph: Graph) -> None:
        from kg.stores import engine

        with replacing(self.path) as beside:
            engine.save(graph, beside)

    def read(self) -> Graph:
        return self._engine().graph()

    def _open(self) -> Engine:
        from kg.stores.engine import Engine

        return Engine.load(self.path)
