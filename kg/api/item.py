"""News items, and what each reports of a fact or a deal."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.api import cards
from kg.api.properties import text
from kg.graph import Node


@dataclass(frozen=True, slots=True)
class Item:
    """A news entry: its headline, link and day. Its text stays in the digest."""

    id: str
    headline: str = field(compare=False)
    url: str = field(compare=False)
    host: str = field(compare=False)
    date: str = field(compare=False)
    lang: str = field(compare=False)
    digest: str = field(compare=False)

    @classmethod
    def of(cls, node: Node) -> Item:
        texts = (text(node, key) for key in ("name", "url", "host", "date", "lang", "digest"))
        return cls(node.id, *texts)

    def _repr_html_(self) -> str:
        return cards.item_card(self)


@dataclass(frozen=True, slots=True)
class Report:
    """What one item says of a fact or a deal: the sentence, word for word, and how sure or how far.

    `status` is a fact's status or a deal's stage; amounts are whole numbers of `currency`.
    """

    date: str
    status: str
    sentence: str
    item: Item
    amount: int | None = None
    currency: str = ""
    round: str = ""
    valuation: int | None = None

    @property
    def url(self) -> str:
        return self.item.url
