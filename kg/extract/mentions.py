"""Of all proposals, the mentions that stand, each with its entity type.

Reads `doc._.names`, the tokens, the clauses and the item's bold spans; sets `doc._.mentions`. Among
overlapping proposals the surer one wins, then the longer. A type is decided once for all mentions of one
name in the item: the votes that the proposals carry (the lexicon, a model) and the cues of spelling and
surroundings (`data/type_cues.tsv`) add up. A name that nothing but its spelling proposes, and whose cues
say that it is none, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import cues, grouping, resources, signals, structures
from kg.extract.document import Name, TypedMention
from kg.extract.grouping import Renaming
from kg.extract.resources import Resources
from kg.extract.signals import Neighbour
from kg.lexicon import fold
from kg.records import Rejection

SOURCE = "mentions"
_PARTS = re.compile(r"[\s·•]+")
_SEAM = re.compile(r"[\s-]|\d")
# A vote of the family's types counts once, however often the version is named.
FAMILY = 3.0


@dataclass(slots=True)
class _Group:
    """All mentions of one name in the item, and what speaks for its types."""

    names: list[Name] = field(default_factory=list)
    votes: dict[str, float] = field(default_factory=dict)
    type: str = ""
    score: float = 0.0


class Mentions:
    """The component; holds what the types of curated names are."""

    def __init__(self, shared: Resources) -> None:
        self.lexicon = shared.lexicon
        self.types = tuple(shared.ontology.entities)
        self.human = shared.types("human")
        self.made = shared.types("made")
        self.families = structures.table()["family"].types
        self.roles = {kind: role for role in resources.ROLES for kind in shared.types(role)}

    def __call__(self, doc: Doc) -> Doc:
        text = doc._.item.text
        chosen, beaten = choose(doc._.names)
        doc._.rejections.extend(
            Rejection(name.source, "mention", "overlaps a better name", text[name.start : name.end])
            for name in beaten
        )
        groups = self._groups(doc, chosen)
        self._name_people(doc, groups)
        self._name_families(doc, groups)
        self._name_renamed(doc, chosen, groups)
        for group in groups.values():
            if group.type:
                doc._.mentions.extend(self._mention(name, group) for name in group.names)
            else:
                first = group.names[0]
                reason = "its surroundings say that it is no name"
                doc._.rejections.append(
                    Rejection(first.source, "mention", reason, text[first.start : first.end])
                )
        doc._.mentions.sort(key=lambda mention: mention.start)
        return doc

    def _groups(self, doc: Doc, chosen: Sequence[Name]) -> dict[str, _Group]:
        groups: dict[str, _Group] = {}
        heard: dict[str, set[signals.Signal]] = {}
        window = signals.Window(doc, self._neighbours(chosen))
        for name in chosen:
            spelling = window.text[name.start : name.end]
            key = fold(spelling)
            group = groups.setdefault(key, _Group())
            said = heard.setdefault(key, set())
            if not group.names:
                said.update(signals.of_name(spelling))
            said.update(window.around(name.start, name.end))
            group.names.append(name)
            for kind, weight in self._own_votes(name).items():
                group.votes[kind] = max(group.votes.get(kind, 0.0), weight)
        for key, group in groups.items():
            self._decide(group, cues.votes(heard[key]))
        return groups

    def _neighbours(self, chosen: Sequence[Name]) -> list[Neighbour]:
        return [
            Neighbour(name.start, name.end, self.roles[self.lexicon.entries[name.ids[0]].type])
            for name in chosen
            if name.ids and not name.ambiguous
        ]

    def _own_votes(self, name: Name) -> dict[str, float]:
        if name.votes or not name.family:
            return dict(name.votes)
        return {kind: FAMILY for kind in self.lexicon.entries[name.family].types if kind in self.made}

    def _decide(self, group: _Group, heard: dict[str, float]) -> None:
        """The type with the most votes; a curated name has one of its curated types, or is none."""
        curated = [name for name in group.names if name.ids]
        types = [kind for kind in self.types if kind in curated[0].votes] if curated else self.types
        total = {kind: heard.get(kind, 0.0) + group.votes.get(kind, 0.0) for kind in types}
        total[cues.NONE] = heard.get(cues.NONE, 0.0)
        best = max(total, key=lambda kind: total[kind])
        group.score = cues.share(total, best)
        group.type = "" if best == cues.NONE else best

    def _name_people(self, doc: Doc, groups: Mapping[str, _Group]) -> None:
        """`Musk` beside `Elon Musk` is the person, whatever else it might be."""
        surnames = {
            fold(_PARTS.split(spelling)[-1]): group
            for group in groups.values()
            if group.type in self.human and _PARTS.search(spelling := _spelling(doc, group.names[0]))
        }
        for key, group in groups.items():
            if key in surnames and not any(name.ids for name in group.names):
                group.type, group.score = surnames[key].type, surnames[key].score

    def _name_families(self, doc: Doc, groups: Mapping[str, _Group]) -> None:
        """Beside Kimi K2 (a model), Kimi is the model that it may be too, not the app."""
        made = {_spelling(doc, one.names[0]): one for one in groups.values() if one.type in self.made}
        for name, version in made.items():
            if version.type in self.families:
                for family in (made[stem] for stem in _stems(name) if stem in made):
                    curated = next((one.votes for one in family.names if one.ids), {})
                    if version.type in curated:
                        family.type = version.type

    def _name_renamed(self, doc: Doc, chosen: Sequence[Name], groups: Mapping[str, _Group]) -> None:
        """A short form in brackets has the type of the name before it: Agent Payments Protocol (AP2)."""
        text = doc._.item.text
        for first, second in pairwise(chosen):
            how = grouping.renaming(text, (first.start, first.end), (second.start, second.end))
            if how in (Renaming.SAID, Renaming.ABBREVIATED) and not (first.ids and second.ids):
                full, short = (groups[fold(_spelling(doc, name))] for name in (first, second))
                if second.ids:
                    full, short = short, full
                short.type, short.score = full.type, full.score

    def _mention(self, name: Name, group: _Group) -> TypedMention:
        id = next((id for id in name.ids if group.type in self.lexicon.entries[id].types), "")
        score = name.score * group.score
        return TypedMention(name.start, name.end, group.type, name.source, score, id, name.family)


def _spelling(doc: Doc, name: Name) -> str:
    text: str = doc._.item.text
    return text[name.start : name.end]


def _stems(name: str) -> Iterator[str]:
    """What a name may be a version of: all that stands before a blank, a hyphen or a digit in it."""
    return (name[: seam.start()] for seam in _SEAM.finditer(name, 1))


def choose(names: Iterable[Name]) -> tuple[list[Name], list[Name]]:
    """The proposals that stand, in order and free of overlap, and those that gave way."""
    chosen: list[Name] = []
    beaten: list[Name] = []
    taken: set[int] = set()
    ranked = sorted(names, key=lambda n: (-n.score, n.start - n.end, n.start, n.source))
    for name in ranked:
        span = range(name.start, name.end)
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append(name)
        else:
            beaten.append(name)
    return sorted(chosen, key=lambda name: name.start), beaten


@Language.factory("mentions")
def create(nlp: Language, name: str) -> Mentions:
    """The factory that spaCy calls."""
    return Mentions(resources.of(nlp))
