"""Extractions that stay in a file until they are wanted: extracting takes the same memory for any number.

`Finished` is the file: a JSON line each, in memory only where each stands. `Extractions` are those of a run,
in the order of its items: what was made earlier from memory, the rest from the file.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping, MutableMapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, overload

from pydantic_core import from_json

from kg.records import Extraction, Item, Json


class Finished(MutableMapping[str, Extraction]):
    """Extractions by key; entered as a context it takes up what an interrupted run left, and takes more."""

    def __init__(self, path: Path, wanted: Container[str]) -> None:
        """Of what an interrupted run left the `wanted` keys are kept."""
        self.path = path
        self._wanted = wanted
        self._places: dict[str, int] = {}
        self._end = 0
        self._adding: BinaryIO | None = None
        self._reading: BinaryIO | None = None

    def __enter__(self) -> Self:
        beside = self.path.with_suffix(".new")
        with beside.open("wb") as kept:
            for key, line in self._left():
                self._places[key] = self._end
                self._end += kept.write(line)
        beside.replace(self.path)
        self._adding = self.path.open("ab")
        return self

    def _left(self) -> Iterator[tuple[str, bytes]]:
        """The whole lines of the file, up to the first that is cut short."""
        if not self.path.is_file():
            return
        with self.path.open("rb") as lines:
            for line in lines:
                try:
                    row = from_json(line)
                    key, whole = row["key"], Extraction.from_dict(row["extraction"])
                except (ValueError, KeyError, TypeError):
                    return
                if whole and key in self._wanted and key not in self._places:
                    yield key, line

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._adding is not None:
            self._adding.close()
        self._adding = None

    def __setitem__(self, key: str, extraction: Extraction) -> None:
        if self._adding is None:
            raise ValueError(f"{self.path} is not open")
        row: Json = {"key": key, "extraction": extraction.to_dict()}
        self._places[key] = self._end
        self._end += self._adding.write(json.dumps(row, ensure_ascii=True).encode("ascii") + b"\n")

    def __getitem__(self, key: str) -> Extraction:
        place = self._places[key]
        if self._adding is not None:
            self._adding.flush()
        if self._reading is None:
            self._reading = self.path.open("rb")
        self._reading.seek(place)
        return Extraction.from_dict(from_json(self._reading.readline(), cache_strings="keys")["extraction"])

    def __delitem__(self, key: str) -> None:
        del self._places[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def close(self) -> None:
        """Let go of the file."""
        if self._reading is not None:
            self._reading.close()
        self._reading = None


class Extractions(Sequence[Extraction]):
    """One extraction an item, each read when it is asked for."""

    def __init__(
        self,
        items: Sequence[Item],
        *,
        known: Mapping[Item, Extraction],
        keys: Mapping[Item, str],
        found: Mapping[str, Extraction],
    ) -> None:
        """`known` in memory; of the others `keys` has the key and `found` the extraction."""
        self._items = items
        self._known = known
        self._keys = keys
        self._found = found

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, place: int) -> Extraction: ...
    @overload
    def __getitem__(self, place: slice) -> list[Extraction]: ...
    def __getitem__(self, place: int | slice) -> Extraction | list[Extraction]:
        if isinstance(place, slice):
            return [self._of(item) for item in self._items[place]]
        return self._of(self._items[place])

    def _of(self, item: Item) -> Extraction:
        known = self._known.get(item)
        return known if known is not None else self._found[self._keys[item]]

    def by_id(self) -> Iterator[Extraction]:
        """In the order of their ids."""
        yield from map(self._of, sorted(self._items, key=lambda item: item.id))

    def close(self) -> None:
        """Let go of the file that they are read from; after this they cannot be read."""
        if isinstance(self._found, Finished):
            self._found.close()
