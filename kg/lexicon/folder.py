"""A folder of curated files → what stands in them: entries, what columns imply, strings that are no names.

A folder holds tables (`*.tsv`, see `table.py`) and may hold `columns.yaml` (else the package's own counts)
and `not_names.txt` (else there are none).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from kg import ontology, settings
from kg.errors import LexiconError
from kg.lexicon import table
from kg.lexicon.entry import Entry

PACKAGE_DATA = settings.PACKAGE / "lexicon" / "data"
NOT_NAMES = "not_names.txt"
ADVICE = "kg.lexicon.lint(folder) tells all faults at once; docs/lexicon.md explains the files."


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
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        parsed = TypeAdapter(dict[str, Column]).validate_python(raw)
    except (yaml.YAMLError, UnicodeDecodeError, ValidationError) as error:
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


def not_names(folder: Path) -> list[tuple[int, str]]:
    """The strings of `not_names.txt` with their line numbers; none where a folder has no such file."""
    path = folder / NOT_NAMES
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [(number, line) for number, line in enumerate(lines, start=1) if line and not line.startswith("#")]


def read(folder: Path) -> tuple[list[table.Row], list[table.Fault]]:
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


def entries(folder: Path) -> list[Entry]:
    """The entries of a folder; raises `LexiconError` with file and line of the first fault."""
    rows, faults = read(folder)
    known = ontology.load().entities
    faults += [
        row.fault(f"unknown type {name!r}") for row in rows for name in row.entry.types if name not in known
    ]
    if faults:
        raise LexiconError(str(faults[0]), advice=ADVICE)
    return [row.entry for row in rows]
