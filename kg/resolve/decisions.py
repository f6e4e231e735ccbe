"""What a person decided about entities and facts, as JSON lines: kept in a file, replayed by every build.

    {"op": "same", "a": "new:organisation:x", "b": "openai", "who": "…", "when": "2026-01-02", "why": "…"}

| op | means |
| --- | --- |
| `same` | a and b are one thing, under the curated id of the two, else under the first in order |
| `different` | a and b are never one thing, whatever else says so |
| `rename` | a is called `name` |
| `retype` | a is of `type` |
| `wrong` | a is no entity, or no deal: it is left out, and its facts are |
| `wrong`, with `b` and a relation's `type` | a fact: it is not so that a … b, though its items are read so |
| `skip`, with the fields of any of these | nothing: the question was seen and is to stay as it is |

Later lines win over earlier ones: about the same pair, about the same change of one id, and where two
lines cannot both hold. A later `same`, `rename` or `retype` of an id takes its `wrong` back. Any line may
be taken out of the file again, which is as if it had never been decided. Lines that start with `#` are
comments.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

from kg.errors import LexiconError
from kg.ontology import Ontology

Operation = Literal["same", "different", "rename", "retype", "wrong", "skip"]
_PAIR, _FACT = ("a", "b"), ("a", "b", "type")
# What each operation may be about; nothing else may be filled but the notes.
_NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "same": (_PAIR,),
    "different": (_PAIR,),
    "rename": (("a", "name"),),
    "retype": (("a", "type"),),
    "wrong": (("a",), _FACT),
    "skip": (("a",), _PAIR, _FACT),
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
        """What a later decision replaces: the fact, the pair, or the entity and the sort of change.

        To skip is no decision, so it replaces none.
        """
        if self.op == "skip":
            return ("skip", *self.subject)
        return ("pair", *self.subject) if len(self.subject) == 2 else (self.op, *self.subject)

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about: an id, a pair of ids in order, or a fact as (type, head, tail)."""
        if self.b and self.type:
            return (self.type, self.a, self.b)
        return tuple(sorted((self.a, self.b))) if self.b else (self.a,)

    def affirms(self) -> tuple[str, ...]:
        """The ids that this line takes for entities."""
        return tuple(filter(None, (self.a, self.b))) if self.op in _AFFIRMING else ()


def _fault(row: object, ontology: Ontology) -> str:
    """What is wrong with a line, or nothing."""
    if not isinstance(row, dict):
        return "not an object"
    operations = get_args(Operation)
    operation = str(row.get("op"))
    if operation not in operations:
        return f"op is one of {', '.join(operations)}"
    if not all(isinstance(value, str) for value in row.values()):
        return "every value is a string"
    filled = set(row) - {"op", *_NOTES}
    needed = _needed(_NEEDS[operation], filled)
    if unknown := sorted(filled - set(needed)):
        return f"{operation} has no field {unknown[0]!r}"
    if missing := [field for field in needed if not row.get(field, "").strip()]:
        return f"{operation} needs {missing[0]!r}"
    if "b" in needed and row["a"] == row["b"]:
        return "a and b are the same id"
    known = ontology.relations if "b" in needed else ontology.entities
    if "type" in needed and row["type"] not in known:
        return f"unknown type {row['type']!r}"
    return ""


def _needed(forms: Sequence[tuple[str, ...]], filled: AbstractSet[str]) -> tuple[str, ...]:
    """The smallest form that takes all that is filled, else the largest."""
    return next((form for form in forms if filled <= set(form)), forms[-1])


def _standing(decisions: Iterable[Decision]) -> Iterator[Decision]:
    """Those that no later line replaces, latest first."""
    settled: set[tuple[str, ...]] = set()
    affirmed: set[str] = set()
    for decision in reversed(tuple(decisions)):
        taken_back = decision.op == "wrong" and not decision.b and decision.a in affirmed
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
        """All ids that the decisions say something of; a skipped question says nothing."""
        told = (decision for decision in self._all if decision.op != "skip")
        return frozenset(id_ for decision in told for id_ in (decision.a, decision.b) if id_)

    @property
    def subjects(self) -> frozenset[tuple[str, ...]]:
        """All that somebody has decided about or skipped; see `Decision.subject`."""
        return frozenset(decision.subject for decision in self._all)

    def __len__(self) -> int:
        return len(self._all)

    @property
    def fingerprint(self) -> str:
        """A hash of what the decisions do; who, when and why make no difference."""
        rows = [[d.op, d.a, d.b, d.name, d.type] for d in self._all if d.op != "skip"]
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
            if fault := _fault(row, ontology):
                raise LexiconError(f"{path}:{number}: {fault}", advice=_ADVICE)
            decisions.append(Decision(**row))
        return cls(decisions)

    @staticmethod
    def append(path: Path, decision: Decision, ontology: Ontology) -> None:
        """Add a line to the file, which is made if it is not there.

        `LexiconError` for a decision that `read` would refuse.
        """
        row = {field: value for field, value in asdict(decision).items() if value}
        if fault := _fault(row, ontology):
            raise LexiconError(f"{path}: {fault}", advice=_ADVICE)
        try:
            line = json.dumps(row, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            line = json.dumps(row).encode()
        # A last line that somebody left open would swallow the new one.
        opened = path.exists() and path.stat().st_size > 0 and not path.read_bytes().endswith(b"\n")
        try:
            with path.open("ab") as file:
                file.write((b"\n" if opened else b"") + line + b"\n")
        except OSError as error:
            advice = "Choose another file with --decisions, or make its folder."
            raise LexiconError(f"{path} cannot be written: {error.strerror}", advice=advice) from error

    @staticmethod
    def take_back(path: Path, ontology: Ontology) -> Decision | None:
        """Take the last decision out of the file and say which it was; None if there is none.

        All other lines, comments too, stay byte for byte.
        """
        if not path.is_file():
            return None
        Decisions.read(path, ontology)
        lines = path.read_bytes().split(b"\n")
        for place in reversed(range(len(lines))):
            text = lines[place].decode("utf-8-sig" if place == 0 else "utf-8")
            if text.strip() and not text.startswith("#"):
                beside = path.with_name(f".{path.name}.new")
                beside.write_bytes(b"\n".join(lines[:place] + lines[place + 1 :]))
                beside.replace(path)
                return Decision(**json.loads(text))
        return None
