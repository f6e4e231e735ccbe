"""Latin names that no list knows: runs of capitalised or versioned words, cut at words that are no names.

Reads the tokens, the sentences and the lexicon's proposals in `doc._.names`; adds its own. A run keeps
`Google Photos` and `Kimi K3` whole; where an organisation's name precedes what stands by itself, the
rest is the name (`Microsoft VibeVoice` → `VibeVoice`). In a Latin language a capital says less: there
plain words neither begin a sentence's first name nor make one, and a headline with capitals throughout
only repeats names that the body holds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import document, latin_words, resources, versions
from kg.extract.document import Name
from kg.extract.latin_words import Word
from kg.extract.resources import Resources
from kg.records import Span

SOURCE = "latin_names"
SCORE = 0.6
# A run that holds a curated name and goes on is a better reading than the curated name in it.
GROWN = 0.95
_MOST_WORDS = 6
# A headline of this share of capitals is set in capitals throughout.
_TITLE_CASE = 0.7


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    part: Word


class LatinNames:
    """The component; holds the lexicon that says which part of a run is known."""

    def __init__(self, shared: Resources) -> None:
        self.lexicon = shared.lexicon
        self.made = shared.types("made")
        self.makers = shared.types("maker")

    def __call__(self, doc: Doc) -> Doc:
        text = doc._.item.text
        known = {name.start: name for name in doc._.names}
        found: list[Name] = []
        for run in _runs(doc):
            found.extend(self._read(text, run, known))
        doc._.names.extend(found)
        return doc

    def _read(self, text: str, words: list[_Word], known: dict[int, Name]) -> Iterator[Name]:
        """Cut a run before each curated name in it; propose each part, or what of it is a name."""
        begins = [0, *(n for n, word in enumerate(words) if n and word.start in known), len(words)]
        for begin, end in pairwise(begins):
            part = _closed(words[begin:end])
            first = known.get(words[begin].start)
            if first is None:
                yield from self._name(text, _trim(part), SCORE)
                continue
            rest = [word for word in part if word.start >= first.end]
            if all(latin_words.leads(word.text) for word in rest):
                continue
            if self._is_any(first, self.made):
                yield from self._name(text, part, GROWN, first.ids[0] if first.ids else first.family)
            elif self._is_any(first, self.makers) and all(latin_words.is_weak(word.text) for word in rest):
                yield from self._name(text, _trim(part), GROWN)
            else:
                yield from self._name(text, _trim(rest), SCORE)

    def _is_any(self, name: Name, types: frozenset[str]) -> bool:
        """Whether a curated name's first entry, or its family, has one of these types."""
        id = name.ids[0] if name.ids else name.family
        return not types.isdisjoint(self.lexicon.entries[id].types)

    def _name(self, text: str, words: list[_Word], score: float, family: str = "") -> Iterator[Name]:
        """The proposal, grown over an edition in lower case (`GPT-4.1 mini`), where the words make one."""
        if words and len(words) <= _MOST_WORDS:
            start, end = words[0].start, words[-1].end
            family = family or versions.family(text[start:end], self._artefact)
            if family:
                end = versions.extension(text, end)
            yield Name(start, end, SOURCE, score, family=family)

    def _artefact(self, text: str) -> str:
        entries = self.lexicon.lookup(text)
        return next((entry.id for entry in entries if not self.made.isdisjoint(entry.types)), "")


def _runs(doc: Doc) -> Iterator[list[_Word]]:
    """Maximal sequences of words that names may consist of, one space apart."""
    text = doc._.item.text
    latin = latin_words.is_latin(text)
    tokens = document.token_spans(doc)
    starts = [start for start, _ in tokens]
    for first, after in doc._.sentences:
        headline = latin and _is_title_case(text[first:after])
        run: list[_Word] = []
        for start, end in tokens[bisect_left(starts, first) : bisect_left(starts, after)]:
            part = _part(text, (start, end), latin=latin, opens=headline or start == first)
            # One space, no more, keeps words together.
            if run and (part is None or start != run[-1].end + 1 or text[start - 1] != " "):
                yield run
                run = []
            if part is Word.NAME or (part is not None and run):
                run.append(_Word(start, end, text[start:end], part))
        if run:
            yield run


def _part(text: str, token: Span, *, latin: bool, opens: bool) -> Word | None:
    """The part that a token can play; where it `opens` a sentence, a Latin text's capitals say nothing."""
    word = text[slice(*token)]
    part = latin_words.kind(word, han=not latin)
    if latin and opens and part is not None and latin_words.is_common(word):
        return None
    if part is Word.TAIL and versions.counts(text, token[1]):
        return None
    return part


def _closed(words: list[_Word]) -> list[_Word]:
    """Drop joints that join nothing."""
    while words and words[-1].part is Word.JOINT:
        words = words[:-1]
    return words


def _trim(words: list[_Word]) -> list[_Word]:
    """Drop what cannot begin a name; nothing is left of a single weak word."""
    while words and (words[0].part is not Word.NAME or latin_words.leads(words[0].text)):
        words = words[1:]
    if len(words) == 1 and words[0].text.casefold() in latin_words.stops():
        return []
    return words


def _is_title_case(title: str) -> bool:
    words = [word for word in title.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= _TITLE_CASE * len(words)


@Language.factory("latin_names")
def create(nlp: Language, name: str) -> LatinNames:
    """The factory that spaCy calls."""
    return LatinNames(resources.of(nlp))
