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
from kg.extract.encoder_parties import PartyFinder, Told, merged
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
    type_score: float
    stages: Floats
    id: str


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _longest(text: str, spans: Sequence[Span]) -> str:
    return max((text[a:b] for a, b in spans), key=lambda surface: (len(surface), surface))


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
        scores = {(n.start, n.end): n.score for n in reading.names() if n.score >= self.limits.name}
        answer = self.judged(row, reading, self.groups(reading, text, list(scores)))
        for entity in answer["entities"]:
            entity["score"] = min(scores[mention["start"], mention["end"]] for mention in entity["mentions"])
        return answer

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
            Thing(
                spans,
                int(types[n].argmax()),
                float(types[n].max()),
                stages[n],
                id=_fold(_longest(text, spans)),
            )
            for n, spans in enumerate(groups)
        ]
        scores = reading.pairs(vectors, groups, reading.together(groups))
        answer["entities"] = [self._entity(thing, text) for thing in things]
        answer["relations"] = self._relations(things, scores)
        finder = PartyFinder(self.labels, self.ontology, link=self.limits.link, role=self.limits.role)
        kinds = [self.labels.types[thing.type] for thing in things]
        answer["deals"] = [self._deal(told, things) for told in finder.deals(kinds, roles, scores)]
        self._add_sums(answer["deals"], reading, row)
        return answer

    def _entity(self, thing: Thing, text: str) -> Answer:
        return {
            "id": thing.id,
            "type": self.labels.types[thing.type],
            "name": _longest(text, thing.spans),
            "type_score": round(thing.type_score, 3),
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

    def _deal(self, told: Told, things: Sequence[Thing]) -> Answer:
        stages = np.mean([things[n].stages for _, n in told.parts], axis=0)
        return {
            "type": told.type,
            "stage": self.labels.stages[int(stages.argmax())],
            "parties": [{"role": role, "entity": things[n].id} for role, n in told.parts],
            "amount": None,
            "currency": None,
            "round": None,
            "valuation": None,
        }

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
