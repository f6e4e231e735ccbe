"""The table of triggers: words that say a relation, and where its ends stand around them.

Takes `data/triggers.tsv`; gives the rules by trigger and an automaton that finds all triggers of a text.
The file's head explains its columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from kg.errors import LexiconError
from kg.extract import wordlists
from kg.records import Span

FILE = "triggers.tsv"
COLUMNS = 8
NONE = "-"
_PLACE = "^"
_SLOT = re.compile(r"(?P<open>\()?(?P<end>head|tail|pair)(?P<near>!)?\)?\Z")
_LOWER = {ord(letter): ord(letter.lower()) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_ASCII_WORD = re.compile(r"[A-Za-z0-9]")

End = Literal["head", "tail", "pair"]


@dataclass(frozen=True, slots=True)
class Slot:
    """One end of a relation in a pattern: which, whether it may be left out, whether it must touch.

    `markers` are the words of which one stands right before it (被, 与, with); empty for none.
    """

    end: End
    elided: bool = False
    near: bool = False
    markers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """How one trigger says one relation; `left` and `right` are in the order of the text."""

    relation: str
    left: tuple[Slot, ...]
    right: tuple[Slot, ...]
    reach: int
    score: float
    preferred: str
    status: str
    news: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger where it stands, with the rules that it may follow."""

    start: int
    end: int
    rules: tuple[Rule, ...]


def _slots(words: Sequence[str], where: str) -> Iterator[Slot]:
    markers: tuple[str, ...] = ()
    for word in words:
        match = _SLOT.match(word)
        if not match:
            markers = tuple(sorted(word.split("|"), key=lambda marker: (-len(marker), marker)))
            continue
        end: End = match["end"]  # type: ignore[assignment]
        yield Slot(end, match["open"] is not None, match["near"] is not None, markers)
        markers = ()
    if markers:
        raise LexiconError(f"{where}: a marker stands before no end")


def parse(pattern: str, where: str = FILE) -> tuple[tuple[Slot, ...], tuple[Slot, ...]]:
    """`(head) 与|和 tail ^` → the slots left and right of the trigger. Raises `LexiconError`."""
    words = pattern.split()
    if words.count(_PLACE) != 1:
        raise LexiconError(f"{where}: {pattern!r} has not exactly one {_PLACE}")
    place = words.index(_PLACE)
    left = tuple(_slots(words[:place], where))
    right = tuple(_slots(words[place + 1 :], where))
    ends = sorted(slot.end for slot in left + right)
    if ends not in (["head", "tail"], ["pair"]):
        raise LexiconError(f"{where}: {pattern!r} names {ends}, not one head and one tail, or one pair")
    return left, right


def lower(text: str) -> str:
    """Lower case of the Latin letters alone, so that no offset moves."""
    return text.translate(_LOWER)


class Table:
    """All rules by trigger, and the automaton over the triggers."""

    def __init__(self, rows: Sequence[tuple[str, ...]]) -> None:
        rules: dict[str, list[Rule]] = {}
        for words, relation, pattern, reach, score, preferred, status, news in rows:
            left, right = parse(pattern, f"{FILE}: {words}")
            rule = Rule(
                relation,
                left,
                right,
                reach=int(reach),
                score=float(score),
                preferred="" if preferred == NONE else preferred,
                status="" if status == NONE else status,
                news=news != NONE,
            )
            for word in words.split("|"):
                rules.setdefault(lower(word), []).append(rule)
        self.rules: Mapping[str, tuple[Rule, ...]] = {word: tuple(found) for word, found in rules.items()}

    @cached_property
    def _matcher(self) -> tuple[object, list[str]]:
        from ahocorasick_rs import AhoCorasick, MatchKind

        words = sorted(self.rules)
        return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words

    def find(self, text: str) -> Iterator[Hit]:
        """Triggers in order, the longest where several start at one place; Latin ones are whole words."""
        automaton, words = self._matcher
        lowered = lower(text)
        for index, start, end in automaton.find_matches_as_indexes(lowered):  # type: ignore[attr-defined]
            if _cut(lowered, start, end):
                continue
            yield Hit(start, end, self.rules[words[index]])

    def news(self, relation: str, trigger: str) -> bool | None:
        """Whether this trigger of this relation tells an event; None where it is no trigger of it."""
        told = [rule.news for rule in self.rules.get(lower(trigger), ()) if rule.relation == relation]
        return any(told) if told else None


def _cut(text: str, start: int, end: int) -> bool:
    """Whether a match is cut out of a longer Latin word."""
    first, last = text[start], text[end - 1]
    if start and _ASCII_WORD.match(first) and _ASCII_WORD.match(text[start - 1]):
        return True
    return end < len(text) and bool(_ASCII_WORD.match(last)) and bool(_ASCII_WORD.match(text[end]))


@cache
def load() -> Table:
    """The package's own table, read once."""
    return Table(wordlists.rows(FILE, COLUMNS))


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """An expression for lower text that finds any of these words, the longest first; Latin ones whole."""
    ordered = sorted({lower(word) for word in words}, key=lambda word: (-len(word), word))
    latin = r"(?<![a-z0-9]){}(?![a-z0-9])"
    return re.compile("|".join(latin.format(re.escape(w)) if w.isascii() else re.escape(w) for w in ordered))


def spans(text: str, word: str, within: Span) -> list[Span]:
    """Where a trigger stands inside a span of the text."""
    lowered, word = lower(text[within[0] : within[1]]), lower(word)
    found: list[Span] = []
    start = lowered.find(word) if word else -1
    while start >= 0:
        found.append((within[0] + start, within[0] + start + len(word)))
        start = lowered.find(word, start + 1)
    return found
