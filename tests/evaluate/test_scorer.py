"""The scorer: rules on small cases, and agreement with the benchmark's own scorer to the last digit."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest

from kg import ontology
from kg.evaluate import Scorer, Tally, fold_surface

BENCHMARK = Path(__file__).parents[3] / "shared" / "benchmark"


def gold_item(**changes: Any) -> dict[str, Any]:
    item = {
        "id": "d-1",
        "entities": [
            {"key": "Acme", "type": "Company", "surfaces": ["Acme", "艾克米"]},
            {"key": "Robo", "type": ["Model", "Product"], "surfaces": ["Robo 2"]},
        ],
        "relations": [{"head": "Acme", "type": "DEVELOPS", "tail": "Robo", "status": "planned"}],
        "deals": [],
    }
    return {**item, **changes}


def entity(id_: str, kind: str, *texts: str) -> dict[str, Any]:
    return {"id": id_, "type": kind, "name": id_, "mentions": [{"text": text} for text in texts]}


def score(gold: list[dict[str, Any]], said: list[dict[str, Any]]) -> Any:
    return Scorer(ontology.load()).score(gold, said)


def test_one_right_mention_is_enough_and_either_gold_type_is_right() -> None:
    said = {"id": "d-1", "entities": [entity("a", "Company", "ＡＣＭＥ"), entity("r", "Product", "Robo2")]}
    report = score([gold_item()], [said])
    assert (report.entities.right, report.entities.wrong, report.entities.missed) == (2, 0, 0)


def test_a_second_entity_for_the_same_thing_is_wrong() -> None:
    said = {"id": "d-1", "entities": [entity("a", "Company", "Acme"), entity("b", "Company", "艾克米")]}
    report = score([gold_item()], [said])
    assert (report.entities.right, report.entities.wrong) == (1, 1)
    assert [error.kind for error in report.errors if "entity" in error.kind] == [
        "missed entity",
        "wrong entity",
    ]


def test_status_counts_only_where_it_is_marked() -> None:
    entities = [entity("a", "Company", "Acme"), entity("r", "Model", "Robo 2")]
    relation = {"head": "a", "type": "DEVELOPS", "tail": "r", "status": "asserted"}
    report = score([gold_item()], [{"id": "d-1", "entities": entities, "relations": [relation]}])
    assert report.relations.right == 1
    assert report.status_accuracy == 0.0
    assert (report.status_marked.missed, report.status_marked.wrong) == (1, 0)


def test_symmetric_relations_agree_in_either_order() -> None:
    gold = gold_item(
        entities=[
            {"key": "Acme", "type": "Company", "surfaces": ["Acme"]},
            {"key": "Zeta", "type": "Company", "surfaces": ["Zeta"]},
        ],
        relations=[{"head": "Zeta", "type": "PARTNERS_WITH", "tail": "Acme", "status": "asserted"}],
    )
    said = {
        "id": "d-1",
        "entities": [entity("a", "Company", "Acme"), entity("z", "Company", "Zeta")],
        "relations": [{"head": "a", "type": "PARTNERS_WITH", "tail": "z", "status": "asserted"}],
    }
    assert score([gold], [said]).relations.f1 == 1.0


def test_an_item_without_an_answer_is_all_missed() -> None:
    report = score([gold_item()], [])
    assert (report.entities.missed, report.relations.missed) == (2, 1)


def test_figures_of_nothing_are_zero() -> None:
    assert Tally().to_dict() == {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 0, "found": 0}


def test_fold_surface_drops_quotes_width_and_case() -> None:
    assert fold_surface("「ＧＰＴ 5」") == "gpt5"


def from_gold(item: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """An answer that is gold with some of it lost, retyped or made up."""
    kinds = list(ontology.load().entities)
    entities = []
    for number, row in enumerate(item["entities"]):
        if chance.random() < 0.15:
            continue
        kind = row["type"] if isinstance(row["type"], str) else chance.choice(row["type"])
        kind = chance.choice(kinds) if chance.random() < 0.2 else kind
        name = row["key"] if chance.random() < 0.8 else f"{row['key']}-{number}"
        entities.append(entity(name, kind, *row["surfaces"][: chance.randint(1, 3)]))
    known = [e["id"] for e in entities] + ["nobody"]
    relations = [
        {**row, "status": chance.choice([row["status"], "rumored", "asserted"])}
        for row in item["relations"]
        if chance.random() < 0.7
    ]
    if len(known) > 1:
        relations.append({"head": known[0], "type": "USES", "tail": known[-1], "status": "asserted"})
    deals = [{**deal, "amount": chance.choice([deal["amount"], 5])} for deal in item["deals"]]
    return {"id": item["id"], "entities": entities, "relations": relations, "deals": deals}


@pytest.mark.skipif(not BENCHMARK.is_dir(), reason="the benchmark is not on this machine")
@pytest.mark.parametrize("seed", [1, 2])
def test_agrees_with_the_benchmark_scorer(seed: int) -> None:
    spec = importlib.util.spec_from_file_location("benchmark_score", BENCHMARK / "score.py")
    assert spec is not None
    assert spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    gold = [json.loads(line) for line in (BENCHMARK / "dev.jsonl").read_text("utf-8").splitlines()]
    chance = random.Random(seed)  # noqa: S311
    said = [from_gold(item, chance) for item in gold]
    report, errors = theirs.score(gold, said)
    ours = score(gold, said)
    assert ours.to_dict() == report
    assert len([error for error in ours.errors if error.part in {"entity", "relation"}]) == len(errors)


def causes(report: Any) -> dict[str, str]:
    return {f"{error.kind} {error.what}": error.cause for error in report.errors}


def test_errors_say_their_cause() -> None:
    gold = gold_item(
        entities=[
            {"key": "Acme", "type": "Company", "surfaces": ["Acme"]},
            {"key": "Robo", "type": "Model", "surfaces": ["Robo 2"]},
            {"key": "Zeta", "type": "Company", "surfaces": ["Zeta"]},
        ],
        relations=[
            {"head": "Acme", "type": "DEVELOPS", "tail": "Robo", "status": "asserted"},
            {"head": "Acme", "type": "ACQUIRES", "tail": "Zeta", "status": "asserted"},
        ],
    )
    said = {
        "id": "d-1",
        "entities": [
            entity("a", "Company", "Acme"),
            entity("r", "Product", "Robo 2"),
            entity("p", "Person", "Bo"),
        ],
        "relations": [
            {"head": "a", "type": "USES", "tail": "r", "status": "asserted"},
            {"head": "a", "type": "USES", "tail": "p", "status": "asserted"},
        ],
    }
    assert causes(score([gold], [said])) == {
        "missed entity Model Robo 2": "other type",
        "missed entity Company Zeta": "no such name",
        "wrong entity Product Robo 2": "other type",
        "wrong entity Person Bo": "no such name",
        "wrong relation Acme USES Robo": "other relation",
        "wrong relation Acme USES p": "an end that gold lacks",
        "missed relation Acme DEVELOPS Robo": "other relation",
        "missed relation Acme ACQUIRES Zeta": "an end not found",
    }


def test_deals_and_slots_are_told() -> None:
    deal = {"type": "funding", "stage": "announced", "amount": 5, "currency": "USD"}
    parties = [{"role": "investee", "entity": "Acme"}]
    gold = gold_item(
        relations=[], deals=[{**deal, "parties": parties}, {**deal, "type": "ipo", "parties": []}]
    )
    said = {
        "id": "d-1",
        "entities": [entity("a", "Company", "Acme"), entity("r", "Model", "Robo 2")],
        "deals": [{**deal, "amount": 7, "parties": [{"role": "investee", "entity": "a"}]}],
    }
    report = score([gold], [said])
    told = {f"{error.kind}: {error.what}" for error in report.errors}
    assert told == {
        "missed slot: funding of investee Acme: amount 5",
        "wrong slot: funding of investee Acme: amount 7",
        "missed deal: ipo of ",
    }
    assert report.deal_slots.to_dict()["gold"] == 5 + 4


def test_items_add_up_to_the_report() -> None:
    gold = [gold_item(), gold_item(id="d-2")]
    said: list[dict[str, Any]] = [
        {"id": "d-1", "entities": [entity("a", "Company", "Acme")]},
        {"id": "d-2", "entities": []},
    ]
    report = score(gold, said)
    assert [one.counts.entities.right for one in report.scores] == [1, 0]
    alone = [score([item], [row]) for item, row in zip(gold, said, strict=True)]
    assert sum(one.entities.missed for one in alone) == report.entities.missed
    assert report.items == 2
