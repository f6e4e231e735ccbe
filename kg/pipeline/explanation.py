"""One item → all that the extraction made of it: names, facts, deals, and what it refused, each with its why.

The item is read anew by this version and lexicon, so that what is explained is what a build would store.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.digests import item_of, read_all
from kg.errors import InputError, NotFound, UsageError
from kg.extract import Extractor
from kg.pipeline.distinct import distinct
from kg.pipeline.folder import StoreFolder
from kg.pipeline.truth import read_digests
from kg.records import Deal, Digest, Entity, Fact, Item, Json, Rejection, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

STDIN = "-"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """A component's vote that these characters are a name, and for which types."""

    component: str
    score: float
    votes: tuple[tuple[str, float], ...]

    def to_dict(self) -> Json:
        votes = {kind: round(weight, 2) for kind, weight in self.votes}
        return {"component": self.component, "score": round(self.score, 2), "votes": votes}


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A mention with its entity, and all proposals for its very characters."""

    start: int
    end: int
    text: str
    entity: Entity
    component: str
    score: float
    proposals: tuple[Proposal, ...]

    def to_dict(self) -> Json:
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "type": self.entity.type,
            "entity": self.entity.id,
            "name": self.entity.name,
            "component": self.component,
            "score": round(self.score, 2),
            "proposals": [proposal.to_dict() for proposal in self.proposals],
        }


@dataclass(frozen=True, slots=True)
class Reason:
    """Where a fact or a deal stands: the clause of its trigger, or its sentence where none is plain.

    `status_words` are words of that sentence that can speak for a status other than the plain one.
    """

    clause: str
    status_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A candidate that was not taken, with how often the same was refused."""

    rejection: Rejection
    count: int

    def to_dict(self) -> Json:
        one = self.rejection
        return {
            "component": one.source,
            "kind": one.kind,
            "text": one.text,
            "reason": one.reason,
            "count": self.count,
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """All about one item; `names` spells entity ids, `plain_status` is what a fact has unless hedged."""

    item: Item
    mentions: tuple[NamedPlace, ...]
    facts: tuple[tuple[Fact, Reason], ...]
    deals: tuple[tuple[Deal, Reason], ...]
    refused: tuple[Refused, ...]
    names: dict[str, str]
    plain_status: str

    def to_dict(self) -> Json:
        return {
            "item": self.item.to_dict(),
            "text": self.item.text,
            "mentions": [mention.to_dict() for mention in self.mentions],
            "facts": [
                {**_said(fact, reason), "status_words": list(reason.status_words)}
                for fact, reason in self.facts
            ],
            "deals": [_said(deal, reason) for deal, reason in self.deals],
            "refused": [refused.to_dict() for refused in self.refused],
        }


def _said(said: Fact | Deal, reason: Reason) -> Json:
    """In the extraction format, its source called a component as everywhere here, and its clause."""
    data = said.to_dict()
    data["component"] = data.pop("source")
    return {**data, "clause": reason.clause}


def explain(item: Item, extractor: Extractor | None = None) -> Explanation:
    """Read one item and keep what the components found and refused."""
    extractor = extractor or Extractor()
    doc = extractor.read(item)
    plain = max(extractor.ontology.statuses.values(), key=lambda status: status.strength).name
    facts = sorted(doc._.facts, key=lambda fact: (fact.evidence.start, fact.head, fact.type, fact.tail))
    counts = Counter(doc._.rejections)
    return Explanation(
        item=item,
        mentions=_mentions(doc),
        facts=tuple((fact, _reason(doc, fact, fact.status)) for fact in facts),
        deals=tuple((deal, _reason(doc, deal, "")) for deal in doc._.deals),
        refused=tuple(Refused(rejection, count) for rejection, count in counts.items()),
        names={entity.id: entity.name for entity in doc._.entities},
        plain_status=plain,
    )


def text_item(source: str) -> Item:
    """A file's text, or standard input's for `-`, as one item: the first line is its headline."""
    try:
        data = sys.stdin.buffer.read() if source == STDIN else Path(source).read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{source} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{source} is not UTF-8 at byte {error.start}") from error
    title, _, body = text.strip().partition("\n")
    if not title:
        raise InputError("There is no text", advice="The first line is the headline, the rest the paragraph.")
    return item_of({"title": title, "body": body.strip()})


def find_item(wanted: str, *, paths: Sequence[str | Path] = (), store: Path | None = None) -> Item:
    """The item of this id, or the only one whose id begins so, in digest files or else in a store.

    Raises `NotFound` where there is none and `UsageError` where there are several.
    """
    items = list(_items(_digests(paths, store)))
    found = [item for item in items if item.id == wanted] or [
        item for item in items if item.id.startswith(wanted)
    ]
    if not found:
        raise NotFound(f"No item's id is or begins with {wanted!r}", advice=_known(items))
    if len(found) > 1:
        shown = ", ".join(item.id for item in found[:_SHOWN])
        raise UsageError(f"{len(found)} items begin with {wanted!r}", advice=f"Give more of one: {shown}")
    return found[0]


def _known(items: Sequence[Item]) -> str:
    if not items:
        return "There is no item here at all: name digest files, or another store with --store."
    return f"Ids look like {items[0].id}; list them: kg query 'MATCH (i:Item) RETURN i.id, i.name'"


def _digests(paths: Sequence[str | Path], store: Path | None) -> Sequence[Digest]:
    if paths:
        return read_all(paths).digests
    if store is None:
        return ()
    folder = StoreFolder(store)
    return read_digests(folder.data(folder.manifest())).all


def _items(digests: Iterable[Digest]) -> Iterable[Item]:
    return (item for digest in distinct(digests) for item in digest.items)


def _mentions(doc: Doc) -> tuple[NamedPlace, ...]:
    proposals: dict[Span, list[Proposal]] = {}
    for name in doc._.names:
        votes = tuple(sorted(name.votes.items(), key=lambda vote: (-vote[1], vote[0])))
        proposals.setdefault((name.start, name.end), []).append(Proposal(name.source, name.score, votes))
    places = [
        NamedPlace(
            start=mention.start,
            end=mention.end,
            text=mention.text,
            entity=entity,
            component=mention.source,
            score=mention.score,
            proposals=tuple(proposals.get((mention.start, mention.end), ())),
        )
        for entity in doc._.entities
        for mention in entity.mentions
    ]
    return tuple(sorted(places, key=lambda place: place.start))


def _reason(doc: Doc, said: Fact | Deal, status: str) -> Reason:
    evidence = said.evidence
    at = evidence.text.find(evidence.trigger) if evidence.trigger else -1
    clause = (evidence.start, evidence.end)
    if at >= 0:
        place = evidence.start + at
        clause = next((span for span in doc._.clauses if span[0] <= place < span[1]), clause)
    start, end = max(clause[0], evidence.start), min(clause[1], evidence.end)
    return Reason(doc.text[start:end].strip(), _status_words(evidence.text, status))


def _status_words(sentence: str, status: str) -> tuple[str, ...]:
    """The cues of a status that stand in a sentence, without those that lie within a longer one."""
    from kg.extract import status as statuses

    lowered = sentence.lower()
    patterns = [cues.pattern for cues in statuses.table() if cues.status == status]
    found = {match[0] for pattern in patterns for match in pattern.finditer(lowered)}
    whole = {word for word in found if not any(word in other for other in found - {word})}
    return tuple(sorted(whole, key=lambda word: (lowered.index(word), word)))
