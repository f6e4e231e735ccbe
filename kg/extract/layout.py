"""Where names stand towards each other: the view of a Doc that finding facts needs, computed once.

Takes the entities, sentences and clauses of a Doc; gives places (mentions in order, with their
sentence, clause and list) and finds the subject that a verb leaves out or has further left.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.ontology import Ontology
from kg.records import Entity, Span

# How many places a search looks at, so that a sentence with hundreds of names stays linear.
REACH = 12
_LIST_GAP = 48
# What joins the names of a list; a gloss in brackets may follow each name.
_JOINED = re.compile(
    r"[\s\"”’」』》*]*(?:[（(][^（）()]{1,40}[）)])?\s*"
    r"(?:[、/，,&+]|和|与|跟|及其?|以及|还有|或|and\b|or\b|, and\b|, or\b|as well as\b|、以及|、和)"
    r"\s*(?:the\s)?[\s\"“‘「『《*]*\Z"
)
# Before a name: it is no subject. After a name: the name only modifies what follows.
_OBLIQUE = re.compile(
    r"(?:[为对向与和跟同在于被从由以用给比较据]|针对|面对|根据|通过|基于|作为|不同于|相比|来自|接入|支持|超越|击败"
    r"|\b(?:with|from|by|of|to|for|in|on|at|against|over|via|through|than|into|using|as|ex|former|like))\s*[\"“「《]?\Z",
    re.IGNORECASE,
)
_POSSESSOR = re.compile(r"\s*[\"”」》]?\s*(?:旗下|的|母公司|前|原|['’]s\b)")
_SPEAKER = re.compile(r"\s*[：:]")


@dataclass(frozen=True, slots=True)
class Place:
    """A mention: its span, its entity (index and type), its sentence, clause and list."""

    start: int
    end: int
    entity: int
    type: str
    sentence: int
    clause: int
    group: int


class Layout:
    """The places of one Doc in order, and the searches over them."""

    def __init__(self, doc: Doc, ontology: Ontology) -> None:
        self.text: str = doc._.item.text
        self.ontology = ontology
        self.entities: tuple[Entity, ...] = doc._.entities
        self.sentences: tuple[Span, ...] = doc._.sentences
        self.clauses: tuple[Span, ...] = doc._.clauses or self.sentences
        self._sentence_starts = [start for start, _ in self.sentences]
        self._clause_starts = [start for start, _ in self.clauses]
        self.places = self._places()
        self.starts = [place.start for place in self.places]
        self.groups: dict[int, list[Place]] = {}
        for place in self.places:
            self.groups.setdefault(place.group, []).append(place)

    def _places(self) -> tuple[Place, ...]:
        spans = sorted(
            (mention.start, mention.end, index)
            for index, entity in enumerate(self.entities)
            for mention in entity.mentions
        )
        places: list[Place] = []
        group = -1
        for start, end, index in spans:
            kind = self.entities[index].type
            sentence = self.sentence_at(start)
            last = places[-1] if places else None
            if not (last and self._listed(last, start, kind, sentence)):
                group += 1
            places.append(Place(start, end, index, kind, sentence, self.clause_at(start), group))
        return tuple(places)

    def _listed(self, last: Place, start: int, kind: str, sentence: int) -> bool:
        if last.sentence != sentence or not 0 < start - last.end <= _LIST_GAP:
            return False
        if self.ontology.kind(last.type) != self.ontology.kind(kind):
            return False
        return _JOINED.match(self.text[last.end : start]) is not None

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds a character."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def clause_at(self, offset: int) -> int:
        """The index of the clause that holds a character."""
        return max(0, bisect_right(self._clause_starts, offset) - 1)

    def before(self, offset: int, types: Collection[str]) -> list[Place]:
        """Places of these types left of an offset in its sentence, nearest first, few enough to be quick."""
        sentence = self.sentence_at(offset)
        found: list[Place] = []
        for index in range(bisect_left(self.starts, offset) - 1, -1, -1):
            place = self.places[index]
            if place.sentence != sentence or len(found) >= REACH:
                break
            if place.end <= offset and place.type in types:
                found.append(place)
        return found

    def after(self, offset: int, sentence: int) -> Sequence[Place]:
        """Places right of an offset in a sentence, nearest first, few enough to be quick."""
        first = bisect_left(self.starts, offset)
        found: list[Place] = []
        for place in self.places[first : first + REACH]:
            if place.sentence != sentence:
                break
            found.append(place)
        return found

    def members(self, place: Place) -> list[Place]:
        """The names of the list in which a place stands (itself, where it stands in none)."""
        return self.groups[place.group][:REACH]

    def oblique(self, place: Place) -> bool:
        """Whether a preposition stands before the place or its list."""
        first = self.groups[place.group][0]
        return _OBLIQUE.search(self.text[max(0, first.start - 12) : first.start]) is not None

    def possessor(self, place: Place) -> bool:
        """Whether the place only modifies what follows (旗下, 的, 's)."""
        return _POSSESSOR.match(self.text, place.end) is not None

    def subject(self, offset: int, types: Collection[str], preferred: Collection[str]) -> Place | None:
        """What a verb at `offset` is said of: in its own clause, or else in an earlier one of its sentence.

        Names behind a preposition are passed over, and among the others `preferred` types win.
        """
        by_clause: dict[int, list[Place]] = {}
        for place in self.before(offset, types):
            by_clause.setdefault(place.clause, []).append(place)
        for clause in sorted(by_clause, reverse=True):
            fit = [place for place in reversed(by_clause[clause]) if not self.oblique(place)]
            fit = [p for p in fit if p is fit[-1] or not self.possessor(p)] or fit
            liked = [place for place in fit if place.type in preferred]
            if liked or fit:
                return (liked or fit)[0]
        return None

    def topic(self, types: Collection[str], preferred: Collection[str] = ()) -> Place | None:
        """What the item is about: the first name of these types in its title, or else in its first sentence.

        A name before a colon is the speaker, not the topic, where another follows in the title; and of
        the title's names those of `preferred` types win.
        """
        fit = [place for place in self.places if place.type in types and place.sentence <= 1]
        title = [place for place in fit if place.sentence == 0]
        title = [place for place in title if not _SPEAKER.match(self.text, place.end)] or title
        liked = [place for place in title if place.type in preferred]
        return next(iter(liked or title or fit), None)
