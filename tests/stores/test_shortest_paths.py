"""Conditions on the parts of a shortest path: where the engines would differ, the query is refused."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.stores import Store

PATH = "MATCH p = shortestPath((a {id: 'hsbc'})-[*..4]-(b {id: 'mistral'})) "


@pytest.mark.parametrize(
    "condition",
    [
        "WHERE all(r IN relationships(p) WHERE r.status = 'asserted')",
        "WHERE length(p) > 0 AND none(n IN nodes(p) WHERE n.name = 'x')",
        "where ALL(r IN Relationships (p) WHERE r.status = 'asserted')",
    ],
)
def test_a_condition_that_the_engines_read_differently_is_refused(store: Store, condition: str) -> None:
    with pytest.raises(QueryError, match="line 1, column") as caught:
        store.query(f"{PATH}{condition} RETURN length(p)")
    assert "WITH" in caught.value.advice


@pytest.mark.parametrize(
    "condition",
    [
        "",
        "WHERE length(p) < 9",
        "WITH p WHERE all(r IN relationships(p) WHERE r.status = 'asserted')",
    ],
)
def test_conditions_that_they_read_alike_pass(store: Store, condition: str) -> None:
    assert store.query(f"{PATH}{condition} RETURN length(p)").rows == ((1,),)


def test_what_is_returned_of_a_path_is_no_condition(store: Store) -> None:
    rows = store.query(f"{PATH}WHERE length(p) > 0 RETURN [r IN relationships(p) | r.status]")
    assert rows.rows == ((["asserted"],),)
