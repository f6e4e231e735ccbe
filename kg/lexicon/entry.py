"""The records of the lexicon: an entry is one real thing with all the names that it goes by."""

from __future__ import annotations

from dataclasses import dataclass

# The source of an entry that was written from general knowledge, without texts to be read in view.
WORLD = "world"


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling; `ambiguous` says that it is also a common word or names something else too."""

    text: str
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Post:
    """What a person does, or did (`former`), at an organisation (an entry's id)."""

    organisation: str
    role: str
    former: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One curated thing. Cells that nobody knows are empty; `maker`, `parent`, `family` hold ids.

    `also` is a second honest type. `aliases` are all spellings, the preferred English and Chinese
    names first. `source` is `WORLD`, or empty where texts were read to find the entry.
    """

    id: str
    type: str
    also: str = ""
    name_en: str = ""
    name_zh: str = ""
    aliases: tuple[Alias, ...] = ()
    maker: str = ""
    parent: str = ""
    family: str = ""
    country: str = ""
    sector: str = ""
    posts: tuple[Post, ...] = ()
    founded: tuple[str, ...] = ()
    source: str = ""

    @property
    def name(self) -> str:
        """The preferred name: English, or else Chinese."""
        return self.name_en or self.name_zh

    @property
    def types(self) -> tuple[str, ...]:
        """The type, and the second one where the thing is honestly both."""
        return (self.type, self.also) if self.also else (self.type,)
