"""What the heads are told about two names beside their vectors: how far apart, how alike in spelling.

Training and reading share this file, so that a model is asked with the features it learned from.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int]

_STEPS = (1, 2, 4, 7, 12, 20, 35, 60, 110)
# Two directions of every step.
DISTANCES = 2 * (len(_STEPS) + 1)
# Units on either side of the gap between two names that count as between them.
MARGIN = 3
SPELLINGS = 6


def nearest(heads: Sequence[Span], tails: Sequence[Span]) -> tuple[Span, Span]:
    """The two mentions that stand closest, the first such pair in the text."""
    return min(
        ((head, tail) for head in heads for tail in tails),
        key=lambda pair: (max(pair[0][0], pair[1][0]) - min(pair[0][1], pair[1][1]), pair),
    )


def distance(head: Span, tail: Span) -> int:
    """The class of the gap between two mentions in units, and which of them comes first."""
    gap = max(head[0], tail[0]) - min(head[1], tail[1])
    step = sum(gap >= limit for limit in _STEPS)
    return 2 * step + (head[0] > tail[0])


def between(head: Span, tail: Span, *, count: int) -> Span:
    """The units between two mentions with a margin, as a half-open span of `count` units."""
    start = max(min(head[1], tail[1]) - MARGIN, 0)
    end = min(max(head[0], tail[0]) + MARGIN, count)
    return (start, end) if end > start else (min(head[0], tail[0]), max(head[1], tail[1]))


def spelling(a: str, b: str) -> NDArray[np.float32]:
    """How alike two surfaces are spelled: part, start, initials, scripts, letters shared."""
    a, b = sorted((a.casefold(), b.casefold()), key=lambda text: (len(text), text))
    words = [word for word in b.replace("-", " ").split() if word]
    initials = "".join(word[0] for word in words)
    shared = len(set(a) & set(b)) / max(len(set(a)), 1)
    return np.array(
        [
            a in b,
            b.startswith(a),
            len(a) > 1 and len(words) > 1 and (initials.startswith(a) or a.startswith(initials)),
            a.isascii() != b.isascii(),
            len(a) <= 5,
            shared,
        ],
        dtype=np.float32,
    )
