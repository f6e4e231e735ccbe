"""Raw items → annotated items, by a trained model: python -m training.label MODEL RAW OUT --gold train.jsonl

For self-training: the whole extraction reads, lexicon and rules beside the model. What it is sure of becomes
gold, what it doubts becomes optional, so that nothing is learned from it. Items of held-out publishers, and
items that the gold files hold (by id, or for held-out ones and `--never` files by URL or title), are left
out; what the lexicon knows from held-out items alone is not used.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg import lexicon as lexicons
from kg.digests import item_of
from kg.extract import Extractor
from kg.lexicon import Lexicon
from kg.pipeline.evaluation import known_only_from
from kg.records import Entity, Extraction, Fact
from training import data

# A name or fact at least this likely is taken for right, a deal for told.
SURE = 0.8
TOLD = 0.55
# What is less likely than this is not mentioned at all.
DOUBTED_ENTITY = 0.2
DOUBTED_FACT = 0.12


def raw_rows(path: Path) -> Iterator[data.Row]:
    """The rows of a file of raw items, packed or not."""
    packed = path.suffix == ".gz"
    with gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def reader(model: str, lexicon: Lexicon) -> Extractor:
    """An extractor that also says what it doubts."""
    extractor = Extractor(lexicon, model=model)
    extractor.nlp.get_pipe("encoder_entities").limit = DOUBTED_ENTITY
    extractor.nlp.get_pipe("encoder_relations").limit = DOUBTED_FACT
    return extractor


def _entity(entity: Entity) -> data.Row:
    surfaces = list(dict.fromkeys(mention.text for mention in entity.mentions))
    return {"key": entity.id, "type": entity.type, "surfaces": surfaces}


def _fact(fact: Fact) -> data.Row:
    return {"head": fact.head, "type": fact.type, "tail": fact.tail, "status": fact.status}


def labelled(row: data.Row, found: Extraction) -> data.Row:
    """The row with what was found as annotation."""
    sure = [entity for entity in found.entities if max(m.score for m in entity.mentions) >= SURE]
    doubted = [entity for entity in found.entities if entity not in sure]
    keys = {entity.id for entity in sure}
    told = [fact for fact in found.facts if {fact.head, fact.tail} <= keys]
    deals = [deal for deal in found.deals if deal.confidence >= TOLD]
    title, _, body = found.text.partition("\n")
    kept = {name: row.get(name, "") for name in ("id", "date", "lang", "url")}
    return kept | {
        "title": title,
        "body": body,
        "entities": [_entity(entity) for entity in sure],
        "relations": [_fact(fact) for fact in told if fact.confidence >= SURE],
        "deals": [deal.to_dict() for deal in deals if {party.entity for party in deal.parties} <= keys],
        "optional_entities": [_entity(entity) for entity in doubted],
        "optional_relations": [_fact(fact) for fact in told if fact.confidence < SURE],
    }


def left_out(gold: Sequence[data.Row], never: Sequence[data.Row]) -> tuple[set[str], set[str]]:
    """Ids of items that are not labelled; URLs and titles that no labelled item may have."""
    ids = {row["id"] for row in (*gold, *never)}
    return ids, {row[field] for row in never for field in ("url", "title")} - {""}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model")
    parser.add_argument("raw", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--gold", type=Path, required=True, help="annotated items, which stay out")
    parser.add_argument("--never", type=Path, help="annotated items to measure on, whose stories stay out")
    parser.add_argument("--hold-out", default="", help="publishers of the gold to leave out, with commas")
    options = parser.parse_args()
    publishers = [name for name in options.hold_out.split(",") if name]
    rest, held = data.split(data.read(options.gold), publishers)
    lexicon = lexicons.load()
    lexicon = lexicon.without(known_only_from(held, rest, lexicon))
    ids, told = left_out(rest, held + (data.read(options.never) if options.never else []))
    extractor = reader(options.model, lexicon)
    count = 0
    with options.out.open("w", encoding="utf-8") as out:
        for row in raw_rows(options.raw):
            if row["id"] in ids or {row.get("url"), row["title"]} & told or data.publisher(row) in publishers:
                continue
            made = labelled(row, extractor.extract(item_of(row)))
            out.write(json.dumps(made, ensure_ascii=False) + "\n")
            count += 1
    print(f"{count} items labelled")


if __name__ == "__main__":
    main()
