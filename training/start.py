"""Pretrained arrays → the model to begin with; the vocabulary → its file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from kg.extract.encoder_pieces import Segmenter, Vocabulary
from training.model import Config, Model
from training.weights import Pretrained

VOCABULARY = "pieces.json"


def pretrained_model(config: Config, full: Pretrained, rows: NDArray[np.int64]) -> Model:
    """The model with the encoder's weights in place; heads are fresh."""
    model = Model(config)
    tensors = full.tensors
    state = {
        "word.weight": tensors["emb.word"][rows],
        # Only one type of passage is ever used: its vector is part of the position's.
        "pos.weight": tensors["emb.pos"] + tensors["emb.type"][0],
        "ln.weight": tensors["emb.ln.w"],
        "ln.bias": tensors["emb.ln.b"],
    }
    endings = {"w": "weight", "b": "bias"}
    for name, array in tensors.items():
        layer, *parts = name.split(".")
        if layer[1:].isdigit() and int(layer[1:]) < config.layers:
            state[f"layers.{layer[1:]}.{parts[0]}.{endings[parts[1]]}"] = array
    own = model.encoder.state_dict()
    for name, array in state.items():
        own[name].copy_(torch.from_numpy(np.ascontiguousarray(array)))
    return model


def trained_model(checkpoint: Path) -> Model:
    """The model of a checkpoint, ready to be asked."""
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    model = Model(Config(**state["config"]))
    model.load_state_dict(state["model"])
    return model.eval()


def shortened(model: Model, layers: int) -> Model:
    """A model of fewer layers that begins as the trained one without those between; the last is kept."""
    count = model.config.layers
    kept = np.linspace(0, count - 1, layers).round().astype(int).tolist()
    small = Model(replace(model.config, layers=layers))
    state = {}
    for name, tensor in model.state_dict().items():
        head, dot, rest = name.partition("encoder.layers.")
        if not dot:
            state[name] = tensor
            continue
        number, _, ending = rest.partition(".")
        if int(number) in kept:
            state[f"{head}{dot}{kept.index(int(number))}.{ending}"] = tensor
    small.load_state_dict(state)
    return small


def save_vocabulary(vocabulary: Vocabulary, folder: Path) -> None:
    """Write the pieces with their scores and the numbers of the marks."""
    written = {
        "begin": vocabulary.begin,
        "end": vocabulary.end,
        "pad": vocabulary.pad,
        "unknown": vocabulary.unknown,
        "pieces": vocabulary.pieces,
        "scores": [round(score, 4) for score in vocabulary.scores],
    }
    (folder / VOCABULARY).write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")


def sentence_vectors(full: Pretrained, texts: Sequence[str]) -> NDArray[np.float32]:
    """Normalised means of the pretrained encoder's vectors: a check that its file was read right."""
    segmenter = Segmenter(full.vocabulary)
    config = Config(
        vocabulary=len(full.tensors["emb.word"]),
        types=1,
        relations=1,
        links=1,
        statuses=1,
        deals=1,
        roles=1,
        stages=1,
        layers=full.layers,
    )
    encoder = pretrained_model(config, full, np.arange(config.vocabulary)).encoder.eval()
    vectors = []
    for text in texts:
        encoded = segmenter.encode(text)
        names = ("pieces", "first", "last", "own", "places", "shapes")
        inputs = {name: torch.from_numpy(getattr(encoded, name))[None] for name in names}
        pieces = inputs.pop("pieces")
        masks = torch.ones_like(pieces, dtype=torch.bool), torch.ones_like(inputs["first"], dtype=torch.bool)
        with torch.no_grad():
            mean = encoder(pieces, masks[0], *inputs.values(), masks[1])[0][0].mean(0)
        vectors.append((mean / mean.norm()).numpy())
    return np.stack(vectors)
