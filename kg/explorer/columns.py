"""Selection → the columns of the graph blob: one list a property, words as numbers of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.explorer.names import aliases, every_name
from kg.explorer.pinyin import pinyin, spelled
from kg.explorer.selection import Selection
from kg.explorer.vocabulary import NONE, Vocabulary
from kg.graph import Edge, Node, Value
from kg.records import Json

if TYPE_CHECKING:
    from kg.explorer.chart import Chart

_LEXICON = "lexicon"
# In place of a text that stands elsewhere in the row: the name again, the item's headline.
SAME = 1


def _code(codes: Mapping[str, int], properties: Mapping[str, Value], key: str) -> int:
    return codes.get(str(properties.get(key, "")), NONE)


def node_columns(selection: Selection, chart: Chart, vocabulary: Vocabulary) -> Json:
    """Entities and deals; importance is a share of the largest."""
    nodes = selection.nodes
    most = max(selection.weight.values(), default=0.0) or 1.0
    return {
        "id": [node.id for node in nodes],
        "name": [node.name for node in nodes],
        "name_zh": _other_names(nodes, "name_zh"),
        "name_en": _other_names(nodes, "name_en"),
        "aliases": [aliases(node) for node in nodes],
        "pinyin": _spellings(nodes, vocabulary.readings),
        "type": [vocabulary.types[node.labels[0]] for node in nodes],
        "x": [chart.places[node.id][0] for node in nodes],
        "y": [chart.places[node.id][1] for node in nodes],
        "importance": [round(selection.weight[node.id] / most, 4) for node in nodes],
        "community": [chart.community[node.id] for node in nodes],
        "first": [vocabulary.date(node.properties.get("first_seen", "")) for node in nodes],
        "last": [vocabulary.date(node.properties.get("last_seen", "")) for node in nodes],
        "items": [node.properties.get("item_count", 0) for node in nodes],
    }


def _other_names(nodes: Sequence[Node], key: str) -> list[str | int]:
    """The texts, `SAME` where it is the node's name again."""
    texts = ((node, str(node.properties.get(key, ""))) for node in nodes)
    return [SAME if text == node.name else text for node, text in texts]


def _spellings(nodes: Sequence[Node], syllables: Mapping[str, str]) -> list[str]:
    """In pinyin, where the page would find others by the readings of single characters."""
    every = (every_name(node) for node in nodes)
    return ["" if spelled(names, syllables) == (right := pinyin(names)) else right for names in every]


def deal_columns(deals: Sequence[Node], number: Mapping[str, int], vocabulary: Vocabulary) -> Json:
    """What only deals have; `node` is the deal's place among the nodes."""
    rows = [deal.properties for deal in deals]
    return {
        "node": [number[deal.id] for deal in deals],
        "kind": [_code(vocabulary.kinds, row, "kind") for row in rows],
        "stage": [_code(vocabulary.stages, row, "stage") for row in rows],
        "date": [vocabulary.date(row.get("date", "")) for row in rows],
        "amount": [row.get("amount") for row in rows],
        "currency": [_code(vocabulary.currencies, row, "currency") for row in rows],
        "round": [_code(vocabulary.rounds, row, "round") for row in rows],
        "valuation": [row.get("valuation") for row in rows],
        "sources": [row.get("source_count", 0) for row in rows],
    }


def edge_columns(edges: Sequence[Edge], number: Mapping[str, int], vocabulary: Vocabulary) -> Json:
    """Facts, and the parties of deals; ends are places among the nodes."""
    rows = [edge.properties for edge in edges]
    return {
        "source": [number[edge.source] for edge in edges],
        "target": [number[edge.target] for edge in edges],
        "type": [vocabulary.relations[edge.type] for edge in edges],
        "status": [_code(vocabulary.statuses, row, "status") for row in rows],
        "confidence": [row.get("confidence", 0) for row in rows],
        "first": [vocabulary.date(row.get("first_seen", "")) for row in rows],
        "last": [vocabulary.date(row.get("last_seen", "")) for row in rows],
        "sources": [row.get("source_count", 0) for row in rows],
        "role": [_code(vocabulary.roles, row, "role") for row in rows],
        "lead": [int(bool(row.get("lead"))) for row in rows],
        "lexicon": [int(row.get("source") == _LEXICON) for row in rows],
    }
