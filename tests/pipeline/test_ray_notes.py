"""What a cluster's processes are told and leave behind; no cluster is needed to see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.extract import Extractor
from kg.pipeline import Options, ray_cluster, ray_engine
from kg.pipeline.parts import Parts
from kg.pipeline.ray_reader import Notes
from kg.records import Item
from tests.extract.small_lexicon import LEXICON

ITEMS = [Item(f"day-{n}", f"OpenAI发布GPT-{n}", f"OpenAI 今天发布了 GPT-{n}。") for n in range(100)]


def test_notes_tell_an_item_that_kills_from_a_machine_that_goes() -> None:
    notes = Notes(readers=1)
    assert notes.begin("a") is None
    assert notes.begin("a") == []
    notes.reach("a", "a1")
    notes.reach("a", "a2")
    assert notes.begin("a") == []
    notes.reach("a", "a1")
    assert notes.begin("a") == []
    notes.reach("a", "a2")
    assert notes.begin("a") == ["a2"]
    notes.done("a")
    assert notes.begin("a") is None
    assert notes.begin("b") is None


def test_readers_that_die_as_they_start_are_given_up() -> None:
    notes = Notes(readers=2)
    starts = 0
    while notes.start():
        starts += 1
        assert starts < 100
    assert starts > 2


def test_batches_are_of_few_items_and_few_characters() -> None:
    some = [(item.id, item) for item in ITEMS]
    huge = ("huge", Item("huge", "甲", "乙" * 1_000_000))
    batches = list(ray_engine._batches([*some[:50], huge, *some[50:]], 32))
    assert [item for batch in batches for item in batch] == [*some[:50], huge, *some[50:]]
    assert max(map(len, batches)) == 32
    assert [huge] in batches


def test_a_damaged_part_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    extractor = Extractor(LEXICON, model="none")
    parts = Parts(tmp_path / "parts")
    for item in ITEMS[:2]:
        with parts.writing():
            parts.add(item.id, json.dumps(extractor.extract(item).to_dict()))
    first, second = sorted((tmp_path / "parts").iterdir())
    first.write_bytes(second.read_bytes()[:100])
    assert [key for key, _ in parts.read()] == ["day-1"]


def test_without_ray_the_advice_is_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray_cluster, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match="--engine ray needs ray") as caught:
        Options(engine="ray")
    assert "ai-industry-kg[ray]" in caught.value.advice


def test_an_unknown_engine_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="steam"):
        Options(engine="steam")
