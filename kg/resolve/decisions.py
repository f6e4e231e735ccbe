"""What a person decided about identity, as JSON lines: kept in a file, replayed by every build.

    {"op": "same", "a": "new:organisation:x", "b": "openai", "who": "…", "when": "2026-01-02", "why": "…"}

| op | means |
| --- | --- |
| `same` | a and b are one thing |
| `different` | a and b are never one thing, whatever else says so |
| `rename` | a is called `name` |
| `retype` | a is of `type` |
| `wrong` | a is no entity: it and its facts are left out |

Later lines win over earlier ones about the same ids, so that a decision can be taken back by another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from kg.errors import LexiconError
from kg.ontology import Ontology

Operation = Literal["same", "different", "rename", "retype", "wrong"]
_PAIRS = {"same", "different"}


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
        return tuple(sorted((self.a, self.b))) if self.op in _PAIRS else (self.a, self.op)


def _fault(row: object, known_types: Iterable[str]) -> str:
    """What is wrong with a line, or nothing."""
    if not isinstance(row, dict):
        return "not an object"
    fields = set(Decision.__dataclass_fields__)
    if unknown := sorted(set(row) - fields):
        return f"unknown field {unknown[0]!r}"
    if not all(isinstance(value, str) for value in row.values()):
        return "every value is a string"
    if row.get("op") not in get_args(Operation):
        return f"op is one of {', '.join(get_args(Operation))}"
    needed = {"rename": ("a", "name"), "retype": ("a", "type"), "wrong": ("a",)}.get(row["op"], ("a", "b"))
    if missing := [field for field in needed if not row.get(field)]:
        return f"{row['op']} needs {missing[0]!r}"
    if row["op"] in _PAIRS and row["a"] == row["b"]:
        return "a and b are the same id"
    if row["op"] == "retype" and row["type"] not in known_types:
        return f"unknown type {row['type']!r}"
    return ""


class Decisions:
    """The decisions that hold: of several about the same ids the last one."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        last = {decision.about: decision for decision in decisions}
        self._all = tuple(last[about] for about in sorted(last))

    def of(self, op: Operation) -> tuple[Decision, ...]:
        return tuple(decision for decision in self._all if decision.op == op)

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
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            advice = "Unset KG_DECISIONS or point it at a file of decisions."
            raise LexiconError(f"{path} cannot be read: {error}", advice=advice) from error
        decisions = []
        for number, line in enumerate(lines, start=1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise LexiconError(f"{path}:{number}: broken JSON: {error}") from error
            if fault := _fault(row, ontology.entities):
                raise LexiconError(f"{path}:{number}: {fault}")
            decisions.append(Decision(**row))
        return cls(decisions)

    @staticmethod
    def append(path: Path, decision: Decision) -> None:
        """Add a line to the file, which is made if it is not there."""
        row = {
            field: getattr(decision, field)
            for field in Decision.__dataclass_fields__
            if getattr(decision, field)
        }
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
