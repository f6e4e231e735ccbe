"""Digests → names that the lexicon does not know, the most frequent first, as rows that a person can curate.

Takes what the extraction found under a provisional id; gives each name with its spellings, the types that
the items speak for, how many items and sources name it, and where.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg import lexicon as lexicons
from kg import ontology as ontologies
from kg import settings
from kg.digests import read_all
from kg.errors import InputError, UsageError
from kg.evaluate.context import marked
from kg.extract import Extractor, default_jobs
from kg.graph.ids import host_of
from kg.lexicon import Lexicon, fold
from kg.lexicon.folder import PACKAGE_DATA
from kg.pipeline.distinct import distinct
from kg.pipeline.evaluation import publisher_of
from kg.pipeline.progress import Progress, Silent
from kg.records import Entity, Item, Problem

CONTEXTS = 3
CONTEXT_WIDTH = 60
_MOST_SPELLINGS = 6
_PROVISIONAL = "new:"
_TYPE = "# type:"
_HAN = re.compile(r"[\u3400-\u9fff]")
# A title is the publisher's name but for the day: 2026年1月1日 AI日报.
_DAY = re.compile(r"\W*\d[\d\W年月日]*")
_NO_SLUG = re.compile(r"[^a-z0-9.+]+")
# A Latin name this short, or a Han name of one character, turns up inside anything.
_SHORT_LATIN = 2


@dataclass(slots=True)
class _Seen:
    """What all items say of one provisional entity."""

    items: int = 0
    types: Counter[str] = field(default_factory=Counter)
    spellings: Counter[str] = field(default_factory=Counter)
    publishers: set[str] = field(default_factory=set)
    hosts: set[str] = field(default_factory=set)
    # Of sources that no earlier context is from, and of the others.
    fresh: list[str] = field(default_factory=list)
    spare: list[str] = field(default_factory=list)

    def add(self, item: Item, entity: Entity, publisher: str) -> None:
        self.items += 1
        self.types[entity.type] += 1
        # Each spelling once an item: a long item must not decide how a name is written.
        texts = {mention.text for mention in entity.mentions}
        self.spellings.update(texts)
        host = host_of(item.url)
        known = host in self.hosts if host else publisher in self.publishers
        self.publishers.add(publisher)
        self.hosts.add(host)
        kept = self.spare if known else self.fresh
        if len(kept) < CONTEXTS:
            kept.append(marked(item.text, [sorted(texts)], width=CONTEXT_WIDTH))

    @property
    def contexts(self) -> tuple[str, ...]:
        """Up to three different ones, of different sources first."""
        return tuple(dict.fromkeys([*self.fresh, *self.spare]))[:CONTEXTS]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that no entry has: `type` is the one most items speak for, `types` how many items for each.

    `id` is a slug for the entry, empty where the name has no Latin letters to make one of; `spellings`
    begin with the most frequent. A leading `~` is proposed where a spelling is short or stands in the
    lexicon already.
    """

    id: str
    type: str
    spellings: tuple[str, ...]
    items: int
    publishers: int
    hosts: int
    types: tuple[tuple[str, int], ...]
    contexts: tuple[str, ...]

    def row(self, columns: Sequence[str]) -> str:
        """A line of a lexicon table with these columns; cells that nobody knows are empty."""
        latin = next((text for text in self.spellings if not _HAN.search(text)), "")
        han = next((text for text in self.spellings if _HAN.search(text)), "")
        rest = [text for text in self.spellings if text not in (latin, han)]
        cells = {"id": self.id, "name_en": latin, "name_zh": han, "aliases": "|".join(rest)}
        return "\t".join(cells.get(column, "") for column in columns)

    def comment(self) -> str:
        """How sure this is and where the name stands, as a comment line of a table."""
        types = ", ".join(f"{kind} {count}" for kind, count in self.types)
        told = f"# {self.items} items, {self.publishers} publishers, {self.hosts} hosts; {types}"
        return " | ".join([told, *self.contexts])


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Names by number of items, how many more there are, and what of the input was left out."""

    names: tuple[Suggestion, ...]
    left_out: int
    items: int
    problems: tuple[Problem, ...]

    def tables(self) -> str:
        """One lexicon table a type, each row followed by its comment line."""
        parts = []
        headers = table_columns()
        for kind, columns in headers.items():
            chosen = [name for name in self.names if name.type == kind]
            if chosen:
                lines = [f"{_TYPE} {kind}", "\t".join(columns)]
                for name in chosen:
                    lines += [name.row(columns), name.comment()]
                parts.append("\n".join(lines) + "\n")
        return "\n".join(parts)


def table_columns() -> Mapping[str, tuple[str, ...]]:
    """Entity type → the columns of the lexicon's table for it, in the order of the ontology."""
    found: dict[str, tuple[str, ...]] = {}
    for folder in (settings.load().lexicon, PACKAGE_DATA):
        for path in sorted(folder.glob("*.tsv")):
            lines = path.read_text(encoding="utf-8").splitlines()
            named = (line.removeprefix(_TYPE).strip() for line in lines if line.startswith(_TYPE))
            kind = next(named, "")
            header = next((line for line in lines if line and not line.startswith("#")), "id")
            found.setdefault(kind, tuple(header.split("\t")))
    return {kind: found[kind] for kind in ontologies.load().entities if kind in found}


def suggest(
    paths: Sequence[str | Path],
    *,
    most: int = 200,
    least: int = 2,
    type_: str = "",
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Suggestions:
    """The `most` unknown names that stand in at least `least` items, of one type where one is given.

    Raises `InputError` if nothing can be read, `UsageError` for a type that the ontology does not have.
    """
    known = ontologies.load().entities
    if type_ and type_ not in known:
        raise UsageError(f"There is no type {type_}", advice=f"The types are: {', '.join(known)}")
    progress = progress or Silent()
    lexicon = lexicons.load()
    seen, items, problems = _gather(paths, lexicon, jobs, progress)
    names = _rank(seen, lexicon, least)
    chosen = [name for name in names if type_ in ("", name.type)]
    return Suggestions(tuple(chosen[:most]), len(chosen[most:]), items, problems)


def _gather(
    paths: Sequence[str | Path], lexicon: Lexicon, jobs: int | None, progress: Progress
) -> tuple[dict[str, _Seen], int, tuple[Problem, ...]]:
    progress.stage("read", None)
    reading = read_all(paths)
    if not reading.digests:
        reasons = "\n".join(map(str, reading.problems[:20]))
        advice = "Name digest files, folders of them, or JSON lines of items."
        raise InputError(f"No digest could be read.\n{reasons}".strip(), advice=advice)
    pairs = [
        (item, digest.publisher or publisher_of(item.id) or _DAY.sub("", digest.title))
        for digest in distinct(reading.digests)
        for item in digest.items
    ]
    progress.stage("extract", len(pairs))
    found = Extractor(lexicon).extract_all(
        [item for item, _ in pairs],
        jobs=jobs or default_jobs(len(pairs)),
        on_done=lambda _: progress.advance(),
    )
    seen: dict[str, _Seen] = {}
    for (item, publisher), extraction in zip(pairs, found, strict=True):
        for entity in extraction.entities:
            if entity.id.startswith(_PROVISIONAL):
                seen.setdefault(entity.id, _Seen()).add(item, entity, publisher)
    return seen, len(pairs), reading.problems


def _rank(seen: Mapping[str, _Seen], lexicon: Lexicon, least: int) -> list[Suggestion]:
    """Most items first, then most sources; ids that stand in the lexicon or above get their type behind."""
    order = sorted(seen, key=lambda id_: (-seen[id_].items, -len(seen[id_].hosts), id_))
    taken = set(lexicon.entries)
    return [_suggestion(seen[id_], lexicon, taken) for id_ in order if seen[id_].items >= least]


def _suggestion(seen: _Seen, lexicon: Lexicon, taken: set[str]) -> Suggestion:
    types = tuple(sorted(seen.types.items(), key=lambda kind: (-kind[1], kind[0])))
    spellings = list(_spellings(seen.spellings, lexicon))
    id_ = _slug(spellings)
    if id_ in taken:
        id_ = f"{id_}-{types[0][0].lower()}"
    taken.add(id_)
    return Suggestion(
        id=id_,
        type=types[0][0],
        spellings=tuple(spellings),
        items=seen.items,
        publishers=len(seen.publishers - {""}),
        hosts=len(seen.hosts - {""}),
        types=types,
        contexts=seen.contexts,
    )


def _spellings(counts: Counter[str], lexicon: Lexicon) -> Iterator[str]:
    """The most frequent first, each fold once; what could break a table's cell is left out."""
    folds: set[str] = set()
    for text, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        clean = " ".join(text.replace("|", " ").split())
        if not clean or fold(clean) in folds or len(folds) == _MOST_SPELLINGS:
            continue
        folds.add(fold(clean))
        short = len(clean) <= (1 if _HAN.search(clean) else _SHORT_LATIN)
        yield f"~{clean}" if short or lexicon.lookup(clean) else clean


def _slug(spellings: Sequence[str]) -> str:
    """Of the first spelling without Han: nothing is transcribed."""
    latin = next((text for text in spellings if not _HAN.search(text)), "")
    return _NO_SLUG.sub("-", latin.lower()).strip("-.+")
