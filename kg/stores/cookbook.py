"""The analyst's cookbook: `queries/*.cypher` → named queries with their questions and parameters.

A file says everything in its head, so that it also serves whoever opens it in Neo4j Browser:

    // The question in English?
    // 中文的问题？
    // topic: deals
    // $company: string = OpenAI -- what the parameter is
    // note: What to know about the answer.

A blank line ends the head, the query follows. Values given as text are read by the parameter's kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg import settings
from kg.errors import NotFound, QueryError, UsageError

_PARAMETER = re.compile(
    r"\$(?P<name>\w+): (?P<kind>\w+) =(?: (?P<default>(?!--).*?))?(?: -- (?P<comment>.*))?"
)
_DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")
_WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}

Value = str | int | float | bool


def _date(text: str) -> str:
    """A day, a month, a year, or nothing: dates compare as text."""
    if not _DATE.fullmatch(text):
        raise ValueError
    return text


def _boolean(text: str) -> bool:
    try:
        return _WORDS[text.lower()]
    except KeyError:
        raise ValueError from None


# What a parameter may be: how its text is read, the types of values that need no reading, what to write.
_KINDS: Mapping[str, tuple[Callable[[str], Value], tuple[type, ...], str]] = MappingProxyType(
    {
        "string": (str, (), "text"),
        "date": (_date, (), "a day, month or year such as 2026-01-31, 2026-01 or 2026"),
        "integer": (int, (int,), "a whole number"),
        "number": (float, (int, float), "a number"),
        "boolean": (_boolean, (bool,), "true or false"),
    }
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a named query can be asked with; `kind` is string, date, integer, number or boolean."""

    name: str
    kind: str
    default: Value
    comment: str

    @property
    def shown(self) -> str:
        """The default as it would be written on the command line."""
        return str(self.default).lower() if isinstance(self.default, bool) else str(self.default)

    def value(self, given: object) -> Value:
        """What was given as this parameter's kind; `UsageError` where it is none."""
        read, taken, words = _KINDS[self.kind]
        try:
            if isinstance(given, str):
                return read(given)
            if isinstance(given, taken) and (self.kind == "boolean" or not isinstance(given, bool)):
                return given  # type: ignore[return-value]
        except ValueError:
            pass
        raise UsageError(f"{self.name}: {given!r} is not {words}", advice=f"Give {words}.")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One question of the cookbook; `text` is the Cypher, its comments included."""

    name: str
    question: str
    question_zh: str
    topic: str
    parameters: tuple[Parameter, ...]
    note: str
    text: str

    def values(self, given: Mapping[str, object] | None = None) -> dict[str, Value]:
        """A value for every parameter: what was given, else the default.

        Raises `UsageError` for a parameter that the query does not have or a value of another kind.
        """
        values = dict(given or {})
        unknown = sorted(values.keys() - {one.name for one in self.parameters})
        if unknown:
            has = ", ".join(one.name for one in self.parameters) or "none"
            what = f"The query {self.name} has no parameter {', '.join(unknown)}"
            raise UsageError(what, advice=f"Its parameters: {has}.")
        return {
            one.name: one.value(values[one.name]) if one.name in values else one.default
            for one in self.parameters
        }


def folder() -> Path:
    """The wheel carries the queries inside the package; a checkout has them beside it."""
    inside = settings.PACKAGE / "queries"
    return inside if inside.is_dir() else settings.PACKAGE.parent / "queries"


@cache
def queries(place: Path | None = None) -> Mapping[str, NamedQuery]:
    """All named queries of a folder (default: the package's own) by name, sorted."""
    paths = sorted((place or folder()).glob("*.cypher"), key=lambda path: path.stem)
    return MappingProxyType({path.stem: _read(path) for path in paths})


def named(name: str) -> NamedQuery:
    """The query of this name; `NotFound` says which names come near."""
    known = queries()
    if name not in known:
        near = get_close_matches(name, known, n=3, cutoff=0.4)
        advice = f"Did you mean {', '.join(near)}? " if near else ""
        raise NotFound(f"No query is called {name!r}", advice=f"{advice}kg query --list shows all.")
    return known[name]


def _read(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    lines = [line.removeprefix("//").strip() for line in text.partition("\n\n")[0].splitlines()]
    if len(lines) < 3 or not lines[2].startswith("topic: "):
        raise QueryError(f"{path}: the head must be a question, the question in Chinese, and `topic: …`")
    notes, parameters = [], []
    for line in lines[3:]:
        if line.startswith("note: "):
            notes.append(line.removeprefix("note: "))
        else:
            parameters.append(_parameter(path, line))
    return NamedQuery(
        name=path.stem,
        question=lines[0],
        question_zh=lines[1],
        topic=lines[2].removeprefix("topic: "),
        parameters=tuple(parameters),
        note=" ".join(notes),
        text=text,
    )


def _parameter(path: Path, line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if found is None or found["kind"] not in _KINDS:
        raise QueryError(f"{path}: not a parameter of the form `$name: kind = default -- comment`: {line}")
    read = _KINDS[found["kind"]][0]
    try:
        default = read(found["default"] or "")
    except ValueError as error:
        raise QueryError(f"{path}: ${found['name']}: its default is no {found['kind']}") from error
    return Parameter(found["name"], found["kind"], default, found["comment"] or "")
