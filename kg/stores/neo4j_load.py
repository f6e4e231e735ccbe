"""One load into a server: what differs is sent in batches, each exactly once, by one loader at a time.

A batch and its number are written in one transaction, on the node that says what the database holds: a
batch that is tried again after a lost answer is seen to be there. The same node carries the loader's name;
a load that another one has taken over ends with an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kg.errors import StoreError
from kg.stores import neo4j_text as text
from kg.stores.base import plain

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Session

    from kg.graph.model import Edge, Graph, Node

READY, LOADING = "ready", "loading"
_BATCH = 10_000
# Rows of one transaction may hold so many characters of evidence.
_BATCH_CHARACTERS = 8_000_000

Progress = Callable[[str, int], None]
Row = dict[str, Any]


class Loading:
    """The right to write, from `begin` to `end`; `progress` is told each statement and how many rows."""

    def __init__(self, session: Session, progress: Progress) -> None:
        self._session = session
        self._progress = progress
        self._loader = str(uuid4())
        self._step = 0

    def begin(self, schema: int) -> None:
        """Take the database over; a batch of another loader that is on its way ends first."""
        given = {"schema": schema, "state": LOADING, "loader": self._loader}
        self._session.execute_write(lambda transaction: transaction.run(text.TAKE, given).consume())

    def end(self, content_hash: str) -> None:
        """Say that the database holds the whole graph, and which."""
        self._once(text.END, state=READY, content_hash=content_hash)

    def send(self, statement: str, rows: Sequence[Row]) -> None:
        """All rows, in batches."""
        for batch in _batches(rows):
            self._once(statement, rows=batch)
            self._progress(statement, len(batch))

    def each(self, statement: str, ids: Sequence[str]) -> list[str]:
        """The same for ids; those that the statement returns."""
        found: list[str] = []
        for start in range(0, len(ids), _BATCH):
            found += self._once(statement, ids=ids[start : start + _BATCH])
        return found

    def _once(self, statement: str, **parameters: Any) -> list[str]:
        self._step += 1

        def work(transaction: ManagedTransaction) -> list[str]:
            held = transaction.run(text.HOLD, loading=LOADING).single(strict=True)
            if held["loader"] != self._loader:
                advice = "Run this again when the other one has ended."
                raise StoreError("Another load into this database has begun meanwhile", advice=advice)
            if held["step"] == self._step:  # written before, and the answer lost on its way
                return list(held["found"])
            found = [str(record[0]) for record in transaction.run(statement, parameters)]
            transaction.run(text.STEP, step=self._step, found=found).consume()
            return found

        return self._session.execute_write(work)


class Difference:
    """What has to be done so that one graph becomes another."""

    def __init__(self, old: Graph, new: Graph) -> None:
        self._nodes = {node.id: node for node in old.nodes}
        self._edges = {edge.id: edge for edge in old.edges}
        self._new = new
        self._gone_nodes = sorted(self._nodes.keys() - {node.id for node in new.nodes})
        kept = {edge.id: edge for edge in new.edges}
        self._gone_edges = [
            edge for id_, edge in sorted(self._edges.items()) if _ends(edge) != _ends(kept.get(id_))
        ]
        self._labels = sorted({label for node in (*old.nodes, *new.nodes) for label in node.labels})

    def apply(self, loading: Loading) -> tuple[int, int, int, int, int]:
        """Added, changed, removed, released, unchanged."""
        gone = {edge.id for edge in self._gone_edges}
        for type_, some in _by_type(self._gone_edges):
            loading.send(text.delete_edges(type_), [{"source": e.source, "id": e.id} for e in some])
        nodes = [node for node in self._new.nodes if self._nodes.get(node.id) != node]
        self._send_nodes(loading, nodes)
        edges = [edge for edge in self._new.edges if edge.id in gone or self._edges.get(edge.id) != edge]
        fresh = [edge for edge in edges if edge.id in gone or edge.id not in self._edges]
        for type_, some in _by_type(fresh):
            loading.send(text.create_edges(type_), list(map(_row, some)))
        known = [edge for edge in edges if edge.id not in gone and edge.id in self._edges]
        for type_, some in _by_type(known):
            loading.send(text.set_edges(type_), list(map(_row, some)))
        loading.each(text.DELETE_NODES, self._gone_nodes)
        released = len(loading.each(text.RELEASE_NODES, self._gone_nodes))
        things: Sequence[Node | Edge] = [*nodes, *edges]
        added = sum(thing.id not in self._nodes and thing.id not in self._edges for thing in things)
        withdrawn = len(self._gone_nodes) + len(gone - {edge.id for edge in self._new.edges})
        unchanged = len(self._new.nodes) + len(self._new.edges) - len(things)
        return added, len(things) - added, withdrawn - released, released, unchanged

    def _send_nodes(self, loading: Loading, nodes: Sequence[Node]) -> None:
        fresh = [node.id for node in nodes if node.id not in self._nodes]
        known = self._nodes.keys() | set(loading.each(text.TAKE_BACK, fresh))
        for labels in sorted({node.labels for node in nodes}):
            own = [node for node in nodes if node.labels == labels]
            added = [plain(node.properties) for node in own if node.id not in known]
            loading.send(text.create_nodes(labels), added)
            changed = [plain(node.properties) for node in own if node.id in known]
            others = [label for label in self._labels if label not in labels]
            loading.send(text.set_nodes(labels, others), changed)


def _by_type(edges: Sequence[Edge]) -> Iterable[tuple[str, list[Edge]]]:
    found: dict[str, list[Edge]] = {}
    for edge in edges:
        found.setdefault(edge.type, []).append(edge)
    return sorted(found.items())


def _ends(edge: Edge | None) -> tuple[str, str, str] | None:
    return (edge.type, edge.source, edge.target) if edge else None


def _row(edge: Edge) -> Row:
    return {"source": edge.source, "target": edge.target, "properties": plain(edge.properties)}


def _batches(rows: Sequence[Row]) -> Iterable[list[Row]]:
    """As many rows as fit in one transaction, by number and by length of their texts."""
    batch: list[Row] = []
    length = 0
    for row in rows:
        own = _length(row)
        if batch and (len(batch) == _BATCH or length + own > _BATCH_CHARACTERS):
            yield batch
            batch, length = [], 0
        batch.append(row)
        length += own
    if batch:
        yield batch


def _length(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(map(_length, value.values()))
    return sum(map(_length, value)) if isinstance(value, list | tuple) else 8
