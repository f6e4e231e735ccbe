"""Text and values as XML holds them: what GraphML and GEXF share.

XML cannot hold most control characters: U+0000 to U+001F stand as their pictures (U+2400 to U+241F), other
characters that it refuses as U+FFFD. Line feeds, tabs and carriage returns are kept, as references, since a
reader would turn them into spaces. A list is JSON text.
"""

from __future__ import annotations

import json

from kg.graph import Value

_HELD = "\t\n\r"
_TABLE = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in _HELD}
_TABLE |= {ord(char): f"&#{ord(char)};" for char in _HELD}
_TABLE |= {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"}
# Python's own XML readers drop nothing here, but Java's refuse these two.
_TABLE |= dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")


def escaped(text: str) -> str:
    """Text for an attribute or an element.

    >>> escaped('a<b>\\n"c" \\0')
    'a&lt;b&gt;&#10;&quot;c&quot; ␀'
    """
    return text.translate(_TABLE)


def written(value: Value) -> str:
    """A value, escaped: `true` and `false`, numbers as they are, lists as JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return escaped(json_list(value) if isinstance(value, tuple) else str(value))


def json_list(values: tuple[str, ...]) -> str:
    """A list of texts as one text that gives the list back."""
    return json.dumps(list(values), ensure_ascii=False)


def colours(colour: str) -> tuple[int, int, int]:
    """`#1d5fa8` as red, green and blue."""
    red, green, blue = bytes.fromhex(colour.lstrip("#"))
    return red, green, blue
