"""The contract of every store: what it takes, what it answers, and what a graph must be to fit in.

A store is disposable: it holds one graph, written whole and rebuilt from the truth at any time. All stores
give the same rows for the same text; `tests/stores` runs one suite over all of them. A store on a server
fulfils the same contract and is opened by the scheme of its URL (see `registry`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
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
_ANY_LENGTH = (str, tuple)
_INTEGERS = range(-(2**63), 2**63)
# Graphs that passed the check, while they live: a build writes one into several stores.
_well_formed: WeakValueDictionary[int, Graph] = WeakValueDictionary()


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


def check_graph(graph: Graph) -> None:
    """Raise `StoreError` unless every store can hold this graph and give it back unchanged."""
    if _well_formed.get(id(graph)) is not graph:
        _check(graph)
        _well_formed[id(graph)] = graph


def _check(graph: Graph) -> None:
    from kg import ontology as ontologies  # readers start without it

    ontology = ontologies.load()
    _check_order("node", (node.id for node in graph.nodes))
    _check_order("edge", (edge.id for edge in graph.edges))
    ids = {node.id for node in graph.nodes}
    edge_types = ontology.relations.keys() | ontology.edges.keys()
    known = {name: labels_of(name, ontology) for name in (*ontology.entities, *ontology.nodes)}
    for node in graph.nodes:
        if not node.labels or node.labels != known.get(node.labels[0]):
            raise StoreError(f"Node {node.id} has labels that no schema names: {', '.join(node.labels)}")
        if "name" not in node.properties:
            raise StoreError(f"Node {node.id} has no name")
        _check_properties("Node", node)
    for edge in graph.edges:
        if edge.type not in edge_types:
            raise StoreError(f"Edge {edge.id} has a type that no schema names: {edge.type}")
        if edge.source not in ids or edge.target not in ids:
            raise StoreError(f"Edge {edge.id} leads to a node that is not in the graph")
        _check_properties("Edge", edge)


def labels_of(type_: str, ontology: Ontology) -> tuple[str, ...]:
    """The labels of a node of this type, its own first; empty for a type that no schema names."""
    if type_ in ontology.entities:
        return (type_, ontology.entity_label)
    return (type_,) if type_ in ontology.nodes else ()


def _check_order(what: str, ids: Iterable[str]) -> None:
    for one, other in pairwise(ids):
        if one >= other:
            why = "stands twice" if one == other else f"stands before {other}"
            raise StoreError(f"The {what} {one} {why}; a graph is sorted by id, each id once")


def _check_properties(what: str, thing: Node | Edge) -> None:
    if thing.properties.get("id") != thing.id:
        raise StoreError(f"{what} {thing.id} has another id among its properties")
    if not _RESERVED.isdisjoint(thing.properties):
        reserved = _RESERVED & thing.properties.keys()
        raise StoreError(f"{what} {thing.id}: no property may be called {', '.join(sorted(reserved))}")
    for key, value in thing.properties.items():
        if isinstance(value, _ANY_LENGTH):
            continue
        if isinstance(value, int) and value not in _INTEGERS:
            raise StoreError(f"{what} {thing.id}: {key} does not fit in 64 bits")
        if isinstance(value, float) and not isfinite(value):
            raise StoreError(f"{what} {thing.id}: {key} is not a finite number")


def plain(properties: Mapping[str, Value]) -> dict[str, Cell]:
    """Properties as the engines and JSON take them: lists for tuples."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in properties.items()}


def frozen(properties: Mapping[str, Cell]) -> dict[str, Value]:
    """The way back from `plain`: tuples for lists."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in properties.items()}
