"""Score a model folder on gold, on its own: python -m training.evaluate_heldout MODEL GOLD [--hold-out A,B]

With --hold-out only the items of those publishers count (a file of training items then gives the honest
figure of a model that was trained without them). The rules are those of `kg.evaluate`. With
--gold-entities the mentions of the gold entities are given, which shows the relation head alone.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from kg import ontology as ontologies
from kg.evaluate import Scorer
from kg.extract.encoder import Encoder
from kg.extract.encoder_labels import Labels
from training import data
from training.predict import Answer, Limits, Predictor


def gold_groups(row: data.Row, text: str) -> list[list[tuple[int, int]]]:
    """The mentions of the gold entities that stand in the text."""
    surfaces = [(s, n) for n, entity in enumerate(row["entities"]) for s in entity["surfaces"] if s]
    groups: dict[int, list[tuple[int, int]]] = {}
    for start, end, number in data.occurrences(text, surfaces):
        groups.setdefault(number, []).append((start, end))
    return [groups[n] for n in sorted(groups)]


def predictions(predictor: Predictor, rows: list[data.Row], *, gold_entities: bool) -> list[Answer]:
    """The predictions of all rows."""
    if not gold_entities:
        return [predictor(row) for row in rows]
    found = []
    for row in rows:
        text = data.text_of(row)
        found.append(predictor.judged(row, predictor.encoder.read(text), gold_groups(row, text)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--hold-out", default="", help="publishers whose items count, with commas")
    parser.add_argument("--limit", type=int, default=0, help="about so many items, evenly spread")
    parser.add_argument("--gold-entities", action="store_true")
    parser.add_argument("--relation", type=float, default=0.5, help="limit of relations")
    parser.add_argument("--link", type=float, default=0.5, help="limit of deal links")
    parser.add_argument("--role", type=float, default=0.5, help="limit of parties that stand alone")
    parser.add_argument("--same", type=float, default=0.5, help="limit of two surfaces being one thing")
    parser.add_argument("--out", type=Path, help="write the predictions")
    options = parser.parse_args()
    rows = data.read(options.gold)
    if options.hold_out:
        rows = data.split(rows, options.hold_out.split(","))[1]
    if options.limit:
        rows = rows[:: max(len(rows) // options.limit, 1)]
    ontology = ontologies.load()
    labels = Labels.of(ontology)
    limits = Limits(relation=options.relation, link=options.link, role=options.role, same=options.same)
    predictor = Predictor(Encoder.load(options.model, labels=labels), labels, ontology, limits)
    begun = time.process_time()
    found = predictions(predictor, rows, gold_entities=options.gold_entities)
    spent = time.process_time() - begun
    letters = sum(len(answer["text"]) for answer in found)
    print(f"{len(rows)} items, {letters} characters, {letters / spent:.0f} characters per CPU-second")
    if options.out:
        lines = [json.dumps(answer, ensure_ascii=False) for answer in found]
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = Scorer(ontology).score(rows, found).to_dict()
    for name, figures in report.items():
        if isinstance(figures, dict) and "f1" in figures:
            shown = (f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in figures.items())
            print(f"{name:24} " + "  ".join(shown))


if __name__ == "__main__":
    main()
