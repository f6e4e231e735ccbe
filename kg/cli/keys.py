"""Single keys from a terminal, without the Enter key; and lines, where a word is needed."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import typer
from rich.text import Text

from kg.cli.screen import screen

try:
    import termios
    import tty
except ImportError:  # Windows: typer reads its keys there.
    termios = None  # type: ignore[assignment]

_ESCAPE = re.compile(r"\x1b(\[[0-9;]*[A-Za-z~]|O.)?")
END = "\x04"


class Keys:
    """A terminal that gives keys as they are pressed while this is open; use it as a context.

    The mode holds from the first question to the last, so that a key pressed early is not lost. Ctrl-C
    stops as ever.
    """

    def __init__(self) -> None:
        self._waiting = ""
        self._fd = sys.stdin.fileno()
        self._before = termios.tcgetattr(self._fd) if termios else None

    def __enter__(self) -> Self:
        self._by_key()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._by_line()

    def _by_key(self) -> None:
        if termios:
            tty.setcbreak(self._fd, termios.TCSADRAIN)

    def _by_line(self) -> None:
        if termios and self._before is not None:
            termios.tcsetattr(self._fd, termios.TCSADRAIN, self._before)

    def key(self) -> str:
        """The next key in lower case; `END` where no more come, empty for an arrow or a function key."""
        while not self._waiting:
            try:
                self._waiting = self._read()
            except EOFError:
                return END
        if found := _ESCAPE.match(self._waiting):
            self._waiting = self._waiting[found.end() :]
            return ""
        key, self._waiting = self._waiting[0], self._waiting[1:]
        return key.lower()

    def _read(self) -> str:
        if not termios:
            return typer.getchar()
        data = os.read(self._fd, 64)
        if not data:
            raise EOFError
        return data.decode("utf-8", "replace")

    def line(self, prompt: str) -> str:
        """A line of text, edited as the terminal does it; empty where no more come."""
        with self._line_mode():
            try:
                return screen.input(Text(prompt)).strip()
            except EOFError:
                return ""

    @contextmanager
    def _line_mode(self) -> Iterator[None]:
        self._waiting = ""
        self._by_line()
        try:
            yield
        finally:
            self._by_key()
