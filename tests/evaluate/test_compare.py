"""What changed between two runs, answer by answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kg import ontology
from kg.errors import InputError
from kg.evaluate import Scorer
from kg.evaluate.compare import compare, to_run


def gold(id_: str = "d-1") -> dict[str, Any]:
    return {
        "id": id_,
        "entities": [
            {"key": "Acme", "type": "Company", "surfaces": ["Acme"]},
            {"key": "Robo", "type": "Product", "surfaces": ["Robo"]},
        ],
        "relations": [{"head": "Acme", "type": "DEVELOPS", "tail": "Robo", "status": "asserted"}],
        "deals": [],
    }


def entity(kind: str, text: str) -> dict[str, Any]:
    return {"id": text, "type": kind, "name": text, "mentions": [{"text": text}]}


def said(*entities: tuple[str, str], relation: bool = False, id_: str = "d-1") -> dict[str, Any]:
    row = {"head": "Acme", "type": "DEVELOPS", "tail": "Robo", "status": "asserted"}
    return {"id": id_, "entities": [entity(*e) for e in entities], "relations": [row] if relation else []}


def run(*answers: dict[str, Any]) -> dict[str, Any]:
    report = Scorer(ontology.load()).score([gold(answer["id"]) for answer in answers], answers)
    kept: dict[str, Any] = json.loads(json.dumps(to_run(report)))
    return kept


def test_answers_that_changed_sides() -> None:
    before = run(said(("Company", "Acme"), ("Company", "Chaff")))
    now = run(said(("Product", "Robo"), ("Company", "Acme"), relation=True))
    found = compare(before, now)
    assert {(c.answer, c.before, c.now) for c in found.better} == {
        ("entity: Product Robo", "missed", "right"),
        ("entity: Company Chaff", "wrong", ""),
        ("relation: Acme DEVELOPS Robo", "missed", "right"),
    }
    assert found.worse == ()
    back = compare(now, before)
    assert {c.answer for c in back.worse} == {c.answer for c in found.better}
    figures = {one.name: one for one in found.figures}
    assert figures["entities"].before == 0.5
    assert figures["entities"].now == 1.0
    assert figures["entities"].interval == (0.5, 0.5)


def test_slots_are_told_only_of_a_deal_that_both_runs_have() -> None:
    deal = {"type": "funding", "stage": "announced", "parties": [{"role": "investee", "entity": "Acme"}]}
    wanted = {**gold(), "deals": [{**deal, "amount": 5}]}

    def answered(*deals: dict[str, Any]) -> dict[str, Any]:
        answer = {**said(("Company", "Acme")), "deals": list(deals)}
        kept: dict[str, Any] = to_run(Scorer(ontology.load()).score([wanted], [answer]))
        return kept

    label = "funding of investee Acme"
    none, wrong, right = answered(), answered({**deal, "amount": 7}), answered({**deal, "amount": 5})
    assert [c.answer for c in compare(none, right).better] == [f"deal: {label}"]
    assert [(c.answer, c.before, c.now) for c in compare(wrong, right).better] == [
        (f"slot: {label}: amount 5", "missed", "right"),
        (f"slot: {label}: amount 7", "wrong", ""),
    ]


def test_a_run_against_itself_changes_nothing() -> None:
    one = run(said(("Company", "Acme")))
    found = compare(one, one)
    assert (found.better, found.worse) == ((), ())
    assert all(figure.before == figure.now for figure in found.figures)


def test_items_of_one_run_alone_are_told_and_leave_no_interval() -> None:
    found = compare(run(said(), said(id_="d-2")), run(said(), said(id_="d-3")))
    assert (found.lost, found.added) == (("d-2",), ("d-3",))
    assert all(figure.interval is None for figure in found.figures)


@pytest.mark.parametrize("broken", [{}, {"format": 99, "items": {}, "figures": {}}, {"format": 1}])
def test_what_is_no_run_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        compare(broken, run(said()))
    assert "--save" in refused.value.advice
