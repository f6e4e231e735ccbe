"""`kg diff`: what is new between two news dates."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.text import Text

from kg import ontology as ontologies
from kg import pipeline
from kg.cli.arguments import Store, store_place
from kg.cli.days import Most, Since, Until, days
from kg.cli.screen import screen
from kg.graph.changes import changes
from kg.pipeline.news import Line, sections, to_json
from kg.pipeline.plain import plain


def diff(
    since: Since,
    until: Until = "",
    store: Store = None,
    most: Most = 20,
    format_: Annotated[
        Literal["table", "json"], typer.Option("--format", help="For people, or everything as JSON.")
    ] = "table",
) -> None:
    """Say what is new between two news dates, both included.

    New entities, facts and deals; statuses and stages that changed (rumored → announced); first-time
    partners. Everything as the news stood on the last day.
    """
    first, last = days(since, until)
    ontology = ontologies.load()
    found = changes(pipeline.OpenedStore(store_place(store)).graph, ontology, first, last)
    if format_ == "json":
        sys.stdout.write(json.dumps(to_json(found, ontology), ensure_ascii=False, indent=1) + "\n")
        return
    out = Console(highlight=False, soft_wrap=True)
    for section in sections(found, ontology):
        out.print(Text(f"{section.title} ({len(section.lines):,})", style="bold"))
        for line in section.lines[:most]:
            print_line(out, line)
        if len(section.lines) > most:
            out.print(Text(f"  … and {len(section.lines) - most:,} more; see --most", style="dim"))
        out.print()
    items = "1 item" if found.items == 1 else f"{found.items:,} items"
    screen.print(
        f"{items} from {found.since} to {found.until or 'now'}{'; nothing new' if found.nothing else ''}"
    )


def print_line(out: Console, line: Line) -> None:
    """What happened, and below it who says so. Nothing in it steers the terminal."""
    stand = f" ({line.stand})" if line.stand else ""
    out.print(Text(plain(f"  {line.date or 'undated':<10}  {line.text}{stand}")))
    words = f"“{line.sentence}”" if line.sentence else line.headline
    if words:
        out.print(Text(plain(f"              {words}"), style="dim"))
    if line.url:
        out.print(Text(plain(f"              {line.url}"), style="dim"))


def register(app: typer.Typer) -> None:
    app.command()(diff)
