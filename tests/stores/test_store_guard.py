"""Queries that write or leave the graph are refused before an engine sees them; innocent ones are not."""

from __future__ import annotations

import re
from pathlib import Path

import kglite
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.stores import guard
from kg.stores.dialect import translate

ATTACKS = [
    "CREATE (n:Company {id: 'x'})",
    "create (n)",
    "CrEaTe(n)",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) DELETE n",
    "MATCH (n) DELETE(n)",
    "MATCH (n) NODETACH DELETE n",
    "MATCH (n) SET n.name = 'x'",
    "MATCH (n) SET n:Company",
    "MATCH (n) SET n += {name: 'x'} RETURN n",
    "MATCH (n) SET (n).name = 1",
    "MATCH (n) REMOVE n.name",
    "MERGE (n:Company {id: 'x'}) RETURN n",
    "MATCH (n) MERGE (n)-[:USES]->(m) RETURN m",
    "MATCH (n)\n\tSET\n\tn.name = 1",
    "MATCH (n) SET/* a comment */n.name = 1",
    "MATCH (n) // a comment\nSET n.name = 1",
    "MATCH (n) /* RETURN n */ SET n.name = 1",
    "MATCH (n) // a comment\rSET n.name = 1",
    "/* RETURN 1 */ CREATE (n)",
    "MATCH (n) WHERE n.name = 'it\\'s' SET n.name = 1",
    "MATCH (n) WHERE n.name = '\\\\' SET n.name = '\\\\'",
    'MATCH (n) WHERE n.name = "//" SET n.name = 1',
    "MATCH (n:`/*`) SET n.name = '*/'",
    "\\u0043REATE (n)",
    "MATCH (n) \\u0053ET n.name = 1",
    "MATCH (n) WHERE n.name = '\\u0027 SET n.name = 1 //'",
    "MATCH (n) CALL { CREATE (m:Company) } RETURN n",
    "MATCH (n) CALL { WITH n SET n.name = 1 } RETURN n",
    "CALL { MATCH (n) DELETE n } IN TRANSACTIONS OF 10 ROWS",
    "MATCH (n) CALL (n) { RETURN 1 AS x } IN 4 CONCURRENT TRANSACTIONS RETURN x",
    "MATCH (n) RETURN n UNION CREATE (m) RETURN m",
    "MATCH (n) RETURN n; MATCH (m) DELETE m",
    "MATCH (n) RETURN n; MATCH (m) RETURN m",
    "FOREACH (x IN [1] | CREATE (:Company {id: x}))",
    "MATCH (n) FOREACH (x IN [1] | SET n.name = x)",
    "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "load\n csv with headers from 'http://example.org/x.csv' AS row RETURN row",
    "LOAD /**/ CSV FROM '/etc/passwd' AS row RETURN row",
    "`LOAD` CSV FROM '/etc/passwd' AS row RETURN row",
    "MATCH (n) LOAD CSV FROM '/etc/passwd' AS row RETURN row",
    "WITH 1 AS x `load` `csv` FROM '/etc/passwd' AS row RETURN row",
    "CALL apoc.load.json('file:///etc/passwd') YIELD value RETURN value",
    "CALL `apoc`.`load`.`json`('http://example.org') YIELD value RETURN value",
    "CALL `apoc.load.json`('http://example.org') YIELD value RETURN value",
    "CALL apoc.cypher.doIt('CREATE (n)', {}) YIELD value RETURN value",
    "CALL apoc.export.csv.all('/tmp/x.csv', {})",
    "CALL apoc.periodic.iterate('MATCH (n) RETURN n', 'DELETE n', {})",
    "CALL db.createLabel('X')",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL any.procedure.at.all()",
    "MATCH (n) CALL db.temporal.declare({}) RETURN n",
    "RETURN apoc.cypher.runFirstColumnSingle('MATCH (n) DELETE n', {})",
    "RETURN `genai`.vector.encode('text', 'OpenAI', {})",
    "DROP CONSTRAINT company_id",
    "CREATE CONSTRAINT FOR (n:Company) REQUIRE n.id IS UNIQUE",
    "ALTER USER neo4j SET PASSWORD 'x'",
    "SHOW USERS",
    "EXPLAIN CREATE (n)",
    "PROFILE MATCH (n) DELETE n",
    "CYPHER 5 CREATE (n)",
    "CYPHER runtime=slotted MATCH (n) SET n.name = 1",
    "USE other MATCH (n) RETURN n",
    "BEGIN",
    ":begin",
    "INSERT (n:Company)",
    "MATCH (n) INSERT (n)-[:USES]->(:Model)",
    "WITH 1SET n.name = 1",
    "MATCH (n) WITH n, 1. SET n.name = 1",
    "MATCH (n) WITH *SET n.name = 1",
    "MATCH (n) WITH n AS as SET as.name = 1",
    "MATCH (n) WITH n AS with SET with.name = 1",
    "MATCH (n) WITH n AS distinct WITH distinct SET distinct.name = 1",
    "MATCH (n) WITH n, CASE WHEN true THEN 1 END AS x SET n.name = x",
    "MATCH (n) WHERE n.name IS NULL SET n.name = 1",
    "MATCH (n) RETURN n ORDER BY n.name DESC CREATE (m)",
    "MATCH (n) WHERE n:SET SET n.name = 1",
    "CALL () { WHEN true THEN CREATE (n) }",
    "MATCH (n) \uff33ET n.name = 1 SET n.name = 2",
    "MATCH (n) \u017fet n.name = 1",
    "MATCH (n)\u3000SET\u3000n.name = 1",
    "",
    "  // nothing\n",
    "; MATCH (n) RETURN n",
]
INNOCENT = [
    "MATCH (n) RETURN n",
    "match (n:Company) where n.name = 'DELETE' return n.name;",
    "MATCH (n) WHERE n.name CONTAINS 'LOAD CSV FROM' RETURN n.name",
    'MATCH (n) WHERE n.name = "CREATE (n) SET" RETURN n.id',
    "MATCH (n) RETURN n.set, n.create, n.delete, n.load",
    "MATCH (set:Company) RETURN set.name AS create ORDER BY create",
    "MATCH (create:Item)-[delete:MENTIONS]->(merge) RETURN delete.count, merge",
    "MATCH (n) WITH n AS set WHERE set.name STARTS WITH 'O' RETURN set",
    "MATCH (n) RETURN {create: 1, set: n.name, delete: [1, 2]} AS drop",
    "MATCH (n {set: $set}) RETURN n.id",
    "MATCH (n) RETURN n {.set, .create, merge: 1}",
    "UNWIND $set AS set RETURN set",
    "UNWIND [1, 2] AS create WITH create WHERE create > 1 RETURN create",
    "MATCH (n:`CREATE`) RETURN n.`SET` AS `DELETE`",
    "MATCH (n) /* CREATE (m) */ RETURN n // SET n.name = 1",
    "MATCH (n) WHERE n.url = 'https://example.org/*' RETURN n",
    "MATCH (n:Deal) RETURN [set IN n.aliases WHERE set <> '' | set] AS x",
    "MATCH (n) WHERE all(set IN n.aliases WHERE set CONTAINS 'x') RETURN reduce(set = 0, x IN [1] | set + x)",
    "CALL db.labels() YIELD label RETURN label",
    "CALL { MATCH (n) RETURN n UNION ALL MATCH (n) RETURN n } RETURN n",
    "MATCH (n) CALL (n) { MATCH (n)--(m) RETURN count(m) AS c } RETURN n.id, c",
    "MATCH (n) RETURN n.name AS call ORDER BY call",
    "MATCH (call:Item) RETURN call.name, duration.between(date('2026-01-01'), date(call.date)) AS load",
    "MATCH (n) WHERE n.name IN $names AND n.date >= $start RETURN n.start AS start ORDER BY start LIMIT 3",
    "MATCH p = shortestPath((a {id: $a})-[*..6]-(b {id: $b})) RETURN [n IN nodes(p) | n.name] AS names",
    "MATCH (n) RETURN CASE WHEN n.set IS NULL THEN 'create' ELSE n.set END AS x",
    "MATCH (n) WHERE EXISTS { (n)-[:ACQUIRES]->() } RETURN COUNT { (n)--() } AS degree",
    "MATCH (n) RETURN '\\u4e2d\\u6587' AS x",
    "MATCH (n)-[r:ACQUIRES|INVESTS_IN*1..3]->(m) RETURN DISTINCT m.name AS 收购方 ORDER BY 收购方",
    "EXPLAIN MATCH (n) RETURN n",
    "CYPHER 5 MATCH (n) RETURN n.id",
    "\ufeffMATCH (n) RETURN 1.5e3 * .5 - 0x1F AS x",
    "CALL pagerank() YIELD node, score RETURN node.name, score",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_what_writes_or_leaves_the_graph_is_refused(text: str) -> None:
    with pytest.raises(QueryError) as caught:
        guard.check(text)
    assert caught.value.advice or "never ends" in str(caught.value)


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_reads_passes(text: str) -> None:
    guard.check(text)


@pytest.mark.parametrize(
    "text", ["RETURN 'abc", 'RETURN "abc', "MATCH (n:`abc", "RETURN 1 /* abc", "RETURN 'a\\'"]
)
def test_a_quote_that_never_ends_is_an_error_with_its_place(text: str) -> None:
    with pytest.raises(QueryError, match=r"line 1, column \d+.*never ends"):
        guard.check(text)


def test_the_message_names_word_place_and_way_out() -> None:
    with pytest.raises(QueryError) as caught:
        guard.check("MATCH (n)\n  SET n.name = 1")
    assert str(caught.value) == "SET is not allowed, queries only read (line 2, column 3)"
    assert "`SET`" in caught.value.advice
    assert "kg build" in caught.value.advice


def test_a_long_text_takes_no_time() -> None:
    text = "MATCH (n) RETURN " + ", ".join(f"'{'x' * 1000}' AS c{n}" for n in range(2000))
    guard.check(text)
    with pytest.raises(QueryError):
        guard.check(text + ", '" + "\\" * 1_000_001)


@pytest.mark.parametrize("name", ["procedures.txt", "functions.txt"])
def test_the_lists_are_sorted_lower_case_and_without_doubles(name: str) -> None:
    lines = [
        line
        for line in (Path(guard.__file__).parent / "data" / name).read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert lines == sorted(set(lines))
    assert all(re.fullmatch(r"[a-z_]+(\.[a-z_]+)*(\.\*)?", line) for line in lines)


def test_the_engine_says_of_every_listed_procedure_that_it_reads() -> None:
    found = kglite.KnowledgeGraph().cypher("SHOW PROCEDURES")
    assert isinstance(found, kglite.ResultView)
    modes = {row["name"].lower(): row["mode"] for row in found}
    listed = [name for name in guard.allowed("procedures.txt") if name in modes]
    assert len(listed) > 10
    assert {modes[name] for name in listed} == {"READ"}


BITS = [
    "'",
    '"',
    "`",
    "\\",
    "//",
    "/*",
    "*/",
    "\n",
    "\r",
    " ",
    ";",
    "{",
    "}",
    "(",
    ")",
    ".",
    "$",
    "1",
    "n",
    "\\u0027",
]
WORDS = [
    "RETURN 1 AS x ",
    "MATCH (n) ",
    "WITH n ",
    "WITH 1 AS ",
    "AS ",
    "AND ",
    "IN ",
    "CALL ",
    "UNION ",
    "CASE ",
    "END ",
    "DISTINCT ",
    "SET n.name = 'broken' ",
    "SET n:Broken ",
    "SET ",
    "DELETE n ",
    "DETACH ",
    "REMOVE n.name ",
    "n ",
    "n.name ",
    "{ ",
    "CREATE (:Broken) ",
    "CREATE ",
    "MERGE (:Broken {id: 1}) ",
    "FOREACH (x IN [1] | CREATE (:Broken)) ",
    "LOAD ",
    "CSV ",
    "`LOAD` ",
    "`csv` ",
    "FROM '{file}' AS r RETURN r",
    "LOAD CSV FROM '{file}' AS r RETURN r ",
]
INSIDE = "Queries that write or leave the graph"


@pytest.fixture(scope="module")
def writable() -> kglite.KnowledgeGraph:
    """An engine without a lock of its own: only the guard stands between it and the texts."""
    graph = kglite.KnowledgeGraph()
    graph.cypher("CREATE (n:Company {id: 'a', name: 'whole'})")
    return graph


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(BITS + WORDS), max_size=9))
def test_no_text_that_passes_writes_or_reads_a_file(writable: kglite.KnowledgeGraph, bits: list[str]) -> None:
    text = "".join(bits).replace("{file}", __file__)
    try:
        guard.check(text)
        found = writable.cypher(translate(text).text, timeout_ms=1000)
    except (QueryError, kglite.KgError, TypeError, ValueError):
        return
    assert isinstance(found, str) or INSIDE not in str(found.to_list())
    state = writable.cypher("MATCH (n) RETURN labels(n) AS labels, n.id AS id, n.name AS name")
    assert isinstance(state, kglite.ResultView)
    assert state.to_list() == [{"labels": ["Company"], "id": "a", "name": "whole"}]
