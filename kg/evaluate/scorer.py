"""Gold and extractions → a `Report`, item by item.

The rules are those of the benchmark's own scorer; a test holds the two to the same figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.evaluate import deals
from kg.evaluate.agreement import Row, align, fold_surface, same_value, types_of
from kg.evaluate.report import Answer, ItemScore, Report, Verdict
from kg.ontology import Ontology

Triple = tuple[str, str, str]


class Scorer:
    """Scores one gold set against one run; the symmetric relations come from the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.symmetric = {name for name, rule in ontology.relations.items() if rule.symmetric}
        self.plain_status = max(ontology.statuses.values(), key=lambda status: status.strength).name

    def score(self, gold: Sequence[Row], predictions: Sequence[Row]) -> Report:
        """Compare item by item (by id; by place where predictions carry none)."""
        by_id = {row.get("id"): row for row in predictions}
        scores = []
        for number, item in enumerate(gold):
            prediction = by_id.get(item["id"])
            if prediction is None:
                placed = len(predictions) == len(gold) and "id" not in predictions[number]
                prediction = predictions[number] if placed else {}
            scores.append(self.item(item, prediction))
        return Report.of(scores)

    def item(self, gold: Row, prediction: Row) -> ItemScore:
        """One item's own tallies and answers, which do not depend on any other item."""
        return _Comparison(gold, prediction, self).score()


class _Comparison:
    """Gold of one item beside what a run says of it."""

    def __init__(self, gold: Row, prediction: Row, rules: Scorer) -> None:
        self.rules = rules
        self.gold, self.prediction = gold, prediction
        self.wanted: Sequence[Row] = gold["entities"]
        self.optional: Sequence[Row] = gold.get("optional_entities", [])
        self.found: Sequence[Row] = prediction.get("entities", [])
        self.mapping = align(self.wanted, self.found, typed=True)
        self.spare = align(self.optional, [e for e in self.found if e["id"] not in self.mapping], typed=False)
        self.loose = align(self.wanted, self.found, typed=False)
        self.names: dict[str, str] = {
            entity: self.wanted[index]["key"] for entity, index in self.loose.items()
        }
        self.names.update({entity: self.optional[index]["key"] for entity, index in self.spare.items()})
        self.spellings = self._spellings()
        self.result = ItemScore(gold["id"])

    def score(self) -> ItemScore:
        result = self.result
        result.links = [(self.wanted[index]["key"], entity) for entity, index in self.mapping.items()]
        result.answers += self._entities()
        self._any_type()
        result.answers += self._relations()
        result.answers += self._deals()
        return result

    def _spellings(self) -> dict[str, tuple[str, ...]]:
        """Gold key or `?id` → how the text spells it."""
        found = {self._name(e["id"]): tuple(m["text"] for m in e["mentions"]) for e in self.found}
        gold = {e["key"]: tuple(e["surfaces"]) for e in (*self.optional, *self.wanted)}
        return {**found, **gold}

    def _name(self, entity: str) -> str:
        return self.names.get(entity, f"?{entity}")

    def _answer(self, answer: deals.Judged) -> Answer:
        names = tuple(self.spellings[party] for party in answer.parties if party in self.spellings)
        return Answer(self.gold["id"], answer.part, answer.verdict, answer.what, answer.cause, names=names)

    def _any_type(self) -> None:
        tally = self.result.counts.entities_any_type
        tally.right += len(self.loose)
        tally.missed += len(self.wanted) - len(self.loose)
        tally.wrong += sum(1 for e in self.found if e["id"] not in self.loose and e["id"] not in self.spare)

    def _entities(self) -> Iterator[Answer]:
        counts, item = self.result.counts, self.gold["id"]
        kinds = {entity["id"]: entity["type"] for entity in reversed(self.found)}
        for entity_id in self.mapping:
            counts.entities.right += 1
            counts.by_entity_type[kinds[entity_id]].right += 1
        right = set(self.mapping.values())
        loosely = {index: entity for entity, index in self.loose.items()}
        texts = [mention["text"] for entity in self.found for mention in entity["mentions"]]
        for index, wanted in enumerate(self.wanted):
            surfaces = tuple(wanted["surfaces"])
            what = f"{'/'.join(sorted(types_of(wanted)))} {surfaces[0]}"
            if index in right:
                yield Answer(item, "entity", "right", what, names=(surfaces,))
                continue
            counts.entities.missed += 1
            counts.by_entity_type[min(types_of(wanted))].missed += 1
            retyped = kinds.get(loosely.get(index, ""), "")
            cause, note = ("other type", f"found as {retyped}") if retyped else _near(surfaces, texts)
            yield Answer(item, "entity", "missed", what, cause, note, (surfaces,))
        for entity in self.found:
            if entity["id"] not in self.mapping and entity["id"] not in self.spare:
                counts.entities.wrong += 1
                counts.by_entity_type[entity["type"]].wrong += 1
                yield self._wrong_entity(entity)

    def _wrong_entity(self, entity: Row) -> Answer:
        surfaces = tuple(mention["text"] for mention in entity["mentions"]) or (entity["name"],)
        folded = {fold_surface(surface) for surface in surfaces}
        for wanted in self.wanted:
            if folded & {fold_surface(surface) for surface in wanted["surfaces"]}:
                kinds = "/".join(sorted(types_of(wanted)))
                same = entity["type"] in types_of(wanted)
                cause, note = ("found twice", wanted["key"]) if same else ("other type", f"gold: {kinds}")
                break
        else:
            cause, note = _near(surfaces, [s for wanted in self.wanted for s in wanted["surfaces"]])
        what = f"{entity['type']} {surfaces[0]}"
        return Answer(self.gold["id"], "entity", "wrong", what, cause, note, (surfaces,))

    def _triple(self, head: str, kind: str, tail: str) -> Triple:
        symmetric = kind in self.rules.symmetric
        return (min(head, tail), kind, max(head, tail)) if symmetric else (head, kind, tail)

    def _relations(self) -> Iterator[Answer]:
        counts, item = self.result.counts, self.gold
        gold = {self._triple(r["head"], r["type"], r["tail"]): r.get("status") for r in item["relations"]}
        allowed = {self._triple(r["head"], r["type"], r["tail"]) for r in item.get("optional_relations", [])}
        optional = {entity["key"] for entity in self.optional}
        said: dict[Triple, object] = {}
        for row in self.prediction.get("relations", []):
            head, tail = self._name(row["head"]), self._name(row["tail"])
            said.setdefault(self._triple(head, row["type"], tail), row.get("status"))
        for key, status in said.items():
            if key in gold:
                counts.relations.right += 1
                counts.by_relation_type[key[1]].right += 1
                yield self._related(key, "right", {})
                yield self._status(key, gold[key], status)
            elif key not in allowed and not {key[0], key[2]} & optional:
                counts.relations.wrong += 1
                counts.by_relation_type[key[1]].wrong += 1
                yield self._related(key, "wrong", gold)
        for key in gold:
            if key not in said:
                counts.relations.missed += 1
                counts.by_relation_type[key[1]].missed += 1
                yield self._related(key, "missed", said)

    def _related(self, key: Triple, verdict: Verdict, others: Mapping[Triple, object]) -> Answer:
        """A relation with what the other side has between the same two, or which end it lacks."""
        cause, note = "", ""
        known = set(self.names.values())
        ends = {key[0], key[2]}
        between = [other for other in others if {other[0], other[2]} == ends]
        if verdict == "missed" and not ends <= known:
            cause, note = "an end not found", ", ".join(sorted(ends - known))
        elif verdict == "wrong" and any(end.startswith("?") for end in ends):
            cause, note = (
                "an end that gold lacks",
                ", ".join(sorted(e[1:] for e in ends if e.startswith("?"))),
            )
        elif between:
            turned = between[0][1] == key[1]
            cause, note = ("other direction" if turned else "other relation"), " ".join(between[0])
        elif verdict != "right":
            cause = "nothing between the two"
        names = tuple(self.spellings[end] for end in (key[0], key[2]) if end in self.spellings)
        what = " ".join(part.removeprefix("?") for part in key)
        return Answer(self.gold["id"], "relation", verdict, what, cause, note, names)

    def _status(self, key: Triple, wanted: object, said: object) -> Answer:
        counts, plain = self.result.counts, self.rules.plain_status
        agreed = same_value(said, wanted)
        counts.status_right += agreed
        if wanted != plain:
            counts.status_marked.right += agreed
            counts.status_marked.missed += not agreed
        if said != plain and not agreed:
            counts.status_marked.wrong += 1
        names = tuple(self.spellings[end] for end in (key[0], key[2]) if end in self.spellings)
        cause = "" if agreed else f"{said} for {wanted}"
        verdict: Verdict = "right" if agreed else "wrong"
        return Answer(self.gold["id"], "status", verdict, " ".join(key), cause, names=names)

    def _deals(self) -> Iterator[Answer]:
        counts = self.result.counts
        gold = [deals.slots_of(deal, lambda key: key) for deal in self.gold["deals"]]
        found = [deals.slots_of(deal, self._name) for deal in self.prediction.get("deals", [])]
        return map(self._answer, deals.judge(gold, found, counts.deals, counts.deal_slots))


def _near(surfaces: Sequence[str], others: Sequence[str]) -> tuple[str, str]:
    """Cause and note: the other side has a name that holds this one or lies in it, or it has none."""
    for surface in surfaces:
        for other in others:
            if _holds(surface, other) or _holds(other, surface):
                return "other borders", f"beside {other}"
    return "no such name", ""


def _holds(longer: str, shorter: str) -> bool:
    """Whether a name stands in another, and not within a Latin word of it."""
    pattern = rf"(?<![A-Za-z0-9]){re.escape(shorter)}(?![A-Za-z0-9])"
    return bool(shorter) and re.search(pattern, longer, re.IGNORECASE) is not None
