"""What stores answer: the right rows, the same on every store, as plain values, with errors that help."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.stores import Store, open_store
from tests.samples import ROOT
from tests.stores.conftest import FILES
from tests.stores.graphs import edge, example, graph, node

# (text, parameters, what it answers on the example graph)
ANALYST: list[tuple[str, dict[str, object], list[tuple[object, ...]]]] = [
    (
        "MATCH (a:Company)-[r:ACQUIRES]->(b)"
        " RETURN a.name, b.name, r.status, r.evidence[0] ORDER BY r.first_seen",
        {},
        [
            ("Google", "Neptune", "rumored", "2026-01-05:google 与 neptune,第 1 次报道。"),
            ("OpenAI", "Neptune", "planned", "2026-02-10:openai 与 neptune,第 1 次报道。"),
        ],
    ),
    (
        "MATCH (a)-[r:ACQUIRES]->(b:Company {name: $name}) WHERE r.first_seen >= $since RETURN a.name",
        {"name": "Neptune", "since": "2026-02-01"},
        [("OpenAI",)],
    ),
    (
        "MATCH (c:Company) WHERE c.name = $name OR c.name_zh = $name OR $name IN c.aliases RETURN c.id",
        {"name": "谷歌"},
        [("google",)],
    ),
    (
        "MATCH (c:Company) WHERE c.name CONTAINS '银行' OPTIONAL MATCH (c)-[r:PARTNERS_WITH]-(m)"
        " OPTIONAL MATCH (m)-[:ACQUIRES]->(t) RETURN c.name_en, m.name, t.name",
        {},
        [("HSBC", "Mistral", None)],
    ),
    (
        "MATCH (i)-[:INVESTS_IN]->(c) RETURN i.name AS investor, count(DISTINCT c) AS companies,"
        " count(*) AS facts ORDER BY companies DESC, investor",
        {},
        [("a16z", 2, 3), ("Google", 1, 1)],
    ),
    (
        "MATCH (i)-[:INVESTS_IN]->(a)<-[:INVESTS_IN]-(j) WHERE i.id < j.id RETURN i.id, j.id, collect(a.id)",
        {},
        [],
    ),
    (
        "MATCH (rival)-[:COMPETES_WITH]-(:Company {id: $id})"
        " MATCH (i)-[:INVESTS_IN]->(rival) RETURN rival.name, i.name ORDER BY rival.name",
        {"id": "openai"},
        [("Anthropic", "Google")],
    ),
    (
        "MATCH (d:Deal)-[p:PARTY]->(e) WITH d, p, e ORDER BY p.role"
        " RETURN d.name, collect(p.role + ':' + e.name) AS parties ORDER BY d.date DESC",
        {},
        [
            ("Neolix round D", ["investee:新石器"]),
            ("OpenAI buys Neptune", ["acquirer:OpenAI", "target:Neptune"]),
        ],
    ),
    (
        "MATCH (d:Deal) RETURN left(d.date, 7) AS month, d.kind AS kind, count(*) AS deals,"
        " sum(d.amount) AS total ORDER BY month",
        {},
        [("2026-02", "acquisition", 1, 0), ("2026-03", "funding", 1, 600_000_000)],
    ),
    (
        "MATCH p = shortestPath((a:Entity {id: $a})-[*..6]-(b:Entity {id: $b}))"
        " RETURN [n IN nodes(p) | n.name] AS names, length(p) AS hops",
        {"a": "hsbc", "b": "gpt-5"},
        [(["汇丰银行", "Mistral", "a16z", "OpenAI", "GPT-5"], 4)],
    ),
    (
        "MATCH (c:Company {id: 'openai'})-[:DEVELOPS]->()<-[:VARIANT_OF|USES*1..2]-(m)"
        " RETURN DISTINCT m.name ORDER BY m.name",
        {},
        [("ChatGPT",), ("GPT-5 mini",)],
    ),
    (
        "MATCH (a)-[r]->(b) WHERE r.status = 'rumored' AND NOT EXISTS {"
        " MATCH (a)-[s]->(b) WHERE s.status = 'asserted' } RETURN a.name, type(r), b.name",
        {},
        [("Google", "ACQUIRES", "Neptune")],
    ),
    (
        "MATCH (i:Item)-[:REPORTS]->(d:Deal) MATCH (i)-[m:MENTIONS]->(e)"
        " WITH i, d, e ORDER BY m.count DESC"
        " RETURN i.date, d.stage, collect(e.name) AS entities ORDER BY i.date",
        {},
        [("2026-02-10", "announced", ["OpenAI", "Neptune"]), ("2026-03-02", "completed", ["新石器"])],
    ),
    (
        "MATCH (e:Entity) OPTIONAL MATCH (e)-[r]-() WITH e, count(r) AS degree RETURN e.name, degree"
        " ORDER BY degree DESC, e.name LIMIT 3",
        {},
        [("OpenAI", 10), ("Neptune", 4), ("GPT-5", 3)],
    ),
    (
        "UNWIND $names AS name MATCH (c:Company) WHERE name IN c.aliases OR c.name = name"
        " WITH name, c, CASE WHEN c.item_count > 5 THEN 'often' ELSE 'seldom' END AS how"
        " RETURN name AS 名称, c.id AS 公司, how ORDER BY 名称",
        {"names": ["OpenAI", "HSBC", "谷歌"]},
        [("HSBC", "hsbc", "seldom"), ("OpenAI", "openai", "seldom"), ("谷歌", "google", "often")],
    ),
    (
        "MATCH (a)-[r:PARTNERS_WITH]-(b) WHERE size(r.items) > 1"
        " RETURN a.name, r.dates, r.items[-1] ORDER BY a.name",
        {},
        [
            ("Mistral", ["2026-01-05", "2026-03-20"], "item-2026-03-20"),
            ("汇丰银行", ["2026-01-05", "2026-03-20"], "item-2026-03-20"),
        ],
    ),
    (
        "MATCH (n:Model) RETURN n.name AS name UNION MATCH (n:Product) RETURN n.name AS name",
        {},
        [("GPT-5",), ("GPT-5 mini",), ("ChatGPT",)],
    ),
]


@pytest.mark.parametrize(("text", "parameters", "answer"), ANALYST)
def test_an_analyst_gets_the_right_rows(
    store: Store, text: str, parameters: dict[str, object], answer: list[tuple[object, ...]]
) -> None:
    assert list(store.query(text, parameters).rows) == answer


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> list[Store]:
    folder = tmp_path_factory.mktemp("both")
    for name in FILES.values():
        open_store(folder / name).write(example())
    return [open_store(folder / name) for name in FILES.values()]


@pytest.mark.parametrize(("text", "parameters", "_"), ANALYST)
def test_every_store_gives_the_same_rows_in_the_same_order(
    both: list[Store], text: str, parameters: dict[str, object], _: object
) -> None:
    first, second = (one.query(text, parameters) for one in both)
    assert first == second


def test_nodes_relationships_and_paths_are_plain_values(store: Store) -> None:
    rows = store.query(
        "MATCH p = (n:Person)-[r:WORKS_AT]->(c)"
        " RETURN n, r, p, [n], {who: n} AS m, properties(n), keys(n), n {.*} AS every"
    )
    person = {
        "id": "altman",
        "labels": ["Person", "Entity"],
        "properties": {
            "id": "altman",
            "name": "Sam Altman",
            "name_zh": "山姆·奥特曼",
            "aliases": ["奥特曼"],
            "item_count": 4,
        },
    }
    ((n, r, p, listed, mapped, properties, keys, projected),) = rows.rows
    assert n == person
    assert listed == [person]
    assert mapped == {"who": person}
    assert properties == projected == person["properties"]
    assert keys == sorted(person["properties"])
    assert (r["id"], r["type"]) == ("works_at-altman-openai-1", "WORKS_AT")
    assert set(r) == {"id", "type", "properties"}
    assert r["properties"] == dict(example().edges[-1].properties) | {
        key: list(value) for key, value in example().edges[-1].properties.items() if isinstance(value, tuple)
    }
    assert p[:2] == [n, r]
    assert (len(p), p[2]["id"]) == (3, "openai")
    assert json.loads(json.dumps(rows.rows[0])) == list(rows.rows[0])


@pytest.mark.parametrize(
    ("expression", "cell"),
    [
        ("date('2026-03-02')", "2026-03-02"),
        ("datetime('2026-03-02T10:00:00Z')", "2026-03-02T10:00:00+00:00"),
        ("localdatetime('2026-03-02T10:00:00')", "2026-03-02T10:00:00"),
        ("duration('P14M3DT4S')", {"months": 14, "days": 3, "seconds": 4}),
        ("9007199254740993", 9007199254740993),
        ("1.0", 1.0),
        ("$infinite", None),
        ("$nan", None),
        ("[1, 'a', null, true, [2.5]]", [1, "a", None, True, [2.5]]),
        ("{a: {b: [date('2026-03-02')]}}", {"a": {"b": ["2026-03-02"]}}),
        ("$map", {"公司": ["x", 1]}),
    ],
)
def test_values_are_plain(store: Store, expression: str, cell: object) -> None:
    parameters = {"infinite": float("inf"), "nan": float("nan"), "map": {"公司": ["x", 1]}}
    ((found,),) = store.query(f"RETURN {expression} AS x", parameters).rows
    assert found == cell
    assert type(found) is type(cell)


def test_columns_are_the_expressions_or_their_names(store: Store) -> None:
    rows = store.query(
        "MATCH (set:Company {id: 'openai'})"
        " RETURN set.name, count(*), set.id AS 编号, set.name + 'x' AS create"
    )
    assert rows.columns == ("set.name", "count(*)", "编号", "create")
    assert rows.rows == (("OpenAI", 1, "openai", "OpenAIx"),)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            "MATCH (n:Company) /* all of\n them */ WHERE n.id = 'openai' // this one\n RETURN n.name;",
            "OpenAI",
        ),
        ("MATCH (create:Company {id: 'openai'}) WITH create AS set RETURN set.name", "OpenAI"),
        ("UNWIND ['/* no comment */ // none'] AS set RETURN set", "/* no comment */ // none"),
        ("RETURN [set IN [1, 2] | set * 2][1] AS x", 4),
        ("RETURN {create: 1, set: 2}.set AS x", 2),
        ("MATCH\u3000(n:Company {id: 'openai'})\u00a0RETURN n.name", "OpenAI"),
        ("MATCH (n:Company {id: 'openai'}) RETURN n.name AS 公司 ORDER BY 公司", "OpenAI"),
        ("CYPHER 5 MATCH (n:Company {id: 'openai'}) RETURN n.name", "OpenAI"),
        ("RETURN 'it\\'s' + \"\\\"\" + '\\u4e2d' AS x", "it's\"中"),
    ],
)
def test_texts_that_the_server_takes_run_here(store: Store, text: str, answer: object) -> None:
    assert store.query(text).rows == ((answer,),)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("MATCH (a)-[r:ACQUIRES]->(b) MATCH (i:Item {id: r.items[0]}) RETURN count(i)", 2),
        ("MATCH (a)-[r:ACQUIRES]->(b), (i:Item) WHERE i.id = r.items[0] RETURN count(i)", 2),
        ("MATCH (a {id: 'openai'})-[id:ACQUIRES {id: $id}]->(b {name: 'Neptune'}) RETURN count(*)", 1),
        ("WITH 'openai' AS b MATCH (a {id: b}) MATCH (c {id: a.id}) RETURN count(*)", 1),
        ("UNWIND ['openai', 'hsbc'] AS id MATCH (n:Company {id: id}) RETURN count(n)", 2),
        ("MATCH (n) WHERE EXISTS { MATCH (m:Company {id: n.id}) } RETURN count(n)", 8),
        ("MATCH (d:Digest) MATCH (i:Item {date: d.date}) RETURN count(i)", 1),
    ],
)
def test_property_maps_over_values_known_before_find_what_they_should(
    store: Store, text: str, rows: int
) -> None:
    assert store.query(text, {"id": "acquires-openai-neptune-1"}).rows == ((rows,),)


def test_names_are_told_apart_by_case_and_width(place: Path) -> None:
    open_store(place).write(
        graph([node("Company", "a", "Ａ１"), node("Company", "b", "a1"), node("Company", "c", "A1")])
    )
    rows = open_store(place).query("MATCH (n:Company) WHERE n.name = $name RETURN n.id", {"name": "A1"})
    assert rows.rows == (("c",),)


def test_a_loop_and_its_reverse_are_two_edges(place: Path) -> None:
    nodes = [node("Company", "a", "A"), node("Company", "b", "B")]
    edges = [edge("SUES", "1", "a", "b"), edge("SUES", "2", "b", "a"), edge("SUES", "3", "a", "a")]
    open_store(place).write(graph(nodes, edges))
    rows = open_store(place).query("MATCH (x)-[r:SUES]->(y) RETURN x.id, y.id, r.id ORDER BY r.id")
    assert rows.rows == (("a", "b", "1"), ("b", "a", "2"), ("a", "a", "3"))


STEADY = """
import json, sys
from kg.stores import open_store
store = open_store(sys.argv[1])
for text in sys.argv[2:]:
    print(json.dumps(store.query(text).rows, ensure_ascii=False))
"""


def test_rows_without_order_come_alike_in_every_process(tmp_path: Path) -> None:
    texts = [
        "MATCH (a)-[r]->(b) RETURN type(r), count(*)",
        "MATCH ()-[r]->() RETURN type(r) AS t, count(r) AS n",
        "MATCH (n) RETURN labels(n), count(*)",
        "MATCH (d:Deal)-[p:PARTY]->(e) RETURN d.kind, collect(e.id)",
        "MATCH (n:Entity)--(m) RETURN DISTINCT m.id",
        "MATCH (n) RETURN n",
    ]
    path = tmp_path / "graph.kgl"
    open_store(path).write(example())
    command = [sys.executable, "-c", STEADY, str(path), *texts]
    outputs = {subprocess.run(command, check=True, capture_output=True, cwd=ROOT).stdout for _ in range(4)}
    assert len(outputs) == 1
