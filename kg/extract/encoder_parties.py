"""What the encoder, the facts and the rules say of entities → who takes part in which deal.

A part is a deal type, a role and an entity (a number here). Each is judged by itself; those that stand are
tied to one deal where the encoder links them, or where the item tells of one deal of that type alone.
Nothing is known of sums or evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.deal_groups import Part, apart, tied
from kg.extract.encoder_heads import Floats
from kg.extract.encoder_labels import Labels
from kg.extract.odds import Odds, logit
from kg.ontology import DealType, Ontology

TABLE = "party_odds.tsv"
# What the encoder thinks less likely is no candidate, unless a rule found it.
SEEN = 0.05
Pair = tuple[int, int]
Signs = dict[str, float]
# Part → the parts it is linked with, each with the link's probability.
Links = dict[Part, list[tuple[Part, float]]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of an item's entities before its deals.

    `types` and `sure` (log odds) are the entities', `roles` [entities, roles], `scores` those of pairs,
    `deals` [types]; `facts` are the item's with their confidence, ends by number; `rules` the parts that
    rules found; `money` whether the text names a sum; `sentences` the entities that each names.
    """

    types: Sequence[str]
    sure: Sequence[float]
    roles: Floats
    scores: Mapping[Pair, tuple[Floats, Floats]]
    deals: Floats
    facts: Mapping[tuple[int, str, int], float]
    rules: frozenset[Part]
    money: bool
    sentences: Sequence[frozenset[int]]


@dataclass(frozen=True, slots=True)
class Told:
    """A deal that the item tells of: its parts as (role, entity) in order, and the surest one's certainty."""

    type: str
    parts: tuple[tuple[str, int], ...]
    score: float


def stands_alone(deal: DealType) -> frozenset[str]:
    """Roles that make a deal without a counterpart: an investor may go unnamed, an issuer has none."""
    return frozenset({deal.main}) if deal.main and (deal.round or not deal.relations) else frozenset()


class PartyFinder:
    """Holds what the labels mean, the fitted weights, and from which probability on a sign counts."""

    def __init__(self, labels: Labels, ontology: Ontology, *, limit: float, link: float) -> None:
        self.labels = labels
        self.ontology = ontology
        self.limit = limit
        self.link = link
        self.odds = Odds.of(TABLE)

    def deals(self, scene: Scene) -> list[Told]:
        """The deals by type in the ontology's order."""
        links = self.links(scene)
        chances = {part: self.odds.chance(signs) for part, signs in self.signs(scene, links).items()}
        sure = {part: chance for part, chance in chances.items() if chance >= self.limit}
        return [told for type in self.ontology.deals.values() for told in self._of(type, scene, sure, links)]

    def signs(self, scene: Scene, links: Links) -> dict[Part, Signs]:
        """What speaks for and against each part that the encoder or a rule offers."""
        facts = self._facts(scene)
        answers: dict[Part, Signs] = {}
        for number, type in enumerate(self.ontology.deals.values()):
            for role in type.roles:
                column = scene.roles[:, self.labels.roles.index(role)].tolist()
                for n, own in enumerate(column):
                    part = (type.name, role, n)
                    linked = max((chance for _, chance in links.get(part, ())), default=0.0)
                    if max(own, linked) <= SEEN and part not in scene.rules:
                        continue
                    signs = {
                        "role": logit(own),
                        "link": logit(linked),
                        "deal": logit(float(scene.deals[number])),
                        "fact": logit(facts.get(part, 0.02)),
                        "rule": float(part in scene.rules),
                        "entity": scene.sure[n],
                        "money": float(scene.money),
                    }
                    for sign in ("role", "link", "rule", "fact", "money"):
                        signs[f"{role} & {sign}"] = signs[sign]
                    answers[part] = {**signs, role: 1.0}
        return answers

    def links(self, scene: Scene) -> Links:
        """Part → the parts that the encoder links it with, where their types allow it."""
        found: Links = {}
        for type in self.ontology.deals.values():
            for rule in type.relations:
                column = len(self.labels.relations) + self.labels.links.index((rule.head, rule.tail))
                for (a, b), (chances, _) in scene.scores.items():
                    chance = float(chances[column])
                    if chance <= SEEN or not self.ontology.allows(rule.type, scene.types[a], scene.types[b]):
                        continue
                    one, other = (type.name, rule.head, a), (type.name, rule.tail, b)
                    found.setdefault(one, []).append((other, chance))
                    found.setdefault(other, []).append((one, chance))
        return found

    def _facts(self, scene: Scene) -> dict[Part, float]:
        """Part → how sure the item's fact is that implies it."""
        found: dict[Part, float] = {}
        for type in self.ontology.deals.values():
            for rule in type.relations:
                for (head, kind, tail), sure in scene.facts.items():
                    if kind == rule.type:
                        for part in ((type.name, rule.head, head), (type.name, rule.tail, tail)):
                            found[part] = max(found.get(part, 0.0), sure)
        return found

    def _of(self, type: DealType, scene: Scene, sure: Mapping[Part, float], links: Links) -> list[Told]:
        parts = sorted(part for part in sure if part[0] == type.name)
        ties = [
            (part, other)
            for part in parts
            for other, chance in links.get(part, ())
            if chance >= self.link and other in sure
        ]
        ties += [
            (part, other)
            for (head, kind, tail) in scene.facts
            for rule in type.relations
            if kind == rule.type
            and (part := (type.name, rule.head, head)) in sure
            and (other := (type.name, rule.tail, tail)) in sure
        ]
        found = []
        for group in tied(parts, ties):
            for own in apart(type, group, ties, scene.sentences):
                if len(own) > 1 or own[0][1] in stands_alone(type):
                    roles = tuple((role, n) for _, role, n in own)
                    found.append(Told(type.name, roles, max(sure[part] for part in own)))
        return found
