"""Cypher text → tokens: what a query says once comments, strings and quoted names are told apart.

The guard and the dialect read these tokens and never the raw text, so that a word in a string or a
comment is no clause, and a clause cannot hide behind one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.errors import QueryError

Kind = Literal["name", "quoted", "string", "number", "parameter", "mark", "comment", "space"]

_NAME = r"[^\W\d]\w*"
_QUOTED = r"`(?:[^`]++|``)*+`"
# Possessive, so that a long text without an end costs one pass and no more. A number stops where its digits
# do: in `1SET` the word must stay a word.
_TOKEN = re.compile(
    rf"""
    (?P<space>[\s\ufeff]++)
  | (?P<comment>//[^\n\r]*+ | /\*(?s:.*?)\*/)
  | (?P<string>'(?:[^'\\]++|\\(?s:.))*+' | "(?:[^"\\]++|\\(?s:.))*+")
  | (?P<quoted>{_QUOTED})
  | (?P<parameter>\$\s*+(?:{_NAME}|\d++|{_QUOTED}))
  | (?P<number>0[xX][0-9a-fA-F]++ | 0o[0-7]++ | (?:\d[\d_]*+(?:\.\d++)?+ | \.\d++)(?:[eE][+-]?\d++)?+)
  | (?P<name>{_NAME})
  | (?P<mark>(?s:.))
    """,
    re.VERBOSE,
)
_OPENERS = {"'": "string", '"': "string", "`": "quoted name"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query; `start` counts code points of the whole text."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def value(self) -> str:
        """A name without its quotes; other tokens as they stand."""
        return self.text[1:-1].replace("``", "`") if self.kind == "quoted" else self.text

    @property
    def word(self) -> str:
        """The name in capitals, for comparison with keywords; empty if this is no name at all."""
        return self.value.upper() if self.kind in ("name", "quoted") else ""


def position(text: str, offset: int) -> str:
    """Where an offset lies, as a reader counts: lines and columns from 1."""
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return f"line {line}, column {column}"


def pieces(text: str) -> Iterator[Token]:
    """All of the text in order, comments and white space included; `QueryError` where a quote never ends."""
    for found in _TOKEN.finditer(text):
        kind: Kind = found.lastgroup  # type: ignore[assignment]
        piece = found.group()
        if kind == "mark":
            opened = "comment" if text.startswith("/*", found.start()) else _OPENERS.get(piece)
            if opened:
                where = position(text, found.start())
                raise QueryError(f"Not valid Cypher at {where}: the {opened} that opens here never ends")
        yield Token(kind, piece, found.start())


def tokens(text: str) -> list[Token]:
    """The text without comments and white space."""
    return [piece for piece in pieces(text) if piece.kind not in ("comment", "space")]
