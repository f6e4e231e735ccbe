"""The arrays that the layout computes with, and the ties between nodes as two columns of indexes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]

GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))


@dataclass(frozen=True, slots=True)
class Ties:
    """Pairs of node indexes, each pair once, never a node with itself; `weight` runs parallel."""

    first: Integers
    second: Integers
    weight: Floats

    def where(self, keep: npt.NDArray[np.bool_]) -> Ties:
        return Ties(self.first[keep], self.second[keep], self.weight[keep])

    def strength(self, count: int) -> Floats:
        """The sum of weights at each of `count` nodes."""
        return summed(self.first, self.weight, count) + summed(self.second, self.weight, count)

    def pulled(self, where: Floats) -> Floats:
        """Weight times way to the other end, summed over the ties of each node: two columns."""
        way = (where[self.second] - where[self.first]) * self.weight[:, None]
        count = len(where)
        return np.stack(
            [summed(self.first, part, count) - summed(self.second, part, count) for part in way.T], axis=1
        )


def summed(index: Integers, values: Floats, count: int) -> Floats:
    """Values added up by index, in their order: the same sum every time."""
    return np.bincount(index, weights=values, minlength=count).astype(np.float64, copy=False)


def spiral(areas: Floats, *, inner: float = 0.0) -> Floats:
    """Points of a sunflower's spiral, each with room for its area, around an empty disc of `inner` radius."""
    areas = np.asarray(areas, dtype=np.float64)
    turn = np.arange(len(areas)) * GOLDEN_ANGLE
    radius = np.sqrt(inner**2 + (np.cumsum(areas) - areas / 2) / np.pi)
    return np.stack([np.cos(turn) * radius, np.sin(turn) * radius], axis=1)
