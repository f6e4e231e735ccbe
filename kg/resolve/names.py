"""What items call an entity → its type, its names, its spellings: counted, so that order is no matter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.records import Entity, Extraction

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


@lru_cache(maxsize=1 << 16)
def is_chinese(text: str) -> bool:
    """Whether a name has as many Chinese characters as Latin letters: 可灵AI, but not Cursor公司."""
    han = len(_HAN.findall(text))
    return han > 0 and han >= len(_LATIN.findall(text))


@lru_cache(maxsize=1 << 16)
def is_english(text: str) -> bool:
    """Whether a name is written in Latin letters, with no Chinese character among them."""
    return _LATIN.search(text) is not None and _HAN.search(text) is None


def most_frequent(counts: Mapping[str, int]) -> str:
    """The string of the highest count, the first in alphabetical order of several; empty if there is none."""
    if len(counts) == 1:
        return next(iter(counts))
    return min(counts, key=lambda text: (-counts[text], text), default="")


def _count(counts: dict[str, int], text: str, number: int = 1) -> None:
    counts[text] = counts.get(text, 0) + number


@dataclass(slots=True)
class Observed:
    """What items say of one id: mentions by type and by spelling, items by the name that they use."""

    # Plain: most ids are named by one item, and a Counter takes as long to make as to fill.
    types: dict[str, int] = field(default_factory=dict)
    surfaces: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    chinese: dict[str, int] = field(default_factory=dict)
    english: dict[str, int] = field(default_factory=dict)

    def add(self, entity: Entity) -> None:
        """Count one item's entity. An item's name in each script is its longest spelling there."""
        texts = [mention.text for mention in entity.mentions]
        _count(self.types, entity.type, len(texts))
        _count(self.names, entity.name)
        for text in texts:
            _count(self.surfaces, text)
        spellings = set(texts)
        longest_first = (
            texts[:1] if len(spellings) == 1 else sorted(spellings, key=lambda text: (-len(text), text))
        )
        for counts, written in ((self.chinese, is_chinese), (self.english, is_english)):
            for text in longest_first:
                if text and written(text):
                    _count(counts, text)
                    break

    @property
    def name(self) -> str:
        """The name in the script in which most mentions are, English of two."""
        if not (self.chinese and self.english):
            return most_frequent(self.chinese or self.english or self.names)
        chinese = sum(count for text, count in self.surfaces.items() if is_chinese(text))
        english = sum(count for text, count in self.surfaces.items() if is_english(text))
        return most_frequent(self.chinese if chinese > english else self.english)

    def type(self, order: Sequence[str]) -> str:
        """The type that most mentions have, the first in `order` of several."""
        return min(self.types, key=lambda name: (-self.types[name], order.index(name)))


def observe(extractions: Iterable[Extraction]) -> dict[str, Observed]:
    """What the items say of each entity id."""
    seen: dict[str, Observed] = defaultdict(Observed)
    for extraction in extractions:
        for entity in extraction.entities:
            seen[entity.id].add(entity)
    return dict(seen)


def together(several: Sequence[Observed]) -> Observed:
    """The sum of what items say of ids that are one thing."""
    if len(several) == 1:
        return several[0]
    total = Observed()
    for one in several:
        for counter in Observed.__dataclass_fields__:
            for text, number in getattr(one, counter).items():
                _count(getattr(total, counter), text, number)
    return total
