"""Gold and extractions → precision, recall, F1, by the rules of docs/quality.md.

Takes plain mappings in the gold and extraction formats, so that files of other systems can be scored
too. `bootstrap` gives intervals, `compare` what changed between two runs, `context` the words around an
answer.
"""

from __future__ import annotations

from kg.evaluate.agreement import Row, align, fold_surface
from kg.evaluate.report import Answer, Counts, ItemScore, Report
from kg.evaluate.scorer import Scorer
from kg.evaluate.tally import Tally

__all__ = [
    "Answer",
    "Counts",
    "ItemScore",
    "Report",
    "Row",
    "Scorer",
    "Tally",
    "align",
    "fold_surface",
]
