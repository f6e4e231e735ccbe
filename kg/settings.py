"""The only reader of the environment: where schemas, lexicon and store are looked for.

| variable | means | default |
| --- | --- | --- |
| `KG_STORE` | the store folder that every verb uses | `kg-store` |
| `KG_SCHEMAS` | a folder of schemas in place of the package's own | the package's |
| `KG_LEXICON` | a folder of lexicon files in place of the package's own | the package's |
| `KG_MODEL` | a folder of the trained model, or `none` to read without it | the package's |
| `KG_DECISIONS` | the file of decisions that a person made | `decisions.jsonl`, if there is one |
| `NEO4J_USERNAME` | who a Neo4j server is told that we are | `neo4j` |
| `NEO4J_PASSWORD` | the password there; asked for on a terminal | none |
| `NEO4J_DATABASE` | the database there | the server's own default |
| `RAY_ADDRESS` | the Ray cluster that `--engine ray` uses | one of its own on this machine |
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

VERSION = "0.1.0"
PACKAGE = Path(__file__).resolve().parent
DEFAULT_STORE = "kg-store"
DEFAULT_DECISIONS = "decisions.jsonl"
NO_MODEL = "none"


@dataclass(frozen=True, slots=True)
class Settings:
    """Paths that a run depends on; made once from the environment by `load`."""

    store: Path
    schemas: Path
    lexicon: Path
    decisions: Path | None
    model: Path | None


def _schemas() -> Path:
    """The wheel carries the schemas inside the package; a checkout has them beside it."""
    inside = PACKAGE / "schemas"
    return inside if inside.is_dir() else PACKAGE.parent / "schemas"


@dataclass(frozen=True, slots=True)
class Neo4jLogin:
    """Who a Neo4j server is told that we are, and the database there (None: the server's default)."""

    user: str
    password: str
    database: str | None


def neo4j_login() -> Neo4jLogin:
    """NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE, as Neo4j's own tools call them."""
    read = os.environ.get
    database = read("NEO4J_DATABASE") or None
    return Neo4jLogin(read("NEO4J_USERNAME") or "neo4j", read("NEO4J_PASSWORD") or "", database)


def ray_address() -> str | None:
    """RAY_ADDRESS, as Ray's own tools call it: the cluster to use, or None to start one."""
    return os.environ.get("RAY_ADDRESS") or None


def model_folder(choice: str | None) -> Path | None:
    """The trained model that a choice means: `none`, a folder, or by default the package's own.

    By default none where the package carries no model or nothing is installed that could run it.
    """
    if choice == NO_MODEL:
        return None
    if choice:
        return Path(choice)
    inside = PACKAGE / "extract" / "model"
    return inside if inside.is_dir() and find_spec("onnxruntime") else None


def load() -> Settings:
    """Read the environment; an empty variable counts as unset."""
    read = os.environ.get
    decisions = DEFAULT_DECISIONS if Path(DEFAULT_DECISIONS).is_file() else None
    return _settings(
        store=read("KG_STORE"),
        schemas=read("KG_SCHEMAS"),
        lexicon=read("KG_LEXICON"),
        model=read("KG_MODEL"),
        decisions=read("KG_DECISIONS") or decisions,
    )


def lexicon_folder() -> Path:
    """`load().lexicon` alone: code that asks once a name does not look for the decisions each time."""
    return _lexicon_folder(os.environ.get("KG_LEXICON"))


@cache
def _lexicon_folder(given: str | None) -> Path:
    return Path(given or PACKAGE / "lexicon" / "data")


@cache
def _settings(
    *, store: str | None, schemas: str | None, lexicon: str | None, model: str | None, decisions: str | None
) -> Settings:
    """Kept by what the environment says: some code asks once a name."""
    return Settings(
        store=Path(store or DEFAULT_STORE),
        schemas=Path(schemas or _schemas()),
        lexicon=_lexicon_folder(lexicon),
        decisions=Path(decisions) if decisions else None,
        model=model_folder(model),
    )
