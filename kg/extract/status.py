"""How sure the text is of each fact: asserted, or what a cue in the scope of its trigger says.

Reads `doc._.facts`, `doc._.clauses` and the entities; replaces the facts by ones with their status. A fact
whose sign told its status keeps it, and one without a trigger (an order of names) has none to hedge.
Cues stand in `data/statuses.tsv`; where several apply, a closing status wins, then the weakest.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import resources, triggers, wordlists
from kg.extract.document import spans_of
from kg.extract.triggers import lower
from kg.ontology import Ontology
from kg.records import Fact, Span

FILE = "statuses.tsv"
SCOPES = ("before", "clause", "lead", "post")


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one status in one scope."""

    status: str
    scope: str
    pattern: re.Pattern[str]


@cache
def table() -> tuple[Cues, ...]:
    """`statuses.tsv`, the cues of one status and scope together, in the order of the file."""
    words: dict[tuple[str, str], list[str]] = {}
    for cues, status, scope in wordlists.rows(FILE, 3):
        words.setdefault((status, scope), []).extend(cues.split("|"))
    return tuple(Cues(status, scope, triggers.pattern(found)) for (status, scope), found in words.items())


def plain(ontology: Ontology) -> str:
    """The status of a fact that nothing hedges: the strongest that the ontology knows."""
    return max(ontology.statuses.values(), key=lambda status: status.strength).name


def rank(ontology: Ontology) -> dict[str, tuple[bool, int]]:
    """Status → its place in the order of tests: closing ones first, then the weakest."""
    return {
        status.name: (not status.closing, place if status.closing else status.strength)
        for place, status in enumerate(ontology.statuses.values())
    }


class Statuses:
    """The component; holds the order of the ontology's statuses."""

    def __init__(self, ontology: Ontology) -> None:
        self.plain = plain(ontology)
        order = rank(ontology)
        self.cues = sorted(
            (cues for cues in table() if cues.scope != "post"), key=lambda cues: order[cues.status]
        )

    def __call__(self, doc: Doc) -> Doc:
        spans = spans_of(doc._.entities)
        ends = {entity.id: own for entity, own in zip(doc._.entities, spans, strict=True)}
        doc._.facts = [
            replace(fact, status=self._status(doc, fact, ends)) if fact.status == self.plain else fact
            for fact in doc._.facts
        ]
        return doc

    def _status(self, doc: Doc, fact: Fact, ends: dict[str, list[Span]]) -> str:
        evidence = fact.evidence
        places = triggers.spans(doc._.item.text, evidence.trigger, (evidence.start, evidence.end))
        if not places:
            return self.plain
        names = [span for end in (fact.head, fact.tail) for span in ends.get(end, ())]
        trigger = min(places, key=lambda place: (_distance(place, names), place))
        return self.at(doc._.item.text, doc._.clauses, trigger, (evidence.start, evidence.end))

    def at(self, text: str, clauses: Sequence[Span], trigger: Span, sentence: Span) -> str:
        """The status of what a trigger says in its sentence."""
        first, after = (bisect_left(clauses, (place, -1)) for place in sentence)
        inside = clauses[first:after] or [sentence]
        own = next((clause for clause in inside if clause[0] <= trigger[0] < clause[1]), sentence)
        scopes = {
            "before": lower(text[own[0] : trigger[1]]),
            "clause": lower(text[own[0] : own[1]]),
            "lead": lower(text[inside[0][0] : inside[0][1]] + text[own[0] : own[1]]),
        }
        return next((c.status for c in self.cues if c.pattern.search(scopes[c.scope])), self.plain)


def _distance(place: Span, names: Iterable[Span]) -> int:
    """How far a trigger stands from the names that it joins: the sum over the nearest two."""
    gaps = sorted(max(place[0] - end, start - place[1], 0) for start, end in names)
    return sum(gaps[:2])


@Language.factory("status")
def create(nlp: Language, name: str) -> Statuses:
    """The factory that spaCy calls."""
    return Statuses(resources.of(nlp).ontology)
