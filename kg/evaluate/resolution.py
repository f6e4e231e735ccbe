"""Right entities of many items → how well one thing keeps one id across them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from kg.evaluate.tally import Tally

# Gold key, predicted id.
Link = tuple[str, str]


def count_links(items: Sequence[Sequence[Link]]) -> Tally:
    """Pairs of right entities of different items: same key ⇔ same id, counted without listing pairs."""
    linked = [(key, entity, number) for number, links in enumerate(items) for key, entity in links]

    def pairs(keys: Iterable[object]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(keys).values())

    def across(part: Callable[[tuple[str, str, int]], object]) -> int:
        """Pairs that agree in `part`, less those that stand in one item."""
        return pairs(map(part, linked)) - pairs((part(link), link[2]) for link in linked)

    right = across(lambda link: (link[0], link[1]))
    return Tally(
        right=right,
        missed=across(lambda link: link[0]) - right,
        wrong=across(lambda link: link[1]) - right,
    )
