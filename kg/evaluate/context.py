"""A text and names in it → the words around them on one line, each name marked: …收购了 «Acme»，…"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.records import Span

_SENTENCE_END = re.compile(r"[。！？\n]|[.!?]\s")
_BLANKS = re.compile(r"\s+")


def marked(text: str, names: Sequence[Sequence[str]], *, width: int = 100) -> str:
    """About `width` characters of the sentences that hold the names, where these stand closest together.

    Each name is given by its spellings; one that stands nowhere is left out.
    """
    places = [found for spellings in names if (found := _places(text, spellings))]
    chosen = _closest(places)
    if not chosen:
        return _flat(text[:width]) + ("…" if len(text) > width else "")
    pad = max(12, (width - sum(end - start for start, end in chosen)) // (2 * len(chosen)))
    return _show(text, chosen, _windows(text, chosen, pad))


def _places(text: str, spellings: Sequence[str]) -> list[Span]:
    found: set[Span] = set()
    for spelling in spellings:
        if not spelling:
            continue
        plain = re.escape(spelling)
        for pattern in (rf"(?<![A-Za-z0-9]){plain}(?![A-Za-z0-9])", plain):
            spans = {match.span() for match in re.finditer(pattern, text, re.IGNORECASE)}
            if spans:
                found |= spans
                break
    return sorted(found)


def _closest(places: Sequence[Sequence[Span]]) -> list[Span]:
    """One place of each name, so that they lie close; the first such choice of the text."""
    best: list[Span] = []
    least = -1
    for first in places[0] if places else ():
        chosen = [first, *(min(other, key=lambda s: (abs(s[0] - first[0]), s)) for other in places[1:])]
        extent = max(end for _, end in chosen) - min(start for start, _ in chosen)
        if least < 0 or extent < least:
            best, least = chosen, extent
    return _apart(sorted(set(best)))


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Spans without those that overlap an earlier one."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _windows(text: str, spans: Sequence[Span], pad: int) -> list[Span]:
    windows: list[Span] = []
    for start, end in spans:
        low, high = max(0, start - pad), min(len(text), end + pad)
        for match in _SENTENCE_END.finditer(text, low, start):
            low = match.end()
        after = _SENTENCE_END.search(text, end, high)
        high = after.end() if after else high
        if windows and low <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(high, windows[-1][1]))
        else:
            windows.append((low, high))
    return windows


def _show(text: str, spans: Sequence[Span], windows: Sequence[Span]) -> str:
    shown = []
    for low, high in windows:
        at = low
        part = ""
        for start, end in spans:
            if low <= start < high:
                part += f"{text[at:start]}«{text[start:end]}»"
                at = end
        shown.append(_flat(part + text[at:high]))
    opens = "" if _begins(text, windows[0][0]) else "…"
    closes = "" if _begins(text, windows[-1][1]) else "…"
    return opens + " … ".join(shown) + closes


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins (or the text ends) here."""
    return at in (0, len(text)) or bool(_SENTENCE_END.fullmatch(text, at - 1, at) or text[at - 1].isspace())


def _flat(text: str) -> str:
    """On one line; a line feed, as between title and body, becomes a stroke."""
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return " / ".join(line for line in lines if line)
