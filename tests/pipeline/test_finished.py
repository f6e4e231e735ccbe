"""Extractions in a file: read back as they were, taken up after an interruption, and not held in memory."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from kg.extract import Extractor
from kg.pipeline.extraction import extract_items, item_key, settled
from kg.pipeline.finished import Extractions, Finished
from kg.pipeline.progress import Silent
from kg.records import Extraction, Item

EXTRACTOR = Extractor(model="none")


def item(number: int) -> Item:
    body = f"OpenAI 今天发布了 GPT-{number}，Zorblax{number} 完成 {number + 1} 亿美元 A 轮融资。"
    return Item(
        id=f"day-{number:04d}", title=f"OpenAI发布GPT-{number}", body=body, url=f"https://a.example/{number}"
    )


ITEMS = [item(number) for number in (3, 1, 2)]
MADE = {one.id: EXTRACTOR.extract(one) for one in ITEMS}


def test_what_is_read_back_is_what_was_added_settled(tmp_path: Path) -> None:
    with Finished(tmp_path / "kept.jsonl", set()) as found:
        found.update(MADE)
        assert found["day-0003"] == settled(MADE["day-0003"])
    assert dict(found) == {id_: settled(extraction) for id_, extraction in MADE.items()}
    found.close()


def test_nothing_is_added_once_the_file_is_closed(tmp_path: Path) -> None:
    with Finished(tmp_path / "kept.jsonl", set()) as found:
        found["a"] = MADE["day-0001"]
    with pytest.raises(ValueError, match="not open"):
        found["b"] = MADE["day-0001"]


@pytest.mark.parametrize("damage", ["", '{"key": "day-0009", "extr', "\xff\xfe\n", '{"key": 1}\n'])
def test_the_next_run_takes_up_what_it_wants_and_drops_the_rest(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "kept.jsonl"
    with Finished(path, set()) as found:
        found.update(MADE)
    with path.open("a", encoding="latin-1") as lines:
        lines.write(damage)
    with Finished(path, {"day-0001", "day-0003", "day-0009"}) as found:
        assert list(found) == ["day-0003", "day-0001"]
        found["more"] = MADE["day-0002"]
    assert found["day-0001"] == settled(MADE["day-0001"])
    assert found["more"] == settled(MADE["day-0002"])
    assert len(path.read_text("utf-8").splitlines()) == 3
    assert [file.name for file in tmp_path.iterdir()] == ["kept.jsonl"]
    found.close()


def test_a_run_that_stops_has_written_what_it_had(tmp_path: Path) -> None:
    path = tmp_path / "kept.jsonl"

    def stopped() -> None:
        with Finished(path, set()) as found:
            found["day-0003"] = MADE["day-0003"]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    with Finished(path, {"day-0003"}) as found:
        assert list(found) == ["day-0003"]


def test_extractions_come_in_the_order_of_their_items_and_by_id(tmp_path: Path) -> None:
    known = {ITEMS[1]: settled(MADE["day-0001"])}
    found, reused = extract_items(
        ITEMS, EXTRACTOR, jobs=1, progress=Silent(), reuse=known, keep=tmp_path / "kept.jsonl"
    )
    in_memory, _ = extract_items(ITEMS, EXTRACTOR, jobs=1, progress=Silent())
    assert reused == 1
    assert len(found) == 3
    assert list(found) == list(in_memory) == [settled(MADE[one.id]) for one in ITEMS]
    assert found[1] is known[ITEMS[1]]
    assert found[-2:] == [settled(MADE["day-0001"]), settled(MADE["day-0002"])]
    assert [extraction.id for extraction in found.by_id()] == ["day-0001", "day-0002", "day-0003"]
    found.close()


def test_extracting_holds_no_extraction_however_many_there_are(tmp_path: Path) -> None:
    many = [item(number) for number in range(300)]
    most = 0

    class Counting(Silent):
        def advance(self, steps: int = 1) -> None:
            nonlocal most
            most = max(most, living())

    before = living()
    found, _ = extract_items(many, EXTRACTOR, jobs=1, progress=Counting(), keep=tmp_path / "kept.jsonl")
    assert most - before <= 3
    assert sum(1 for _ in found) == 300
    assert living() - before <= 3
    found.close()


def living() -> int:
    """How many extractions there are in this process."""
    return sum(1 for one in gc.get_objects() if type(one) is Extraction)


def test_keys_tell_items_apart_and_the_extractor(tmp_path: Path) -> None:
    keys = {item_key(one, fingerprint) for one in ITEMS for fingerprint in ("a", "b")}
    assert len(keys) == 6
    found = Extractions(ITEMS[:1], known={}, keys={ITEMS[0]: "a"}, found={"a": MADE["day-0003"]})
    assert list(found) == [MADE["day-0003"]]
