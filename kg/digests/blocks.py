"""What a page is made of: headings, texts, lists and the rest, each with its line in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.digests.rich import EMPTY, Rich

Kind = Literal["heading", "text", "list", "quote", "code", "rule", "table", "group"]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page.

    `rich` is set for headings and texts. `parts` are a list's entries, a table's rows, or the one
    content of a quote or group. `level` is a heading's level; of a list it is the first number, -1
    for bullets. `role` is what HTML says of the block: its class names.
    """

    kind: Kind
    line: int
    rich: Rich = EMPTY
    parts: tuple[tuple[Block, ...], ...] = ()
    level: int = 0
    role: str = ""
