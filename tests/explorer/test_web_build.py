"""The committed script and style sheet are what the sources give."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "kg" / "explorer" / "web"


def run(*command: str, where: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_fresh_build_gives_the_committed_bundle(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no Node.js on this machine")
    copy = tmp_path / "web"
    shutil.copytree(WEB, copy, ignore=shutil.ignore_patterns("node_modules", "dist"))
    installed = run(npm, "ci", "--no-audit", "--no-fund", where=copy)
    if installed.returncode:
        if os.environ.get("KG_CI"):
            pytest.fail(installed.stderr[-2000:])
        pytest.skip("npm reaches no registry here")
    built = run(npm, "run", "build", where=copy)
    assert built.returncode == 0, built.stdout[-4000:] + built.stderr[-4000:]
    for name in ("explorer.js", "explorer.css"):
        fresh, committed = ((place / "dist" / name).read_bytes() for place in (copy, WEB))
        assert fresh == committed, f"dist/{name} is not what the sources give: npm run build, then commit it"
