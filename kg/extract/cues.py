"""The table of cues: which signal speaks for which entity type, and how loudly.

Weights are natural-log odds; they add up over the signals of all mentions of a name in an item. The
pseudo-type `-` stands for "no name at all".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache

from kg.errors import LexiconError
from kg.extract import wordlists
from kg.extract.signals import Signal

FILE = "type_cues.tsv"
NONE = "-"
# Where every sum begins.
_BIAS = ("always", "always")


@cache
def table() -> Mapping[Signal, tuple[tuple[str, float], ...]]:
    """Signal → (type, weight) pairs; raises `LexiconError` where a cell is no `type:weight` list."""
    found: dict[Signal, tuple[tuple[str, float], ...]] = {}
    for where, what, votes in wordlists.rows(FILE, 3):
        try:
            pairs = [vote.split(":") for vote in votes.split()]
            found[where, what] = tuple((kind, float(weight)) for kind, weight in pairs)
        except ValueError as error:
            raise LexiconError(
                f"kg/extract/data/{FILE}: {where} {what}: {votes!r} is no list of votes"
            ) from error
    return found


def votes(signals: Iterable[Signal]) -> dict[str, float]:
    """The sum of what each distinct signal says."""
    cues = table()
    total = dict(cues[_BIAS])
    for signal in sorted({signal for signal in signals if signal in cues}):
        for kind, weight in cues[signal]:
            total[kind] = total.get(kind, 0.0) + weight
    return total


def share(total: Mapping[str, float], kind: str) -> float:
    """The probability of `kind` that the summed log odds amount to."""
    top = max(total.values())
    return math.exp(total[kind] - top) / sum(math.exp(value - top) for value in total.values())
