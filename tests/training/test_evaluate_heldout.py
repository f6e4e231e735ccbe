"""A model is scored on names that no list holds."""

from __future__ import annotations

from kg import settings
from tests.training.test_calibrate import ROW
from training.evaluate_heldout import score


def test_names_are_found_without_a_lexicon() -> None:
    model = settings.load().model
    assert model is not None
    figures = score([ROW], str(model)).to_dict()
    assert figures["entities_any_type"]["f1"] == 1.0
    assert figures["relations"]["f1"] == 1.0
