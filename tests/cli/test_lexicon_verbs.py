"""`kg lexicon`: unknown names as rows that a table takes, and the linter."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg import ontology
from kg.errors import InputError, UsageError
from kg.lexicon import lint
from kg.lexicon.folder import PACKAGE_DATA, read
from kg.pipeline.suggestion import Suggestion, suggest, table_columns
from tests.conftest import Command
from tests.samples import write_digest

# No entry of the lexicon; the brackets and the verbs say what each is.
MADE_UP = "Quuxlabs"


def news(host: str, paragraph: str) -> tuple[str, str, str]:
    return (f"今天的{len(paragraph)}字新闻", f"https://{host}/a", paragraph)


@pytest.fixture
def digests(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    write_digest(folder, "2026-01-01", news("one.example", f"初创公司 {MADE_UP} 宣布完成 A 轮融资。"))
    write_digest(folder, "2026-01-02", news("two.example", f"{MADE_UP} 公司的首席执行官说，OpenAI 很强。"))
    write_digest(folder, "2026-01-03", news("two.example", f"{MADE_UP} 公司今天开业。"), title="晚报")
    return folder


def test_unknown_names_come_with_their_sources(digests: Path) -> None:
    found = suggest([digests])
    (name,) = [name for name in found.names if MADE_UP in name.spellings]
    assert (name.id, name.items, name.hosts, name.publishers) == ("quuxlabs", 3, 2, 2)
    assert name.types[0] == ("Company", 3)
    assert len(name.contexts) == 3
    assert all(f"«{MADE_UP}»" in context for context in name.contexts)
    assert not any("OpenAI" in name.spellings for name in found.names)


def test_the_tables_can_be_read_as_lexicon_tables(digests: Path, tmp_path: Path) -> None:
    kinds = {name.type for name in suggest([digests], least=1).names}
    lexicon = tmp_path / "lexicon"
    lexicon.mkdir()
    for kind in kinds:
        text = suggest([digests], least=1, type_=kind).tables()
        (lexicon / f"{kind}.tsv").write_text(text, encoding="utf-8")
    rows, faults = read(lexicon)
    assert not faults
    assert MADE_UP in {row.entry.name_en for row in rows}
    # Rows are in the order of their weight; pasted into a table they are sorted.
    assert [fault for fault in lint(lexicon) if "rows are sorted" not in fault] == []


def test_most_and_least_cut_the_list(digests: Path) -> None:
    assert suggest([digests], least=4).names == ()
    everything = suggest([digests], least=1)
    first = suggest([digests], least=1, most=1)
    assert first.names == everything.names[:1]
    assert first.left_out == len(everything.names) - 1


def test_jobs_change_nothing(digests: Path) -> None:
    assert suggest([digests], jobs=2) == suggest([digests], jobs=1)


def test_what_cannot_be_is_refused(digests: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        suggest([digests], type_="Planet")
    with pytest.raises(InputError):
        suggest([tmp_path / "nowhere"])


def test_a_row_fills_the_cells_of_both_languages() -> None:
    name = Suggestion(
        "quux", "Company", ("~Quux", "酷思实验室", "Quux公司"), 4, 2, 1, (("Company", 4),), ("«Quux»",)
    )
    columns = ("id", "also", "name_en", "name_zh", "aliases")
    assert name.row(columns) == "quux\t\t~Quux\t酷思实验室\tQuux公司"
    assert name.comment() == "# 4 items, 2 publishers, 1 hosts; Company 4 | «Quux»"


def test_every_type_has_its_columns() -> None:
    columns = table_columns()
    assert list(columns) == list(ontology.load().entities)
    assert all(names[0] == "id" and "aliases" in names for names in columns.values())


def test_suggest_writes_a_file_and_counts_on_stderr(
    kg_command: Command, digests: Path, tmp_path: Path
) -> None:
    done = kg_command("lexicon", "suggest", digests, "-o", tmp_path / "new.tsv")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "unknown names of 3 items" in done.stderr
    text = (tmp_path / "new.tsv").read_text("utf-8")
    assert MADE_UP in text
    assert kg_command("lexicon", "suggest", digests).stdout == text


def test_lint_tells_faults_and_fails(kg_command: Command, tmp_path: Path) -> None:
    done = kg_command("lexicon", "lint")
    assert (done.returncode, done.stdout) == (0, "")
    folder = tmp_path / "lexicon"
    shutil.copytree(PACKAGE_DATA, folder)
    table = folder / "people.tsv"
    table.write_text(table.read_text("utf-8") + "zzz\tA\tB\tC\t\tno-such-company\t\n", encoding="utf-8")
    broken = kg_command("lexicon", "lint", folder)
    assert broken.returncode == 1
    assert "people.tsv" in broken.stdout
    assert "no-such-company" in broken.stdout
    assert kg_command("lexicon", "lint", tmp_path / "nowhere").returncode == 3
