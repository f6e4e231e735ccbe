"""What `kg show` is given of one entity, or of one deal."""

from __future__ import annotations

from kg.graph import profile
from kg.ontology import load
from tests.graph.news import Reports, Says, Story, graph_of, id_of, node, nodes

STORIES = [
    Story(
        "OpenAI makes Sora; Wang Fang works there.",
        [Says("OpenAI", "DEVELOPS", "Sora"), Says("Wang Fang", "WORKS_AT", "OpenAI", role="CEO")],
        date="2026-01-03",
        id="1",
    ),
    Story(
        "OpenAI will buy Neptune.",
        [Says("OpenAI", "ACQUIRES", "Neptune", "planned")],
        [Reports("acquisition", {"acquirer": ["OpenAI"], "target": ["Neptune"]})],
        date="2026-01-02",
        id="2",
    ),
    Story(
        "OpenAI and HSBC, OpenAI and Mistral AI compete.",
        [Says("OpenAI", "COMPETES_WITH", "HSBC"), Says("Mistral AI", "COMPETES_WITH", "OpenAI")],
        [Reports("funding", {"investee": ["OpenAI"], "investor": ["HSBC", "Mistral AI"]})],
        date="2026-01-01",
        id="3",
    ),
    Story("OpenAI competes with HSBC still.", [Says("HSBC", "COMPETES_WITH", "OpenAI")], id="4"),
    Story("Neptune alone.", id="5"),
]
GRAPH, _ = graph_of(STORIES)


def test_facts_stand_by_relation_and_direction_the_latest_first() -> None:
    known = profile(GRAPH, node(GRAPH, "openai"), load())
    told = {key: [one.node.id for one in facts] for key, facts in known.facts.items()}
    assert told == {
        ("ACQUIRES", True): ["neptune"],
        ("DEVELOPS", True): ["sora"],
        ("COMPETES_WITH", True): [id_of("HSBC"), id_of("Mistral AI")],
        ("WORKS_AT", False): [id_of("Wang Fang")],
    }
    assert list(told) == sorted(told, key=lambda key: list(load().relations).index(key[0]))
    (post,) = known.facts["WORKS_AT", False]
    assert post.edge.properties["role"] == "CEO"
    assert not post.outward


def test_deals_by_day_with_who_else_takes_part_and_items_the_latest_first() -> None:
    known = profile(GRAPH, node(GRAPH, "openai"), load())
    told = [
        (part.deal.name, part.role, [(role, who.id) for role, who in part.others]) for part in known.deals
    ]
    assert told == [
        (
            "OpenAI – HSBC, Mistral AI funding",
            "investee",
            [("investor", id_of("HSBC")), ("investor", id_of("Mistral AI"))],
        ),
        ("OpenAI – Neptune acquisition", "acquirer", [("target", "neptune")]),
    ]
    assert [item.id for item in known.items] == ["4", "1", "2", "3"]
    assert not known.parties


def test_a_deal_has_parties_and_the_items_that_report_it() -> None:
    deal = next(one for one in nodes(GRAPH, "Deal") if one.properties["kind"] == "acquisition")
    known = profile(GRAPH, deal, load())
    assert {(role, who.id) for role, who in known.parties} == {("acquirer", "openai"), ("target", "neptune")}
    assert [item.id for item in known.items] == ["2"]
    assert not known.facts
    assert not known.deals


def test_one_that_is_only_named_has_its_items() -> None:
    alone, _ = graph_of([Story("Wang Fang was named.", id="1")])
    known = profile(alone, node(alone, id_of("Wang Fang")), load())
    assert (known.facts, known.deals, [item.id for item in known.items]) == ({}, (), ["1"])
