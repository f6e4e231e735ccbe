"""What making many objects at once does to the cycle collector, and what it leaves as it was."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from kg.stores.bulk import bulk


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_the_collector_rests_and_does_not_walk_what_was_made() -> None:
    with bulk():
        assert not gc.isenabled()
        with bulk():
            made = [{"number": number} for number in range(5_000)]
        assert not gc.isenabled(), "the inner one does not wake it"
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    assert gc.get_count()[0] < len(made), "they are old already, so nothing is due"


def test_cycles_made_meanwhile_are_still_collected() -> None:
    gc.collect()
    with bulk():
        for _ in range(100):
            cycle: list[object] = []
            cycle.append(cycle)
        del cycle
    assert gc.collect() >= 100


def test_what_others_froze_stays_frozen() -> None:
    gc.freeze()
    frozen = gc.get_freeze_count()
    with bulk():
        kept = [[] for _ in range(1_000)]  # type: ignore[var-annotated]
    assert 0 < gc.get_freeze_count() <= frozen
    assert kept


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    with bulk():
        pass
    assert not gc.isenabled()
