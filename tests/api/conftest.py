"""The example graph and a small hostile one, opened for analysis."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.api import KnowledgeGraph
from kg.graph import Edge, Graph, Node, Value
from kg.stores import open_store

ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@pytest.fixture(scope="session")
def graph(example_store: Path) -> KnowledgeGraph:
    return kg.open(example_store)


@pytest.fixture
def hostile(tmp_path: Path) -> KnowledgeGraph:
    """Two companies, a fact, a deal and two items; every text is an attack, one link is a script."""

    def node(id_: str, labels: tuple[str, ...], **properties: str | int) -> Node:
        return Node(id_, labels, {"id": id_, "name": ATTACK, **properties})

    def edge(id_: str, type_: str, ends: tuple[str, str], **properties: Value) -> Edge:
        return Edge(id_, type_, *ends, {"id": id_, **properties})

    nodes = (
        node("a", ("Company", "Entity"), name_zh=ATTACK, country=ATTACK, sector=ATTACK, item_count=2),
        node("b", ("Company", "Entity"), name="Zeta", item_count=1),
        node("d", ("Deal",), kind="acquisition", stage="rumored", currency=ATTACK, amount=5, round=ATTACK),
        node("i1", ("Item",), url="javascript:alert(3)", host=ATTACK, date="2026-01-01"),
        node("i2", ("Item",), url='https://example.org/"onmouseover="alert(4)', date="2026-01-02"),
    )
    edges = (
        edge(
            "e1",
            "ACQUIRES",
            ("a", "b"),
            status="rumored",
            items=("i1", "i2"),
            evidence=(ATTACK, ATTACK),
            statuses=("rumored", "rumored"),
            dates=("2026-01-01", "2026-01-02"),
            first_seen="2026-01-01",
            last_seen="2026-01-02",
        ),
        edge("e2", "MENTIONS", ("i1", "a"), count=1),
        edge("e3", "MENTIONS", ("i2", "a"), count=1),
        edge("e4", "PARTY", ("d", "a"), role="acquirer", lead=True),
        edge("e5", "PARTY", ("d", "b"), role="target"),
        edge("e6", "REPORTS", ("i1", "d"), stage="rumored", evidence=ATTACK),
    )
    path = tmp_path / "graph.json"
    open_store(path).write(Graph(nodes, edges))
    return kg.open(path)
