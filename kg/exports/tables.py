"""The graph as tables, for CSV and Parquet: one row a node or an edge, and one a piece of evidence.

| table | a row is |
| --- | --- |
| `nodes` | an entity |
| `edges` | a fact between two entities, `head` and `tail` being their ids |
| `deals`, `items`, `digests` | a deal, an item, a digest |
| `party`, `mentions`, `reports`, `contains` | an edge of that kind |
| `evidence` | a sentence of a fact: the fact's lists side by side, with the item's link |

All but `evidence` hold the whole graph, each value once; `evidence` repeats the facts' lists and the reports'
sentences in rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from kg.exports.base import edges_by_type, nodes_by_type
from kg.graph import Edge, Graph, Node, Value
from kg.ontology import Ontology, ValueKind

Row = Mapping[str, Value]
_EVIDENCE: Mapping[str, ValueKind] = {
    "about": "string",
    "position": "integer",
    "item": "string",
    "date": "string",
    "status": "string",
    "evidence": "string",
    "url": "string",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A name, columns with their kinds, and rows that leave out what they lack; `rows` may be asked again."""

    name: str
    columns: Mapping[str, ValueKind]
    rows: Callable[[], Iterable[Row]]


def tables(graph: Graph, ontology: Ontology) -> Iterator[Table]:
    """Every table, also those without a row."""
    typed: dict[str, ValueKind] = {"id": "string", "type": "string"}
    entities = [node for node in graph.nodes if node.labels[0] in ontology.entities]
    yield Table("nodes", typed | dict(ontology.entity_properties), lambda: map(_entity, entities))
    facts = [edge for edge in graph.edges if edge.type in ontology.relations]
    ends: dict[str, ValueKind] = {"head": "string", "tail": "string"}
    yield Table("edges", typed | ends | dict(ontology.relation_properties), lambda: map(_fact, facts))
    nodes = nodes_by_type(graph, ontology.nodes)
    for kind in ontology.nodes.values():
        yield _plain(f"{kind.key}s", kind.properties, nodes[kind.name])
    edges = edges_by_type(graph, ontology.edges)
    for tie in ontology.edges.values():
        yield _ties(tie.key, tie.properties, edges[tie.name])
    reports = edges[ontology.edge("reports").name]
    items = {node.id: node for node in nodes[ontology.node("item").name]}
    yield Table("evidence", _EVIDENCE, lambda: _evidence(facts, reports, items))


def _plain(name: str, columns: Mapping[str, ValueKind], nodes: list[Node]) -> Table:
    return Table(name, columns, lambda: (node.properties for node in nodes))


def _ties(name: str, columns: Mapping[str, ValueKind], edges: list[Edge]) -> Table:
    ends: dict[str, ValueKind] = {"id": "string", "head": "string", "tail": "string"}
    rows = lambda: ({"head": e.source, "tail": e.target, **e.properties} for e in edges)  # noqa: E731
    return Table(name, ends | dict(columns), rows)


def _entity(node: Node) -> Row:
    return {"type": node.labels[0], **node.properties}


def _fact(edge: Edge) -> Row:
    return {"type": edge.type, "head": edge.source, "tail": edge.target, **edge.properties}


def texts(properties: Row, key: str) -> tuple[str, ...]:
    """A property that is a list; empty where there is none."""
    value = properties.get(key, ())
    return value if isinstance(value, tuple) else ()


def said(properties: Row) -> Iterator[tuple[str | None, ...]]:
    """(item, date, status, sentence) of a fact: its parallel lists, None where one is shorter."""
    yield from zip_longest(*(texts(properties, key) for key in ("items", "dates", "statuses", "evidence")))


def _evidence(facts: Iterable[Edge], reports: Iterable[Edge], items: Mapping[str, Node]) -> Iterator[Row]:
    for fact in facts:
        for position, told in enumerate(said(fact.properties)):
            yield _sentence(fact.id, position, told, items)
    counts: dict[str, int] = {}
    for report in reports:
        position = counts.get(report.target, 0)
        counts[report.target] = position + 1
        stage, sentence = (report.properties.get(key) for key in ("stage", "evidence"))
        day = items[report.source].properties.get("date")
        yield _sentence(report.target, position, (report.source, day, stage, sentence), items)


def _sentence(
    about: str, position: int, told: tuple[object, ...], items: Mapping[str, Node]
) -> dict[str, Value]:
    """`about` is the id of a fact or a deal; `status` is a deal's stage."""
    item, date, status, sentence = told
    source = items.get(str(item))
    cells = {"item": item, "date": date, "status": status, "evidence": sentence}
    row: dict[str, Value] = {"about": about, "position": position}
    row |= {key: str(value) for key, value in cells.items() if value is not None}
    if source and "url" in source.properties:
        row["url"] = source.properties["url"]
    return row
