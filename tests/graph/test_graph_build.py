"""The whole graph: what stands in it, what it is called, and that order and repetition change nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.graph import Edge, Graph, build_graph
from kg.ontology import load
from kg.records import Digest, Entity, Extraction, Item, Mention
from kg.resolve import Decisions, resolve
from tests.graph.news import (
    TYPES,
    Reports,
    Says,
    Story,
    edges,
    entry,
    graph_of,
    id_of,
    node,
    nodes,
    small_lexicon,
)

STORY = Story(
    "OpenAI plans to take over Neptune, 海王星 said.",
    [Says("OpenAI", "ACQUIRES", "Neptune", "planned")],
    [Reports("acquisition", {"acquirer": ["*OpenAI"], "target": ["Neptune"]}, amount=5, currency="USD")],
    url="https://www.Example.com/a?b#c",
    title="A plan",
    id="item-1",
)


def test_every_kind_of_node_and_edge_with_its_properties() -> None:
    graph, report = graph_of([STORY])
    assert not report.dropped
    deal = nodes(graph, "Deal")[0]
    by_id = {one.id: (one.labels, dict(one.properties)) for one in graph.nodes if one != deal}
    assert by_id == {
        "openai": (
            ("Company", "Entity"),
            {
                "id": "openai",
                "name": "OpenAI",
                "name_en": "OpenAI",
                "aliases": ("OpenAI",),
                "former_ids": ("new:organisation:openai",),
                "country": "US",
                "sector": "model developer",
                "first_seen": "2026-01-10",
                "last_seen": "2026-01-10",
                "item_count": 1,
            },
        ),
        "neptune": (
            ("Company", "Entity"),
            {
                "id": "neptune",
                "name": "Neptune",
                "name_en": "Neptune",
                "name_zh": "海王星",
                "aliases": ("Neptune", "海王星"),
                "former_ids": ("new:organisation:neptune", "new:organisation:海王星"),
                "first_seen": "2026-01-10",
                "last_seen": "2026-01-10",
                "item_count": 1,
            },
        ),
        "item-1": (
            ("Item",),
            {
                "id": "item-1",
                "name": "A plan",
                "url": "https://www.Example.com/a?b#c",
                "host": "example.com",
                "lang": "en",
                "date": "2026-01-10",
                "digest": "digest-item-1",
            },
        ),
        "digest-item-1": (
            ("Digest",),
            {"id": "digest-item-1", "name": "Issue of 2026-01-10", "date": "2026-01-10"},
        ),
    }
    told = {(e.type, e.source, e.target): dict(e.properties) for e in graph.edges if e.type != "ACQUIRES"}
    for properties in told.values():
        assert properties.pop("id")
    assert told == {
        ("CONTAINS", "digest-item-1", "item-1"): {"position": 1},
        ("MENTIONS", "item-1", "openai"): {"count": 1},
        ("MENTIONS", "item-1", "neptune"): {"count": 2},
        ("PARTY", deal.id, "openai"): {"role": "acquirer", "lead": True},
        ("PARTY", deal.id, "neptune"): {"role": "target"},
        ("REPORTS", "item-1", deal.id): {
            "stage": "announced",
            "amount": 5,
            "currency": "USD",
            "evidence": STORY.text,
            "confidence": 0.8,
        },
    }


def test_what_items_name_is_in_the_graph_without_any_fact() -> None:
    days = ["2026-01-10", "", "2026-01-07"]
    graph, _ = graph_of([Story("Wang Fang was named.", id=f"item-{day}", date=day) for day in days])
    (person,) = nodes(graph, "Person")
    assert person.id == id_of("Wang Fang")
    assert person.properties["item_count"] == 3
    assert person.properties["first_seen"] == "2026-01-07"
    assert person.properties["last_seen"] == "2026-01-10"


def test_items_without_an_extraction_and_names_keep_their_place() -> None:
    items = (Item("i1", "First", "…"), Item("i2", "", "", url="nonsense"))
    digest = Digest("d", "", "", "", items)
    lexicon, ontology = small_lexicon(), load()
    resolution = resolve([], lexicon=lexicon, ontology=ontology, decisions=Decisions())
    graph, _ = build_graph([digest], [], resolution=resolution, lexicon=lexicon, ontology=ontology)
    assert [one.name for one in graph.nodes] == ["d", "First", "i2"]
    assert {e.target: e.properties["position"] for e in edges(graph, "CONTAINS")} == {"i1": 1, "i2": 2}


def test_a_graph_of_nothing_is_empty() -> None:
    assert graph_of([]) == (Graph((), ()), graph_of([])[1])


def test_ids_that_stand_twice_are_told_and_stay_single() -> None:
    lexicon, ontology = small_lexicon(), load()
    other = replace(STORY.digest, id="digest-2", items=STORY.digest.items)
    stray = replace(STORY.extraction, id="nowhere")
    second = replace(STORY.extraction, facts=())
    extractions = [STORY.extraction, second, stray]
    resolution = resolve(extractions, lexicon=lexicon, ontology=ontology, decisions=Decisions())
    graphs = []
    for digests in ([STORY.digest, other, STORY.digest], [STORY.digest, STORY.digest, other]):
        for told in (extractions, extractions[::-1]):
            graph, report = build_graph(
                digests, told, resolution=resolution, lexicon=lexicon, ontology=ontology
            )
            graphs.append(graph)
            assert report.dropped == {
                "digest: its id stands for another": 1,
                "extraction: its item has another": 1,
                "extraction: its item is in no digest": 1,
                "item: its id stands for another": 1,
            }
    assert all(graph == graphs[0] for graph in graphs)
    assert len(nodes(graphs[0], "Item")) == 1


def test_an_item_that_bears_an_entitys_id_gets_another() -> None:
    lexicon = small_lexicon(entry("360", "Company", "OpenAI"))
    item = Item("360", "OpenAI", "grows")
    extraction = Extraction(
        "360", item.text, (Entity("360", "Company", "OpenAI", (Mention(0, 6, "OpenAI"),)),)
    )
    ontology = load()
    resolution = resolve([extraction], lexicon=lexicon, ontology=ontology, decisions=Decisions())
    digest = Digest("d", "D", "", "", (item,))
    graph, _ = build_graph([digest], [extraction], resolution=resolution, lexicon=lexicon, ontology=ontology)
    assert [one.id for one in graph.nodes] == ["360", "360@d", "d"]
    (mention,) = edges(graph, "MENTIONS")
    assert (mention.source, mention.target) == ("360@d", "360")


def test_two_nodes_of_one_id_end_the_build() -> None:
    digest = Digest("same", "D", "", "", (Item("same", "x", "y"),))
    lexicon, ontology = small_lexicon(), load()
    resolution = resolve([], lexicon=lexicon, ontology=ontology, decisions=Decisions())
    with pytest.raises(KgError, match="'same'"):
        build_graph([digest], [], resolution=resolution, lexicon=lexicon, ontology=ontology)


NAMES = [
    "OpenAI",
    "Neptune",
    "海王星",
    "HSBC",
    "Mistral AI",
    "Octo",
    "Sora",
    "Sora 2",
    "Wang Fang",
    "Data Office",
]
FACTS = st.builds(
    Says,
    st.sampled_from(NAMES),
    st.sampled_from(list(load().relations)),
    st.sampled_from(NAMES),
    st.sampled_from(list(load().statuses)),
    st.sampled_from([0.3, 0.55, 0.87, 1.0]),
)
STORIES = st.builds(
    Story,
    text=st.lists(st.sampled_from(NAMES), min_size=2, max_size=5).map(" and ".join),
    facts=st.lists(FACTS, max_size=4),
    date=st.sampled_from(["", "2026-01-01", "2026-01-02"]),
    url=st.sampled_from(["", "https://a.example/x", "https://www.a.example/y", "http://b.example"]),
    publisher=st.sampled_from(["", "Morning AI"]),
)


@settings(deadline=None)
@given(
    st.lists(STORIES, max_size=7, unique_by=lambda story: story.item.id), st.randoms(use_true_random=False)
)
def test_the_graph_does_not_depend_on_order_and_holds_together(
    stories: list[Story], chance: random.Random
) -> None:
    result = graph_of(stories, lexicon_facts=True)
    shuffled = list(stories)
    chance.shuffle(shuffled)
    assert graph_of(shuffled, lexicon_facts=True) == result
    graph, _ = result
    ids = [one.id for one in graph.nodes]
    assert ids == sorted(set(ids))
    assert [edge.id for edge in graph.edges] == sorted({edge.id for edge in graph.edges})
    assert all(edge.source in ids and edge.target in ids for edge in graph.edges)
    news = {(edge.type, edge.source, edge.target) for edge in graph.edges if "items" in edge.properties}
    assert news == _expected(stories)
    texts = {story.item.id: story.item.text for story in stories}
    for edge in graph.edges:
        _fact_holds_together(edge, graph, texts)


def _expected(stories: list[Story]) -> set[tuple[str, str, str]]:
    """The facts that may stand, told from the stories alone."""
    named = {id_of(name) for story in stories for name in NAMES if name in story.text.split(" and ")}
    found = set()
    for fact in (fact for story in stories for fact in story.facts):
        ends = [id_of(fact.head), id_of(fact.tail)]
        if load().relations[fact.type].symmetric:
            ends.sort()
        honest = [{TYPES[name], *(["Product"] if name == "Sora" else [])} for name in (fact.head, fact.tail)]
        fits = any(load().allows(fact.type, a, b) for a in honest[0] for b in honest[1])
        if fits and named.issuperset(ends) and ends[0] != ends[1]:
            found.add((fact.type, *ends))
    return {(type_, head, tail) for type_, head, tail in found}


def _fact_holds_together(edge: Edge, graph: Graph, texts: dict[str, str]) -> None:
    if edge.type not in load().relations or "source" in edge.properties:
        return
    items, evidence = edge.properties["items"], edge.properties["evidence"]
    assert isinstance(items, tuple)
    assert isinstance(evidence, tuple)
    assert all(words in texts[item] for item, words in zip(items, evidence, strict=True))
    assert len(items) == len(edge.properties["dates"]) == len(edge.properties["statuses"])  # type: ignore[arg-type]
    assert edge.properties["status"] in edge.properties["statuses"]  # type: ignore[operator]
    assert edge.properties["item_count"] == len(set(items))
    assert 1 <= edge.properties["source_count"] <= edge.properties["item_count"]  # type: ignore[operator]
    if load().relations[edge.type].symmetric:
        assert edge.source < edge.target
    assert node(graph, edge.source) != node(graph, edge.target)


def _large(count: int) -> tuple[list[Digest], list[Extraction]]:
    """Items with four names, two facts and a deal each, among 2,000 firms of each name."""
    plain = Story(
        "OpenAI plans to take over Neptune; HSBC and Mistral AI work together.",
        [Says("OpenAI", "ACQUIRES", "Neptune"), Says("HSBC", "PARTNERS_WITH", "Mistral AI")],
        [Reports("funding", {"investee": ["Mistral AI"], "investor": ["HSBC"]}, amount=5)],
        id="item",
    )
    digest, item, extraction = plain.digest, plain.item, plain.extraction
    digests, extractions = [], []
    for n in range(count):
        day = f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}"
        own = replace(item, id=f"item-{n}", date=day, url=f"https://site{n % 50}.example/{n}")
        digests.append(replace(digest, id=f"digest-{n}", date=day, items=(own,)))
        extractions.append(_renamed(replace(extraction, id=own.id), n % 2000))
    return digests, extractions


def _renamed(extraction: Extraction, number: int) -> Extraction:
    """The same words about other firms, so that the graph has many."""

    def other(id_: str) -> str:
        return f"{id_}{number}"

    return replace(
        extraction,
        entities=tuple(replace(one, id=other(one.id)) for one in extraction.entities),
        facts=tuple(replace(one, head=other(one.head), tail=other(one.tail)) for one in extraction.facts),
        deals=tuple(
            replace(one, parties=tuple(replace(party, entity=other(party.entity)) for party in one.parties))
            for one in extraction.deals
        ),
    )


def _seconds(count: int) -> tuple[float, Graph]:
    digests, extractions = _large(count)
    lexicon, ontology = small_lexicon(), load()
    start = perf_counter()
    resolution = resolve(extractions, lexicon=lexicon, ontology=ontology, decisions=Decisions())
    graph, _ = build_graph(digests, extractions, resolution=resolution, lexicon=lexicon, ontology=ontology)
    return perf_counter() - start, graph


def test_the_time_grows_with_the_items_and_no_faster() -> None:
    few, _ = _seconds(1_000)
    many, graph = _seconds(8_000)
    assert len(nodes(graph, "Item")) == 8_000
    assert len(nodes(graph, "Company")) == 8_000
    # Eightfold input; a quadratic step would show as 64-fold.
    assert many < 30 * few


def ids_of(graph: Graph) -> set[str]:
    return {node.id for node in graph.nodes} | {edge.id for edge in graph.edges}


def test_a_later_or_inserted_item_changes_no_other_id() -> None:
    told = [
        Story(
            "OpenAI took over Neptune.",
            [Says("OpenAI", "ACQUIRES", "Neptune")],
            [
                Reports(
                    "acquisition", {"acquirer": ["OpenAI"], "target": ["Neptune"]}, amount=5, currency="USD"
                )
            ],
        ),
        Story("Octo Works makes Octo.", [Says("Octo Works", "DEVELOPS", "Octo")], date="2026-01-12"),
    ]
    before, _ = graph_of(told)
    ids = ids_of(before)
    for more in (
        replace(told[0], url="https://other.example/copy"),
        replace(told[0], date="2026-03-01", text="OpenAI is done with Neptune."),
        Story("HSBC was named.", date="2025-12-31"),
    ):
        after, _ = graph_of([more, *told])
        assert ids < ids_of(after)
