"""Curated entries → an index of names: what a spelling may stand for, and how sure that is.

The truth is a folder of tables (`folder.py`); `load` reads the package's own or the one that
`KG_LEXICON` names, `extend` lays a folder of further entries over it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, cached_property
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from kg import ontology, settings
from kg.lexicon import folder as folders
from kg.lexicon.entry import Alias, Entry, Post
from kg.lexicon.match import Matcher
from kg.lexicon.normalize import fold, loose

# How many owners are climbed, so that a loop in the lexicon ends.
_GENERATIONS = 4
# Head id, relation type, tail id, role.
StaticFact: TypeAlias = tuple[str, str, str, str]
# Ambiguous, not a preferred name, rank of the type, id: sorts the best first.
_Rank: TypeAlias = tuple[bool, bool, int, str]


class Lexicon:
    """Entries by id, and an index over all their spellings. Immutable.

    `columns` says what the tables' columns imply; `blockers` are strings that hold a name's letters and are
    no name.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        columns: Mapping[str, folders.Column],
        blockers: Iterable[str] = (),
    ) -> None:
        ordered = sorted(entries, key=lambda entry: entry.id)
        self.entries: Mapping[str, Entry] = MappingProxyType({entry.id: entry for entry in ordered})
        self.blockers = tuple(sorted(set(blockers)))
        self.columns = columns
        self._index = self._build(fold)
        self._loose = self._build(loose)

    def __reduce__(self) -> tuple[type[Lexicon], tuple[object, ...]]:
        """What stands in the files; a process that gets a copy builds its own index."""
        return Lexicon, (tuple(self.entries.values()), dict(self.columns), self.blockers)

    def without(self, ids: Collection[str]) -> Lexicon:
        """The lexicon that lacks these entries."""
        kept = (entry for entry in self.entries.values() if entry.id not in ids)
        return Lexicon(kept, self.columns, self.blockers)

    def _build(self, fold_name: Callable[[str], str]) -> Mapping[str, tuple[_Rank, ...]]:
        type_ranks = {name: rank for rank, name in enumerate(ontology.load().entities)}
        index: dict[str, dict[str, _Rank]] = {}
        for entry in self.entries.values():
            preferred = (entry.name_en, entry.name_zh)
            for alias in entry.aliases:
                rank = (alias.ambiguous, alias.text not in preferred, type_ranks[entry.type], entry.id)
                key = fold_name(alias.text)
                place = index.get(key)
                if place is None:
                    index[key] = {entry.id: rank}
                else:
                    place[entry.id] = min(rank, place.get(entry.id, rank))
        return {
            spelling: tuple(sorted(ranks.values()) if len(ranks) > 1 else ranks.values())
            for spelling, ranks in index.items()
        }

    def _ranks(self, text: str) -> tuple[_Rank, ...]:
        return self._index.get(fold(text)) or self._loose.get(loose(text), ())

    def lookup(self, text: str) -> tuple[Entry, ...]:
        """The entries that this spelling may stand for, best first; empty where none does.

        How the parts are joined matters only where it must: GPT 5.5 is GPT-5.5.
        """
        return tuple(self.entries[rank[-1]] for rank in self._ranks(text))

    def house(self, id: str) -> str:
        """The owner of the owner … of an organisation; itself where no owner is known."""
        for _ in range(_GENERATIONS):
            entry = self.entries.get(id)
            if entry is None or not entry.parent:
                break
            id = entry.parent
        return id

    def ambiguous(self, text: str) -> bool:
        """Whether this spelling needs a vote of its context (unknown spellings do)."""
        ranks = self._ranks(text)
        return len(ranks) != 1 or ranks[0][0]

    def names(self) -> Iterator[tuple[str, str, bool]]:
        """All spellings as (spelling, entry id, ambiguous), sorted."""
        shared = {spelling for spelling, ranks in self._index.items() if len(ranks) > 1}
        yield from sorted(
            {
                (alias.text, entry.id, alias.ambiguous or fold(alias.text) in shared)
                for entry in self.entries.values()
                for alias in entry.aliases
            }
        )

    @cached_property
    def _matcher(self) -> Matcher:
        def best_first(name: tuple[str, str, bool]) -> tuple[str, int]:
            ids = [rank[-1] for rank in self._index[fold(name[0])]]
            return name[0], ids.index(name[1])

        return Matcher(sorted(self.names(), key=best_first), self.blockers)

    def matcher(self) -> Matcher:
        """The automaton over all spellings; built once."""
        return self._matcher

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of what was parsed: comments and the order of columns do not count."""
        content = [
            list(self.entries.values()),
            {name: column.model_dump() for name, column in sorted(self.columns.items())},
            self.blockers,
        ]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=_cells)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def static_facts(self) -> Iterator[StaticFact]:
        """What the tables say of pairs, sorted.

        Former posts are left out: a static fact holds now. So are pairs that the ontology refuses.
        """
        facts = set()
        for entry in self.entries.values():
            for name, column in self.columns.items():
                for target, role, over in folders.targets(entry, name):
                    head, tail = (entry.id, target) if column.entry == "head" else (target, entry.id)
                    if not over and self._allowed(column.relation, head, tail):
                        facts.add((head, column.relation, tail, role))
        yield from sorted(facts)

    def _allowed(self, relation: str, head: str, tail: str) -> bool:
        if head not in self.entries or tail not in self.entries:
            return False
        allows = ontology.load().allows
        pairs = ((a, b) for a in self.entries[head].types for b in self.entries[tail].types)
        return any(allows(relation, a, b) for a, b in pairs)


_CELLS = {record: attrgetter(*record.__slots__) for record in (Alias, Entry, Post)}


def _cells(record: Entry | Alias | Post) -> tuple[object, ...]:
    """What `astuple` gives, without its copies: five times as fast on all entries."""
    cells: tuple[object, ...] = _CELLS[type(record)](record)
    return cells


def load(folder: Path | None = None) -> Lexicon:
    """Read a folder of tables (default: the package's, or the one that KG_LEXICON names); cached.

    Raises `LexiconError` with file and line where a table cannot be read.
    """
    return _load(folder or settings.load().lexicon)


@cache
def _load(folder: Path) -> Lexicon:
    return Lexicon(folders.entries(folder), folders.columns(folder), _blockers(folder))


def extend(lexicon: Lexicon, folder: Path) -> Lexicon:
    """Lay the tables of `folder` over a lexicon: new ids are added, an id that stands is replaced."""
    merged = {**lexicon.entries, **{entry.id: entry for entry in folders.entries(folder)}}
    blockers = (*lexicon.blockers, *_blockers(folder))
    return Lexicon(merged.values(), lexicon.columns, blockers)


def _blockers(folder: Path) -> list[str]:
    return [text for _, text in folders.not_names(folder)]
