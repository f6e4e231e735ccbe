"""A query as an analyst writes it for Neo4j → the text that the embedded engine takes, and back.

Three things differ, none of them in meaning: the engine knows no block comments, no white space beyond
ASCII, and takes Chinese names and clause words as names only in backticks (`AS 收购方`, `AS set`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.stores.guard import REFUSED, clauses
from kg.stores.lexer import Token, pieces, position, tokens

# Property names that the engine answers of its own, on every node.
_STRUCTURAL = {"title", "type"}


@dataclass(frozen=True, slots=True)
class Translation:
    """The engine's text, and what is needed to speak of the analyst's own."""

    original: str
    text: str
    quoted: tuple[str, ...]
    inserted: tuple[int, ...]
    hints: tuple[str, ...]

    def position(self, line: int, column: int) -> str:
        """Where a place of the engine's text lies in the original."""
        lines = self.text.split("\n")
        start = sum(len(one) + 1 for one in lines[: line - 1])
        offset = min(start + column - 1, len(self.text))
        offset -= sum(place < offset for place in self.inserted)
        return position(self.original, offset)

    def column(self, name: str) -> str:
        """A column's heading as Neo4j has it: the expression without the backticks put in here.

        The engine drops a backtick that begins a heading, so the second one is looked for alone.
        """
        for one in self.quoted:
            name = name.replace(f"`{one}`", one)
            if name.startswith(f"{one}`"):
                name = one + name[len(one) + 1 :]
        return name


def translate(text: str) -> Translation:
    """For a query that the guard let pass."""
    found = tokens(text)
    names = _names_to_quote(found)
    made: list[str] = []
    quoted: list[str] = []
    inserted: list[int] = []
    length = 0
    for piece in pieces(text):
        new = piece.text
        if piece.kind in ("comment", "space") or (piece.text == ";" and piece.start == found[-1].start):
            new = re.sub(r"[^\n]", " ", new)
        elif piece.start in names:
            new = f"`{piece.text}`"
            quoted.append(piece.text)
            inserted += [length, length + len(new) - 1]
        made.append(new)
        length += len(new)
    return Translation(text, "".join(made), tuple(dict.fromkeys(quoted)), tuple(inserted), _hints(found))


def _names_to_quote(found: Sequence[Token]) -> set[int]:
    """Where names start that the engine would misread: no ASCII, or a clause word that is none here."""
    judged = {token.start for token in clauses(found)}
    starts = set()
    for at, token in enumerate(found):
        after_dot = at > 0 and found[at - 1].text == "."
        word_as_name = token.word in REFUSED and token.start not in judged and not after_dot
        if token.kind == "name" and (word_as_name or not token.text.isascii()):
            starts.add(token.start)
    return starts


def _hints(found: Sequence[Token]) -> tuple[str, ...]:
    """What Neo4j answers otherwise: `n.title` and `n.type`, unless the query makes such keys."""
    made = {one.value for one, other in pairwise(found) if other.text == ":"}
    asked = {other.value for one, other in pairwise(found) if one.text == "."} & _STRUCTURAL
    return tuple(f"No node has {word}: the embedded engine makes it up" for word in sorted(asked - made))
