"""A made-up graph of thousands of rows: the stores' answers beside plain Python's, on every store."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest

from benchmarks.generate import generate
from benchmarks.stores import questions
from kg.graph.model import Edge, Graph
from kg.stores import Store, open_store, to_networkx
from kg.stores.base import check_graph
from tests.stores.conftest import FILES


@pytest.fixture(scope="module")
def made() -> Graph:
    return generate(1500, 9000, seed=7)


@pytest.fixture(scope="module", params=sorted(FILES))
def filled(request: pytest.FixtureRequest, made: Graph, tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("generated") / FILES[request.param]
    open_store(path).write(made)
    return open_store(path)


def _of(made: Graph, type_: str) -> list[Edge]:
    return [edge for edge in made.edges if edge.type == type_]


def test_the_same_numbers_make_the_same_graph(made: Graph) -> None:
    check_graph(made)
    assert (len(made.nodes), len(made.edges)) == (1500, 9000)
    assert generate(1500, 9000, seed=7) == made
    assert generate(1500, 9000, seed=8) != made
    pairs = Counter((edge.type, edge.source, edge.target) for edge in made.edges)
    assert sum(count > 1 for count in pairs.values()) > 20


def test_all_of_it_comes_back(filled: Store, made: Graph) -> None:
    assert filled.read() == made


def test_counts_by_type_and_label(filled: Store, made: Graph) -> None:
    rows = filled.query("MATCH (a)-[r]->(b) RETURN type(r) AS type, count(r) AS n").rows
    assert dict(rows) == Counter(edge.type for edge in made.edges)
    rows = filled.query("MATCH (n) RETURN labels(n) AS labels, count(n) AS n").rows
    assert {tuple(labels): n for labels, n in rows} == Counter(node.labels for node in made.nodes)


def test_degrees_in_and_out(filled: Store, made: Graph) -> None:
    rows = filled.query(
        "MATCH (n) RETURN n.id AS id, COUNT { (n)-[]->() } AS out, COUNT { (n)<-[]-() } AS into ORDER BY id"
    ).rows
    out, into = (Counter(ends) for ends in zip(*((e.source, e.target) for e in made.edges), strict=True))
    assert rows == tuple((node.id, out[node.id], into[node.id]) for node in made.nodes)


def test_facts_in_a_span_of_dates(filled: Store, made: Graph) -> None:
    since, until = "2025-06-01", "2025-09-30"
    rows = filled.query(
        "MATCH (a)-[r:INVESTS_IN]->(b) WHERE r.last_seen >= $since AND r.last_seen <= $until"
        " AND r.status <> 'denied' RETURN r.id, a.id, b.id, r.evidence ORDER BY r.id",
        {"since": since, "until": until},
    ).rows
    expected = [
        (edge.id, edge.source, edge.target, list(edge.to_dict()["properties"]["evidence"]))
        for edge in _of(made, "INVESTS_IN")
        if since <= str(edge.properties["last_seen"]) <= until and edge.properties["status"] != "denied"
    ]
    assert len(expected) > 20
    assert list(rows) == expected


def test_pairs_of_investors_with_a_company_in_common(filled: Store, made: Graph) -> None:
    rows = filled.query(
        "MATCH (i)-[:INVESTS_IN]->(c)<-[:INVESTS_IN]-(j) WHERE i.id < j.id"
        " RETURN i.id AS i, j.id AS j, count(DISTINCT c) AS n ORDER BY n DESC, i, j",
        limit=100_000,
    ).rows
    investors: dict[str, set[str]] = defaultdict(set)
    for edge in _of(made, "INVESTS_IN"):
        investors[edge.target].add(edge.source)
    pairs = Counter((i, j) for some in investors.values() for i in some for j in some if i < j)
    assert list(rows) == [(*pair, n) for pair, n in sorted(pairs.items(), key=lambda one: (-one[1], one[0]))]


def test_reach_within_two_steps(filled: Store, made: Graph) -> None:
    rows = filled.query(
        "MATCH (a {id: 'company-0'})-[:PARTNERS_WITH|COMPETES_WITH*1..2]-(b)"
        " RETURN DISTINCT b.id AS id ORDER BY id"
    ).rows
    neighbours: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for edge in made.edges:
        if edge.type in ("PARTNERS_WITH", "COMPETES_WITH"):
            neighbours[edge.source].append((edge.id, edge.target))
            if edge.source != edge.target:
                neighbours[edge.target].append((edge.id, edge.source))
    reached = set()
    for first, middle in neighbours["company-0"]:
        reached |= {middle} | {last for second, last in neighbours[middle] if second != first}
    assert len(reached) > 50
    assert [id_ for (id_,) in rows] == sorted(reached)


def test_lengths_of_shortest_paths(filled: Store, made: Graph) -> None:
    plain = nx.Graph(to_networkx(made))
    ends = [node.id for node in made.nodes if len(node.labels) > 1][::97]
    for source, target in zip(ends, ends[3:] + ends[:3], strict=True):
        rows = filled.query(
            "MATCH (a:Entity {id: $a}), (b:Entity {id: $b}) MATCH p = shortestPath((a)-[*..8]-(b))"
            " RETURN length(p), [n IN nodes(p) | n.id]",
            {"a": source, "b": target},
        ).rows
        ((length, ids),) = rows
        assert length == nx.shortest_path_length(plain, source, target)
        assert (ids[0], ids[-1], len(ids)) == (source, target, length + 1)
        assert all(plain.has_edge(*pair) for pair in pairwise(ids))


def test_every_store_answers_the_benchmark_alike(made: Graph, tmp_path: Path) -> None:
    stores = [open_store(tmp_path / name) for name in FILES.values()]
    for store in stores:
        store.write(made)
    for text, parameters in questions(made).values():
        first, second = (store.query(text, parameters) for store in stores)
        assert first == second
        assert first.columns
