"""What a person is asked: pairs that look alike, new names, unsure facts, contradictions."""

from __future__ import annotations

import pytest

from kg.graph import Node
from kg.graph.doubts import Doubt, contradiction, doubts
from kg.graph.history import Report
from kg.graph.lookalikes import lookalikes
from kg.ontology import load
from kg.resolve import Decision, Decisions
from tests.graph.news import Reports, Says, Story, graph_of, id_of


def named(id_: str, type_: str, *names: str) -> Node:
    return Node(id_, (type_, "Entity"), {"id": id_, "name": names[0], "aliases": tuple(sorted(names))})


GOOGLE = named("google", "Company", "Google", "谷歌")
GEMINI = named("gemini", "Model", "Gemini")


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (named("new:artefact:googlegemini", "Product", "Google Gemini"), "after a company's"),
        (named("new:artefact:谷歌gemini", "Product", "谷歌Gemini"), "after a company's"),
        (named("new:artefact:gemini助手", "Product", "Gemini助手", "GEMINI"), "go by one name"),
        (named("new:artefact:gemeni", "Model", "Gemeni"), "one letter"),
        (named("new:organisation:googlebrasil", "Company", "Google Brasil"), "a word more"),
    ],
)
def test_names_that_look_alike_are_asked_about(other: Node, reason: str) -> None:
    (pair,) = lookalikes([GOOGLE, GEMINI, other], load())
    assert reason in pair.reason
    assert pair.a.id < pair.b.id
    assert other in (pair.a, pair.b)


@pytest.mark.parametrize(
    "other",
    [
        named("new:artefact:gemini2", "Model", "Gemini 2"),
        named("new:person:gemini", "Person", "Gemini"),
        named("gemini-app", "Product", "Google Gemini"),
        named("new:artefact:geminipro", "Model", "Gemini Pro"),
        named("new:artefact:googlemaps", "Product", "Google Maps"),
        named("new:artefact:googlegemini3", "Model", "Google Gemini 3"),
    ],
    ids=["a version", "another kind", "both curated", "an edition", "another product", "a maker's version"],
)
def test_what_is_plainly_two_is_not_asked(other: Node) -> None:
    assert not lookalikes([GOOGLE, GEMINI, other], load())


def test_the_order_of_entities_makes_no_difference() -> None:
    nodes = [GOOGLE, GEMINI, named("new:artefact:googlegemini", "Product", "Google Gemini")]
    assert lookalikes(nodes, load()) == lookalikes(nodes[::-1], load())


def kinds(found: list[Doubt]) -> list[tuple[str, tuple[str, ...]]]:
    return [(doubt.kind, doubt.subject) for doubt in found]


def test_a_new_name_is_asked_about_once_enough_items_use_it() -> None:
    stories = [Story(f"HSBC speaks, take {day}.", date=f"2026-01-0{day}") for day in (1, 2, 3)]
    graph, _ = graph_of(stories)
    (asked,) = doubts(graph, load(), Decisions())
    assert (asked.kind, asked.subject) == ("name", (id_of("HSBC"),))
    assert [witness.item.properties["date"] for witness in asked.witnesses if witness.item] == [
        "2026-01-03",
        "2026-01-02",
        "2026-01-01",
    ]
    assert not doubts(graph, load(), Decisions(), least_items=4)
    assert not doubts(graph, load(), Decisions([Decision("skip", id_of("HSBC"))]))


def test_an_unsure_fact_is_asked_about_with_its_sentence() -> None:
    unsure = Says("OpenAI", "ACQUIRES", "Neptune", confidence=0.5)
    graph, _ = graph_of([Story("OpenAI may buy Neptune.", [unsure])])
    (asked,) = doubts(graph, load(), Decisions())
    assert asked.subject == ("ACQUIRES", "openai", "neptune")
    assert [(one.text, one.note) for one in asked.witnesses] == [("OpenAI may buy Neptune.", "asserted")]
    assert not doubts(graph, load(), Decisions(), least_confidence=0.5)
    answered = Decision("wrong", "openai", "neptune", type="ACQUIRES")
    assert not doubts(graph, load(), Decisions([answered]))


def test_a_valuation_told_twice_over_is_asked_about() -> None:
    def told(day: int, valuation: int) -> Story:
        deal = Reports("funding", {"investee": ["OpenAI"]}, currency="USD", valuation=valuation)
        return Story(f"OpenAI raises, says paper {day}.", deals=[deal], date=f"2026-01-0{day}")

    graph, _ = graph_of([told(1, 10**9), told(2, 3 * 10**9)])
    (asked,) = doubts(graph, load(), Decisions())
    assert asked.kind == "conflict"
    assert asked.reason == "valued at 1,000,000,000 and at 3,000,000,000"
    assert not doubts(graph_of([told(1, 10**9), told(2, 2 * 10**9)])[0], load(), Decisions())


@pytest.mark.parametrize(
    ("reports", "told"),
    [
        ([("2026-01-01", "asserted"), ("2026-01-02", "ended")], ""),
        ([("2026-01-02", "ended"), ("2026-01-01", "asserted")], ""),
        (
            [("2026-01-01", "denied"), ("2026-01-02", "asserted")],
            "denied on 2026-01-01, asserted on 2026-01-02",
        ),
        (
            [("2026-01-01", "asserted"), ("2026-01-01", "denied")],
            "denied on 2026-01-01, asserted on 2026-01-01",
        ),
        ([("", "denied"), ("", "rumored")], "denied on no day, rumored on no day"),
        ([("2026-01-01", "rumored"), ("2026-01-02", "planned")], ""),
    ],
)
def test_contradictions(reports: list[tuple[str, str]], told: str) -> None:
    said = [Report(date, status, "", None) for date, status in reports]
    assert contradiction(said, load().statuses) == told
