"""Units and pieces, border decoding, features, and (with a model folder) reading of long texts."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ontology
from kg.extract import encoder_features as features
from kg.extract.encoder import WINDOW, Encoder
from kg.extract.encoder_borders import Chain, Weights, spans_of
from kg.extract.encoder_heads import Heads, Vectors, pool
from kg.extract.encoder_labels import Labels
from kg.extract.encoder_pieces import PLACES, SHAPES, Ints, Segmenter, Vocabulary, to_rows, units

WORDS = (
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "▁",
    "谷歌",
    "谷",
    "歌",
    "发",
    "布",
    "发布",
    "Ge",
    "mini",
    "▁Ge",
    "3",
    ",",
)
MIXED = st.text(alphabet="谷歌发布Gemini3.5 ，—…ＡＢ㎡é\n\t﷽🙂", max_size=60)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    scores = tuple(0.0 if n < 4 else -5.0 for n in range(len(WORDS)))
    return Segmenter(Vocabulary(WORDS, scores, begin=0, end=2, pad=1, unknown=3))


def test_units_are_letters_digits_or_one_character() -> None:
    text = "谷歌发布Gemini 3.5"
    assert [text[a:b] for a, b in units(text)] == ["谷", "歌", "发", "布", "Gemini", "3", ".", "5"]


def test_pieces_prefer_the_likelier_cut_and_units_know_their_place(segmenter: Segmenter) -> None:
    encoded = segmenter.encode("谷歌发布Gemini3")
    assert [WORDS[n] for n in encoded.pieces] == ["<s>", "▁", "谷歌", "发布", "Ge", "mini", "3", "</s>"]
    assert encoded.first.tolist() == [2, 2, 3, 3, 4, 6]
    assert encoded.last.tolist() == [2, 2, 3, 3, 5, 6]
    assert encoded.places.tolist() == [1, 3, 1, 3, 4, 0]
    assert WORDS[encoded.own[0]] == "谷"


def test_a_new_line_ends_a_passage(segmenter: Segmenter) -> None:
    encoded = segmenter.encode("谷歌\n发布")
    assert [WORDS[n] for n in encoded.pieces] == ["<s>", "▁", "谷歌", "</s>", "▁", "发布", "</s>"]


@given(MIXED)
@settings(deadline=None)
def test_units_cover_all_but_white_space_and_point_at_pieces(segmenter: Segmenter, text: str) -> None:
    encoded = segmenter.encode(text)
    covered = {n for a, b in zip(encoded.starts, encoded.ends, strict=True) for n in range(a, b)}
    assert all(text[n].isspace() for n in set(range(len(text))) - covered)
    assert (encoded.starts[1:] >= encoded.ends[:-1]).all()
    inner = (encoded.first > 0) & (encoded.first <= encoded.last) & (encoded.last < len(encoded.pieces) - 1)
    assert inner.all()
    assert (encoded.shapes < SHAPES).all()
    assert (encoded.places < PLACES).all()


@given(MIXED)
@settings(deadline=None)
def test_spans_on_unit_borders_survive_the_way_to_units(segmenter: Segmenter, text: str) -> None:
    encoded = segmenter.encode(text)
    spans = units(text)
    assert to_rows(spans, encoded) == [(n, n + 1) for n in range(len(spans))]


def _brute(chain: Chain, scores: np.ndarray) -> dict[tuple[int, ...], float]:
    weights = {}
    for labels in itertools.product(range(3), repeat=len(scores)):
        total = chain.opening[labels[0]] + sum(scores[n, label] for n, label in enumerate(labels))
        total += sum(chain.steps[a][b] for a, b in itertools.pairwise(labels))
        weights[labels] = math.exp(total)
    return weights


@given(st.integers(min_value=1, max_value=5), st.integers(min_value=0, max_value=10_000))
@settings(deadline=None, max_examples=40)
def test_borders_are_decoded_as_by_trying_all_labels(count: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    chain = Chain.of(chance.normal(size=(3, 3)), chance.normal(size=3))
    scores = 2 * chance.normal(size=(count, 3))
    weights = _brute(chain, scores)
    best = max(weights, key=lambda labels: weights[labels])
    found = chain.spans(scores)
    assert found == spans_of(best)
    for start, end in found:
        score = Weights(chain, scores).of_name(start, end)
        holding = sum(w for labels, w in weights.items() if (start, end) in spans_of(labels))
        assert score == pytest.approx(holding / sum(weights.values()), abs=1e-9)


def test_no_text_has_no_names(segmenter: Segmenter) -> None:
    chain = Chain.of(np.zeros((3, 3)), np.zeros(3))
    assert chain.spans(np.zeros((0, 3))) == []
    assert segmenter.encode("").starts.size == 0


def test_the_nearest_mentions_and_what_stands_between_them() -> None:
    near = features.nearest([(0, 2), (20, 22)], [(25, 27)])
    assert near == ((20, 22), (25, 27))
    assert features.between(*near, count=40) == (19, 28)
    assert features.distance(*near) != features.distance(*near[::-1])
    assert (
        max(features.distance((a, a + 1), (b, b + 1)) for a in (0, 500) for b in (0, 500))
        < features.DISTANCES
    )


def test_spelling_tells_initials_and_parts() -> None:
    assert features.spelling("AWS", "Amazon Web Services")[2] == 1
    assert features.spelling("腾讯云", "腾讯")[0] == 1
    assert features.spelling("谷歌", "Google")[3] == 1
    assert (features.spelling("a", "b c") == features.spelling("b c", "a")).all()


def test_labels_are_those_of_the_ontology() -> None:
    known = ontology.load()
    labels = Labels.of(known)
    assert labels.types == tuple(known.entities)
    assert {role for link in labels.links for role in link} <= set(labels.roles)
    assert Labels.of(known).to_dict() == labels.to_dict()


def test_names_are_pooled_by_their_mean() -> None:
    vectors = np.array([[1, 2], [3, 4], [5, 6]], dtype=np.float32)
    assert pool(vectors, [[0, 1], [2]]).tolist() == [[2, 3], [5, 6]]


def test_types_of_names_are_probabilities() -> None:
    chance = np.random.default_rng(1)
    heads = Heads(
        {
            "types.weight": chance.normal(size=(5, 8)),
            "types.bias": np.zeros(5),
            "status.bias": np.zeros(5),
            "status_each.bias": np.zeros(10),
            "mention.weight": chance.normal(size=(8, 24)),
            "mention.bias": np.zeros(8),
        }
    )
    units_seen = chance.normal(size=(6, 8)).astype(np.float32)
    empty = np.zeros((0, 0), dtype=np.float32)
    vectors = Vectors(empty, units_seen, empty, empty, np.zeros(6, dtype=np.int64))
    types = heads.types(heads.mentions(vectors, [(0, 2), (3, 4)]))
    assert types.sum(axis=-1) == pytest.approx([1, 1], abs=1e-6)


class Echo:
    """A graph in place of the trained one: a unit opens a name where its own piece is 谷, and each unit's
    vector tells which piece it is and where in the window it stands."""

    size = 4

    def run(self, outputs: None, inputs: dict[str, Ints]) -> list[Any]:
        own, count = inputs["own"][0], inputs["pieces"].shape[1]
        assert count <= WINDOW + 2
        assert (inputs["first"] <= inputs["last"]).all()
        assert inputs["last"].max() < count
        units_seen = np.zeros((len(own), self.size), dtype=np.float32)
        units_seen[:, 0] = own
        borders = np.tile(np.array([4.0, 0.0, 0.0], dtype=np.float32), (len(own), 1))
        borders[own == WORDS.index("谷")] = (0.0, 9.0, 0.0)
        attention = np.full((2, count, count), 1 / count, dtype=np.float32)
        pieces = np.ones((count, self.size), dtype=np.float32)
        return [array[None] for array in (pieces, units_seen, borders, attention)]


@pytest.fixture(scope="module")
def reader(segmenter: Segmenter) -> Encoder:
    weights = {"mention.weight": np.eye(4, 12), "mention.bias": np.zeros(4)}
    weights |= {"status.bias": np.zeros(2), "status_each.bias": np.zeros(4)}
    chain = Chain.of(np.zeros((3, 3)), np.zeros(3))
    return Encoder(session=Echo(), heads=Heads(weights), chain=chain, segmenter=segmenter)


@given(st.lists(st.sampled_from(["谷歌", "发布 ", "Gemini", ",\n", "x" * 40, "3 "]), max_size=400))
@settings(deadline=None, max_examples=25)
def test_every_name_of_a_long_text_is_found_once(reader: Encoder, parts: list[str]) -> None:
    text = "".join(parts * 5)
    found = reader.read(text).names()
    assert [(name.start, name.end) for name in found] == [(n, n + 1) for n, c in enumerate(text) if c == "谷"]
    assert all(0.9 < name.score <= 1 for name in found)


def test_a_word_longer_than_the_encoder_reaches_is_cut(reader: Encoder) -> None:
    text = "谷" + "q" * 3000 + " 谷"
    assert [name.start for name in reader.read(text).names()] == [0, 3002]


def test_mentions_come_back_in_the_order_asked(reader: Encoder) -> None:
    text = "谷歌发布" * 400
    spans = [(1600 - 4, 1600 - 3), (0, 1), (801, 802)]
    vectors = reader.read(text).mentions(spans)
    assert vectors[:, 0].tolist() == [WORDS.index("谷"), WORDS.index("谷"), WORDS.index("歌")]


def test_only_names_of_one_window_are_paired(reader: Encoder) -> None:
    reading = reader.read("谷歌发布" * 400)
    groups = [[(0, 2)], [(4, 6)], [(1596, 1598)], [(0, 2), (1592, 1594)]]
    assert set(reading.together(groups)) == {(0, 1), (1, 0), (0, 3), (3, 0), (1, 3), (3, 1), (2, 3), (3, 2)}


def test_a_text_without_units_has_no_names(reader: Encoder) -> None:
    assert reader.read(" \n").names() == []
