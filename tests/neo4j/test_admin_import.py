"""What the exports for Neo4j say arrives on a real server: imported by its own tool, or run as a script."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

from kg.exports import export
from kg.exports.neo4j_admin import MARK
from kg.graph import Edge, Graph, Node
from kg.stores.base import frozen
from tests.exports.reading import graph_of, without_empty
from tests.exports.test_round_trips import statements
from tests.neo4j.server import PASSWORD, USER, Server, Unavailable
from tests.stores.graphs import edge, example, hostile, node

pytestmark = pytest.mark.neo4j

BIG = "长" * 2_000_000


def everything() -> Graph:
    """The story, the hostile texts, and a sentence longer than the importer's buffer."""
    more = [node("Company", "big-1", "大"), node("Company", "big-2", "Big")]
    tie = edge("PARTNERS_WITH", "big-fact", "big-1", "big-2", evidence=(BIG, "short"))
    found = (example(), hostile())
    nodes = [one for made in found for one in made.nodes]
    return graph_of([*nodes, *more], [tie, *(one for made in found for one in made.edges)])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that started on what the printed command imported."""
    if not os.environ.get("KG_CI_NEO4J"):
        pytest.skip("run by make test-neo4j, which starts a Neo4j by Java and Maven")
    folder = tmp_path_factory.mktemp("import") / "a folder"
    done = export(everything(), "neo4j-admin", folder)
    server = Server(tmp_path_factory.mktemp("home"))
    try:
        told = server.admin(["dbms", "set-initial-password", PASSWORD])
        assert told.returncode == 0, told.stderr
        program, *arguments = shlex.split(done.command)
        assert program == "neo4j-admin"
        told = server.admin(arguments)
        assert told.returncode == 0, told.stdout[-3000:] + told.stderr[-3000:]
        server.start()
    except Unavailable as error:
        pytest.fail(f"No Neo4j to test with: {error}")
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def imported(server: Server) -> Iterator[Driver]:
    with GraphDatabase.driver(server.uri, auth=(USER, PASSWORD)) as driver:
        yield driver


def held(driver: Driver) -> Graph:
    """All that the database holds."""
    nodes, edges = [], []
    for row in driver.execute_query("MATCH (n) RETURN labels(n) AS labels, properties(n) AS own").records:
        own = frozen(row["own"])
        labels = sorted(set(row["labels"]) - {MARK}, key=lambda label: (label == "Entity", label))
        nodes.append(Node(str(own["id"]), tuple(labels), own))
    asked = "MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS a, b.id AS b, properties(r) AS own"
    for row in driver.execute_query(asked).records:
        own = frozen(row["own"])
        edges.append(Edge(str(own["id"]), row["type"], row["a"], row["b"], own))
    return graph_of(nodes, edges)


def importable(graph: Graph) -> Graph:
    """The importer takes a list of one empty text for an empty one, as docs/exports.md says."""
    nodes = []
    for one in graph.nodes:
        own = {key: value for key, value in one.properties.items() if value != ("",)}
        nodes.append(Node(one.id, one.labels, own))
    return without_empty(Graph(tuple(nodes), graph.edges))


def differing(one: Graph, other: Graph) -> list[str]:
    """What differs, in a few words a part: a whole graph is too much to read."""
    found = []
    for mine, theirs in ((one.nodes, other.nodes), (one.edges, other.edges)):
        parts = {part.id: part for part in theirs}
        assert [part.id for part in mine] == list(parts)
        for part in mine:
            expected = parts[part.id].to_dict()
            found += [
                f"{part.id}: {str(value)[:200]} for {str(expected.get(key))[:200]}"
                for key, value in part.to_dict().items()
                if value != expected[key]
            ]
    return found


def test_the_imported_database_is_the_graph(imported: Driver) -> None:
    assert not differing(without_empty(held(imported)), importable(everything()))
    # Not the marks of the store alone: each type of node can be asked for.
    (row,) = imported.execute_query("MATCH (n:Company:Entity) RETURN count(n) AS n").records
    assert row["n"] == sum(node.labels[0] == "Company" for node in everything().nodes)


def test_the_store_takes_an_imported_database_over(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    store = pytest.importorskip("kg.stores.neo4j_store")
    monkeypatch.setenv("NEO4J_USERNAME", USER)
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    done = store.Neo4jStore(server.uri).load(importable(everything()))
    assert (done.added, done.changed, done.removed) == (0, 0, 0)


def test_the_script_makes_the_same_database_and_again_changes_nothing(
    imported: Driver, tmp_path: Path
) -> None:
    imported.execute_query("MATCH (n) DETACH DELETE n")
    export(everything(), "cypher", tmp_path / "graph.cypher")
    for _ in range(2):
        for statement in statements(tmp_path / "graph.cypher"):
            imported.execute_query(statement.removesuffix(";"))
        assert not differing(held(imported), everything())
