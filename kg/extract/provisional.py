"""Ids of names that no curated entry has: fixed by the name and its kind, so that every item gives the same.

`slug` is also the key under which spellings of one name meet within an item: `Kimi K3` and `KimiK3`,
`小鹏汽车有限公司` and `小鹏汽车`; never two versions (`Gen-4` ≠ `Gen-4.5`).
"""

from __future__ import annotations

import re

from kg.lexicon import fold, stem

_DROPPED = re.compile(r"(?<![0-9])[-\s·]+|[-\s·]+(?![0-9])|[\"'“”‘’《》「」()（）]")
_SEPARATED = re.compile(r"[^\w.+]+")


def slug(name: str, kind: str) -> str:
    """The normalised name: legal forms stripped where the kind has any, Han kept, no spaces.

    A hyphen or space stays only between two digits, where it separates numbers.
    """
    spaced = re.sub(r"(?<=\d)\s+(?=\d)", "-", name.strip())
    short = stem(spaced, kind) or fold(spaced)
    return _SEPARATED.sub("-", _DROPPED.sub("", short)).strip("-.") or fold(name)


def entity_id(name: str, kind: str) -> str:
    """`new:{kind}:{slug}`, the id until a curated entry has the name."""
    return f"new:{kind}:{slug(name, kind)}"
