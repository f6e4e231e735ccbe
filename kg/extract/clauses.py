"""Sentences and clauses: the scope in which a cue, a trigger or a hedge counts.

Reads the tokens; sets the sentence starts (`doc.sents`), `doc._.sentences` and `doc._.clauses`, spans that
tile the text.
The title (the first line) is a sentence of its own, whatever marks stand in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

import numpy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import document, wordlists

_CLOSERS = "”’」』）)】》\"'"
_STOP = re.compile(
    rf"[。！？!?]+[{_CLOSERS}]*\s*|\n\s*|\.[{_CLOSERS}]*(?:\s+(?=[^\Wa-z]|[\"“‘'(])|(?=[\u4e00-\u9fff]))"
)
_PAUSE = re.compile(r"[，；：]\s*|[,;:](?:\s+|(?=[\u4e00-\u9fff“「《]))|——|(?<=\s)[–—-]\s+")
_LAST_WORD = re.compile(r"[A-Za-z.]*\Z")
# How far back the word before a full stop is looked for.
_WORD_REACH = 20


class Clauses:
    """The component; it keeps nothing between documents."""

    def __init__(self) -> None:
        self.abbreviations = frozenset(wordlists.words("abbreviations.txt"))

    def __call__(self, doc: Doc) -> Doc:
        text = doc._.item.text
        starts = [0, *self._sentence_starts(text), len(text)]
        tokens = document.token_spans(doc)
        offsets = [start for start, _ in tokens]
        flags = numpy.full((len(doc), 1), -1, dtype=numpy.int64)
        opening = {bisect_left(offsets, start) for start in starts[:-1]}
        places = sorted(place for place in opening if place < len(flags))
        flags[places] = 1
        # All at once: setting one token's flag makes spaCy look at all of them.
        doc.from_array([SENT_START], flags.view(numpy.uint64))  # type: ignore[arg-type]
        doc._.sentences = tuple((offsets[a], tokens[b - 1][1]) for a, b in pairwise([*places, len(tokens)]))
        doc._.clauses = tuple(_clauses(text, starts))
        return doc

    def _sentence_starts(self, text: str) -> Iterator[int]:
        body = text.find("\n")
        if body < 0:
            return
        for match in _STOP.finditer(text, body):
            if match.group()[0] == "." and self._is_abbreviation(text, match.start()):
                continue
            if match.end() < len(text):
                yield match.end()

    def _is_abbreviation(self, text: str, stop: int) -> bool:
        """`Inc.`, `Dr.` and single capitals (`J. Smith`) do not end a sentence."""
        found = _LAST_WORD.search(text[max(0, stop - _WORD_REACH) : stop])
        word = found.group() if found else ""
        return word.lower() in self.abbreviations or (len(word) == 1 and word.isupper())


def _clauses(text: str, starts: list[int]) -> Iterator[tuple[int, int]]:
    """Cut each sentence after its pauses; every character belongs to exactly one clause."""
    for start, end in pairwise(starts):
        cut = start
        for match in _PAUSE.finditer(text, start, end):
            if match.end() < end:
                yield cut, match.end()
                cut = match.end()
        if cut < end:
            yield cut, end


@Language.factory("clauses")
def create(nlp: Language, name: str) -> Clauses:
    """The factory that spaCy calls."""
    return Clauses()
