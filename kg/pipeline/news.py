"""What changed in a graph → lines that people read: on the terminal, in Markdown, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from kg.graph.changes import Changes, DealChange, FactChange, NewEntity
from kg.graph.history import Report
from kg.graph.model import Node
from kg.ontology import Ontology
from kg.records import Json


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, and the words, headline and link of the item that says so.

    `before` and `after` are statuses or stages; `before` is empty for what is new, both for an entity.
    """

    date: str
    text: str
    before: str = ""
    after: str = ""
    sentence: str = ""
    headline: str = ""
    url: str = ""

    @property
    def stand(self) -> str:
        """`rumored → announced`, or the one of them that there is."""
        return " → ".join(filter(None, (self.before, self.after)))


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one sort; `key` names it in JSON."""

    key: str
    title: str
    lines: tuple[Line, ...]


def line_of_change(change: FactChange | DealChange, ontology: Ontology) -> Line:
    """A fact as a sentence, a deal by its name."""
    if isinstance(change, FactChange):
        phrase = ontology.relations[change.edge.type].phrase_en
        text = f"{change.head.name} {phrase} {change.tail.name}"
    else:
        text = change.deal.name
    return _line(change.report, text, change.before, change.after)


def _line(report: Report, text: str, before: str, after: str) -> Line:
    headline, url = _where(report.item)
    return Line(report.date, text, before, after, report.sentence, headline, url)


def _where(item: Node | None) -> tuple[str, str]:
    return (item.name, str(item.properties.get("url", ""))) if item else ("", "")


def _entity(new: NewEntity) -> Line:
    headline, url = _where(new.first)
    count = "1 item" if new.items == 1 else f"{new.items} items"
    text = f"{new.node.name} ({new.node.labels[0]}, {count})"
    return Line(str(new.first.properties.get("date", "")), text, headline=headline, url=url)


def sections(changes: Changes, ontology: Ontology) -> tuple[Section, ...]:
    """All that changed, what matters most first; sections without a line are left out."""

    def told(some: Iterable[FactChange | DealChange]) -> tuple[Line, ...]:
        return tuple(line_of_change(change, ontology) for change in some)

    found = (
        Section("deals", "New deals", told(changes.deals)),
        Section("stages", "Deals that moved", told(changes.stages)),
        Section("statuses", "Facts that changed", told(changes.statuses)),
        Section("partners", "First-time partners", told(changes.partners)),
        Section("facts", "New facts", told(changes.facts)),
        Section("entities", "New names", tuple(map(_entity, changes.entities))),
    )
    return tuple(section for section in found if section.lines)


def to_json(changes: Changes, ontology: Ontology) -> Json:
    """Days, number of items, and the lines of every section that has any."""
    data: Json = {"since": changes.since, "until": changes.until, "items": changes.items}
    for section in sections(changes, ontology):
        data[section.key] = [asdict(line) for line in section.lines]
    return data
