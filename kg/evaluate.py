"""Gold and extractions → precision, recall, F1, by the rules of docs/quality.md.

Takes plain mappings in the gold and extraction formats, so that files of other systems can be scored
too. The rules are those of the benchmark's own scorer; a test holds the two to the same figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.ontology import Ontology

Row = Mapping[str, Any]
Triple = tuple[str, str, str]
Slot = str | tuple[str, str, str]

_QUOTES = re.compile(r"[\s\"'“”‘’「」『』《》〈〉*`]+")
_SLOTS = ("currency", "round", "amount", "valuation")


def fold_surface(text: str) -> str:
    """Fold width, case, white space and quotes, so that spellings compare."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", text)).casefold()


@dataclass(slots=True)
class Tally:
    """Right, missed and wrong answers, and the figures that they give."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def found(self) -> int:
        return self.right + self.wrong

    @property
    def gold(self) -> int:
        return self.right + self.missed

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def to_dict(self) -> dict[str, float | int]:
        return {"p": self.precision, "r": self.recall, "f1": self.f1, "gold": self.gold, "found": self.found}


@dataclass(frozen=True, slots=True)
class Error:
    """One answer that is not gold's: `kind` is "missed entity", "wrong relation" and the like."""

    item: str
    kind: str
    what: str


@dataclass(slots=True)
class Report:
    """All figures of one run over one gold file."""

    items: int = 0
    entities: Tally = field(default_factory=Tally)
    entities_any_type: Tally = field(default_factory=Tally)
    relations: Tally = field(default_factory=Tally)
    status_right: int = 0
    status_marked: Tally = field(default_factory=Tally)
    deals: Tally = field(default_factory=Tally)
    deal_slots: Tally = field(default_factory=Tally)
    resolution: Tally = field(default_factory=Tally)
    by_entity_type: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_relation_type: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    errors: list[Error] = field(default_factory=list)

    @property
    def status_accuracy(self) -> float:
        return self.status_right / self.relations.right if self.relations.right else 0.0

    def to_dict(self) -> dict[str, Any]:
        """The report as the benchmark's scorer prints it."""
        return {
            "items": self.items,
            "entities": self.entities.to_dict(),
            "entities_any_type": self.entities_any_type.to_dict(),
            "relations": self.relations.to_dict(),
            "relation_status_accuracy": self.status_accuracy,
            "relation_status_marked": self.status_marked.to_dict(),
            "deals": self.deals.to_dict(),
            "deal_slots": self.deal_slots.to_dict(),
            "resolution": self.resolution.to_dict(),
            "by_entity_type": {k: v.to_dict() for k, v in sorted(self.by_entity_type.items())},
            "by_relation_type": {k: v.to_dict() for k, v in sorted(self.by_relation_type.items())},
        }


def _types(entity: Row) -> set[str]:
    return set(entity["type"]) if isinstance(entity["type"], list) else {entity["type"]}


def align(gold: Sequence[Row], predicted: Iterable[Row], *, typed: bool) -> dict[str, int]:
    """Map predicted entity ids to indexes of gold entities, each gold entity at most once.

    Pairs that share more surfaces go first; ties go to the earlier gold entity, then the smaller id.
    """
    surfaces = [{fold_surface(surface) for surface in entity["surfaces"]} for entity in gold]
    pairs: list[tuple[int, int, str]] = []
    for entity in predicted:
        texts = {fold_surface(mention["text"]) for mention in entity["mentions"]} - {""}
        for index, wanted in enumerate(gold):
            shared = len(texts & surfaces[index])
            if shared and (not typed or entity["type"] in _types(wanted)):
                pairs.append((-shared, index, entity["id"]))
    mapping: dict[str, int] = {}
    taken: set[int] = set()
    for _, index, entity_id in sorted(pairs):
        if entity_id not in mapping and index not in taken:
            mapping[entity_id] = index
            taken.add(index)
    return mapping


def _same(a: object, b: object) -> bool:
    """Whether two slot values agree: numbers within 1 %, text without case."""
    if isinstance(a, int | float) and isinstance(b, int | float) and not isinstance(a, bool):
        return abs(a - b) <= 0.01 * max(abs(a), abs(b))
    return str(a).casefold() == str(b).casefold()


class Scorer:
    """Scores one gold set against one run; the symmetric relations come from the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._symmetric = {name for name, rule in ontology.relations.items() if rule.symmetric}
        self._plain_status = max(ontology.statuses.values(), key=lambda status: status.strength).name

    def score(self, gold: Sequence[Row], predictions: Sequence[Row]) -> Report:
        """Compare item by item (by id; by place where predictions carry none)."""
        by_id = {row.get("id"): row for row in predictions}
        report = Report(items=len(gold))
        linked: list[tuple[str, str, int]] = []
        for number, item in enumerate(gold):
            prediction = by_id.get(item["id"])
            if prediction is None:
                placed = len(predictions) == len(gold) and "id" not in predictions[number]
                prediction = predictions[number] if placed else {}
            linked += [(key, entity, number) for key, entity in self._item(report, item, prediction)]
        report.resolution = _links(linked)
        return report

    def _item(self, report: Report, item: Row, prediction: Row) -> list[tuple[str, str]]:
        wanted, optional = item["entities"], item.get("optional_entities", [])
        entities = prediction.get("entities", [])
        mapping = align(wanted, entities, typed=True)
        spare = align(optional, [e for e in entities if e["id"] not in mapping], typed=False)
        loose = align(wanted, entities, typed=False)
        self._entities(report, item, entities, mapping, spare)
        report.entities_any_type.right += len(loose)
        report.entities_any_type.missed += len(wanted) - len(loose)
        report.entities_any_type.wrong += sum(
            1 for entity in entities if entity["id"] not in loose and entity["id"] not in spare
        )
        names = {entity: wanted[index]["key"] for entity, index in loose.items()}
        names.update({entity: optional[index]["key"] for entity, index in spare.items()})
        self._relations(report, item, prediction.get("relations", []), names)
        _deals(
            report,
            [_slots(deal, lambda key: key) for deal in item["deals"]],
            [_slots(deal, lambda key: names.get(key, f"?{key}")) for deal in prediction.get("deals", [])],
        )
        return [(wanted[index]["key"], entity) for entity, index in mapping.items()]

    def _entities(
        self, report: Report, item: Row, entities: Sequence[Row], mapping: Mapping[str, int], spare: Row
    ) -> None:
        kinds = {entity["id"]: entity["type"] for entity in reversed(entities)}
        for entity_id in mapping:
            report.entities.right += 1
            report.by_entity_type[kinds[entity_id]].right += 1
        found = set(mapping.values())
        for index, wanted in enumerate(item["entities"]):
            if index not in found:
                report.entities.missed += 1
                report.by_entity_type[min(_types(wanted))].missed += 1
                kind = "/".join(sorted(_types(wanted)))
                report.errors.append(Error(item["id"], "missed entity", f"{kind} {wanted['surfaces'][0]}"))
        for entity in entities:
            if entity["id"] not in mapping and entity["id"] not in spare:
                report.entities.wrong += 1
                report.by_entity_type[entity["type"]].wrong += 1
                text = entity["mentions"][0]["text"] if entity["mentions"] else entity["name"]
                report.errors.append(Error(item["id"], "wrong entity", f"{entity['type']} {text}"))

    def _triple(self, head: str, kind: str, tail: str) -> Triple:
        return (min(head, tail), kind, max(head, tail)) if kind in self._symmetric else (head, kind, tail)

    def _relations(
        self, report: Report, item: Row, predicted: Sequence[Row], names: Mapping[str, str]
    ) -> None:
        gold = {self._triple(r["head"], r["type"], r["tail"]): r.get("status") for r in item["relations"]}
        allowed = {self._triple(r["head"], r["type"], r["tail"]) for r in item.get("optional_relations", [])}
        optional = {entity["key"] for entity in item.get("optional_entities", [])}
        said: dict[Triple, object] = {}
        for row in predicted:
            head = names.get(row["head"], f"?{row['head']}")
            tail = names.get(row["tail"], f"?{row['tail']}")
            said.setdefault(self._triple(head, row["type"], tail), row.get("status"))
        for key, status in said.items():
            if key in gold:
                report.relations.right += 1
                report.by_relation_type[key[1]].right += 1
                self._status(report, gold[key], status, Error(item["id"], "wrong status", " ".join(key)))
            elif key not in allowed and not {key[0], key[2]} & optional:
                report.relations.wrong += 1
                report.by_relation_type[key[1]].wrong += 1
                report.errors.append(Error(item["id"], "wrong relation", " ".join(key)))
        for key in gold:
            if key not in said:
                report.relations.missed += 1
                report.by_relation_type[key[1]].missed += 1
                report.errors.append(Error(item["id"], "missed relation", " ".join(key)))

    def _status(self, report: Report, wanted: object, said: object, error: Error) -> None:
        agreed = _same(said, wanted)
        report.status_right += agreed
        if wanted != self._plain_status:
            report.status_marked.right += agreed
            report.status_marked.missed += not agreed
        if said != self._plain_status and not agreed:
            report.status_marked.wrong += 1
        if not agreed:
            report.errors.append(Error(error.item, error.kind, f"{error.what}: {said}, gold {wanted}"))


def _slots(deal: Row, name: Callable[[str], str]) -> dict[Slot, object]:
    slots: dict[Slot, object] = {"type": deal["type"], "stage": deal.get("stage")}
    slots.update({slot: deal[slot] for slot in _SLOTS if deal.get(slot) is not None})
    slots.update({("party", party["role"], name(party["entity"])): True for party in deal["parties"]})
    return slots


def _deals(report: Report, gold: list[dict[Slot, object]], predicted: list[dict[Slot, object]]) -> None:
    """Pair deals of one type best-first by shared parties, then count slots."""
    pairs = []
    for i, wanted in enumerate(gold):
        for j, found in enumerate(predicted):
            shared = sum(1 for key in wanted if isinstance(key, tuple) and key in found)
            if shared and wanted["type"] == found["type"]:
                pairs.append((-shared, i, j))
    left, right = set(range(len(gold))), set(range(len(predicted)))
    slots = report.deal_slots
    for _, i, j in sorted(pairs):
        if i not in left or j not in right:
            continue
        left.discard(i)
        right.discard(j)
        report.deals.right += 1
        wanted, found = gold[i], predicted[j]
        agreed = sum(1 for key, value in wanted.items() if key in found and _same(value, found[key]))
        slots.right += agreed
        slots.missed += len(wanted) - agreed
        slots.wrong += sum(1 for k, v in found.items() if not (k in wanted and _same(wanted[k], v)))
    report.deals.missed += len(left)
    report.deals.wrong += len(right)
    slots.missed += sum(len(gold[i]) for i in left)
    slots.wrong += sum(len(predicted[j]) for j in right)


def _links(linked: Sequence[tuple[str, str, int]]) -> Tally:
    """Pairs of right entities of different items: same key ⇔ same id, counted without listing pairs."""

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
