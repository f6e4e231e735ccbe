"""Names → nodes: by id, former id, or any name in either language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.graph.importance import importance
from kg.graph.model import Graph, Node
from kg.lexicon import fold
from kg.ontology import Ontology


class Index:
    """Finds entities and deals of one graph; made once, exact look-ups take no time."""

    def __init__(self, graph: Graph, ontology: Ontology) -> None:
        drawn = {*ontology.entities, ontology.node("deal").name}
        self._weight = importance(graph, ontology)
        self._nodes = [node for node in graph.nodes if node.labels[0] in drawn]
        self._by_id: dict[str, Node] = {}
        self._by_name: dict[str, list[Node]] = defaultdict(list)
        for node in self._nodes:
            for former in _strings(node, "former_ids"):
                self._by_id.setdefault(former, node)
            for name in {fold(name) for name in _names(node)}:
                self._by_name[name].append(node)
        self._by_id |= {node.id: node for node in self._nodes}

    def find(self, text: str) -> list[Node]:
        """An id's node alone; else nodes of exactly this name, else those with a name that holds it.

        The more important come first. Nothing found gives an empty list.
        """
        if text in self._by_id:
            return [self._by_id[text]]
        wanted = fold(text)
        if not wanted:
            return []
        exact = self._by_name.get(wanted)
        if exact:
            return self._ranked(exact)
        near = {id(node): node for name, nodes in self._by_name.items() if wanted in name for node in nodes}
        return self._ranked(list(near.values()))

    def _ranked(self, nodes: list[Node]) -> list[Node]:
        return sorted(nodes, key=lambda node: (-self._weight.get(node.id, 0.0), node.id))


def _strings(node: Node, key: str) -> tuple[str, ...]:
    value = node.properties.get(key, ())
    return value if isinstance(value, tuple) else (str(value),)


def _names(node: Node) -> Iterator[str]:
    for key in ("name", "name_zh", "name_en", "aliases"):
        yield from _strings(node, key)
