"""Selection → a pyvis network with fixed places, every string of it data and none of it markup.

pyvis 0.3.2 has to be held on a short lead: only a directed network keeps parallel edges; the word that
names a link's target, in any node's title, switches the whole page to raw HTML tooltips; headings and
options are pasted in unescaped, so no text from digests goes there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.explorer.evidence import EvidenceBook
from kg.explorer.selection import Selection
from kg.graph import Edge, Node
from kg.ontology import Ontology
from kg.records import Json

if TYPE_CHECKING:
    from pyvis.network import Network

_DEAL_COLOUR = "#6b5300"
_MUTED = "#8a94a3"
# pyvis writes larger names than the explorer: the map's units are stretched to their size.
_STRETCH = 2.4
_LABEL_LENGTH = 28
_OPTIONS: Json = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}},
    "nodes": {"font": {"size": 21, "strokeWidth": 4, "strokeColor": "#ffffff"}},
    "edges": {"smooth": {"enabled": True, "type": "dynamic"}, "arrows": {"to": {"scaleFactor": 0.5}}},
}


def _harmless(text: str) -> str:
    """Break up the one word on whose sight pyvis turns titles into HTML."""
    return text.replace("href", "hr\u200bef")


def _short(name: str) -> str:
    return name if len(name) <= _LABEL_LENGTH else f"{name[: _LABEL_LENGTH - 1]}…"


def _node_options(node: Node, ontology: Ontology, size: float) -> Json:
    kind = node.labels[0]
    entity = ontology.entities.get(kind)
    return {
        # A deal's name repeats its parties', who stand beside it: it shows on hovering and in the panel.
        "label": _short(node.name) if entity else " ",
        "title": _harmless(f"{node.name} ({kind})"),
        "name": node.name,
        "kind": kind,
        "colour": entity.colour if entity else _DEAL_COLOUR,
        "color": entity.colour if entity else _DEAL_COLOUR,
        "shape": "dot" if entity else "diamond",
        "size": size,
        "facts": {
            key: value if isinstance(value, str | int | float) else ", ".join(value)
            for key, value in sorted(node.properties.items())
            if key not in {"id", "name"}
        },
    }


def _edge_options(edge: Edge, ontology: Ontology, book: EvidenceBook) -> Json:
    relation = ontology.relations.get(edge.type)
    phrase = relation.phrase_en if relation else str(edge.properties.get("role", ""))
    status = str(edge.properties.get("status", ""))
    return {
        "id": edge.id,
        "title": _harmless(f"{phrase} ({status})" if status else phrase),
        "phrase": phrase,
        "status": status,
        "said": book.of_edge(edge),
        "color": ontology.statuses[status].colour if status else _MUTED,
        "dashes": edge.properties.get("source") == "lexicon",
        "arrows": "" if relation and relation.symmetric else "to",
    }


def draw(selection: Selection, ontology: Ontology, book: EvidenceBook) -> Network:
    """The pyvis network of a selection, with what the page's panel shows carried along as data."""
    from pyvis.network import Network

    from kg.explorer.chart import chart  # numpy is not needed to start

    network = Network(directed=True, height="100%", width="100%", cdn_resources="in_line")
    spots = chart(selection, ontology, first=len(selection.nodes)).places
    top = max(selection.weight.values(), default=0.0) or 1.0
    for node in selection.nodes:
        x, y = (round(part * _STRETCH) for part in spots[node.id])
        size = round(8 + 26 * (selection.weight[node.id] / top) ** 0.5, 1)
        options = _node_options(node, ontology, size)
        options["said"] = book.of_deal(node) if node.labels[0] not in ontology.entities else []
        network.add_node(node.id, x=x, y=y, **options)
    for edge in selection.edges:
        network.add_edge(edge.source, edge.target, **_edge_options(edge, ontology, book))
    network.set_options(json.dumps(_OPTIONS))
    return network
