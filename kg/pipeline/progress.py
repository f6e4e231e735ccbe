"""How long work tells a caller how far it is; the library itself never prints."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of each stage as it begins and of each step in it."""

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins: `read`, `extract`, `resolve`, `graph`, `store`; `total` is its steps, if known."""

    def advance(self, steps: int = 1) -> None:
        """So many steps of the stage are done."""


class Silent:
    """Tells nobody."""

    def stage(self, name: str, total: int | None) -> None:
        """Says nothing."""

    def advance(self, steps: int = 1) -> None:
        """Says nothing."""
