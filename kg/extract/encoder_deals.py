"""The encoder's deals: who takes part, how far it has come, and which of the text's sums are its own.

Reads `doc._.reading`, `doc._.entities`, `doc._.amounts` and `doc._.sentences`; sets `doc._.deals`. A deal
that the rules found too keeps their trigger, and their sums where the encoder has none; a rule's deal of
which the encoder sees no party is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import encoder_names, resources  # noqa: F401 - encoder_names declares doc._.reading
from kg.extract.amounts import default_currency
from kg.extract.document import Amount, spans_of
from kg.extract.encoder_heads import Floats
from kg.extract.encoder_labels import Labels
from kg.extract.encoder_parties import PartyFinder, Scene, Told
from kg.extract.encoder_relations import evidence_of, named
from kg.extract.odds import logit
from kg.extract.resources import Resources
from kg.records import Deal, Party, Rejection, Span

SOURCE = "encoder_deals"
LIMIT = 0.4
LINK = 0.2
# The labels of sums: of no deal, the deal's amount, its valuation.
AMOUNT, VALUATION = 1, 2


class EncoderDeals:
    """The component; holds what the labels mean."""

    def __init__(self, shared: Resources, *, limit: float, link: float) -> None:
        self.ontology = shared.ontology
        self.labels = Labels.of(shared.ontology)
        self.finder = PartyFinder(self.labels, shared.ontology, limit=limit, link=link)

    def __call__(self, doc: Doc) -> Doc:
        entities, reading = doc._.entities, doc._.reading
        if not entities or reading is None:
            return doc
        groups = spans_of(entities)
        told = self.finder.deals(self.scene(doc, groups))
        if told:
            stages, sentences = reading.stages(reading.judged(groups)[0]), doc._.sentences
            deals = [self._deal(doc, deal, groups, stages=stages, sentences=sentences) for deal in told]
        else:
            deals = []
        deals = self._with_sums(doc, deals)
        doc._.deals = self._joined(doc, deals)
        return doc

    def scene(self, doc: Doc, groups: Sequence[Sequence[Span]]) -> Scene:
        """What is known of the item's entities, given with their mentions' spans, before its deals."""
        entities = doc._.entities
        names, scores = doc._.reading.judged(groups)
        place = {entity.id: n for n, entity in enumerate(entities)}
        return Scene(
            types=[entity.type for entity in entities],
            sure=[logit(max(mention.score for mention in entity.mentions)) for entity in entities],
            roles=doc._.reading.roles(names),
            scores=scores,
            deals=doc._.reading.deals(),
            facts={(place[f.head], f.type, place[f.tail]): f.confidence for f in doc._.facts},
            rules=frozenset((d.type, p.role, place[p.entity]) for d in doc._.deals for p in d.parties),
            money=any(amount.kind == "money" for amount in doc._.amounts),
            sentences=[named(groups, sentence) for sentence in doc._.sentences],
        )

    def _deal(
        self,
        doc: Doc,
        told: Told,
        groups: list[list[Span]],
        *,
        stages: Floats,
        sentences: Sequence[Span],
    ) -> Deal:
        entities = doc._.entities
        stage = np.mean([stages[n] for _, n in told.parts], axis=0)
        first, last = told.parts[0][1], told.parts[-1][1]
        order = {role: n for n, role in enumerate(self.labels.roles)}
        parts = sorted(told.parts, key=lambda part: (order[part[0]], groups[part[1]][0]))
        return Deal(
            type=told.type,
            stage=self.labels.stages[int(stage.argmax())],
            parties=tuple(Party(role, entities[n].id) for role, n in parts),
            confidence=round(min(told.score, 0.99), 2),
            evidence=evidence_of(doc._.item.text, sentences, groups[first], groups[last]),
            source=SOURCE,
        )

    def _with_sums(self, doc: Doc, deals: list[Deal]) -> list[Deal]:
        """The sums go to the item's one deal, or to its one round of funding."""
        money = [amount for amount in doc._.amounts if amount.kind == "money" and amount.value is not None]
        rounds = [amount.round for amount in doc._.amounts if amount.kind == "round"]
        funded = [deal for deal in deals if self.ontology.deals[deal.type].round]
        paid = funded or deals
        if len(paid) != 1:
            return deals
        labels = doc._.reading.sums([(amount.start, amount.end) for amount in money])
        deal = paid[0]
        lang = doc._.item.lang if doc._.item else ""
        amount, valuation = (_surest(money, labels, label) for label in (AMOUNT, VALUATION))
        named = amount or valuation
        whole = replace(
            deal,
            amount=amount.value if amount else None,
            valuation=valuation.value if valuation else None,
            currency=(named.currency or default_currency(lang)) if named else None,
            round=rounds[0] if funded and rounds else None,
        )
        return [whole if other is deal else other for other in deals]

    def _joined(self, doc: Doc, deals: list[Deal]) -> list[Deal]:
        """The encoder's deals, with what the rules knew of the same ones."""
        kept = []
        left = list(doc._.deals)
        for deal in deals:
            ours = {(party.role, party.entity) for party in deal.parties}
            same = next((d for d in left if d.type == deal.type and _shares(d, ours)), None)
            if same is not None:
                left.remove(same)
            kept.append(deal if same is None else _completed(deal, same))
        doc._.rejections.extend(
            Rejection(SOURCE, "deal", "the encoder sees none of its parties", deal.type) for deal in left
        )
        return kept


def _shares(deal: Deal, parts: set[tuple[str, str]]) -> bool:
    return any((party.role, party.entity) in parts for party in deal.parties)


def _completed(deal: Deal, rule: Deal) -> Deal:
    """The encoder's deal with the rule's words as evidence, and its sums where the encoder has none."""
    leads = {party.entity for party in rule.parties if party.lead}
    return replace(
        deal,
        stage=rule.stage,
        parties=tuple(replace(party, lead=party.entity in leads) for party in deal.parties),
        evidence=rule.evidence,
        amount=deal.amount if deal.amount is not None else rule.amount,
        currency=deal.currency or rule.currency,
        round=deal.round or rule.round,
        valuation=deal.valuation if deal.valuation is not None else rule.valuation,
    )


def _surest(money: Sequence[Amount], labels: Floats, label: int) -> Amount | None:
    """The sum that most likely is what the label says, among those whose likeliest label it is."""
    fitting = [n for n in range(len(money)) if int(labels[n].argmax()) == label]
    return money[max(fitting, key=lambda n: (labels[n][label], -n))] if fitting else None


@Language.factory("encoder_deals", default_config={"limit": LIMIT, "link": LINK})
def create(nlp: Language, name: str, limit: float, link: float) -> EncoderDeals:
    """The factory that spaCy calls; `limit` and `link` are probabilities."""
    return EncoderDeals(resources.of(nlp), limit=limit, link=link)
