"""Two runs over gold → what got better and what worse.

A run is kept as plain JSON: its figures, and for every item its tallies and what it got right, missed and
made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import InputError
from kg.evaluate.bootstrap import Interval, columns, difference_intervals
from kg.evaluate.report import MAIN, ItemScore, Report

FORMAT = 1
_VERDICTS = ("right", "missed", "wrong")
# From worst to best; what a run neither made up nor owed is no fault of its.
_RANK = {"wrong": 0, "missed": 0, "": 1, "right": 2}


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that changed sides; a verdict is empty where a run does not have the answer at all."""

    item: str
    answer: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in both runs, and between which bounds its rise lies (95 %), where that is known."""

    name: str
    before: float
    now: float
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two runs; `lost` and `added` are items that only one of them holds."""

    figures: tuple[Figure, ...]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    lost: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As plain data, each change as [item, answer, before, now]."""
        return {
            "figures": {
                one.name: {
                    "before": one.before,
                    "now": one.now,
                    "difference": one.now - one.before,
                    "interval": one.interval and list(one.interval),
                }
                for one in self.figures
            },
            "better": [[c.item, c.answer, c.before, c.now] for c in self.better],
            "worse": [[c.item, c.answer, c.before, c.now] for c in self.worse],
            "items_only_before": list(self.lost),
            "items_only_now": list(self.added),
        }


def to_run(report: Report) -> dict[str, Any]:
    """A report as it is kept for later comparison."""
    return {
        "format": FORMAT,
        "figures": report.to_dict(),
        "items": {score.item: _kept(score) for score in report.scores},
    }


def compare(before: Mapping[str, Any], now: Mapping[str, Any]) -> Comparison:
    """What the second run does better and worse than the first, answer by answer.

    Raises `InputError` where one is no run of this format.
    """
    old, new = _items(before), _items(now)
    common = sorted(set(old) & set(new))
    changes = [change for item in common for change in _changes(item, old[item], new[item])]
    same_items = len(common) == len(old) == len(new)
    bounds = _difference(old, new, common) if same_items else {}
    figures = []
    for name in (*MAIN, "relation_status_accuracy", "resolution"):
        values = [_value(run["figures"][name]) for run in (before, now)]
        figures.append(Figure(name, values[0], values[1], bounds.get(name)))
    return Comparison(
        figures=tuple(figures),
        better=tuple(change for change in changes if _RANK[change.before] < _RANK[change.now]),
        worse=tuple(change for change in changes if _RANK[change.before] > _RANK[change.now]),
        lost=tuple(sorted(set(old) - set(new))),
        added=tuple(sorted(set(new) - set(old))),
    )


def _kept(score: ItemScore) -> dict[str, Any]:
    kept: dict[str, Any] = {"counts": columns(score.counts)}
    for verdict in _VERDICTS:
        kept[verdict] = sorted({f"{a.part}: {a.what}" for a in score.answers if a.verdict == verdict})
    return kept


def _items(run: Mapping[str, Any]) -> Mapping[str, Any]:
    items = run.get("items")
    if run.get("format") != FORMAT or not isinstance(items, Mapping) or "figures" not in run:
        advice = "Write one with: kg eval GOLD --save RUN.json"
        raise InputError("This is no run of the evaluation", advice=advice)
    return items


def _value(figure: Any) -> float:
    return float(figure["f1"] if isinstance(figure, Mapping) else figure)


def _changes(item: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """A status or a slot is told only where both runs agree on the relation or the deal that has it."""
    before, now = _verdicts(old), _verdicts(new)
    changed = {answer for answer in set(before) | set(now) if before.get(answer, "") != now.get(answer, "")}
    return [
        Change(item, answer, before.get(answer, ""), now.get(answer, ""))
        for answer in sorted(changed)
        if _whole(answer) not in changed
    ]


def _whole(answer: str) -> str:
    """The answer that a status or a slot is part of; empty for the others."""
    part, _, what = answer.partition(": ")
    if part == "status":
        return f"relation: {what}"
    return f"deal: {what.rpartition(': ')[0]}" if part == "slot" else ""


def _verdicts(kept: Mapping[str, Any]) -> dict[str, str]:
    """Answer → verdict; an answer that is right once and wrong again (found twice) counts as right."""
    return {answer: verdict for verdict in reversed(_VERDICTS) for answer in kept[verdict]}


def _difference(old: Mapping[str, Any], new: Mapping[str, Any], items: list[str]) -> dict[str, Interval]:
    import numpy as np

    before, now = (np.array([run[i]["counts"] for i in items], dtype=np.float64) for run in (old, new))
    return difference_intervals(before, now)
