"""What a Latin word can be within a name: a name's word, its tail, a joint, or nothing.

One place for the stop lists and word shapes that `latin_names` builds runs from.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from kg.extract import wordlists

BREAK = "break"
LEAD = "lead"

_HAN = re.compile(r"[\u3400-\u9fff]")
_NUMBER = re.compile(r"\d+(?:\.\d+)*\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
# 13B, 4o, 5x, 128K: parts of a name, never its beginning; 01.AI and 360Zhinao have more letters.
_SIZE = re.compile(r"\d+(?:\.\d+)*[A-Za-z]{1,2}\+?\Z")
_VERSION = re.compile(r"[vV]\d")
_MIXED = re.compile(r"[a-z][a-z]*[-.]?\d")
_JOINED = re.compile(r"[a-z0-9]+(?:[-.‑_][a-z0-9]+)+\Z")
_ENDINGS = (
    ("s", ""),
    ("es", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ies", "y"),
    ("ly", ""),
)
_LONGEST = 60
_JOINTS = frozenset({"for", "of"})


class Word(Enum):
    """`NAME` may begin a name, `TAIL` only continue one, `JOINT` stand between two of its words."""

    NAME = 1
    TAIL = 2
    JOINT = 3


@cache
def stops() -> dict[str, str]:
    """The stop list: folded word → `break`, `weak` or `lead` (the file says what they mean)."""
    return wordlists.mapping("latin_stops.txt")


@cache
def common() -> frozenset[str]:
    """English words that are no names by themselves."""
    return frozenset(wordlists.words("common_words.txt"))


def is_common(word: str) -> bool:
    """Whether a word is plain English, in this form or in its base form."""
    folded = word.casefold()
    if folded in common():
        return True
    return any(
        folded.endswith(ending) and (folded[: -len(ending)] + base) in common()
        for ending, base in _ENDINGS
        if len(folded) > len(ending) + 2
    )


def is_weak(word: str) -> bool:
    """Whether a capitalised word says nothing by itself: a stop word, a plain English word, a number."""
    return word.casefold() in stops() or is_common(word) or kind(word, han=True) is not Word.NAME


def leads(word: str) -> bool:
    """Whether a word stands before names without belonging to them (`AI Sora`)."""
    return stops().get(word.casefold()) == LEAD


def is_latin(text: str) -> bool:
    """Whether a text is written in a Latin language: then a capital letter says little."""
    return len(_HAN.findall(text)) * 10 < len(text)


def kind(word: str, *, han: bool) -> Word | None:
    """The part that a token can play; `han` says that the item is Chinese, where Latin script stands out."""
    if not word[0].isalnum() or _HAN.match(word) or len(word) > _LONGEST:
        return None
    folded = word.casefold()
    if word.islower():
        return _lower(word, han=han)
    if stops().get(folded) == BREAK or _YEAR.match(word):
        return None
    if _NUMBER.match(word) or _SIZE.match(word) or _VERSION.match(word) or len(word) == 1:
        return Word.TAIL
    if word[0].isdigit() and not any(char.isupper() for char in word):
        return None
    return Word.NAME


def _lower(word: str, *, han: bool) -> Word | None:
    """Lower-case names: n8n and o3 anywhere; llama.cpp and yt-dlp where Latin script stands out."""
    if word in _JOINTS:
        return Word.JOINT
    if word in stops():
        return None
    if _VERSION.match(word):
        return Word.TAIL
    if _MIXED.match(word):
        return Word.NAME
    if han and _JOINED.match(word) and word[0].isalpha():
        parts = re.split(r"[-.‑_]", word)
        if not all(part in common() or part in stops() for part in parts):
            return Word.NAME
    return None
