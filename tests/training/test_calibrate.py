"""Signs of candidates → weights: what is fitted, on which items, and how candidates meet gold."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kg.extract import Extractor, wordlists
from kg.extract.odds import BIAS, Odds
from training import calibrate
from training.calibrate import Case, Cases


def made_cases(count: int) -> Cases:
    """Candidates that are right with 9 in 10 where the sign `named` speaks, else with 1 in 10."""
    draw = random.Random(5)  # noqa: S311
    cases = []
    for n in range(count):
        named = n % 2
        right = draw.random() < (0.9 if named else 0.1)
        cases.append(Case(f"item-{n}", {"named": float(named), "noise": draw.random()}, right, n))
    return Cases(cases, sum(bool(case.right) for case in cases))


def test_the_weights_say_how_likely_a_sign_makes_an_answer() -> None:
    weights, _ = calibrate.calibrate(made_cases(2000), count=5, ridge=3.0)
    odds = Odds(weights)
    assert odds.chance({"named": 1.0, "noise": 0.5}) == pytest.approx(0.9, abs=0.03)
    assert odds.chance({"named": 0.0, "noise": 0.5}) == pytest.approx(0.1, abs=0.03)
    assert abs(weights["noise"]) < 0.5


def test_what_is_neither_right_nor_wrong_is_not_learned_from() -> None:
    cases = made_cases(400)
    alone, _ = calibrate.calibrate(cases, count=5, ridge=3.0)
    cases.cases += [Case(f"open-{n}", {"named": 1.0, "noise": 0.0}, None, n) for n in range(400)]
    beside, _ = calibrate.calibrate(cases, count=5, ridge=3.0)
    assert beside == alone


def test_an_item_is_wholly_in_one_fold_whatever_stands_around_it() -> None:
    cases = [Case(f"item-{n // 3}", {}, True, n) for n in range(300)]
    fold = calibrate.folds(cases, 5)
    assert set(fold.tolist()) == set(range(5))
    assert all(len(set(fold[n : n + 3].tolist())) == 1 for n in range(0, 300, 3))
    assert calibrate.folds(cases[150:], 5).tolist() == fold[150:].tolist()


def test_the_report_judges_a_candidate_by_weights_that_never_saw_it() -> None:
    # The sign tells each item's own answer and nothing else: folds can't profit from it.
    draw = random.Random(1)  # noqa: S311
    cases = [Case(f"item-{n}", {f"own {n}": 1.0}, draw.random() < 0.5, n) for n in range(200)]
    _, lines = calibrate.calibrate(Cases(cases, sum(bool(case.right) for case in cases)), count=5, ridge=3.0)
    reliable = [line for line in lines if line.startswith("  said")]
    assert all(line.startswith(("  said 0.4", "  said 0.5")) for line in reliable)


def test_fitting_bears_a_sign_that_is_always_there() -> None:
    table = np.array([[1.0, 1.0], [1.0, 1.0], [1.0, 0.0]])
    weights = calibrate.fit(table, np.array([1.0, 1.0, 0.0]), ridge=3.0)
    assert np.isfinite(weights).all()
    assert weights[1] > 0


ROW: dict[str, Any] = {
    "id": "somewhere-2026-01-02-1",
    "date": "2026-01-02",
    "lang": "zh",
    "url": "",
    "title": "OpenAI 收购 Neptune",
    "body": "OpenAI 宣布收购 Neptune，英伟达没有参与。",
    "entities": [
        {"key": "openai", "type": "Company", "surfaces": ["OpenAI"]},
        {"key": "neptune", "type": "Company", "surfaces": ["Neptune"]},
    ],
    "relations": [{"head": "openai", "type": "ACQUIRES", "tail": "neptune", "status": "asserted"}],
    "deals": [
        {
            "type": "acquisition",
            "stage": "announced",
            "parties": [{"role": "acquirer", "entity": "openai"}, {"role": "target", "entity": "neptune"}],
            "amount": None,
            "currency": None,
            "round": None,
            "valuation": None,
        }
    ],
    "optional_entities": [{"key": "nvidia", "type": "Company", "surfaces": ["英伟达"]}],
    "optional_relations": [],
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(
    ("kind", "right"),
    [
        ("entity", {0, 1}),
        ("fact", {("openai", "neptune", "ACQUIRES")}),
        ("party", {("acquisition", "acquirer", "openai"), ("acquisition", "target", "neptune")}),
    ],
)
def test_candidates_meet_gold(extractor: Extractor, kind: str, right: set[object]) -> None:
    cases = calibrate.collect(extractor, [ROW], kind)
    assert {case.key for case in cases.cases if case.right} == right
    assert cases.wanted == len(right)


def test_an_optional_entity_is_neither_right_nor_wrong(extractor: Extractor) -> None:
    cases = calibrate.collect(extractor, [ROW], "entity").cases
    assert [case.right for case in cases] == [True, True, None]


def test_only_statuses_of_right_facts_are_judged(extractor: Extractor) -> None:
    cases = calibrate.collect(extractor, [ROW], "status").cases
    assert {case.key[0] for case in cases if isinstance(case.key, tuple)} == {
        ("openai", "neptune", "ACQUIRES")
    }
    assert not any(case.right for case in cases)


def test_the_table_is_sorted_and_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordlists, "FOLDER", tmp_path)
    wordlists.rows.cache_clear()
    try:
        calibrate.write("fact", {"zeal": 1.5, "awe": -0.25, "none": 0.0, BIAS: 2.0})
        assert Odds.of("fact_odds.tsv").weights == {"awe": -0.25, BIAS: 2.0, "zeal": 1.5}
        lines = (tmp_path / "fact_odds.tsv").read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if not line.startswith("#")] == ["awe\t-0.25", "bias\t2", "zeal\t1.5"]
    finally:
        wordlists.rows.cache_clear()
