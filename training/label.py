"""Raw items → annotated items, by a trained model: python -m training.label MODEL RAW OUT --gold train.jsonl

For self-training: what the model is sure of becomes gold, what it doubts becomes optional, so that nothing
is learned from it. Items of held-out publishers, and items that the gold files hold (by id or URL), are
left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from kg import ontology as ontologies
from kg.extract.encoder import Encoder
from kg.extract.encoder_labels import Labels
from training import data
from training.predict import Answer, Limits, Predictor

# A name or fact at least this likely is taken for right; one under DOUBTED is not mentioned at all.
SURE = 0.85
DOUBTED = 0.25


def raw_rows(path: Path) -> Iterator[data.Row]:
    """The rows of a file of raw items, packed or not."""
    packed = path.suffix == ".gz"
    with gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def labelled(row: data.Row, answer: Answer) -> data.Row:
    """The row with the model's answer as annotation."""
    sure: list[data.Row] = []
    doubted: list[data.Row] = []
    for entity in answer["entities"]:
        surfaces = list(dict.fromkeys(mention["text"] for mention in entity["mentions"]))
        made = {"key": entity["id"], "type": entity["type"], "surfaces": surfaces}
        (sure if min(entity["score"], entity["type_score"]) >= SURE else doubted).append(made)
    keys = {entity["key"] for entity in sure}
    told = [fact for fact in answer["relations"] if {fact["head"], fact["tail"]} <= keys]
    title, _, body = answer["text"].partition("\n")
    kept = {name: row.get(name, "") for name in ("id", "date", "lang", "url")}
    return kept | {
        "title": title,
        "body": body,
        "entities": sure,
        "relations": [fact for fact in told if fact["confidence"] >= SURE],
        "deals": [deal for deal in answer["deals"] if {p["entity"] for p in deal["parties"]} <= keys],
        "optional_entities": doubted,
        "optional_relations": [fact for fact in told if fact["confidence"] < SURE],
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("raw", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--gold", type=Path, action="append", default=[], help="files whose items stay out")
    parser.add_argument("--hold-out", default="", help="publishers that are left out, with commas")
    options = parser.parse_args()
    gold = [row for path in options.gold for row in data.read(path)]
    held = options.hold_out.split(",")
    known = {row["id"] for row in gold}
    # A story that a held-out item tells must not come back by another publisher.
    told = {row.get("url") for row in gold if data.publisher(row) in held} - {"", None}
    ontology = ontologies.load()
    labels = Labels.of(ontology)
    limits = Limits(relation=DOUBTED)
    predictor = Predictor(Encoder.load(options.model, labels=labels), labels, ontology, limits)
    count = 0
    with options.out.open("w", encoding="utf-8") as out:
        for row in raw_rows(options.raw):
            if row["id"] in known or row.get("url") in told or data.publisher(row) in held:
                continue
            out.write(json.dumps(labelled(row, predictor(row)), ensure_ascii=False) + "\n")
            count += 1
    print(f"{count} items labelled")


if __name__ == "__main__":
    main()
