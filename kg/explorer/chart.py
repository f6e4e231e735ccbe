"""Selection → where each entity and deal stands on the map, and which community it belongs to.

Entities are laid out by the facts and deals between them; a deal then goes between its parties.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np

from kg.explorer.layout import Floats, Integers, Ties, communities, components, place
from kg.explorer.layout.apart import push_discs
from kg.explorer.layout.arrays import GOLDEN_ANGLE
from kg.explorer.selection import Selection
from kg.graph import Edge, Node
from kg.ontology import Ontology

# World units from a party to a deal that has no other.
_BESIDE = 26.0
_DEAL_RADIUS = 9.0
_ENTITY_RADIUS = 11.0
_HELD = 1e6


@dataclass(frozen=True, slots=True)
class Chart:
    """World coordinates, whole numbers, and communities, by node id; community 0 matters most."""

    places: Mapping[str, tuple[int, int]]
    community: Mapping[str, int]


def letters(name: str) -> float:
    """The width of a name in Latin letters: a Chinese character is as wide as two."""
    return float(sum(2 if ord(letter) > 0x2E7F else 1 for letter in name))


def chart(selection: Selection, ontology: Ontology, *, first: int) -> Chart:
    """Lay out a selection; the `first` most important entities get the most room."""
    # By id: what comes first must not depend on a tie that another selection breaks otherwise.
    nodes = sorted(selection.nodes, key=lambda node: node.id)
    entities = [node for node in nodes if node.labels[0] in ontology.entities]
    deals = [node for node in nodes if node.labels[0] not in ontology.entities]
    number = {node.id: at for at, node in enumerate(entities)}
    parties = _parties(selection.edges, number)
    ties = _ties(selection.edges, parties, number, ontology)
    weight = np.array([selection.weight[node.id] for node in entities], dtype=np.float64)
    group = communities(ties, weight)
    widths = np.array([letters(node.name) for node in entities], dtype=np.float64)
    # What is at the centre of a page or beside it is named first, however little is known of it.
    near = np.array([selection.steps[node.id] <= 1 for node in entities], dtype=np.float64)
    where = place(
        ties, group, components(ties, weight), weight + near * weight.max(initial=0.0), widths, first=first
    )
    spots = _between(deals, parties, where)
    points = np.round(np.concatenate([where, spots])).astype(np.int64).tolist()
    owner = [_owner(deal, parties, weight, group) for deal in deals]
    ids = [node.id for node in (*entities, *deals)]
    return Chart(
        places={id_: (x, y) for id_, (x, y) in zip(ids, points, strict=True)},
        community=dict(zip(ids, [*group.tolist(), *owner], strict=True)),
    )


def _parties(edges: Sequence[Edge], number: Mapping[str, int]) -> dict[str, list[int]]:
    """Deal id → its parties' numbers, each once."""
    found: dict[str, set[int]] = defaultdict(set)
    for edge in edges:
        if edge.source not in number and edge.target in number:
            found[edge.source].add(number[edge.target])
    return {deal: sorted(members) for deal, members in found.items()}


def _ties(
    edges: Sequence[Edge], parties: Mapping[str, list[int]], number: Mapping[str, int], ontology: Ontology
) -> Ties:
    """One tie a pair: more for more facts and for more sources of each; deals tie their parties."""
    weight: dict[tuple[int, int], float] = defaultdict(float)
    for edge in edges:
        if edge.type in ontology.relations and edge.source != edge.target:
            low, high = sorted((number[edge.source], number[edge.target]))
            told = edge.properties.get("source_count", 1)
            weight[low, high] += log2(1 + told) if isinstance(told, int) else 1.0
    for members in parties.values():
        for at, low in enumerate(members):
            for high in members[at + 1 :]:
                # The facts that are a deal's shorthand have said most of it.
                weight[low, high] += 0.5 / (len(members) - 1)
    pairs = np.array(sorted(weight), dtype=np.int64).reshape(-1, 2)
    values = np.array([weight[low, high] for low, high in pairs.tolist()], dtype=np.float64)
    return Ties(pairs[:, 0], pairs[:, 1], np.log2(1 + values))


def _between(deals: Sequence[Node], parties: Mapping[str, list[int]], where: Floats) -> Floats:
    """Each deal in the middle of its parties, or beside the only one; none on another."""
    spots = np.zeros((len(deals), 2))
    for at, deal in enumerate(deals):
        members = parties.get(deal.id, [])
        if members:
            spots[at] = where[members].mean(axis=0)
        if len(members) < 2:
            turn = at * GOLDEN_ANGLE
            spots[at] += _BESIDE * np.array([np.cos(turn), np.sin(turn)])
    radius = np.concatenate([np.full(len(where), _ENTITY_RADIUS), np.full(len(deals), _DEAL_RADIUS)])
    mass = np.concatenate([np.full(len(where), _HELD), np.ones(len(deals))])
    return push_discs(np.concatenate([where, spots]), radius, mass, rounds=40)[len(where) :]


def _owner(deal: Node, parties: Mapping[str, list[int]], weight: Floats, group: Integers) -> int:
    """A deal belongs to the community of its most important party; to none without one."""
    members = parties.get(deal.id)
    return int(group[min(members, key=lambda one: (-weight[one], one))]) if members else -1
