"""Files that a verb writes: whole or not at all."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.markup import escape

from kg.cli.screen import screen
from kg.errors import StoreError


def write_whole(path: Path, text: str) -> None:
    """Write beside, then move into place; `StoreError` where the place cannot be written."""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        advice = "Choose another file with -o."
        raise StoreError(f"{path} cannot be written: {error.strerror}", advice=advice) from error


def write_page(path: Path, page: str, *, open_: bool) -> None:
    """Write a page, say where, and open it in the browser if asked to."""
    write_whole(path, page)
    address = path.resolve().as_uri()
    if open_:
        typer.launch(address)
    screen.print(f"Wrote {escape(str(path))}. Open it in a browser: {escape(address)}")
