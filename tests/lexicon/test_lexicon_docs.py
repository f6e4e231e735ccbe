"""The page about the lexicon: its table and its Python run as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "lexicon.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_page_runs_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "my-lexicon").mkdir()
    (tmp_path / "my-lexicon" / "companies.tsv").write_text(blocks("tsv")[0], encoding="utf-8")
    (tmp_path / "kg").symlink_to(ROOT / "kg")
    monkeypatch.chdir(tmp_path)
    scope: dict[str, object] = {}
    for block in blocks("python"):
        exec(block, scope)  # noqa: S102 (the page is ours)
    assert capsys.readouterr().out.splitlines() == [
        "['moonlit-labs']",
        "0 5 ('moonlit-labs',) False",
        "6 9 ('openai',) True",
        "all is well",
    ]
