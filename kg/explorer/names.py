"""The names of a node, as its page shows and finds them."""

from __future__ import annotations

from itertools import chain

from kg.graph import Node

_SHOWN = ("name", "name_zh", "name_en")


def shown_names(node: Node) -> list[str]:
    """`name`, `name_zh`, `name_en`; empty where there is none."""
    return [str(node.properties.get(key, "")) for key in _SHOWN]


def aliases(node: Node) -> list[str]:
    """Other names than those that are shown; old ids are found too."""
    taken = set(shown_names(node))
    listed = (node.properties.get(key, ()) for key in ("aliases", "former_ids"))
    names = chain.from_iterable(value for value in listed if isinstance(value, tuple))
    return [name for name in dict.fromkeys(names) if name not in taken]


def every_name(node: Node) -> list[str]:
    """All of them, the shown ones first."""
    return [*shown_names(node), *aliases(node)]
