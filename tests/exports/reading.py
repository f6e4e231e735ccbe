"""The way back: what other libraries read from an export → the graph that was written.

Each follows the rules that docs/exports.md states, and nothing else.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from kg.exports.base import edge_values, node_values
from kg.graph import Edge, Graph, Node, Value
from kg.ontology import ValueKind, load
from kg.stores.base import labels_of

ONTOLOGY = load()
Rows = list[dict[str, Any]]


def graph_of(nodes: Iterable[Node], edges: Iterable[Edge]) -> Graph:
    return Graph(
        tuple(sorted(nodes, key=lambda node: node.id)), tuple(sorted(edges, key=lambda edge: edge.id))
    )


def without_empty(graph: Graph) -> Graph:
    """Formats that know no difference between an empty list and none."""

    def some(properties: Mapping[str, Value]) -> dict[str, Value]:
        return {key: value for key, value in properties.items() if value != ()}

    return Graph(
        tuple(Node(node.id, node.labels, some(node.properties)) for node in graph.nodes),
        tuple(
            Edge(edge.id, edge.type, edge.source, edge.target, some(edge.properties)) for edge in graph.edges
        ),
    )


def from_xml(made: nx.Graph[Any]) -> Graph:
    """What networkx reads of GraphML or GEXF."""
    nodes, edges = [], []
    made = nx.MultiDiGraph(made)
    for id_, own in made.nodes(data=True):
        type_ = own["type"]
        kinds = node_values(type_, ONTOLOGY)
        nodes.append(Node(id_, labels_of(type_, ONTOLOGY), _typed(kinds, {**own, "id": id_})))
    for source, target, key, own in made.edges(data=True, keys=True):
        # Where no two edges are parallel, the reader of GEXF keeps ids among the attributes.
        edge_id = str(own.get("id", key))
        type_ = own["label"]
        kinds = edge_values(type_, ONTOLOGY)
        edges.append(Edge(edge_id, type_, source, target, _typed(kinds, {**own, "id": edge_id})))
    return graph_of(nodes, edges)


def _typed(kinds: Mapping[str, ValueKind], own: Mapping[str, Any]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for key, kind in kinds.items():
        if key in own:
            found[key] = tuple(json.loads(own[key])) if kind == "strings" else own[key]
    return found


def csv_rows(path: Path) -> Rows:
    """As Python's csv module reads them; an empty cell is none, since no text is written empty."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{key: cell for key, cell in row.items() if cell != ""} for row in csv.DictReader(file)]


def unguarded(text: str) -> str:
    return text.removeprefix("'")


def _value(kind: ValueKind, cell: str) -> Value:
    if kind == "strings":
        return tuple(json.loads(cell))
    if kind == "integer":
        return int(cell)
    if kind == "number":
        return float(cell)
    return cell == "true" if kind == "boolean" else unguarded(cell)


def from_csv(folder: Path) -> Graph:
    def typed(kinds: Mapping[str, ValueKind], row: Mapping[str, str]) -> dict[str, Value]:
        return {key: _value(kinds[key], cell) for key, cell in row.items() if key in kinds}

    def text(row: Mapping[str, str], key: str) -> str:
        return unguarded(row[key])

    def made_node(type_: str, row: Mapping[str, str]) -> Node:
        properties = typed(node_values(type_, ONTOLOGY), row)
        return Node(text(row, "id"), labels_of(type_, ONTOLOGY), properties)

    def made_edge(type_: str, row: Mapping[str, str]) -> Edge:
        properties = typed(edge_values(type_, ONTOLOGY), row)
        return Edge(text(row, "id"), type_, text(row, "head"), text(row, "tail"), properties)

    nodes = [made_node(row["type"], row) for row in csv_rows(folder / "nodes.csv")]
    for kind in ONTOLOGY.nodes.values():
        nodes += [made_node(kind.name, row) for row in csv_rows(folder / f"{kind.key}s.csv")]
    edges = [made_edge(row["type"], row) for row in csv_rows(folder / "edges.csv")]
    for tie in ONTOLOGY.edges.values():
        edges += [made_edge(tie.name, row) for row in csv_rows(folder / f"{tie.key}.csv")]
    return graph_of(nodes, edges)


def from_parquet(folder: Path) -> Graph:
    from pyarrow import parquet as pq  # type: ignore[import-untyped]

    def rows(name: str) -> Rows:
        found: Rows = pq.read_table(folder / f"{name}.parquet").to_pylist()
        return found

    def typed(kinds: Mapping[str, ValueKind], row: Mapping[str, Any]) -> dict[str, Value]:
        return {
            key: tuple(row[key]) if isinstance(row[key], list) else row[key]
            for key in kinds
            if row[key] is not None
        }

    nodes, edges = [], []
    named = [("nodes", ""), *((f"{kind.key}s", kind.name) for kind in ONTOLOGY.nodes.values())]
    for name, known in named:
        for row in rows(name):
            type_ = known or row["type"]
            properties = typed(node_values(type_, ONTOLOGY), row)
            nodes.append(Node(row["id"], labels_of(type_, ONTOLOGY), properties))
    for name, known in [("edges", ""), *((tie.key, tie.name) for tie in ONTOLOGY.edges.values())]:
        for row in rows(name):
            type_ = known or row["type"]
            properties = typed(edge_values(type_, ONTOLOGY), row)
            edges.append(Edge(row["id"], type_, row["head"], row["tail"], properties))
    return graph_of(nodes, edges)


def from_jsonl(lines: Iterable[str]) -> Graph:
    """Lists of facts are made from their sentences."""
    nodes: list[Node] = []
    edges: list[Edge] = []

    def tie(key: str, rows: Rows, source: str, target: str) -> None:
        kind = ONTOLOGY.edge(key)
        for row in rows:
            ends = [row[end]["id"] if isinstance(row[end], dict) else row[end] for end in (source, target)]
            own = {name: row[name] for name in kind.properties if name in row}
            edges.append(Edge(row["id"], kind.name, ends[0], ends[1], own))

    def node(type_: str, row: Mapping[str, Any]) -> None:
        own = {name: row[name] for name in node_values(type_, ONTOLOGY) if name in row}
        own = {key: tuple(value) if isinstance(value, list) else value for key, value in own.items()}
        nodes.append(Node(row["id"], labels_of(type_, ONTOLOGY), own))

    for line in lines:
        row = json.loads(line)
        id_ = row["id"]
        if row["record"] == "fact":
            kinds = edge_values(row["type"], ONTOLOGY)
            own = {name: row[name] for name in kinds if name in row and name != "evidence"}
            for key, name in (
                ("items", "item"),
                ("dates", "date"),
                ("statuses", "status"),
                ("evidence", "text"),
            ):
                said = tuple(sentence[name] for sentence in row["evidence"] if name in sentence)
                own |= {key: said} if said else {}
            edges.append(Edge(id_, row["type"], row["head"]["id"], row["tail"]["id"], own))
        elif row["record"] == "entity":
            node(row["type"], row)
        else:
            node(ONTOLOGY.node(row["record"]).name, row)
        tie("party", [{**party, "deal": id_} for party in row.get("parties", ())], "deal", "entity")
        tie("reports", [{**one, "deal": id_} for one in row.get("reports", ())], "item", "deal")
        tie("mentions", [{**one, "item": id_} for one in row.get("mentions", ())], "item", "entity")
        if row["record"] == "digest":
            tie("contains", [{**one, "digest": id_} for one in row["items"]], "digest", "item")
    return graph_of(nodes, edges)
