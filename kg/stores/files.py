"""Files that readers find whole: the old one or the new one, at any moment."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError

Signature = tuple[int, int, int]


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to; when the block ends well it takes the place of `path`, else nothing changes.

    It lies in a folder of its own beside the target, so that whatever an engine puts next to its file
    goes away with it. Raises `StoreError` where the target cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        yield folder / path.name
        (folder / path.name).replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unwritable(path: Path, error: OSError) -> StoreError:
    advice = "Make room or choose another folder; what was there before is unchanged."
    return StoreError(f"{path} cannot be written: {error.strerror or error}", advice=advice)


def missing(path: Path) -> StoreError:
    return StoreError(f"No store at {path}", advice="Build one: kg build PATH…")


def damaged(path: Path, error: Exception) -> StoreError:
    first = str(error).partition("\n")[0][:300]
    return StoreError(f"{path} cannot be read: {first}", advice="Build it anew: kg build PATH…")


def signature(path: Path) -> Signature:
    """Changes when the file is replaced; `StoreError` if there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        raise missing(path) from None
    except OSError as error:
        raise damaged(path, error) from error
    return found.st_mtime_ns, found.st_size, found.st_ino
