"""A checkpoint → the model folder that `kg.extract.encoder` loads: int8 ONNX, heads, pieces, config.

python -m training.export RUN/last.pt OUT [--float]
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from kg import ontology as ontologies
from kg.extract import encoder
from kg.extract.encoder_labels import Labels
from training.model import Encoder, Model
from training.start import VOCABULARY, trained_model

INPUTS = ("pieces", "first", "last", "own", "places", "shapes")
OUTPUTS = ("piece_vectors", "unit_vectors", "borders", "attention")


class _Whole(nn.Module):
    """The encoder on one text without padding."""

    def __init__(self, inner: Encoder) -> None:
        super().__init__()
        self.inner = inner

    def forward(
        self, pieces: Tensor, first: Tensor, last: Tensor, own: Tensor, places: Tensor, shapes: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        piece_mask = torch.ones_like(pieces, dtype=torch.bool)
        unit_mask = torch.ones_like(first, dtype=torch.bool)
        answer: tuple[Tensor, Tensor, Tensor, Tensor] = self.inner(
            pieces, piece_mask, first, last, own, places, shapes, unit_mask
        )
        return answer


def write_graph(model: Model, path: Path) -> None:
    """The encoder as float32 ONNX, any number of pieces and units, one text."""
    axes = {name: {1: "pieces" if name == "pieces" else "units"} for name in INPUTS}
    axes |= {
        "piece_vectors": {1: "pieces"},
        "unit_vectors": {1: "units"},
        "borders": {1: "units"},
        "attention": {2: "pieces", 3: "pieces"},
    }
    example = (torch.arange(7)[None], *(torch.arange(5)[None] % 5 for _ in INPUTS[1:]))
    torch.onnx.export(
        _Whole(model.encoder),
        example,
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    onnx.checker.check_model(str(path))


def write(model: Model, vocabulary: Path, out: Path, *, quantised: bool = True) -> None:
    """The whole model folder."""
    out.mkdir(parents=True, exist_ok=True)
    graph = out / encoder.ENCODER
    write_graph(model, graph)
    if quantised:
        whole = out / "float.onnx"
        graph.replace(whole)
        # reduce_range keeps sums of products within 16 bits, so that processors agree.
        quantize_dynamic(whole, graph, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        whole.unlink()
    heads = {f"{name}": t.numpy() for name, t in model.heads.state_dict().items()}
    heads |= {
        "crf.steps": model.crf.steps.detach().numpy(),
        "crf.opening": model.crf.opening.detach().numpy(),
    }
    kind = np.float16 if quantised else np.float32
    np.savez_compressed(out / encoder.HEADS, **{name: array.astype(kind) for name, array in heads.items()})
    shutil.copyfile(vocabulary, out / encoder.PIECES)
    labels = Labels.of(ontologies.load())
    config = {"labels": labels.to_dict(), "sizes": model.config.to_dict(), "int8": quantised}
    (out / encoder.CONFIG).write_text(json.dumps(config, indent=1), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", action="store_true", help="keep float32, to compare")
    options = parser.parse_args()
    write(
        trained_model(options.checkpoint),
        options.checkpoint.parent / VOCABULARY,
        options.out,
        quantised=not options.float,
    )
    size = sum(path.stat().st_size for path in options.out.iterdir()) / 1e6
    print(f"{options.out}: {size:.1f} MB")


if __name__ == "__main__":
    main()
