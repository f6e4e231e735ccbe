"""What notebooks need beside tables: pictures of a part of the graph, and plots whose Chinese labels show.

pyvis draws at most `MOST_NODES` entities and deals, offline, every string as data; see `kg.explorer`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from kg.explorer import MOST_NODES, View, small_page
from kg.graph import Graph
from kg.ontology import Ontology

# Fonts with Chinese characters, the first that a machine has is taken: Linux, then macOS, then Windows.
CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Noto Sans CJK JP",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "Microsoft YaHei",
    "SimHei",
)
_ADVICE = "install one, such as Noto Sans CJK (Debian and Ubuntu: apt install fonts-noto-cjk)"


def neighbourhood(
    graph: Graph, ontology: Ontology, centre: str, *, depth: int = 1, most: int = MOST_NODES
) -> View:
    """What stands within `depth` facts or deals of the node with the id `centre`."""
    return View(small_page(graph, ontology, most=most, centre=centre, depth=depth))


def drawn(graph: Graph, ontology: Ontology, edges: Collection[str], *, most: int = MOST_NODES) -> View:
    """The facts with these edge ids, with their ends and the sentences behind them."""
    kept = tuple(edge for edge in graph.edges if edge.id in edges)
    ends = {end for edge in kept for end in (edge.source, edge.target)}
    item = ontology.node("item").name
    nodes = tuple(node for node in graph.nodes if node.id in ends or node.labels[0] == item)
    return View(small_page(Graph(nodes, kept), ontology, most=most))


def chinese_font() -> str:
    """The first of `CHINESE_FONTS` that matplotlib finds on this machine; empty where there is none."""
    from matplotlib import font_manager

    known = {entry.name for entry in font_manager.fontManager.ttflist}
    return next((name for name in CHINESE_FONTS if name in known), "")


def style_plots() -> str:
    """Set matplotlib up for plots with Chinese labels; says which font they get, or how to get one."""
    from matplotlib import style

    font = chinese_font()
    settings: dict[str, Any] = {
        "figure.figsize": (9, 4.5),
        "figure.dpi": 110,
        "figure.constrained_layout.use": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlelocation": "left",
        "axes.titleweight": "bold",
        "axes.unicode_minus": False,
        "axes.axisbelow": True,
        "font.size": 10.5,
        # A $ in a headline is money.
        "text.parse_math": False,
        "font.family": ["DejaVu Sans", *([font] if font else [])],
    }
    style.use(settings)
    if font:
        return f"Chinese labels are set in {font}."
    return f"No font with Chinese characters was found: such labels show as boxes; {_ADVICE}."
