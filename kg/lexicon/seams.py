"""How the parts of a name may be joined: GPT-5.5 Pro, GPT 5.5-Pro, GPT5.5Pro, HuggingFace, 豆包 App, 豆包App.

Automaton and text are compared unseamed (a hyphen is a blank, one character for one), and a name whose
parts differ in script is also looked for with and without a blank between them.
"""

from __future__ import annotations

import re
from itertools import product

from kg.lexicon.normalize import fold_in_place

_HAN = "\u2e80-\u9fff\uf900-\ufaff"
# Where a blank may come or go: behind three letters and more before a number (MI300 stays whole), and
# between Han and anything else.
_OPTIONAL = re.compile(
    rf"(?<=[a-z]{{3}}) ?(?=\d)|(?<=[{_HAN}]) ?(?=[a-z\d])|(?<=[a-z\d]) ?(?=[{_HAN}])|(?<=\d) (?=[a-z]{{2}})"
)
# HuggingFace, TogetherAI: two Latin words that may be one.
_TWO_WORDS = re.compile(r"[a-z]{3,} [a-z]{2,}")
# Each seam doubles the spellings.
_MOST_SEAMS = 4


def unseamed(text: str) -> str:
    """Fold in place, with hyphens as blanks; the result has the length of `text`."""
    return fold_in_place(text).replace("-", " ")


def spread(name: str) -> tuple[str, ...]:
    """The other unseamed spellings of an unseamed name.

    >>> spread("gpt 5.5 pro")
    ('gpt5.5pro', 'gpt5.5 pro', 'gpt 5.5pro')
    """
    if _TWO_WORDS.fullmatch(name):
        return (name.replace(" ", ""),)
    parts = _OPTIONAL.split(name)
    if not 1 < len(parts) <= _MOST_SEAMS + 1:
        return ()
    spellings = []
    for seams in product(("", " "), repeat=len(parts) - 1):
        pieces = [part for pair in zip(parts, (*seams, ""), strict=True) for part in pair]
        spellings.append("".join(pieces))
    return tuple(spelling for spelling in spellings if spelling != name)
