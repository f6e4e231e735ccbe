"""Things that many tests need: the example store, small digests, the command line, Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import pipeline
from tests.samples import EXAMPLES, SHARED


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of examples/digests, built once for all tests that only read it."""
    store = tmp_path_factory.mktemp("examples") / "kg-store"
    pipeline.build([EXAMPLES], store)
    return store


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The two seed digests; tests that need them skip where they are not."""
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("the seed digests are not on this machine")
    return folder


Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def kg_command() -> Command:
    """Run the command line in a process of its own, as a user would."""

    def run(
        *arguments: str | Path, cwd: Path | None = None, stdin: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from kg.cli import main; main()", *map(str, arguments)],
            cwd=cwd,
            input=stdin,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "120", **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )

    return run


@pytest.fixture(scope="session")
def chromium() -> str:
    """Chromium's path; without it browser tests skip, in CI they fail."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("KG_CI"):
            pytest.fail("CI has to install Chromium")
        pytest.skip("no Chromium on this machine")
    return found
