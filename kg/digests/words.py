"""The curated words of this room (`data/*.txt`), and what a heading, label, link or class name is by them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, cast

from kg.digests.letters import size

AsideKind = Literal["overview", "comment", "about"]

_DATA = Path(__file__).parent / "data"
# A longer heading is a headline, whatever words it holds.
_LONGEST_HEADING = 14
_LONGEST_LABEL = 16
_REMEMBERED = 4096
_NO_WORD = re.compile(r"^[^\w~=]+|[^\w~]+$|（[^（）]*）|\([^()]*\)")
_SIGNS = re.compile(r"[\W_]+")
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
# A page's own name may hold any word: `AI洞察日报` is no insight.
_OWN_NAME = re.compile(
    r"日报|早报|晚报|周报|日刊|简报|资讯|快讯|速递|\b(?:news|daily|digest|brief|briefing)\b|\d{4}",
    re.IGNORECASE,
)


def rows(name: str) -> list[tuple[str, ...]]:
    """The rows of a data file, split at tabs, comments and empty lines left out."""
    lines = (_DATA / name).read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#")]


def fold(text: str) -> str:
    """Lower case, without pictures, numbers and brackets at either end."""
    previous, text = "", text.casefold().strip()
    while text != previous:
        previous, text = text, _NO_WORD.sub("", text).strip(" \t\n_0123456789")
    return text


@cache
def _asides() -> tuple[dict[str, AsideKind], list[tuple[re.Pattern[str], AsideKind]]]:
    whole: dict[str, AsideKind] = {}
    parts: list[tuple[re.Pattern[str], AsideKind]] = []
    for name, words in rows("asides.txt"):
        kind = cast(AsideKind, name)
        if words.startswith("="):
            whole[words[1:]] = kind
        else:
            found = re.escape(words)
            parts.append((re.compile(rf"\b{found}\b" if words.isascii() else found), kind))
    return whole, parts


@lru_cache(_REMEMBERED)
def aside_kind(heading: str) -> AsideKind | None:
    """Which part without items this heading opens, if any."""
    text = fold(heading)
    if not text or size(text) > _LONGEST_HEADING:
        return None
    whole, parts = _asides()
    kind = whole.get(text)
    if kind is None:
        # With what stands in brackets: `Today (overview)`.
        kind = next((kind for pattern, kind in parts if pattern.search(heading.casefold())), None)
    return None if kind in {"comment", "overview"} and _OWN_NAME.search(text) else kind


@cache
def _labels() -> tuple[dict[str, str], list[tuple[str, str]], list[tuple[str, str]]]:
    whole: dict[str, str] = {}
    starts: list[tuple[str, str]] = []
    ends: list[tuple[str, str]] = []
    for kind, words in rows("labels.txt"):
        if words.endswith("~"):
            starts.append((words[:-1], kind))
        elif words.startswith("~"):
            ends.append((words[1:], kind))
        else:
            whole[words] = kind
    return whole, starts, ends


@lru_cache(_REMEMBERED)
def label_kind(label: str) -> str:
    """`content`, `title`, `link`, `meta`, `comment`, or nothing where the label is none that we know."""
    text = fold(label)
    if not text or size(text) > _LONGEST_LABEL:
        return ""
    whole, starts, ends = _labels()
    if text in whole:
        return whole[text]
    for words, kind in starts:
        if text.startswith(words):
            return kind
    return next((kind for words, kind in ends if text.endswith(words)), "")


@cache
def _pointers() -> frozenset[str]:
    return frozenset(words for (words,) in rows("links.txt"))


def points(words: str) -> bool:
    """Whether a link's words only point to its source: `原文`, `Read more →`, an arrow, an address."""
    letters = _SIGNS.sub("", words)
    if len(letters) < 2 or letters.isdigit():
        return True
    text = fold(words)
    return text in _pointers() or text.startswith(("http:", "https:", "www."))


@cache
def tags(kind: str) -> frozenset[str]:
    """The names of HTML's elements of a kind: `any`, `block` or `skipped`."""
    return frozenset(name for of, name in rows("tags.txt") if of == kind)


@cache
def _roles() -> dict[str, str]:
    return {word: kind for kind, word in rows("roles.txt")}


@lru_cache(_REMEMBERED)
def role_kind(role: str) -> str:
    """What class names say of a block: `title`, `label`, `meta`, `comment`, `aside` or nothing."""
    known = _roles()
    kinds = [known[part.lower()] for part in _PARTS.findall(role) if part.lower() in known]
    return kinds[-1] if kinds else ""
