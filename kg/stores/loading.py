"""A graph → what the embedded engine is filled with: one JSON text, and statements for what is beyond it.

The engine takes a text of records in a third of the time that Cypher takes, but in three times the memory,
so it gets a graph in that way that is not large, or the first edges of one that is larger. Cypher, which
keeps every value and every edge as it is, is left with the others; with an edge of a type and a pair that an
edge before it has, since records of one pair may be merged; and with types of which a property is text here
and a number there, since records are columns of one kind of value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from pydantic_core import to_json

from kg.errors import StoreError
from kg.records import Json
from kg.stores import cypher
from kg.stores.base import check_graph

if TYPE_CHECKING:
    from kg.graph.model import Edge, Graph, Node

# In one text; of more nodes, none. A year of daily digests has 13,000 nodes and 27,000 edges.
MOST_NODES = 30_000
MOST_EDGES = 40_000
_BATCH = 10_000

Labels: TypeAlias = tuple[str, ...]
# The type of an edge, and the first labels of its ends.
Kind: TypeAlias = tuple[str, str, str]
# Cypher, and the rows for it.
Statement: TypeAlias = tuple[str, list[Json]]
_Part = TypeVar("_Part")


class _Group(Generic[_Part]):
    """Parts of one kind, and the JSON of their properties."""

    def __init__(self) -> None:
        self.parts: list[_Part] = []
        self._texts: list[bytes] = []

    def add(self, part: _Part, text: bytes) -> None:
        self.parts.append(part)
        self._texts.append(text)

    def __iter__(self) -> Iterator[tuple[_Part, bytes]]:
        return zip(self.parts, self._texts, strict=True)


class Loading:
    """What to send for a graph that passed the check: `text` once, then `constraints` and `statements`.

    Each is made when it is asked for and forgotten then, since it takes as much memory as the graph.
    """

    def __init__(self, graph: Graph) -> None:
        from kg.graph.texts import texts_of  # those who only read do without it

        self._uneven = check_graph(graph)
        texts = texts_of(graph)
        if not texts.whole:
            raise StoreError("A value of the graph is no valid text: half a character")
        self._names = texts.names
        self._nodes: dict[Labels, _Group[Node]] = defaultdict(_Group)
        for node, text in zip(graph.nodes, texts.nodes, strict=True):
            self._nodes[node.labels].add(node, text)
        label = {node.id: node.labels[0] for node in graph.nodes}
        self._edges: dict[Kind, _Group[Edge]] = defaultdict(_Group)
        for edge, text in zip(graph.edges, texts.edges, strict=True):
            self._edges[edge.type, label[edge.source], label[edge.target]].add(edge, text)
        self.constraints = [cypher.unique_id(label) for label in sorted({some[0] for some in self._nodes})]
        even = self._uneven.isdisjoint(some[0] for some in self._nodes)
        self._in_text = even and len(graph.nodes) <= MOST_NODES
        self._later: dict[Kind, list[Edge]] = {}

    def text(self) -> str:
        """The records as the engine reads them."""
        return b"".join(self._pieces()).decode("utf-8")

    def statements(self) -> Iterator[Statement]:
        """What is not in the text, nodes first."""
        for labels in sorted(self._nodes):
            nodes = self._nodes[labels].parts
            text = cypher.create_nodes(labels, _keys(nodes) | {"title"})
            for some in _batches(nodes):
                yield text, [{"title": node.id, **node.properties} for node in some]
        for kind, edges in self._later.items():
            text = cypher.create_edges(*kind, _keys(edges))
            for part in _batches(edges):
                yield text, [{**edge.properties, "from": edge.source, "to": edge.target} for edge in part]

    def _pieces(self) -> Iterator[bytes]:
        """Of the text; sorts out which edges come later."""
        names = self._names
        yield b'{"nodes":['
        for place, labels in enumerate(sorted(self._nodes) if self._in_text else ()):
            head = {"type": labels[0], "labels": labels[1:], "id_field": "id", "title_field": "title"}
            group = self._nodes.pop(labels)
            rows = [b'{"title":%b,%b' % (names[node.id], text[1:]) for node, text in group]
            yield from _records(head, rows, first=not place)
        yield b'],"connections":['
        left, first = MOST_EDGES if self._in_text else 0, True
        for kind in sorted(self._edges):
            some, self._later[kind] = self._sorted_out(kind, left)
            rows = [
                b'{"from":%b,"to":%b,%b' % (names[one.source], names[one.target], text[1:])
                for one, text in some
            ]
            left -= len(rows)
            if rows:
                ends = {"source_id_field": "from", "target_id_field": "to"}
                head = {"type": kind[0], "source_type": kind[1], "target_type": kind[2], **ends}
                yield from _records(head, rows, first=first)
                first = False
        yield b"]}"

    def _sorted_out(self, kind: Kind, most: int) -> tuple[_Group[Edge], list[Edge]]:
        """Of this kind at most so many edges for the text, and the others."""
        group = self._edges.pop(kind)
        if not most or kind[0] in self._uneven:
            return _Group(), group.parts
        pairs = {(edge.source, edge.target) for edge in group.parts}
        if len(pairs) == len(group.parts) <= most:
            return group, []
        some: _Group[Edge] = _Group()
        later = []
        for edge, text in group:
            if len(some.parts) < most and (edge.source, edge.target) in pairs:
                pairs.remove((edge.source, edge.target))
                some.add(edge, text)
            else:
                later.append(edge)
        return some, later


def _records(head: Json, rows: Sequence[bytes], *, first: bool) -> Iterator[bytes]:
    yield b"" if first else b","
    yield to_json(head)[:-1] + b',"records":['
    yield b",".join(rows)
    yield b"]}"


def _keys(parts: Sequence[Node | Edge]) -> set[str]:
    return set().union(*(part.properties for part in parts))


def _batches(parts: Sequence[_Part]) -> Iterator[Sequence[_Part]]:
    for start in range(0, len(parts), _BATCH):
        yield parts[start : start + _BATCH]
