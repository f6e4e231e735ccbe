"""What docs/neo4j.md says runs: its `kg …` lines in their order, and its Cypher, against a real server."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.neo4j.test_load_verb import login_of
from tests.samples import ROOT

pytestmark = pytest.mark.neo4j

PAGE = (ROOT / "docs" / "neo4j.md").read_text("utf-8")
ADDRESS = "neo4j://localhost"


def test_the_commands_run(kg_command: Command, empty_server: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    lines = [line.strip() for line in PAGE.splitlines() if line.startswith("    kg ")]
    assert len(lines) >= 3
    assert all(ADDRESS in line for line in lines)
    for line in lines:
        words = shlex.split(line.replace(ADDRESS, empty_server), comments=True)[1:]
        done = kg_command(*words, cwd=tmp_path, **login_of())
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        assert done.stdout or "--load" in words, f"{line} answers nothing"
    cypher = re.findall(r"^    (CALL .*)$", PAGE, re.MULTILINE)
    assert cypher
    for text in cypher:
        done = kg_command("query", text, "--store", empty_server, "--format", "json", **login_of())
        assert json.loads(done.stdout), f"{text}\n{done.stderr}"
