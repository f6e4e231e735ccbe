"""The encoder's say on how sure the text is of a fact: rumoured, planned, ended … or plainly so.

Reads `doc._.facts`, `doc._.entities`, `doc._.clauses` and `doc._.reading`; replaces the facts by ones with
their status. For each status but the plain one the encoder's probability, the mark that a rule found at the
fact's trigger and the cues of `statuses.tsv` near its names are weighed; the likeliest stands if it is
likely enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import encoder_names, resources, status, triggers  # noqa: F401 - declares doc._.reading
from kg.extract.document import spans_of
from kg.extract.encoder_features import nearest
from kg.extract.encoder_labels import Labels
from kg.extract.odds import Odds, logit
from kg.extract.resources import Resources
from kg.extract.triggers import lower
from kg.records import Fact, Span

TABLE = "status_odds.tsv"
LIMIT = 0.3
Signs = dict[str, float]


class EncoderStatus:
    """The component; holds the fitted weights and the cues."""

    def __init__(self, shared: Resources, *, limit: float) -> None:
        self.labels = Labels.of(shared.ontology)
        self.plain = status.plain(shared.ontology)
        self.marked = tuple(name for name in self.labels.statuses if name != self.plain)
        self.closing = frozenset(one.name for one in shared.ontology.statuses.values() if one.closing)
        self.limit = limit
        self.odds = Odds.of(TABLE)
        self.triggers = triggers.load()
        self.cues = [cues for cues in status.table() if cues.scope != "post"]

    def __call__(self, doc: Doc) -> Doc:
        if doc._.reading is None or not doc._.facts:
            return doc
        facts = []
        for fact, told in zip(doc._.facts, self.signs(doc), strict=True):
            # News that something ends or is denied is too rare to learn from: the rule's word stands.
            facts.append(fact if fact.status in self.closing else replace(fact, status=self._status(told)))
        doc._.facts = facts
        return doc

    def _status(self, told: Mapping[str, Signs]) -> str:
        chances = {name: self.odds.chance(signs) for name, signs in told.items()}
        best = max(self.marked, key=lambda name: chances[name])
        return best if chances[best] >= self.limit else self.plain

    def signs(self, doc: Doc) -> list[dict[str, Signs]]:
        """For each fact, what speaks for and against each status but the plain one."""
        entities = doc._.entities
        groups = spans_of(entities)
        _, scores = doc._.reading.judged(groups)
        place = {entity.id: n for n, entity in enumerate(entities)}
        answers = []
        for fact in doc._.facts:
            head, tail = place[fact.head], place[fact.tail]
            kind = self.labels.relations.index(fact.type)
            told = scores[head, tail][1][kind].tolist() if (head, tail) in scores else None
            near = nearest(groups[head], groups[tail])
            clauses = [self._clause(doc, span) for span in near]
            answers.append({name: self._signs(fact, name, told, clauses) for name in self.marked})
        return answers

    def _clause(self, doc: Doc, span: Span) -> str:
        clauses: Sequence[Span] = doc._.clauses
        own = next((clause for clause in clauses if clause[0] <= span[0] < clause[1]), span)
        return lower(doc._.item.text[own[0] : own[1]])

    def _signs(self, fact: Fact, name: str, told: Sequence[float] | None, clauses: Sequence[str]) -> Signs:
        sentence = lower(fact.evidence.text)
        patterns = [cues.pattern for cues in self.cues if cues.status == name]
        cue = {
            where: float(any(pattern.search(text) for pattern in patterns))
            for where, text in (("cue at head", clauses[0]), ("cue at tail", clauses[1]), ("cue", sentence))
        }
        own = logit(told[self.labels.statuses.index(name)] if told else 0.02)
        rule = float(fact.status == name)
        # A trigger that tells an event (joins, appoints) begins what a post only states.
        news = float(bool(self.triggers.news(fact.type, fact.evidence.trigger)))
        return {
            **cue,
            "encoder": own,
            "plain": logit(told[self.labels.statuses.index(self.plain)] if told else 0.98),
            "rule": rule,
            "other rule": float(fact.status not in (name, self.plain)),
            "trigger": float(bool(fact.evidence.trigger)),
            "closing & news": news * (name in self.closing),
            name: 1.0,
            f"{name} & encoder": own,
            f"{name} & rule": rule,
            f"{name} & cue": cue["cue"],
            f"{name} & cue at tail": cue["cue at tail"],
            f"{fact.type} & rule": rule,
        }


@Language.factory("encoder_status", default_config={"limit": LIMIT})
def create(nlp: Language, name: str, limit: float) -> EncoderStatus:
    """The factory that spaCy calls; `limit` is the least probability of a status but the plain one."""
    return EncoderStatus(resources.of(nlp), limit=limit)
