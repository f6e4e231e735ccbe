"""The only reader of the environment: where schemas, lexicon and store are looked for.

| variable | means | default |
| --- | --- | --- |
| `KG_STORE` | the store folder that every verb uses | `kg-store` |
| `KG_SCHEMAS` | a folder of schemas in place of the package's own | the package's |
| `KG_LEXICON` | a folder of lexicon files in place of the package's own | the package's |
| `KG_DECISIONS` | a file of decisions that a person made (`decisions.jsonl`) | none |
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

VERSION = "0.1.0"
PACKAGE = Path(__file__).resolve().parent
DEFAULT_STORE = "kg-store"


@dataclass(frozen=True, slots=True)
class Settings:
    """Paths that a run depends on; made once from the environment by `load`."""

    store: Path
    schemas: Path
    lexicon: Path
    decisions: Path | None


def _schemas() -> Path:
    """The wheel carries the schemas inside the package; a checkout has them beside it."""
    inside = PACKAGE / "schemas"
    return inside if inside.is_dir() else PACKAGE.parent / "schemas"


def load() -> Settings:
    """Read the environment; an empty variable counts as unset."""
    read = os.environ.get
    decisions = read("KG_DECISIONS")
    return Settings(
        store=Path(read("KG_STORE") or DEFAULT_STORE),
        schemas=Path(read("KG_SCHEMAS") or _schemas()),
        lexicon=Path(read("KG_LEXICON") or PACKAGE / "lexicon" / "data"),
        decisions=Path(decisions) if decisions else None,
    )
