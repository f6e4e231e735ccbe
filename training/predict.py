"""What the model says of an item on its own: no lexicon, no rules but those of sums and rounds.

It measures the model; the pipeline of `kg.extract` joins it with the rest.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.extract.amounts import find as find_amounts
from kg.extract.encoder import Encoder, Reading
from kg.extract.encoder_features import Span
from kg.extract.encoder_heads import Floats
from kg.extract.encoder_labels import Labels
from kg.ontology import Ontology
from training.data import Row, text_of

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """From which probability on something is said."""

    name: float = 0.0
    same: float = 0.5
    relation: float = 0.5
    link: float = 0.5
    role: float = 0.5


@dataclass(slots=True)
class Thing:
    """An entity of an item: its mentions and what the heads say of it."""

    spans: list[Span]
    type: int
    roles: Floats
    stages: Floats
    id: str


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _longest(text: str, spans: Sequence[Span]) -> str:
    return max((text[a:b] for a, b in spans), key=lambda surface: (len(surface), surface))


def merged(count: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
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


class Predictor:
    """Item → prediction in the benchmark's format."""

    def __init__(
        self, encoder: Encoder, labels: Labels, ontology: Ontology, limits: Limits | None = None
    ) -> None:
        self.encoder = encoder
        self.labels = labels
        self.ontology = ontology
        self.limits = limits or Limits()

    def __call__(self, row: Row) -> Answer:
        text = text_of(row)
        reading = self.encoder.read(text)
        spans = [(n.start, n.end) for n in reading.names() if n.score >= self.limits.name]
        return self.judged(row, reading, self.groups(reading, text, spans))

    def groups(self, reading: Reading, text: str, spans: Sequence[Span]) -> list[list[Span]]:
        """Mentions → entities: equal spelling, then the pairs that the model takes for one thing."""
        by_surface: dict[str, list[Span]] = {}
        for start, end in spans:
            by_surface.setdefault(_fold(text[start:end]), []).append((start, end))
        surfaces = list(by_surface.values())
        if not surfaces:
            return []
        vectors = reading.pooled(surfaces)
        spelled = [text[own[0][0] : own[0][1]] for own in surfaces]
        pairs = [(a, b) for a in range(len(surfaces)) for b in range(a)]
        same = reading.same(vectors, spelled, pairs)
        tied = [pair for pair, score in zip(pairs, same, strict=True) if score > self.limits.same]
        return [sorted(span for n in group for span in surfaces[n]) for group in merged(len(surfaces), tied)]

    def judged(self, row: Row, reading: Reading, groups: list[list[Span]]) -> Answer:
        """Types, relations and deals of entities whose mentions are known."""
        text = reading.text
        answer: Answer = {"id": row["id"], "text": text, "entities": [], "relations": [], "deals": []}
        if not groups:
            return answer
        vectors = reading.pooled(groups)
        types, roles, stages = reading.types(vectors), reading.roles(vectors), reading.stages(vectors)
        things = [
            Thing(spans, int(types[n].argmax()), roles[n], stages[n], id=_fold(_longest(text, spans)))
            for n, spans in enumerate(groups)
        ]
        scores = reading.pairs(vectors, groups, reading.together(groups))
        answer["entities"] = [self._entity(thing, text) for thing in things]
        answer["relations"] = self._relations(things, scores)
        answer["deals"] = Deals(self, things, scores).all()
        self._add_sums(answer["deals"], reading, row)
        return answer

    def _entity(self, thing: Thing, text: str) -> Answer:
        return {
            "id": thing.id,
            "type": self.labels.types[thing.type],
            "name": _longest(text, thing.spans),
            "mentions": [{"text": text[a:b], "start": a, "end": b} for a, b in thing.spans],
        }

    def _relations(
        self, things: Sequence[Thing], scores: dict[tuple[int, int], tuple[Floats, Floats]]
    ) -> list[Answer]:
        found = []
        for (head, tail), (chances, statuses) in scores.items():
            for kind, name in enumerate(self.labels.relations):
                chance, status = chances[kind], statuses[kind]
                if name in self.labels.symmetric:
                    if head > tail:
                        continue
                    other = scores[tail, head]
                    chance, status = (chance + other[0][kind]) / 2, (status + other[1][kind]) / 2
                ends = (self.labels.types[things[head].type], self.labels.types[things[tail].type])
                if chance > self.limits.relation and self.ontology.allows(name, *ends):
                    found.append(
                        {
                            "head": things[head].id,
                            "type": name,
                            "tail": things[tail].id,
                            "status": self.labels.statuses[int(status.argmax())],
                            "confidence": round(float(chance), 3),
                        }
                    )
        return found

    def _add_sums(self, deals: list[Answer], reading: Reading, row: Row) -> None:
        amounts = find_amounts(reading.text)
        money = [a for a in amounts if a.kind == "money" and a.value is not None]
        labels = reading.sums([(a.start, a.end) for a in money])
        funded = [deal for deal in deals if self.ontology.deals[deal["type"]].round]
        paid = funded or deals
        rounds = [a.round for a in amounts if a.kind == "round"]
        if len(paid) != 1:
            return
        (deal,) = paid
        for label, slot in enumerate(("amount", "valuation"), start=1):
            fitting = [n for n in range(len(money)) if labels[n].argmax() == label]
            if fitting:
                best = money[max(fitting, key=lambda n: (labels[n][label], -n))]
                deal[slot] = best.value
                if slot == "amount" or deal["currency"] is None:
                    deal["currency"] = best.currency or ("CNY" if row["lang"] == "zh" else "USD")
        if funded and rounds:
            deal["round"] = rounds[0]


class Deals:
    """Parties and the links between them → deals."""

    def __init__(
        self,
        predictor: Predictor,
        things: Sequence[Thing],
        scores: dict[tuple[int, int], tuple[Floats, Floats]],
    ) -> None:
        self.labels = predictor.labels
        self.limits = predictor.limits
        self.ontology = predictor.ontology
        self.things = things
        first = len(self.labels.relations)
        self.links: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for n, link in enumerate(self.labels.links):
            self.links[link] = [pair for pair, (s, _) in scores.items() if s[first + n] > self.limits.link]

    def all(self) -> list[Answer]:
        """The deals, by type in the ontology's order."""
        found: list[Answer] = []
        for kind, deal in self.ontology.deals.items():
            parties: list[tuple[str, int]] = []
            ties: list[tuple[tuple[str, int], tuple[str, int]]] = []
            for link in dict.fromkeys((s.head, s.tail) for s in deal.relations):
                for a, b in self.links[link]:
                    ties.append(((link[0], a), (link[1], b)))
            for tie in ties:
                parties += [party for party in tie if party not in parties]
            # An investor may go unnamed, and an issuer has no counterpart; other deals take two.
            alone = {deal.main} if deal.round or not deal.relations else set()
            for role in deal.roles:
                number = self.labels.roles.index(role)
                for n, thing in enumerate(self.things):
                    sure = thing.roles[number] > self.limits.role
                    if role in alone and sure and (role, n) not in parties:
                        parties.append((role, n))
            place = {party: n for n, party in enumerate(parties)}
            for group in merged(len(parties), [(place[a], place[b]) for a, b in ties]):
                found.append(self._deal(kind, [parties[n] for n in group]))
        return found

    def _deal(self, kind: str, parties: Sequence[tuple[str, int]]) -> Answer:
        stages = np.mean([self.things[n].stages for _, n in parties], axis=0)
        return {
            "type": kind,
            "stage": self.labels.stages[int(stages.argmax())],
            "parties": [{"role": role, "entity": self.things[n].id} for role, n in sorted(parties)],
            "amount": None,
            "currency": None,
            "round": None,
            "valuation": None,
        }
