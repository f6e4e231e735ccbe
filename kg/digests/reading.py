"""Files → digests and problems. Nothing here raises for a file's sake unless `strict` is asked for."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.digests.decode import decode
from kg.digests.files import STDIN, find_files, shown
from kg.digests.formats import read_text
from kg.digests.remote import is_url, read_url
from kg.errors import InputError
from kg.records import Digest, Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: digests in the order of their ids, what was wrong, and each digest's file.

    `sources` maps a digest's id to the path as it was given, `-` for standard input. `keys` maps those ids
    whose file was read whole and without a complaint to the file's key: see `read_all`.
    """

    digests: tuple[Digest, ...] = ()
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)


def read_all(
    paths: Sequence[str | Path],
    *,
    strict: bool = False,
    on_file: Callable[[int, int], None] | None = None,
    known: Mapping[str, Sequence[Digest]] | None = None,
) -> Reading:
    """Read files, folders, globs, URLs and `-` (standard input); the order of `paths` changes nothing.

    `on_file` hears how many files are done, and of how many. With `strict` the first thing that
    would be left out raises `InputError` with file, line, reason and advice. `known` holds what files gave
    earlier, by their keys: a file of such a key, which says that path, bytes and reader are the same, is not
    parsed again.
    """
    files, missing = find_files(paths)
    gathered = _Gathered(strict)
    gathered.add([], missing, "")
    for done, path in enumerate(files, start=1):
        digests, problems, key = _read_file(path, known or {})
        gathered.add(digests, problems, str(path), key=key)
        if on_file:
            on_file(done, len(files))
    return gathered.reading()


def read_bytes(data: bytes, *, name: str) -> Reading:
    """Read one file's bytes; `name` tells the format by its suffix and stands in the problems."""
    gathered = _Gathered(strict=False)
    gathered.add(*_read(data, shown(name)), name)
    return gathered.reading()


def _read_file(
    path: Path | str, known: Mapping[str, Sequence[Digest]]
) -> tuple[Sequence[Digest], Sequence[Problem], str]:
    try:
        data = _bytes(path)
    except OSError as error:
        advice = "check that it is still there and may be read"
        return [], [Problem(shown(path), None, "not readable", error.strerror or "", advice)], ""
    key = _key(data, shown(path))
    return (known[key], [], key) if key in known else (*_read(data, shown(path)), key)


def _bytes(path: Path | str) -> bytes:
    if str(path) == STDIN:
        return sys.stdin.buffer.read()
    return read_url(str(path)) if is_url(path) else Path(path).read_bytes()


def _key(data: bytes, path: str) -> str:
    """What the digests of a file depend on, as a hash."""
    return hashlib.sha256(f"{_reader()}\0{path}\0".encode() + data).hexdigest()[:32]


@cache
def _reader() -> str:
    """A hash of this room's code and words: another version may read a file otherwise."""
    digest = hashlib.sha256()
    room = Path(__file__).parent
    for path in sorted((*room.glob("*.py"), *room.glob("data/*.txt"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _read(data: bytes, path: str) -> tuple[list[Digest], list[Problem]]:
    text = decode(data, path)
    return ([], [text]) if isinstance(text, Problem) else read_text(text, path)


class _Gathered:
    """Digests of all files, the first of each id."""

    def __init__(self, strict: bool) -> None:
        self._strict = strict
        self._digests: dict[str, Digest] = {}
        self._sources: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._problems: list[Problem] = []

    def add(
        self, digests: Sequence[Digest], problems: Sequence[Problem], source: str, *, key: str = ""
    ) -> None:
        for problem in problems:
            self._report(problem)
        whole = bool(key) and not problems
        for digest in digests:
            if digest.id in self._digests:
                self._report(self._duplicate(digest, source))
                whole = False
            else:
                self._digests[digest.id] = digest
                self._sources[digest.id] = source
        if whole:
            self._keys |= dict.fromkeys((digest.id for digest in digests), key)

    def _duplicate(self, digest: Digest, source: str) -> Problem:
        first = self._sources[digest.id]
        equal = self._digests[digest.id].items == digest.items
        detail = f"same day and publisher as {shown(first)}, " + ("same items" if equal else "other items")
        advice = "leave one out" if equal else "give each a `publisher` or another title in its front matter"
        return Problem(shown(source), None, "duplicate digest", detail, advice)

    def _report(self, problem: Problem) -> None:
        if self._strict and problem.skipped:
            advice = problem.advice or "run without --strict to read the others"
            where = problem.path if problem.line is None else f"{problem.path}:{problem.line}"
            what = f"{problem.reason} ({problem.detail})" if problem.detail else problem.reason
            raise InputError(f"{where}: {what}", advice=advice)
        self._problems.append(problem)

    def reading(self) -> Reading:
        ids = sorted(self._digests)
        return Reading(
            digests=tuple(self._digests[id_] for id_ in ids),
            problems=tuple(self._problems),
            sources={id_: self._sources[id_] for id_ in ids},
            keys={id_: self._keys[id_] for id_ in ids if id_ in self._keys},
        )
