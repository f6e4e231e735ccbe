"""Names lead to nodes: ids, old ids, both languages, parts of names; the more important first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.graph import Index, importance
from kg.ontology import load
from tests.graph.news import Reports, Says, Story, graph_of, id_of

STORIES = [
    Story("OpenAI took over Neptune.", [Says("OpenAI", "ACQUIRES", "Neptune")], id="1"),
    Story("海王星 is with OpenAI.", [Says("OpenAI", "ACQUIRES", "Neptune")], id="2", url="https://b.example"),
    Story("Octo Works makes Octo.", [Says("Octo Works", "DEVELOPS", "Octo")], id="3"),
    Story("Nepal Capital was named.", id="4"),
    Story(
        "Mistral AI got money.",
        deals=[Reports("funding", {"investee": ["Mistral AI"]}, round="B")],
        id="5",
        title="OpenAI in a headline",
    ),
]
INDEX = Index(graph_of(STORIES)[0], load())


def found(text: str) -> list[str]:
    return [node.id for node in INDEX.find(text)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("openai", ["openai"]),
        ("ＯｐｅｎＡＩ", ["openai"]),
        ("  open AI ", ["openai"]),
        ("海王星", ["neptune"]),
        ("NEPTUNE", ["neptune"]),
        ("new:organisation:海王星", ["neptune"]),
        ("mistral ai", [id_of("Mistral AI")]),
        # exact names hide what merely holds them
        ("Octo", [id_of("Octo")]),
        # what begins with it, the more important first; then what holds it
        ("ne", ["neptune", id_of("Nepal Capital")]),
        ("octo wo", [id_of("Octo Works")]),
        ("capital", [id_of("Nepal Capital")]),
        ("王", ["neptune"]),
        # items are not found, nor is nothing
        ("OpenAI in a headline", []),
        ("item", []),
        ("", []),
        (" ", []),
        ("nobody", []),
    ],
)
def test_find(text: str, ids: list[str]) -> None:
    assert found(text) == ids


def test_deals_are_found_by_name() -> None:
    (deal,) = INDEX.find("Mistral AI funding, B round")
    assert deal.labels == ("Deal",)
    assert INDEX.find(deal.id) == [deal]


def test_a_former_id_that_several_had_leads_to_the_more_important() -> None:
    graph, _ = graph_of(STORIES)
    old = {"former_ids": ("new:organisation:old",)}
    nodes = tuple(
        replace(node, properties={**node.properties, **old}) if node.labels[0] == "Company" else node
        for node in graph.nodes
    )
    first, *_ = Index(replace(graph, nodes=nodes), load()).find("new:organisation:old")
    assert first.id == "openai"


def test_importance_counts_sources_deals_and_items_of_entities_and_deals_only() -> None:
    graph, _ = graph_of(STORIES)
    weight = importance(graph, load())
    labels = {node.id: node.labels[0] for node in graph.nodes}
    assert {labels[id_] for id_ in weight} == {"Company", "Product", "Deal"}
    # one fact of two sources (log2 3) each; named in three items and in two (their roots)
    assert weight["openai"] == pytest.approx(1.5850 + 1.7321, abs=1e-3)
    assert weight["neptune"] == pytest.approx(1.5850 + 1.4142, abs=1e-3)
    assert weight[id_of("Nepal Capital")] == 1.0
    assert weight[id_of("Mistral AI")] == 2.0
