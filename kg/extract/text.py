"""What of a text can be written: a lone surrogate, which no UTF-8 file can hold, becomes U+FFFD."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.records import Item

_SURROGATE = re.compile("[\ud800-\udfff]")


def writable(text: str) -> str:
    """The text with one character for each of its own, so that offsets stay true."""
    return _SURROGATE.sub("\ufffd", text)


def readable(item: Item) -> Item:
    """The item as the components read it; nearly always the item itself."""
    if _SURROGATE.search(item.title) is None and _SURROGATE.search(item.body) is None:
        return item
    return replace(item, title=writable(item.title), body=writable(item.body))
