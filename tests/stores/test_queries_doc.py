"""docs/queries.md tells the truth: its queries run as they stand, its schema and lists are the real ones."""

from __future__ import annotations

import re

import pytest

from kg.errors import QueryError
from kg.ontology import load
from kg.stores import Store, guard
from tests.samples import ROOT

PAGE = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```cypher\n(.*?)```", PAGE, flags=re.DOTALL)


def _parameters(text: str) -> dict[str, object]:
    return dict(re.findall(r"--param (\w+)=(\S+)", text.partition("\n")[0]))


def test_there_are_ten_queries() -> None:
    assert len(QUERIES) == 10


@pytest.mark.parametrize("text", QUERIES, ids=lambda text: text.splitlines()[1][:40])
def test_a_query_of_the_page_answers(store: Store, text: str) -> None:
    rows = store.query(text, _parameters(text))
    assert rows.rows
    assert not rows.truncated
    assert any(cell not in (None, []) for row in rows.rows for cell in row)


@pytest.mark.parametrize("text", [text for text in QUERIES if "ORDER BY" in text])
def test_a_query_of_the_page_names_its_columns(store: Store, text: str) -> None:
    assert all(re.fullmatch(r"[a-z_]+", column) for column in store.query(text, _parameters(text)).columns)


def test_the_page_names_every_label_type_and_property_of_the_schemas() -> None:
    ontology = load()
    schema = PAGE.partition("## The schema in short")[2].partition("## Ten")[0]
    words = set(re.findall(r"\w+", schema))
    names = {*ontology.entities, *ontology.relations, *ontology.nodes, *ontology.edges, ontology.entity_label}
    properties = {*ontology.entity_properties, *ontology.relation_properties}
    for node_type in ontology.nodes.values():
        properties |= node_type.properties.keys()
    for edge_type in ontology.edges.values():
        properties |= edge_type.properties.keys()
    assert names | properties | {*ontology.statuses, *ontology.stages, *ontology.deals} <= words


def test_what_the_page_says_is_refused_is_refused() -> None:
    table = PAGE.partition("## What is refused")[2].partition("The lists are")[0]
    clauses = re.findall(r"`([A-Z ]+)`", table)
    assert len(clauses) > 12
    for clause in clauses:
        with pytest.raises(QueryError):
            guard.check(f"{clause} (n) RETURN n")
    for name in re.findall(r"`(apoc\.[a-z.]+|dbms\.\w+)`", table):
        with pytest.raises(QueryError):
            guard.check(f"CALL {name}('x') YIELD value RETURN value")
