"""The knowledge graph of the AI industry, read from daily news digests.

>>> import kg
>>> report = kg.build("examples/digests", "kg-store")
>>> graph = kg.open("kg-store")
>>> graph.entity("汇丰")
<Company HSBC (hsbc)>
>>> graph.cypher("MATCH (c:Company {id: $id}) RETURN c.name_zh AS name", id="hsbc").rows
(('汇丰银行',),)

docs/python.md shows the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg import errors, settings

if TYPE_CHECKING:
    from kg.api import Explained, KnowledgeGraph
    from kg.pipeline import BuildReport
    from kg.records import Item

__version__ = settings.VERSION

__all__ = ["__version__", "add", "build", "errors", "explain", "open"]

Paths = str | Path | Sequence[str | Path]


def build(
    paths: Paths,
    out: str | Path | None = None,
    *,
    replace: bool = False,
    strict: bool = False,
    jobs: int | None = None,
    model: str | None = None,
    lexicon_facts: bool = False,
) -> BuildReport:
    """Make the store folder `out` equal to what `paths`, files or folders, hold now.

    Without `out` it is the folder that `kg.open()` opens. `replace` drops digests from outside `paths`,
    `strict` stops at the first file that cannot be read, `model="none"` reads by rules and lexicon alone;
    see `kg.pipeline.build` for what is raised when.
    """
    from kg import pipeline

    options = pipeline.Options(
        replace=replace, strict=strict, jobs=jobs, model=model, lexicon_facts=lexicon_facts
    )
    return pipeline.build(_listed(paths), _store(out), options)


def add(
    paths: Paths,
    store: str | Path | None = None,
    *,
    strict: bool = False,
    jobs: int | None = None,
    model: str | None = None,
    lexicon_facts: bool = False,
) -> BuildReport:
    """Read digests into a store folder beside what is there; one read before is replaced."""
    from kg import pipeline

    options = pipeline.Options(strict=strict, jobs=jobs, model=model, lexicon_facts=lexicon_facts)
    return pipeline.add(_listed(paths), _store(store), options)


def open(store: str | Path | None = None) -> KnowledgeGraph:
    """Open a store for analysis: a folder, a NetworkX or embedded file, or the URL of a server.

    Without one, `$KG_STORE` or else `kg-store`. `StoreError` where there is none.
    """
    from kg.api import KnowledgeGraph

    return KnowledgeGraph(store if store is not None and "://" in str(store) else _store(store))


def explain(what: str | Item) -> Explained:
    """What the extraction makes of an item, or of a text whose first line is its headline; needs no store."""
    from kg import api

    return api.explain(what)


def _listed(paths: Paths) -> Sequence[str | Path]:
    return [paths] if isinstance(paths, str | Path) else paths


def _store(given: str | Path | None) -> Path:
    return Path(given) if given is not None else settings.load().store
