"""A graph → what the embedded engine is filled with: one JSON text, and statements for what is beyond it.

The engine takes a text of records in a third of the time that Cypher takes, but in three times the memory,
so it gets the nodes and the first edges in that way. Cypher, which keeps every value and every edge as it
is, is left with edges beyond these; with an edge of a type and a pair that an edge before it has, since
records of one pair may be merged; and with types of which a property is text here and a number there, since
records are columns of one kind of value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from pydantic_core import to_json

from kg.errors import StoreError
from kg.records import Json
from kg.stores import cypher

if TYPE_CHECKING:
    from kg.graph.model import Edge, Graph, Node

# In one text: as many take about 130 MB more while they are loaded than in batches.
MOST_EDGES = 50_000
_BATCH = 10_000

Labels: TypeAlias = tuple[str, ...]
# The type of an edge, and the first labels of its ends.
Kind: TypeAlias = tuple[str, str, str]
# Cypher, and the rows for it.
Statement: TypeAlias = tuple[str, list[Json]]
_Part = TypeVar("_Part")


class Loading:
    """What to send for a graph that passed the check: `text` once, then `constraints` and `statements`.

    Each is made when it is asked for and forgotten then, since it takes as much memory as the graph.
    """

    def __init__(self, graph: Graph) -> None:
        from kg.graph.texts import texts_of  # those who only read do without it

        texts = texts_of(graph)
        if not texts.whole:
            raise StoreError("A value of the graph is no valid text: half a character")
        label = {node.id: node.labels[0] for node in graph.nodes}
        self._ids = {id_: to_json(id_) for id_ in label}
        self._nodes: dict[Labels, list[tuple[Node, bytes]]] = {}
        for node, text in zip(graph.nodes, texts.nodes, strict=True):
            self._nodes.setdefault(node.labels, []).append((node, text))
        self._edges: dict[Kind, list[tuple[Edge, bytes]]] = {}
        for edge, text in zip(graph.edges, texts.edges, strict=True):
            kind = edge.type, label[edge.source], label[edge.target]
            self._edges.setdefault(kind, []).append((edge, text))
        self.constraints = [cypher.unique_id(label) for label in sorted({some[0] for some in self._nodes})]
        self._in_text = all(_is_even([node for node, _ in some]) for some in self._nodes.values())
        self._later: dict[Kind, list[Edge]] = {}

    def text(self) -> str:
        """The records as the engine reads them."""
        return b"".join(self._pieces()).decode("utf-8")

    def statements(self) -> Iterator[Statement]:
        """What is not in the text, nodes first."""
        for labels in sorted(self._nodes):
            nodes = [node for node, _ in self._nodes[labels]]
            text = cypher.create_nodes(labels, _keys(nodes))
            for some in _batches(nodes):
                yield text, [{"title": node.id, **node.properties} for node in some]
        for kind, edges in self._later.items():
            text = cypher.create_edges(*kind, _keys(edges))
            for part in _batches(edges):
                yield text, [{**edge.properties, "from": edge.source, "to": edge.target} for edge in part]

    def _pieces(self) -> Iterator[bytes]:
        """Of the text; sorts out which edges come later."""
        yield b'{"nodes":['
        for place, labels in enumerate(sorted(self._nodes) if self._in_text else ()):
            head = {"type": labels[0], "labels": labels[1:], "id_field": "id", "title_field": "title"}
            nodes = self._nodes.pop(labels)
            rows = [b'{"title":%b,%b' % (self._ids[node.id], text[1:]) for node, text in nodes]
            yield from _records(head, rows, first=not place)
        yield b'],"connections":['
        left, first = MOST_EDGES if self._in_text else 0, True
        for kind in sorted(self._edges):
            rows = self._sorted_out(kind, left)
            left -= len(rows)
            if rows:
                ends = {"source_id_field": "from", "target_id_field": "to"}
                head = {"type": kind[0], "source_type": kind[1], "target_type": kind[2], **ends}
                yield from _records(head, rows, first=first)
                first = False
        yield b"]}"

    def _sorted_out(self, kind: Kind, most: int) -> list[bytes]:
        """The records of at most so many edges of this kind; the others are for later."""
        group = self._edges.pop(kind)
        edges = [edge for edge, _ in group]
        if not most or not _is_even(edges):
            self._later[kind] = edges
            return []
        rows: list[bytes] = []
        pairs: set[tuple[str, str]] = set()
        for edge, text in group:
            pair = edge.source, edge.target
            if len(rows) == most or pair in pairs:
                self._later.setdefault(kind, []).append(edge)
                continue
            pairs.add(pair)
            rows.append(b'{"from":%b,"to":%b,%b' % (self._ids[pair[0]], self._ids[pair[1]], text[1:]))
        return rows


def _records(head: Json, rows: Sequence[bytes], *, first: bool) -> Iterator[bytes]:
    yield b"" if first else b","
    yield to_json(head)[:-1] + b',"records":['
    yield b",".join(rows)
    yield b"]}"


def _keys(parts: Sequence[Node | Edge]) -> set[str]:
    return set().union(*(part.properties for part in parts))


def _is_even(parts: Sequence[Node | Edge]) -> bool:
    """Whether each property has values of one type; `StoreError` where a query could not name one."""
    rows = [part.properties for part in parts]
    return all(
        len({type(row[key]) for row in rows if key in row}) == 1 for key in map(cypher.name, _keys(parts))
    )


def _batches(parts: Sequence[_Part]) -> Iterator[Sequence[_Part]]:
    for start in range(0, len(parts), _BATCH):
        yield parts[start : start + _BATCH]
