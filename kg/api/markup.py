"""What digests said → HTML for notebooks: every string is escaped, only http(s) addresses become links."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from kg.api.cells import plain_text

# Notebooks typeset what stands between dollar signs as mathematics; these classes keep money as it is.
_BOX = '<div class="kg tex2jax_ignore mathjax_ignore">'
_LONGEST = 300
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def escaped(value: object) -> str:
    """A value as text that cannot be markup."""
    return html.escape(plain_text(value), quote=True)


def cut(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def safe_url(url: str) -> str:
    """The address if a browser may follow it without running anything, else nothing."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else ""


def link(url: str, text: str) -> str:
    """The text, leading to the address where that is http(s)."""
    shown, address = escaped(text), safe_url(url)
    if not address:
        return shown
    return f'<a href="{escaped(address)}" target="_blank" rel="noopener noreferrer">{shown}</a>'


def unbroken(text: str) -> str:
    """On one line, as a day must be."""
    return f'<span style="white-space:nowrap">{escaped(text)}</span>'


def cell(value: object) -> str:
    """A value in a table: days stay on one line, web addresses lead there."""
    text = cut(plain_text(value))
    if _DAY.fullmatch(text):
        return unbroken(text)
    return link(text, text) if isinstance(value, str) else escaped(text)


def box(*parts: str) -> str:
    """The whole of an object's picture."""
    return f"{_BOX}{''.join(parts)}</div>"


def note(text: str) -> str:
    return f"<p><small>{escaped(text)}</small></p>"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; columns are plain text, cells are markup already."""
    head = "".join(f'<th style="text-align:left">{escaped(column)}</th>' for column in columns)
    body = "".join(
        "<tr>" + "".join(f'<td style="text-align:left">{cell}</td>' for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def pairs(values: Mapping[str, str]) -> str:
    """Names and values, below each other; values are markup already, empty ones are left out."""
    rows = "".join(
        f'<tr><th style="text-align:left">{escaped(name)}</th><td style="text-align:left">{value}</td></tr>'
        for name, value in values.items()
        if value
    )
    return f"<table><tbody>{rows}</tbody></table>"
