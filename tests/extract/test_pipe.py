"""The pipeline as a whole: true offsets, the same bytes in any process, errors that name the item."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ontology
from kg.errors import KgError
from kg.extract import Extractor, default_jobs, document, workers
from kg.extract.pipe import FEW_ITEMS
from kg.lexicon import Lexicon
from kg.records import Extraction, Item
from tests.extract.small_lexicon import LEXICON, naming
from tests.samples import ROOT

EXTRACTOR = Extractor(LEXICON, model="none")
TEXTS = (
    "OpenAI将收购初创公司Zorblax，交易金额6亿美元",
    "谷歌发布Gemini 3.0，对标GPT-4o和Claude",
    "创始人王小明表示，星辰科技完成B轮融资，由远山资本领投",
    "Researchers at Zorblax said Microsoft backs the Kimi K3 model.",
    "亚马逊云科技（AWS）与微软合作",
)


def items(count: int) -> list[Item]:
    return [
        Item(id=f"day-{n}", title=TEXTS[n % 5], body=f"{TEXTS[(n * 3) % 5]}。共{n}项。") for n in range(count)
    ]


def lines(extractions: list[Extraction]) -> str:
    return "\n".join(json.dumps(extraction.to_dict(), ensure_ascii=False) for extraction in extractions)


def test_an_empty_item_is_an_empty_extraction() -> None:
    assert EXTRACTOR.extract(Item(id="a", title="", body="")) == Extraction("a", "\n")


PIECES = st.sampled_from(
    ["OpenAI", "谷歌", "Zorblax 2.5", "（AWS）", "CEO 王小明", "发布", "😀", "\ud800", " ", "\n", "。", "3.0"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8)).map("".join), st.text(max_size=10))
def test_every_offset_is_true_whatever_the_text(body: str, title: str) -> None:
    item = Item(id="a", title=title, body=body)
    extraction = EXTRACTOR.extract(item)
    text = extraction.text
    # What UTF-8 cannot hold is replaced, one character for one.
    assert len(text) == len(item.text)
    assert all(one == other or one == "\ufffd" for one, other in zip(text, item.text, strict=True))
    assert text.encode()
    for entity in extraction.entities:
        assert entity.type in ontology.load().entities
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.text
            assert 0 <= mention.score <= 1
    found = [mention for entity in extraction.entities for mention in entity.mentions]
    found.sort()
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert len({entity.id for entity in extraction.entities}) == len(extraction.entities)
    for fact in extraction.facts:
        assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.text


def test_an_item_does_not_depend_on_its_neighbours() -> None:
    alone = [Extractor(LEXICON, model="none").extract(item) for item in items(5)]
    assert lines(alone) == lines(list(EXTRACTOR.extract_all(items(5))))
    assert lines(alone[::-1]) == lines(list(EXTRACTOR.extract_all(items(5)[::-1])))


def test_any_number_of_processes_gives_the_same_bytes_and_counts_the_same() -> None:
    counts: list[int] = []
    one = lines(list(EXTRACTOR.extract_all(items(70))))
    three = lines(list(EXTRACTOR.extract_all(items(70), jobs=3, on_done=counts.append)))
    assert one == three
    assert counts == list(range(1, 71))


SCRIPT = """
import json, sys
sys.path.insert(0, {root!r})
from tests.extract.test_pipe import EXTRACTOR, items, lines
sys.stdout.buffer.write((EXTRACTOR.fingerprint + lines([EXTRACTOR.extract(i) for i in items(10)])).encode())
"""


def test_hash_seeds_change_nothing() -> None:
    out = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT.format(root=str(ROOT))],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert out[0] == out[1]
    assert len(out[0]) > 1000


def test_a_worker_that_dies_is_reported_with_its_item() -> None:
    # One worker: of several, one could be killed while it starts, which is told otherwise.
    knowledge = (EXTRACTOR.lexicon, EXTRACTOR.ontology, EXTRACTOR.model)
    found = workers.extract_all(items(200), jobs=1, knowledge=knowledge)
    assert next(found).id == "day-0"
    for process in multiprocessing.active_children():
        process.kill()
    with pytest.raises(KgError, match=r"item day-\d+: the process that read it died") as caught:
        list(found)
    assert caught.value.advice
    assert not multiprocessing.active_children()


def test_leaving_early_stops_the_workers() -> None:
    found = EXTRACTOR.extract_all(items(200), jobs=2)
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


class Unreadable(str):
    """A text that cannot be joined to its title."""

    def __format__(self, spec: str) -> str:
        raise OSError("gone")


def test_a_component_that_fails_is_reported_with_the_item() -> None:
    with pytest.raises(KgError, match="item day-7: OSError: gone") as caught:
        EXTRACTOR.extract(Item(id="day-7", title="甲", body=Unreadable("乙")))
    assert caught.value.advice


def test_few_items_are_read_by_one_process() -> None:
    assert default_jobs(FEW_ITEMS - 1) == 1
    assert default_jobs(FEW_ITEMS) >= 1


def test_the_fingerprint_follows_lexicon_and_ontology() -> None:
    fewer = Lexicon(list(LEXICON.entries.values())[1:], {})
    assert EXTRACTOR.fingerprint == Extractor(LEXICON, model="none").fingerprint
    assert EXTRACTOR.fingerprint != Extractor(fewer, model="none").fingerprint


def test_names_are_read_in_time_that_grows_with_the_text_alone() -> None:
    nlp = naming()

    def seconds(copies: int) -> float:
        body = "".join(f"公司Zorblax{n}发布Kimi{n} {n % 9}.1模型（KM{n}）。\n" for n in range(copies))
        doc = nlp.make_doc(f"\n{body}")
        doc._.item = Item(id="a", title="", body=body)
        document.start(doc)
        started = time.process_time()
        nlp(doc)
        return time.process_time() - started

    seconds(10)
    # Four times the text may take four times as long, not sixteen times.
    assert seconds(4000) < 9 * seconds(1000)
