"""What the model is trained towards: one loss a head, summed with weights."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - its usual name

from training.batches import Batch
from training.model import Model, Scores


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each loss counts. Each is a sum over an item's names or pairs, averaged over items."""

    borders: float = 0.5
    types: float = 1.0
    pairs: float = 1.0
    status: float = 1.0
    same: float = 0.5
    roles: float = 1.0
    stages: float = 0.3
    deals: float = 0.5
    sums: float = 0.5
    teacher: float = 8.0


def losses(model: Model, scores: Scores, batch: Batch, *, status_weights: Tensor) -> dict[str, Tensor]:
    """The losses by name, each averaged over the items of the batch."""
    items = batch.pieces.shape[0]
    found = {
        "borders": model.crf(scores.borders, batch.tags, batch.unit_mask),
        "types": _any_of(scores.types, batch.entity_types).sum(),
        "pairs": _binary(scores.pairs, batch.pair_labels, batch.pair_judged),
        "status": _chosen(scores.statuses, batch.pair_status, status_weights),
        "same": _binary(scores.same, batch.same_labels),
        "roles": _binary(scores.roles, batch.entity_roles),
        "stages": _chosen(scores.stages, batch.entity_stage),
        "deals": _binary(scores.deals, batch.deals),
        "sums": F.cross_entropy(scores.sums, batch.amount_labels, reduction="sum"),
    }
    return {name: loss / items for name, loss in found.items()}


def _any_of(scores: Tensor, allowed: Tensor) -> Tensor:
    """Minus the log probability of any allowed type, so that an honest doubt costs nothing."""
    within = scores + torch.where(allowed > 0, 0.0, -1e4)
    return torch.logsumexp(scores, -1) - torch.logsumexp(within, -1)


def _binary(scores: Tensor, labels: Tensor, judged: Tensor | None = None) -> Tensor:
    return F.binary_cross_entropy_with_logits(scores, labels, weight=judged, reduction="sum")


def _chosen(scores: Tensor, labels: Tensor, weights: Tensor | None = None) -> Tensor:
    """Cross entropy where there is a label (not −1), summed."""
    chosen = labels >= 0
    if not chosen.any():
        return scores.sum() * 0.0
    return F.cross_entropy(scores[chosen], labels[chosen], weight=weights, reduction="sum")


def likeness(seen: tuple[Tensor, ...], taught: tuple[Tensor, ...], batch: Batch) -> Tensor:
    """How far the vectors of pieces and units are from a teacher's: mean squares, padding left out."""
    far = torch.zeros((), device=batch.pieces.device)
    for own, other, mask in zip(seen[:2], taught[:2], (batch.piece_mask, batch.unit_mask), strict=True):
        far = far + ((own - other)[mask] ** 2).mean()
    return far
