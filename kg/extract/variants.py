"""Versions, sizes and editions beside their families, by their names and by the lexicon.

Takes a `Layout`, the lexicon and `doc._.families`; gives candidates between two things that the item names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.extract import provisional, versions
from kg.extract.candidates import Candidate
from kg.extract.layout import Layout, Place
from kg.extract.resources import Resources
from kg.extract.structures import SOURCE, table

# GPT-5.2 is a version of GPT-5, which stripping whole numbers would pass over.
_POINT = re.compile(r"(.*\d)\.\d+\Z", re.DOTALL)
# How many generations of families are climbed, so that a loop in the lexicon ends.
_GENERATIONS = 4


class Variants:
    """Finds the nearest family of each made thing among the things of the item."""

    def __init__(self, shared: Resources) -> None:
        self.lexicon = shared.lexicon
        self.ontology = shared.ontology
        self.made = shared.types("made")

    def find(self, layout: Layout, families: Mapping[str, str]) -> Iterator[Candidate]:
        """One candidate a thing at most: by its name, or else by the lexicon."""
        things = {place.entity: place for place in reversed(layout.places) if place.type in self.made}
        if len(things) < 2:
            return
        names = self._names(layout, things)
        ids = {layout.entities[index].id: index for index in things}
        for index in sorted(things):
            structure = "version"
            family = self._by_name(layout, index, names)
            if family is None:
                structure = "family"
                family = self._by_lexicon(layout.entities[index].id, ids, families)
            rule = table()[structure]
            if family is None or (rule.types and layout.entities[family].type not in rule.types):
                continue
            if self.ontology.allows(rule.relation, layout.entities[index].type, layout.entities[family].type):
                sentence = things[index].sentence
                yield Candidate(index, rule.relation, family, rule.score, sentence, f"{SOURCE}:{structure}")

    def _names(self, layout: Layout, things: Mapping[int, Place]) -> dict[str, int]:
        names: dict[str, int] = {}
        for index in sorted(things):
            entity = layout.entities[index]
            for name in (entity.name, *(mention.text for mention in entity.mentions)):
                names.setdefault(self._slug(name, entity.type), index)
        return names

    def _slug(self, name: str, type: str) -> str:
        return provisional.slug(name, self.ontology.kind(type))

    def _by_name(self, layout: Layout, index: int, names: Mapping[str, int]) -> int | None:
        entity = layout.entities[index]

        def knows(name: str) -> str:
            found = names.get(self._slug(name, entity.type))
            return "" if found is None or found == index else str(found)

        for name in dict.fromkeys((entity.name, *(mention.text for mention in entity.mentions))):
            point = _POINT.match(name)
            found = (point and knows(point[1])) or versions.family(name, knows)
            if found:
                return int(found)
        return None

    def _by_lexicon(self, id: str, ids: Mapping[str, int], families: Mapping[str, str]) -> int | None:
        family = families.get(id, "")
        for _ in range(_GENERATIONS):
            if not family:
                entry = self.lexicon.entries.get(id)
                family = entry.family if entry else ""
            if not family or family in ids:
                break
            id, family = family, ""
        return ids.get(family)
