"""The encoder's facts: what it says of every two entities, weighed with what rules and lexicon know.

Reads `doc._.reading`, `doc._.entities`, `doc._.facts` and `doc._.sentences`; sets `doc._.facts`. A fact that
a rule found too keeps the rule's sentence and trigger as its explanation; one that all signs together make
unlikely is refused, with the reason.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import encoder_names, resources, status, structures  # noqa: F401 - encoder_names declares doc._.reading
from kg.extract.document import spans_of
from kg.extract.encoder_features import nearest
from kg.extract.encoder_heads import Floats
from kg.extract.encoder_labels import Labels
from kg.extract.odds import Odds, logit
from kg.extract.resources import Resources
from kg.records import Entity, Evidence, Fact, Rejection, Span

SOURCE = "encoder_relations"
TABLE = "fact_odds.tsv"
LIMIT = 0.35
# What the encoder thinks less likely is no candidate, unless a rule found it.
SEEN = 0.03
Pair = tuple[int, int]
Key = tuple[str, str, str]
Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that the types allow: the encoder's probability, the entities by number."""

    chance: float
    pair: Pair


@dataclass(frozen=True, slots=True)
class End:
    """What is known of an entity as an end of facts: log odds of it, log of the number of its mentions."""

    type: str
    sure: float
    mentions: float


class EncoderRelations:
    """The component; holds the fitted weights and what may stand where."""

    def __init__(self, shared: Resources, *, limit: float) -> None:
        self.ontology = shared.ontology
        self.labels = Labels.of(shared.ontology)
        self.plain = status.plain(shared.ontology)
        self.limit = limit
        self.odds = Odds.of(TABLE)
        self.lexicon = shared.lexicon
        self.heads: dict[tuple[str, str], set[str]] = defaultdict(set)
        for head, relation, tail, _ in shared.lexicon.static_facts():
            self.heads[relation, tail].add(head)
        making, makers, made = (
            structures.table()["adjacent"].relation,
            shared.types("maker"),
            shared.types("made"),
        )
        for entry in shared.lexicon.entries.values():
            # A firm that is its own product, as DuckDuckGo is, has no other maker.
            if not entry.maker and makers.intersection(entry.types) and made.intersection(entry.types):
                self.heads[making, entry.id].add(entry.id)

    def __call__(self, doc: Doc) -> Doc:
        if len(doc._.entities) < 2 or doc._.reading is None:
            return doc
        candidates = self.candidates(doc)
        facts = {(fact.head, fact.type, fact.tail): fact for fact in doc._.facts}
        chances = {key: self.odds.chance(signs) for key, signs in self.signs(doc, candidates).items()}
        kept = []
        for key, chance in chances.items():
            refused = self._refused(key, chances)
            if not refused:
                kept.append(self._fact(doc, key, candidates[key], facts.get(key), chance=chance))
            elif key in facts:
                doc._.rejections.append(Rejection(SOURCE, "fact", refused, " ".join(key)))
        doc._.facts = kept
        return doc

    def _refused(self, key: Key, chances: Mapping[Key, float]) -> str:
        """Why a candidate does not stand, if so: no two things are each other's customer or part."""
        head, kind, tail = key
        if chances[key] < self.limit:
            return "all signs together make it unlikely"
        if kind not in self.labels.symmetric and chances.get((tail, kind, head), 0.0) > chances[key]:
            return "the reverse is likelier"
        return ""

    def candidates(self, doc: Doc) -> dict[Key, Candidate]:
        """What the encoder or a rule offers, in the order of the text; symmetric ones once."""
        entities: tuple[Entity, ...] = doc._.entities
        _, scores = doc._.reading.judged(spans_of(entities))
        ruled = {(fact.head, fact.type, fact.tail) for fact in doc._.facts}
        found: dict[Key, Candidate] = {}
        for (a, b), judged in scores.items():
            found.update(self._of_pair(entities, (a, b), judged, other=scores[b, a]))
        found = {key: one for key, one in found.items() if one.chance > SEEN or key in ruled}
        place = {entity.id: n for n, entity in enumerate(entities)}
        for head, kind, tail in sorted(ruled - found.keys()):
            found[head, kind, tail] = Candidate(0.0, (place[head], place[tail]))
        return found

    def _of_pair(
        self,
        entities: Sequence[Entity],
        pair: Pair,
        judged: tuple[Floats, Floats],
        *,
        other: tuple[Floats, Floats],
    ) -> dict[Key, Candidate]:
        head, tail = (entities[n] for n in pair)
        found = {}
        for n, kind in enumerate(self.labels.relations):
            if not self.ontology.allows(kind, head.type, tail.type):
                continue
            chance = float(judged[0][n])
            if kind in self.labels.symmetric:
                if head.id > tail.id:
                    continue
                chance = (chance + float(other[0][n])) / 2
            found[head.id, kind, tail.id] = Candidate(chance, pair)
        return found

    def signs(self, doc: Doc, candidates: Mapping[Key, Candidate]) -> dict[Key, Signs]:
        """What speaks for and against each candidate."""
        facts = {(fact.head, fact.type, fact.tail): fact for fact in doc._.facts}
        ends = [self._end(entity) for entity in doc._.entities]
        sentences = [named(spans_of(doc._.entities), sentence) for sentence in doc._.sentences]
        of_tail: dict[tuple[str, str], float] = defaultdict(float)
        of_pair: dict[frozenset[str], float] = defaultdict(float)
        for (head, kind, tail), one in candidates.items():
            of_tail[kind, tail] = max(of_tail[kind, tail], one.chance)
            of_pair[frozenset((head, tail))] = max(of_pair[frozenset((head, tail))], one.chance)
        answers = {}
        for (head, kind, tail), one in candidates.items():
            own = logit(one.chance)
            first, second = (ends[n] for n in one.pair)
            signs = {
                "encoder": own,
                **self._known(doc, head, kind, tail),
                "other head": logit(of_tail[kind, tail]) - own,
                "other relation": logit(of_pair[frozenset((head, tail))]) - own,
                "head": first.sure,
                "tail": second.sure,
                "head mentions": first.mentions,
                "tail mentions": second.mentions,
                "entities": math.log(len(ends)),
                "together": float(any(together.issuperset(one.pair) for together in sentences)),
                kind: 1.0,
                f"{kind} & encoder": own,
                f"{kind} & head {first.type}": 1.0,
                f"{kind} & tail {second.type}": 1.0,
            }
            rule = facts.get((head, kind, tail))
            if rule is not None:
                signs |= {"rule": 1.0, "rule's score": rule.confidence, f"{kind} & rule": 1.0}
                signs["trigger"] = float(bool(rule.evidence.trigger))
            answers[head, kind, tail] = signs
        return answers

    def _known(self, doc: Doc, head: str, kind: str, tail: str) -> Signs:
        """Whether the lexicon knows the fact, or another head: of the same house, or named here too."""
        heads = self.heads.get((kind, tail), set())
        if not heads or head in heads:
            return {"known": float(bool(heads))}
        if self.lexicon.house(head) in {self.lexicon.house(other) for other in heads}:
            return {f"{kind} & kin known": 1.0}
        named = any(entity.id in heads for entity in doc._.entities)
        return {f"{kind} & other named" if named else f"{kind} & other known": 1.0}

    @staticmethod
    def _end(entity: Entity) -> End:
        sure = logit(max(mention.score for mention in entity.mentions))
        return End(entity.type, sure, math.log(len(entity.mentions)))

    def _fact(self, doc: Doc, key: Key, one: Candidate, rule: Fact | None, *, chance: float) -> Fact:
        confidence = min(round(chance, 2), 0.99)
        if rule is None:
            groups = spans_of([doc._.entities[n] for n in one.pair])
            evidence = evidence_of(doc._.item.text, doc._.sentences, *groups)
            return Fact(*key, self.plain, confidence, evidence, SOURCE)
        return replace(rule, confidence=confidence)


def named(groups: Sequence[Sequence[Span]], sentence: Span) -> frozenset[int]:
    """The entities, given with their mentions' spans, that a sentence names."""
    low, high = sentence
    return frozenset(n for n, spans in enumerate(groups) if any(low <= start < high for start, _ in spans))


def evidence_of(text: str, sentences: Sequence[Span], head: list[Span], tail: list[Span]) -> Evidence:
    """The sentence of the two closest mentions, or the stretch from one's sentence to the other's."""
    near = nearest(head, tail)
    first, last = min(near)[0], max(near)[1]
    touched = [sentence for sentence in sentences if sentence[0] < last and sentence[1] > first]
    start, end = touched[0][0], touched[-1][1]
    sentence = text[start:end].rstrip()
    return Evidence(start, start + len(sentence), sentence)


@Language.factory("encoder_relations", default_config={"limit": LIMIT})
def create(nlp: Language, name: str, limit: float) -> EncoderRelations:
    """The factory that spaCy calls; `limit` is the least probability of a fact that stays."""
    return EncoderRelations(resources.of(nlp), limit=limit)
