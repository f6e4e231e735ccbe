"""A look at a run's quality while it goes on: each head alone, with gold mentions where it needs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch

from kg.ontology import Ontology
from training.batches import BEGIN, INSIDE, Batch, Collator
from training.data import Example
from training.model import NEVER, Model, Scores


def f1(right: int, found: int, wanted: int) -> float:
    """The harmonic mean of precision and recall."""
    return round(2 * right / (found + wanted), 4) if found + wanted else 0.0


def best_tags(model: Model, scores: torch.Tensor, count: int) -> list[int]:
    """The likeliest border labels of one item."""
    steps = model.crf.steps.clone()
    steps[0, 2] = NEVER
    state = model.crf.opening + scores[0]
    state[2] = NEVER
    back = []
    for n in range(1, count):
        moved = state[:, None] + steps
        back.append(moved.argmax(0))
        state = moved.max(0).values + scores[n]
    path = [int(state.argmax())]
    for choices in reversed(back):
        path.append(int(choices[path[-1]]))
    return path[::-1]


def spans_of(tags: Sequence[int]) -> set[tuple[int, int]]:
    """Border labels → half-open spans."""
    found: list[list[int]] = []
    for n, tag in enumerate(tags):
        if tag == BEGIN:
            found.append([n, n + 1])
        elif tag == INSIDE and found and found[-1][1] == n:
            found[-1][1] = n + 1
    return {(start, end) for start, end in found}


def _overlap_free(span: tuple[int, int], made: Example) -> bool:
    return not any(a < span[1] and span[0] < b for a, b in made.free)


def measure(
    model: Model, examples: Sequence[Example], collate: Collator, ontology: Ontology, *, half: bool
) -> dict[str, float]:
    """F1 of spans (every mention), of types, relations, marked statuses, deal roles, same things."""
    model.eval()
    device = next(model.parameters()).device
    counts: dict[str, list[int]] = {}

    def add(name: str, right: int, found: int, wanted: int) -> None:
        counts[name] = [
            a + b for a, b in zip(counts.get(name, [0, 0, 0]), (right, found, wanted), strict=True)
        ]

    ordered = sorted(examples, key=lambda made: len(made.encoded.pieces))
    for at in range(0, len(ordered), 8):
        chosen = ordered[at : at + 8]
        batch = collate(chosen).to(str(device))
        with torch.no_grad():
            scores = model(batch, half=half)
        for n, made in enumerate(chosen):
            tags = best_tags(model, scores.borders[n], len(made.encoded.starts))
            said = {span for span in spans_of(tags) if _overlap_free(span, made)}
            gold = {span for entity in made.entities for spans in entity.mentions for span in spans}
            add("spans", len(said & gold), len(said), len(gold))
        _count_heads(add, scores, batch, ontology)
    return {name: f1(*values) for name, values in counts.items()}


def _count_heads(
    add: Callable[[str, int, int, int], None], scores: Scores, batch: Batch, ontology: Ontology
) -> None:
    count = len(ontology.relations)
    right = batch.entity_types.gather(1, scores.types.argmax(1, keepdim=True))
    add("types", int(right.sum()), len(right), len(right))
    for name, cut in (("relations", slice(None, count)), ("links", slice(count, None))):
        said = (scores.pairs[:, cut] > 0) & (batch.pair_judged[:, cut] > 0)
        gold = batch.pair_labels[:, cut] > 0
        add(name, int((said & gold).sum()), int(said.sum()), int(gold.sum()))
    statuses = list(ontology.statuses.values())
    plain = statuses.index(max(statuses, key=lambda status: status.strength))
    known = batch.pair_status >= 0
    said_status, gold_status = scores.statuses.argmax(-1)[known], batch.pair_status[known]
    marked = (said_status == gold_status) & (gold_status != plain)
    add(
        "marked",
        int(marked.sum()),
        int((said_status != plain).sum()),
        int((gold_status != plain).sum()),
    )
    roles, gold_roles = scores.roles > 0, batch.entity_roles > 0
    add("roles", int((roles & gold_roles).sum()), int(roles.sum()), int(gold_roles.sum()))
    same, gold_same = scores.same > 0, batch.same_labels > 0
    add("same", int((same & gold_same).sum()), int(same.sum()), int(gold_same.sum()))
    staged = batch.entity_stage >= 0
    right_stage = scores.stages.argmax(-1)[staged] == batch.entity_stage[staged]
    add("stages", int(right_stage.sum()), len(right_stage), len(right_stage))
    sums = scores.sums.argmax(-1)
    hit = (sums == batch.amount_labels) & (sums > 0)
    add("sums", int(hit.sum()), int((sums > 0).sum()), int((batch.amount_labels > 0).sum()))
