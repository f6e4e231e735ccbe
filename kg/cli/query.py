"""`kg query`: read-only Cypher, its own text or a named query's; the rows as a table, JSON or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg import pipeline
from kg.cli.arguments import Store, store_place
from kg.cli.screen import screen
from kg.errors import UsageError
from kg.stores import Rows, cookbook

_SHORT = 20
# A long text in fewer cells than this is no longer read.
_NARROWEST = 24
# Spreadsheets run a cell that begins so as a formula; digests are no place to take formulas from.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def query(
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="TEXT", help="Cypher, or - to read it from standard input.", show_default=False
        ),
    ] = None,
    store: Store = None,
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", help="A named query in place of TEXT.", show_default=False),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Show the named queries; with --name, all of one.")
    ] = False,
    format_: Annotated[
        Literal["table", "json", "csv"], typer.Option("--format", help="How to print the rows.")
    ] = "table",
    param: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="A parameter; VALUE is JSON or else a string."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Rows to print at most.")] = 10_000,
    timeout: Annotated[float, typer.Option("--timeout", min=0.01, help="Seconds to wait at most.")] = 30.0,
) -> None:
    """Ask in Cypher; reading only.

    kg query "MATCH (a:Company)-[r:ACQUIRES]->(b) RETURN a.name, b.name, r.status"
    kg query --name shared-investors --param company=xAI
    """
    if list_ and text is None:
        _list(name)
        return
    if (text is None) == (name is None) or list_:
        advice = "kg query --list shows the named ones."
        raise UsageError("Give either a query or --name", advice=advice)
    asked, parameters = _asked(text, name, param or [])
    opened = pipeline.OpenedStore(store_place(store))
    rows = opened.query(asked, parameters, timeout=timeout, limit=limit)
    for warning in rows.warnings:
        screen.print(Text(f"Warning {warning}"))
    {"table": _print_table, "json": _print_json, "csv": _print_csv}[format_](rows)
    if rows.truncated:
        screen.print(f"More rows than {limit:,}; raise --limit or narrow the query.")


def _asked(text: str | None, name: str | None, param: Sequence[str]) -> tuple[str, Mapping[str, object]]:
    """The Cypher and its parameters; a named query says itself of which kind its parameters are."""
    pairs = dict(map(_pair, param))
    if name is not None:
        query = cookbook.named(name)
        return query.text, query.values(pairs)
    asked = sys.stdin.read() if text == "-" else text or ""
    return asked, {key: _json_or_text(value) for key, value in pairs.items()}


def _pair(given: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not sign or not name:
        raise UsageError(f"--param {given}: expected NAME=VALUE")
    return name, value


def _json_or_text(value: str) -> object:
    try:
        return json.loads(value)
    except ValueError:
        return value


def _list(name: str | None) -> None:
    """The cookbook by topic, or one query as it stands in its file."""
    if name is not None:
        sys.stdout.write(cookbook.named(name).text)
        return
    table = Table("topic", "name", "question", "parameters", show_lines=False)
    for query in sorted(cookbook.queries().values(), key=lambda query: (query.topic, query.name)):
        given = ", ".join(f"{one.name}={one.shown}" for one in query.parameters)
        table.add_row(*map(Text, (query.topic, query.name, f"{query.question}\n{query.question_zh}", given)))
    Console(highlight=False).print(table)


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _print_table(rows: Rows) -> None:
    """Rows side by side; where the columns are too many for that, one block a row."""
    cells = [[Text(_text(value)) for value in row] for row in rows.rows]
    columns = range(len(rows.columns))
    widest = [max((row[place].cell_len for row in cells), default=0) for place in columns]
    console = Console(highlight=False)
    needed = [
        3
        + max(len(rows.columns[place]), min(widest[place], _NARROWEST if widest[place] > _SHORT else _SHORT))
        for place in columns
    ]
    if cells and sum(needed) > console.width:
        _print_blocks(console, rows.columns, cells)
    else:
        table = Table(show_lines=False)
        for place in columns:
            # Short columns keep their width, so that sentences get what is left of the line.
            table.add_column(
                Text(rows.columns[place]), overflow="fold", no_wrap=bool(cells) and widest[place] <= _SHORT
            )
        for row in cells:
            table.add_row(*row)
        console.print(table)
    screen.print(f"{len(rows.rows):,} rows")


def _print_blocks(console: Console, columns: Sequence[str], cells: Sequence[Sequence[Text]]) -> None:
    for number, row in enumerate(cells, start=1):
        console.print(Text(f"── {number}", style="bold"))
        block = Table.grid(padding=(0, 2))
        for column, cell in zip(columns, row, strict=True):
            if cell.cell_len:
                block.add_row(Text(column, style="dim"), cell)
        console.print(block)


def _print_json(rows: Rows) -> None:
    objects = [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
    sys.stdout.write(json.dumps(objects, ensure_ascii=False, indent=1) + "\n")


def _print_csv(rows: Rows) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(rows.columns)
    for row in rows.rows:
        cells = [_text(value) for value in row]
        writer.writerow(
            f"'{cell}" if isinstance(value, str) and cell.startswith(_FORMULA) else cell
            for cell, value in zip(cells, row, strict=True)
        )


def register(app: typer.Typer) -> None:
    app.command()(query)
