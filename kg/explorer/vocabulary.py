"""The words of the payload that many rows share, once each: a row holds a number in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.explorer.names import every_name
from kg.explorer.pinyin import readings
from kg.explorer.selection import Selection
from kg.graph import Graph, Value
from kg.ontology import Ontology
from kg.records import Json

NONE = -1
_DEAL_COLOUR = "#6b5300"
_DEAL_ZH = "交易"


def numbers(words: Iterable[str]) -> dict[str, int]:
    return {word: number for number, word in enumerate(words)}


class Vocabulary:
    """Words and their numbers; `NONE` stands for an empty or unknown one.

    What the ontology names keeps its order; dates, currencies, rounds and further roles are sorted.
    """

    def __init__(self, graph: Graph, selection: Selection, ontology: Ontology) -> None:
        self._ontology = ontology
        self.types = numbers([*ontology.entities, ontology.node("deal").name])
        self.relations = numbers([*ontology.relations, ontology.edge("party").name])
        self.statuses = numbers(ontology.statuses)
        self.stages = numbers(ontology.stages)
        self.kinds = numbers(ontology.deals)
        parts = [node.properties for node in selection.nodes]
        parts += [edge.properties for edge in selection.edges]
        known = [role for deal in ontology.deals.values() for role in deal.roles]
        self.roles = numbers(dict.fromkeys([*known, *_sorted(parts, "role")]))
        self.readings = readings(name for node in selection.nodes for name in every_name(node))
        self.currencies = numbers(_sorted(parts, "currency"))
        self.rounds = numbers(_sorted(parts, "round"))
        item = ontology.node("item").name
        days = {str(node.properties.get("date", "")) for node in graph.nodes if node.labels[0] == item}
        for key in ("date", "first_seen", "last_seen"):
            days.update(_sorted(parts, key))
        for edge in selection.edges:
            told = edge.properties.get("dates", ())
            days.update(told if isinstance(told, tuple) else ())
        self.dates = numbers(sorted(days - {""}))

    def date(self, value: object) -> int:
        return self.dates.get(str(value), NONE)

    def to_json(self) -> Json:
        ontology = self._ontology
        deal, party = ontology.node("deal").name, ontology.edge("party").name
        return {
            "entities": [
                *(
                    {"name": one.name, "label_en": one.name, "label_zh": one.label_zh, "colour": one.colour}
                    for one in ontology.entities.values()
                ),
                {"name": deal, "label_en": deal, "label_zh": _DEAL_ZH, "colour": _DEAL_COLOUR},
            ],
            "relations": [
                *(
                    {
                        "name": one.name,
                        "phrase_en": one.phrase_en,
                        "phrase_zh": one.phrase_zh,
                        "symmetric": one.symmetric,
                    }
                    for one in ontology.relations.values()
                ),
                {"name": party, "phrase_en": "involves", "phrase_zh": "参与方", "symmetric": False},
            ],
            "statuses": _stages(ontology, "statuses"),
            "stages": _stages(ontology, "stages"),
            "kinds": [
                {
                    "name": one.name,
                    "label_en": one.label_en,
                    "label_zh": one.label_zh,
                    "main": self.roles.get(one.main, NONE),
                }
                for one in ontology.deals.values()
            ],
            "roles": list(self.roles),
            "currencies": list(self.currencies),
            "rounds": list(self.rounds),
            "dates": list(self.dates),
            "readings": {"characters": "".join(self.readings), "syllables": list(self.readings.values())},
        }


def _stages(ontology: Ontology, section: str) -> list[Json]:
    found = getattr(ontology, section).values()
    return [{"name": one.name, "label_zh": one.label_zh, "colour": one.colour} for one in found]


def _sorted(parts: Iterable[Mapping[str, Value]], key: str) -> list[str]:
    return sorted({str(part[key]) for part in parts if part.get(key)})
