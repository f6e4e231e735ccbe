"""`kg query`: read-only Cypher, its rows as a table, JSON or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg import pipeline
from kg.cli.arguments import Store, store_path
from kg.cli.screen import screen
from kg.errors import UsageError
from kg.stores import Rows

_SHORT = 20
# Spreadsheets run a cell that begins so as a formula; digests are no place to take formulas from.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def query(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Cypher, or - to read it from standard input.")],
    store: Store = None,
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
    """
    asked = sys.stdin.read() if text == "-" else text
    opened = pipeline.OpenedStore(store_path(store))
    rows = opened.query(asked, _parameters(param or []), timeout=timeout, limit=limit)
    for warning in rows.warnings:
        screen.print(Text(f"Warning {warning}"))
    {"table": _print_table, "json": _print_json, "csv": _print_csv}[format_](rows)
    if rows.truncated:
        screen.print(f"More rows than {limit:,}; raise --limit or narrow the query.")


def _parameters(given: Sequence[str]) -> dict[str, object]:
    parameters: dict[str, object] = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise UsageError(f"--param {pair}: expected NAME=VALUE")
        try:
            parameters[name] = json.loads(value)
        except ValueError:
            parameters[name] = value
    return parameters


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _print_table(rows: Rows) -> None:
    cells = [[Text(_text(value)) for value in row] for row in rows.rows]
    table = Table(show_lines=False)
    for place, column in enumerate(rows.columns):
        widest = max((row[place].cell_len for row in cells), default=0)
        # Short columns keep their width, so that sentences get what is left of the line.
        table.add_column(Text(column), overflow="fold", no_wrap=widest <= _SHORT)
    for row in cells:
        table.add_row(*row)
    Console(highlight=False).print(table)
    screen.print(f"{len(rows.rows):,} rows")


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
