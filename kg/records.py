"""The nouns of this project, frozen: what every room takes and gives.

A `Digest` holds `Item`s; an item yields an `Extraction`: `Entity`s with their `Mention`s, `Fact`s and
`Deal`s, each with the `Evidence` that says so. Offsets count code points of `Item.text` and always
satisfy `item.text[start:end] == mention.text`.

What is read back shares its names, ids and types: the same few stand in thousands of items.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from sys import intern
from typing import Any, Literal

Json = dict[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a reader met in a file: where, what, and what to do about it.

    `skipped` tells an error (the thing was left out, the run ends with exit code 1) from a warning
    (it was kept, in part). `reason` is short and of a fixed spelling, so that it can be counted.
    """

    path: str
    line: int | None
    reason: str
    detail: str = ""
    advice: str = ""
    skipped: bool = True

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        what = f"{self.reason} ({self.detail})" if self.detail else self.reason
        return f"{where}: {what}" + (f"; {self.advice}" if self.advice else "")


@dataclass(frozen=True, slots=True)
class Item:
    """One news entry of a digest, its text free of marks.

    `bold` are spans of `text` that the publisher emphasised; `url` is empty where there is none.
    """

    id: str
    title: str
    body: str
    date: str = ""
    url: str = ""
    lang: str = ""
    bold: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """Title, line feed, body: what all offsets refer to."""
        return f"{self.title}\n{self.body}"

    def to_dict(self) -> Json:
        return {
            "id": self.id,
            "date": self.date,
            "lang": self.lang,
            "title": self.title,
            "body": self.body,
            "url": self.url,
            "bold": [list(span) for span in self.bold],
        }

    @classmethod
    def from_dict(cls, data: Json) -> Item:
        return cls(
            id=data["id"],
            title=data["title"],
            body=data["body"],
            date=data["date"],
            url=data["url"],
            lang=data["lang"],
            bold=tuple((start, end) for start, end in data["bold"]),
        )


@dataclass(frozen=True, slots=True)
class Digest:
    """One day's issue of a publisher: its items in the order of the page."""

    id: str
    title: str
    date: str
    publisher: str
    items: tuple[Item, ...]
    lang: str = ""
    categories: tuple[str, ...] = ()

    def to_dict(self) -> Json:
        return {
            "id": self.id,
            "title": self.title,
            "date": self.date,
            "publisher": self.publisher,
            "lang": self.lang,
            "categories": list(self.categories),
            "items": [item.to_dict() for item in self.items],
        }

    @classmethod
    def from_dict(cls, data: Json) -> Digest:
        return cls(
            id=data["id"],
            title=data["title"],
            date=data["date"],
            publisher=data["publisher"],
            lang=data["lang"],
            categories=tuple(data["categories"]),
            items=tuple(Item.from_dict(item) for item in data["items"]),
        )


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name where it stands; `source` is the component that found it, `score` its certainty."""

    start: int
    end: int
    text: str
    source: str = ""
    score: float = 1.0

    def to_dict(self) -> Json:
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "source": self.source,
            "score": round(self.score, 2),
        }

    @classmethod
    def from_dict(cls, data: Json) -> Mention:
        return cls(data["start"], data["end"], intern(data["text"]), intern(data["source"]), data["score"])


@dataclass(frozen=True, slots=True)
class Entity:
    """One real thing in one item, with all its mentions.

    `id` depends on the item, the lexicon and curated decisions alone, never on other items.
    """

    id: str
    type: str
    name: str
    mentions: tuple[Mention, ...]

    def to_dict(self) -> Json:
        return {
            "id": self.id,
            "type": self.type,
            "name": self.name,
            "mentions": [mention.to_dict() for mention in self.mentions],
        }

    @classmethod
    def from_dict(cls, data: Json) -> Entity:
        mentions = tuple(Mention.from_dict(mention) for mention in data["mentions"])
        return cls(intern(data["id"]), intern(data["type"]), intern(data["name"]), mentions)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that say so: `item.text[start:end] == text`, and the trigger where one is plain."""

    start: int
    end: int
    text: str
    trigger: str = ""

    def to_dict(self) -> Json:
        """Flat, as the extraction format has it: the sentence is a string."""
        return {
            "evidence": self.text,
            "start": self.start,
            "end": self.end,
            "trigger": self.trigger,
        }

    @classmethod
    def from_dict(cls, data: Json) -> Evidence:
        return cls(data["start"], data["end"], data["evidence"], data["trigger"])


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation between two entities of one item, as that item states it.

    `head` and `tail` are entity ids; `source` is the component that found it; `role` is the post
    where the relation type carries one.
    """

    head: str
    type: str
    tail: str
    status: str
    confidence: float
    evidence: Evidence
    source: str = ""
    role: str = ""

    def to_dict(self) -> Json:
        data: Json = {
            "head": self.head,
            "type": self.type,
            "tail": self.tail,
            "status": self.status,
            "confidence": round(self.confidence, 2),
            **self.evidence.to_dict(),
            "source": self.source,
        }
        if self.role:
            data["role"] = self.role
        return data

    @classmethod
    def from_dict(cls, data: Json) -> Fact:
        return cls(
            head=intern(data["head"]),
            type=intern(data["type"]),
            tail=intern(data["tail"]),
            status=intern(data["status"]),
            confidence=data["confidence"],
            evidence=Evidence.from_dict(data),
            source=intern(data["source"]),
            role=data.get("role", ""),
        )


@dataclass(frozen=True, slots=True)
class Party:
    """An entity's part in a deal; `lead` marks the leading one of several."""

    role: str
    entity: str
    lead: bool = False

    def to_dict(self) -> Json:
        data: Json = {"role": self.role, "entity": self.entity}
        if self.lead:
            data["lead"] = True
        return data

    @classmethod
    def from_dict(cls, data: Json) -> Party:
        return cls(intern(data["role"]), intern(data["entity"]), data.get("lead", False))


@dataclass(frozen=True, slots=True)
class Deal:
    """An event with parties, as one item reports it. Amounts are in base units of `currency`."""

    type: str
    stage: str
    parties: tuple[Party, ...]
    confidence: float
    evidence: Evidence
    amount: int | None = None
    currency: str | None = None
    round: str | None = None
    valuation: int | None = None
    source: str = ""

    def to_dict(self) -> Json:
        return {
            "type": self.type,
            "stage": self.stage,
            "parties": [party.to_dict() for party in self.parties],
            "amount": self.amount,
            "currency": self.currency,
            "round": self.round,
            "valuation": self.valuation,
            "confidence": round(self.confidence, 2),
            **self.evidence.to_dict(),
            "source": self.source,
        }

    @classmethod
    def from_dict(cls, data: Json) -> Deal:
        return cls(
            type=intern(data["type"]),
            stage=intern(data["stage"]),
            parties=tuple(Party.from_dict(party) for party in data["parties"]),
            amount=data["amount"],
            currency=data["currency"],
            round=data["round"],
            valuation=data["valuation"],
            confidence=data["confidence"],
            evidence=Evidence.from_dict(data),
            source=intern(data["source"]),
        )


@dataclass(frozen=True, slots=True)
class Rejection:
    """A candidate that was not taken: which component refused it and why."""

    source: str
    kind: Literal["mention", "entity", "fact", "deal"]
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one item says; `id` is the item's, `text` is what the offsets refer to."""

    id: str
    text: str
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    deals: tuple[Deal, ...] = ()
    rejections: tuple[Rejection, ...] = field(default=(), compare=False)

    def to_dict(self) -> Json:
        """The extraction format; rejections are for explaining and stay out of it."""
        return {
            "id": self.id,
            "entities": [entity.to_dict() for entity in self.entities],
            "relations": [fact.to_dict() for fact in self.facts],
            "deals": [deal.to_dict() for deal in self.deals],
            "text": self.text,
        }

    @classmethod
    def from_dict(cls, data: Json) -> Extraction:
        return cls(
            id=data["id"],
            text=data["text"],
            entities=tuple(Entity.from_dict(entity) for entity in data["entities"]),
            facts=tuple(Fact.from_dict(fact) for fact in data["relations"]),
            deals=tuple(Deal.from_dict(deal) for deal in data["deals"]),
        )
