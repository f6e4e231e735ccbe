"""What the documents say runs: every `kg …` line of a console block, in the order of the page."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.pipeline.ray_cluster import require_ray
from tests.conftest import Command
from tests.samples import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(?:sh|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(page: Path) -> list[list[str]]:
    found = []
    for block in BLOCK.findall(page.read_text("utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line.removeprefix("$ "), comments=True)
            if words and words[0] == "kg":
                found.append(words[1:])
    return found


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda page: page.stem)
def test_commands_in_the_documents_run(page: Path, kg_command: Command, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    kg_command("build", "examples/digests", cwd=tmp_path)
    for words in commands(page):
        if "--engine" in words:
            _need_ray()
        done = kg_command(*words, cwd=tmp_path)
        assert done.returncode == 0, f"kg {' '.join(words)}\n{done.stderr}"


def _need_ray() -> None:
    try:
        require_ray()
    except UsageError as error:
        pytest.skip(str(error))


def test_the_readme_shows_commands() -> None:
    assert len(commands(ROOT / "README.md")) >= 4


def test_links_between_documents_lead_somewhere() -> None:
    for page in [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]:
        text = re.sub(r"`[^`]*`", "", page.read_text("utf-8"))
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
