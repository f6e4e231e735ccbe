"""Communities → where each has its territory: discs that do not overlap, near those they are tied to."""

from __future__ import annotations

import numpy as np

from kg.explorer.layout.apart import push_discs
from kg.explorer.layout.arrays import Floats, Integers, Ties, spiral, summed

# Wider than high, as screens are.
ASPECT = 1.5
_STEPS = 500
_GRAVITY = 2.0
_SLACK = 1.04


def ties_between(ties: Ties, community: Integers) -> Ties:
    """The ties between communities: the weights of their members' ties added up."""
    first, second = community[ties.first], community[ties.second]
    apart = first != second
    low, high = np.minimum(first, second)[apart], np.maximum(first, second)[apart]
    count = int(community.max()) + 1
    keys, place = np.unique(low * count + high, return_inverse=True)
    return Ties(keys // count, keys % count, summed(place, ties.weight[apart], len(keys)))


def centres(area: Floats, ties: Ties) -> Floats:
    """The middle of each territory of this area.

    Ties pull, gravity pulls the large ones harder to the middle, and discs that grow push each other away.
    """
    radius = np.sqrt(area / np.pi) * _SLACK
    order = np.argsort(-area, kind="stable")
    where = np.empty((len(area), 2))
    where[order] = spiral(area[order])
    strength = ties.strength(len(area))[:, None] + 1e-9
    gravity = _GRAVITY * np.array([1 / ASPECT, ASPECT]) * np.sqrt(area / area.max())[:, None]
    for step in range(_STEPS):
        done = step / _STEPS
        pace = 0.1 if done < 0.5 else 0.2 * (1 - done)
        where = where + pace * (ties.pulled(where) / strength - where * gravity)
        grown = radius * (0.2 + 0.8 * min(1.0, done * 2))
        where = push_discs(where, grown, area, rounds=4, ease=0.7)
    return push_discs(where, radius, area, rounds=80)
