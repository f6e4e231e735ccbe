"""Whether a name may begin or end at a place in a text: never inside a Latin word or a number.

The rules are those of the tokenizer, asked at single places: `4.1`, `AT&T`, `snake_case` and `GPT-4o` are
whole, Han characters stand alone, `Nvidia-backed` and `ex-Google` are a name and a word.
"""

from __future__ import annotations

from enum import Enum


class Border(Enum):
    """`JOINED`: a hyphen and another word follow; free only if that word is a name of its own."""

    REFUSED = 0
    JOINED = 1
    FREE = 2


# Han, kana, Hangul and their punctuation start here and need no border (full-width Latin is folded).
_EAST_ASIAN = "⺀"
_JOINTS = "._&"
# `Codex-mini` is rather one name, `OpenAI-backed` two words.
_SUFFIX_LETTERS = 4
_SHORT_SUFFIXES = frozenset({"led", "run"})


def _word(char: str) -> bool:
    return char < _EAST_ASIAN and char.isalnum()


def left(folded: str, text: str, start: int) -> Border:
    """The border before a name that starts at `start`; `folded` is `text` folded in place."""
    if start == 0 or not _word(folded[start]):
        return Border.FREE
    before = folded[start - 1]
    if _word(before):
        return Border.REFUSED
    if start == 1 or not _word(folded[start - 2]):
        return Border.FREE
    if before == "-":
        return Border.FREE if _is_prefix(text, start - 1) else Border.JOINED
    if before == "." and folded[start - 2].isdigit() and not folded[start].isdigit():
        return Border.FREE
    return Border.REFUSED if before in _JOINTS else Border.FREE


def right(folded: str, text: str, start: int, end: int) -> Border:
    """The border behind the name `text[start:end]`."""
    if end == len(folded) or not _word(folded[end - 1]):
        return Border.FREE
    after = folded[end]
    if _word(after):
        return Border.REFUSED
    follows = end + 1 < len(folded) and _word(folded[end + 1])
    if after == "+":
        beside = folded[end + 1 : end + 2]
        return Border.FREE if beside >= _EAST_ASIAN or follows else Border.REFUSED
    if not follows:
        return Border.FREE
    if after == "-":
        return Border.FREE if text[start].isupper() and _is_suffix(text, end + 1) else Border.JOINED
    return Border.REFUSED if after in _JOINTS else Border.FREE


def _is_prefix(text: str, end: int) -> bool:
    """Whether the word that ends at `end` is plain and lower-case, as in ex-Google."""
    start = end
    while start > 0 and _word(text[start - 1]):
        start -= 1
    return text[start:end].isalpha() and text[start:end].islower()


def _is_suffix(text: str, start: int) -> bool:
    """Whether the word that starts at `start` is plain and lower-case, as in Nvidia-backed."""
    end = start
    while end < len(text) and _word(text[end]):
        end += 1
    word = text[start:end]
    if not (word.isalpha() and word.islower()):
        return False
    return len(word) >= _SUFFIX_LETTERS or word in _SHORT_SUFFIXES
