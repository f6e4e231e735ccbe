"""What the extraction is sure of becomes gold; what it doubts becomes optional."""

from __future__ import annotations

from kg.records import Deal, Entity, Evidence, Extraction, Fact, Mention, Party
from training.label import labelled, left_out

ROW = {
    "id": "somewhere-2026-01-02-1",
    "date": "2026-01-02",
    "lang": "en",
    "url": "u",
    "title": "t",
    "body": "b",
}
TEXT = "Alpha and Beta\nGamma, Alpha"
EVIDENCE = Evidence(0, 14, TEXT[:14])


def entity(name: str, score: float) -> Entity:
    starts = [n for n in range(len(TEXT)) if TEXT.startswith(name, n)]
    mentions = tuple(Mention(n, n + len(name), name, score=score) for n in starts)
    return Entity(name.casefold(), name, "Company", mentions)


def fact(head: str, tail: str, confidence: float) -> Fact:
    return Fact(head, "PARTNERS_WITH", tail, "planned", confidence, EVIDENCE)


def deal(confidence: float, *partners: str) -> Deal:
    parties = tuple(Party("partner", partner) for partner in partners)
    return Deal("partnership", "announced", parties, confidence, EVIDENCE)


def test_doubted_names_and_facts_are_optional() -> None:
    found = Extraction(
        ROW["id"],
        TEXT,
        (entity("Alpha", 0.99), entity("Beta", 0.9), entity("Gamma", 0.5)),
        (fact("alpha", "beta", 0.95), fact("beta", "alpha", 0.4), fact("alpha", "gamma", 0.99)),
        (deal(0.9, "alpha", "beta"), deal(0.5, "alpha", "beta"), deal(0.9, "alpha", "gamma")),
    )
    made = labelled(ROW, found)
    assert [e["surfaces"] for e in made["entities"]] == [["Alpha"], ["Beta"]]
    assert [e["key"] for e in made["optional_entities"]] == ["gamma"]
    assert made["relations"] == [
        {"head": "alpha", "type": "PARTNERS_WITH", "tail": "beta", "status": "planned"}
    ]
    assert [f["head"] for f in made["optional_relations"]] == ["beta"]
    assert [[p["entity"] for p in d["parties"]] for d in made["deals"]] == [["alpha", "beta"]]
    assert (made["title"], made["body"], made["id"]) == ("Alpha and Beta", "Gamma, Alpha", ROW["id"])


def test_a_story_that_is_measured_on_comes_back_by_no_other_publisher() -> None:
    learnt = ROW | {"id": "a-2026-01-02-1", "url": "known", "title": "known"}
    measured = ROW | {"id": "b-2026-01-02-1", "url": "", "title": "measured"}
    assert left_out([learnt], [measured]) == ({"a-2026-01-02-1", "b-2026-01-02-1"}, {"measured"})
