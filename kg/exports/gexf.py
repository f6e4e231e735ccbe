"""GEXF 1.2: one file for Gephi, with the colours of the schemas; NetworkX reads it too.

As in GraphML a node's label is its name and an edge's is its type; lists are JSON text, see `markup`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.exports.base import Part, part_of
from kg.exports.graphml import edge_columns, node_columns
from kg.exports.markup import colours, escaped, written
from kg.graph import Edge, Graph, Node, Value
from kg.ontology import Ontology, ValueKind

_TYPES: Mapping[ValueKind, str] = {
    "string": "string",
    "integer": "long",
    "number": "double",
    "boolean": "boolean",
    "strings": "string",
}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">
<graph mode="static" defaultedgetype="directed">
"""


def parts(graph: Graph, ontology: Ontology) -> Iterator[Part]:
    yield part_of("", lambda: _lines(graph, ontology))


def _lines(graph: Graph, ontology: Ontology) -> Iterator[str]:
    yield _HEAD
    columns = {"node": node_columns(ontology), "edge": edge_columns(ontology)}
    numbers: dict[str, dict[str, int]] = {}
    for kind, found in columns.items():
        # The label is an attribute of the element itself.
        shown = [name for name in found if name != "label"]
        numbers[kind] = {name: number for number, name in enumerate(shown)}
        yield f'<attributes class="{kind}">\n'
        for name, number in numbers[kind].items():
            yield f'<attribute id="{number}" title="{name}" type="{_TYPES[found[name]]}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for node in graph.nodes:
        yield from _node(node, ontology, numbers["node"])
    yield "</nodes>\n<edges>\n"
    for edge in graph.edges:
        yield from _edge(edge, numbers["edge"])
    yield "</edges>\n</graph>\n</gexf>\n"


def _node(node: Node, ontology: Ontology, numbers: Mapping[str, int]) -> Iterator[str]:
    yield f'<node id="{escaped(node.id)}" label="{escaped(node.name)}">'
    yield from _values({**node.properties, "type": node.labels[0]}, numbers)
    if node.labels[0] in ontology.entities:
        red, green, blue = colours(ontology.entities[node.labels[0]].colour)
        yield f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
    yield "</node>\n"


def _edge(edge: Edge, numbers: Mapping[str, int]) -> Iterator[str]:
    ends = f'source="{escaped(edge.source)}" target="{escaped(edge.target)}"'
    yield f'<edge id="{escaped(edge.id)}" {ends} label="{escaped(edge.type)}">'
    yield from _values(edge.properties, numbers)
    yield "</edge>\n"


def _values(properties: Mapping[str, Value], numbers: Mapping[str, int]) -> Iterator[str]:
    yield "<attvalues>"
    for name, number in numbers.items():
        if name in properties:
            yield f'<attvalue for="{number}" value="{written(properties[name])}"/>'
    yield "</attvalues>"
