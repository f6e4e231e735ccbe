"""The contract of every format: a graph in, the parts of an export out, each part a stream of bytes.

A format is one entry of `registry.FORMATS` and one file of this room. It knows nothing of paths: `place`
writes its parts beside the target and moves them there when all of them are whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, TypeVar

from kg.errors import StoreError
from kg.graph import Edge, Graph, Node
from kg.ontology import Ontology, ValueKind

Values = Mapping[str, ValueKind]
_CHUNK = 1000
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an export: its name in the folder (empty for a single file) and its bytes."""

    name: str
    write: Callable[[BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Format:
    """How a graph is written.

    `folder` tells an export of several files from a single one; `command` gives the line to run next, from
    the graph and the path that the export will have.
    """

    name: str
    about: str
    parts: Callable[[Graph, Ontology], Iterable[Part]]
    folder: bool = False
    command: Callable[[Graph, Ontology, str], str] | None = None


def encoded(text: str) -> bytes:
    """UTF-8; half a character, which it cannot hold, becomes `?` as in the files of a store."""
    return text.encode("utf-8", "replace")


def part_of(name: str, lines: Callable[[], Iterable[str]]) -> Part:
    """A part of text: `lines` is asked when the part is written, and its pieces are written as they come."""

    def write(target: BinaryIO) -> None:
        target.writelines(map(encoded, lines()))

    return Part(name, write)


def chunks(rows: Iterable[_Row], most: int = _CHUNK) -> Iterator[list[_Row]]:
    """The rows in lists of at most `most`."""
    rest = iter(rows)
    while chunk := list(islice(rest, most)):
        yield chunk


def node_values(type_: str, ontology: Ontology) -> Values:
    """The properties that nodes of this type may have, in the order of the schemas."""
    return ontology.entity_properties if type_ in ontology.entities else ontology.nodes[type_].properties


def edge_values(type_: str, ontology: Ontology) -> Values:
    """The properties that edges of this type may have, in the order of the schemas."""
    return ontology.relation_properties if type_ in ontology.relations else ontology.edges[type_].properties


def check(graph: Graph, ontology: Ontology) -> None:
    """Raise `StoreError` for a type or a property that no schema names: a format would drop it."""
    for kind, parts, values in (
        ("node", ((node, node.labels[0]) for node in graph.nodes), node_values),
        ("edge", ((edge, edge.type) for edge in graph.edges), edge_values),
    ):
        for part, type_ in parts:
            try:
                unknown = part.properties.keys() - values(type_, ontology).keys()
            except KeyError:
                raise _unknown(f"The {kind} {part.id} has the type {type_}") from None
            if unknown:
                raise _unknown(f"The {kind} {part.id} has the property {min(unknown)}")


def _unknown(what: str) -> StoreError:
    advice = "Build the store anew, or point KG_SCHEMAS at the schemas that it was made with."
    return StoreError(f"{what}, which no schema names", advice=advice)


def nodes_by_type(graph: Graph, types: Iterable[str]) -> dict[str, list[Node]]:
    """Type → its nodes, in the order of `types`; types without nodes too."""
    found: dict[str, list[Node]] = {type_: [] for type_ in types}
    for node in graph.nodes:
        if node.labels[0] in found:
            found[node.labels[0]].append(node)
    return found


def edges_by_type(graph: Graph, types: Iterable[str]) -> dict[str, list[Edge]]:
    """Type → its edges, in the order of `types`; types without edges too."""
    found: dict[str, list[Edge]] = {type_: [] for type_ in types}
    for edge in graph.edges:
        if edge.type in found:
            found[edge.type].append(edge)
    return found
