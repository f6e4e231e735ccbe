"""Readers of the curated files in `kg/extract/data`: words, tables and their fingerprint.

The files are UTF-8 text, one entry a line; `#` starts a comment line, a tab separates columns.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from kg.errors import LexiconError

FOLDER = Path(__file__).parent / "data"


@cache
def rows(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The lines of a table, in the order of the file; raises `LexiconError` on a line of another width."""
    found: list[tuple[str, ...]] = []
    for number, line in enumerate((FOLDER / name).read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if len(cells) != columns:
            raise LexiconError(
                f"kg/extract/data/{name}:{number}: {len(cells)} columns, expected {columns}",
                advice="Separate the columns by one tab each.",
            )
        found.append(cells)
    return tuple(found)


def words(name: str) -> tuple[str, ...]:
    """The entries of a list with one column."""
    return tuple(cell for (cell,) in rows(name, 1))


def mapping(name: str) -> dict[str, str]:
    """A table of two columns as first → second."""
    return dict(rows(name, 2))  # type: ignore[arg-type]


def fingerprint() -> str:
    """A hash over all files of the folder, names and bytes: it changes when any list does."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.iterdir()):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
