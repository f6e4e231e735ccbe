"""Curated entries → an index of names: what a spelling may stand for, and how sure that is.

The truth is a folder of tables (`table.py`); `load` reads the package's own or the one that
`KG_LEXICON` names, `extend` lays a folder of further entries over it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from kg import ontology, settings
from kg.errors import LexiconError
from kg.lexicon import table
from kg.lexicon.entry import Entry
from kg.lexicon.match import Matcher
from kg.lexicon.normalize import fold, loose

PACKAGE_DATA = settings.PACKAGE / "lexicon" / "data"
ADVICE = "Run the lexicon's linter (docs/lexicon.md) for all faults at once."

StaticFact: TypeAlias = tuple[str, str, str, str]
# Ambiguous, not a preferred name, rank of the type, id: sorts the best first.
_Rank: TypeAlias = tuple[bool, bool, int, str]


class Column(BaseModel):
    """The relation type that a column implies, and the end at which the row's entry stands."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    relation: str
    entry: str


@cache
def columns(folder: Path) -> Mapping[str, Column]:
    """Read `columns.yaml` of a folder, or the package's own where it has none."""
    path = folder / "columns.yaml"
    if not path.is_file():
        path = PACKAGE_DATA / "columns.yaml"
    try:
        parsed = TypeAdapter(dict[str, Column]).validate_python(
            yaml.safe_load(path.read_text(encoding="utf-8"))
        )
    except (yaml.YAMLError, ValidationError) as error:
        raise LexiconError(f"{path}:1: {error}", advice=ADVICE) from error
    return MappingProxyType(parsed)


def targets(entry: Entry, column: str) -> tuple[tuple[str, str, bool], ...]:
    """What a column of an entry refers to: (entry id, role, whether it is over)."""
    if column == "posts":
        return tuple((post.organisation, post.role, post.former) for post in entry.posts)
    if column == "founded":
        return tuple((target, "", False) for target in entry.founded)
    target = str(getattr(entry, column))
    return ((target, "", False),) if target else ()


class Lexicon:
    """Entries by id, and an index over all their spellings. Immutable."""

    def __init__(self, entries: Iterable[Entry], columns: Mapping[str, Column]) -> None:
        ordered = sorted(entries, key=lambda entry: entry.id)
        self.entries: Mapping[str, Entry] = MappingProxyType({entry.id: entry for entry in ordered})
        self._columns = columns
        self._type_ranks = {name: rank for rank, name in enumerate(ontology.load().entities)}
        self._index = self._build(fold)
        self._loose = self._build(loose)

    def _build(self, fold_name: Callable[[str], str]) -> Mapping[str, tuple[_Rank, ...]]:
        index: dict[str, dict[str, _Rank]] = {}
        for entry in self.entries.values():
            for alias in entry.aliases:
                minor = alias.text not in (entry.name_en, entry.name_zh)
                key = (
                    alias.ambiguous,
                    minor,
                    self._type_ranks.get(entry.type, len(self._type_ranks)),
                    entry.id,
                )
                place = index.setdefault(fold_name(alias.text), {})
                place[entry.id] = min(key, place.get(entry.id, key))
        return {spelling: tuple(sorted(ranks.values())) for spelling, ranks in index.items()}

    def lookup(self, text: str) -> tuple[Entry, ...]:
        """The entries that this spelling may stand for, best first; empty where none does.

        How the parts are joined matters only where it must: GPT 5.5 is GPT-5.5.
        """
        return tuple(self.entries[rank[-1]] for rank in self._ranks(text))

    def _ranks(self, text: str) -> tuple[_Rank, ...]:
        return self._index.get(fold(text)) or self._loose.get(loose(text), ())

    def ambiguous(self, text: str) -> bool:
        """Whether this spelling needs a vote of its context (unknown spellings do)."""
        ranks = self._ranks(text)
        return len(ranks) != 1 or ranks[0][0]

    def names(self) -> Iterator[tuple[str, str, bool]]:
        """All spellings as (spelling, entry id, ambiguous), sorted."""
        yield from sorted(
            {
                (alias.text, entry.id, alias.ambiguous or self.ambiguous(alias.text))
                for entry in self.entries.values()
                for alias in entry.aliases
            }
        )

    @cached_property
    def _matcher(self) -> Matcher:
        def order(name: tuple[str, str, bool]) -> tuple[str, int]:
            ids = [rank[-1] for rank in self._index[fold(name[0])]]
            return name[0], ids.index(name[1])

        return Matcher(sorted(self.names(), key=order))

    def matcher(self) -> Matcher:
        """The automaton over all spellings; built once."""
        return self._matcher

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of what was parsed: comments and the order of columns do not count."""
        content = [
            [asdict(entry) for entry in self.entries.values()],
            {name: column.model_dump() for name, column in sorted(self._columns.items())},
        ]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def static_facts(self) -> Iterator[StaticFact]:
        """What the tables say of pairs, as (head id, relation type, tail id, role), sorted.

        Former posts are left out: a static fact holds now. So are pairs that the ontology refuses.
        """
        facts = set()
        for entry in self.entries.values():
            for name, column in self._columns.items():
                for target, role, over in targets(entry, name):
                    ends = (entry.id, target) if column.entry == "head" else (target, entry.id)
                    if not over and self._allowed(column.relation, *ends):
                        facts.add((ends[0], column.relation, ends[1], role))
        yield from sorted(facts)

    def _allowed(self, relation: str, head: str, tail: str) -> bool:
        if head not in self.entries or tail not in self.entries:
            return False
        allows = ontology.load().allows
        pairs = ((a, b) for a in self.entries[head].types for b in self.entries[tail].types)
        return any(allows(relation, a, b) for a, b in pairs)


def read_folder(folder: Path) -> tuple[list[table.Row], list[table.Fault]]:
    """All rows of a folder's tables in the order of file names, and all faults in reading them."""
    paths = sorted(folder.glob("*.tsv"))
    if not paths:
        return [], [table.Fault(folder, 0, "no .tsv file here")]
    rows: list[table.Row] = []
    faults: list[table.Fault] = []
    seen: dict[str, table.Row] = {}
    for path in paths:
        found, wrong = table.read(path)
        faults += wrong
        for row in found:
            first = seen.setdefault(row.entry.id, row)
            if first is row:
                rows.append(row)
            else:
                faults.append(row.fault(f"id already taken at {first.path.name}:{first.line}"))
    return rows, faults


def _entries(folder: Path) -> list[Entry]:
    rows, faults = read_folder(folder)
    known = ontology.load().entities
    faults += [
        row.fault(f"unknown type {name!r}") for row in rows for name in row.entry.types if name not in known
    ]
    if faults:
        raise LexiconError(str(faults[0]), advice=ADVICE)
    return [row.entry for row in rows]


def load(folder: Path | None = None) -> Lexicon:
    """Read a folder of tables (default: the package's, or the one that KG_LEXICON names); cached.

    Raises `LexiconError` with file and line where a table cannot be read.
    """
    return _load(folder or settings.load().lexicon)


@cache
def _load(folder: Path) -> Lexicon:
    return Lexicon(_entries(folder), columns(folder))


def extend(lexicon: Lexicon, folder: Path) -> Lexicon:
    """Lay the tables of `folder` over a lexicon: new ids are added, an id that stands is replaced."""
    merged = {**lexicon.entries, **{entry.id: entry for entry in _entries(folder)}}
    return Lexicon(merged.values(), columns(folder))
