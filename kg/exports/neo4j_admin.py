"""Files for `neo4j-admin database import full`: the fastest way into an empty Neo4j database.

A header and a data file for each type that has a row: `nodes-*` with `id:ID`, `edges-*` with `:START_ID` and
`:END_ID`. A list is one cell; its elements are parted by a control character that no element holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from kg.errors import StoreError
from kg.exports.base import Part, Values, edge_values, edges_by_type, node_values, nodes_by_type, part_of
from kg.exports.csv_files import quoted
from kg.graph import Edge, Graph, Node, Value
from kg.ontology import Ontology, ValueKind

_TYPES: Mapping[ValueKind, str] = {
    "string": "string",
    "integer": "long",
    "number": "double",
    "boolean": "boolean",
    "strings": "string[]",
}
_DELIMITERS = "\x1f\x1e\x1d\x1c\x1b\x1a\x19\x18"
# A field must fit in the buffer that the importer reads with: 4 MiB unless told otherwise.
_BUFFER = 4
_MEGABYTE = 2**20
_DATABASE = "neo4j"
# What the Neo4j store knows its own nodes by: kg load then takes the imported ones over.
MARK = "KgNode"


def parts(graph: Graph, ontology: Ontology) -> Iterator[Part]:
    delimiter = _delimiter(graph)
    for type_, nodes in _node_groups(graph, ontology).items():
        values = _filled(node_values(type_, ontology), nodes)
        yield from _pair(f"nodes-{type_}", _node_header(values), partial(_nodes, nodes, values, delimiter))
    for type_, edges in _edge_groups(graph, ontology).items():
        values = _filled(edge_values(type_, ontology), edges)
        yield from _pair(f"edges-{type_}", _edge_header(values), partial(_edges, edges, values, delimiter))


def command(graph: Graph, ontology: Ontology, path: str) -> str:
    """The line that imports the files of a folder; `path` is quoted for a shell."""
    words = ["neo4j-admin database import full", _DATABASE]
    for type_, nodes in _node_groups(graph, ontology).items():
        words.append(f"--nodes={':'.join((*nodes[0].labels, MARK))}={_files(path, f'nodes-{type_}')}")
    for type_ in _edge_groups(graph, ontology):
        words.append(f"--relationships={type_}={_files(path, f'edges-{type_}')}")
    words += [f"--array-delimiter=U+{ord(_delimiter(graph)):04X}", "--multiline-fields=true"]
    longest = max((_longest(part) for part in _all(graph)), default=0)
    if longest >= _BUFFER * _MEGABYTE // 2:
        words.append(f"--read-buffer-size={2 * longest // _MEGABYTE + _BUFFER}m")
    return " ".join(words)


def _files(path: str, name: str) -> str:
    return f"{path}/{name}-header.csv,{path}/{name}.csv"


def _node_groups(graph: Graph, ontology: Ontology) -> dict[str, list[Node]]:
    groups = nodes_by_type(graph, (*ontology.entities, *ontology.nodes))
    return {type_: nodes for type_, nodes in groups.items() if nodes}


def _edge_groups(graph: Graph, ontology: Ontology) -> dict[str, list[Edge]]:
    groups = edges_by_type(graph, (*ontology.relations, *ontology.edges))
    return {type_: edges for type_, edges in groups.items() if edges}


def _filled(values: Values, parts: Sequence[Node | Edge]) -> Values:
    """The properties that some part has."""
    used = {name for part in parts for name in part.properties}
    return {name: kind for name, kind in values.items() if name in used}


def _pair(name: str, header: str, lines: Callable[[], Iterable[str]]) -> Iterator[Part]:
    yield part_of(f"{name}-header.csv", lambda: [header + "\n"])
    yield part_of(f"{name}.csv", lines)


def _node_header(values: Values) -> str:
    columns = (f"{name}:{'ID' if name == 'id' else _TYPES[kind]}" for name, kind in values.items())
    return ",".join(columns)


def _edge_header(values: Values) -> str:
    return ",".join([":START_ID", ":END_ID", *(f"{name}:{_TYPES[kind]}" for name, kind in values.items())])


def _nodes(nodes: Sequence[Node], values: Values, delimiter: str) -> Iterator[str]:
    for node in nodes:
        yield _line((node.properties.get(name) for name in values), delimiter)


def _edges(edges: Sequence[Edge], values: Values, delimiter: str) -> Iterator[str]:
    for edge in edges:
        own = (edge.properties.get(name) for name in values)
        yield _line((edge.source, edge.target, *own), delimiter)


def _line(cells: Iterable[Value | None], delimiter: str) -> str:
    return ",".join(_cell(cell, delimiter) for cell in cells) + "\n"


def _cell(value: Value | None, delimiter: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return quoted(delimiter.join(value) if isinstance(value, tuple) else value)


def _all(graph: Graph) -> Iterator[Node | Edge]:
    yield from graph.nodes
    yield from graph.edges


def _lists(graph: Graph) -> Iterator[str]:
    for part in _all(graph):
        for value in part.properties.values():
            if isinstance(value, tuple):
                yield from value


def _delimiter(graph: Graph) -> str:
    """The first of some control characters that no element of a list holds."""
    free = list(_DELIMITERS)
    for text in _lists(graph):
        free = [char for char in free if char not in text]
        if not free:
            advice = "Take --format cypher: it can hold any text."
            raise StoreError("No character is left to part the elements of lists with", advice=advice)
    return free[0]


def _longest(part: Node | Edge) -> int:
    """The bytes of the longest value, at most."""
    sizes = (
        len(value) if isinstance(value, str) else sum(len(one) + 1 for one in value)
        for value in part.properties.values()
        if isinstance(value, str | tuple)
    )
    return 4 * max(sizes, default=0)
