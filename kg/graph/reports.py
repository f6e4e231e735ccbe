"""Digests and extractions → reports: what each item says, with its date and its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.graph.ids import host_of
from kg.records import Digest, Extraction, Item


@dataclass(frozen=True, slots=True)
class ItemReport:
    """An item with what it says; `source` is the host of its link, else the digest's publisher."""

    item: Item
    digest: Digest
    extraction: Extraction

    @property
    def date(self) -> str:
        return self.item.date or self.digest.date

    @property
    def source(self) -> str:
        return host_of(self.item.url) or self.digest.publisher or self.digest.title

    @property
    def order(self) -> tuple[str, str]:
        """Undated reports come first, then by day; within a day by item id."""
        return self.date, self.item.id


def item_reports(digests: Iterable[Digest], extractions: Iterable[Extraction]) -> Sequence[ItemReport]:
    """One report an item, by date and item id; extractions of items in no digest are not looked at."""
    by_item = {extraction.id: extraction for extraction in extractions}
    reports = [
        ItemReport(item, digest, by_item[item.id])
        for digest in digests
        for item in digest.items
        if item.id in by_item
    ]
    return sorted(reports, key=lambda report: report.order)


def combined(confidences: Iterable[tuple[str, float]]) -> float:
    """Noisy-or over the best of each source: sources that agree make a thing surer, copies do not."""
    best: dict[str, float] = {}
    for source, confidence in confidences:
        best[source] = max(confidence, best.get(source, 0.0))
    doubt = 1.0
    for source in sorted(best):
        doubt *= 1.0 - best[source]
    return round(min(1.0 - doubt, 0.99), 2)
