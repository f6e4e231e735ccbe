"""Right, missed and wrong answers → precision, recall, F1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """Right, missed and wrong answers, and the figures that they give."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    def add(self, other: Tally) -> None:
        self.right += other.right
        self.missed += other.missed
        self.wrong += other.wrong

    @property
    def found(self) -> int:
        return self.right + self.wrong

    @property
    def gold(self) -> int:
        return self.right + self.missed

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def to_dict(self) -> dict[str, float | int]:
        return {"p": self.precision, "r": self.recall, "f1": self.f1, "gold": self.gold, "found": self.found}
