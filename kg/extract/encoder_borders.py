"""Border scores of units → the names they mark, each with its probability (a linear-chain CRF)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

OUTSIDE, BEGIN, INSIDE = LABELS = range(3)
_NEVER = -1e4
Row = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Chain:
    """How well labels follow one another (from, to) and open a text, as logarithms."""

    steps: tuple[Row, Row, Row]
    opening: Row

    @classmethod
    def of(cls, steps: NDArray[np.generic], opening: NDArray[np.generic]) -> Chain:
        """Trained weights, with what is forbidden: to go on with a name that was not opened."""
        rows = np.asarray(steps, dtype=float).copy()
        rows[OUTSIDE, INSIDE] = _NEVER
        start = np.asarray(opening, dtype=float).copy()
        start[INSIDE] = _NEVER
        first, second, third = (_row(row) for row in rows.tolist())
        return cls((first, second, third), _row(start.tolist()))

    def best(self, scores: Sequence[Row]) -> list[int]:
        """The likeliest labels."""
        columns = list(zip(*self.steps, strict=True))
        state = [a + b for a, b in zip(self.opening, scores[0], strict=True)]
        back: list[list[int]] = []
        for row in scores[1:]:
            came, after = [], []
            for column, score in zip(columns, row, strict=True):
                ways = [state[0] + column[0], state[1] + column[1], state[2] + column[2]]
                top = max(ways)
                came.append(ways.index(top))
                after.append(top + score)
            state = after
            back.append(came)
        label = state.index(max(state))
        labels = [label]
        for came in reversed(back):
            label = came[label]
            labels.append(label)
        return labels[::-1]

    def spans(self, borders: NDArray[np.generic]) -> list[tuple[int, int]]:
        """The names that the likeliest labels mark, as half-open spans of units, in order."""
        if not len(borders):
            return []
        return spans_of(self.best([_row(row) for row in np.asarray(borders, dtype=float).tolist()]))


class Weights:
    """Forward and backward weights of all labels, scaled to sum to one at every unit; at least one unit."""

    def __init__(self, chain: Chain, borders: NDArray[np.generic]) -> None:
        scores = np.asarray(borders, dtype=float)
        rows = np.exp(scores - scores.max(axis=1, keepdims=True))
        self._rows: list[Row] = [_row(row) for row in rows.tolist()]
        self._steps = [[math.exp(max(step, _NEVER)) for step in row] for row in chain.steps]
        self._forward = [[math.exp(a) * b for a, b in zip(chain.opening, self._rows[0], strict=True)]]
        self._scales = [sum(self._forward[0])]
        self._forward[0] = [weight / self._scales[0] for weight in self._forward[0]]
        columns = list(zip(*self._steps, strict=True))
        for row in self._rows[1:]:
            a, b, c = self._forward[-1]
            weights = [(a * s[0] + b * s[1] + c * s[2]) * e for s, e in zip(columns, row, strict=True)]
            self._scales.append(sum(weights))
            self._forward.append([weight / self._scales[-1] for weight in weights])
        self._backward = [[1.0, 1.0, 1.0]]
        for row, scale in zip(self._rows[:0:-1], self._scales[:0:-1], strict=True):
            a, b, c = (weight * e / scale for weight, e in zip(self._backward[-1], row, strict=True))
            self._backward.append([a * s[0] + b * s[1] + c * s[2] for s in self._steps])
        self._backward.reverse()

    def of_name(self, start: int, end: int) -> float:
        """The probability of a name of exactly these units."""
        weight, label = self._forward[start][BEGIN], BEGIN
        for n in range(start + 1, end):
            weight *= self._steps[label][INSIDE] * self._rows[n][INSIDE] / self._scales[n]
            label = INSIDE
        if end < len(self._rows):
            after = (
                self._steps[label][k] * self._rows[end][k] * self._backward[end][k] for k in (OUTSIDE, BEGIN)
            )
            weight *= sum(after) / self._scales[end]
        return min(1.0, weight)


def _row(values: Sequence[float]) -> Row:
    first, second, third = values
    return first, second, third


def spans_of(labels: Sequence[int]) -> list[tuple[int, int]]:
    """Labels → half-open spans of units."""
    found: list[tuple[int, int]] = []
    for n, label in enumerate(labels):
        if label == BEGIN:
            found.append((n, n + 1))
        elif label == INSIDE and found and found[-1][1] == n:
            found[-1] = (found[-1][0], n + 1)
    return found
