"""Ties → communities (Louvain) and components, numbered so that the same graph gives the same numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kg.explorer.layout.arrays import Floats, Integers, Ties

if TYPE_CHECKING:
    import networkx as nx

_SEED = 7
# A part of fewer nodes that hangs on nothing is not worth a territory.
_LEAST_PART = 8


def _graph(ties: Ties, count: int) -> nx.Graph[int]:
    """Nodes are whole numbers, whose order in a set depends on no hash seed."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_weighted_edges_from(
        zip(ties.first.tolist(), ties.second.tolist(), ties.weight.tolist(), strict=True)
    )
    return graph


def communities(ties: Ties, importance: Floats) -> Integers:
    """The community of each node; 0 is the one whose members matter most together."""
    import networkx as nx

    found = nx.community.louvain_communities(_graph(ties, len(importance)), seed=_SEED)
    return _numbered([sorted(members) for members in found], importance)


def components(ties: Ties, importance: Floats) -> Integers:
    """The part that each node hangs together with: all large parts are 0, small ones have own numbers."""
    import networkx as nx

    parts = [sorted(part) for part in nx.connected_components(_graph(ties, len(importance)))]
    largest = max((len(part) for part in parts), default=0)
    bar = min(_LEAST_PART, largest)
    small = [part for part in parts if len(part) < bar]
    number = np.zeros(len(importance), dtype=np.int64)
    if small:
        members = [node for part in small for node in part]
        number[members] = 1 + _numbered(small, importance)[members]
    return number


def _numbered(groups: list[list[int]], importance: Floats) -> Integers:
    number = np.zeros(len(importance), dtype=np.int64)
    weight = [round(sum(importance[members].tolist()), 6) for members in groups]
    order = sorted(range(len(groups)), key=lambda one: (-weight[one], groups[one][0]))
    for place, one in enumerate(order):
        number[groups[one]] = place
    return number
