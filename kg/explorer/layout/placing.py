"""Nodes, ties, communities → a place for each node: a map on which the communities are territories.

The plan of the map comes first (`territories`), then each node settles: its community's centre draws it in,
its ties pull it, and all nodes push each other away, as charges do that share a bowl. Such charges spread
evenly, so every node has room in proportion to its mass, and no ball of hair forms. What is in no larger
component stands around the map. All in arrays, from no chance: the same graph gives the same places.
"""

from __future__ import annotations

import numpy as np

from kg.explorer.layout.apart import push_boxes, push_discs
from kg.explorer.layout.arrays import Floats, Integers, Ties, spiral, summed
from kg.explorer.layout.field import Field
from kg.explorer.layout.territories import ASPECT, centres, ties_between

# World units a node of mass 1 has on each side.
_ROOM = 40.0
_STEPS = 300
# Cells of the field's grid on each side, up to how many nodes.
_CELLS = ((500, 64), (2_000, 128))
_MOST_CELLS = 256
_DENSE = 0.3
_LABELS = 120
# The window that labels are to be legible in, and the size of one, in pixels.
_WINDOW = (1250.0, 800.0)
_LINE = 18.0
_LETTER = 6.6


def place(
    ties: Ties, community: Integers, component: Integers, importance: Floats, letters: Floats, *, first: int
) -> Floats:
    """World coordinates of all nodes, rounded to whole units; the middle of the map is near (0, 0).

    `component` numbers the parts that hang together, 0 being the map and all others standing around it.
    `letters` is the width of each name in Latin letters. The `first` most important nodes get full room.
    """
    count = len(importance)
    if not count:
        return np.zeros((0, 2))
    rank = np.empty(count, dtype=np.int64)
    rank[np.argsort(-importance, kind="stable")] = np.arange(count)
    mass = np.where(rank < first, 1.0, _DENSE)
    label = np.flatnonzero(rank < min(_LABELS, count))
    window = _WINDOW[0] * _WINDOW[1]
    room = mass.copy()
    room[label] += (letters[label] * _LETTER + 12) * _LINE / window * mass.sum() * 1.5
    inside = np.flatnonzero(component == 0)
    where = np.zeros((count, 2))
    if len(inside):
        where[inside] = _settled(ties, community, room, importance, inside)
    where = _with_rim(where, component, mass, importance)
    where *= _ROOM
    radius = np.sqrt(mass / np.pi) * _ROOM * 0.8
    where = push_discs(where, radius, room, rounds=30)
    inner = label[component[label] == 0]
    where[inner] = _legible(where, inner, letters)
    # The named ones stay, what stands in their way moves.
    weight = np.where(rank < _LABELS, 50.0, 1.0)
    return np.round(push_discs(where, radius, weight, rounds=20))


def _settled(ties: Ties, community: Integers, room: Floats, importance: Floats, inside: Integers) -> Floats:
    """Places of the nodes `inside`, where a unit of room is a unit of area."""
    number = np.full(len(room), -1)
    number[inside] = np.arange(len(inside))
    kept = ties.where((number[ties.first] >= 0) & (number[ties.second] >= 0))
    ties = Ties(number[kept.first], number[kept.second], kept.weight)
    _, community = np.unique(community[inside], return_inverse=True)
    room, importance = room[inside], importance[inside]
    count = int(community.max()) + 1
    middle = centres(summed(community, room, count), ties_between(ties, community))
    where = np.empty((len(inside), 2))
    for one in range(count):
        members = np.flatnonzero(community == one)
        members = members[np.argsort(-importance[members], kind="stable")]
        where[members] = middle[one] + spiral(room[members])
    field = Field(next((cells for most, cells in _CELLS if len(inside) <= most), _MOST_CELLS))
    scale = float(np.sqrt(room.sum() / np.pi))
    strength = 1 + ties.strength(len(inside))[:, None]
    for step in range(_STEPS):
        # 1/pi: with it the charges in a bowl come to rest at one unit of room to one unit of area.
        force = field.push(where, room) / np.pi + (middle[community] - where)
        force = 0.35 * (force + ties.pulled(where) / strength)
        length = np.hypot(force[:, 0], force[:, 1])[:, None] + 1e-12
        longest = scale * (0.08 * (1 - step / _STEPS) ** 1.5 + 0.0005)
        where = where + force * np.minimum(1.0, longest / length)
    return where


def _with_rim(where: Floats, component: Integers, mass: Floats, importance: Floats) -> Floats:
    """Everything outside the map in rings around it, each component a small spiral of its own."""
    count = int(component.max()) + 1
    weight = summed(component, importance, count)
    order = [one for one in np.argsort(-weight, kind="stable") if one != 0]
    members = {one: np.flatnonzero(component == one) for one in order}
    stretch = np.sqrt(np.array([ASPECT, 1 / ASPECT]))
    inside = where[component == 0]
    inner = float(np.quantile(np.hypot(*(inside / stretch).T), 0.99)) * 1.06 if len(inside) else 0.0
    area = np.array([mass[members[one]].sum() * 1.4 for one in order])
    where = where.copy()
    for one, middle in zip(order, spiral(area, inner=inner) * stretch, strict=True):
        own = members[one][np.argsort(-importance[members[one]], kind="stable")]
        where[own] = middle + spiral(mass[own])
    return where


def _legible(where: Floats, label: Integers, letters: Floats) -> Floats:
    """The places of the named nodes, apart by their labels where the whole map fills the window."""
    if not len(label):
        return where[label]
    span = np.ptp(where[label], axis=0)
    unit = max(span[0] / _WINDOW[0], span[1] / _WINDOW[1], 0.05)
    size = np.stack([letters[label] * _LETTER + 8, np.full(len(label), _LINE)], axis=1) * unit
    return push_boxes(where[label], size, rounds=120)
