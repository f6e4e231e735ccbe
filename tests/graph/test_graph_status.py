"""The status that holds after a series of reports."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.status import current
from kg.ontology import load

STATUSES, STAGES = load().statuses, load().stages

# (day, status) … → what holds
HISTORIES = [
    # the scale: a later, weaker report does not undo a stronger one
    ("1 rumored", "rumored"),
    ("1 rumored, 2 planned", "planned"),
    ("1 planned, 2 asserted", "asserted"),
    ("1 asserted, 2 planned", "asserted"),
    ("1 asserted, 5 rumored", "asserted"),
    ("1 planned, 2 rumored", "planned"),
    # on one day the stronger wins
    ("1 rumored, 1 asserted", "asserted"),
    ("1 planned, 1 rumored", "planned"),
    # closing wins only if it is later
    ("1 asserted, 2 denied", "denied"),
    ("1 asserted, 2 ended", "ended"),
    ("1 rumored, 2 denied", "denied"),
    ("1 asserted, 1 denied", "asserted"),
    ("1 rumored, 1 denied", "rumored"),
    ("1 planned, 1 ended", "planned"),
    ("1 denied", "denied"),
    ("1 denied, 2 ended", "ended"),
    ("1 ended, 2 denied", "denied"),
    ("1 denied, 1 ended", "ended"),
    # what is closed opens again by more than a rumour
    ("1 denied, 2 rumored", "denied"),
    ("1 denied, 2 planned", "planned"),
    ("1 denied, 2 asserted", "asserted"),
    ("1 asserted, 2 ended, 3 rumored", "ended"),
    ("1 asserted, 2 ended, 3 asserted", "asserted"),
    ("1 asserted, 2 denied, 3 planned, 4 rumored", "planned"),
    ("1 asserted, 2 denied, 3 planned, 4 denied", "denied"),
    # a day on which it is denied and told again
    ("1 rumored, 2 denied, 2 rumored", "denied"),
    ("1 rumored, 2 denied, 2 asserted", "asserted"),
    ("1 denied, 2 denied, 2 rumored", "denied"),
    # undated reports are older than dated ones, and of one day
    ("0 asserted, 1 rumored", "asserted"),
    ("0 denied, 1 rumored", "denied"),
    ("0 asserted, 1 denied", "denied"),
    ("0 asserted, 0 denied", "asserted"),
]


def reports(text: str) -> list[tuple[str, str]]:
    """`2 denied` is a denial of the second day; day 0 has no date."""
    pairs = [part.split() for part in text.split(", ")]
    return [(f"2026-01-0{day}" if day != "0" else "", status) for day, status in pairs]


@pytest.mark.parametrize(("history", "holds"), HISTORIES)
def test_what_holds(history: str, holds: str) -> None:
    for order in itertools.permutations(reports(history)):
        assert current(order, STATUSES) == holds


@pytest.mark.parametrize(
    ("history", "holds"),
    [
        ("1 rumored, 2 announced, 3 completed", "completed"),
        ("1 completed, 2 rumored", "completed"),
        ("1 announced, 2 cancelled", "cancelled"),
        ("1 announced, 1 cancelled", "announced"),
        ("1 cancelled, 2 rumored", "cancelled"),
        ("1 cancelled, 2 announced", "announced"),
    ],
)
def test_stages_follow_the_same_rules(history: str, holds: str) -> None:
    for order in itertools.permutations(reports(history)):
        assert current(order, STAGES) == holds


def test_no_report_has_no_status() -> None:
    with pytest.raises(ValueError, match="no report"):
        current([], STATUSES)


@given(
    st.lists(st.tuples(st.sampled_from(["", "2026-01-01", "2026-01-02"]), st.sampled_from(list(STATUSES))))
)
def test_repeating_a_report_of_its_day_changes_nothing(history: list[tuple[str, str]]) -> None:
    if history:
        assert current([*history, *history], STATUSES) == current(history, STATUSES)


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "2026-01-01", "2026-01-02"]), st.sampled_from(list(STATUSES))),
        min_size=1,
    )
)
def test_a_later_rumour_never_changes_what_holds(history: list[tuple[str, str]]) -> None:
    before = current(history, STATUSES)
    assert current([*history, ("2026-02-01", "rumored")], STATUSES) == before
    assert current([*history, ("2026-02-01", "denied")], STATUSES) == "denied"
