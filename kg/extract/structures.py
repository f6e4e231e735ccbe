"""Facts that the order of names tells without a verb: makers beside things, versions beside families.

Takes a `Layout`; gives candidates. `data/structures.tsv` says which relation each structure stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from kg.extract import wordlists
from kg.extract.candidates import Candidate
from kg.extract.layout import Layout, Place
from kg.extract.resources import Resources

SOURCE = "structure"
NONE = "-"

_TOUCHING = re.compile(r"[\s*\"“‘「『《（(]{0,3}\Z")
_POSSESSED = re.compile(
    r"\s?[\"”」》）)]?\s?(?:的|旗下的?|自家的?|自研的?|官方的?|家的|['’]s\b)"
    r"[^，。；：！？,;:()（）\n]{0,24}[\"“‘「『《]?\s?\Z"
)
_GLOSS = re.compile(r"[\s\"”」』》*]*[（(]\Z|[\s\"”」』》*]*[（(](?:由|来自|是|即)?\s?\Z")
_CLOSE = re.compile(r"[）)]")


@dataclass(frozen=True, slots=True)
class Structure:
    """What a structure stands for; an empty `types` leaves the tail to the relation's range."""

    relation: str
    score: float
    types: frozenset[str]


@cache
def table() -> Mapping[str, Structure]:
    """`structures.tsv` by the name of the structure."""
    return {
        name: Structure(relation, float(score), frozenset(() if types == NONE else types.split("|")))
        for name, relation, score, types in wordlists.rows("structures.tsv", 4)
    }


class Structures:
    """Finds makers beside what they make."""

    def __init__(self, shared: Resources) -> None:
        self.makers = shared.types("maker")
        self.made = shared.types("made")

    def find(self, layout: Layout) -> Iterator[Candidate]:
        """Candidates of every made thing: by touch, gloss, clause, sentence or the item's topic."""
        topic = layout.topic(self.makers)
        for place in layout.places:
            if place.type not in self.made:
                continue
            yield from self._beside(layout, place)
            if topic is not None:
                yield _candidate("topic", topic, place, place.sentence)

    def _beside(self, layout: Layout, thing: Place) -> Iterator[Candidate]:
        first = layout.members(thing)[0]
        makers = layout.before(thing.start, self.makers)
        for rank, maker in enumerate(makers[:3]):
            gap = layout.text[maker.end : thing.start]
            if _TOUCHING.match(gap):
                name = "adjacent"
            elif _POSSESSED.match(gap) or _POSSESSED.match(layout.text[maker.end : first.start]):
                name = "possessed"
            elif rank == 0 and maker.clause == thing.clause:
                name = "clause"
            else:
                name = "sentence"
            if name in ("adjacent", "possessed") and rank:
                name = "sentence"
            yield _candidate(name, maker, thing, thing.sentence)
        behind = (place for place in layout.after(thing.end, thing.sentence) if place.type in self.makers)
        for maker in islice(behind, 2):
            gap = layout.text[thing.end : maker.start]
            yield _candidate("glossed" if _GLOSS.match(gap) else "sentence", maker, thing, thing.sentence)


def _candidate(structure: str, maker: Place, thing: Place, sentence: int) -> Candidate:
    rule = table()[structure]
    return Candidate(maker.entity, rule.relation, thing.entity, rule.score, sentence, f"{SOURCE}:{structure}")
