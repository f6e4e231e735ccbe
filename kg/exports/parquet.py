"""Parquet: a folder of tables (see `tables`) with lists as lists and numbers as numbers.

Needs pyarrow, which is asked for only here. No date and no library version that changes from run to run
goes into the files; pyarrow names itself in them, so equal bytes need the same pyarrow.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from typing import Any, BinaryIO

from kg.errors import UsageError
from kg.exports.base import Part, chunks, encoded
from kg.exports.tables import Table, tables
from kg.graph import Graph, Value
from kg.ontology import Ontology

_ROWS = 20_000


def parts(graph: Graph, ontology: Ontology) -> Iterator[Part]:
    """Raises `UsageError` where pyarrow is not installed."""
    if find_spec("pyarrow") is None:
        advice = "Install it: pip install 'ai-industry-kg[parquet]', or choose --format csv."
        raise UsageError("Parquet needs pyarrow, which is not installed", advice=advice)
    for table in tables(graph, ontology):
        yield Part(f"{table.name}.parquet", partial(_write, table))


def _write(table: Table, target: BinaryIO) -> None:
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow import parquet as pq

    kinds = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "strings": pa.list_(pa.string()),
    }
    schema = pa.schema([(name, kinds[kind]) for name, kind in table.columns.items()])
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for rows in chunks(table.rows(), _ROWS):
            columns = [
                pa.array((_cell(row.get(field.name)) for row in rows), type=field.type) for field in schema
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def _cell(value: Value | None) -> Any:
    if isinstance(value, str):
        return encoded(value).decode("utf-8")
    return [encoded(one).decode("utf-8") for one in value] if isinstance(value, tuple) else value
