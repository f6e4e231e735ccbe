"""The encoder's vocabulary of 250,000 pieces → the part of it that this kind of text uses.

Kept are the pieces that the texts use, every piece of one character that stands for ASCII or a CJK
character, and the likeliest Latin and Han pieces besides, so that text that nobody has seen is still
covered: a name that is cut differently than before is still cut into known pieces.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.extract.encoder_pieces import WORD_START, Segmenter, Vocabulary
from training.data import text_of

# Beside the pieces in use: so many of the likeliest, of those that spell only Latin letters or Han.
COMMON = 4_000


@dataclass(frozen=True, slots=True)
class CutVocabulary:
    """A smaller vocabulary, and for each of its pieces the row of the full embedding."""

    vocabulary: Vocabulary
    rows: NDArray[np.int64]


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _plain(piece: str) -> bool:
    """Whether a piece is Latin (ASCII) or Han throughout."""
    text = piece.removeprefix(WORD_START)
    return bool(text) and (text.isascii() or all(map(_is_han, text)))


def used(full: Vocabulary, texts: Iterable[str]) -> Counter[int]:
    """How often each piece of the full vocabulary occurs in the texts."""
    segmenter = Segmenter(full)
    counts: Counter[int] = Counter()
    for text in texts:
        encoded = segmenter.encode(text)
        counts.update(encoded.pieces.tolist())
        counts.update(encoded.own.tolist())
    return counts


def cut(full: Vocabulary, counts: Counter[int], *, common: int = COMMON) -> CutVocabulary:
    """The pieces to keep, in the order of the full vocabulary."""
    keep = {full.begin, full.end, full.pad, full.unknown} | set(counts)
    for number, piece in enumerate(full.pieces):
        text = piece.removeprefix(WORD_START)
        if len(text) <= 1 and (text.isascii() or _is_han(text)):
            keep.add(number)
    plain = (n for n, piece in enumerate(full.pieces) if _plain(piece))
    keep.update(sorted(plain, key=lambda n: (-full.scores[n], n))[:common])
    rows = sorted(keep)
    place = {row: n for n, row in enumerate(rows)}
    vocabulary = Vocabulary(
        pieces=tuple(full.pieces[row] for row in rows),
        scores=tuple(full.scores[row] for row in rows),
        begin=place[full.begin],
        end=place[full.end],
        pad=place[full.pad],
        unknown=place[full.unknown],
    )
    return CutVocabulary(vocabulary, np.array(rows, dtype=np.int64))


def texts(*paths: Path | None) -> Iterator[str]:
    """The texts of files of items, annotated or raw, packed or not."""
    for path in filter(None, paths):
        packed = path.suffix == ".gz"
        with gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield text_of(json.loads(line))
