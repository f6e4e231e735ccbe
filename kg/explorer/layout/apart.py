"""Nodes that lie on each other → pushed apart: discs by a grid of cells, boxes of labels by pairs."""

from __future__ import annotations

import numpy as np

from kg.explorer.layout.arrays import GOLDEN_ANGLE, Floats, Integers, summed


def _near(where: Floats, reach: float) -> tuple[Integers, Integers]:
    """Pairs of points in the same or in touching cells of `reach` width: all that may be so near."""
    cell = np.floor((where - where.min(axis=0)) / reach).astype(np.int64) + 1
    width = int(cell[:, 1].max()) + 2
    key = cell[:, 0] * width + cell[:, 1]
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    firsts, seconds = [], []
    # Half of the neighbours: the other half meets the pair from its other end.
    for step in (0, 1, width - 1, width, width + 1):
        start = np.searchsorted(ordered, key + step, "left")
        count = np.searchsorted(ordered, key + step, "right") - start
        first = np.repeat(np.arange(len(where)), count)
        before = np.cumsum(count) - count
        second = order[np.arange(len(first)) + np.repeat(start - before, count)]
        keep = first < second if step == 0 else np.full(len(first), True)
        firsts.append(first[keep])
        seconds.append(second[keep])
    return np.concatenate(firsts), np.concatenate(seconds)


def push_discs(where: Floats, radius: Floats, mass: Floats, *, rounds: int, ease: float = 1.0) -> Floats:
    """Discs that overlap move apart by `ease` of what is missing, the lighter one further.

    Ends early where none overlaps any more.
    """
    where, count = where.copy(), len(where)
    for _ in range(rounds if count > 1 else 0):
        first, second = _near(where, 2 * float(radius.max()))
        way = where[second] - where[first]
        distance = np.hypot(way[:, 0], way[:, 1])
        need = radius[first] + radius[second]
        close = distance < need - 1e-6
        if not close.any():
            break
        first, second, way = first[close], second[close], way[close]
        distance, need = distance[close], need[close]
        # A node on top of another moves aside by its number, never by chance.
        same = distance < 1e-9
        turn = first[same] * GOLDEN_ANGLE
        way[same] = np.stack([np.cos(turn), np.sin(turn)], axis=1)
        shift = way / np.where(same, 1.0, distance)[:, None] * ((need - distance) * ease)[:, None]
        share = (mass[second] / (mass[first] + mass[second]))[:, None]
        for axis in (0, 1):
            where[:, axis] += summed(second, (shift * (1 - share))[:, axis], count)
            where[:, axis] -= summed(first, (shift * share)[:, axis], count)
    return where


def push_boxes(where: Floats, size: Floats, *, rounds: int) -> Floats:
    """Boxes around points move apart, each pair along the way that is shorter; for a few hundred of them."""
    where = where.copy()
    half = (size[:, None, :] + size[None, :, :]) / 2
    rank = np.arange(len(where))
    side = np.sign(rank[:, None] - rank[None, :])
    for _ in range(rounds):
        way = where[:, None, :] - where[None, :, :]
        over = half - np.abs(way)
        clash = np.all(over > 1e-6, axis=2) & (side != 0)
        if not clash.any():
            break
        upright = over[..., 1] <= over[..., 0]
        for axis, chosen in ((0, clash & ~upright), (1, clash & upright)):
            direction = np.where(way[..., axis] == 0, side, np.sign(way[..., axis]))
            # A third of the overlap: with a half, one of three in a row would go to and fro.
            where[:, axis] += np.where(chosen, direction * over[..., axis] / 3, 0.0).sum(axis=1)
    return where
