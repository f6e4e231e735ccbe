"""The store on a real server: what every store has to do, and what only a server can get wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

from benchmarks.generate import generate
from kg.errors import QueryError, StoreError, UsageError
from kg.graph.model import Graph
from kg.stores import Store, open_store
from kg.stores.neo4j_load import Loading
from kg.stores.neo4j_store import SCHEMA, Neo4jStore
from kg.stores.neo4j_text import create_edges
from tests.neo4j.server import PASSWORD, USER, Server
from tests.stores.graphs import edge, example, graph, hostile, node

pytestmark = pytest.mark.neo4j


@pytest.fixture
def driver(empty_server: str) -> Iterator[Driver]:
    """The server as other people use it."""
    auth = (os.environ.get("NEO4J_USERNAME", USER), os.environ.get("NEO4J_PASSWORD", PASSWORD))
    with GraphDatabase.driver(empty_server, auth=auth) as made:
        yield made


def load(uri: str, made: Graph) -> Neo4jStore:
    store = Neo4jStore(uri)
    store.load(made)
    return store


@pytest.mark.parametrize("written", [example(), hostile(), graph([])], ids=["example", "hostile", "empty"])
def test_what_is_written_is_read_back(neo4j_store: Store, written: Graph) -> None:
    neo4j_store.write(written)
    assert neo4j_store.read() == written


def test_writing_replaces_the_whole_graph(neo4j_store: Store) -> None:
    neo4j_store.write(example())
    assert neo4j_store.query("MATCH (n:Company) RETURN count(n)").rows == ((8,),)
    smaller = graph([node("Company", "openai", "OpenAI")])
    neo4j_store.write(smaller)
    assert neo4j_store.read() == smaller
    assert neo4j_store.query("MATCH (n:Company) RETURN n.id, size(keys(n))").rows == (("openai", 2),)
    assert neo4j_store.query("MATCH ()-[r]->() RETURN count(r)").rows == ((0,),)


def test_loading_twice_changes_nothing(empty_server: str) -> None:
    store = Neo4jStore(empty_server)
    first = store.load(example())
    second = store.load(example())
    assert (second.added, second.changed, second.removed) == (0, 0, 0)
    assert second.unchanged == first.added == len(example().nodes) + len(example().edges)
    assert first.content_hash == second.content_hash == store.content_hash()


def test_rows_and_labels_are_those_of_the_embedded_store(neo4j_store: Store, tmp_path: Path) -> None:
    neo4j_store.write(example())
    embedded = open_store(tmp_path / "graph.kgl")
    embedded.write(example())
    for text in (
        "MATCH (n {id: 'openai'}) RETURN labels(n), n",
        "MATCH (:Company {id: 'a16z'})-[r:INVESTS_IN]->({id: 'openai'}) RETURN r ORDER BY r.id",
        "MATCH p = (:Company {id: 'a16z'})-[:INVESTS_IN]->({id: 'openai'}) RETURN length(p)",
    ):
        assert neo4j_store.query(text).rows == embedded.query(text).rows


def test_other_peoples_data_is_left_alone(driver: Driver, empty_server: str) -> None:
    driver.execute_query("CREATE (:Note {id: 'openai', text: 'mine'})-[:ABOUT]->(:Topic {name: 'x'})")
    store = load(empty_server, example())
    driver.execute_query("MATCH (n:Note), (o:Company {id: 'openai'}) CREATE (n)-[:WATCHES]->(o)")
    assert store.read() == example()
    done = store.load(graph([node("Company", "a", "A")]))
    assert done.released == 1
    text, name, labels = driver.execute_query(
        "MATCH (n:Note)-[:WATCHES]->(o) RETURN n.text, o.name, labels(o)"
    ).records[0]
    assert (text, name, set(labels)) == ("mine", "OpenAI", {"Company", "Entity", "KgReleased"})
    assert driver.execute_query("MATCH (:Note)-[:ABOUT]->(t:Topic) RETURN t.name").records[0][0] == "x"


def test_a_released_node_comes_back_and_labels_of_other_people_stay(
    driver: Driver, empty_server: str
) -> None:
    store = load(empty_server, example())
    driver.execute_query("MATCH (o:Company {id: 'openai'}) SET o:Watched CREATE (:Note)-[:WATCHES]->(o)")
    assert store.read() == example()
    assert store.load(graph([node("Company", "a", "A")])).released == 1
    assert store.load(example()).removed == 1
    assert store.read() == example()
    changed = graph([node("Company", "openai", "OpenAI, renamed")])
    store.load(changed)
    assert store.read() == changed
    rows = driver.execute_query("MATCH (:Note)-[:WATCHES]->(o:Watched:KgNode:Company) RETURN o.name").records
    assert [row[0] for row in rows] == ["OpenAI, renamed"]


def test_of_two_loads_at_once_the_later_one_stands(empty_server: str) -> None:
    later = graph([node("Company", "a", "A")])
    begun: list[str] = []

    def overtake(what: str, rows: int) -> None:
        if not begun:
            begun.append(what)
            Neo4jStore(empty_server).load(later)

    with pytest.raises(StoreError, match="Another load"):
        Neo4jStore(empty_server).load(example(), overtake)
    assert Neo4jStore(empty_server).read() == later


def test_a_batch_whose_answer_was_lost_is_not_written_twice(empty_server: str) -> None:
    store = load(empty_server, graph([node("Company", "a", "A"), node("Company", "b", "B")]))
    with store.server.session(write=True) as session:
        loading = Loading(session, lambda what, rows: None)
        loading.begin(SCHEMA)
        rows = [{"source": "a", "target": "b", "properties": {"id": "x"}}]
        loading.send(create_edges("ACQUIRES"), rows)
        loading._step -= 1  # what a retry of the driver looks like to the server
        loading.send(create_edges("ACQUIRES"), rows)
        loading.end("hash")
    assert store.query("MATCH ()-[r:ACQUIRES]->() RETURN count(r)").rows == ((1,),)


def test_an_edge_with_other_ends_and_a_node_of_another_type_are_moved(neo4j_store: Store) -> None:
    nodes = [node("Company", "a", "A"), node("Company", "b", "B"), node("Company", "c", "C")]
    neo4j_store.write(graph(nodes, [edge("ACQUIRES", "x", "a", "b")]))
    other = [node("Company", "a", "A"), node("Institution", "b", "B"), node("Company", "c", "C")]
    changed = graph(other, [edge("ACQUIRES", "x", "a", "c")])
    neo4j_store.write(changed)
    assert neo4j_store.read() == changed
    assert neo4j_store.query("MATCH (n:Company) RETURN count(n)").rows == ((2,),)


def test_hostile_names_are_found_by_parameter_and_do_nothing(neo4j_store: Store) -> None:
    written = hostile()
    neo4j_store.write(written)
    for one in written.nodes:
        rows = neo4j_store.query(
            "MATCH (n {name: $name}) WHERE n.id = $id RETURN n.name", {"name": one.name, "id": one.id}
        )
        assert rows.rows == ((one.name,),)


def test_evidence_of_ten_megabytes(neo4j_store: Store) -> None:
    sentence = "一句很长的证据,with Latin words and 'quotes'.\n" * 250_000
    nodes = [node("Company", "a", "A"), node("Company", "b", "B")]
    written = graph(nodes, [edge("ACQUIRES", "x", "a", "b", evidence=(sentence,))])
    neo4j_store.write(written)
    assert neo4j_store.read() == written


def test_names_are_found_in_any_script(neo4j_store: Store) -> None:
    neo4j_store.write(graph([node("Company", "hsbc", "HSBC", name_zh="汇丰银行", aliases=("汇丰",))]))
    time.sleep(2)  # a full-text index follows its writes
    rows = neo4j_store.query(
        "CALL db.index.fulltext.queryNodes('kg_names', '汇丰') YIELD node RETURN node.id"
    )
    assert rows.rows == (("hsbc",),)


@pytest.mark.parametrize(
    "text", ["CREATE (n)", "MATCH (n) DETACH DELETE n", "LOAD CSV FROM 'file:///etc/passwd' AS r RETURN r"]
)
def test_queries_only_read(neo4j_store: Store, text: str) -> None:
    neo4j_store.write(example())
    with pytest.raises(QueryError):
        neo4j_store.query(text)
    assert neo4j_store.read() == example()


def test_the_session_is_a_reading_one_too(neo4j_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    neo4j_store.write(example())
    monkeypatch.setattr("kg.stores.guard.check", lambda text: None)
    with pytest.raises(QueryError, match="read access mode"):
        neo4j_store.query("CREATE (n) RETURN n")


def test_a_slow_query_and_a_wrong_one_are_errors_with_advice(neo4j_store: Store) -> None:
    neo4j_store.write(example())
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b) AS s"
    with pytest.raises(QueryError, match="longer than"):
        neo4j_store.query(slow, timeout=0.5)
    with pytest.raises(QueryError, match="failed"):
        neo4j_store.query("MATCH (n) RETURN m")
    rows = neo4j_store.query("UNWIND range(1, 5) AS a RETURN a", limit=3)
    assert rows.truncated
    assert rows.rows == ((1,), (2,), (3,))


def test_nothing_there_and_a_load_that_has_not_ended_are_said(driver: Driver, empty_server: str) -> None:
    store = Neo4jStore(empty_server)
    with pytest.raises(StoreError, match="No store at") as caught:
        store.read()
    assert "kg load" in caught.value.advice
    store.load(example())
    driver.execute_query("MATCH (m:KgStore) SET m.state = 'loading'")
    with pytest.raises(StoreError, match="has not ended"):
        store.query("MATCH (n) RETURN n")
    driver.execute_query("MATCH (m:KgStore) SET m.schema = 99")
    with pytest.raises(StoreError, match="version 99"):
        store.load(example())


def test_a_wrong_password_and_no_server(login: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError, match="No Neo4j answers"):
        Neo4jStore("bolt://127.0.0.1:1").read()
    with pytest.raises(UsageError, match="login"):
        Neo4jStore("neo4j://neo4j:secret@localhost")
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong-password")
    with pytest.raises(StoreError, match="refused the login") as caught:
        Neo4jStore(login).read()
    assert "NEO4J_PASSWORD" in caught.value.advice


def test_foreign_data_that_breaks_a_constraint_is_said(driver: Driver, empty_server: str) -> None:
    driver.execute_query("CREATE (:Company {id: 'openai', owner: 'someone else'})")
    with pytest.raises(StoreError, match="constraint"):
        Neo4jStore(empty_server).load(example())
    rows = driver.execute_query("MATCH (c:Company) RETURN c.owner").records
    assert [row[0] for row in rows if row[0]] == ["someone else"]


def test_a_load_that_is_killed_is_taken_up_again(empty_server: str, tmp_path: Path) -> None:
    made = generate(2_000, 10_000)
    open_store(tmp_path / "graph.json").write(made)
    code = (
        "import sys; from kg.stores import open_store; "
        "open_store(sys.argv[1]).write(open_store(sys.argv[2]).read())"
    )
    command = [sys.executable, "-c", code, empty_server, str(tmp_path / "graph.json")]
    for seconds in (1.5, 2.5, 3.5):
        process = subprocess.Popen(command)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
    store = load(empty_server, made)
    assert store.read() == made


def test_the_server_killed_in_the_middle_of_a_load(
    own_server: Server, empty_server: str, tmp_path: Path
) -> None:
    if own_server.uri != empty_server:
        pytest.skip("that server is someone's")
    made = generate(2_000, 10_000)
    sent: list[int] = []

    def progress(what: str, rows: int) -> None:
        sent.append(rows)
        if len(sent) == 3:
            own_server.kill()

    with pytest.raises(StoreError) as caught:
        Neo4jStore(empty_server).load(made, progress)
    assert caught.value.advice
    own_server.start()
    store = load(empty_server, made)
    assert store.read() == made
