"""What a person decided to be wrong is not in the graph, and the report says so."""

from __future__ import annotations

from kg.resolve import Decision
from tests.graph.news import Reports, Says, Story, edges, graph_of, id_of, nodes

BUY = Story(
    "OpenAI buys Neptune and works with HSBC.",
    [Says("OpenAI", "ACQUIRES", "Neptune"), Says("OpenAI", "PARTNERS_WITH", "HSBC")],
    [Reports("acquisition", {"acquirer": ["OpenAI"], "target": ["Neptune"]})],
)


def test_a_wrong_fact_is_left_out_and_its_ends_stay() -> None:
    graph, report = graph_of([BUY], Decision("wrong", "openai", "neptune", type="ACQUIRES"))
    assert not edges(graph, "ACQUIRES")
    assert edges(graph, "PARTNERS_WITH")
    assert {"openai", "neptune"} <= {node.id for node in graph.nodes}
    assert report.dropped["fact: decided to be wrong"] == 1
    other_way, _ = graph_of([BUY], Decision("wrong", "neptune", "openai", type="ACQUIRES"))
    assert edges(other_way, "ACQUIRES"), "that Neptune does not buy OpenAI says nothing of the reverse"


def test_a_fact_that_holds_both_ways_is_wrong_in_either_order() -> None:
    for pair in (("openai", id_of("HSBC")), (id_of("HSBC"), "openai")):
        graph, _ = graph_of([BUY], Decision("wrong", *pair, type="PARTNERS_WITH"))
        assert not edges(graph, "PARTNERS_WITH")


def test_a_wrong_fact_follows_its_ends_to_their_new_ids() -> None:
    merged = Decision("same", id_of("HSBC"), "openai")
    wrong = Decision("wrong", id_of("HSBC"), "neptune", type="ACQUIRES")
    graph, _ = graph_of([BUY], merged, wrong)
    assert not edges(graph, "ACQUIRES")


def test_a_wrong_deal_is_left_out_with_its_parties_and_reports() -> None:
    whole, _ = graph_of([BUY])
    (deal,) = nodes(whole, "Deal")
    graph, report = graph_of([BUY], Decision("wrong", deal.id))
    assert not nodes(graph, "Deal")
    assert not edges(graph, "PARTY")
    assert not edges(graph, "REPORTS")
    assert edges(graph, "ACQUIRES")
    assert report.dropped == {"deal: decided to be wrong": 1}


def test_a_skipped_question_changes_nothing() -> None:
    whole, _ = graph_of([BUY])
    skipped, report = graph_of([BUY], Decision("skip", "openai"), Decision("skip", "openai", "neptune"))
    assert skipped == whole
    assert not report.dropped
