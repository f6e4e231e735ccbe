"""One tab-separated file of curated entries → rows with their line numbers, and what is wrong with them.

    # type: Model
    id<TAB>also<TAB>name_en<TAB>…
    gpt-5<TAB><TAB>GPT-5<TAB>…

Lines that start with `#` are headings and reasons; the first one names the entity type of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.lexicon.entry import Alias, Entry, Post

COLUMNS = (
    "id",
    "also",
    "name_en",
    "name_zh",
    "aliases",
    "maker",
    "parent",
    "family",
    "country",
    "sector",
    "posts",
    "founded",
    "source",
)
FLAG = "~"
_TYPE = re.compile(r"#\s*type:\s*(\S+)\s*$")
_ID = re.compile(r"[a-z0-9][a-z0-9.+-]*")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a curated file, and where."""

    path: Path
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Row:
    """A parsed line: the entry and where it stands."""

    path: Path
    line: int
    entry: Entry

    def fault(self, reason: str) -> Fault:
        return Fault(self.path, self.line, f"{self.entry.id}: {reason}")


def read(path: Path) -> tuple[list[Row], list[Fault]]:
    """Parse a file; a line that cannot be read becomes a fault and no row."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return [], [Fault(path, 1, f"not UTF-8 at byte {error.start}")]
    kind = ""
    header: list[str] = []
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if line.startswith("#"):
            found = _TYPE.match(line)
            kind = kind or (found.group(1) if found else "")
        elif not line.strip():
            continue
        elif not header:
            header = line.split("\t")
            faults += [Fault(path, number, reason) for reason in _header(header, kind)]
            if faults:
                return [], faults
        else:
            parsed = _row(line, header, kind)
            if isinstance(parsed, str):
                faults.append(Fault(path, number, parsed))
            else:
                rows.append(Row(path, number, parsed))
    if not header:
        faults.append(Fault(path, 1, "no header line with column names"))
    return rows, faults


def _header(header: list[str], kind: str) -> Iterator[str]:
    if not kind:
        yield "no line `# type: …` before the column names"
    unknown = [name for name in header if name not in COLUMNS]
    if unknown:
        yield f"unknown columns: {', '.join(unknown)}"
    if len(set(header)) != len(header):
        yield "a column twice"
    if "id" not in header:
        yield "no column id"


def _row(line: str, header: list[str], kind: str) -> Entry | str:
    values = line.split("\t")
    if len(values) != len(header):
        return f"{len(values)} cells where the header has {len(header)}"
    cells = dict(zip(header, values, strict=True))
    if not _ID.fullmatch(cells["id"]):
        return f"id {cells['id']!r} is no slug of a-z, 0-9, '.', '+', '-'"
    posts = []
    for part in _split(cells.get("posts", "")):
        organisation, colon, role = part.partition(":")
        if not colon:
            return f"post {part!r} is not `organisation:role`"
        posts.append(Post(organisation.removeprefix("-"), role, organisation.startswith("-")))
    spellings = [cells.get("name_en", ""), cells.get("name_zh", ""), *_split(cells.get("aliases", ""))]
    return Entry(
        id=cells["id"],
        type=kind,
        also=cells.get("also", ""),
        name_en=cells.get("name_en", "").removeprefix(FLAG),
        name_zh=cells.get("name_zh", "").removeprefix(FLAG),
        aliases=tuple(Alias(text.removeprefix(FLAG), text.startswith(FLAG)) for text in spellings if text),
        maker=cells.get("maker", ""),
        parent=cells.get("parent", ""),
        family=cells.get("family", ""),
        country=cells.get("country", ""),
        sector=cells.get("sector", ""),
        posts=tuple(posts),
        founded=_split(cells.get("founded", "")),
        source=cells.get("source", ""),
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
