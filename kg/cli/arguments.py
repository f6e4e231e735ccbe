"""Arguments that several verbs share, spelled once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg import settings

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
        help="Digest files, folders of them, glob patterns, or - for standard input.",
        show_default=False,
    ),
]
Store = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="DIR",
        help="The store folder; also a NetworkX (.json) or embedded (.kgl) file. "
        f"[default: $KG_STORE or {settings.DEFAULT_STORE}]",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        help=f"The store folder to make. [default: $KG_STORE or {settings.DEFAULT_STORE}]",
        show_default=False,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        min=1,
        help="Processes to extract with; the result is the same. "
        "[default: the cores this process may use; one below 200 items]",
        show_default=False,
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="DIR|none",
        help="A folder of the trained model, or none to read by rules and lexicon alone. "
        "[default: $KG_MODEL or the package's own]",
        show_default=False,
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first file that cannot be read.")]


def store_path(given: Path | None) -> Path:
    """The store that a verb means: what was given, else the environment's, else the default."""
    return given if given is not None else settings.load().store
