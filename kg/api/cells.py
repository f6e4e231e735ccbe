"""A cell of any kind → one line of text, and how wide that is on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from unicodedata import combining, east_asian_width

_GAP = "  "


def plain_text(value: object) -> str:
    """Nodes and edges by their names, lists with commas, nothing for what is missing.

    >>> plain_text(["Alphabet", None, 3])
    'Alphabet, , 3'
    >>> plain_text({"labels": ["Company"], "properties": {"id": "hsbc", "name": "HSBC"}})
    'HSBC'
    """
    if value is None:
        return ""
    if isinstance(value, Mapping):
        properties = value.get("properties")
        if isinstance(properties, Mapping):
            return plain_text(properties.get("name") or value.get("type") or value.get("id"))
        return ", ".join(f"{plain_text(key)}: {plain_text(one)}" for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(plain_text, value))
    return str(value)


def width(text: str) -> int:
    """Columns on a screen: a Chinese character takes two.

    >>> width("HSBC"), width("汇丰")
    (4, 4)
    """
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def fitted(text: str, most: int) -> str:
    """On one line and at most so wide."""
    line = " ".join(text.split())
    if width(line) <= most:
        return line
    kept = ""
    for char in line:
        if width(kept + char) > most - 1:
            break
        kept += char
    return f"{kept}…"


def aligned(columns: Sequence[str], rows: Iterable[Sequence[object]], *, most: int = 48) -> str:
    """A table in plain text; cells wider than `most` are cut."""
    lines = [[fitted(plain_text(cell), most) for cell in row] for row in (columns, *rows)]
    widths = [max(map(width, column)) for column in zip_longest(*lines, fillvalue="")]
    return "\n".join(
        _GAP.join(cell + " " * (room - width(cell)) for cell, room in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
