"""What stands on stderr: progress, problems, errors. All text from digests is shown as it is, unstyled."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from kg.errors import KgError
from kg.records import Problem

SHOWN_PROBLEMS = 20
_STAGES = {
    "read": "Reading digests",
    "extract": "Extracting",
    "resolve": "Linking entities",
    "graph": "Building the graph",
    "store": "Writing the stores",
    "load": "Loading into the server",
}

screen = Console(stderr=True, highlight=False, soft_wrap=True)


def complain(error: KgError) -> None:
    """The message and, below it, the next thing to try."""
    screen.print(f"[bold red]Error:[/] {escape(str(error))}")
    if error.advice:
        screen.print(f"Try: {escape(error.advice)}")


def list_problems(problems: Sequence[Problem]) -> None:
    """Each problem on a line of its own, the first of them in full and the rest by number."""
    for problem in problems[:SHOWN_PROBLEMS]:
        word = "[red]Skipped[/]" if problem.skipped else "[yellow]Warning[/]"
        screen.print(f"{word} {escape(str(problem))}")
    if len(problems) > SHOWN_PROBLEMS:
        screen.print(f"… and {len(problems) - SHOWN_PROBLEMS} more")


class ProgressBars:
    """A bar a stage on a terminal, nothing elsewhere; use it as a context."""

    def __init__(self) -> None:
        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=screen,
            disable=not screen.is_terminal,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._end_stage()
        self._bars.stop()

    def _end_stage(self) -> None:
        if self._task is not None:
            task = next(task for task in self._bars.tasks if task.id == self._task)
            total = task.total if task.total is not None else 1
            self._bars.update(self._task, total=total, completed=total)

    def stage(self, name: str, total: int | None) -> None:
        self._end_stage()
        self._task = self._bars.add_task(_STAGES[name], total=total)

    def advance(self, steps: int = 1) -> None:
        if self._task is not None:
            self._bars.advance(self._task, steps)
