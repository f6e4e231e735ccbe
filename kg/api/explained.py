"""A text, read as a build would read it: its names in colour, its facts and deals, and what was refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg import ontology as ontologies
from kg import settings
from kg.api import markup
from kg.api.cells import aligned
from kg.digests import item_of
from kg.errors import InputError
from kg.extract import Extractor
from kg.ontology import Ontology
from kg.pipeline.explanation import Explanation
from kg.pipeline.explanation import explain as explain_item
from kg.records import Deal, Fact, Item
from kg.settings import Settings

_FACTS = ("head", "type", "tail", "status", "confidence", "component", "clause")
_DEALS = ("kind", "stage", "parties", "amount", "currency", "round", "confidence", "clause")
_REFUSED = ("kind", "text", "component", "reason", "count")
_MOST_REFUSED = 12


@dataclass(frozen=True, slots=True, repr=False)
class Explained:
    """What the extraction made of one item; `explanation` holds every detail, `to_dict` gives it as JSON."""

    explanation: Explanation
    ontology: Ontology

    @property
    def item(self) -> Item:
        return self.explanation.item

    @property
    def entities(self) -> tuple[tuple[str, str], ...]:
        """Name and type of each entity, in the order of the text."""
        found = ((place.entity.name, place.entity.type) for place in self.explanation.mentions)
        return tuple(dict.fromkeys(found))

    @property
    def facts(self) -> tuple[tuple[str, str, str, str], ...]:
        """Head, type, tail and status of each fact, in the order of the text."""
        names = self.explanation.names
        return tuple(
            (names[fact.head], fact.type, names[fact.tail], fact.status) for fact, _ in self.explanation.facts
        )

    @property
    def deals(self) -> tuple[Deal, ...]:
        return tuple(deal for deal, _ in self.explanation.deals)

    def to_dict(self) -> dict[str, object]:
        return self.explanation.to_dict()

    def __repr__(self) -> str:
        parts = [aligned(("entity", "type"), self.entities)]
        parts += [aligned(("head", "type", "tail", "status"), self.facts)] if self.facts else []
        parts += [aligned(_DEALS, self._deal_rows())] if self.deals else []
        return "\n\n".join(parts)

    def _repr_html_(self) -> str:
        parts = [self._marked_text()]
        if self.explanation.facts:
            parts.append(_table(_FACTS, self._fact_rows()))
        if self.explanation.deals:
            parts.append(_table(_DEALS, self._deal_rows()))
        if self.explanation.refused:
            parts.append(markup.note("Refused, with the reason:"))
            parts.append(_table(_REFUSED, self._refused_rows()))
        return markup.box(*parts)

    def _marked_text(self) -> str:
        text, at, parts = self.item.text, 0, []
        for place in self.explanation.mentions:
            if place.start < at:
                continue
            colour = self.ontology.entities[place.entity.type].colour
            parts.append(markup.escaped(text[at : place.start]))
            parts.append(
                f'<mark style="background:{markup.escaped(colour)};color:#fff;padding:0 .25em;'
                f'border-radius:.2em" title="{markup.escaped(f"{place.entity.type} · {place.component}")}">'
                f"{markup.escaped(place.text)}</mark>"
            )
            at = place.end
        parts.append(markup.escaped(text[at:]))
        return f'<p style="white-space:pre-wrap">{"".join(parts)}</p>'

    def _fact_rows(self) -> Iterator[tuple[object, ...]]:
        names = self.explanation.names
        for fact, reason in self.explanation.facts:
            yield (*self._said(fact, names), round(fact.confidence, 2), fact.source, reason.clause)

    def _said(self, fact: Fact, names: dict[str, str]) -> tuple[str, str, str, str]:
        return names[fact.head], fact.type, names[fact.tail], fact.status

    def _deal_rows(self) -> Iterator[tuple[object, ...]]:
        names = self.explanation.names
        for deal, reason in self.explanation.deals:
            parties = [f"{party.role}: {names[party.entity]}" for party in deal.parties]
            known = (deal.amount, deal.currency, deal.round, round(deal.confidence, 2))
            yield (deal.type, deal.stage, parties, *known, reason.clause)

    def _refused_rows(self) -> Iterator[tuple[object, ...]]:
        for refused in self.explanation.refused[:_MOST_REFUSED]:
            one = refused.rejection
            yield (one.kind, one.text, one.source, one.reason, refused.count)
        if len(self.explanation.refused) > _MOST_REFUSED:
            yield ("", f"and {len(self.explanation.refused) - _MOST_REFUSED:,} more", "", "", "")


def _table(columns: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> str:
    return markup.table(columns, ([markup.escaped(cell) for cell in row] for row in rows))


@cache
def _extractor(_: Settings) -> Extractor:
    """Loaded once for each state of the environment: the model takes a second."""
    return Extractor()


def explain(what: str | Item) -> Explained:
    """Read a text (its first line is the headline) or an item; `InputError` where there is no text."""
    if isinstance(what, str):
        title, _, body = what.strip().partition("\n")
        if not title:
            raise InputError(
                "There is no text", advice="The first line is the headline, the rest the paragraph."
            )
        what = item_of({"title": title, "body": body.strip()})
    explanation = explain_item(what, _extractor(settings.load()))
    return Explained(explanation, ontologies.load())
