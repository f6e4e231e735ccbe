"""What stores do not answer: rows beyond a limit, slow and wrong queries, writes; each says why."""

from __future__ import annotations

import time

import pytest

from kg.errors import QueryError, UsageError
from kg.stores import Rows, Store
from tests.stores.graphs import example


def test_rows_beyond_the_limit_are_cut_and_said_so(store: Store) -> None:
    text = "MATCH (n:Company) RETURN n.id ORDER BY n.id DESC"
    every = store.query(text)
    assert (len(every.rows), every.truncated) == (8, False)
    assert store.query(text, limit=8) == every
    cut = store.query(text, limit=3)
    assert cut == Rows(("n.id",), every.rows[:3], truncated=True)
    assert store.query(text, limit=0) == Rows(("n.id",), (), truncated=True)
    assert store.query(text + " LIMIT 5", limit=5).truncated is False
    assert store.query("MATCH (n:Company) RETURN count(n)", limit=1).rows == ((8,),)
    assert store.query("EXPLAIN MATCH (n) RETURN n ORDER BY n.id", limit=1).truncated is True


def test_a_slow_query_stops(store: Store) -> None:
    started = time.monotonic()
    with pytest.raises(QueryError, match=r"longer than 0\.2 seconds") as caught:
        store.query(
            "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a + b)", timeout=0.2
        )
    assert time.monotonic() - started < 5
    assert caught.value.advice
    assert store.query("RETURN 1").rows == ((1,),)


@pytest.mark.parametrize(
    ("timeout", "limit"), [(0, 1), (-1, 1), (float("nan"), 1), (float("inf"), 1), (1, -1)]
)
def test_bounds_that_mean_nothing_are_refused(store: Store, timeout: float, limit: int) -> None:
    with pytest.raises(UsageError):
        store.query("RETURN 1", timeout=timeout, limit=limit)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("MATCH (a) RETRUN a", "Not valid Cypher at line 1, column 1"),
        ("MATCH (a)\nRETURN a.name AS\n", "Not valid Cypher"),
        ("MATCH (a) WHERE a.name = '中文' AND (RETURN a", "Not valid Cypher at line 1, column 36"),
        ("UNWIND [1] AS 数 /* 中\n */ WITH 数 RETRUN 数", "Not valid Cypher at line 2, column 12"),
        ("RETURN 1 AS x, 2 AS x", "same name"),
        ("MATCH (n) RETURN m", "Undefined variable"),
        ("RETURN $missing", "Missing parameter"),
        ("RETURN 1 + date('no date')", "failed"),
        ("CALL db.labels() YIELD nothing RETURN nothing", "The query failed"),
        ("RETURN " + "(" * 1000 + "1" + ")" * 1000, "nesting"),
        ("MATCH (n) RETURN n.id FORMAT CSV", "FORMAT CSV is not Cypher"),
        ("RETURN range(1, 1000000000)", "safety limit"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(store: Store, text: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400
    assert caught.value.advice


@pytest.mark.parametrize("value", [2**63, object(), b"bytes", "\ud800", {1: 2}])
def test_a_parameter_of_no_cypher_type_is_an_error(store: Store, value: object) -> None:
    with pytest.raises(QueryError):
        store.query("RETURN $value", {"value": value})


def test_what_may_be_a_mistake_is_a_warning(store: Store, capfd: pytest.CaptureFixture[str]) -> None:
    rows = store.query("MATCH (n:Compnay) RETURN n")
    assert rows.rows == ()
    assert any("Compnay" in one for one in rows.warnings)
    assert any("title" in one for one in store.query("MATCH (n:Item) RETURN n.title").warnings)
    assert store.query("MATCH (n:Item) WITH {title: n.name} AS m RETURN m.title").warnings == ()
    assert store.query("MATCH (n:Item) RETURN n.name").warnings == ()
    assert capfd.readouterr() == ("", "")


def test_writing_is_refused_and_changes_nothing(store: Store) -> None:
    for text in (
        "CREATE (n:Company {id: 'x'})",
        "MATCH (n) DETACH DELETE n",
        "LOAD CSV FROM '/etc/hosts' AS r RETURN r",
    ):
        with pytest.raises(QueryError):
            store.query(text)
    assert store.read() == example()


def test_the_engine_refuses_writes_by_itself(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.stores.guard.check", lambda text: None)
    for text in ("CREATE (n:Company {id: 'x'})", "MATCH (n) SET n.name = 1", "CALL db.temporal.declare({})"):
        with pytest.raises(QueryError, match="read-only"):
            store.query(text)
    assert store.read() == example()


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("MATCH (a)-[r:ACQUIRES]->(b), (i:Item {id: r.items[0]}) RETURN i.id", 43),
        ("MATCH (i:Item {id: r.items[0]}), (a)-[r:ACQUIRES]->(b) RETURN i.id", 20),
        ("MATCH (a:Company)-[:CUSTOMER_OF]->(b {name_zh: a.name_zh}) RETURN a.id", 48),
        ("MATCH (a)-[r]->(b)-[s {status: r.status}]->(c) RETURN a.id", 32),
        ("MATCH (n) WHERE EXISTS { MATCH (n)-[r]->(m {name: r.role}) } RETURN n.id", 51),
    ],
)
def test_what_the_engine_would_answer_wrongly_is_refused(store: Store, text: str, column: int) -> None:
    with pytest.raises(QueryError, match=f"same MATCH .line 1, column {column}.") as caught:
        store.query(text)
    assert "WHERE" in caught.value.advice
