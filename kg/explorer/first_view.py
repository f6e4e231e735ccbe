"""Selection → what the page shows when it opens: a map that a person can read."""

from __future__ import annotations

from collections import Counter

from kg.explorer.selection import Selection

# Beyond some 1,200 names and dots no more can be told apart on a screen; the rest is a search away.
FIRST_VIEW = 1200


def first_view(selection: Selection) -> list[int]:
    """The places, in the selection's order, of the most important entities and deals.

    What is tied to nothing else in view is left to the search, where there is more than fits; from a
    centre the nearest come first.
    """
    nodes = selection.nodes
    if len(nodes) <= FIRST_VIEW:
        return list(range(len(nodes)))
    ties: Counter[str] = Counter()
    shown = {node.id for node in nodes[:FIRST_VIEW]}
    for edge in selection.edges:
        if edge.source in shown and edge.target in shown:
            ties.update((edge.source, edge.target))
    return [at for at, node in enumerate(nodes[:FIRST_VIEW]) if ties[node.id] or not at]
