"""Versions and editions behind a name: where they end, and which family a versioned name belongs to.

`Gemini` + ` 3.0`, `Optimus` + ` V3.0`, `Claude` + ` Opus 4.8`, `豆包` + `大模型1.6`: a version is a thing of
its own, so the name grows over it. A number that counts (`Gemini 3个月`) is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from kg.extract import wordlists

_NUMBER = r"(?:[vV]\s?)?\d{1,3}(?:\.\d{1,3}){0,3}[a-zA-Z]{0,2}\d?"
_END = r"(?![._&‑-]?[A-Za-z0-9]|/\d)"
_GENERIC = r"(?:系列|大模型|模型)?"


@cache
def _counted() -> re.Pattern[str]:
    counters = wordlists.words("version_counters.txt")
    words = "|".join(
        re.escape(word) + (r"\b" if word.isascii() and word.isalpha() else "") for word in counters
    )
    return re.compile(rf"\s?(?:{words})")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = sorted(wordlists.words("edition_words.txt"), key=lambda word: (-len(word), word))
    # A word in lower case may be written in any case; `words` holds longer ones first.
    edition = "|".join(rf"(?i:{re.escape(word)})" if word.islower() else re.escape(word) for word in words)
    piece = rf"(?:(?:{edition})|{_NUMBER}(?!{_counted().pattern}))(?![A-Za-z0-9])"
    grow = re.compile(rf"{_GENERIC}(?:[ \u00a0‑-]?{piece})+{_END}")
    strip = re.compile(rf"(?:[ \u00a0‑-]*(?:{_GENERIC}(?:{edition})|{_NUMBER}|\d+[bBkKmM]))\Z")
    return grow, strip


def extension(text: str, end: int) -> int:
    """Where the version or edition that follows a name ending at `end` ends; `end` if there is none."""
    match = _patterns()[0].match(text, end)
    return match.end() if match else end


def counts(text: str, end: int) -> bool:
    """Whether a number that ends here counts something (`Meta 20亿`), by what follows it."""
    return _counted().match(text, end) is not None


def family(name: str, knows: Callable[[str], str]) -> str:
    """The id of the family that a versioned name belongs to: `GPT-5.4 mini` → that of `GPT-5` or `GPT`.

    `knows` gives the id of a curated name, or an empty string.
    """
    strip = _patterns()[1]
    rest = name
    while match := strip.search(rest):
        rest = rest[: match.start()]
        found = knows(rest) if rest else ""
        if found:
            return found
    return ""
