"""A store folder on disk: one manifest that names one data folder, swapped in at the end of a build.

    DIR/manifest.json        versions, counts, content_hash, and the name of the data folder
    DIR/data-<hash>/         digests.jsonl, extractions.jsonl, nodes.jsonl, edges.jsonl: the truth
                             graph.json, graph.kgl: stores, rebuilt from the truth when missing
                             sources.tsv: digest id and the file that it was read from
    DIR/extracting.jsonl     extractions of a build in progress; taken up again by the next one
    DIR/extracting.parquet/  the same of a build on a cluster

A reader opens the manifest once and then the folder that it names. A build killed at any moment
leaves the old manifest or the new one; what it left behind is swept by the next build.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError, StoreLocked
from kg.records import Json

FORMAT = 1
MANIFEST = "manifest.json"
PROGRESS = "extracting.jsonl"
_LOCK = ".lock"
_PREFIX = "data-"


def write_json(path: Path, data: Json) -> None:
    """One JSON object, keys sorted, written beside and then moved into place."""
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)


def parts_beside(progress: Path) -> Path:
    """Where a run on a cluster leaves its finished items: a folder beside the file of one that is not."""
    return progress.with_suffix(".parquet")


class StoreFolder:
    """The folder of one graph. Makes and reads paths; knows nothing of what the files mean."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def exists(self) -> bool:
        return (self.path / MANIFEST).is_file()

    def manifest(self) -> Json:
        """The manifest, or `StoreError` if there is no store here or not one that can be read."""
        path = self.path / MANIFEST
        try:
            data: Json = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            advice = f"Build one: kg build PATH… --out {self.path}"
            raise StoreError(f"No store at {self.path}", advice=advice) from None
        except (OSError, ValueError) as error:
            advice = "Build it anew with --replace, or restore the file."
            raise StoreError(f"{path} cannot be read: {error}", advice=advice) from error
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            found = data.get("format") if isinstance(data, dict) else None
            advice = "Build it anew with --replace."
            raise StoreError(f"{path} has format {found}; this version reads {FORMAT}", advice=advice)
        return data

    def data(self, manifest: Mapping[str, object]) -> Path:
        """The data folder that a manifest names; never a path outside the store."""
        name = str(manifest.get("folder"))
        path = self.path / name
        if not name.startswith(_PREFIX) or Path(name).name != name or not path.is_dir():
            advice = "Build it anew with --replace."
            raise StoreError(f"{self.path} names a data folder that is not there: {name}", advice=advice)
        return path

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other builds out; `StoreLocked` at once if one is running."""
        from filelock import FileLock, Timeout  # brings asyncio, which readers do without

        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.path / _LOCK)
            lock.acquire(timeout=0)
        except Timeout:
            advice = "Wait for the other build to end; the lock goes with it."
            raise StoreLocked(f"Another build is running in {self.path}", advice=advice) from None
        except OSError as error:
            advice = "Choose another folder with --out."
            raise StoreError(f"{self.path} cannot be written: {error.strerror}", advice=advice) from error
        try:
            yield
        finally:
            lock.release()

    def _current(self) -> Path | None:
        """The data folder in use, or None where there is none or the manifest cannot be read."""
        try:
            return self.data(self.manifest())
        except StoreError:
            return None

    def fresh(self) -> Path:
        """An empty folder to write the next data into; sweeps what a killed build left."""
        current = self._current()
        for leftover in self.path.glob(f"{_PREFIX}*"):
            if leftover != current:
                shutil.rmtree(leftover, ignore_errors=True)
        path = self.path / f"{_PREFIX}new"
        path.mkdir()
        return path

    def swap_in(self, written: Path, manifest: Json) -> None:
        """Name the written folder by its content, point the manifest at it, remove the old one."""
        old = self._current()
        target = self.path / f"{_PREFIX}{manifest['content_hash'][:16]}"
        if target == old:
            # The same content: file by file, so that readers find each of them at any moment.
            for file in sorted(written.iterdir()):
                file.replace(target / file.name)
            written.rmdir()
        else:
            written.replace(target)
        write_json(self.path / MANIFEST, {**manifest, "format": FORMAT, "folder": target.name})
        if old is not None and old != target:
            shutil.rmtree(old, ignore_errors=True)
        (self.path / PROGRESS).unlink(missing_ok=True)
        shutil.rmtree(parts_beside(self.path / PROGRESS), ignore_errors=True)
