"""A store and a file of decisions → the questions that are open, and each answer as a line of the file.

Nothing in the store changes here: decisions are replayed by the next build.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from kg import ontology as ontologies
from kg import settings
from kg.errors import UsageError
from kg.graph.doubts import KINDS, LEAST_CONFIDENCE, LEAST_ITEMS, Doubt, doubts
from kg.pipeline.opened import OpenedStore
from kg.resolve import Decision, Decisions, Operation


@dataclass(frozen=True, slots=True)
class Choice:
    """Which questions to ask: of which kinds (none: of all), and what counts as frequent and as unsure."""

    kinds: Collection[str] = ()
    least_items: int = LEAST_ITEMS
    least_confidence: float = LEAST_CONFIDENCE


@dataclass
class Review:
    """One sitting: what is asked, and where the answers go. `who` and `when` stand in each line."""

    store: Path
    decisions: Path
    who: str = ""
    when: str = ""
    choice: Choice = field(default_factory=Choice)

    def questions(self) -> list[Doubt]:
        """What is open now; raises `UsageError` for a kind that there is not."""
        if unknown := sorted(set(self.choice.kinds) - set(KINDS)):
            advice = f"The kinds are {', '.join(KINDS)}."
            raise UsageError(f"No question is of the kind {unknown[0]!r}", advice=advice)
        found = doubts(
            OpenedStore(self.store).graph,
            ontologies.load(),
            self.decided(),
            least_items=self.choice.least_items,
            least_confidence=self.choice.least_confidence,
        )
        return [doubt for doubt in found if not self.choice.kinds or doubt.kind in self.choice.kinds]

    def decided(self) -> Decisions:
        """All decisions of the file that hold; none where there is no file yet."""
        return Decisions.read(self.decisions if self.decisions.exists() else None, ontologies.load())

    def decide(
        self, doubt: Doubt, operation: Operation, *, name: str = "", type_: str = "", why: str = ""
    ) -> Decision:
        """Write one answer to the end of the file; without a `why` the question's reason stands there."""
        about = doubt.subject
        is_fact = len(about) == 3
        decision = Decision(
            operation,
            a=about[1] if is_fact else about[0],
            b=about[-1] if len(about) > 1 else "",
            type=about[0] if is_fact else type_,
            name=name,
            who=self.who,
            when=self.when,
            why=why or f"{doubt.reason}: {' / '.join(node.name for node in doubt.nodes)}",
        )
        Decisions.append(self.decisions, decision, ontologies.load())
        return decision

    def take_back(self) -> Decision | None:
        """Take the last decision of the file back; None if it holds none."""
        return Decisions.take_back(self.decisions, ontologies.load())


def decisions_file(given: Path | None) -> Path:
    """Where answers go: what was given, else KG_DECISIONS, else `decisions.jsonl` here."""
    return given or settings.load().decisions or Path(settings.DEFAULT_DECISIONS)
