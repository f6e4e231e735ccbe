"""Triggers and the names around them → candidate facts.

Takes a `Layout` and the trigger hits of its text. A rule's slots are filled from the trigger outwards:
the slot next to it by the nearest fitting name, the one beyond by the subject of the clause, an end that
is left out by the item's topic. An end that stands in a list stands for the whole list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations

from kg.extract.candidates import Candidate
from kg.extract.document import overlaps
from kg.extract.layout import Layout, Place
from kg.extract.resources import Resources
from kg.extract.triggers import Hit, Rule, Slot, Table

SOURCE = "trigger"
# How far a name may stand from a trigger or marker that it must touch.
_TOUCH = 3
# How much a sign is worth when an end is taken from an earlier clause, or from the item's topic.
_EARLIER = 0.9
_ELIDED = 0.8
# Between a trigger and its object these end the clause; a colon or dash may introduce the object.
_STOPS = frozenset("，；。！？;!?\n")
_SOFT = ' \t"“”‘’「」『』《》*的了'


class Matcher:
    """Applies the rules of one table."""

    def __init__(self, table: Table, shared: Resources) -> None:
        self.table = table
        self.ontology = shared.ontology
        self.preferred = {role: shared.types(role) for role in ("maker", "made", "human")} | {"": frozenset()}

    def find(self, layout: Layout) -> Iterator[Candidate]:
        """All candidates that the triggers of a text give, in the order of the triggers."""
        if len(layout.places) < 2:
            return
        for hit in self.table.find(layout.text):
            if _named(layout, hit):
                continue
            for rule in hit.rules:
                yield from _Attempt(layout, hit, rule, self).candidates()


def _named(layout: Layout, hit: Hit) -> bool:
    """Whether the trigger is part of a name."""
    sentence = layout.sentence_at(hit.start)
    near = [*layout.before(hit.end, layout.ontology.entities)[:1], *layout.after(hit.start, sentence)[:1]]
    near += layout.after(max(0, hit.start - 40), sentence)[:4]
    return any(overlaps((hit.start, hit.end), (place.start, place.end)) for place in near)


class _Attempt:
    """One rule tried at one trigger."""

    def __init__(self, layout: Layout, hit: Hit, rule: Rule, matcher: Matcher) -> None:
        self.layout = layout
        self.hit = hit
        self.rule = rule
        self.ontology = matcher.ontology
        self.preferred: Collection[str] = matcher.preferred[rule.preferred]
        self.sentence = layout.sentence_at(hit.start)
        self.score = rule.score

    def candidates(self) -> Iterator[Candidate]:
        ends: dict[str, Place] = {}
        if not (self._fill_left(ends) and self._fill_right(ends) and self._fill_elided(ends)):
            return
        if "pair" in ends:
            members = _distinct(self.layout.members(ends["pair"]))
            pairs = list(combinations(members, 2))
        else:
            heads = _distinct(self.layout.members(ends["head"]))
            tails = _distinct(self.layout.members(ends["tail"]))
            if ends["head"].group == ends["tail"].group:
                heads, tails = [ends["head"]], [ends["tail"]]
            pairs = [(head, tail) for head in heads for tail in tails]
        for head, tail in pairs:
            if head.entity != tail.entity and self.ontology.allows(self.rule.relation, head.type, tail.type):
                yield Candidate(
                    head.entity,
                    self.rule.relation,
                    tail.entity,
                    score=self.score,
                    sentence=self.sentence,
                    source=SOURCE,
                    trigger=(self.hit.start, self.hit.end),
                    status=self.rule.status,
                )

    def _types(self, slot: Slot) -> frozenset[str]:
        relation = self.ontology.relations[self.rule.relation]
        return relation.tail if slot.end == "tail" else relation.head

    def _fill_left(self, ends: dict[str, Place]) -> bool:
        """Fill the slots left of the trigger, the nearest first; whether all that must be are."""
        offset = self.hit.start
        for position, slot in enumerate(reversed(self.rule.left)):
            if position == 0 and (slot.markers or slot.near or len(self.rule.left) == 2):
                place = self._nearest_left(slot, offset)
            else:
                place = self.layout.subject(offset, self._types(slot), self.preferred)
                if place and place.clause != self.layout.clause_at(offset):
                    self.score *= _EARLIER
            if place is None:
                if slot.elided:
                    continue
                return False
            ends[slot.end] = place
            offset = self.layout.members(place)[0].start if slot.markers else place.start
        return True

    def _nearest_left(self, slot: Slot, offset: int) -> Place | None:
        text = self.layout.text
        for place in self.layout.before(offset, self._types(slot)):
            distance = offset - place.end
            gap = text[place.end : offset]
            if distance > self.rule.reach or (slot.near and len(gap.strip(_SOFT)) > _TOUCH):
                return None
            if _STOPS & set(gap):
                return None
            if not slot.markers or self._marked(slot, self.layout.members(place)[0].start):
                return place
        return None

    def _marked(self, slot: Slot, start: int) -> bool:
        """Whether a marker of the slot stands right before `start`."""
        before = self.layout.text[max(0, start - 16) : start].rstrip(_SOFT)
        return any(
            before.endswith(marker)
            and not (marker.isascii() and before[-len(marker) - 1 : -len(marker)].isalpha())
            for marker in slot.markers
        )

    def _fill_right(self, ends: dict[str, Place]) -> bool:
        offset = self.hit.end
        for slot in self.rule.right:
            place = self._nearest_right(slot, offset)
            if place is None:
                if slot.elided:
                    continue
                return False
            ends[slot.end] = place
            offset = self.layout.members(place)[-1].end
        return True

    def _nearest_right(self, slot: Slot, offset: int) -> Place | None:
        types = self._types(slot)
        text = self.layout.text
        for place in self.layout.after(offset, self.sentence):
            gap = text[offset : place.start]
            if len(gap) > self.rule.reach or (slot.near and len(gap.strip(_SOFT)) > _TOUCH):
                return None
            if _STOPS & set(gap):
                return None
            if slot.markers and not self._marked(slot, place.start):
                continue
            if place.type in types:
                return place
            if not self.layout.possessor(place) and place.type in self.preferred:
                return None
        return None

    def _fill_elided(self, ends: dict[str, Place]) -> bool:
        """Give an end that is left out the item's topic, unless the sentence has another subject."""
        for slot in self.rule.left + self.rule.right:
            if slot.end in ends:
                continue
            taken = {place.entity for place in ends.values()}
            subject = self.layout.subject(self.hit.start, self.ontology.entities, ())
            if subject is not None and subject.entity not in taken:
                return False
            place = self.layout.topic(self._types(slot), self.preferred)
            if place is None or place.entity in taken:
                return False
            ends[slot.end] = place
            self.score *= _ELIDED
        return True


def _distinct(places: list[Place]) -> list[Place]:
    """One place an entity, in order."""
    return list({place.entity: place for place in reversed(places)}.values())[::-1]
