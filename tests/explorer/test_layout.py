"""The map: communities lie apart, nodes do not lie on each other, and nothing is left to chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.explorer.layout import Floats, Integers, Ties, communities, components, place
from kg.explorer.layout.apart import push_boxes, push_discs
from kg.explorer.layout.arrays import spiral
from kg.explorer.layout.field import Field


def ties_of(pairs: list[tuple[int, int]]) -> Ties:
    ends = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return Ties(ends[:, 0], ends[:, 1], np.ones(len(ends)))


def clusters(count: int, size: int) -> Ties:
    """Rings of spokes around a hub each, the hubs in a chain."""
    pairs = []
    for one in range(count):
        hub = one * size
        pairs += [(hub, hub + other) for other in range(1, size)]
        pairs += [(hub + other, hub + other + 1) for other in range(1, size - 1)]
        if one:
            pairs.append((hub - size, hub))
    return ties_of(pairs)


def importance_of(ties: Ties, count: int) -> Floats:
    return ties.strength(count)


def placed(ties: Ties, count: int) -> tuple[Floats, Integers]:
    weight = importance_of(ties, count)
    community = communities(ties, weight)
    where = place(ties, community, components(ties, weight), weight, np.full(count, 8.0), first=1500)
    return where, community


def test_the_field_pushes_as_all_pairs_would() -> None:
    where = spiral(np.ones(400)) * 3
    mass = np.array([1.0, 2.0, 3.0, 1.0] * 100)
    way = where[:, None] - where[None, :]
    exact = (way / ((way**2).sum(axis=2) + 1e-9)[..., None] * mass[None, :, None]).sum(axis=1)
    found = Field(256).push(where, mass)
    error = np.hypot(*(found - exact).T) / np.hypot(*exact.T)
    assert np.median(error) < 0.05


@given(
    st.lists(
        st.tuples(st.integers(-40, 40), st.integers(-40, 40), st.integers(1, 6)), min_size=2, max_size=60
    )
)
@settings(deadline=None, max_examples=60)
def test_discs_end_up_apart_wherever_they_were(discs: list[tuple[int, int, int]]) -> None:
    where = np.array([disc[:2] for disc in discs], dtype=float)
    radius = np.array([disc[2] for disc in discs], dtype=float)
    found = push_discs(where, radius, np.ones(len(discs)), rounds=3000)
    way = found[:, None] - found[None, :]
    distance = np.hypot(way[..., 0], way[..., 1])
    np.fill_diagonal(distance, np.inf)
    assert (distance > (radius[:, None] + radius[None, :]) * 0.98).all()


def test_boxes_of_labels_end_up_apart() -> None:
    where = np.array([[i % 5, i // 5] for i in range(25)], dtype=float)
    size = np.tile([30.0, 12.0], (25, 1))
    found = push_boxes(where, size, rounds=2000)
    way = np.abs(found[:, None] - found[None, :])
    clash = np.all(way < size * 0.98, axis=2)
    assert clash.sum() == 25, "a box meets itself and no other"


def test_communities_are_what_hangs_together_and_the_weightiest_is_first() -> None:
    ties = clusters(4, 12)
    weight = importance_of(ties, 48)
    weight[36:] *= 10
    found = communities(ties, weight)
    assert sorted({tuple(found[one : one + 12]) for one in range(0, 48, 12)}) == [
        (number,) * 12 for number in range(4)
    ]
    assert found[36] == 0


def test_communities_lie_apart_on_the_map() -> None:
    where, community = placed(clusters(6, 30), 180)
    middles = np.array([where[community == one].mean(axis=0) for one in range(6)])
    own = np.hypot(*(where - middles[community]).T).mean()
    way = middles[:, None] - middles[None, :]
    between = np.hypot(way[..., 0], way[..., 1])[np.triu_indices(6, 1)]
    assert between.min() > 1.5 * own
    nearest = np.hypot(*(where[:, None] - middles[None, :]).transpose(2, 0, 1)).argmin(axis=1)
    assert (nearest == community).mean() > 0.95


def test_nodes_do_not_lie_on_each_other() -> None:
    where, _ = placed(clusters(6, 30), 180)
    way = where[:, None] - where[None, :]
    distance = np.hypot(way[..., 0], way[..., 1])
    np.fill_diagonal(distance, np.inf)
    assert distance.min() > 20


def test_what_hangs_on_nothing_stands_around_the_map() -> None:
    ties = clusters(3, 20)
    where, _ = placed(ties, 80)
    inside, outside = (np.hypot(*(part / [1.22, 0.82]).T) for part in (where[:60], where[60:]))
    assert outside.min() > np.quantile(inside, 0.95)


def test_small_parts_have_numbers_of_their_own_and_large_ones_are_the_map() -> None:
    ties = ties_of([(0, 1), *((2 + i, 3 + i) for i in range(9)), *((20 + i, 21 + i) for i in range(9))])
    found = components(ties, importance_of(ties, 31))
    assert set(found[2:12]) == set(found[20:30]) == {0}
    assert found[0] == found[1] != 0
    assert len({*found[12:20], found[0], found[30]}) == 10


def test_a_graph_whose_parts_are_all_small_still_has_a_map() -> None:
    ties = ties_of([(0, 1), (1, 2), (3, 4)])
    assert list(components(ties, importance_of(ties, 5))) == [0, 0, 0, 1, 1]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_graphs_without_ties_have_places_too(count: int) -> None:
    where, _ = placed(ties_of([]), count)
    assert where.shape == (count, 2)
    assert np.isfinite(where).all()
    assert len({tuple(spot) for spot in where.tolist()}) == count


def test_the_same_ties_give_the_same_places() -> None:
    first, _ = placed(clusters(5, 20), 100)
    second, _ = placed(clusters(5, 20), 100)
    assert (first == second).all()
