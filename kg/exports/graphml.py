"""GraphML: one file for Gephi, yEd, Cytoscape and NetworkX.

A node has `label` (its name), `type` (its first label) and its properties, an edge `label` (its type) and
its properties. Ids are the ids of nodes and edges. Lists are JSON text; see `markup`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.exports.base import Part, edge_values, node_values, part_of
from kg.exports.markup import escaped, written
from kg.graph import Graph, Value
from kg.ontology import Ontology, ValueKind

# Attribute types of GraphML; a list is text.
_TYPES: Mapping[ValueKind, str] = {
    "string": "string",
    "integer": "long",
    "number": "double",
    "boolean": "boolean",
    "strings": "string",
}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_ID = "id"


def parts(graph: Graph, ontology: Ontology) -> Iterator[Part]:
    yield part_of("", lambda: _lines(graph, ontology))


def columns(groups: Iterable[Mapping[str, ValueKind]], *own: str) -> dict[str, ValueKind]:
    """All properties of several types, after columns of our own; the id is no column, it is an attribute."""
    found: dict[str, ValueKind] = dict.fromkeys(own, "string")
    for values in groups:
        found |= {name: kind for name, kind in values.items() if name != _ID and name not in found}
    return found


def node_columns(ontology: Ontology) -> dict[str, ValueKind]:
    types = (*ontology.entities, *ontology.nodes)
    return columns((node_values(type_, ontology) for type_ in types), "label", "type")


def edge_columns(ontology: Ontology) -> dict[str, ValueKind]:
    types = (*ontology.relations, *ontology.edges)
    return columns((edge_values(type_, ontology) for type_ in types), "label")


def _lines(graph: Graph, ontology: Ontology) -> Iterator[str]:
    yield _HEAD
    keys: dict[str, dict[str, str]] = {}
    for domain, found in (("node", node_columns(ontology)), ("edge", edge_columns(ontology))):
        keys[domain] = {name: f"{domain[0]}{number}" for number, name in enumerate(found)}
        for name, kind in found.items():
            key = f'id="{keys[domain][name]}" for="{domain}"'
            yield f'<key {key} attr.name="{name}" attr.type="{_TYPES[kind]}"/>\n'
    yield '<graph edgedefault="directed">\n'
    for node in graph.nodes:
        yield f'<node id="{escaped(node.id)}">'
        yield from _data({**node.properties, "label": node.name, "type": node.labels[0]}, keys["node"])
        yield "</node>\n"
    for edge in graph.edges:
        ends = f'source="{escaped(edge.source)}" target="{escaped(edge.target)}"'
        yield f'<edge id="{escaped(edge.id)}" {ends}>'
        yield from _data({**edge.properties, "label": edge.type}, keys["edge"])
        yield "</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(properties: Mapping[str, Value], keys: Mapping[str, str]) -> Iterator[str]:
    for name, key in keys.items():
        if name in properties:
            yield f'<data key="{key}">{written(properties[name])}</data>'
