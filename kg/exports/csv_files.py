"""CSV: a folder of tables (see `tables`), UTF-8 with a byte order mark, so that spreadsheets show Chinese.

Text stands in quotes, numbers do not. A list is JSON text. What is missing is an empty cell without quotes.

A text that a spreadsheet would run as a formula (it starts with = + - @, their full-width forms, a tab, a
carriage return or a line feed) gets an apostrophe before it, and so does one that starts with an apostrophe;
a text that is there and empty is an apostrophe. Whoever reads takes one apostrophe from the front of a text
that has one, and has the value.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kg.exports.base import Part, part_of
from kg.exports.markup import json_list
from kg.exports.tables import Table, tables
from kg.graph import Graph, Value
from kg.ontology import Ontology

_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
_MARK = "\ufeff"


def parts(graph: Graph, ontology: Ontology) -> Iterator[Part]:
    for table in tables(graph, ontology):
        yield part_of(f"{table.name}.csv", partial(_lines, table))


def _lines(table: Table) -> Iterator[str]:
    yield _MARK + ",".join(table.columns) + "\n"
    for row in table.rows():
        yield ",".join(_cell(row.get(name)) for name in table.columns) + "\n"


def _cell(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = json_list(value) if isinstance(value, tuple) else guarded(value)
    return quoted(text)


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("'tis"), guarded(""), guarded("OpenAI")
    ("'=1+1", "''tis", "'", 'OpenAI')
    """
    return f"'{text}" if not text or text.startswith(_GUARDED) else text


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
