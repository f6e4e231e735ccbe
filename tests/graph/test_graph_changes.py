"""What is new between two news dates, and the story of one entity."""

from __future__ import annotations

import pytest

from kg.graph import Graph
from kg.graph.changes import Changes, changes
from kg.graph.history import not_after, within
from kg.graph.timeline import timeline
from kg.ontology import load
from tests.graph.news import Reports, Says, Story, graph_of, id_of, node

BUY = {"acquirer": ["OpenAI"], "target": ["Neptune"]}


def told(day: str, text: str, *facts: Says, deals: tuple[Reports, ...] = ()) -> Story:
    return Story(text, facts, deals, date=day, url=f"https://example.com/{day}")


RUMOUR = told(
    "2026-01-05",
    "OpenAI is said to want Neptune.",
    Says("OpenAI", "ACQUIRES", "Neptune", status="rumored"),
    deals=(Reports("acquisition", BUY, stage="rumored"),),
)
PLAN = told(
    "2026-01-20",
    "OpenAI announces that it buys Neptune.",
    Says("OpenAI", "ACQUIRES", "Neptune", status="planned"),
    deals=(Reports("acquisition", BUY, stage="announced"),),
)
AGAIN = told("2026-01-21", "OpenAI buys Neptune.", Says("OpenAI", "ACQUIRES", "Neptune", status="planned"))
DENIAL = told(
    "2026-02-03",
    "OpenAI denies that it buys Neptune.",
    Says("OpenAI", "ACQUIRES", "Neptune", status="denied"),
)
PARTNERS = told(
    "2026-01-22",
    "HSBC and Mistral AI work together, and so do OpenAI and Neptune.",
    Says("HSBC", "PARTNERS_WITH", "Mistral AI"),
    Says("OpenAI", "PARTNERS_WITH", "Neptune"),
)
ALL = [RUMOUR, PLAN, AGAIN, PARTNERS, DENIAL]


@pytest.fixture(scope="module")
def graph() -> Graph:
    return graph_of(ALL)[0]


def between(graph: Graph, since: str, until: str = "") -> Changes:
    return changes(graph, load(), since, until)


def test_a_rumour_that_is_announced_has_changed_and_is_not_new(graph: Graph) -> None:
    found = between(graph, "2026-01-20", "2026-01-21")
    assert found.items == 2
    assert [(c.head.id, c.tail.id, c.before, c.after) for c in found.statuses] == [
        ("openai", "neptune", "rumored", "planned")
    ]
    assert found.statuses[0].report.sentence == AGAIN.text, "the last report of the period that says so"
    assert [(c.before, c.after) for c in found.stages] == [("rumored", "announced")]
    assert found.stages[0].report.sentence == PLAN.text
    assert [(role, party.id) for role, party in found.stages[0].parties] == [
        ("acquirer", "openai"),
        ("target", "neptune"),
    ]
    assert not found.facts
    assert not found.deals
    assert not found.entities


def test_both_days_are_included(graph: Graph) -> None:
    assert [new.node.id for new in between(graph, "2026-01-05", "2026-01-05").entities] == [
        "neptune",
        "openai",
    ]
    assert between(graph, "2026-01-06", "2026-01-19").nothing
    assert between(graph, "2026-01-06", "2026-01-20").stages
    assert between(graph, "2026-01-06", "2026-01-19").items == 0


def test_everything_is_as_it_stood_on_the_last_day(graph: Graph) -> None:
    found = between(graph, "2026-01", "2026-01")
    assert [(change.before, change.after) for change in found.facts if change.edge.type == "ACQUIRES"] == [
        ("", "planned")
    ], "the denial of February is not known in January"
    assert [(change.before, change.after) for change in found.deals] == [("", "announced")]
    later = between(graph, "2026-02")
    assert [(change.before, change.after) for change in later.statuses] == [("planned", "denied")]
    assert later.until == "2026-02-03"


def test_partners_are_first_time_if_nothing_tied_them_before(graph: Graph) -> None:
    found = between(graph, "2026-01-22", "2026-01-22")
    assert len(found.facts) == 2
    names = [{change.head.name, change.tail.name} for change in found.partners]
    assert names == [{"HSBC", "Mistral AI"}], "OpenAI and Neptune had a deal before"


def test_what_has_no_date_is_old(graph: Graph) -> None:
    undated = Story(RUMOUR.text, RUMOUR.facts, RUMOUR.deals, date="")
    found = between(graph_of([undated, PLAN])[0], "2026-01-01")
    assert not found.facts
    assert not found.entities
    assert [(change.before, change.after) for change in found.statuses] == [("rumored", "planned")]


def test_the_order_of_stories_makes_no_difference(graph: Graph) -> None:
    assert between(graph_of(ALL[::-1])[0], "2026-01") == between(graph, "2026-01")


def test_a_bound_may_be_a_day_a_month_or_a_year() -> None:
    assert within("2026-01-31", "2026-01", "2026-01")
    assert not within("2026-02-01", "2026-01", "2026-01")
    assert within("2026-12-31", "2026", "2026")
    assert not within("", "", "")
    assert not_after("", "2026")


def test_the_story_of_an_entity_has_every_change_and_every_month(graph: Graph) -> None:
    known = timeline(graph, node(graph, "neptune"), load())
    assert known.months == (("2026-01", 4), ("2026-02", 1))
    acquired = [event for event in known.events if "ACQUIRES" in repr(event)]
    assert [(event.report.date, event.before, event.after) for event in acquired] == [
        ("2026-01-05", "", "rumored"),
        ("2026-01-20", "rumored", "planned"),
        ("2026-02-03", "planned", "denied"),
    ]
    days = [event.report.date for event in known.events]
    assert days == sorted(days)
    february = timeline(graph, node(graph, "neptune"), load(), "2026-02", "2026-02")
    assert [event.after for event in february.events] == ["denied"]
    assert february.months == (("2026-02", 1),)


def test_months_without_news_stand_in_the_chart() -> None:
    stories = [told("2025-11-30", "HSBC speaks."), told("2026-02-01", "HSBC speaks again.")]
    graph, _ = graph_of(stories)
    known = timeline(graph, node(graph, id_of("HSBC")), load())
    assert known.months == (("2025-11", 1), ("2025-12", 0), ("2026-01", 0), ("2026-02", 1))
    assert known.events == ()
