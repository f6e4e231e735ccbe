"""The encoder's links between entities and its roles of each → who takes part in which deal.

Two parties that a link ties are in one deal; a role that can stand alone makes a deal by itself.
Entities are numbers here; nothing is known of sums or evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.encoder_heads import Floats
from kg.extract.encoder_labels import Labels
from kg.ontology import DealType, Ontology

Pair = tuple[int, int]
# A role and the entity that plays it.
Part = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Told:
    """A deal that the encoder tells of: parts in order, and how sure it is of the surest sign."""

    type: str
    parts: tuple[Part, ...]
    score: float


def merged(count: int, pairs: Sequence[Pair]) -> list[list[int]]:
    """Groups of numbers that pairs tie together, in order of their first member."""
    parent = list(range(count))

    def root(n: int) -> int:
        while parent[n] != n:
            n = parent[n]
        return n

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    groups: dict[int, list[int]] = {}
    for n in range(count):
        groups.setdefault(root(n), []).append(n)
    return list(groups.values())


def stands_alone(deal: DealType) -> frozenset[str]:
    """Roles that make a deal without a counterpart: an investor may go unnamed, an issuer has none."""
    return frozenset({deal.main}) if deal.main and (deal.round or not deal.relations) else frozenset()


class PartyFinder:
    """Holds what the labels mean and from which probability on a sign counts."""

    def __init__(self, labels: Labels, ontology: Ontology, *, link: float, role: float) -> None:
        self.labels = labels
        self.ontology = ontology
        self.link = link
        self.role = role

    def deals(
        self, types: Sequence[str], roles: Floats, scores: Mapping[Pair, tuple[Floats, Floats]]
    ) -> list[Told]:
        """The deals by type in the ontology's order.

        `types` are the entities', `roles` [entities, roles], `scores` of pairs. Two entities are tied
        only where their types may stand in the relation that the deal implies.
        """
        return [
            told for type in self.ontology.deals.values() for told in self._of(type, types, roles, scores)
        ]

    def _of(
        self,
        type: DealType,
        types: Sequence[str],
        roles: Floats,
        scores: Mapping[Pair, tuple[Floats, Floats]],
    ) -> list[Told]:
        ties: list[tuple[Part, Part]] = []
        sure: dict[Part, float] = {}
        for rule in type.relations:
            link = (rule.head, rule.tail)
            column = len(self.labels.relations) + self.labels.links.index(link)
            for (a, b), (chances, _) in scores.items():
                if chances[column] > self.link and self.ontology.allows(rule.type, types[a], types[b]):
                    tie = ((link[0], a), (link[1], b))
                    ties.append(tie)
                    for part in tie:
                        sure[part] = max(sure.get(part, 0.0), float(chances[column]))
        for role in sorted(stands_alone(type)):
            for n, chance in enumerate(roles[:, self.labels.roles.index(role)].tolist()):
                if chance > self.role:
                    sure.setdefault((role, n), chance)
        parts = sorted(sure)
        place = {part: n for n, part in enumerate(parts)}
        return [
            Told(type.name, tuple(parts[n] for n in group), max(sure[parts[n]] for n in group))
            for group in merged(len(parts), [(place[a], place[b]) for a, b in ties])
        ]
