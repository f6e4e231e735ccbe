"""The only room that knows every stage: builds, additions, evaluation, and stores opened for reading.

A name is imported when it is first asked for: `kg query` starts without what reads digests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.pipeline.building import BuildReport, Options, add, build, extract
    from kg.pipeline.evaluation import Evaluation, evaluate
    from kg.pipeline.opened import OpenedStore
    from kg.pipeline.progress import Progress, Silent
else:
    from importlib import import_module

    _PLACES = {
        "building": ("BuildReport", "Options", "add", "build", "extract"),
        "evaluation": ("Evaluation", "evaluate"),
        "opened": ("OpenedStore",),
        "progress": ("Progress", "Silent"),
    }
    _PLACE_OF = {name: place for place, names in _PLACES.items() for name in names}

    def __getattr__(name):
        if name not in _PLACE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_PLACE_OF[name]}"), name)


__all__ = [
    "BuildReport",
    "Evaluation",
    "OpenedStore",
    "Options",
    "Progress",
    "Silent",
    "add",
    "build",
    "evaluate",
    "extract",
]
