"""What notebooks need beside tables: pictures of a part of the graph, and plots whose Chinese labels show.

pyvis draws at most `MOST_NODES` entities and deals, offline, every string as data; see `kg.explorer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from kg.explorer import MOST_NODES, View, small_page
from kg.graph import Graph
from kg.ontology import Ontology

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation
    from matplotlib.transforms import Bbox

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
# Where a name may stand beside its point: offset in points, and its alignment. Right, above, left, below.
_SIDES = (
    (7, 0, "left", "center"),
    (0, 6, "center", "bottom"),
    (-7, 0, "right", "center"),
    (0, -6, "center", "top"),
)
_MARK = 4.0
_ADVICE = "install one, such as Noto Sans CJK (Debian and Ubuntu: apt install fonts-noto-cjk)"


def neighbourhood(
    graph: Graph, ontology: Ontology, centre: str, *, depth: int = 1, most: int = MOST_NODES
) -> View:
    """What stands within `depth` facts or deals of the node with the id `centre`."""
    return View(small_page(graph, ontology, most=most, centre=centre, depth=depth))


def drawn(graph: Graph, ontology: Ontology, *, most: int = MOST_NODES) -> View:
    """The most important part of a graph; its items stand behind the edges as their sentences."""
    return View(small_page(graph, ontology, most=most))


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
        "font.family": ["DejaVu Sans", *([font] if font else [])],
    }
    style.use(settings)
    if font:
        return f"Chinese labels are set in {font}."
    return f"No font with Chinese characters was found: such labels show as boxes; {_ADVICE}."


def name_points(
    axes: Axes, points: Iterable[tuple[Any, Any, str]], *, always: int = 0, size: float = 9.0
) -> int:
    """Write names beside points (x, y, name) of a finished plot, the first given first.

    A name that would cover another name or a point, or leave the plot, is left out; returns how many are.
    The first `always` names are written whatever they cover.
    """
    wanted = list(points)
    figure = axes.figure
    figure.draw_without_rendering()  # type: ignore[union-attr]  # the places are known from here on
    marks = [_mark(axes, x, y) for x, y, _ in wanted]
    taken: list[Bbox] = []
    for at, (x, y, name) in enumerate(wanted):
        others = [*taken, *marks[:at], *marks[at + 1 :]]
        text = _name(axes, (x, y), name, size)
        if _finds_room(text, axes, others) or at < always:
            taken.append(text.get_window_extent())
        else:
            text.remove()
    return len(wanted) - len(taken)


def _mark(axes: Axes, x: Any, y: Any) -> Bbox:
    from matplotlib.transforms import Bbox

    place = axes.xaxis.convert_units(x), axes.yaxis.convert_units(y)  # type: ignore[no-untyped-call, unused-ignore]
    left, low = axes.transData.transform(place)
    return Bbox.from_extents(left - _MARK, low - _MARK, left + _MARK, low + _MARK)


def _name(axes: Axes, place: tuple[Any, Any], name: str, size: float) -> Annotation:
    """Outlined in white, so that it can be read over lines; it takes no part in the layout of the figure."""
    from matplotlib.patheffects import withStroke

    outline = [withStroke(linewidth=2.5, foreground="white")]
    text = axes.annotate(name, place, (0, 0), textcoords="offset points", size=size, annotation_clip=False)
    text.set(path_effects=outline, in_layout=False, zorder=5)
    return text


def _finds_room(text: Annotation, axes: Axes, others: Sequence[Bbox]) -> bool:
    """Move the name to the first side where it covers nothing, or above the point where there is none."""
    room = axes.get_window_extent().padded(_MARK)
    for dx, dy, across, up in (*_SIDES, _SIDES[1]):
        text.set(position=(dx, dy), ha=across, va=up)
        box = text.get_window_extent()
        inside = room.x0 <= box.x0 and box.x1 <= room.x1 and room.y0 <= box.y0 and box.y1 <= room.y1
        if inside and not any(box.overlaps(other) for other in others):
            return True
    return False
