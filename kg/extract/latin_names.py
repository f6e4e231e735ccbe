"""Latin names that no list knows: runs of capitalised or versioned words, cut at words that are no names.

Reads the tokens, the sentences and the lexicon's proposals in `doc._.names`; adds its own. A run keeps
`Google Photos` and `Kimi K3` whole; where an organisation's name precedes what stands by itself, the
rest is the name (`Microsoft VibeVoice` → `VibeVoice`). In a Latin language a capital says less: there
plain words neither begin a sentence's first name nor make one, and a headline with capitals throughout
only repeats names that the body holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extract import latin_words, resources, versions
from kg.extract.document import Name
from kg.extract.latin_words import Word
from kg.lexicon import Lexicon

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

    def __init__(self, lexicon: Lexicon, organisations: frozenset[str]) -> None:
        self.lexicon = lexicon
        self.organisations = organisations

    def __call__(self, doc: Doc) -> Doc:
        known = {name.start: name for name in doc._.names}
        found: list[Name] = []
        for run in _runs(doc):
            for piece in _pieces(run):
                found.extend(self._read(piece, known))
        doc._.names.extend(found)
        return doc

    def _read(self, piece: list[_Word], known: dict[int, Name]) -> Iterator[Name]:
        """Cut a piece at the curated names in it and propose what remains, or the whole."""
        while piece:
            start, end = piece[0].start, piece[-1].end
            first = known.get(start)
            if first is None:
                cut = next((i for i, word in enumerate(piece) if i and word.start in known), len(piece))
                head = _trim(piece[:cut])
                if head:
                    yield self._name(head, SCORE)
                piece = piece[cut:]
                continue
            if first.end >= end:
                return
            rest = [word for word in piece if word.start >= first.end]
            if all(latin_words.leads(word.text) for word in rest):
                return
            if not self._is_organisation(first):
                if rest[0].start not in known:
                    yield self._name(piece, GROWN, first.ids[0] if first.ids else first.family)
                    return
            elif all(latin_words.is_weak(word.text) for word in rest):
                whole = _trim(piece)
                if whole and whole[-1].end > first.end:
                    yield self._name(whole, GROWN)
                return
            piece = rest

    def _is_organisation(self, name: Name) -> bool:
        return bool(name.ids) and all(
            kind in self.organisations for kind in self.lexicon.entries[name.ids[0]].types
        )

    def _name(self, words: list[_Word], score: float, family: str = "") -> Name:
        start, end = words[0].start, words[-1].end
        if not family:
            text = " ".join(word.text for word in words)
            family = versions.family(text, self._artefact)
        return Name(start, end, SOURCE, score, family=family)

    def _artefact(self, text: str) -> str:
        for entry in self.lexicon.lookup(text):
            if entry.type not in self.organisations:
                return entry.id
        return ""


def _runs(doc: Doc) -> Iterator[list[_Word]]:
    """Maximal sequences of words that names may consist of, one space apart."""
    text = doc._.item.text
    latin = latin_words.is_latin(text)
    for sentence in doc.sents:
        headline = latin and _is_title_case(sentence.text)
        run: list[_Word] = []
        spaced = False
        for token in sentence:
            part = _part(token, text, latin=latin, opens=headline or token.i == sentence.start)
            if run and (part is None or not spaced):
                yield run
                run = []
            if part is Word.NAME or (part is not None and run):
                run.append(_Word(token.idx, token.idx + len(token.text), token.text, part))
            spaced = token.whitespace_ == " "
        if run:
            yield run


def _part(token: Token, text: str, *, latin: bool, opens: bool) -> Word | None:
    """The part that a token can play; where it `opens` a sentence, a Latin text's capitals say nothing."""
    part = latin_words.kind(token.text, han=not latin)
    if latin and opens and part is not None and latin_words.is_common(token.text):
        return None
    if part is Word.TAIL and versions.counts(text, token.idx + len(token.text)):
        return None
    return part


def _pieces(run: list[_Word]) -> Iterator[list[_Word]]:
    """A run without dangling joints, in pieces short enough to be names."""
    while run and run[-1].part is Word.JOINT:
        run = run[:-1]
    if len(run) <= _MOST_WORDS:
        yield run


def _trim(words: list[_Word]) -> list[_Word]:
    """Drop what cannot begin or end a name; nothing is left of a single weak word."""
    while words and words[-1].part is Word.JOINT:
        words = words[:-1]
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
    shared = resources.of(nlp)
    kinds = shared.ontology.entities
    return LatinNames(shared.lexicon, frozenset(kind for kind in kinds if kinds[kind].kind == "organisation"))
