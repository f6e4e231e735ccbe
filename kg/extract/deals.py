"""Facts, lone signs and sums → deals: events with parties, a stage and terms.

Reads `doc._.facts`, `doc._.amounts`, `doc._.entities`; sets `doc._.deals`. Parties and their relations come
from `drafts.py`, sums from `deal_terms.py`; stages and their cues stand in `data/stages.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import resources, triggers, wordlists
from kg.extract.deal_terms import TermReader
from kg.extract.drafts import Draft, Drafter
from kg.extract.layout import Layout
from kg.extract.resources import Resources
from kg.extract.status import Statuses
from kg.extract.triggers import lower
from kg.records import Deal, Evidence, Party, Rejection

SOURCE = "deals"
FILE = "stages.tsv"
STATUS = "status:"


@cache
def stages() -> tuple[Mapping[tuple[str, str], str], Sequence[tuple[str, re.Pattern[str], str]]]:
    """`stages.tsv`: (deal, status) → stage, and the cues as (deal, expression, stage)."""
    by_status: dict[tuple[str, str], str] = {}
    by_cue: list[tuple[str, re.Pattern[str], str]] = []
    for deal, sign, stage in wordlists.rows(FILE, 3):
        if sign.startswith(STATUS):
            by_status[deal, sign.removeprefix(STATUS)] = stage
        else:
            by_cue.append((deal, triggers.pattern(sign.split("|")), stage))
    return by_status, tuple(by_cue)


class Deals:
    """The component; holds the deal types of the ontology."""

    def __init__(self, shared: Resources) -> None:
        self.ontology = shared.ontology
        self.statuses = Statuses(shared.ontology)
        self.drafter = Drafter(shared, self.statuses)

    def __call__(self, doc: Doc) -> Doc:
        if not doc._.entities:
            return doc
        layout = Layout(doc, self.ontology)
        sums = [(amount.start, amount.end) for amount in doc._.amounts]
        drafts = self.drafter.drafts(layout, doc._.facts, sums)
        reader = TermReader(layout, doc._.amounts, doc._.item.lang if doc._.item else "")
        whole: list[Draft] = []
        partial: list[Draft] = []
        for draft in drafts:
            least = 2 if len(draft.type.relations) == 1 and not draft.type.main else 1
            named = sum(len(entities) for entities in draft.parties.values())
            (whole if named >= least else partial).append(draft)
        doc._.deals = [self._deal(layout, draft, reader) for draft in whole]
        doc._.rejections.extend(
            Rejection(SOURCE, "deal", "too few parties", f"{draft.type.name} {sorted(draft.parties)}")
            for draft in partial
        )
        return doc

    def _deal(self, layout: Layout, draft: Draft, reader: TermReader) -> Deal:
        raises = bool(draft.type.main) and (draft.type.round or not draft.type.relations)
        terms = reader.terms(draft.signs, wide=raises, rounds=draft.type.round)
        sign = draft.signs[0]
        start, end = layout.sentences[layout.sentence_at(sign[0])]
        sentence = layout.text[start:end].rstrip()
        parties = tuple(
            Party(role, entity, lead=entity in draft.leads)
            for role in draft.type.roles
            for entity in draft.parties.get(role, ())
        )
        return Deal(
            type=draft.type.name,
            stage=self._stage(layout, draft),
            parties=parties,
            confidence=draft.score,
            evidence=Evidence(start, start + len(sentence), sentence, layout.text[sign[0] : sign[1]]),
            amount=terms.amount,
            currency=terms.currency,
            round=terms.round,
            valuation=terms.valuation,
            source=SOURCE,
        )

    def _stage(self, layout: Layout, draft: Draft) -> str:
        """By the surest status of the deal's signs; cues move a deal that is asserted."""
        by_status, by_cue = stages()
        status = max(draft.statuses, key=lambda name: self.ontology.statuses[name].strength)
        if status == self.statuses.plain:
            for deal, pattern, stage in by_cue:
                if deal == draft.type.name and any(
                    pattern.search(lower(layout.text[slice(*layout.clauses[layout.clause_at(sign[0])])]))
                    for sign in draft.signs
                ):
                    return stage
        return by_status[draft.type.name, status]


@Language.factory("deals")
def create(nlp: Language, name: str) -> Deals:
    """The factory that spaCy calls."""
    return Deals(resources.of(nlp))
