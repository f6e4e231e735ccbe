"""The cookbook gives the same rows in the same order on the embedded store and on a real Neo4j."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from neo4j import READ_ACCESS, Driver, GraphDatabase

from benchmarks.cookbook import asked, busiest, made_up
from kg.graph.model import Graph
from kg.pipeline import OpenedStore
from kg.stores import cookbook, cypher, open_store
from kg.stores.base import plain
from kg.stores.cookbook import NamedQuery

pytestmark = pytest.mark.neo4j

ALL = list(cookbook.queries().values())
_BATCH = 5_000


@contextmanager
def driver(uri: str) -> Iterator[Driver]:
    login = (os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
    with GraphDatabase.driver(uri, auth=login, notifications_min_severity="OFF") as opened:
        yield opened


def load(server: Driver, graph: Graph) -> None:
    """Put a graph into an empty database: not by the store, so that only the engines are compared."""
    labels = {node.id: node.labels for node in graph.nodes}
    nodes: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    edges: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for node in graph.nodes:
        nodes.setdefault(node.labels, []).append(plain(node.properties))
    for edge in graph.edges:
        kind = (edge.type, labels[edge.source][0], labels[edge.target][0])
        row = {"source": edge.source, "target": edge.target, "properties": plain(edge.properties)}
        edges.setdefault(kind, []).append(row)
    for some, rows in nodes.items():
        server.execute_query(cypher.unique_id(some[0]))
        for start in range(0, len(rows), _BATCH):
            text = f"UNWIND $rows AS row CREATE (n:{':'.join(some)}) SET n = row"
            server.execute_query(text, rows=rows[start : start + _BATCH])
    for (type_, source, target), rows in edges.items():
        for start in range(0, len(rows), _BATCH):
            text = (
                f"UNWIND $rows AS row MATCH (a:{source} {{id: row.source}}) "
                f"MATCH (b:{target} {{id: row.target}}) CREATE (a)-[r:{type_}]->(b) SET r = row.properties"
            )
            server.execute_query(text, rows=rows[start : start + _BATCH])


def both(query: NamedQuery, values: Mapping[str, Any], store: Any, server: Driver) -> tuple[int, str]:
    """How many rows the embedded store gives, and the first difference to Neo4j, if any."""
    rows = store.query(query.text, values, timeout=300, limit=1_000_000)
    with server.session(default_access_mode=READ_ACCESS) as session:
        result = session.run(query.text, dict(values))
        columns, there = tuple(result.keys()), [tuple(record.values()) for record in result]
    here = list(rows.rows)
    if columns != rows.columns:
        return len(here), f"{query.name}: columns {rows.columns} and {columns}"
    if len(here) != len(there):
        return len(here), f"{query.name}: {len(here)} rows and {len(there)}"
    unequal = ((one, two) for one, two in zip(here, there, strict=True) if one != two)
    return len(here), next((f"{query.name}: {one} and {two}" for one, two in unequal), "")


@pytest.mark.slow
@pytest.mark.parametrize("which", ["examples", "made up"])
def test_the_same_rows_on_both(
    which: str, empty_server: str, example_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = OpenedStore(example_store).graph if which == "examples" else made_up(20_000, 100_000)
    store = open_store(tmp_path / "graph.kgl")
    store.write(graph)
    busy = busiest(graph)
    found = {}
    with driver(empty_server) as server:
        load(server, graph)
        for query in ALL:
            values = query.values() if which == "examples" else asked(query, busy)
            found[query.name] = both(query, values, store, server)
    differing = [difference for _, difference in found.values() if difference]
    with capsys.disabled():
        print(  # noqa: T201 - the figure that this test is for
            f"\n{which}: {len(graph.nodes):,} nodes, {len(graph.edges):,} edges; {len(ALL)} queries"
            f" on 2 stores, {sum(rows for rows, _ in found.values()):,} rows each, {len(differing)} differ"
        )
    assert not differing, "\n".join(differing)
    assert [name for name, (rows, _) in found.items() if not rows] == []


@pytest.mark.parametrize("query", ALL, ids=[query.name for query in ALL])
def test_neo4j_takes_it_without_a_complaint(query: NamedQuery, login: str) -> None:
    """Neo4j's own analyser: no error, nothing deprecated, and nothing written."""
    with (
        driver(login) as server,
        server.session(
            default_access_mode=READ_ACCESS, notifications_disabled_classifications=["UNRECOGNIZED"]
        ) as session,
    ):
        summary = session.run(f"EXPLAIN {query.text}", query.values()).consume()
    assert summary.query_type == "r"
    notes = [str(note.classification) for note in summary.gql_status_objects]
    assert not [note for note in notes if "DEPRECATION" in note]
