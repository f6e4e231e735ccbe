"""Which mentions of an item name one thing: renamings in brackets, surnames, versions without their family.

All rules are within one kind (an organisation, a person, an artefact), and none joins two versions
(`GPT-4`, `GPT-4o`) or two curated entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import pairwise

from kg.extract import wordlists
from kg.records import Span

_NUMBERS = re.compile(r"\d+(?:\.\d+)*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_PARTS = re.compile(r"[\s·•]+")


@dataclass(frozen=True, slots=True)
class Named:
    """One name of the item: its first place, its spelling, its kind, and whether the lexicon has it."""

    key: str
    start: int
    end: int
    text: str
    kind: str
    curated: bool


@cache
def _bracket() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = sorted(wordlists.words("renaming_cues.txt"), key=lambda cue: (-len(cue), cue))
    between = re.compile(rf"\s?[（(]\s?(?P<cue>{'|'.join(map(re.escape, cues))})?\s?[:：]?\s?[\"“「'‘]?")
    return between, re.compile(r"[\"”」'’]?\s?[)）]")


class Renaming(Enum):
    """How a bracket behind a name tells that it holds another name of the same thing."""

    SAID = 1
    ABBREVIATED = 2
    OTHER_SCRIPT = 3


def renaming(text: str, first: Span, second: Span) -> Renaming | None:
    """Whether the second name is given in brackets as another name of the first: 亚马逊云科技（AWS）."""
    between, behind = _bracket()
    match = between.fullmatch(text, first[1], second[0])
    if match is None or behind.match(text, second[1]) is None:
        return None
    one, other = text[slice(*first)], text[slice(*second)]
    if match.group("cue"):
        return Renaming.SAID
    if bool(_HAN.search(one)) != bool(_HAN.search(other)):
        return Renaming.OTHER_SCRIPT
    return Renaming.ABBREVIATED if _abbreviates(other, one) or _abbreviates(one, other) else None


def renamed(text: str, first: Named, second: Named) -> bool:
    """Whether two names of one kind are one thing because a bracket says so."""
    if first.kind != second.kind or (first.curated and second.curated):
        return False
    if _NUMBERS.findall(first.text) != _NUMBERS.findall(second.text):
        return False
    return renaming(text, (first.start, first.end), (second.start, second.end)) is not None


def _abbreviates(short: str, long: str) -> bool:
    """`AP2` of `Agent Payments Protocol`, 中科院 of 中国科学院: its letters, in order, from the first."""
    if _HAN.search(short):
        rest = iter(long)
        return len(short) < len(long) and short[0] == long[0] and all(char in rest for char in short)
    letters = [char.casefold() for char in short if char.isalpha()]
    initials = [word[0].casefold() for word in re.findall(r"[A-Za-z]+", long)]
    return len(letters) > 1 and letters[: len(initials)] == initials[: len(letters)] and len(initials) > 1


def short_forms(name: Named, human: str) -> Iterator[str]:
    """The ends of a name that may stand for it: Musk, 奥特曼; V4 of `DeepSeek V4`, but not Pro."""
    if name.kind == human:
        parts = _PARTS.split(name.text)
        if len(parts) > 1:
            yield parts[-1]
        return
    for start in range(1, len(name.text)):
        before, rest = name.text[start - 1], name.text[start:]
        if (before == " " or _HAN.match(before)) and _NUMBERS.search(rest) and rest[0] not in " .":
            yield rest


def join(text: str, names: Sequence[Named], human: str) -> Mapping[str, str]:
    """Key → the key under which it is grouped; `names` in the order of the text, all mentions."""
    leader: dict[str, str] = {name.key: name.key for name in names}

    def find(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    curated = {name.key for name in names if name.curated}
    for a, b in _pairs(text, names, human):
        one, other = find(a), find(b)
        if one == other or (one in curated and other in curated):
            continue
        if other in curated:
            one, other = other, one
        leader[other] = one
    return {key: find(key) for key in leader}


def _pairs(text: str, names: Sequence[Named], human: str) -> Iterator[tuple[str, str]]:
    """Pairs of keys that name one thing, the fuller name first."""
    for first, second in pairwise(names):
        if renamed(text, first, second):
            yield first.key, second.key
    fuller: dict[tuple[str, str], set[str]] = {}
    for name in names:
        for form in short_forms(name, human):
            fuller.setdefault((name.kind, form), set()).add(name.key)
    for short in names:
        longer = fuller.get((short.kind, short.text), set())
        if len(longer) == 1 and not (short.curated and short.kind != human):
            yield min(longer), short.key
