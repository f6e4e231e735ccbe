"""What a person decided about identity, as JSON lines: kept in a file, replayed by every build.

    {"op": "same", "a": "new:organisation:x", "b": "openai", "who": "…", "when": "2026-01-02", "why": "…"}

| op | means |
| --- | --- |
| `same` | a and b are one thing, under the curated id of the two, else under the first in order |
| `different` | a and b are never one thing, whatever else says so |
| `rename` | a is called `name` |
| `retype` | a is of `type` |
| `wrong` | a is no entity: it and its facts are left out |

Later lines win over earlier ones: about the same pair, about the same change of one id, and where two
lines cannot both hold. A later `same`, `rename` or `retype` of an id takes its `wrong` back. Lines that
start with `#` are comments.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

from kg.errors import LexiconError
from kg.ontology import Ontology

Operation = Literal["same", "different", "rename", "retype", "wrong"]
# What each operation needs; nothing else may be filled but the notes.
_NEEDS: dict[str, tuple[str, ...]] = {
    "same": ("a", "b"),
    "different": ("a", "b"),
    "rename": ("a", "name"),
    "retype": ("a", "type"),
    "wrong": ("a",),
}
_NOTES = ("who", "when", "why")
_AFFIRMING = ("same", "rename", "retype")
_ADVICE = "kg/resolve/decisions.py says what a line holds; KG_DECISIONS names the file."


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file; `who`, `when` and `why` are for people."""

    op: Operation
    a: str
    b: str = ""
    name: str = ""
    type: str = ""
    who: str = ""
    when: str = ""
    why: str = ""

    @property
    def about(self) -> tuple[str, ...]:
        """What a later decision replaces: the pair, or the entity and the sort of change."""
        return ("pair", *sorted((self.a, self.b))) if self.b else (self.op, self.a)

    def affirms(self) -> tuple[str, ...]:
        """The ids that this line takes for entities."""
        return tuple(filter(None, (self.a, self.b))) if self.op in _AFFIRMING else ()


def _fault(row: object, known_types: Iterable[str]) -> str:
    """What is wrong with a line, or nothing."""
    if not isinstance(row, dict):
        return "not an object"
    operations = get_args(Operation)
    operation = str(row.get("op"))
    if operation not in operations:
        return f"op is one of {', '.join(operations)}"
    if not all(isinstance(value, str) for value in row.values()):
        return "every value is a string"
    needed = _NEEDS[operation]
    if unknown := sorted(set(row) - {"op", *needed, *_NOTES}):
        return f"{operation} has no field {unknown[0]!r}"
    if missing := [field for field in needed if not row.get(field, "").strip()]:
        return f"{operation} needs {missing[0]!r}"
    if "b" in needed and row["a"] == row["b"]:
        return "a and b are the same id"
    if "type" in needed and row["type"] not in known_types:
        return f"unknown type {row['type']!r}"
    return ""


def _standing(decisions: Iterable[Decision]) -> Iterator[Decision]:
    """Those that no later line replaces, latest first."""
    settled: set[tuple[str, ...]] = set()
    affirmed: set[str] = set()
    for decision in reversed(tuple(decisions)):
        taken_back = decision.op == "wrong" and decision.a in affirmed
        if decision.about not in settled and not taken_back:
            yield decision
        settled.add(decision.about)
        affirmed.update(decision.affirms())


class Decisions:
    """The decisions that hold, latest first; of several about the same thing the last one."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._all = tuple(_standing(decisions))

    def of(self, op: Operation) -> tuple[Decision, ...]:
        """The decisions of one sort, latest first."""
        return tuple(decision for decision in self._all if decision.op == op)

    @property
    def ids(self) -> frozenset[str]:
        """All ids that the decisions speak of."""
        return frozenset(id_ for decision in self._all for id_ in (decision.a, decision.b) if id_)

    @property
    def fingerprint(self) -> str:
        """A hash of what the decisions do; who, when and why make no difference."""
        rows = [[d.op, d.a, d.b, d.name, d.type] for d in self._all]
        return hashlib.sha256(json.dumps(rows, ensure_ascii=True).encode()).hexdigest()

    @classmethod
    def read(cls, path: Path | None, ontology: Ontology) -> Decisions:
        """Read a file, `LexiconError` naming the first line that is wrong; no path, no decisions."""
        if path is None:
            return cls()
        try:
            # Not splitlines: a note may hold a separator that JSON leaves as it is.
            lines = path.read_text(encoding="utf-8-sig").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            advice = "Unset KG_DECISIONS or point it at a file of decisions."
            raise LexiconError(f"{path} cannot be read: {error}", advice=advice) from error
        decisions = []
        for number, line in enumerate(lines, start=1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise LexiconError(f"{path}:{number}: broken JSON: {error}", advice=_ADVICE) from error
            if fault := _fault(row, ontology.entities):
                raise LexiconError(f"{path}:{number}: {fault}", advice=_ADVICE)
            decisions.append(Decision(**row))
        return cls(decisions)

    @staticmethod
    def append(path: Path, decision: Decision, ontology: Ontology) -> None:
        """Add a line to the file, which is made if it is not there.

        `LexiconError` for a decision that `read` would refuse.
        """
        row = {field: value for field, value in asdict(decision).items() if value}
        if fault := _fault(row, ontology.entities):
            raise LexiconError(f"{path}: {fault}", advice=_ADVICE)
        try:
            line = json.dumps(row, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            line = json.dumps(row).encode()
        # A last line that somebody left open would swallow the new one.
        opened = path.exists() and path.stat().st_size > 0 and not path.read_bytes().endswith(b"\n")
        with path.open("ab") as file:
            file.write((b"\n" if opened else b"") + line + b"\n")
