"""Decisions about facts, skipped questions, and decisions that are taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.ontology import load
from kg.resolve import Decision, Decisions

BUYS = Decision("wrong", "openai", "neptune", type="ACQUIRES", who="ann", when="2026-01-02", why="a quote")


def test_a_fact_can_be_wrong_and_read_back(tmp_path: Path) -> None:
    Decisions.append(tmp_path / "d", BUYS, load())
    assert Decisions.read(tmp_path / "d", load()).of("wrong") == (BUYS,)
    assert BUYS.subject == ("ACQUIRES", "openai", "neptune")


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (Decision("wrong", "a", "b"), "wrong needs 'type'"),
        (Decision("wrong", "a", "b", type="Company"), "unknown type 'Company'"),
        (Decision("wrong", "a", type="ACQUIRES"), "wrong needs 'b'"),
        (Decision("skip", "a", "a"), "the same id"),
        (Decision("skip", "a", name="x"), "skip has no field 'name'"),
    ],
)
def test_half_a_fact_is_refused(tmp_path: Path, decision: Decision, reason: str) -> None:
    with pytest.raises(LexiconError, match=reason):
        Decisions.append(tmp_path / "d", decision, load())


def test_a_wrong_fact_makes_no_entity_wrong() -> None:
    renamed = Decision("rename", "openai", name="Open AI")
    assert Decisions([BUYS, renamed]).of("wrong") == (BUYS,)
    assert Decisions([BUYS, Decision("different", "openai", "neptune")]).of("wrong") == (BUYS,)


def test_a_skipped_question_is_kept_and_does_nothing() -> None:
    skips = [Decision("skip", "a"), Decision("skip", "b", "a"), Decision("skip", "a", "b", type="ACQUIRES")]
    same = Decision("same", "a", "b")
    decided = Decisions([same, *skips])
    assert decided.of("same") == (same,)
    assert decided.fingerprint == Decisions([same]).fingerprint
    assert Decisions(skips).ids == frozenset()
    assert {("a",), ("a", "b"), ("ACQUIRES", "a", "b")} <= Decisions(skips).subjects


def test_the_last_decision_is_taken_back_and_the_rest_stays_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    kept = '# ours\n{"op": "wrong", "a": "x",  "why": "汇丰"}\n\n'
    path.write_text(kept, encoding="utf-8")
    Decisions.append(path, BUYS, load())
    with path.open("a", encoding="utf-8") as lines:
        lines.write("# to be asked again\n")
    assert Decisions.take_back(path, load()) == BUYS
    assert path.read_text(encoding="utf-8") == kept + "# to be asked again\n"
    assert Decisions.take_back(path, load()) == Decision("wrong", "x", why="汇丰")
    assert Decisions.take_back(path, load()) is None
    assert Decisions.take_back(tmp_path / "missing", load()) is None


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="cannot be written") as told:
        Decisions.append(tmp_path / "nowhere" / "d", BUYS, load())
    assert told.value.advice
