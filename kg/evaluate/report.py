"""What a comparison with gold is made of: tallies that add up, answers, one item's score, all scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from kg.evaluate.resolution import count_links
from kg.evaluate.tally import Tally

Part = Literal["entity", "relation", "status", "deal", "slot"]
Verdict = Literal["right", "missed", "wrong"]

# The main figures as a report spells them → the attribute of `Counts` that holds each.
MAIN = {
    "entities": "entities",
    "entities_any_type": "entities_any_type",
    "relations": "relations",
    "relation_status_marked": "status_marked",
    "deals": "deals",
    "deal_slots": "deal_slots",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that gold or the run says of an item: both (right), gold alone (missed), the run (wrong).

    `what` is spelled alike in every run. `cause` is of a fixed spelling, so that it can be counted, and
    `note` says more of it. `names` are the names that it is about, each with the spellings to look for.
    """

    item: str
    part: Part
    verdict: Verdict
    what: str
    cause: str = ""
    note: str = ""
    names: tuple[tuple[str, ...], ...] = ()

    @property
    def kind(self) -> str:
        return f"{self.verdict} {self.part}"


@dataclass(slots=True)
class Counts:
    """The tallies of an item, or their sum over many."""

    entities: Tally = field(default_factory=Tally)
    entities_any_type: Tally = field(default_factory=Tally)
    relations: Tally = field(default_factory=Tally)
    status_right: int = 0
    status_marked: Tally = field(default_factory=Tally)
    deals: Tally = field(default_factory=Tally)
    deal_slots: Tally = field(default_factory=Tally)
    by_entity_type: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_relation_type: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))

    def add(self, other: Counts) -> None:
        """Add another's tallies to these."""
        for name in MAIN.values():
            getattr(self, name).add(getattr(other, name))
        self.status_right += other.status_right
        for mine, theirs in (
            (self.by_entity_type, other.by_entity_type),
            (self.by_relation_type, other.by_relation_type),
        ):
            for kind, tally in theirs.items():
                mine[kind].add(tally)

    @property
    def status_accuracy(self) -> float:
        return self.status_right / self.relations.right if self.relations.right else 0.0


@dataclass(slots=True)
class ItemScore:
    """One item's own tallies and answers; `links` are the gold key and the id of each right entity."""

    item: str
    counts: Counts = field(default_factory=Counts)
    links: list[tuple[str, str]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


@dataclass(slots=True)
class Report(Counts):
    """All figures of one run over one gold file, and the score of each item."""

    scores: tuple[ItemScore, ...] = ()
    resolution: Tally = field(default_factory=Tally)

    @classmethod
    def of(cls, scores: Iterable[ItemScore]) -> Report:
        report = cls(scores=tuple(scores))
        for score in report.scores:
            report.add(score.counts)
        report.resolution = count_links([score.links for score in report.scores])
        return report

    @property
    def items(self) -> int:
        return len(self.scores)

    @property
    def errors(self) -> list[Answer]:
        """All answers that are not right, item by item."""
        return [answer for score in self.scores for answer in score.answers if answer.verdict != "right"]

    def to_dict(self) -> dict[str, Any]:
        """The report as the benchmark's scorer prints it."""
        return {
            "items": self.items,
            "entities": self.entities.to_dict(),
            "entities_any_type": self.entities_any_type.to_dict(),
            "relations": self.relations.to_dict(),
            "relation_status_accuracy": self.status_accuracy,
            "relation_status_marked": self.status_marked.to_dict(),
            "deals": self.deals.to_dict(),
            "deal_slots": self.deal_slots.to_dict(),
            "resolution": self.resolution.to_dict(),
            "by_entity_type": {k: v.to_dict() for k, v in sorted(self.by_entity_type.items())},
            "by_relation_type": {k: v.to_dict() for k, v in sorted(self.by_relation_type.items())},
        }
