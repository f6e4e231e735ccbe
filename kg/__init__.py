"""The knowledge graph of the AI industry, read from daily news digests.

>>> import kg
>>> report = kg.build(["examples/digests"], out="kg-store")     # doctest: +SKIP
>>> graph = kg.open("kg-store")                                 # doctest: +SKIP
>>> graph.query("MATCH (c:Company) RETURN count(c) AS companies").rows  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg import settings

if TYPE_CHECKING:
    from kg.pipeline import BuildReport, OpenedStore

__version__ = settings.VERSION

__all__ = ["__version__", "build", "open"]


def build(
    paths: Sequence[str | Path], out: str | Path | None = None, *, replace: bool = False
) -> BuildReport:
    """Make the store folder `out` equal to what `paths` hold now; see `kg.pipeline.build`."""
    from kg import pipeline

    folder = Path(out) if out is not None else settings.load().store
    return pipeline.build(paths, folder, pipeline.Options(replace=replace))


def open(store: str | Path | None = None) -> OpenedStore:
    """Open a store folder, or a NetworkX or embedded store file, for reading."""
    from kg import pipeline

    return pipeline.OpenedStore(Path(store) if store is not None else settings.load().store)
