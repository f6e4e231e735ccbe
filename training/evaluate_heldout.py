"""What a model reads without a lexicon: python -m training.evaluate_heldout MODEL ITEMS [--hold-out …]

Scores the whole extraction with an empty lexicon, so that every name is one that no list holds. `kg eval
--hold-out` scores it with the lexicon.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from kg import ontology as ontologies
from kg.digests import item_of
from kg.evaluate import Report, Scorer
from kg.extract import Extractor
from kg.lexicon import Lexicon
from training import data


def score(rows: Sequence[data.Row], model: str) -> Report:
    """The extraction of annotated items without a lexicon, held against their annotation."""
    extractor = Extractor(Lexicon([], {}), model=model)
    said = [extractor.extract(item_of(row)).to_dict() for row in rows]
    return Scorer(ontologies.load()).score(rows, said)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model")
    parser.add_argument("items", type=Path)
    parser.add_argument("--hold-out", default="", help="only these publishers, with commas")
    options = parser.parse_args()
    rows = data.read(options.items)
    if options.hold_out:
        rows = data.split(rows, options.hold_out.split(","))[1]
    report = score(rows, options.model)
    print(f"{len(rows)} items")
    for name, figure in report.to_dict().items():
        if isinstance(figure, dict) and "f1" in figure:
            print(f"{name:24s} F1 {figure['f1']:.3f}")


if __name__ == "__main__":
    main()
