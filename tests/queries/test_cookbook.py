"""Every named query answers its question on the examples, in either language, and keeps the rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import ontology
from kg.errors import NotFound, QueryError, UsageError
from kg.pipeline import OpenedStore
from kg.stores import Rows, cookbook, guard
from kg.stores.base import Cell
from kg.stores.cookbook import NamedQuery
from kg.stores.lexer import tokens
from tests.samples import ROOT

ALL = list(cookbook.queries().values())
HAN = re.compile(r"[\u4e00-\u9fff]")
# Engines differ in these, or only one of them has them.
FOREIGN = re.compile(
    r"\b(apoc|gds|db|dbms)\.|\b(id|elementId)\(|\.(title|type)\b|\bSHORTEST\b|COLLECT \{", re.I
)


each = pytest.mark.parametrize("query", ALL, ids=[query.name for query in ALL])


@pytest.fixture(scope="module")
def opened(example_store: Path) -> OpenedStore:
    return OpenedStore(example_store)


def ask(opened: OpenedStore, name: str, /, **given: object) -> Rows:
    query = cookbook.named(name)
    return opened.query(query.text, query.values(given))


def column(rows: Rows, name: str) -> list[Cell]:
    return [row[rows.columns.index(name)] for row in rows.rows]


def test_there_are_many() -> None:
    assert len(ALL) >= 60
    assert {path.stem for path in (ROOT / "queries").glob("*.cypher")} == {query.name for query in ALL}


@each
def test_it_answers_on_the_examples(opened: OpenedStore, query: NamedQuery) -> None:
    rows = opened.query(query.text, query.values())
    assert rows.rows, "a default that finds nothing shows nobody what the query is for"
    assert not rows.truncated
    assert not rows.warnings
    assert all(re.fullmatch(r"[a-z][a-z_]*", name) for name in rows.columns)


@each
def test_its_rows_are_all_different_and_come_in_one_order(opened: OpenedStore, query: NamedQuery) -> None:
    rows = opened.query(query.text, query.values())
    assert len({repr(row) for row in rows.rows}) == len(rows.rows)
    assert opened.query(query.text, query.values()) == rows
    last = re.findall(r"^ORDER BY (.*)$", query.text, re.MULTILINE)[-1]
    keys = {re.sub(r" (DESC|ASC)$", "", key.strip()) for key in last.split(",")}
    places = [place for place, name in enumerate(rows.columns) if name in keys]
    assert len({tuple(str(row[place]) for place in places) for row in rows.rows}) == len(rows.rows), (
        "ORDER BY leaves the order of some rows open"
    )


@each
def test_its_head_says_what_it_asks(query: NamedQuery) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", query.name)
    assert query.question.endswith("?")
    assert query.question_zh.endswith("？")
    assert HAN.search(query.question_zh)
    assert not HAN.search(query.question)
    assert query.topic in {
        "deals",
        "investors",
        "market",
        "law",
        "people",
        "models",
        "trust",
        "news",
        "graph",
    }
    assert all(parameter.comment for parameter in query.parameters)
    assert max(map(len, query.text.splitlines())) <= 120


@each
def test_its_parameters_are_those_that_it_uses(query: NamedQuery) -> None:
    used = {token.text[1:] for token in tokens(query.text) if token.kind == "parameter"}
    assert used == {parameter.name for parameter in query.parameters}


@each
def test_it_only_reads_and_needs_no_engine_of_its_own(query: NamedQuery) -> None:
    guard.check(query.text)
    assert not FOREIGN.search(query.text.partition("\n\n")[2])


@each
def test_the_names_in_it_are_those_of_the_schemas(query: NamedQuery) -> None:
    known = ontology.load()
    labels = {*known.entities, *known.nodes, known.entity_label}
    types = {*known.relations, *known.edges}
    words = {
        *known.statuses,
        *known.stages,
        *known.deals,
        *(r for d in known.deals.values() for r in d.roles),
    }
    text = query.text.partition("\n\n")[2]
    for found in re.findall(r":([A-Z][a-z]\w*)", text):
        assert found in labels
    for found in re.findall(r"\b[A-Z]+_[A-Z_]+\b|(?<=\[:)[A-Z]+|(?<=\w:)[A-Z]{4,}", text):
        assert found in types
    for found in re.findall(r"(?:status|stage|kind|role)s?(?:\[\S+\])? (?:=|<>) '(\w+)'", text):
        assert found in words
    for group in re.findall(r"(?:status|stage|role)(?:es\[k\])? IN \[('[^\]]*')\]", text):
        assert set(re.findall(r"'(\w+)'", group)) <= words


@pytest.mark.parametrize("name", ["NVIDIA", "nvidia", "Nvidia", "英伟达", "new:organisation:英伟达"])
def test_any_name_of_a_company_finds_it(opened: OpenedStore, name: str) -> None:
    rows = ask(opened, "portfolio", investor=name)
    assert set(column(rows, "investor")) == {"NVIDIA"}
    assert rows.rows == ask(opened, "portfolio", investor="NVIDIA").rows


@pytest.mark.parametrize("hostile", ["' OR 1=1 //", "}) DETACH DELETE n //", "`", "\\", "🙂", "\u202e"])
def test_a_hostile_name_finds_nothing_and_does_nothing(opened: OpenedStore, hostile: str) -> None:
    for name in ("facts-of", "find", "timeline"):
        parameter = cookbook.named(name).parameters[0].name
        assert ask(opened, name, **{parameter: hostile}).rows == ()


def test_the_answers_are_right_where_one_knows_them(opened: OpenedStore) -> None:
    moves = {row[:5] for row in ask(opened, "people-moves").rows}
    assert ("Yao Shunyu", "姚顺雨", "OpenAI", None, "Tencent") in moves
    assert set(column(ask(opened, "acquisitions"), "target")) >= {"Semrush", "Armis", "Manus", "Groq"}
    assert set(column(ask(opened, "co-investors", investor="Accel"), "co_investor")) == {
        "Coatue",
        "Google",
        "NVIDIA",
    }
    assert "Armis" in column(ask(opened, "confirmed-rumours"), "tail")
    assert column(ask(opened, "lawsuits"), "defendant").count("Perplexity") == 2
    assert column(ask(opened, "path"), "steps")[0] == 4
    armis = ask(opened, "deal-differences").rows[-1]
    assert armis[1:3] == (["rumored", "announced"], [7_000_000_000, 7_750_000_000])


def test_money_is_never_added_up_across_currencies(opened: OpenedStore) -> None:
    rows = ask(opened, "money-by-month", kind="ipo")
    assert {"CNY", "HKD"} <= set(column(rows, "currency"))
    asked = "MATCH (d:Deal {kind: 'ipo', currency: 'HKD', stage: 'completed'}) RETURN sum(d.amount)"
    total = opened.query(asked).rows[0][0]
    assert sum(row[4] for row in rows.rows if row[2] == "HKD") == total


def test_since_and_until_take_a_month_whole(opened: OpenedStore) -> None:
    december = ask(opened, "acquisitions", since="2025-12", until="2025-12")
    assert december.rows
    assert all(day >= "2025-12" for day in column(december, "last_seen"))
    assert all(str(day)[:7] <= "2025-12" for day in column(december, "first_seen"))
    assert "2025-12-26" in column(december, "last_seen")


def test_most_facts_come_with_a_sentence_and_a_link() -> None:
    told = [query for query in ALL if "AS sentence" in query.text]
    assert len(told) > 30
    assert sum("AS url" in query.text for query in told) > len(told) - 5


def test_values_are_read_by_the_kind_of_the_parameter() -> None:
    values = cookbook.named("acquisitions").values({"top": "7", "since": "2025-12"})
    assert values == {"since": "2025-12", "until": "", "top": 7}
    assert cookbook.named("find").values({"name": "360"})["name"] == "360"
    assert cookbook.named("money-by-month").values({"rumored": "Yes"})["rumored"] is True
    assert cookbook.named("doubtful-facts").values({"below": 1})["below"] == 1


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("acquisitions", {"top": "many"}),
        ("acquisitions", {"top": True}),
        ("acquisitions", {"since": "last week"}),
        ("acquisitions", {"since": 2025}),
        ("acquisitions", {"company": "OpenAI"}),
        ("money-by-month", {"rumored": "perhaps"}),
        ("doubtful-facts", {"below": "low"}),
        ("find", {"name": None}),
    ],
)
def test_a_wrong_value_is_said_with_advice(name: str, given: dict[str, object]) -> None:
    with pytest.raises(UsageError) as caught:
        cookbook.named(name).values(given)
    assert caught.value.advice


def test_an_unknown_name_says_what_comes_near() -> None:
    with pytest.raises(NotFound) as caught:
        cookbook.named("shared-investor")
    assert "shared-investors" in caught.value.advice


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) RETURN n",
        "// Who?\n// 谁？\n\nRETURN 1",
        "// Who?\n// 谁？\n// topic: deals\n// top = 3\n\nRETURN 1",
        "// Who?\n// 谁？\n// topic: deals\n// $top: money = 3 -- rows\n\nRETURN 1",
        "// Who?\n// 谁？\n// topic: deals\n// $top: integer = few -- rows\n\nRETURN 1",
    ],
)
def test_a_file_without_a_proper_head_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "one.cypher").write_text(text, encoding="utf-8")
    with pytest.raises(QueryError):
        cookbook.queries(tmp_path)


def test_the_wheel_finds_the_queries_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "queries").mkdir()
    monkeypatch.setattr("kg.settings.PACKAGE", tmp_path)
    assert cookbook.folder() == tmp_path / "queries"


def test_the_page_lists_every_query_as_it_is() -> None:
    page = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `([a-z-]+)` \| ([^|]+?) \|", page, re.MULTILINE))
    assert {query.name: query.question for query in ALL} == {
        name: question for name, question in listed.items() if name in cookbook.queries()
    }
    assert all(question in page for question in (query.question_zh for query in ALL))
