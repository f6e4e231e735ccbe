"""Signs → the probability that a proposal is right: a sum of fitted weights (logistic regression).

The weights stand in tables of two columns, the sign and its weight. `training/calibrate.py` fits them on
annotated items that its encoder was not trained on. A sign that the table lacks weighs nothing. So what the
extraction says of its certainty can be read as a share of right answers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from kg.extract import wordlists

# Probabilities nearer to 0 or 1 than this say no more than this.
_EDGE = 1e-4
BIAS = "bias"


def logit(chance: float) -> float:
    """A probability as log odds, kept finite."""
    chance = min(max(chance, _EDGE), 1 - _EDGE)
    return math.log(chance / (1 - chance))


class Odds:
    """Weights by sign."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights

    @classmethod
    def of(cls, table: str) -> Odds:
        """The weights of a table in `kg/extract/data`."""
        return cls({sign: float(weight) for sign, weight in wordlists.mapping(table).items()})

    def chance(self, signs: Mapping[str, float]) -> float:
        """The probability that these signs speak for."""
        total = self.weights.get(BIAS, 0.0)
        total += sum(self.weights.get(sign, 0.0) * value for sign, value in signs.items())
        return 1 / (1 + math.exp(-min(max(total, -30.0), 30.0)))
