"""What speaks for a name's type: its shape, its words, and what stands beside it.

A signal is a pair (where, what), as the columns of `data/type_cues.tsv` have it:

| where | what |
| --- | --- |
| `shape` | a label of the spelling: `version`, `acronym`, `two-words`, … |
| `head`, `tail` | the first and the last word, or the last characters of a Han name |
| `before`, `after` | the words that touch the name (brackets and quotes between do not count) |
| `left`, `right` | words further off in the same clause |
| `place` | where it stands: `title-start`, `bold`, `quoted`, … |
| `beside` | a curated name that touches it or is listed with it, by its role: `before maker`, `list made` |
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from kg.extract import document, latin_words, wordlists

Signal = tuple[str, str]

# How many tokens a touching cue may have, and a cue further off; how far "further off" reaches.
_TOUCHING = 5
_DISTANT = 4
_REACH = 12
# How many characters may stand between names that belong together.
_GAP = 6
_SKIP = frozenset("“”\"'‘’「」『』《》【】()（） \n*")
_OPEN = frozenset("“\"‘「『《【'")
_CLOSE = frozenset("”\"’」』》】'")

# What may stand between two names of a list, and between a maker and what it makes.
_LISTED = re.compile(r"\s?(?:[、/,，&]|和|与|及|以及|或|vs\.?|and|or|, and)\s?\Z", re.IGNORECASE)
_OWNED = re.compile(r"(?:[\s*“\"「]|的|旗下|旗下的|自家的?|'s|’s){0,4}\Z")

_SHAPES = (
    ("version", re.compile(r".*[A-Za-z\u4e00-\u9fff+][ -]?[vV]?\d+(?:\.\d+)*[a-z]?\Z", re.DOTALL)),
    ("decimal", re.compile(r".*\d\.\d.*", re.DOTALL)),
    ("size", re.compile(r".*\d[bB](?![a-z]).*", re.DOTALL)),
    ("digit", re.compile(r".*\d.*", re.DOTALL)),
    ("acronym", re.compile(r"[A-Z]{2,5}\Z")),
    ("capital", re.compile(r"[A-Z][a-z]+\Z")),
    ("camel", re.compile(r"[A-Za-z]*[a-z][A-Z][A-Za-z]*\Z")),
    ("lower", re.compile(r"[^A-Z]*\Z")),
    ("two-words", re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+\Z")),
    ("two-words-odd", re.compile(r"\S+ \S+\Z")),
    ("three-words", re.compile(r"\S+ \S+ \S+\Z")),
    ("many-words", re.compile(r"\S+(?: \S+){3,}\Z")),
    ("hyphen", re.compile(r"[^ ]*[A-Za-z]-[A-Za-z].*")),
    ("hyphens", re.compile(r".*-.*-.*")),
    ("dot", re.compile(r".*[A-Za-z]\.[A-Za-z].*")),
    ("dotted-name", re.compile(r"[\u4e00-\u9fff]+[·•][\u4e00-\u9fff·•]+\Z")),
)


@cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    """`name_words.txt`: folded word → its groups."""
    groups: dict[str, tuple[str, ...]] = {}
    for word, group in wordlists.rows("name_words.txt", 2):
        groups[word] = (*groups.get(word, ()), group)
    return groups


def of_name(name: str) -> Iterator[Signal]:
    """Signals of the spelling alone."""
    for label, pattern in _SHAPES:
        if pattern.match(name):
            yield "shape", label
    words = name.split()
    groups = _groups()
    for where, word in (("head", words[0]), ("tail", words[-1])):
        for group in groups.get(word.casefold(), ()):
            yield where, f"<{group}>" if len(words) > 1 else f"<{group}> alone"
    if all(latin_words.is_weak(word) for word in words) and name.isascii():
        yield "shape", "weak"
    if len(words) > 1:
        yield "head", words[0].casefold()
        yield "tail", words[-1].casefold()
    for size in (1, 2, 3):
        if len(name) > size and not name[-size:].isascii():
            yield "tail", name[-size:]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A curated name of the item and its role (`kinds.txt`)."""

    start: int
    end: int
    role: str


class Window:
    """The tokens of a Doc as strings, so that the surroundings of many names can be read quickly."""

    def __init__(self, doc: Doc, neighbours: Sequence[Neighbour] = ()) -> None:
        self.text = doc._.item.text
        self.neighbours = sorted(neighbours, key=lambda neighbour: neighbour.start)
        self._neighbour_starts = [neighbour.start for neighbour in self.neighbours]
        self.title_end = self.text.find("\n")
        tokens = document.token_spans(doc)
        self.words = [self.text[start:end].casefold() for start, end in tokens]
        self.starts = [start for start, _ in tokens]
        self.place = {start: place for place, start in enumerate(self.starts)}
        self.clauses: tuple[tuple[int, int], ...] = doc._.clauses
        self.bold = frozenset(doc._.item.bold) if doc._.item is not None else frozenset()
        self._clause_of = self._clause_of_tokens()

    def _clause_of_tokens(self) -> list[int]:
        clause_of: list[int] = []
        current = 0
        for start in self.starts:
            while current + 1 < len(self.clauses) and self.clauses[current][1] <= start:
                current += 1
            clause_of.append(current)
        return clause_of

    def around(self, start: int, end: int) -> Iterator[Signal]:
        """Signals of the surroundings of `text[start:end]`."""
        first = self.place.get(start)
        if first is None:
            return
        last = first
        while last < len(self.words) and self.starts[last] < end:
            last += 1
        yield from self._places(start, end)
        yield from self._beside(start, end)
        yield from self._touching(first, last)
        yield from self._distant(first, last)

    def _places(self, start: int, end: int) -> Iterator[Signal]:
        if start == 0:
            yield "place", "title-start"
        elif start < self.title_end:
            yield "place", "title"
        if (start, end) in self.bold:
            yield "place", "bold"
        before, after = self.text[max(0, start - 1) : start], self.text[end : end + 1]
        if before in _OPEN and after in _CLOSE and before and after:
            yield "place", "quoted"
        if before in ("(", "（") and after in (")", "）"):
            yield "place", "bracketed"

    def _beside(self, start: int, end: int) -> Iterator[Signal]:
        place = bisect_left(self._neighbour_starts, start)
        if place:
            before = self.neighbours[place - 1]
            if before.end <= start:
                yield from _relation(self.text[before.end : start], "before", before.role)
        after = next((n for n in self.neighbours[place : place + 2] if n.start >= end), None)
        if after is not None:
            yield from _relation(self.text[end : after.start], "after", after.role)

    def _touching(self, first: int, last: int) -> Iterator[Signal]:
        words = self.words
        while first > 0 and words[first - 1] in _SKIP:
            first -= 1
        joined = ""
        for index in range(first - 1, max(-1, first - 1 - _TOUCHING), -1):
            joined = _glue(words[index], joined)
            yield "before", joined
        while last < len(words) and words[last] in _SKIP:
            last += 1
        joined = ""
        for index in range(last, min(len(words), last + _TOUCHING)):
            joined = _glue(joined, words[index])
            yield "after", joined

    def _distant(self, first: int, last: int) -> Iterator[Signal]:
        words, clause_of = self.words, self._clause_of
        left = max(0, first - _REACH)
        while left < first and clause_of[left] != clause_of[first]:
            left += 1
        yield from (("left", gram) for gram in _grams(words, left, first))
        right = min(len(words), last + _REACH)
        while right > last and clause_of[right - 1] != clause_of[last - 1]:
            right -= 1
        yield from (("right", gram) for gram in _grams(words, last, right))


def _relation(between: str, side: str, role: str) -> Iterator[Signal]:
    if len(between) > _GAP:
        return
    if _OWNED.match(between):
        yield "beside", f"{side} {role}"
    elif _LISTED.match(between):
        yield "beside", f"list {role}"


def _grams(words: list[str], start: int, end: int) -> Iterator[str]:
    for begin in range(start, end):
        joined = ""
        for index in range(begin, min(end, begin + _DISTANT)):
            joined = _glue(joined, words[index])
            yield joined


def _glue(left: str, right: str) -> str:
    """Latin words keep one space between them, Han characters none."""
    if (
        left
        and right
        and left[-1].isascii()
        and right[0].isascii()
        and left[-1].isalnum()
        and right[0].isalnum()
    ):
        return f"{left} {right}"
    return left + right
