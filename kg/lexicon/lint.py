"""A folder of lexicon tables → what breaks the rules, as `file:line: reason`.

Loading stops at what cannot be read; the linter says everything at once, also what only makes results
worse: a shared spelling without its flag, a maker of a type that makes nothing, a chain that bites its
tail.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from kg import ontology
from kg.errors import LexiconError
from kg.lexicon.entry import WORLD, Entry
from kg.lexicon.folder import NOT_NAMES, Column, columns, not_names, read, targets
from kg.lexicon.seams import unseamed
from kg.lexicon.table import Fault, Row

# A Latin name this short, or a Han name of one character, turns up inside anything.
_SHORT_LATIN = 2


def lint(folder: Path) -> list[str]:
    """All faults of the tables in `folder`, in the order of files and lines; empty when all is well."""
    rows, faults = read(folder)
    entries = {row.entry.id: row.entry for row in rows}
    try:
        references = columns(folder)
    except LexiconError as error:
        return [str(error)]
    for name, column in references.items():
        if column.relation not in ontology.load().relations or column.entry not in ("head", "tail"):
            faults.append(Fault(folder / "columns.yaml", 1, f"{name}: {column} is no end of a relation"))
            return [str(fault) for fault in faults]
    faults += _sorting(rows)
    for row in rows:
        faults += map(row.fault, _row(row.entry))
        for name, column in references.items():
            faults += map(row.fault, _references(row.entry, name, column, entries))
    faults += _shared(rows)
    faults += _cycles(rows, entries)
    faults += _not_names(folder, rows)
    faults.sort(key=lambda fault: (fault.path, fault.line, fault.reason))
    return [str(fault) for fault in faults]


def _sorting(rows: list[Row]) -> Iterator[Fault]:
    for before, row in pairwise(rows):
        if before.path == row.path and before.entry.id > row.entry.id:
            yield row.fault(f"stands after {before.entry.id}; rows are sorted by id")


def _row(entry: Entry) -> Iterator[str]:
    known = ontology.load().entities
    for name in entry.types:
        if name not in known:
            yield f"unknown type {name!r}"
    if entry.also == entry.type:
        yield "also repeats the type"
    if not entry.name:
        yield "no name"
    if entry.source not in ("", WORLD):
        yield f"source {entry.source!r} is not {WORLD!r}"
    texts = [alias.text for alias in entry.aliases]
    for text in sorted({text for text in texts if texts.count(text) > 1}):
        yield f"{text!r} twice"
    for alias in entry.aliases:
        yield from _spelling(alias.text, alias.ambiguous)
    for cell in (entry.country, entry.sector, *(post.role for post in entry.posts)):
        if cell != cell.strip() or _controls(cell):
            yield f"{cell!r} has blanks at an end or control characters"


def _spelling(text: str, ambiguous: bool) -> Iterator[str]:
    if not text.strip():
        yield "an empty name"
    elif text != text.strip():
        yield f"{text!r} has blanks at an end"
    elif text.startswith("~"):
        yield f"{text!r} is flagged twice"
    if _controls(text):
        yield f"{text!r} has control characters"
    if text and not ambiguous and len(text) <= (_SHORT_LATIN if max(text) < "⺀" else 1):
        yield f"{text!r} is too short to stand without `~`"


def _controls(text: str) -> bool:
    return any(unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs") for char in text)


def _references(entry: Entry, name: str, column: Column, entries: dict[str, Entry]) -> Iterator[str]:
    """A cell refers to an entry that stands, of a type that the relation allows there."""
    schema = ontology.load()
    relation = schema.relations[column.relation]
    own = relation.head if column.entry == "head" else relation.tail
    for target, _, _ in targets(entry, name):
        other = entries.get(target)
        if other is None:
            yield f"{name} {target!r} is no entry"
        elif target == entry.id:
            yield f"{name} is itself"
        elif any(type_ not in schema.entities for type_ in (*entry.types, *other.types)):
            continue
        elif not own & set(entry.types):
            if schema.kind(entry.type) != schema.kind(other.type):
                yield f"{name} {target!r} is of another kind"
        else:
            pairs = [(a, b) for a in entry.types for b in other.types]
            if column.entry == "tail":
                pairs = [(b, a) for a, b in pairs]
            if not any(schema.allows(column.relation, head, tail) for head, tail in pairs):
                yield f"{name} {target!r} is a {'/'.join(other.types)}, which {column.relation} refuses"


def _shared(rows: list[Row]) -> Iterator[Fault]:
    """A spelling of two entries is flagged in both."""
    places: dict[str, list[tuple[Row, bool]]] = {}
    for row in rows:
        for alias in row.entry.aliases:
            places.setdefault(unseamed(alias.text), []).append((row, alias.ambiguous))
    for text, found in places.items():
        ids = sorted({row.entry.id for row, _ in found})
        if len(ids) > 1:
            for row, ambiguous in found:
                if not ambiguous:
                    others = ", ".join(id_ for id_ in ids if id_ != row.entry.id)
                    yield row.fault(f"{text!r} is also a name of {others}; flag it `~` in both")


def _cycles(rows: list[Row], entries: dict[str, Entry]) -> Iterator[Fault]:
    for row in rows:
        for name in ("family", "parent"):
            seen = [row.entry.id]
            while True:
                above = entries.get(getattr(entries[seen[-1]], name))
                if above is None:
                    break
                if above.id in seen:
                    # Reported once, at the first id of the circle.
                    circle = seen[seen.index(above.id) :]
                    if row.entry.id == min(circle) and len(circle) > 1:
                        yield row.fault(f"{name} runs in a circle: {' → '.join([*circle, above.id])}")
                    break
                seen.append(above.id)


def _not_names(folder: Path, rows: list[Row]) -> Iterator[Fault]:
    """A blocker that holds no name blocks nothing; one that is a name hides it."""
    names = {unseamed(alias.text) for row in rows for alias in row.entry.aliases}
    lines = not_names(folder)
    for before, (number, text) in pairwise([(0, ""), *lines]):
        fault = partial(Fault, folder / NOT_NAMES, number)
        if text <= before[1]:
            yield fault(f"{text!r} stands twice or after {before[1]!r}; lines are sorted")
        if text != text.strip() or _controls(text):
            yield fault(f"{text!r} has blanks at an end or control characters")
        folded = unseamed(text)
        if folded in names:
            yield fault(f"{text!r} is a name")
        elif not any(name in folded for name in names):
            yield fault(f"{text!r} holds no name")
