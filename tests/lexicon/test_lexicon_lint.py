"""The linter: every rule speaks up with file and line, and the package's own tables are clean."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.lexicon import lint
from kg.lexicon.folder import PACKAGE_DATA


def test_the_packages_own_tables_are_clean() -> None:
    faults = lint(PACKAGE_DATA)
    assert not faults, "\n".join(faults)


def faults_of(folder: Path, **tables: str) -> list[str]:
    for name, text in tables.items():
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    return [fault.removeprefix(f"{folder}/") for fault in lint(folder)]


def model(*rows: str) -> str:
    return "\n".join(["# type: Model", "id\talso\tname_en\taliases\tmaker\tfamily", *rows, ""])


def company(*rows: str) -> str:
    return "\n".join(["# type: Company", "id\tname_en\taliases\tparent", *rows, ""])


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (["b\t\tBeta\t\t\t", "a\t\tAlpha\t\t\t"], "m.tsv:4: a: stands after b; rows are sorted by id"),
        (["a\t\t\t\t\t"], "m.tsv:3: a: no name"),
        (["a\t\tAlpha\tAlpha\t\t"], "m.tsv:3: a: 'Alpha' twice"),
        (["a\t\tAlpha\t |x y\t\t"], "m.tsv:3: a: an empty name"),
        (["a\t\tAlpha \t\t\t"], "m.tsv:3: a: 'Alpha ' has blanks at an end"),
        (["a\t\tAl\u200bpha\t\t\t"], "m.tsv:3: a: 'Al\\u200bpha' has control characters"),
        (["a\t\tAlpha\t~~Al\t\t"], "m.tsv:3: a: '~Al' is flagged twice"),
        (["a\tModel\tAlpha\t\t\t"], "m.tsv:3: a: also repeats the type"),
        (["a\tGhost\tAlpha\t\t\t"], "m.tsv:3: a: unknown type 'Ghost'"),
        (["a\t\to1\t\t\t"], "m.tsv:3: a: 'o1' is too short to stand without `~`"),
        (["a\t\tAlpha\t通\t\t"], "m.tsv:3: a: '通' is too short to stand without `~`"),
        (["a\t\tAlpha\t\tnobody\t"], "m.tsv:3: a: maker 'nobody' is no entry"),
        (["a\t\tAlpha\t\t\ta"], "m.tsv:3: a: family is itself"),
        (
            ["a\t\tAlpha\t\tb\t", "b\t\tBeta\t\t\t"],
            "m.tsv:3: a: maker 'b' is a Model, which DEVELOPS refuses",
        ),
        (
            ["a\t\tAlpha\t\t\tb", "b\t\tBeta\t\t\ta"],
            "m.tsv:3: a: family runs in a circle: a → b → a",
        ),
        (
            ["a\t\tAlpha\tGamma\t\t", "b\t\tBeta\t~gamma\t\t"],
            "m.tsv:3: a: 'gamma' is also a name of b; flag it `~` in both",
        ),
    ],
)
def test_each_rule_says_where_it_is_broken(tmp_path: Path, rows: list[str], fault: str) -> None:
    assert fault in faults_of(tmp_path, m=model(*rows))


def test_a_source_is_world_or_nothing(tmp_path: Path) -> None:
    table = "# type: Model\nid\tname_en\tsource\na\tAlpha\tworld\nb\tBeta\t\nc\tGamma\tpress\n"
    assert faults_of(tmp_path, m=table) == ["m.tsv:5: c: source 'press' is not 'world'"]


def test_flags_make_short_and_shared_names_good(tmp_path: Path) -> None:
    rows = ["a\t\t~o1\t~通|~Gamma\t\t", "b\t\tBeta\t~gamma\t\t", "c\t\tB站\t\t\t"]
    assert faults_of(tmp_path, m=model(*rows)) == []


def test_parts_joined_otherwise_are_the_same_name(tmp_path: Path) -> None:
    found = faults_of(tmp_path, m=model("a\t\tBeta-2\t\t\t", "b\t\tBeta 2\t\t\t"))
    assert len(found) == 2


def test_ids_are_unique_over_all_files(tmp_path: Path) -> None:
    found = faults_of(tmp_path, c=company("a\tAlpha\t\t"), m=model("a\t\tBeta\t\t\t"))
    assert found == ["m.tsv:3: a: id already taken at c.tsv:3"]


def test_parents_are_of_an_allowed_type_and_in_no_circle(tmp_path: Path) -> None:
    found = faults_of(
        tmp_path,
        c=company("a\tAlpha\t\tb", "b\tBeta\t\ta", "c\tGamma\t\tm"),
        i="# type: Institution\nid\tname_en\tparent\nlab\tLab\tm\nlab-b\tLab B\tlab\n",
        m=model("m\t\tMu Model\t\t\t"),
    )
    assert found == [
        "c.tsv:3: a: parent runs in a circle: a → b → a",
        "c.tsv:5: c: parent 'm' is a Model, which SUBSIDIARY_OF refuses",
        "i.tsv:3: lab: parent 'm' is of another kind",
    ]


def test_posts_and_founded_are_checked(tmp_path: Path) -> None:
    people = "# type: Person\nid\tname_en\tposts\tfounded\njane\tJane Doe\tnobody:CEO|m: CEO\tm\n"
    found = faults_of(tmp_path, p=people, m=model("m\t\tMu Model\t\t\t"))
    assert found == [
        "p.tsv:3: jane: ' CEO' has blanks at an end or control characters",
        "p.tsv:3: jane: founded 'm' is a Model, which FOUNDED refuses",
        "p.tsv:3: jane: posts 'm' is a Model, which WORKS_AT refuses",
        "p.tsv:3: jane: posts 'nobody' is no entry",
    ]


def test_columns_name_relations_of_the_ontology(tmp_path: Path) -> None:
    (tmp_path / "columns.yaml").write_text("maker: {relation: MAKES, entry: tail}\n", encoding="utf-8")
    (found,) = faults_of(tmp_path, m=model("a\t\tAlpha\t\t\t"))
    assert found.startswith("columns.yaml:1: maker:")
    (tmp_path / "columns.yaml").write_text("- maker\n", encoding="utf-8")


def test_strings_that_are_no_names_are_sorted_and_hold_one(tmp_path: Path) -> None:
    text = "# Why.\n\nAlpha\nAlpha Road\nBeta Street\nAlpha Way\n"
    (tmp_path / "not_names.txt").write_text(text, encoding="utf-8")
    assert faults_of(tmp_path, m=model("a\t\tAlpha\t\t\t")) == [
        "not_names.txt:3: 'Alpha' is a name",
        "not_names.txt:5: 'Beta Street' holds no name",
        "not_names.txt:6: 'Alpha Way' stands twice or after 'Beta Street'; lines are sorted",
    ]
