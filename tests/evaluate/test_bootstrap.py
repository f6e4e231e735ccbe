"""Intervals by drawing items: fixed, around the figure, wider on fewer items, pairs counted right."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest

from kg.evaluate import Counts, ItemScore, Report, Tally
from kg.evaluate.bootstrap import difference_intervals, intervals, table


def made_up(items: int, seed: int = 7) -> Report:
    chance = random.Random(seed)  # noqa: S311
    scores = []
    for number in range(items):
        right = chance.randint(0, 5)
        counts = Counts(entities=Tally(right, chance.randint(0, 2), chance.randint(0, 2)))
        links = [(f"k{chance.randint(0, 9)}", f"e{chance.randint(0, 9)}") for _ in range(right)]
        scores.append(ItemScore(f"i{number}", counts, links))
    return Report.of(scores)


def test_the_same_report_gives_the_same_intervals_around_its_figures() -> None:
    report = made_up(60)
    found = intervals(report)
    assert found == intervals(report)
    for name in ("entities", "resolution"):
        low, high = found[name]
        assert low < report.to_dict()[name]["f1"] < high


def test_more_items_make_a_narrower_interval() -> None:
    narrow, wide = (intervals(made_up(items))["entities"] for items in (800, 40))
    assert narrow[1] - narrow[0] < (wide[1] - wide[0]) / 2


def test_no_items_no_intervals() -> None:
    assert intervals(Report()) == {}


def test_an_interval_holds_the_true_figure_about_as_often_as_it_says() -> None:
    chance = np.random.RandomState(3)
    truth, held = 0.8, 0
    for _ in range(120):
        right = chance.binomial(10, truth, size=80)
        scores = [
            ItemScore(str(i), Counts(entities=Tally(int(n), 10 - int(n), 10 - int(n))))
            for i, n in enumerate(right)
        ]
        low, high = intervals(Report.of(scores), samples=200)["entities"]
        held += low <= truth <= high
    assert held >= 105


def test_resolution_of_a_sample_counts_no_pair_of_an_item_with_its_copy() -> None:
    """Held against pairs listed one by one, for the samples that the intervals are made of."""
    report = made_up(6, seed=2)
    stream = np.random.RandomState(5)
    expected = []
    for _ in range(50):
        drawn = stream.randint(0, 6, size=6)
        linked = [(key, entity, item) for item in drawn for key, entity in report.scores[item].links]
        pairs = [(a, b) for a, b in combinations(linked, 2) if a[2] != b[2]]
        both = sum(a[0] == b[0] and a[1] == b[1] for a, b in pairs)
        whole = sum(a[0] == b[0] for a, b in pairs) + sum(a[1] == b[1] for a, b in pairs)
        expected.append(2 * both / whole if whole else 0.0)
    low, high = intervals(report, samples=50, seed=5)["resolution"]
    assert (low, high) == pytest.approx(tuple(np.quantile(expected, (0.025, 0.975))))


def test_two_equal_runs_differ_by_nothing() -> None:
    counts = table([score.counts for score in made_up(30).scores])
    assert set(difference_intervals(counts, counts).values()) == {(0.0, 0.0)}
