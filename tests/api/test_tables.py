"""Answers behave like sequences, and become DataFrames with the right kinds of columns."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.api import KnowledgeGraph, Table
from kg.api.when import Period

HEAVY = ("pandas", "networkx", "kglite", "spacy", "pydantic", "matplotlib", "bs4", "numpy", "neo4j")


def test_a_table_is_a_sequence(graph: KnowledgeGraph) -> None:
    facts = graph.facts()
    assert len(list(facts)) == len(facts) == len(facts.rows)
    assert facts[0] in facts
    part = facts[2:5]
    assert isinstance(part, Table)
    assert part.columns == facts.columns
    assert part[-1] == facts[4]
    assert list(facts.to_dicts()[0]) == list(facts.columns)


def test_a_table_in_plain_text_says_how_long_it_is(graph: KnowledgeGraph) -> None:
    facts = graph.facts()
    lines = repr(facts).splitlines()
    assert lines[0].split()[:4] == ["head", "type", "tail", "status"]
    assert lines[-1] == f"facts: {len(facts)}, the first 12 shown"
    assert repr(facts[:1]).splitlines()[-1] == "facts: 1"
    assert len(repr(graph.facts("SUES", since="2030")).splitlines()) == 2


def test_frames_have_the_right_kinds(graph: KnowledgeGraph) -> None:
    pd = pytest.importorskip("pandas")
    deals = graph.deals().to_pandas()
    assert len(deals) == len(graph.deals())
    assert pd.api.types.is_datetime64_any_dtype(deals["date"])
    assert str(deals["amount"].dtype) == "Int64"
    assert deals["amount"].isna().any()
    assert not (deals["currency"] == "").any()
    assert list(graph.facts("SUES", since="2030").to_pandas().columns) == list(graph.facts().columns)


def test_all_frames_join_by_id(graph: KnowledgeGraph) -> None:
    pytest.importorskip("pandas")
    frames = graph.to_pandas()
    assert set(frames.parties["deal_id"]) <= set(frames.deals["id"])
    assert set(frames.parties["entity_id"]) <= set(frames.entities["id"])
    assert set(frames.evidence["fact_id"]) == set(frames.facts["id"])
    assert set(frames.reports["deal_id"]) == set(frames.deals["id"])
    assert set(frames.mentions["item_id"]) <= set(frames.items["id"])
    assert set(frames.facts["head_id"]) | set(frames.facts["tail_id"]) <= set(frames.entities["id"])
    assert len(frames.evidence) == frames.facts["item_count"].sum()
    assert "parties" in repr(frames)
    assert "<table>" in frames._repr_html_()


def python(code: str, *arguments: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_without_pandas_all_but_frames_works_and_says_what_to_install(example_store: Path) -> None:
    told = python(
        "import sys; sys.modules['pandas'] = None\n"
        "import kg\n"
        "graph = kg.open(sys.argv[1])\n"
        "assert len(graph.facts()) and graph.facts()._repr_html_() and len(graph.to_networkx())\n"
        "from kg.errors import UsageError\n"
        "try:\n    graph.deals().to_pandas()\n"
        "except UsageError as error:\n    print(error.advice)\n",
        example_store,
    )
    assert told.strip() == 'Install it: pip install "ai-industry-kg[pandas]"'


def test_importing_the_package_is_light() -> None:
    told = python(f"import sys, kg; print([name for name in {HEAVY!r} if name in sys.modules])")
    assert told.strip() == "[]"


def test_opening_a_graph_loads_neither_spacy_nor_pandas(example_store: Path) -> None:
    told = python(
        "import sys, kg\n"
        "kg.open(sys.argv[1]).facts('ACQUIRES')\n"
        "heavy = ('spacy', 'pandas', 'matplotlib', 'kglite', 'networkx')\n"
        "print([name for name in heavy if name in sys.modules])",
        example_store,
    )
    assert told.strip() == "[]"


days = st.dates(datetime.date(2025, 12, 1), datetime.date(2026, 2, 28))


@given(st.lists(days, max_size=4), st.none() | days, st.none() | days)
def test_a_period_holds_what_lies_between_its_days(
    dates: list[datetime.date], since: datetime.date | None, until: datetime.date | None
) -> None:
    expected = (since is until is None) or any(
        (since is None or since <= day) and (until is None or day <= until) for day in dates
    )
    assert Period.of(since, until).holds([day.isoformat() for day in dates]) == expected


@given(days, st.sampled_from([4, 7, 10]))
def test_a_month_or_a_year_holds_all_its_days(day: datetime.date, length: int) -> None:
    text = day.isoformat()
    assert Period.of(text[:length], text[:length]).holds([text])
