"""Many items' extractions → one entity per real thing, with the names that the items used for it.

An item's entity id depends on that item, the lexicon and nothing else; what other items and a person's
decisions teach is linked here. The result does not depend on the order of the extractions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.provisional import entity_id
from kg.lexicon import Entry, Lexicon
from kg.ontology import Ontology
from kg.records import Extraction
from kg.resolve.decisions import Decisions
from kg.resolve.groups import decided


@dataclass(frozen=True, slots=True)
class ResolvedEntity:
    """One real thing: `aliases` are all surfaces that items used, `former_ids` ids it went by."""

    id: str
    type: str
    name: str
    name_zh: str = ""
    name_en: str = ""
    aliases: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()
    country: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Extraction id → canonical id, and the entities; ids in `dropped` were decided to be wrong."""

    canonical: Mapping[str, str]
    entities: Mapping[str, ResolvedEntity]
    dropped: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Seen:
    """What the items say of one id."""

    types: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    surfaces: Counter[str] = field(default_factory=Counter)

    def merge(self, other: _Seen) -> None:
        self.types.update(other.types)
        self.names.update(other.names)
        self.surfaces.update(other.surfaces)


def _observe(extractions: Iterable[Extraction]) -> dict[str, _Seen]:
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for extraction in extractions:
        for entity in extraction.entities:
            of = seen[entity.id]
            of.types[entity.type] += len(entity.mentions)
            of.names[entity.name] += 1
            of.surfaces.update(mention.text for mention in entity.mentions)
    return seen


def _is_han(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda text: (-counts[text], text)) if counts else ""


class _Resolver:
    def __init__(self, lexicon: Lexicon, ontology: Ontology, decisions: Decisions) -> None:
        self.lexicon = lexicon
        self.ontology = ontology
        self.names = {decision.a: decision.name for decision in decisions.of("rename")}
        self.types = {decision.a: decision.type for decision in decisions.of("retype")}

    def entity(self, id_: str, members: Sequence[str], seen: _Seen) -> ResolvedEntity:
        entry = self.lexicon.entries.get(id_)
        kind = self.types.get(id_) or self._type(entry, seen)
        zh = (entry.name_zh if entry else "") or _most(self._script(seen, han=True))
        en = (entry.name_en if entry else "") or _most(self._script(seen, han=False))
        name = self.names.get(id_) or (entry.name if entry else _most(seen.names))
        return ResolvedEntity(
            id=id_,
            type=kind,
            name=name,
            name_zh=zh,
            name_en=en,
            aliases=tuple(sorted(seen.surfaces)),
            former_ids=self._former(id_, members, kind, seen),
            country=entry.country if entry else "",
            sector=entry.sector if entry else "",
        )

    def _type(self, entry: Entry | None, seen: _Seen) -> str:
        """The lexicon's; of its two, or without it, the one that most mentions have."""
        order = list(self.ontology.entities)
        allowed = entry.types if entry else tuple(seen.types)
        if entry and len(allowed) == 1:
            return entry.type
        return min(allowed, key=lambda kind: (-seen.types[kind], order.index(kind)))

    @staticmethod
    def _script(seen: _Seen, *, han: bool) -> Counter[str]:
        return Counter({text: n for text, n in seen.surfaces.items() if _is_han(text) == han})

    def _former(self, id_: str, members: Sequence[str], kind: str, seen: _Seen) -> tuple[str, ...]:
        """Ids of its set, and for a curated entry the ids that its names had before it was curated."""
        former = set(members) - {id_}
        if id_ in self.lexicon.entries:
            kind = self.ontology.kind(kind)
            former |= {entity_id(surface, kind) for surface in seen.surfaces}
        return tuple(sorted(former))


def resolve(
    extractions: Sequence[Extraction], *, lexicon: Lexicon, ontology: Ontology, decisions: Decisions
) -> Resolution:
    """Link the entity ids of all items.

    Of the ids that are one thing, a curated one is kept, else the first in alphabetical order: it must
    not change because one more item names the thing.
    """
    seen = _observe(extractions)
    groups = decided(seen, decisions)
    canonical = groups.canonical(lambda id_: (id_ not in lexicon.entries, id_))
    wrong = {decision.a for decision in decisions.of("wrong")}
    members: dict[str, list[str]] = defaultdict(list)
    for id_, leader in canonical.items():
        members[leader].append(id_)
    resolver = _Resolver(lexicon, ontology, decisions)
    entities = {}
    for leader, ids in sorted(members.items()):
        together = _Seen()
        for id_ in ids:
            together.merge(seen.get(id_, _Seen()))
        if together.surfaces and not wrong & set(ids):
            entities[leader] = resolver.entity(leader, ids, together)
    dropped = frozenset(id_ for id_, leader in canonical.items() if leader not in entities)
    return Resolution(canonical, entities, dropped)
