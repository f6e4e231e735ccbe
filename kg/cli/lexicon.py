"""`kg lexicon`: suggest names to add, and say what is wrong in its tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg import settings
from kg.cli.arguments import Jobs, Paths
from kg.cli.screen import ProgressBars, list_problems, screen
from kg.cli.written import write_whole
from kg.errors import InputError
from kg.lexicon import lint as faults_of
from kg.pipeline.suggestion import suggest as suggestions_of

_family = typer.Typer(
    name="lexicon", help="Find names to add to the lexicon, and check its tables.", no_args_is_help=True
)


@_family.command()
def suggest(
    paths: Paths,
    most: Annotated[int, typer.Option("--most", min=1, metavar="N", help="So many names at most.")] = 200,
    least: Annotated[
        int, typer.Option("--least", min=1, metavar="N", help="Only names that so many items hold.")
    ] = 2,
    type_: Annotated[
        str, typer.Option("--type", metavar="TYPE", help="Only names that most items take for this type.")
    ] = "",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - for standard output.")
    ] = "-",
    jobs: Jobs = None,
) -> None:
    """List names that the lexicon does not know, those of most items first, as rows of its tables.

    Below each row a comment says how many items, publishers and hosts name it, which types they speak
    for, and shows up to three contexts. Judge each row, complete it, and paste it by its id; a row
    without an id needs one. docs/lexicon.md explains the columns.
    """
    with ProgressBars() as bars:
        found = suggestions_of(paths, most=most, least=least, type_=type_, jobs=jobs, progress=bars)
    if output == "-":
        sys.stdout.write(found.tables())
    else:
        write_whole(Path(output), found.tables())
    list_problems(found.problems)
    more = f"; {found.left_out:,} more are left out" if found.left_out else ""
    screen.print(f"{len(found.names):,} unknown names of {found.items:,} items{more}")
    if any(problem.skipped for problem in found.problems):
        raise typer.Exit(1)


@_family.command()
def lint(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            help="A folder of lexicon tables. [default: $KG_LEXICON or the package's own]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Say everything that is wrong in a folder of lexicon tables, a line for each fault."""
    checked = folder or settings.load().lexicon
    if not checked.is_dir():
        raise InputError(f"No folder at {checked}", advice="Name a folder that holds .tsv tables.")
    faults = faults_of(checked)
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    screen.print(f"{len(faults):,} faults in {checked}" if faults else f"All is well in {checked}")
    if faults:
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    app.add_typer(_family)
