"""The multi-task encoder: pieces → vectors of units → borders, types, pairs, deals.

Twelve layers as pretrained; their vectors are spread over the units (a unit's vector is that of its
first and last piece, its own piece's embedding, its place and shape, then two convolutions). Borders
are scored by a linear-chain CRF without types; everything else is said of pooled mentions.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its usual name

from kg.extract import encoder_features, encoder_pieces
from kg.extract.encoder_labels import Labels
from training.batches import Batch

TAGS = 3
NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Config:
    """Sizes; written beside the exported model."""

    vocabulary: int
    types: int
    relations: int
    links: int
    statuses: int
    deals: int
    roles: int
    stages: int
    hidden: int = 384
    layers: int = 12
    heads: int = 12
    feed_forward: int = 1536
    positions: int = 512
    eps: float = 1e-12
    pair: int = 256
    block: int = 32
    status: int = 128
    dropout: float = 0.1

    @classmethod
    def of(cls, labels: Labels, *, vocabulary: int, layers: int = 12) -> Config:
        """The sizes that a set of labels asks for."""
        return cls(
            vocabulary=vocabulary,
            types=len(labels.types),
            relations=len(labels.relations),
            links=len(labels.links),
            statuses=len(labels.statuses),
            deals=len(labels.deals),
            roles=len(labels.roles),
            stages=len(labels.stages),
            layers=layers,
        )

    def to_dict(self) -> dict[str, int | float]:
        """Plain numbers by name."""
        return asdict(self)


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        size = config.hidden
        self.heads = config.heads
        self.q, self.k, self.v, self.ao = (nn.Linear(size, size) for _ in range(4))
        self.fi, self.fo = nn.Linear(size, config.feed_forward), nn.Linear(config.feed_forward, size)
        self.aln, self.oln = nn.LayerNorm(size, config.eps), nn.LayerNorm(size, config.eps)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor, bias: Tensor) -> tuple[Tensor, Tensor]:
        """`bias` [items, 1, 1, pieces] is 0 or very negative; the attention is given back too."""
        items, length, size = x.shape
        whole = F.linear(
            x,
            torch.cat((self.q.weight, self.k.weight, self.v.weight)),
            torch.cat((self.q.bias, self.k.bias, self.v.bias)),
        )
        shape = (items, length, 3, self.heads, size // self.heads)
        q, k, v = whole.view(shape).permute(2, 0, 3, 1, 4)
        # Written out: the fused attention of the CPU is slower on heads this small.
        scores = (q * (size // self.heads) ** -0.5) @ k.transpose(2, 3)
        weights = (scores + bias.to(scores.dtype)).softmax(-1)
        mixed = weights.to(v.dtype) @ v
        mixed = mixed.transpose(1, 2).reshape(items, length, size)
        x = self.aln(x + self.dropout(self.ao(mixed)))
        x = self.oln(x + self.dropout(self.fo(F.gelu(self.fi(x)))))
        return x, weights


class Encoder(nn.Module):
    """Pieces and units → vectors of both, border scores, and the last layer's attention."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        size = config.hidden
        self.word = nn.Embedding(config.vocabulary, size)
        self.pos = nn.Embedding(config.positions, size)
        self.ln = nn.LayerNorm(size, config.eps)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        self.dropout = nn.Dropout(config.dropout)
        self.spread_piece = nn.Linear(size, size)
        self.spread_own = nn.Linear(size, size)
        self.place = nn.Embedding(encoder_pieces.PLACES, size)
        self.shape = nn.Embedding(encoder_pieces.SHAPES, size)
        self.convolutions = nn.ModuleList(nn.Linear(3 * size, size) for _ in range(2))
        self.norms = nn.ModuleList(nn.LayerNorm(size) for _ in range(3))
        self.borders = nn.Linear(size, TAGS)
        for table in (self.place, self.shape):
            nn.init.normal_(table.weight, std=0.02)

    def forward(
        self,
        pieces: Tensor,
        piece_mask: Tensor,
        first: Tensor,
        last: Tensor,
        own: Tensor,
        places: Tensor,
        shapes: Tensor,
        unit_mask: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """→ vectors of pieces, of units, border scores of units, attention [items, heads, pieces, pieces]."""
        bias = torch.where(piece_mask, 0.0, NEVER)[:, None, None, :]
        seen = unit_mask[:, :, None]
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.dropout(self.ln(self.word(pieces) + self.pos(positions)))
        attention = x
        for layer in self.layers:
            x, attention = layer(x, bias)
        size = x.shape[-1]
        ends = [torch.gather(x, 1, place[:, :, None].expand(-1, -1, size)) for place in (first, last)]
        u = self.spread_piece((ends[0] + ends[1]) * 0.5) + self.spread_own(self.word(own).detach())
        u = self.norms[0](F.relu(u + self.place(places) + self.shape(shapes)))
        for convolution, norm in zip(self.convolutions, self.norms[1:], strict=True):
            # Padding must look like the end of the text, where a convolution sees nothing.
            u = norm(u + self.dropout(F.relu(convolution(_neighbours(u * seen)))))
        return x, u, self.borders(u), attention


def _neighbours(u: Tensor) -> Tensor:
    """Each unit's vector between those of the units beside it: a convolution as one product, since the
    int8 runtime is fast at products only."""
    before, after = F.pad(u, (0, 0, 1, 0))[:, :-1], F.pad(u, (0, 0, 0, 1))[:, 1:]
    return torch.cat((before, u, after), -1)


class Borders(nn.Module):
    """The CRF over border labels; labels that gold leaves free are summed over."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = nn.Parameter(torch.zeros(TAGS, TAGS))
        self.opening = nn.Parameter(torch.zeros(TAGS))

    def log_sum(self, scores: Tensor, mask: Tensor) -> Tensor:
        """Log of the summed weight of all label sequences, [items]; scores [items, units, 3]."""
        forbidden = torch.zeros(TAGS, TAGS, device=scores.device)
        forbidden[0, 2] = NEVER  # nothing goes on that was not opened
        steps = self.steps + forbidden
        start = self.opening + torch.tensor([0.0, 0.0, NEVER], device=scores.device)
        state = start + scores[:, 0]
        for n in range(1, scores.shape[1]):
            moved = torch.logsumexp(state[:, :, None] + steps, dim=1) + scores[:, n]
            state = torch.where(mask[:, n, None], moved, state)
        return torch.logsumexp(state, dim=-1)

    def forward(self, scores: Tensor, allowed: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood of the allowed labels, summed over the batch."""
        both = torch.cat((scores + torch.where(allowed, 0.0, NEVER), scores))
        sums = self.log_sum(both, torch.cat((mask, mask)))
        right, all_of_them = sums.chunk(2)
        return (all_of_them - right).sum()


class Heads(nn.Module):
    """What is said of pooled mentions. `kg/extract/encoder_heads.py` computes the same in numpy."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        size, pair = config.hidden, config.pair
        self.config = config
        self.mention = nn.Linear(3 * size, size)
        self.types = nn.Linear(size, config.types)
        self.roles = nn.Linear(size, config.roles)
        self.stages = nn.Linear(size, config.stages)
        self.deals = nn.Linear(size, config.deals)
        self.head = nn.Linear(3 * size + config.types, pair)
        self.tail = nn.Linear(3 * size + config.types, pair)
        self.distance = nn.Embedding(encoder_features.DISTANCES, 32)
        outputs = config.relations + config.links
        self.bilinear = nn.Linear(pair * config.block, outputs)
        self.joint_in = nn.Linear(2 * pair + size + 32, pair)
        self.joint = nn.Linear(pair, outputs)
        self.status_in = nn.Linear(2 * pair + 2 * size, config.status)
        self.status = nn.Linear(config.status, config.statuses)
        self.status_each = nn.Linear(config.status, config.relations * config.statuses)
        self.same_in = nn.Linear(2 * size + encoder_features.SPELLINGS, 64)
        self.same = nn.Linear(64, 1)
        self.sum_in = nn.Linear(3 * size, 128)
        self.sum = nn.Linear(128, 3)
        self.dropout = nn.Dropout(config.dropout)
        nn.init.constant_(self.joint.bias, -3.0)
        nn.init.constant_(self.roles.bias, -3.0)
        nn.init.zeros_(self.status_each.weight)
        nn.init.zeros_(self.status_each.bias)
        nn.init.normal_(self.distance.weight, std=0.02)

    def ends(self, units: Tensor, spans: Tensor) -> Tensor:
        """[spans, 3 · size]: first unit, last unit, mean; spans are (item, first, last)."""
        item, first, last = spans.unbind(1)
        return torch.cat((units[item, first], units[item, last], mean_of(units, item, first, last + 1)), -1)

    def mentions(self, units: Tensor, spans: Tensor) -> Tensor:
        """Vectors of mentions."""
        return self.dropout(F.relu(self.mention(self.ends(units, spans))))

    def pair(self, entities: Tensor, kinds: Tensor, pairs: Pairs) -> tuple[Tensor, Tensor]:
        """Scores of relations and links [pairs, outputs], and of statuses [pairs, relations, statuses]."""
        config = self.config
        both = (pairs.context, pairs.between)
        h = torch.tanh(self.head(torch.cat((entities[pairs.head], *both, kinds[pairs.head]), -1)))
        t = torch.tanh(self.tail(torch.cat((entities[pairs.tail], *both, kinds[pairs.tail]), -1)))
        blocks = (-1, config.pair // config.block, config.block)
        product = (h.view(blocks)[:, :, :, None] * t.view(blocks)[:, :, None, :]).flatten(1)
        joint = torch.cat((h, t, pairs.between, self.distance(pairs.distance)), -1)
        scores = self.bilinear(self.dropout(product)) + self.joint(self.dropout(F.relu(self.joint_in(joint))))
        told = self.dropout(F.relu(self.status_in(torch.cat((h, t, *both), -1))))
        each = self.status_each(told).view(-1, config.relations, config.statuses)
        return scores, each + self.status(told)[:, None]

    def same_thing(self, a: Tensor, b: Tensor, spelling: Tensor) -> Tensor:
        """Score of two surfaces being one thing, [pairs]."""
        seen = torch.cat((a * b, (a - b).abs(), spelling), -1)
        return self.same(F.relu(self.same_in(seen))).squeeze(-1)


@dataclass(slots=True)
class Pairs:
    """Ordered pairs of entities (positions in the flat list) and what stands around them."""

    head: Tensor
    tail: Tensor
    context: Tensor
    between: Tensor
    distance: Tensor


def mean_of(units: Tensor, item: Tensor, start: Tensor, end: Tensor) -> Tensor:
    """Means over half-open spans of units, [spans, size]."""
    sums = F.pad(units.cumsum(1), (0, 0, 1, 0))
    return (sums[item, end] - sums[item, start]) / (end - start).clamp(min=1)[:, None]


def pool(vectors: Tensor, groups: Tensor, count: int) -> Tensor:
    """Mean of the vectors of each group."""
    shape = (count, *vectors.shape[1:])
    total = torch.zeros(shape, device=vectors.device).index_add_(0, groups, vectors)
    sizes = torch.zeros(count, device=vectors.device).index_add_(
        0, groups, torch.ones_like(groups, dtype=torch.float)
    )
    return total / sizes.clamp(min=1).view(-1, *[1] * (vectors.dim() - 1))


@dataclass(slots=True)
class Scores:
    """What the model says of a batch whose mentions are known."""

    borders: Tensor
    types: Tensor
    roles: Tensor
    stages: Tensor
    deals: Tensor
    pairs: Tensor
    statuses: Tensor
    same: Tensor
    sums: Tensor


class Model(nn.Module):
    """Encoder, CRF and heads together, as they are trained."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.crf = Borders()
        self.heads = Heads(config)

    def read(self, batch: Batch, *, half: bool = False) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """The encoder's outputs in float32; `half` computes them in bfloat16."""
        with torch.autocast(batch.pieces.device.type, dtype=torch.bfloat16, enabled=half):
            pieces, units, borders, attention = self.encoder(
                batch.pieces,
                batch.piece_mask,
                batch.unit_first,
                batch.unit_last,
                batch.unit_own,
                batch.unit_places,
                batch.unit_shapes,
                batch.unit_mask,
            )
        return pieces.float(), units.float(), borders.float(), attention.float()

    def forward(self, batch: Batch, *, half: bool = False, told: float = 0.0) -> Scores:
        """What the model says of a batch."""
        return self.judge(batch, self.read(batch, half=half), told=told)

    def judge(
        self, batch: Batch, seen: tuple[Tensor, Tensor, Tensor, Tensor], *, told: float = 0.0
    ) -> Scores:
        """What the heads say of the encoder's outputs. `told` is the share of entities whose gold type the
        pair head is told; the others come with the types that the model gives them."""
        pieces, units, borders, attention = seen
        heads = self.heads
        mentions = heads.mentions(units, batch.mention_span)
        surfaces = pool(mentions, batch.surface_of, len(batch.surface_item))
        entities = pool(mentions, batch.entity_of, len(batch.entity_item))
        types = heads.types(entities)
        gold = batch.entity_types / batch.entity_types.sum(-1, keepdim=True).clamp(min=1)
        known = torch.rand(len(gold), 1, device=gold.device) < told
        kinds = torch.where(known, gold, types.detach().softmax(-1))
        looks = pool(self._looks(attention, batch), batch.entity_of, len(batch.entity_item))
        item = batch.entity_item[batch.pair_head]
        pairs = Pairs(
            head=batch.pair_head,
            tail=batch.pair_tail,
            context=context(pieces, looks, batch),
            between=mean_of(units, item, *batch.pair_gap.unbind(1)),
            distance=batch.pair_distance,
        )
        scores, statuses = heads.pair(entities, kinds, pairs)
        real = batch.unit_mask[:, :, None]
        whole = (units * real).sum(1) / real.sum(1).clamp(min=1)
        return Scores(
            borders=borders,
            types=types,
            roles=heads.roles(entities),
            stages=heads.stages(entities),
            deals=heads.deals(whole),
            pairs=scores,
            statuses=statuses,
            same=heads.same_thing(surfaces[batch.same_a], surfaces[batch.same_b], batch.same_spelling),
            sums=heads.sum(F.relu(heads.sum_in(heads.ends(units, batch.amount_span)))),
        )

    @staticmethod
    def _looks(attention: Tensor, batch: Batch) -> Tensor:
        """Where each mention looks: the attention of its first piece, [mentions, heads, pieces]."""
        item, first, _ = batch.mention_span.unbind(1)
        return attention[item, :, batch.unit_first[item, first]]


def context(pieces: Tensor, looks: Tensor, batch: Batch) -> Tensor:
    """What both entities of a pair look at, [pairs, size] (localised context pooling)."""
    found = torch.zeros(len(batch.pair_head), pieces.shape[-1], device=pieces.device)
    item = batch.entity_item[batch.pair_head]
    for n in range(pieces.shape[0]):
        chosen = (item == n).nonzero().squeeze(1)
        if len(chosen):
            shared = (looks[batch.pair_head[chosen]] * looks[batch.pair_tail[chosen]]).sum(1)
            shared = shared / (shared.sum(-1, keepdim=True) + 1e-9)
            found = found.index_copy(0, chosen, shared @ pieces[n])
    return found
