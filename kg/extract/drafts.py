"""Facts and lone signs → drafts of deals: who takes part, and where the text says so.

Takes a Doc's facts, its `Layout` and the tables `triggers.tsv` and `deals.tsv`; gives one draft a real
deal. Which relation a deal implies is the ontology's to say (`schemas/deals.yaml`): a fact of that
relation whose trigger tells news makes a draft, and a draft with both parties always has its fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.errors import LexiconError
from kg.extract import triggers, wordlists
from kg.extract.layout import Layout, Place
from kg.extract.resources import Resources
from kg.extract.status import Statuses
from kg.extract.triggers import lower
from kg.ontology import DealType
from kg.records import Fact, Span

FILE = "deals.tsv"
PATTERNS = ("party ^", "(party) ^", "^ party")
NEEDS = ("sum", "-")
# How far a party may stand behind its trigger.
_REACH = 20


@dataclass(slots=True)
class Draft:
    """A deal in the making: roles → entity ids, the statuses and places that tell it."""

    type: DealType
    parties: dict[str, list[str]] = field(default_factory=dict)
    leads: set[str] = field(default_factory=set)
    statuses: list[str] = field(default_factory=list)
    signs: list[Span] = field(default_factory=list)
    score: float = 0.0

    def add(self, role: str, entity: str) -> None:
        """Give an entity a role, once; a role for one keeps the first."""
        named = self.parties.setdefault(role, [])
        if entity not in named and (self.type.roles[role].many or not named):
            named.append(entity)


@dataclass(frozen=True, slots=True)
class LoneSign:
    """A row of `deals.tsv`."""

    words: re.Pattern[str]
    deal: str
    role: str
    pattern: str
    needs_sum: bool
    score: float


@cache
def lone_signs() -> tuple[LoneSign, ...]:
    """`deals.tsv`, in the order of the file. Raises `LexiconError` on a pattern that is none."""
    found: list[LoneSign] = []
    for words, deal, role, pattern, needs, score in wordlists.rows(FILE, 6):
        if pattern not in PATTERNS or needs not in NEEDS:
            raise LexiconError(f"kg/extract/data/{FILE}: {words}: {pattern!r} or {needs!r} is unknown")
        sign = triggers.pattern(words.split("|"))
        found.append(LoneSign(sign, deal, role, pattern, needs == "sum", float(score)))
    return tuple(found)


class Drafter:
    """Makes the drafts of one item."""

    def __init__(self, shared: Resources, statuses: Statuses) -> None:
        self.ontology = shared.ontology
        self.table = triggers.load()
        self.statuses = statuses
        self.organisations = shared.types("maker")
        self.leading = frozenset(lower(word) for word in wordlists.words("lead_words.txt"))

    def drafts(self, layout: Layout, facts: Sequence[Fact], sums: Sequence[Span]) -> list[Draft]:
        """All drafts, those of facts first; `sums` are the spans of amounts and rounds."""
        found = [
            draft for type in self.ontology.deals.values() for draft in self._of_facts(type, layout, facts)
        ]
        for sign in lone_signs():
            self._alone(sign, layout, sums, found)
        return found

    def _of_facts(self, type: DealType, layout: Layout, facts: Sequence[Fact]) -> list[Draft]:
        """One draft for all facts that share the main party, or else any party."""
        found: list[Draft] = []
        for rule in type.relations:
            for fact in facts:
                if fact.type != rule.type or not self.table.news(fact.type, fact.evidence.trigger):
                    continue
                ends = {rule.head: [fact.head], rule.tail: [fact.tail]}
                if rule.head == rule.tail:
                    ends = {rule.head: sorted((fact.head, fact.tail), key=_order(layout))}
                draft = next((draft for draft in found if _same(draft, ends)), None)
                if draft is None:
                    draft = Draft(type)
                    found.append(draft)
                for role, entities in ends.items():
                    for entity in entities:
                        draft.add(role, entity)
                if lower(fact.evidence.trigger) in self.leading:
                    draft.leads.add(fact.head)
                draft.statuses.append(fact.status)
                draft.signs.append(sign_of(layout, fact))
                draft.score = max(draft.score, fact.confidence)
        return found

    def _alone(self, sign: LoneSign, layout: Layout, sums: Sequence[Span], found: list[Draft]) -> None:
        """Add what a sign with one party tells: to the draft of that party, or as a draft of its own."""
        type = self.ontology.deals[sign.deal]
        for match in sign.words.finditer(lower(layout.text)):
            sentence = layout.sentence_at(match.start())
            start, end = layout.sentences[sentence]
            if sign.needs_sum and not any(start <= place[0] < end for place in sums):
                continue
            party = self._party(sign, layout, match.span(), sentence)
            if party is None:
                continue
            entity = layout.entities[party.entity].id
            same = next(
                (d for d in found if d.type is type and entity in d.parties.get(sign.role, ())),
                None,
            )
            status = self.statuses.at(layout.text, layout.clauses, match.span(), (start, end))
            if same is None:
                same = Draft(type, statuses=[status], score=sign.score)
                same.add(sign.role, entity)
                found.append(same)
            same.signs.append(match.span())

    def _party(self, sign: LoneSign, layout: Layout, trigger: Span, sentence: int) -> Place | None:
        types = self._types(sign)
        if sign.pattern.startswith("^"):
            behind = (place for place in layout.after(trigger[1], sentence) if place.type in types)
            place = next(behind, None)
            return place if place and place.start - trigger[1] <= _REACH else None
        place = layout.subject(trigger[0], types, types)
        if place is None and sign.pattern.startswith("("):
            place = layout.topic(types)
        return place

    def _types(self, sign: LoneSign) -> frozenset[str]:
        """What may play the role: what the implied relation allows there, or else any organisation."""
        for rule in self.ontology.deals[sign.deal].relations:
            relation = self.ontology.relations[rule.type]
            if sign.role in (rule.head, rule.tail):
                return relation.head if sign.role == rule.head else relation.tail
        return self.organisations


def sign_of(layout: Layout, fact: Fact) -> Span:
    """Where the trigger of a fact stands; its sentence where it has none."""
    within = (fact.evidence.start, fact.evidence.end)
    return next(iter(triggers.spans(layout.text, fact.evidence.trigger, within)), within)


def _order(layout: Layout) -> Callable[[str], int]:
    places = {entity.id: index for index, entity in enumerate(layout.entities)}
    return lambda id: places.get(id, len(places))


def _same(draft: Draft, ends: Mapping[str, Sequence[str]]) -> bool:
    """Whether a fact with these ends tells the deal of a draft."""
    main = draft.type.main
    roles = [main] if main else list(ends)
    return any(set(draft.parties.get(role, ())) & set(ends[role]) for role in roles)
