"""The same fact from many items is one edge with all its evidence; what may not stand is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.graph import Edge, build_graph
from kg.ontology import load
from kg.records import Evidence
from kg.resolve import Decision, Decisions, resolve
from tests.graph.news import Says, Story, edges, entry, graph_of, id_of, node, small_lexicon

BUY = Says("OpenAI", "ACQUIRES", "Neptune", "planned")
PLAN = Story("OpenAI plans to take over Neptune.", [BUY], date="2026-01-10", url="https://www.Example.com/a")
DONE = Story(
    "OpenAI took over 海王星.",
    [replace(BUY, status="asserted", confidence=0.9)],
    date="2026-02-01",
    url="https://news.example.org/b",
)
RUMOUR = Story(
    "OpenAI is said to want Neptune.",
    [replace(BUY, status="rumored", confidence=0.5)],
    date="2026-02-03",
    url="https://example.com/c",
)


def only(stories: list[Story], type_: str, *decisions: Decision) -> Edge:
    found = edges(graph_of(stories, *decisions)[0], type_)
    assert len(found) == 1
    return found[0]


def test_items_that_state_one_fact_make_one_edge() -> None:
    edge = only([RUMOUR, DONE, PLAN], "ACQUIRES")
    assert (edge.source, edge.target) == ("openai", "neptune")
    told = [PLAN, DONE, RUMOUR]
    assert edge.properties["items"] == tuple(story.item.id for story in told)
    assert edge.properties["evidence"] == tuple(story.text for story in told)
    assert edge.properties["statuses"] == ("planned", "asserted", "rumored")
    assert edge.properties["dates"] == ("2026-01-10", "2026-02-01", "2026-02-03")
    assert edge.properties["status"] == "asserted"
    assert edge.properties["first_seen"] == "2026-01-10"
    assert edge.properties["last_seen"] == "2026-02-03"
    assert edge.properties["item_count"] == 3
    assert edge.properties["source_count"] == 2
    # .8 of example.com (the best of its two) and .9 of news.example.org
    assert edge.properties["confidence"] == 0.98
    assert edge.properties["id"] == edge.id


def test_ten_copies_of_an_article_are_one_source() -> None:
    copies = [replace(PLAN, publisher=f"Digest {n}", id=f"item-{n}") for n in range(10)]
    edge = only(copies, "ACQUIRES")
    assert edge.properties["item_count"] == 10
    assert edge.properties["source_count"] == 1
    assert edge.properties["confidence"] == 0.8


def test_items_without_a_link_count_by_publisher_and_then_by_title() -> None:
    unlinked = [replace(PLAN, url="", publisher=name, id=f"item-{n}") for n, name in enumerate("AAB")]
    assert only(unlinked, "ACQUIRES").properties["source_count"] == 2
    untold = [replace(PLAN, url="", publisher="", id=f"item-{n}", date=f"2026-01-0{n + 1}") for n in range(3)]
    assert only(untold, "ACQUIRES").properties["source_count"] == 3


def test_confidence_grows_with_sources_but_is_never_certainty() -> None:
    many = [replace(PLAN, url=f"https://site{n}.example/", id=f"item-{n}") for n in range(9)]
    assert only(many, "ACQUIRES").properties["confidence"] == 0.99


def test_undated_items_come_first_and_leave_first_seen_out() -> None:
    undated = replace(DONE, date="")
    edge = only([PLAN, undated], "ACQUIRES")
    assert edge.properties["dates"] == ("", "2026-01-10")
    assert edge.properties["first_seen"] == edge.properties["last_seen"] == "2026-01-10"
    alone = only([undated], "ACQUIRES")
    assert not {"first_seen", "last_seen"} & alone.properties.keys()


def test_an_item_has_its_own_date_or_else_its_digests() -> None:
    lexicon, ontology = small_lexicon(), load()
    item = replace(PLAN.item, date="")
    digest = replace(PLAN.digest, date="2026-03-03", items=(item,))
    extraction = PLAN.extraction
    resolution = resolve([extraction], lexicon=lexicon, ontology=ontology, decisions=Decisions())
    graph, _ = build_graph([digest], [extraction], resolution=resolution, lexicon=lexicon, ontology=ontology)
    assert edges(graph, "ACQUIRES")[0].properties["dates"] == ("2026-03-03",)
    assert node(graph, "openai").properties["first_seen"] == "2026-03-03"
    assert node(graph, item.id).properties["date"] == "2026-03-03"

    digest = replace(digest, items=(PLAN.item,))
    graph, _ = build_graph([digest], [extraction], resolution=resolution, lexicon=lexicon, ontology=ontology)
    assert edges(graph, "ACQUIRES")[0].properties["dates"] == (PLAN.date,)


@pytest.mark.parametrize("names", [("HSBC", "Mistral AI"), ("Mistral AI", "HSBC")])
def test_a_symmetric_fact_is_stored_once_from_the_smaller_id(names: tuple[str, str]) -> None:
    one = Story("HSBC and Mistral AI work together.", [Says(names[0], "PARTNERS_WITH", names[1])])
    other = Story("Mistral AI has HSBC at its side.", [Says("Mistral AI", "PARTNERS_WITH", "HSBC")])
    edge = only([one, other], "PARTNERS_WITH")
    assert (edge.source, edge.target) == tuple(sorted((id_of("HSBC"), id_of("Mistral AI"))))
    assert edge.properties["item_count"] == 2


def test_a_directed_fact_keeps_its_direction() -> None:
    back = Story("Neptune buys OpenAI.", [Says("Neptune", "ACQUIRES", "OpenAI")])
    graph, _ = graph_of([PLAN, back])
    assert {(e.source, e.target) for e in edges(graph, "ACQUIRES")} == {
        ("openai", "neptune"),
        ("neptune", "openai"),
    }


def test_the_latest_post_stands_where_the_relation_has_one() -> None:
    chief = Says("Wang Fang", "WORKS_AT", "OpenAI", role="CEO")
    stories = [
        Story("Wang Fang leads OpenAI.", [replace(chief, role="CTO")], date="2026-01-01"),
        Story("Wang Fang is now CEO of OpenAI.", [chief], date="2026-01-05"),
        Story("Wang Fang of OpenAI spoke.", [replace(chief, role="")], date="2026-01-07"),
    ]
    assert only(stories, "WORKS_AT").properties["role"] == "CEO"
    assert "role" not in only([replace(PLAN, facts=[replace(BUY, role="buyer")])], "ACQUIRES").properties


def test_the_same_words_of_one_item_count_once() -> None:
    twice = replace(PLAN, facts=[BUY, replace(BUY, confidence=0.9)])
    edge = only([twice], "ACQUIRES")
    assert edge.properties["items"] == (PLAN.item.id,)
    assert edge.properties["confidence"] == 0.9


def test_what_may_not_stand_is_dropped_and_counted() -> None:
    same = Decision("same", id_of("HSBC"), id_of("Mistral AI"))
    partners = Story("HSBC and Mistral AI work together.", [Says("HSBC", "PARTNERS_WITH", "Mistral AI")])
    graph, report = graph_of([partners], same)
    assert not edges(graph, "PARTNERS_WITH")
    assert report.dropped == {"fact: both ends are one entity": 1}

    graph, report = graph_of([PLAN], Decision("wrong", "neptune"))
    assert not edges(graph, "ACQUIRES")
    assert report.dropped == {
        "entity: decided to be wrong": 1,
        "fact: an end was decided to be wrong": 1,
    }

    graph, report = graph_of([PLAN], Decision("retype", "neptune", type="Person"))
    assert not edges(graph, "ACQUIRES")
    assert report.dropped == {"fact: the entities' types do not fit the relation": 1}

    absent = Story("OpenAI bought a firm.", [BUY])
    graph, report = graph_of([absent])
    assert report.dropped == {"fact: an end is named in no item": 1}

    graph, report = graph_of([replace(PLAN, facts=[replace(BUY, type="MARRIES")])])
    assert report.dropped == {"fact: no schema has its type or status": 1}


def test_words_that_are_not_in_the_item_are_no_evidence() -> None:
    lexicon, ontology = small_lexicon(), load()
    for evidence in (Evidence(0, 9, "elsewhere"), Evidence(3, 3, "")):
        facts = tuple(replace(fact, evidence=evidence) for fact in PLAN.extraction.facts)
        extraction = replace(PLAN.extraction, facts=facts)
        resolution = resolve([extraction], lexicon=lexicon, ontology=ontology, decisions=Decisions())
        graph, report = build_graph(
            [PLAN.digest], [extraction], resolution=resolution, lexicon=lexicon, ontology=ontology
        )
        assert not edges(graph, "ACQUIRES")
        assert report.dropped == {"fact: its evidence is not in the item": 1}


def test_a_thing_that_is_honestly_two_keeps_the_facts_of_either() -> None:
    # Sora is curated as a model that is also a product.
    story = Story(
        "OpenAI bought Sora, which Sora 2 follows.",
        [Says("OpenAI", "ACQUIRES", "Sora"), Says("Sora 2", "VARIANT_OF", "Sora")],
    )
    graph, report = graph_of([story])
    assert len(edges(graph, "ACQUIRES")) == len(edges(graph, "VARIANT_OF")) == 1
    assert not report.dropped
    # A decision settles which of the two it is.
    graph, report = graph_of([story], Decision("retype", "sora", type="Model"))
    assert not edges(graph, "ACQUIRES")


def test_lexicon_facts_are_off_by_default_marked_and_only_between_what_the_news_names() -> None:
    both = Story("OpenAI and Neptune were named.")
    assert not edges(graph_of([both])[0], "SUBSIDIARY_OF")
    graph, _ = graph_of([both], lexicon_facts=True)
    (owned,) = edges(graph, "SUBSIDIARY_OF")
    assert (owned.source, owned.target) == ("neptune", "openai")
    assert dict(owned.properties) == {"id": owned.id, "confidence": 1.0, "source": "lexicon"}
    assert not edges(graph, "DEVELOPS")  # Sora is not in the news
    alone, _ = graph_of([Story("OpenAI was named.")], lexicon_facts=True)
    assert not edges(alone, "SUBSIDIARY_OF")
    # nor does a fact stand between what a decision made one
    joined, _ = graph_of([both], Decision("same", "openai", "neptune"), lexicon_facts=True)
    assert not edges(joined, "SUBSIDIARY_OF")


def test_lexicon_facts_leave_what_the_news_states_as_it_is() -> None:
    sold = Story("Neptune left OpenAI.", [Says("Neptune", "SUBSIDIARY_OF", "OpenAI", "ended")])
    assert graph_of([sold], lexicon_facts=True)[0] == graph_of([sold])[0]


def test_lexicon_facts_follow_decisions_about_identity() -> None:
    lexicon = small_lexicon(
        entry("openai", "Company", "OpenAI"),
        entry("neptune", "Company", "Neptune"),
        replace(entry("octo", "Product", "Octo"), maker="neptune"),
    )
    named = Story("OpenAI, Neptune and Octo were named.")
    same = Decision("same", "neptune", "openai")
    graph, _ = graph_of([named], same, lexicon=lexicon, lexicon_facts=True)
    (made,) = edges(graph, "DEVELOPS")
    assert made.source in {node.id for node in graph.nodes}
