"""Digests in storage that is no folder here: s3://…, memory://… and whatever else fsspec can read.

Everything is read by the process that asks, a file at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from kg.digests.formats import SUFFIXES
from kg.errors import UsageError

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.:-]*://")
_SIGNS = frozenset("*?[")


def is_url(path: str | Path) -> bool:
    """Whether fsspec is to read it. A `Path` never is: it would have lost a slash."""
    return isinstance(path, str) and _URL.match(path) is not None


def find_urls(url: str) -> list[str]:
    """Digest files at a URL, below it, or that match it as a pattern, sorted; hidden ones left out.

    A file that is named is taken, whatever its suffix. Raises `OSError` where the storage cannot be read,
    `UsageError` where fsspec or what it needs for this kind of storage is missing.
    """
    storage, path = _opened(url)
    with _as_os_error():
        if storage.isfile(path):
            return [str(storage.unstrip_protocol(path))]
        pattern = bool(_SIGNS & set(path))
        # Names are hidden below what was asked for, not above it.
        above = len(re.split(r"[*?\[]", path, maxsplit=1)[0].rpartition("/")[0] if pattern else path)
        found = {
            file for place in (storage.glob(path) if pattern else [path]) for file in _files(storage, place)
        }
        return sorted(str(storage.unstrip_protocol(file)) for file in found if not _hidden(file[above:]))


def read_url(url: str) -> bytes:
    """A file's bytes. Raises as `find_urls` does."""
    storage, path = _opened(url)
    with _as_os_error():
        return bytes(storage.cat_file(path))


def _files(storage: Any, place: str) -> Iterator[str]:
    """The place itself, or what lies below it; nothing where there is nothing."""
    below = [place] if storage.isfile(place) else storage.find(place)
    yield from (file for file in below if PurePosixPath(file).suffix.lower() in SUFFIXES)


def _hidden(below: str) -> bool:
    return any(part.startswith(".") for part in below.split("/"))


@contextmanager
def _as_os_error() -> Iterator[None]:
    """Each kind of storage has errors of its own; a reader of files knows one."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(0, f"{type(error).__name__}: {error}") from error


def _opened(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs  # type: ignore[import-untyped]
    except ImportError:
        advice = "Install it: pip install 'ai-industry-kg[ray]'."
        raise UsageError(f"{url} needs fsspec, which is not installed", advice=advice) from None
    try:
        storage, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        advice = "Check the spelling; some kinds of storage need a package of their own (s3fs for s3://)."
        raise UsageError(f"{url} cannot be read: {error}", advice=advice) from error
    return storage, path
