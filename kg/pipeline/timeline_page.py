"""A timeline → one HTML file: a bar a month, a row an event. No script, no network, every string escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable
from urllib.parse import urlsplit

from kg.graph.timeline import Timeline
from kg.ontology import Ontology
from kg.pipeline.news import Line, line_of_change
from kg.pipeline.plain import plain

_BAR, _GAP, _HEIGHT = 26, 6, 120
_STYLE = """
body { font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
       max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430; background: #fff }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; vertical-align: top;
       padding: .4rem .6rem; border-bottom: 1px solid #d9dee6 } td:first-child { white-space: nowrap }
q { color: #4a5568 } svg { max-width: 100%; height: auto } .chart { overflow-x: auto }
@media (prefers-color-scheme: dark) { body { color: #e6eaf0; background: #14181f } q { color: #a7b3c4 }
       td, th { border-color: #333c49 } a { color: #8ab4ff } text { fill: #e6eaf0 } }
"""


def timeline_page(known: Timeline, ontology: Ontology) -> str:
    """The page as one string."""
    name = _escaped(known.node.name)
    kind = _escaped(known.node.labels[0])
    rows = "\n".join(_row(line_of_change(event, ontology)) for event in known.events)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{name}: timeline</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{name} <small>({kind})</small></h1>
<h2>Items a month</h2>
<div class="chart">{_chart(known.months)}</div>
<h2>Events ({len(known.events):,})</h2>
<table>
<thead><tr><th>Day</th><th>What</th><th>Status</th><th>Who says so</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


def _escaped(text: str) -> str:
    return html.escape(plain(text), quote=True)


def _row(line: Line) -> str:
    words = f"<q>{_escaped(line.sentence)}</q>"
    shown = _escaped(line.headline or line.url)
    link = (
        f'<a href="{_escaped(line.url)}" rel="noopener noreferrer">{shown}</a>' if _web(line.url) else shown
    )
    cells = (
        _escaped(line.date or "undated"),
        _escaped(line.text),
        _escaped(line.stand),
        f"{words}<br>{link}",
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _web(url: str) -> bool:
    """Whether a browser may follow the address without running anything."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc)


def _chart(months: Iterable[tuple[str, int]]) -> str:
    """Bars with their numbers and months, as SVG."""
    told = list(months)
    most = max((count for _, count in told), default=0)
    if not most:
        return "<p>No item with a date names it.</p>"
    width = len(told) * (_BAR + _GAP)
    bars = "\n".join(_bar(place, month, count / most, count) for place, (month, count) in enumerate(told))
    size = f'viewBox="0 0 {width} {_HEIGHT + 70}" width="{width}" height="{_HEIGHT + 70}"'
    return f'<svg {size} role="img" aria-label="Items a month">\n{bars}\n</svg>'


def _bar(place: int, month: str, share: float, count: int) -> str:
    left, tall = place * (_BAR + _GAP), round(share * _HEIGHT)
    top, middle = 15 + _HEIGHT - tall, left + _BAR // 2
    return (
        f'<rect x="{left}" y="{top}" width="{_BAR}" height="{tall}" fill="#1d5fa8"/>'
        f'<text x="{middle}" y="{top - 3}" font-size="11" text-anchor="middle">{count or ""}</text>'
        f'<text transform="translate({middle + 4},{_HEIGHT + 68}) rotate(-90)" font-size="11">'
        f"{_escaped(month)}</text>"
    )
