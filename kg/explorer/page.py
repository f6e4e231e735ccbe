"""Payload → one HTML page that works offline and from disk: no request leaves it, no text of it can run.

The page holds its data in two blobs, one script and one style sheet (`kg/explorer/web` makes them). A content
security policy lets that script run, by its hash, and nothing else. Blobs are base64, which no tag can
close; the rest of the page is ours but the title, which is escaped. All before the script is ASCII: of
text with one other character, browsers take two bytes a letter, of the data too.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.explorer.payload import Payload, packed, payload
from kg.explorer.selection import Scope
from kg.graph import Graph
from kg.ontology import Ontology

TITLE = "The AI industry: a knowledge graph · AI 产业知识图谱"
# Beyond this, browsers on phones give up and mail servers refuse the file.
MOST_BYTES = 25_000_000
_BUNDLE = Path(__file__).parent / "web" / "dist"
_BLOB = '<script type="application/octet-stream;base64" id="{}">{}</script>'
_NO_SCRIPT = (
    "This page draws its graph with JavaScript, which is switched off here. All its data is in this "
    "file; nothing is fetched. 本页面需要启用 JavaScript 才能显示图谱；所有数据都在此文件中，不会访问网络。"
)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The script and the style sheet of the page, as text."""

    script: str
    style: str

    @classmethod
    def own(cls) -> Bundle:
        """The package's own."""
        script, style = (_BUNDLE / name for name in ("explorer.js", "explorer.css"))
        return cls(script.read_text("utf-8"), style.read_text("utf-8"))


def explorer_page(
    graph: Graph, ontology: Ontology, scope: Scope | None = None, *, bundle: Bundle | None = None
) -> str:
    """The page as one string of HTML; the same graph and scope give the same bytes.

    `UsageError` where the scope holds nothing, or so much that the page would be over 25 MB.
    """
    scope = scope or Scope()
    made = payload(graph, ontology, scope)
    if not made.selection.nodes:
        advice = "Choose an earlier --since." if scope.since else "Build the store from digests with items."
        raise UsageError("There is nothing to show: no entity and no deal", advice=advice)
    page = assemble(made, bundle or Bundle.own(), title=_title(made, scope))
    size = len(page.encode("utf-8"))
    if size > MOST_BYTES:
        raise UsageError(
            f"The page would be {size / 1e6:.1f} MB; the limit is {MOST_BYTES / 1e6:.0f} MB",
            advice="Show a part: --focus NAME, --since DATE or --max-nodes N.",
        )
    return page


def _title(made: Payload, scope: Scope) -> str:
    return f"{made.selection.nodes[0].name} · {TITLE}" if scope.centre is not None else TITLE


def assemble(made: Payload, bundle: Bundle, *, title: str) -> str:
    """Data, script and style as one document."""
    script = _closed(bundle.script, "</script", "<!--")
    style = _closed(bundle.style, "</style", "<!--")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{_referred(html.escape(title))}</title>",
            f"<style>{_css_escaped(style)}</style>",
            "</head>",
            "<body>",
            f"<noscript><p>{_referred(_NO_SCRIPT)}</p></noscript>",
            '<div id="app"></div>',
            _BLOB.format("graph", packed(made.graph)),
            _BLOB.format("evidence", packed(made.evidence)),
            f"<script>{script}</script>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _referred(text: str) -> str:
    """HTML in ASCII: other characters by number."""
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _css_escaped(style: str) -> str:
    return re.sub(r"[^\x00-\x7f]", lambda found: f"\\{ord(found[0]):x} ", style)


def _closed(text: str, *breaks: str) -> str:
    """The text of a bundle, which must not end its own tag; a build that does is broken."""
    for one in breaks:
        if one in text.lower():
            raise AssertionError(f"The bundle of the explorer holds {one}: build it with esbuild")
    return text
