"""A small part of a graph → one HTML page by pyvis, offline: no request leaves it, no text is markup.

The page is pyvis's own, cleaned: everything that points elsewhere is taken out, a content security
policy names the remaining scripts by hash, and a panel shows the sentences behind an edge.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from kg.explorer.evidence import EvidenceBook
from kg.explorer.network import draw
from kg.explorer.selection import Scope, Selection, select
from kg.graph import Graph
from kg.ontology import Ontology

MOST_NODES = 150
_HERE = Path(__file__).parent
_TITLE = "The AI industry: a knowledge graph"


def _tag(page: BeautifulSoup, kind: str, text: str = "", **attributes: str) -> Tag:
    tag = page.new_tag(kind, attrs=dict(attributes))
    if text:
        tag.string = text
    return tag


def _take_out_links(page: BeautifulSoup) -> None:
    """Drop what would be fetched, and pyvis's own empty headings."""
    for tag in page.find_all(["link", "script", "center"]):
        if tag.name == "center" or tag.has_attr("href") or tag.has_attr("src"):
            tag.decompose()


def _policy(page: BeautifulSoup) -> str:
    hashes = []
    for script in page.find_all("script"):
        digest = hashlib.sha256((script.string or "").encode()).digest()
        hashes.append(f"'sha256-{base64.b64encode(digest).decode()}'")
    return (
        f"default-src 'none'; script-src {' '.join(hashes)}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _counts(selection: Selection) -> str:
    nodes, edges = len(selection.nodes), len(selection.edges)
    text = f"{nodes:,} entities and deals, {edges:,} edges shown"
    if selection.hidden_nodes or selection.hidden_edges:
        text += f"; {selection.hidden_nodes:,} and {selection.hidden_edges:,} more are hidden"
    return text


def _header(page: BeautifulSoup, title: str, selection: Selection, ontology: Ontology) -> Tag:
    header = _tag(page, "header")
    header.append(_tag(page, "h1", title))
    header.append(
        _tag(page, "input", id="find", type="search", placeholder="Find a name…", autocomplete="off")
    )
    legend = _tag(page, "p", id="legend")
    for entity in ontology.entities.values():
        mark = _tag(page, "span", f"{entity.name} {entity.label_zh}")
        mark["style"] = f"--colour: {entity.colour}"
        legend.append(mark)
    legend.append(_tag(page, "span", f"◆ {ontology.node('deal').name} 交易", **{"class": "deal"}))
    header.append(legend)
    header.append(_tag(page, "p", _counts(selection), id="counts", role="status"))
    return header


def small_page(
    graph: Graph,
    ontology: Ontology,
    *,
    most: int = MOST_NODES,
    centre: str | None = None,
    depth: int = 1,
) -> str:
    """The page as one string of HTML; the same graph gives the same bytes.

    With `centre`, the id of a node, it shows what stands within `depth` steps of it.
    """
    selection = select(graph, ontology, Scope(centre=centre, depth=depth, most=most))
    title = _TITLE if centre is None else next(node.name for node in graph.nodes if node.id == centre)
    network = draw(selection, ontology, EvidenceBook(graph, ontology))
    page = BeautifulSoup(network.generate_html(), "html.parser")
    _take_out_links(page)
    head, body = page.head, page.body
    if head is None or body is None:
        raise AssertionError("pyvis wrote a page without head or body")
    page.html["lang"] = "en"  # type: ignore[index]
    head.append(_tag(page, "title", title))
    head.append(_tag(page, "meta", name="viewport", content="width=device-width, initial-scale=1"))
    head.append(_tag(page, "style", (_HERE / "panel.css").read_text("utf-8")))
    body.insert(0, _header(page, title, selection, ontology))
    body.append(_tag(page, "aside", id="panel", tabindex="0"))
    body.append(_tag(page, "script", (_HERE / "panel.js").read_text("utf-8")))
    policy = page.new_tag("meta", attrs={"http-equiv": "Content-Security-Policy", "content": _policy(page)})
    charset = head.find("meta", charset=True)
    (charset.insert_after if isinstance(charset, Tag) else head.append)(policy)
    return "<!DOCTYPE html>\n" + page.decode(formatter="minimal").strip() + "\n"
