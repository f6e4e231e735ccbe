"""The command line: thin, one file a family of verbs. Data goes to stdout, all else to stderr.

Exit codes: 0 all well; 1 some input was skipped, the rest is done; 2 wrong usage (a wrong query too);
3 nothing was done; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import os
import sys

import typer

from kg.cli.screen import complain
from kg.cli.verbs import Stopped, Verbs
from kg.errors import KgError, QueryError, UsageError
from kg.settings import VERSION

SKIPPED, USAGE, NOTHING, STOPPED = 1, 2, 3, 130

app = typer.Typer(
    name="kg",
    cls=Verbs,
    help="The knowledge graph of the AI industry, read from daily news digests.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Exit codes: 0 all well; 1 some input skipped; 2 wrong usage; 3 nothing done.",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"kg {VERSION}")
        raise typer.Exit


@app.callback()
def _common(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and leave."
    ),
) -> None:
    """Options that stand before a verb."""


def main() -> None:
    """Run the command line; errors become a message, the next thing to try, and an exit code."""
    try:
        app()
    except KgError as error:
        complain(error)
        sys.exit(USAGE if isinstance(error, UsageError | QueryError) else NOTHING)
    except (KeyboardInterrupt, Stopped):
        complain(KgError("Stopped.", advice="Run the same command again to go on where it stopped."))
        sys.exit(STOPPED)
    except BrokenPipeError:
        # The reader of our output has gone (kg query … | head): nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
