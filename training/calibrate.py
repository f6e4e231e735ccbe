"""Annotated items → the weights of `kg/extract/data/*_odds.tsv`.

python -m training.calibrate MODEL ITEMS.jsonl [MORE.jsonl] [--hold-out PUBLISHERS] [--folds 5]

The items must be new to the model: those of the publishers that its training left out. First the entities'
weights are fitted, then, on what these let pass, the facts', the statuses' and those of the deals' parties.
Prints F1 as the weights find it in items that they were not fitted on (folds), and how the limit changes it;
a table of reliability too.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from kg import lexicon as lexicons
from kg.digests import item_of
from kg.evaluate.agreement import align
from kg.extract import (
    Extractor,
    encoder_deals,
    encoder_entities,
    encoder_relations,
    encoder_status,
    wordlists,
)
from kg.extract.document import spans_of
from kg.extract.odds import BIAS
from kg.pipeline.evaluation import known_only_from
from training import data

# Pulls weights to zero, so that what a few candidates alone show weighs little; by kind, measured.
RIDGES = {"entity": 10.0, "fact": 10.0, "status": 10.0, "party": 3.0}
LIMITS = (0.2, 0.25, 0.3, 0.33, 0.36, 0.4, 0.45, 0.5)


@dataclass(slots=True)
class Case:
    """One candidate: its item, its signs, whether gold has it (None: neither right nor wrong)."""

    item: str
    signs: dict[str, float]
    right: bool | None
    key: object


@dataclass(slots=True)
class Cases:
    """All candidates of a kind, and how many right ones gold has."""

    cases: list[Case]
    wanted: int


def spare_of(row: data.Row, found: Sequence[dict[str, Any]], typed: Mapping[str, int]) -> Mapping[str, int]:
    """Entity id → number of the optional entity that it is, for those that are no right answer."""
    rest = [entity for entity in found if entity["id"] not in typed]
    return align(row.get("optional_entities", []), rest, typed=False)


def names_of(row: data.Row, found: Sequence[dict[str, Any]]) -> tuple[dict[str, str], set[str]]:
    """(entity id → gold key, for the optional ones too; the keys of optional ones)."""
    wanted, optional = row["entities"], row.get("optional_entities", [])
    loose = align(wanted, found, typed=False)
    spare = spare_of(row, found, align(wanted, found, typed=True))
    names = {id: wanted[n]["key"] for id, n in loose.items()}
    names |= {id: optional[n]["key"] for id, n in spare.items()}
    return names, {entity["key"] for entity in optional}


def entity_cases(doc: Doc, component: encoder_entities.EncoderEntities, row: data.Row) -> list[Case]:
    found = [entity.to_dict() for entity in doc._.entities]
    typed = align(row["entities"], found, typed=True)
    spare = spare_of(row, found, typed)
    cases = []
    for entity, signs in zip(found, component.signs(doc) if found else [], strict=True):
        right = True if entity["id"] in typed else None if entity["id"] in spare else False
        cases.append(Case(row["id"], signs, right, typed.get(entity["id"])))
    return cases


def triple(row: Mapping[str, str], symmetric: frozenset[str]) -> tuple[str, str, str]:
    """Ends and type of a relation, the ends in order where it has no direction."""
    ends = (row["head"], row["tail"])
    return (*(sorted(ends) if row["type"] in symmetric else ends), row["type"])  # type: ignore[return-value]


def fact_cases(doc: Doc, component: encoder_relations.EncoderRelations, row: data.Row) -> list[Case]:
    if len(doc._.entities) < 2:
        return []
    names, optional = names_of(row, [entity.to_dict() for entity in doc._.entities])
    symmetric = component.labels.symmetric
    gold = {triple(r, symmetric) for r in row["relations"]}
    allowed = {triple(r, symmetric) for r in row.get("optional_relations", [])}
    cases = []
    for (head, kind, tail), signs in component.signs(doc, component.candidates(doc)).items():
        ends = {"head": names.get(head, f"?{head}"), "type": kind, "tail": names.get(tail, f"?{tail}")}
        key = triple(ends, symmetric)
        open_ = key in allowed or bool({key[0], key[1]} & optional)
        cases.append(Case(row["id"], signs, True if key in gold else None if open_ else False, key))
    return cases


def party_cases(doc: Doc, component: encoder_deals.EncoderDeals, row: data.Row) -> list[Case]:
    if not doc._.entities:
        return []
    names, optional = names_of(row, [entity.to_dict() for entity in doc._.entities])
    gold = {(deal["type"], p["role"], p["entity"]) for deal in row["deals"] for p in deal["parties"]}
    cases = []
    scene = component.scene(doc, spans_of(doc._.entities))
    for (type, role, n), signs in component.finder.signs(scene, component.finder.links(scene)).items():
        id = doc._.entities[n].id
        key = (type, role, names.get(id, f"?{id}"))
        cases.append(
            Case(row["id"], signs, True if key in gold else None if key[2] in optional else False, key)
        )
    return cases


def wanted_of(row: data.Row, kind: str) -> int:
    """How many right answers gold has."""
    if kind == "party":
        return sum(len(deal["parties"]) for deal in row["deals"])
    return len(row["entities" if kind == "entity" else "relations"])


def status_cases(doc: Doc, component: encoder_status.EncoderStatus, row: data.Row) -> list[Case]:
    """Statuses of the facts that gold has too; the others' are not judged."""
    if not doc._.facts:
        return []
    names, _ = names_of(row, [entity.to_dict() for entity in doc._.entities])
    gold = {triple(r, component.labels.symmetric): r["status"] for r in row["relations"]}
    cases = []
    for fact, told in zip(doc._.facts, component.signs(doc), strict=True):
        ends = {"head": names.get(fact.head, ""), "type": fact.type, "tail": names.get(fact.tail, "")}
        key = triple(ends, component.labels.symmetric)
        if key in gold:
            cases += [Case(row["id"], signs, gold[key] == name, (key, name)) for name, signs in told.items()]
    return cases


def collect(extractor: Extractor, rows: Sequence[data.Row], kind: str) -> Cases:
    """The candidates that one component of the pipeline sees in all rows."""
    makers: dict[str, tuple[str, Callable[..., list[Case]]]] = {
        "entity": ("encoder_entities", entity_cases),
        "fact": ("encoder_relations", fact_cases),
        "party": ("encoder_deals", party_cases),
        "status": ("encoder_status", status_cases),
    }
    name, make = makers[kind]
    component = extractor.nlp.get_pipe(name)
    found: list[Case] = []
    for row in rows:
        found += make(extractor.read(item_of(row), until=name), component, row)
    if kind == "status":
        return Cases(found, sum(bool(case.right) for case in found))
    return Cases(found, sum(wanted_of(row, kind) for row in rows))


def matrix(cases: Sequence[Case], signs: Sequence[str]) -> NDArray[np.float64]:
    place = {sign: n for n, sign in enumerate(signs)}
    table = np.zeros((len(cases), len(signs)))
    for n, case in enumerate(cases):
        for sign, value in case.signs.items():
            table[n, place[sign]] = value
    table[:, place[BIAS]] = 1.0
    return table


def fit(table: NDArray[np.float64], right: NDArray[np.float64], *, ridge: float) -> NDArray[np.float64]:
    """Weights of a logistic regression with a ridge, by Newton's method; columns are scaled within."""
    scale = np.maximum(np.sqrt((table**2).mean(axis=0)), 1e-6)
    scaled = table / scale
    weights = np.zeros(table.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope = scaled.T @ (right - chance) - ridge * weights
        bend = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + ridge * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return np.asarray(weights / scale)


def folds(cases: Sequence[Case], count: int) -> NDArray[np.int64]:
    """A fold for each item, by its id alone."""
    return np.array([int(hashlib.sha256(case.item.encode()).hexdigest(), 16) % count for case in cases])


def chances(table: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(table @ weights, -30, 30))))


def report(cases: Cases, chance: NDArray[np.float64]) -> Iterator[str]:
    """F1 by limit, then what a stated probability is worth."""
    for limit in LIMITS:
        said = [case for case, own in zip(cases.cases, chance, strict=True) if own >= limit]
        right = len({(case.item, str(case.key)) for case in said if case.right})
        wrong = sum(case.right is False for case in said)
        yield (
            f"  limit {limit:.2f}  F1 {2 * right / (right + wrong + cases.wanted):.4f}  "
            f"P {right / max(right + wrong, 1):.3f}  R {right / max(cases.wanted, 1):.3f}"
        )
    for low in np.arange(0.3, 1.0, 0.1):
        inside = [
            bool(case.right)
            for case, own in zip(cases.cases, chance, strict=True)
            if low <= own < low + 0.1 and case.right is not None
        ]
        if inside:
            yield f"  said {low:.1f}-{low + 0.1:.1f}: {np.mean(inside):.2f} right of {len(inside)}"


def calibrate(cases: Cases, *, count: int, ridge: float) -> tuple[dict[str, float], Iterator[str]]:
    """Weights fitted on all judged cases, and the report of the folds."""
    signs = sorted({sign for case in cases.cases for sign in case.signs} | {BIAS})
    table = matrix(cases.cases, signs)
    judged = np.array([case.right is not None for case in cases.cases])
    right = np.array([float(bool(case.right)) for case in cases.cases])
    fold = folds(cases.cases, count)
    chance = np.zeros(len(right))
    for n in range(count):
        chosen = judged & (fold != n)
        chance[fold == n] = chances(table[fold == n], fit(table[chosen], right[chosen], ridge=ridge))
    weights = fit(table[judged], right[judged], ridge=ridge)
    return dict(zip(signs, weights.round(3).tolist(), strict=True)), report(cases, chance)


def write(kind: str, weights: dict[str, float]) -> None:
    """The table, sorted by sign."""
    what, where = {
        "entity": ("an entity", "entities"),
        "fact": ("a fact", "relations"),
        "status": ("a mark of doubt", "status"),
        "party": ("a party of a deal", "parties"),
    }[kind]
    head = (
        f"# How much each sign speaks for {what}, in log odds: sign, weight.\n"
        f"# Made by training/calibrate.py; kg/extract/encoder_{where}.py says what the signs are.\n"
    )
    lines = [f"{sign}\t{weight:g}\n" for sign, weight in sorted(weights.items()) if weight]
    (wordlists.FOLDER / f"{kind}_odds.tsv").write_text(head + "".join(lines), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model")
    parser.add_argument("items", nargs="+", type=Path)
    parser.add_argument("--hold-out", default="", help="only these publishers of the first file")
    parser.add_argument("--kinds", default="entity,fact,status,party", help="which tables, in this order")
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    first, *more = (data.read(path) for path in options.items)
    lexicon = lexicons.load()
    if options.hold_out:
        rest, first = data.split(first, options.hold_out.split(","))
        lexicon = lexicon.without(known_only_from(first, rest, lexicon))
    rows = first + [row for other in more for row in other]
    for kind in options.kinds.split(","):
        wordlists.rows.cache_clear()
        cases = collect(Extractor(lexicon, model=options.model), rows, kind)
        weights, lines = calibrate(cases, count=options.folds, ridge=RIDGES[kind])
        print(f"{kind}: {len(cases.cases)} candidates, {cases.wanted} wanted")
        print("\n".join(lines), flush=True)
        write(kind, weights)


if __name__ == "__main__":
    main()
