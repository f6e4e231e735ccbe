"""Names → nodes: by id, former id, or any name in either language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.graph.importance import importance
from kg.graph.model import Graph, Node
from kg.lexicon import fold
from kg.ontology import Ontology

_NAMES = ("name", "name_zh", "name_en", "aliases")


class Index:
    """Finds entities and deals of one graph; made once, exact look-ups take no time."""

    def __init__(self, graph: Graph, ontology: Ontology) -> None:
        drawn = {*ontology.entities, ontology.node("deal").name}
        nodes = [node for node in graph.nodes if node.labels[0] in drawn]
        self._weight = importance(graph, ontology)
        self._by_id = {node.id: node for node in nodes}
        self._by_former: dict[str, list[Node]] = defaultdict(list)
        self._by_name: dict[str, list[Node]] = defaultdict(list)
        for node in nodes:
            for former in _strings(node, "former_ids"):
                self._by_former[former].append(node)
            for name in {fold(name) for key in _NAMES for name in _strings(node, key)}:
                self._by_name[name].append(node)

    def find(self, text: str) -> list[Node]:
        """By id, else by former id, else of exactly this name, else what comes near.

        The more important come first, which is to say those that more facts and items speak of. Nothing
        found gives an empty list.
        """
        if text in self._by_id:
            return [self._by_id[text]]
        exact = self._by_former.get(text) or self._by_name.get(fold(text))
        return self._ranked(exact) if exact else self.near(text)

    def near(self, text: str) -> list[Node]:
        """Nodes with a name that begins with the text, then those with one that holds it."""
        wanted = fold(text)
        if not wanted:
            return []
        begin: dict[str, Node] = {}
        hold: dict[str, Node] = {}
        for name, nodes in self._by_name.items():
            if wanted in name:
                found = begin if name.startswith(wanted) else hold
                found.update((node.id, node) for node in nodes)
        others = [node for id_, node in hold.items() if id_ not in begin]
        return [*self._ranked(begin.values()), *self._ranked(others)]

    def _ranked(self, nodes: Iterable[Node]) -> list[Node]:
        return sorted(nodes, key=lambda node: (-self._weight.get(node.id, 0.0), node.id))


def _strings(node: Node, key: str) -> Iterator[str]:
    value = node.properties.get(key, ())
    yield from value if isinstance(value, tuple) else (str(value),)
