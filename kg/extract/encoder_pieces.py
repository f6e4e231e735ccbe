"""Text → the units that names are made of, and the pieces that the encoder reads.

A unit is a run of Latin letters, a run of digits, or any other character alone: nearly every name of
the corpus stands on unit borders. A piece is an entry of the encoder's own vocabulary; one may cover
several units (谷歌) or a part of one (Mist|ral). Both are found on text folded character by character
(NFKC), so that offsets stay those of the text. Training and reading share this file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

WORD_START = "▁"
LONGEST_PIECE = 16
# An unknown character costs more than any piece, so that it is taken only where nothing else fits.
UNKNOWN_PENALTY = 10.0
# How a unit stands in its piece: it is the piece, opens it, closes it, lies inside, or is cut by it.
PLACES = 5
# Kind of unit (see `_shape`) doubled by whether white space stands before it.
SHAPES = 18


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces with their log probabilities; the number of a piece is its row of the embedding."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    begin: int
    end: int
    pad: int
    unknown: int

    def index(self) -> dict[str, tuple[int, float]]:
        """Piece → its number and score, without the marks that are no text."""
        marks = {self.begin, self.end, self.pad, self.unknown}
        pairs = zip(self.pieces, self.scores, strict=True)
        return {piece: (n, score) for n, (piece, score) in enumerate(pairs) if n not in marks}


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text cut into units and pieces.

    `pieces` are numbers, begin and end marks included. The rest is one row a unit: `starts` and `ends`
    are offsets in the text; `first` and `last` index `pieces`; `own` is the number of the piece that
    spells the unit alone; `places` and `shapes` are small classes.
    """

    pieces: Ints
    starts: Ints
    ends: Ints
    first: Ints
    last: Ints
    own: Ints
    places: Ints
    shapes: Ints


@cache
def _folded(character: str) -> str:
    return unicodedata.normalize("NFKC", character)


def _is_letter(character: str) -> bool:
    return character.isalpha() and (character < "\u0250" or "\u1e00" <= character < "\u1f00")


@cache
def _kind(character: str) -> str:
    """`l` for a Latin letter, `d` for a digit, `s` for white space, else the character stands alone."""
    folded = _folded(character)
    if not folded.strip():
        return "s"
    if all(_is_letter(c) for c in folded):
        return "l"
    return "d" if all(c.isdigit() for c in folded) else "o"


def units(text: str) -> list[tuple[int, int]]:
    """The units of a text as half-open spans, in order; white space belongs to none."""
    found: list[tuple[int, int]] = []
    before = "s"
    for position, character in enumerate(text):
        kind = _kind(character)
        if kind in "ld" and kind == before:
            found[-1] = (found[-1][0], position + 1)
        elif kind != "s":
            found.append((position, position + 1))
        before = kind
    return found


def _shape(unit: str, spaced: bool) -> int:
    """A small class of how a unit is written."""
    kind = _kind(unit[0])
    if kind == "d":
        shape = 1 if len(unit) == 1 else 2
    elif kind == "l":
        if unit.islower():
            shape = 3
        elif unit.isupper():
            shape = 4 if len(unit) > 1 else 5
        else:
            shape = 6 if unit[0].isupper() and unit[1:].islower() else 7
    else:
        shape = 8 if unit.isalpha() else 0
    return 2 * shape + spaced


class Segmenter:
    """Cuts text into the pieces of one vocabulary, the likeliest way."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._index = vocabulary.index()
        self._longest = min(LONGEST_PIECE, max(map(len, self._index)))
        self._unknown_score = min(vocabulary.scores) - UNKNOWN_PENALTY
        self._cut_word = lru_cache(maxsize=20_000)(self._likeliest)

    def cut(self, word: str) -> tuple[tuple[int, int], ...]:
        """A word (its start mark included) → (piece number, length) in order."""
        return self._cut_word(word) if len(word) < 20 else self._likeliest(word)

    def _likeliest(self, word: str) -> tuple[tuple[int, int], ...]:
        best = [0.0] + [-np.inf] * len(word)
        step: list[tuple[int, int]] = [(0, 0)] * (len(word) + 1)
        for start in range(len(word)):
            so_far = best[start]
            for end in range(start + 1, min(start + self._longest, len(word)) + 1):
                entry = self._index.get(word[start:end])
                if entry is None:
                    if end > start + 1:
                        continue
                    entry = (self.vocabulary.unknown, self._unknown_score)
                if so_far + entry[1] > best[end]:
                    best[end] = so_far + entry[1]
                    step[end] = (entry[0], end - start)
        path: list[tuple[int, int]] = []
        end = len(word)
        while end:
            path.append(step[end])
            end -= step[end][1]
        return tuple(reversed(path))

    def own(self, unit: str) -> int:
        """The piece that spells a unit alone, with or without a word's start before it."""
        for spelling in (unit, WORD_START + unit):
            if spelling in self._index:
                return self._index[spelling][0]
        return self.cut(WORD_START + unit)[-1][0]

    def encode(self, text: str) -> Encoded:
        """Units and pieces of a text."""
        pieces = [self.vocabulary.begin]
        piece_of = np.zeros(len(text), dtype=np.int64)
        for word, origins in _words(text):
            if not origins:
                pieces.append(self.vocabulary.end)
                continue
            position = 0
            for number, length in self.cut(WORD_START + word):
                for origin in origins[max(position - 1, 0) : position - 1 + length]:
                    # The first piece that a character lies in; only a folded ligature lies in two.
                    piece_of[origin] = piece_of[origin] or len(pieces)
                pieces.append(number)
                position += length
        pieces.append(self.vocabulary.end)
        spans = units(text)
        folded = ["".join(map(_folded, text[start:end])) for start, end in spans]
        first = np.array([piece_of[start] for start, _ in spans], dtype=np.int64)
        last = np.array([piece_of[end - 1] for _, end in spans], dtype=np.int64)
        spaced = [start == 0 or _kind(text[start - 1]) == "s" for start, _ in spans]
        return Encoded(
            pieces=np.array(pieces, dtype=np.int64),
            starts=np.array([start for start, _ in spans], dtype=np.int64),
            ends=np.array([end for _, end in spans], dtype=np.int64),
            first=first,
            last=last,
            own=np.array([self.own(unit) for unit in folded], dtype=np.int64),
            places=_places(first, last),
            shapes=np.array(
                [_shape(unit, space) for unit, space in zip(folded, spaced, strict=True)], dtype=np.int64
            ),
        )


def _words(text: str) -> list[tuple[str, list[int]]]:
    """The words between white space, folded, each character with its offset in the text.

    The end of a line is a word without characters: the encoder reads it as the end of a passage.
    """
    words: list[tuple[str, list[int]]] = []
    letters: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(text + " "):
        if _kind(character) == "s":
            if letters:
                words.append(("".join(letters), origins))
            letters, origins = [], []
            if character == "\n":
                words.append(("", []))
            continue
        for folded in _folded(character):
            if not folded.isspace():
                letters.append(folded)
                origins.append(position)
    return words


def _places(first: Ints, last: Ints) -> Ints:
    """How each unit stands in its piece: 0 is it, 1 opens, 2 lies inside, 3 closes, 4 is cut by pieces."""
    count = len(first)
    places = np.zeros(count, dtype=np.int64)
    if not count:
        return places
    follows = np.concatenate(([False], first[1:] == last[:-1]))
    leads = np.concatenate((follows[1:], [False]))
    places[leads & ~follows] = 1
    places[leads & follows] = 2
    places[~leads & follows] = 3
    places[(first != last) & ~leads & ~follows] = 4
    return places


def to_rows(spans: Sequence[tuple[int, int]], encoded: Encoded) -> list[tuple[int, int]]:
    """Character spans → unit spans; one that does not stand on unit borders is left out."""
    begins = {int(start): row for row, start in enumerate(encoded.starts)}
    closes = {int(end): row + 1 for row, end in enumerate(encoded.ends)}
    return [(begins[a], closes[b]) for a, b in spans if a in begins and b in closes]
