"""The heads in torch and in numpy say the same; free labels cost nothing; batches keep their order."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from kg import ontology  # noqa: E402
from kg.extract import encoder_heads  # noqa: E402
from kg.extract.encoder_labels import Labels  # noqa: E402
from kg.extract.encoder_pieces import Segmenter, Vocabulary  # noqa: E402
from training import batches, data  # noqa: E402
from training.losses import losses  # noqa: E402
from training.model import Borders, Config, Model  # noqa: E402

PIECES = (
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "▁",
    *"abcdefghijklmnopqrstuvwxyzABCDEFG1234567890,.甲乙丙收购亿美元",
)


def rows() -> list[dict[str, Any]]:
    entities = [
        {"key": "A", "type": "Company", "surfaces": ["Aa", "aleph"]},
        {"key": "B", "type": "Company", "surfaces": ["Bb"]},
        {"key": "C", "type": "Model", "surfaces": ["Cc-1"]},
    ]
    facts = [
        {"head": "A", "type": "ACQUIRES", "tail": "B", "status": "planned"},
        {"head": "B", "type": "DEVELOPS", "tail": "C", "status": "asserted"},
    ]
    common = {"lang": "zh", "url": "", "deals": [], "optional_entities": [], "optional_relations": []}
    first = {"id": "x-2026-01-01-1", "title": "Aa收购Bb", "body": "aleph, Bb, Cc-1.", "entities": entities}
    second = {"id": "x-2026-01-01-2", "title": "Bb, Cc-1", "body": "Bb 1.", "entities": entities[1:]}
    return [first | common | {"relations": facts}, second | common | {"relations": facts[1:]}]


@pytest.fixture(scope="module")
def made() -> tuple[Model, list[data.Example], batches.Batch]:
    torch.manual_seed(5)
    known = ontology.load()
    labels = Labels.of(known)
    segmenter = Segmenter(Vocabulary(PIECES, (0.0,) * 4 + (-4.0,) * (len(PIECES) - 4), 0, 2, 1, 3))
    examples = [data.example(row, segmenter, labels) for row in rows()]
    batch = batches.Collator(labels, known, pad=1)(examples)
    return Model(Config.of(labels, vocabulary=len(PIECES), layers=2)).eval(), examples, batch


def test_numpy_heads_agree_with_those_that_were_trained(
    made: tuple[Model, list[data.Example], batches.Batch],
) -> None:
    model, examples, batch = made
    with torch.no_grad():
        scores = model(batch)
        encoder = model.encoder
        pieces, units, borders, attention = encoder(
            batch.pieces,
            batch.piece_mask,
            batch.unit_first,
            batch.unit_last,
            batch.unit_own,
            batch.unit_places,
            batch.unit_shapes,
            batch.unit_mask,
        )
    heads = encoder_heads.Heads({name: t.numpy() for name, t in model.heads.state_dict().items()})
    example = examples[0]
    count, length = len(example.encoded.starts), len(example.encoded.pieces)
    vectors = encoder_heads.Vectors(
        pieces[0, :length].numpy(),
        units[0, :count].numpy(),
        borders[0, :count].numpy(),
        attention[0, :, :length, :length].numpy(),
        example.encoded.first,
    )
    spans = [[span for own in entity.mentions for span in own] for entity in example.entities]
    flat = heads.mentions(vectors, [span for own in spans for span in own])
    sizes = np.cumsum([0, *map(len, spans)])
    names = encoder_heads.pool(flat, [range(a, b) for a, b in pairwise(sizes.tolist())])
    types = scores.types[:3].softmax(-1).numpy()
    assert heads.types(names) == pytest.approx(types, abs=1e-5)
    pairs = list(zip(batch.pair_head[:6].tolist(), batch.pair_tail[:6].tolist(), strict=True))
    chances, statuses = heads.pairs(vectors, names, spans, pairs=pairs)
    assert chances == pytest.approx(scores.pairs[:6].sigmoid().numpy(), abs=1e-5)
    assert statuses == pytest.approx(scores.statuses[:6].softmax(-1).numpy(), abs=1e-5)
    assert heads.roles(names) == pytest.approx(scores.roles[:3].sigmoid().numpy(), abs=1e-5)


def test_an_item_is_read_alike_alone_and_in_a_batch(
    made: tuple[Model, list[data.Example], batches.Batch],
) -> None:
    model, examples, batch = made
    known = ontology.load()
    alone = batches.Collator(Labels.of(known), known, pad=1)([examples[1]])
    with torch.no_grad():
        together, by_itself = model(batch), model(alone)
    count = len(examples[1].encoded.starts)
    assert together.borders[1, :count].numpy() == pytest.approx(
        by_itself.borders[0, :count].numpy(), abs=1e-5
    )
    assert together.pairs[6:].numpy() == pytest.approx(by_itself.pairs.numpy(), abs=1e-5)


def test_labels_that_are_all_free_cost_nothing() -> None:
    crf = Borders().requires_grad_(False)
    scores = torch.randn(2, 6, 3)
    mask = torch.tensor([[True] * 6, [True] * 4 + [False] * 2])
    free = torch.ones(2, 6, 3, dtype=torch.bool)
    assert float(crf(scores, free, mask)) == pytest.approx(0.0, abs=1e-4)
    only = free.clone()
    only[:, 0, 1:] = False
    assert float(crf(scores, only, mask)) > 0.01


def test_every_loss_is_finite_and_reaches_the_encoder(
    made: tuple[Model, list[data.Example], batches.Batch],
) -> None:
    model, _, batch = made
    found = losses(model, model(batch), batch, status_weights=torch.ones(5))
    assert all(torch.isfinite(loss) for loss in found.values())
    found["pairs"].backward()
    gradient = model.encoder.layers[0].q.weight.grad
    assert gradient is not None
    assert float(gradient.abs().sum()) > 0


def test_batches_hold_every_example_once(made: tuple[Model, list[data.Example], batches.Batch]) -> None:
    _, examples, _ = made
    order = list(batches.order(examples * 20, tokens=128, seed=4))
    assert sorted(n for batch in order for n in batch) == list(range(40))
    assert order == list(batches.order(examples * 20, tokens=128, seed=4))
