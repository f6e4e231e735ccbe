"""Parts of an export → files that are whole or not there at all.

Everything is written beside the target and moved there in one step. A folder is replaced only where it is
empty or holds an older export and nothing else; `export.json` in it lists the files that are ours.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError, UsageError
from kg.exports.base import Part
from kg.records import Json

MANIFEST = "export.json"


def write_file(part: Part, path: Path) -> None:
    """One file, replaced if it is there; `UsageError` for a folder, `StoreError` if it cannot be written."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder; this format is one file", advice="Give -o the name of a file.")
    # A link stays a link: what it leads to is replaced.
    with _beside(Path(os.path.realpath(path))) as new:
        _write(part, new)


def write_folder(parts: Iterable[Part], path: Path, about: Json) -> tuple[str, ...]:
    """A folder of files and the names of them; `StoreError` where it holds what is not ours."""
    check_free(path)
    names: list[str] = []
    with _beside(Path(os.path.realpath(path))) as new:
        new.mkdir()
        for part in parts:
            _write(part, new / part.name)
            names.append(part.name)
        text = json.dumps({**about, "files": sorted(names)}, ensure_ascii=False, indent=1, sort_keys=True)
        (new / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")
    return tuple(names)


def check_free(path: Path) -> None:
    """Raise `StoreError` for a folder that holds anything but an older export, `UsageError` for a file."""
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file; this format is a folder", advice="Give -o the name of a folder.")
    if not path.is_dir():
        return
    try:
        found = sorted(entry.name for entry in path.iterdir())
        ours = _listed(path / MANIFEST) if MANIFEST in found else set()
    except (OSError, ValueError) as error:
        raise StoreError(
            f"{path} cannot be read: {error}", advice="Choose another folder with -o."
        ) from error
    others = [name for name in found if name not in ours]
    if others:
        advice = "Choose a new or an empty folder with -o; nothing was written."
        raise StoreError(f"{path} holds files that no export wrote: {others[0]}", advice=advice)


def _listed(manifest: Path) -> set[str]:
    """The files that an older export wrote; none where the manifest is another program's."""
    data = json.loads(manifest.read_text(encoding="utf-8"))
    files = data.get("files") if isinstance(data, dict) and "format" in data else None
    return {MANIFEST, *map(str, files)} if isinstance(files, list) else set()


def _write(part: Part, path: Path) -> None:
    with path.open("wb") as file:
        part.write(file)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Where to write what will stand at `path` when the block ends well."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=f".{path.name[:100]}.", dir=path.parent))
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        yield room / "new"
        _swap(room, path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _swap(room: Path, path: Path) -> None:
    new, old = room / "new", room / "old"
    if not path.is_dir():
        new.replace(path)
        return
    # A folder that holds files cannot be replaced: the old one steps aside and comes back if the move fails.
    path.rename(old)
    try:
        new.rename(path)
    except OSError:
        old.rename(path)
        raise


def _unwritable(path: Path, error: OSError) -> StoreError:
    advice = "Make room or choose another place with -o; what was there before is unchanged."
    return StoreError(f"{path} cannot be written: {error.strerror or error}", advice=advice)
