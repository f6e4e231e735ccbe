"""The wheel works without the checkout: built, installed elsewhere, run there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.samples import EXAMPLES, ROOT


def run(*command: str | Path, cwd: Path) -> str:
    # PYTHONPATH and KG_* of this run must not leak into what has to stand alone.
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("KG_", "PYTHON", "COV_"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.slow
def test_the_wheel_stands_alone(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for name in ("kg", "queries", "schemas", "pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, source / name)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", tmp_path, ".", cwd=source)
    wheel = next(tmp_path.glob("*.whl"))
    names = set(zipfile.ZipFile(wheel).namelist())
    for carried in (
        "kg/queries/path.cypher",
        "kg/schemas/relations.yaml",
        "kg/explorer/panel.js",
        "kg/py.typed",
    ):
        assert carried in names
    assert any(name.startswith("kg/lexicon/data/") for name in names)
    # The dependencies come from this environment; the package itself only from the wheel.
    environment = tmp_path / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=tmp_path)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    run(
        *(sys.executable, "-m", "pip", "--python", scripts / "python"),
        *("install", "--quiet", "--no-deps", wheel),
        cwd=tmp_path,
    )
    site = next(environment.glob("lib/python*/site-packages"), environment / "Lib" / "site-packages")
    dependencies = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    (site / "dependencies.pth").write_text("\n".join(dependencies) + "\n", encoding="utf-8")
    shutil.copytree(EXAMPLES, tmp_path / "elsewhere" / "digests")
    told = run(scripts / "kg", "build", "digests", cwd=tmp_path / "elsewhere")
    assert "10" in told
    where = "import kg; print(kg.__file__)"
    assert str(environment) in run(scripts / "python", "-c", where, cwd=tmp_path / "elsewhere")
    answer = run(
        *(scripts / "kg", "query", "--format", "json"),
        "MATCH (c:Company {name: 'OpenAI'}) RETURN c.id",
        cwd=tmp_path / "elsewhere",
    )
    assert "openai" in answer
