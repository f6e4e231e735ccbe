"""`kg extract`: what digests say, as JSON lines."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from kg import pipeline
from kg.cli.arguments import Engine, Jobs, Model, Paths, Strict
from kg.cli.screen import ProgressBars, list_problems
from kg.cli.written import write_whole


def extract(
    paths: Paths,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - for standard output.")
    ] = "-",
    strict: Strict = False,
    jobs: Jobs = None,
    model: Model = None,
    engine: Engine = "local",
) -> None:
    """Write what each item says as JSON lines, a line for every item.

    The format is schemas/extraction.schema.json's. Nothing is stored.
    """
    options = pipeline.Options(strict=strict, jobs=jobs, model=model, engine=engine)
    with ProgressBars() as bars:
        _, extractions, problems = pipeline.extract(paths, options=options, progress=bars)
    lines = "".join(
        json.dumps(extraction.to_dict(), ensure_ascii=False, sort_keys=True) + "\n"
        for extraction in extractions
    )
    if output == "-":
        sys.stdout.write(lines)
    else:
        write_whole(Path(output), lines)
    list_problems(problems)
    if any(problem.skipped for problem in problems):
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    app.command()(extract)
