"""Digests and extractions → reports: what each item says, with its date and its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.graph.ids import host_of
from kg.records import Deal, Digest, Evidence, Extraction, Fact, Item

MOST_CERTAIN = 0.99


@dataclass(frozen=True, slots=True)
class Said:
    """What a graph takes of an extraction: how often the item `id` names which entity, its facts, its deals.

    Where each name stands is left behind: of most items that is the larger part.
    """

    id: str
    mentions: tuple[tuple[str, int], ...]
    facts: tuple[Fact, ...]
    deals: tuple[Deal, ...]

    @classmethod
    def of(cls, extraction: Extraction) -> Said:
        mentions = tuple((entity.id, len(entity.mentions)) for entity in extraction.entities)
        return cls(extraction.id, mentions, extraction.facts, extraction.deals)


_Thing = TypeVar("_Thing", Digest, Said)


@dataclass(frozen=True, slots=True)
class ItemReport:
    """An item with what it says.

    `date` is the item's, else its digest's, else empty; `source` is the host of its link, else the
    digest's publisher, else its title.
    """

    item: Item
    digest: Digest
    said: Said
    date: str
    source: str

    @property
    def order(self) -> tuple[str, str]:
        """Undated reports come first, then by day; within a day by item id."""
        return self.date, self.item.id

    def says(self, evidence: Evidence) -> bool:
        """Whether the item holds these words where the evidence places them."""
        return bool(evidence.text) and self.item.text[evidence.start : evidence.end] == evidence.text


def _unique(things: Iterable[_Thing], dropped: Counter[str], reason: str) -> list[_Thing]:
    """One thing an id, sorted by id; which of several stays does not depend on their order."""
    by_id: dict[str, list[_Thing]] = {}
    for thing in things:
        by_id.setdefault(thing.id, []).append(thing)
    kept: list[_Thing] = []
    for _, same in sorted(by_id.items()):
        kept.append(same[0] if len(same) == 1 else min(same, key=repr))
        dropped[reason] += len(same) - 1
    return kept


def distinct_digests(
    digests: Iterable[Digest], *, taken: Collection[str], dropped: Counter[str]
) -> tuple[list[Digest], Mapping[str, str]]:
    """Digests by id, each id once, each item in the first digest that has it; and new ids of items by old.

    `taken` are ids of entities. Whoever numbers items may hit one (the firm 360), and a graph has one node
    an id: such an item gets its digest's id behind its own.
    """
    kept: list[Digest] = []
    renamed: dict[str, str] = {}
    seen: set[str] = set()
    for digest in _unique(digests, dropped, "digest: its id stands for another"):
        items = []
        for item in digest.items:
            if item.id in seen:
                dropped["item: its id stands for another"] += 1
                continue
            seen.add(item.id)
            if item.id in taken:
                renamed[item.id] = f"{item.id}@{digest.id}"
                item = replace(item, id=renamed[item.id])  # noqa: PLW2901
            items.append(item)
        kept.append(replace(digest, items=tuple(items)))
    return kept, renamed


def item_reports(
    digests: Iterable[Digest],
    extractions: Iterable[Extraction],
    *,
    renamed: Mapping[str, str],
    dropped: Counter[str],
) -> list[ItemReport]:
    """One report an item, in the order of `ItemReport.order`; what has no item is counted.

    The extractions are gone through once, and none of them is kept.
    """
    found = _unique(map(Said.of, extractions), dropped, "extraction: its item has another")
    by_item = {renamed.get(said.id, said.id): said for said in found}
    reports = [
        _report(item, digest, by_item.pop(item.id))
        for digest in digests
        for item in digest.items
        if item.id in by_item
    ]
    dropped["extraction: its item is in no digest"] += len(by_item)
    return sorted(reports, key=lambda report: report.order)


def _report(item: Item, digest: Digest, said: Said) -> ItemReport:
    source = host_of(item.url) or digest.publisher or digest.title
    return ItemReport(item, digest, said, item.date or digest.date, source)


def combined(confidences: Iterable[tuple[str, float]]) -> float:
    """Noisy-or over the best of each source: sources that agree make a thing surer, copies do not."""
    best: dict[str, float] = {}
    for source, confidence in confidences:
        known = best.get(source, 0.0)
        best[source] = confidence if confidence > known else known
    doubt = 1.0
    for confidence in sorted(best.values()):
        doubt *= 1.0 - confidence
    return round(min(1.0 - doubt, MOST_CERTAIN), 2)
