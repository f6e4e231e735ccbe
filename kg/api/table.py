"""Answers as a sequence that a notebook shows as a table and that pandas takes: facts, deals, query rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from kg.api import markup
from kg.api.cells import aligned, plain_text
from kg.api.frame import Kind, frame

if TYPE_CHECKING:
    from pandas import DataFrame  # type: ignore[import-untyped, unused-ignore]

T = TypeVar("T")
_MOST_PRINTED = 12
_MOST_SHOWN = 25


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: what its cells are taken from, what they are, and whether people see it on the screen.

    `address` gives the page that a cell leads to.
    """

    name: str
    cell: Callable[[T], object]
    kind: Kind = "any"
    shown: bool = True
    address: Callable[[T], str] | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Table(Sequence[T]):
    """A sequence of records with columns; slices are tables too.

    `truncated` says that there is more than was asked for, `warnings` what a store had to say.
    """

    records: tuple[T, ...]
    table_columns: tuple[Column[T], ...]
    what: str = "rows"
    truncated: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.table_columns)

    @property
    def rows(self) -> tuple[tuple[object, ...], ...]:
        """All cells, in the order of `columns`."""
        return tuple(self._row(record) for record in self.records)

    def to_dicts(self) -> list[dict[str, object]]:
        """One dictionary a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> DataFrame:
        """A DataFrame; `UsageError` with the way to install pandas where it is missing."""
        kinds = {column.name: column.kind for column in self.table_columns}
        return frame(self.columns, self.rows, kinds)

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[T]:
        return iter(self.records)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Table[T]: ...
    def __getitem__(self, at: int | slice) -> T | Table[T]:
        if isinstance(at, slice):
            return replace(self, records=self.records[at])
        return self.records[at]

    def __repr__(self) -> str:
        rows = [[column.cell(one) for column in self._on_screen] for one in self.records[:_MOST_PRINTED]]
        table = aligned([column.name for column in self._on_screen], rows)
        return "\n".join(filter(None, (table, self._told(_MOST_PRINTED))))

    def _repr_html_(self) -> str:
        rows = [
            [self._markup(column, one) for column in self._on_screen] for one in self.records[:_MOST_SHOWN]
        ]
        table = markup.table([column.name for column in self._on_screen], rows)
        return markup.box(table, markup.note(self._told(_MOST_SHOWN)))

    @property
    def _on_screen(self) -> list[Column[T]]:
        return [column for column in self.table_columns if column.shown]

    def _row(self, record: T) -> tuple[object, ...]:
        return tuple(column.cell(record) for column in self.table_columns)

    def _markup(self, column: Column[T], record: T) -> str:
        value = column.cell(record)
        if column.kind == "integer" and isinstance(value, int):
            return f"{value:,}"
        if column.address is None:
            return markup.cell(value)
        return markup.link(column.address(record), markup.cut(plain_text(value)))

    def _told(self, most: int) -> str:
        count = len(self.records)
        told = f"{self.what}: {count:,}" + (f", the first {most} shown" if count > most else "")
        more = "; there are more, ask for them with a higher limit" if self.truncated else ""
        return "; ".join((told + more, *self.warnings))
