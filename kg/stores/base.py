"""The contract of every store: what it takes, what it answers, and what a graph must be to fit in.

A store is disposable: it holds one graph, written whole and rebuilt from the truth at any time. All stores
give the same rows for the same text; `tests/stores` runs one suite over all of them. A store on a server
fulfils the same contract and is opened by the scheme of its URL (see `registry`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from operator import lt
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias
from weakref import WeakValueDictionary

from kg.errors import StoreError, UsageError

if TYPE_CHECKING:
    from kg.graph.model import Edge, Graph, Node, Value
    from kg.ontology import Ontology

# JSON's own values: None, bool, int, float, str, and lists and dicts of these.
Cell: TypeAlias = Any

# Words that stores and their file formats keep for themselves.
_RESERVED = {"title", "type", "labels", "key", "from", "to"}
# Values that fit whatever they are.
_ANY_LENGTH = (str, tuple, bool)
_LEAST, _MOST = -(2**63), 2**63 - 1
# Graphs that passed the check, while they live: a build writes one into several stores.
_well_formed: WeakValueDictionary[int, Graph] = WeakValueDictionary()
# Of some of them: see `check_graph`.
_uneven: dict[int, frozenset[str]] = {}


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query answers, in the engine's order; cells are plain values that JSON can hold.

    | value | cell |
    | --- | --- |
    | node | `{"id", "labels", "properties"}`, `id` being the property, never an engine's number |
    | relationship | `{"id", "type", "properties"}`, likewise |
    | path | list: node, relationship, node, … |
    | date, time, datetime | ISO string |
    | duration | map of its parts: `months`, `days`, `seconds` |
    | infinite, not a number | None |

    `truncated` says that the query has more rows than the limit; `warnings` are the engine's, such as a
    label that the graph does not have.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    truncated: bool = False
    warnings: tuple[str, ...] = ()


class Store(Protocol):
    """A place that holds one graph."""

    def write(self, graph: Graph) -> None:
        """Make the store hold exactly this graph; killed midway, it holds the old one.

        Raises `StoreError` for a graph that breaks the schemas, and where nothing can be written.
        """
        ...

    def read(self) -> Graph:
        """The graph that was written, equal in every value; `StoreError` if there is none."""
        ...

    def query(
        self,
        text: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float = 30.0,
        limit: int = 10_000,
    ) -> Rows:
        """Rows of a Cypher query that only reads, at most `limit`, within `timeout` seconds.

        Raises `QueryError` if it writes, leaves the graph, is wrong or too slow.
        """
        ...


def check_bounds(timeout: float, limit: int) -> None:
    """Raise `UsageError` for a timeout or a limit that mean nothing."""
    if not 0 < timeout < 1e6:
        raise UsageError(f"A timeout of {timeout} seconds is not possible", advice="Give seconds above 0.")
    if limit < 0:
        raise UsageError(f"A limit of {limit} rows is not possible", advice="Give 0 or more.")


def check_graph(graph: Graph) -> frozenset[str]:
    """Raise `StoreError` unless every store can hold this graph and give it back unchanged.

    Gives the types that are uneven, of nodes and edges: a property has values of more than one kind.
    """
    if _well_formed.get(id(graph)) is not graph:
        _uneven.pop(id(graph), None)
        if uneven := _check(graph):
            _uneven[id(graph)] = uneven
        _well_formed[id(graph)] = graph
    return _uneven.get(id(graph), frozenset())


def _check(graph: Graph) -> frozenset[str]:
    from kg import ontology as ontologies  # readers start without it

    ontology = ontologies.load()
    _check_order("node", [node.id for node in graph.nodes])
    _check_order("edge", [edge.id for edge in graph.edges])
    known = {labels_of(name, ontology): _Kind("Node") for name in (*ontology.entities, *ontology.nodes)}
    for node in graph.nodes:
        kind = known.get(node.labels)
        if kind is None:
            raise StoreError(f"Node {node.id} has labels that no schema names: {', '.join(node.labels)}")
        kind.check(node)
    ids = {node.id for node in graph.nodes}
    types = {name: _Kind("Edge") for name in (*ontology.relations, *ontology.edges)}
    for edge in graph.edges:
        kind = types.get(edge.type)
        if kind is None:
            raise StoreError(f"Edge {edge.id} has a type that no schema names: {edge.type}")
        if edge.source not in ids or edge.target not in ids:
            raise StoreError(f"Edge {edge.id} leads to a node that is not in the graph")
        kind.check(edge)
    kinds = {labels[0]: kind for labels, kind in known.items()} | types
    return frozenset(name for name, kind in kinds.items() if kind.uneven)


def labels_of(type_: str, ontology: Ontology) -> tuple[str, ...]:
    """The labels of a node of this type, its own first; empty for a type that no schema names."""
    if type_ in ontology.entities:
        return (type_, ontology.entity_label)
    return (type_,) if type_ in ontology.nodes else ()


def _check_order(what: str, ids: Sequence[str]) -> None:
    if all(map(lt, ids, ids[1:])):
        return
    for one, other in pairwise(ids):
        if one >= other:
            why = "stands twice" if one == other else f"stands before {other}"
            raise StoreError(f"The {what} {one} {why}; a graph is sorted by id, each id once")


class _Kind:
    """The properties of all nodes or edges of one type: which there are, and whether all are alike."""

    def __init__(self, what: str) -> None:
        self._what = what
        # Names and types of a part's properties → the names of its numbers. Types have a few such shapes.
        self._shapes: dict[tuple[tuple[str, ...], tuple[type, ...]], tuple[str, ...]] = {}
        self._types: dict[str, type] = {}
        self.uneven = False

    def check(self, thing: Node | Edge) -> None:
        properties = thing.properties
        if properties.get("id") != thing.id:
            raise StoreError(f"{self._what} {thing.id} has another id among its properties")
        shape = tuple(properties), tuple(map(type, properties.values()))
        numbers = self._shapes.get(shape)
        if numbers is None:
            numbers = self._shapes[shape] = self._numbers(thing.id, *shape)
        for key in numbers:
            # Most are small; what is not a number at all is not in this range either.
            if not _LEAST <= properties[key] <= _MOST:  # type: ignore[operator]
                self._check_number(thing.id, key, properties[key])

    def _numbers(self, id_: str, keys: Sequence[str], types: Sequence[type]) -> tuple[str, ...]:
        """Which of the properties may be too large; `StoreError` where one has no name that it may have."""
        if self._what == "Node" and "name" not in keys:
            raise StoreError(f"Node {id_} has no name")
        for key, kind in zip(keys, types, strict=True):
            if key in _RESERVED or not (key.isascii() and key.isidentifier()):
                raise StoreError(f"{self._what} {id_}: no property may be called {key!r}")
            if self._types.setdefault(key, kind) is not kind:
                self.uneven = True
        return tuple(key for key, kind in zip(keys, types, strict=True) if not issubclass(kind, _ANY_LENGTH))

    def _check_number(self, id_: str, key: str, value: Value) -> None:
        if isinstance(value, int) and not _LEAST <= value <= _MOST:
            raise StoreError(f"{self._what} {id_}: {key} does not fit in 64 bits")
        if isinstance(value, float) and not isfinite(value):
            raise StoreError(f"{self._what} {id_}: {key} is not a finite number")


def plain(properties: Mapping[str, Value]) -> dict[str, Cell]:
    """Properties as the engines and JSON take them: lists for tuples."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in properties.items()}


def frozen(properties: Mapping[str, Cell]) -> dict[str, Value]:
    """The way back from `plain`: tuples for lists."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in properties.items()}
