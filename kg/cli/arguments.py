"""Arguments that several verbs share, spelled once."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from kg import settings
from kg.errors import UsageError

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
        help="Digest files, folders of them, glob patterns, URLs that fsspec reads (s3://…), "
        "or - for standard input.",
        show_default=False,
    ),
]
Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="DIR",
        help="The store folder; also a NetworkX (.json) or embedded (.kgl) file, and where a verb only reads "
        "a Neo4j server (neo4j://HOST). "
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
Engine = Annotated[
    Literal["local", "ray"],
    typer.Option(
        "--engine",
        help="Where to extract: in processes on this machine, or on a Ray cluster (that of $RAY_ADDRESS, "
        "else one of its own here); the result is the same.",
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


def store_path(given: str | Path | None) -> Path:
    """The folder that a verb means: what was given, else the environment's, else the default."""
    if given is not None and "://" in str(given):
        advice = "Give a store folder; a server is for verbs that only read, and for kg load."
        raise UsageError(f"{given} is a server", advice=advice)
    return Path(given) if given is not None else settings.load().store


def store_place(given: str | None) -> Path | str:
    """The same for verbs that only read: a server's address too, whose login is then at hand."""
    if given is not None and "://" in given:
        ask_login()
        return given
    return store_path(given)


def ask_login() -> None:
    """Ask for a server's password where the environment has none and a person can answer."""
    if not settings.neo4j_login().password and sys.stdin.isatty():
        user = settings.neo4j_login().user
        os.environ["NEO4J_PASSWORD"] = typer.prompt(f"Password of {user}", hide_input=True, err=True)
