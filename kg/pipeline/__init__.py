"""The only room that knows every stage: builds, additions, evaluation, and stores opened for reading."""

from kg.pipeline.build import BuildReport, Options, add, build, extract
from kg.pipeline.evaluation import Evaluation, evaluate
from kg.pipeline.opened import OpenedStore
from kg.pipeline.progress import Progress, Silent

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
