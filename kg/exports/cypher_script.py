"""A Cypher script: the whole graph as statements for Neo4j (cypher-shell, Browser) or any other Cypher store.

One statement a line, each ended by a semicolon, in the order in which they must run: constraints, nodes,
edges. Running it again changes nothing: nodes are merged by id, edges by their ends and id. A script has no
parameters, so each value is a literal: a text in quotes, with backslash, quote and every character that is
no plain text escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg.exports.base import Part, chunks, edges_by_type, nodes_by_type, part_of
from kg.graph import Edge, Graph, Node, Value
from kg.ontology import Ontology

_SPECIAL = re.compile("[\\\\'\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_BATCH = 200


def parts(graph: Graph, ontology: Ontology) -> Iterator[Part]:
    yield part_of("", lambda: _lines(graph, ontology))


def _lines(graph: Graph, ontology: Ontology) -> Iterator[str]:
    nodes = nodes_by_type(graph, (*ontology.entities, *ontology.nodes))
    for type_, some in nodes.items():
        if some:
            yield f"CREATE CONSTRAINT {type_}_id IF NOT EXISTS FOR (n:{type_}) REQUIRE n.id IS UNIQUE;\n"
    for some in nodes.values():
        for batch in chunks(some, _BATCH):
            yield _merge_nodes(batch)
    labels = {node.id: node.labels[0] for node in graph.nodes}
    for edges in edges_by_type(graph, (*ontology.relations, *ontology.edges)).values():
        by_ends: dict[tuple[str, str], list[Edge]] = {}
        for edge in edges:
            by_ends.setdefault((labels[edge.source], labels[edge.target]), []).append(edge)
        for ends in sorted(by_ends):
            for many in chunks(by_ends[ends], _BATCH):
                yield _merge_edges(ends, many)


def _merge_nodes(nodes: list[Node]) -> str:
    """All of one type."""
    type_, *others = nodes[0].labels
    rows = ", ".join(_map(node.properties) for node in nodes)
    more = f"n:{':'.join(others)}, " if others else ""
    return f"UNWIND [{rows}] AS row MERGE (n:{type_} {{id: row.id}}) SET {more}n += row;\n"


def _merge_edges(ends: tuple[str, str], edges: list[Edge]) -> str:
    """All of one type, and of one type of node at each end."""
    rows = ", ".join(
        f"{{head: {literal(edge.source)}, tail: {literal(edge.target)}, own: {_map(edge.properties)}}}"
        for edge in edges
    )
    return (
        f"UNWIND [{rows}] AS row"
        f" MATCH (a:{ends[0]} {{id: row.head}}) MATCH (b:{ends[1]} {{id: row.tail}})"
        f" MERGE (a)-[r:{edges[0].type} {{id: row.own.id}}]->(b) SET r += row.own;\n"
    )


def _map(properties: Mapping[str, Value]) -> str:
    """Keys are the schemas' own, see `base.check`."""
    return "{" + ", ".join(f"{key}: {literal(properties[key])}" for key in sorted(properties)) + "}"


def literal(value: Value) -> str:
    """A value as Cypher writes it.

    >>> literal("it's\\n"), literal(True), literal(("a", "b")), literal(0.5)
    ("'it\\\\'s\\\\u000a'", 'true', "['a', 'b']", '0.5')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, tuple):
        return _list(value)
    return "'" + _SPECIAL.sub(_escape, value) + "'"


def _list(values: Iterable[str]) -> str:
    return "[" + ", ".join(map(literal, values)) + "]"


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    return f"\\{char}" if char in "\\'" else f"\\u{ord(char):04x}"
