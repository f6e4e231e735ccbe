"""Paths, folders, globs and URLs → the files to read."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.digests.formats import SUFFIXES
from kg.digests.remote import find_urls, is_url
from kg.records import Problem

STDIN = "-"
_KNOWN = ", ".join(SUFFIXES)
_GLOB_SIGNS = frozenset("*?[")


def find_files(paths: Sequence[str | Path]) -> tuple[list[Path | str], list[Problem]]:
    """Files in the order of their paths, each once, `-` first, and what could not be found.

    Folders are searched to the bottom for digest files, hidden ones left out. Links are followed,
    a folder that leads back into itself is entered once. Those of a URL are URLs, all others paths.
    """
    files: dict[str, Path | str] = {}
    problems: list[Problem] = []
    for given in paths:
        for path in _expand(given, problems):
            real = str(path) if str(path) == STDIN or is_url(path) else os.path.realpath(path)
            if real not in files or str(path) < str(files[real]):
                files[real] = path
    return sorted(files.values(), key=lambda path: (str(path) != STDIN, str(path))), problems


def shown(path: str | Path) -> str:
    """A path as text that can be written; bytes that are no UTF-8 are escaped."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def _expand(given: str | Path, problems: list[Problem]) -> Iterator[Path | str]:
    if is_url(given):
        yield from _at_url(str(given), problems)
        return
    path = Path(given)
    if str(given) == STDIN:
        yield path
    elif path.is_dir():
        yield from _in_folder(path, problems)
    elif _exists(path):
        yield path
    elif _GLOB_SIGNS & set(str(given)):
        yield from _matches(str(given), problems)
    else:
        advice = "check the spelling; folders and globs are good too"
        problems.append(Problem(shown(given), None, "no such file", "", advice))


def _at_url(url: str, problems: list[Problem]) -> list[str]:
    try:
        found = find_urls(url)
    except OSError as error:
        advice = "check the address and your rights to it"
        problems.append(Problem(shown(url), None, "not readable", str(error.strerror or error), advice))
        return []
    if not found:
        advice = f"digests end in {_KNOWN}"
        problems.append(Problem(shown(url), None, "no digest in folder", "", advice))
    return found


def _exists(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        return False


def _matches(pattern: str, problems: list[Problem]) -> Iterator[Path]:
    # pathlib takes no absolute patterns, and its `*` matches hidden files.
    found = [Path(match) for match in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207
    files = [path for path in found if path.is_file() and path.suffix.lower() in SUFFIXES]
    yield from files
    for folder in (path for path in found if path.is_dir()):
        if not pattern.endswith("**"):
            yield from _in_folder(folder, problems)
    if not found:
        advice = "no file matches; is the pattern quoted and spelled right?"
        problems.append(Problem(shown(pattern), None, "no such file", "", advice))
    elif not files and not any(path.is_dir() for path in found):
        advice = f"digests end in {_KNOWN}"
        problems.append(Problem(shown(pattern), None, "unknown format", "", advice))


def _in_folder(folder: Path, problems: list[Problem]) -> list[Path]:
    found: list[Path] = []
    entered: set[str] = set()

    def failed(error: OSError) -> None:
        advice = "check its permissions"
        problems.append(
            Problem(shown(error.filename or folder), None, "not readable", error.strerror or "", advice)
        )

    for place, inner, names in os.walk(folder, onerror=failed, followlinks=True):
        real = os.path.realpath(place)
        if real in entered:
            inner.clear()
            continue
        entered.add(real)
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in names:
            path = Path(place, name)
            if (
                not name.startswith(".")
                and path.suffix.lower() in SUFFIXES
                and (path.is_file() or path.is_symlink())
            ):
                found.append(path)
    if not found:
        advice = f"digests end in {_KNOWN}"
        problems.append(Problem(shown(folder), None, "no digest in folder", "", advice))
    return found
