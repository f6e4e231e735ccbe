"""The encoder's say on which of an item's entities are one thing under two names.

Reads `doc._.entities` and `doc._.reading`; joins entities in `doc._.entities` and `doc._.families`. Spelling
proposes: one name within the other (DXC, DXC Technology), the initials of the other, or a name in Han
characters beside one in Latin letters (德国电信, Deutsche Telekom). The encoder, which read what the text
says of both, decides. Two curated entries are never joined, nor two versions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import encoder_names, entities, resources  # noqa: F401 - encoder_names declares doc._.reading
from kg.extract.document import spans_of
from kg.extract.resources import Resources
from kg.records import Entity

# Of 44 pairs above it that gold judges, 40 were one thing (items of publishers that the encoder never saw).
LIMIT = 0.5
_NUMBERS = re.compile(r"\d+(?:\.\d+)*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[A-Za-z]")
_CAPITALS = re.compile(r"\b[A-Z]")


class EncoderSame:
    """The component; holds what the lexicon knows already."""

    def __init__(self, shared: Resources, *, limit: float) -> None:
        self.limit = limit
        self.entries = shared.lexicon.entries
        self.made = shared.types("made")

    def __call__(self, doc: Doc) -> Doc:
        found: Sequence[Entity] = doc._.entities
        pairs = [] if doc._.reading is None else self._proposed(found)
        if not pairs:
            return doc
        names = doc._.reading.pooled(spans_of(found))
        chances = doc._.reading.same(names, [entity.name for entity in found], pairs).tolist()
        # The surest first, so that which pairs are joined does not hang on the order of the text.
        sure = sorted(
            (-chance, pair) for chance, pair in zip(chances, pairs, strict=True) if chance >= self.limit
        )
        if sure:
            self._join(doc, found, [pair for _, pair in sure])
        return doc

    def _proposed(self, found: Sequence[Entity]) -> list[tuple[int, int]]:
        return [
            (m, n)
            for (m, one), (n, other) in combinations(enumerate(found), 2)
            if one.type == other.type and self._alike(one, other)
        ]

    def _alike(self, one: Entity, other: Entity) -> bool:
        """Whether two entities of one type may be one thing by any of their names."""
        known = (one.id in self.entries, other.id in self.entries)
        if all(known):
            return False
        spellings = list(product({m.text for m in one.mentions}, {m.text for m in other.mentions}))
        if any(_NUMBERS.findall(a) != _NUMBERS.findall(b) for a, b in spellings):
            return False
        return any(
            (not known[0] and _shortens(a, b))
            or (not known[1] and _shortens(b, a))
            or (not any(known) and _in_other_script(a, b))
            for a, b in spellings
        )

    def _join(self, doc: Doc, found: Sequence[Entity], pairs: Sequence[tuple[int, int]]) -> None:
        """Put the entities of each pair together, but no two curated ones."""
        leaders = list(range(len(found)))
        for pair in pairs:
            ends = sorted({leaders[n] for n in pair}, key=lambda n: self._rank(found[n]))
            if len(ends) == 2 and found[ends[1]].id not in self.entries:
                leaders = [ends[0] if leader == ends[1] else leader for leader in leaders]
        # In the order of the text: by the first of each entity's members.
        members = {leader: [m for m, own in enumerate(leaders) if own == leader] for leader in leaders}
        doc._.entities = tuple(_joined(found[n], [found[m] for m in own]) for n, own in members.items())
        doc._.families = _families(doc._.families, found, members)
        entities.set_spans(doc)

    def _rank(self, entity: Entity) -> tuple[bool, int, int]:
        """The entity that gives the id stands first: a curated one, what is made by its short name."""
        length = len(entity.name) if entity.type in self.made else -len(entity.name)
        return entity.id not in self.entries, length, entity.mentions[0].start


def _shortens(short: str, long: str) -> bool:
    """Whether a name stands within a longer one as whole words, or is its initials."""
    if len(short) >= len(long) or len(short) < 2:
        return False
    if short.isupper() and len(short) > 2 and short == "".join(_CAPITALS.findall(long)):
        return True
    a, b = short.casefold(), long.casefold()
    at = b.find(a)
    return at >= 0 and not (_runs_on(b, at) or _runs_on(b, at + len(a)))


def _runs_on(text: str, place: int) -> bool:
    """Whether a Latin word or a number goes on across a place."""
    around = text[place - 1 : place + 1] if place else ""
    return len(around) == 2 and all(char.isalnum() and not _HAN.match(char) for char in around)


def _in_other_script(a: str, b: str) -> bool:
    scripts = {(bool(_HAN.search(name)), bool(_LETTER.search(name))) for name in (a, b)}
    return scripts == {(True, False), (False, True)}


def _joined(leader: Entity, members: Sequence[Entity]) -> Entity:
    mentions = sorted((m for member in members for m in member.mentions), key=lambda mention: mention.start)
    return replace(leader, mentions=tuple(mentions))


def _families(
    families: Mapping[str, str], found: Sequence[Entity], members: Mapping[int, Sequence[int]]
) -> dict[str, str]:
    """The families of the entities that are left, each the first that a member has."""
    own = {n: [families[found[m].id] for m in part if found[m].id in families] for n, part in members.items()}
    return {found[n].id: known[0] for n, known in own.items() if known}


@Language.factory("encoder_same", default_config={"limit": LIMIT})
def create(nlp: Language, name: str, limit: float) -> EncoderSame:
    """The factory that spaCy calls; `limit` is the least probability that joins."""
    return EncoderSame(resources.of(nlp), limit=limit)
