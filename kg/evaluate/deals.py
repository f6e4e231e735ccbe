"""Gold and found deals of one item → pairs of one type, best-first by shared parties, and their slots."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluate.agreement import Row, same_value
from kg.evaluate.report import Part, Verdict
from kg.evaluate.tally import Tally

Slot = str | tuple[str, str, str]
Slots = Mapping[Slot, object]

_SLOTS = ("currency", "round", "amount", "valuation")


@dataclass(frozen=True, slots=True)
class Judged:
    """A deal or a slot with its verdict; `parties` are the names in the slots."""

    part: Part
    verdict: Verdict
    what: str
    cause: str
    parties: tuple[str, ...]


def slots_of(deal: Row, name: Callable[[str], str]) -> dict[Slot, object]:
    """All slots of a deal, filled ones only; `name` spells a party."""
    slots: dict[Slot, object] = {"type": deal["type"], "stage": deal.get("stage")}
    slots.update({slot: deal[slot] for slot in _SLOTS if deal.get(slot) is not None})
    slots.update({("party", party["role"], name(party["entity"])): True for party in deal["parties"]})
    return slots


def pair(gold: Sequence[Slots], found: Sequence[Slots]) -> list[tuple[int, int]]:
    """Indexes of deals that are one: of one type, those that share most parties first."""
    pairs = []
    for i, wanted in enumerate(gold):
        for j, said in enumerate(found):
            shared = sum(1 for key in wanted if isinstance(key, tuple) and key in said)
            if shared and wanted["type"] == said["type"]:
                pairs.append((-shared, i, j))
    left, right = set(range(len(gold))), set(range(len(found)))
    chosen = []
    for _, i, j in sorted(pairs):
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            chosen.append((i, j))
    return chosen


def judge(gold: Sequence[Slots], found: Sequence[Slots], deals: Tally, slots: Tally) -> Iterator[Judged]:
    """Count deals and slots, and tell each; the slots of a deal that has no partner are not told."""
    pairs = pair(gold, found)
    for i, j in pairs:
        deals.right += 1
        yield _deal(gold[i], "right")
        yield from _slots(gold[i], found[j], slots)
    for i in sorted(set(range(len(gold))) - {i for i, _ in pairs}):
        deals.missed += 1
        slots.missed += len(gold[i])
        yield _deal(gold[i], "missed")
    for j in sorted(set(range(len(found))) - {j for _, j in pairs}):
        deals.wrong += 1
        slots.wrong += len(found[j])
        yield _deal(found[j], "wrong")


def _slots(wanted: Slots, said: Slots, tally: Tally) -> Iterator[Judged]:
    def told(slot: Slot, value: object, verdict: Verdict) -> Judged:
        kind = slot if isinstance(slot, str) else slot[1]
        return Judged("slot", verdict, f"{_label(wanted)}: {_spell(slot, value)}", kind, _parties(wanted))

    for slot, value in wanted.items():
        agreed = slot in said and same_value(value, said[slot])
        tally.right += agreed
        tally.missed += not agreed
        yield told(slot, value, "right" if agreed else "missed")
    for slot, value in said.items():
        if not (slot in wanted and same_value(wanted[slot], value)):
            tally.wrong += 1
            yield told(slot, value, "wrong")


def _deal(slots: Slots, verdict: Verdict) -> Judged:
    return Judged("deal", verdict, _label(slots), str(slots["type"]), _parties(slots))


def _parties(slots: Slots) -> tuple[str, ...]:
    return tuple(slot[2] for slot in slots if isinstance(slot, tuple))


def _label(slots: Slots) -> str:
    """A deal in a line: its type, and its parties with their roles in a fixed order."""
    parties = sorted(_spell(slot, True) for slot in slots if isinstance(slot, tuple))
    return f"{slots['type']} of {', '.join(parties)}"


def _spell(slot: Slot, value: object) -> str:
    return f"{slot} {value}" if isinstance(slot, str) else f"{slot[1]} {slot[2].removeprefix('?')}"
