"""What a model is sure of becomes gold; what it doubts becomes optional."""

from __future__ import annotations

from typing import Any

from training.label import labelled

ROW = {
    "id": "somewhere-2026-01-02-1",
    "date": "2026-01-02",
    "lang": "en",
    "url": "u",
    "title": "t",
    "body": "b",
}


def entity(name: str, score: float, type_score: float = 1.0) -> dict[str, Any]:
    mentions = [{"text": name, "start": 0, "end": len(name)}] * 2
    made = {"id": name.casefold(), "type": "Company", "mentions": mentions}
    return made | {"score": score, "type_score": type_score}


def fact(head: str, tail: str, confidence: float) -> dict[str, Any]:
    return {
        "head": head,
        "type": "PARTNERS_WITH",
        "tail": tail,
        "status": "asserted",
        "confidence": confidence,
    }


def test_doubted_names_and_facts_are_optional() -> None:
    answer = {
        "text": "Alpha and Beta\nGamma, Delta",
        "entities": [
            entity("Alpha", 0.99),
            entity("Beta", 0.9),
            entity("Gamma", 0.5),
            entity("Delta", 0.99, 0.4),
        ],
        "relations": [fact("alpha", "beta", 0.95), fact("beta", "alpha", 0.4), fact("alpha", "gamma", 0.99)],
        "deals": [
            {
                "type": "partnership",
                "parties": [{"role": "partner", "entity": name} for name in ("alpha", "beta")],
            },
            {
                "type": "partnership",
                "parties": [{"role": "partner", "entity": name} for name in ("alpha", "gamma")],
            },
        ],
    }
    made = labelled(ROW, answer)
    assert [e["surfaces"] for e in made["entities"]] == [["Alpha"], ["Beta"]]
    assert [e["key"] for e in made["optional_entities"]] == ["gamma", "delta"]
    assert [f["confidence"] for f in made["relations"]] == [0.95]
    assert [f["confidence"] for f in made["optional_relations"]] == [0.4]
    assert len(made["deals"]) == 1
    assert (made["title"], made["body"], made["id"]) == ("Alpha and Beta", "Gamma, Delta", ROW["id"])
