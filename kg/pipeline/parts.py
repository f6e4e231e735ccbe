"""Finished extractions as Parquet files in a folder: what a run on a cluster leaves behind as it goes.

A part is written beside and then moved into place, so a run that stops at any moment leaves whole files;
the next run takes up what they hold. Rows are (key, extraction): the key says what the extraction depends
on, the extraction is its JSON.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic_core import from_json

from kg.records import Extraction

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

_SUFFIX = ".parquet"
# A part is closed by whichever comes first: rows, characters of JSON, seconds since it was begun.
MOST_ROWS = 2_000
MOST_CHARACTERS = 32_000_000
MOST_SECONDS = 20.0


def json_of(extraction: Extraction) -> str:
    """As it stands in a part; escaped, so that no text of a digest is one that cannot be written."""
    return json.dumps(extraction.to_dict(), ensure_ascii=True)


class Parts:
    """The folder of parts; made when the first one is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._keys: list[str] = []
        self._extractions: list[str] = []
        self._characters = 0
        self._begun = 0.0

    def read(self) -> Iterator[tuple[str, Extraction]]:
        """Every row, a file at a time; a file that cannot be read is as if it were not there."""
        for path in self._files():
            for key, extraction in _rows(path):
                yield key, Extraction.from_dict(from_json(extraction, cache_strings="keys"))

    @contextmanager
    def writing(self) -> Iterator[Parts]:
        """Take rows by `add`; the last part is written however this ends."""
        try:
            yield self
        finally:
            self._close()

    def add(self, key: str, extraction: str) -> None:
        if not self._keys:
            self._begun = time.monotonic()
        self._keys.append(key)
        self._extractions.append(extraction)
        self._characters += len(extraction)
        if (
            len(self._keys) >= MOST_ROWS
            or self._characters >= MOST_CHARACTERS
            or time.monotonic() - self._begun >= MOST_SECONDS
        ):
            self._close()

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob(f"part-*{_SUFFIX}"))

    def _close(self) -> None:
        if not self._keys:
            return
        import pyarrow as pa
        from pyarrow import parquet as pq

        self.folder.mkdir(parents=True, exist_ok=True)
        last = self._files()[-1:]
        number = int(last[0].stem.removeprefix("part-")) + 1 if last else 0
        path = self.folder / f"part-{number:08}{_SUFFIX}"
        beside = path.with_suffix(".new")
        table = pa.table({"key": self._keys, "extraction": self._extractions}, schema=_schema())
        pq.write_table(table, beside, compression="zstd")
        beside.replace(path)
        self._keys, self._extractions, self._characters = [], [], 0


def _schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema([("key", pa.string()), ("extraction", pa.string())])


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    import pyarrow as pa
    from pyarrow import parquet as pq

    try:
        table = pq.read_table(path, schema=_schema())
    except (OSError, pa.ArrowException):
        return
    yield from zip(table["key"].to_pylist(), table["extraction"].to_pylist(), strict=True)
