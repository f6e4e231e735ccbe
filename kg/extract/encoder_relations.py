"""The encoder's facts: what it says of every two entities, joined with what the rules found.

Reads `doc._.reading`, `doc._.entities` and `doc._.sentences`; sets `doc._.facts`. A fact that a rule found
too keeps the rule's sentence and trigger as its explanation and the encoder's certainty; a rule's fact that
the encoder thinks very unlikely is refused, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import encoder_names, resources, status  # noqa: F401 - encoder_names declares doc._.reading
from kg.extract.encoder_features import nearest
from kg.extract.encoder_heads import Floats
from kg.extract.encoder_labels import Labels
from kg.extract.resources import Resources
from kg.records import Entity, Evidence, Fact, Rejection, Span

SOURCE = "encoder_relations"
SURE = 0.7
# Below this the encoder takes a rule's fact back.
DOUBTED = 0.005
# A mark of doubt must be at least this likely; else the fact has the plain status.
MARKED = 0.7
Pair = tuple[int, int]
Key = tuple[str, str, str]


class EncoderRelations:
    """The component; holds what may stand where."""

    def __init__(self, shared: Resources, *, sure: float, doubted: float, marked: float = MARKED) -> None:
        self.ontology = shared.ontology
        self.labels = Labels.of(shared.ontology)
        self.plain = status.plain(shared.ontology)
        self.sure = sure
        self.doubted = doubted
        self.marked = marked

    def __call__(self, doc: Doc) -> Doc:
        entities = doc._.entities
        if len(entities) < 2 or doc._.reading is None:
            return doc
        groups = [[(m.start, m.end) for m in entity.mentions] for entity in entities]
        reading = doc._.reading
        _, scores = reading.judged(groups)
        chances = self._chances(entities, scores)
        facts = self._kept(doc, chances)
        sentences = doc._.sentences
        for key, (chance, told, (a, b)) in chances.items():
            if chance > self.sure and key not in facts:
                evidence = evidence_of(doc._.item.text, sentences, groups[a], groups[b])
                facts[key] = Fact(*key, told, round(min(chance, 0.99), 2), evidence, SOURCE)
        doc._.facts = list(facts.values())
        return doc

    def _chances(
        self, entities: tuple[Entity, ...], scores: Mapping[Pair, tuple[Floats, Floats]]
    ) -> dict[Key, tuple[float, str, Pair]]:
        """Every fact that the types allow → its probability, status and pair."""
        found: dict[Key, tuple[float, str, Pair]] = {}
        for (a, b), (chance, told) in scores.items():
            head, tail = entities[a], entities[b]
            for n, kind in enumerate(self.labels.relations):
                if not self.ontology.allows(kind, head.type, tail.type):
                    continue
                value, statuses = float(chance[n]), told[n]
                key = (head.id, kind, tail.id)
                if kind in self.labels.symmetric:
                    if head.id > tail.id:
                        continue
                    other_chance, other_told = scores[b, a]
                    value, statuses = (value + float(other_chance[n])) / 2, (statuses + other_told[n]) / 2
                found[key] = (value, self._status(statuses), (a, b))
        return found

    def _status(self, chances: Floats) -> str:
        best = int(chances.argmax())
        return self.labels.statuses[best] if chances[best] >= self.marked else self.plain

    def _kept(self, doc: Doc, chances: Mapping[Key, tuple[float, str, Pair]]) -> dict[Key, Fact]:
        """The rules' facts that the encoder does not doubt, by their ends and type."""
        facts: dict[Key, Fact] = {}
        for fact in doc._.facts:
            key = (fact.head, fact.type, fact.tail)
            chance, told, _ = chances.get(key, (self.doubted, fact.status, None))
            if chance < self.doubted:
                reason = "the encoder thinks it unlikely"
                doc._.rejections.append(Rejection(SOURCE, "fact", reason, " ".join(key)))
                continue
            # A rule that found a mark of doubt saw it; the encoder sees those that no rule knows.
            said = fact.status if fact.status != self.plain else told
            sure = round(max(chance, min(fact.confidence, self.sure)), 2)
            facts[key] = replace(fact, status=said, confidence=min(sure, 0.99))
        return facts


def evidence_of(text: str, sentences: Sequence[Span], head: list[Span], tail: list[Span]) -> Evidence:
    """The sentence of the two closest mentions, or the stretch from one's sentence to the other's."""
    near = nearest(head, tail)
    first, last = min(near)[0], max(near)[1]
    touched = [sentence for sentence in sentences if sentence[0] < last and sentence[1] > first]
    start, end = touched[0][0], touched[-1][1]
    sentence = text[start:end].rstrip()
    return Evidence(start, start + len(sentence), sentence)


@Language.factory("encoder_relations", default_config={"sure": SURE, "doubted": DOUBTED, "marked": MARKED})
def create(nlp: Language, name: str, sure: float, doubted: float, marked: float) -> EncoderRelations:
    """The factory that spaCy calls; the numbers are probabilities."""
    return EncoderRelations(resources.of(nlp), sure=sure, doubted=doubted, marked=marked)
