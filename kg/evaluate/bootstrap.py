"""Per-item tallies → 95 % intervals of the main figures, by drawing the items anew a thousand times.

Percentiles over samples of items with a fixed seed: the same report gives the same intervals. An item
that a sample holds twice makes no pair with its own copy in the resolution figure: such a pair would
always be right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from kg.evaluate.report import MAIN, Counts, Report
from kg.evaluate.resolution import Link

SAMPLES = 1_000
SEED = 1
# Below and above which 2.5 % of the samples lie.
BOUNDS = (0.025, 0.975)

Interval = tuple[float, float]
_Floats: TypeAlias = npt.NDArray[np.float64]


def intervals(report: Report, *, samples: int = SAMPLES, seed: int = SEED) -> dict[str, Interval]:
    """Figure → interval of its F1 (of the accuracy for `relation_status_accuracy`); empty without items."""
    if not report.items:
        return {}
    draws = _draws(report.items, samples, seed)
    figures = _figures(draws @ table([score.counts for score in report.scores]))
    figures["resolution"] = _resolution(draws, [score.links for score in report.scores])
    return {name: _bounds(values) for name, values in figures.items()}


def difference_intervals(
    before: _Floats, now: _Floats, *, samples: int = SAMPLES, seed: int = SEED
) -> dict[str, Interval]:
    """Figure → interval of how much it rose, both runs drawn on the same items.

    Takes two `table`s whose rows are the same items. Resolution, which counts pairs, is not among them.
    """
    if not len(now):
        return {}
    draws = _draws(len(now), samples, seed)
    old, new = _figures(draws @ before), _figures(draws @ now)
    return {name: _bounds(new[name] - old[name]) for name in new}


def columns(counts: Counts) -> list[int]:
    """One item's tallies in a row: right, missed, wrong of each main figure, then right statuses."""
    tallies = [getattr(counts, name) for name in MAIN.values()]
    return [n for tally in tallies for n in (tally.right, tally.missed, tally.wrong)] + [counts.status_right]


def table(counts: Sequence[Counts]) -> _Floats:
    """Items × columns."""
    return np.array([columns(one) for one in counts], dtype=np.float64)


def _draws(items: int, samples: int, seed: int) -> _Floats:
    """Samples × items: how often each item was drawn."""
    # The old generator on purpose: its stream is frozen over NumPy's versions.
    stream = np.random.RandomState(seed)
    drawn = [np.bincount(stream.randint(0, items, size=items), minlength=items) for _ in range(samples)]
    return np.array(drawn, dtype=np.float64)


def _figures(sums: _Floats) -> dict[str, _Floats]:
    """Sums of `columns`, one row a sample → figure → its value in each sample."""
    figures = {}
    for number, name in enumerate(MAIN):
        right, missed, wrong = (sums[:, 3 * number + column] for column in range(3))
        figures[name] = _share(2 * right, 2 * right + missed + wrong)
    related = sums[:, 3 * list(MAIN).index("relations")]
    figures["relation_status_accuracy"] = _share(sums[:, -1], related)
    return figures


def _share(part: _Floats, whole: _Floats) -> _Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _resolution(draws: _Floats, links: Sequence[Sequence[Link]]) -> _Floats:
    """F1 over pairs of items: 2 · pairs that agree in both / (pairs of one key + pairs of one id)."""
    items = np.array([number for number, item in enumerate(links) for _ in item], dtype=np.intp)
    flat = [link for item in links for link in item]
    both = _pairs(draws, items, flat)
    keys = _pairs(draws, items, [key for key, _ in flat])
    ids = _pairs(draws, items, [entity for _, entity in flat])
    return _share(2 * both, keys + ids)


def _pairs(draws: _Floats, items: npt.NDArray[np.intp], labels: Sequence[object]) -> _Floats:
    """Pairs of different items that share a label, in each sample."""
    numbers: dict[object, int] = {}
    label = np.array([numbers.setdefault(name, len(numbers)) for name in labels], dtype=np.intp)
    within = Counter(zip(items.tolist(), label.tolist(), strict=True))
    own = np.zeros(draws.shape[1])
    for (item, _), count in within.items():
        own[item] += count * count
    found = np.zeros(len(draws))
    for sample, draw in enumerate(draws):
        sums = np.bincount(label, weights=draw[items], minlength=1)
        found[sample] = (sums @ sums - (draw * draw) @ own) / 2
    return found


def _bounds(values: _Floats) -> Interval:
    low, high = np.quantile(values, BOUNDS)
    return float(low), float(high)
