"""A person's decisions: read, checked, appended; the later line wins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.ontology import load
from kg.resolve import Decision, Decisions

SAME = Decision("same", "new:organisation:x", "openai", who="ann", when="2026-01-02", why="its old name")


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_lines_are_read_as_they_were_appended(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    made = [
        SAME,
        Decision("different", "a", "b", why="two \u2028 lines"),
        Decision("rename", "a", name="智谱"),
        Decision("retype", "a", type="Model"),
        Decision("wrong", "c"),
    ]
    for decision in made:
        Decisions.append(path, decision, load())
    read = Decisions.read(path, load())
    assert [read.of(one.op) for one in made] == [(one,) for one in made]
    assert "智谱" in path.read_text(encoding="utf-8")
    assert read.ids == {"new:organisation:x", "openai", "a", "b", "c"}


def test_a_last_line_without_its_end_is_not_swallowed(tmp_path: Path) -> None:
    path = written(tmp_path / "d", '{"op": "wrong", "a": "x"}')
    Decisions.append(path, Decision("wrong", "y"), load())
    assert {one.a for one in Decisions.read(path, load()).of("wrong")} == {"x", "y"}


def test_half_a_character_can_be_decided_about(tmp_path: Path) -> None:
    Decisions.append(tmp_path / "d", Decision("rename", "a", name="\ud83d"), load())
    assert Decisions.read(tmp_path / "d", load()).of("rename")[0].name == "\ud83d"


def test_blank_lines_comments_and_a_byte_order_mark_are_no_decisions(tmp_path: Path) -> None:
    path = written(tmp_path / "d", "\ufeff# why", "", "  ", '{"op": "wrong", "a": "x"}\r', "")
    assert len(Decisions.read(path, load()).of("wrong")) == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "broken JSON"),
        ("[" * 100_000, "broken JSON"),
        ("[]", "not an object"),
        ('{"a": "x"}', "op is one of same, different, rename, retype, wrong"),
        ('{"op": ["same"], "a": "x"}', "op is one of"),
        ('{"op": "same", "a": "x"}', "same needs 'b'"),
        ('{"op": "same", "a": "x", "b": "x"}', "a and b are the same id"),
        ('{"op": "different", "a": " ", "b": "x"}', "different needs 'a'"),
        ('{"op": "rename", "a": "x"}', "rename needs 'name'"),
        ('{"op": "rename", "a": "x", "name": 3}', "every value is a string"),
        ('{"op": "rename", "a": "x", "name": "y", "b": "z"}', "rename has no field 'b'"),
        ('{"op": "retype", "a": "x", "type": "Planet"}', "unknown type 'Planet'"),
        ('{"op": "wrong", "a": "x", "because": "y"}', "wrong has no field 'because'"),
    ],
)
def test_a_wrong_line_is_told_with_its_number(tmp_path: Path, line: str, reason: str) -> None:
    path = written(tmp_path / "d", '{"op": "wrong", "a": "x"}', "# note", line)
    with pytest.raises(LexiconError) as told:
        Decisions.read(path, load())
    assert str(told.value).startswith(f"{path}:3: ")
    assert reason in str(told.value)


def test_what_read_refuses_is_not_appended(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="unknown type"):
        Decisions.append(tmp_path / "d", Decision("retype", "x", type="Planet"), load())
    assert not (tmp_path / "d").exists()


def test_no_file_is_no_decision_and_a_missing_one_is_told(tmp_path: Path) -> None:
    assert not Decisions.read(None, load()).ids
    with pytest.raises(LexiconError) as told:
        Decisions.read(tmp_path / "missing", load())
    assert told.value.advice


def test_the_later_line_wins() -> None:
    apart = Decision("different", "openai", "new:organisation:x")
    assert Decisions([SAME, apart]).of("same") == ()
    assert Decisions([apart, SAME]).of("different") == ()
    names = [Decision("rename", "a", name=name) for name in "xyx"]
    assert [one.name for one in Decisions(names).of("rename")] == ["x"]
    both = Decisions([Decision("same", "a", "b"), Decision("same", "b", "c")])
    assert [one.a for one in both.of("same")] == ["b", "a"]


@pytest.mark.parametrize(
    "later",
    [Decision("same", "b", "a"), Decision("rename", "a", name="A"), Decision("retype", "a", type="Model")],
)
def test_a_later_line_that_takes_it_for_an_entity_takes_wrong_back(later: Decision) -> None:
    wrong = Decision("wrong", "a")
    assert Decisions([wrong, later]).of("wrong") == ()
    assert Decisions([later, wrong]).of("wrong") == (wrong,)
    assert Decisions([wrong, later, wrong]).of("wrong") == (wrong,)
    assert Decisions([wrong, Decision("different", "a", "b")]).of("wrong") == (wrong,)


def test_the_fingerprint_is_of_what_decisions_do(tmp_path: Path) -> None:
    noted = Decisions([SAME]).fingerprint
    assert noted == Decisions([Decision("same", SAME.a, SAME.b, why="else")]).fingerprint
    assert noted != Decisions().fingerprint
    assert noted != Decisions([Decision("different", SAME.a, SAME.b)]).fingerprint
    replaced = Decisions([Decision("rename", "a", name="x"), Decision("rename", "a", name="y")])
    assert replaced.fingerprint == Decisions([Decision("rename", "a", name="y")]).fingerprint
    path = written(tmp_path / "d", json.dumps({"op": "same", "a": SAME.a, "b": SAME.b}))
    assert Decisions.read(path, load()).fingerprint == noted
