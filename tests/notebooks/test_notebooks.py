"""Every notebook runs from top to bottom, shows what it promises, and stands in git without outputs."""

from __future__ import annotations

import base64
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from kg.notebook import chinese_font
from tests.samples import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PLOTS = {
    "quickstart": 2,
    "deals_and_money": 6,
    "competitive_landscape": 4,
    "cypher_cookbook": 1,
    "extraction_quality": 2,
}
LONGEST_CELL, LONGEST_LINE = 30, 125


def cells_of(path: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["cells"]
    return cells


def test_all_are_there() -> None:
    assert {path.stem for path in NOTEBOOKS} == set(PLOTS)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_stripped(path: Path) -> None:
    for cell in cells_of(path):
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_can_be_read_on_one_screen(path: Path) -> None:
    cells = cells_of(path)
    assert cells[0]["cell_type"] == "markdown"
    assert cells[0]["source"][0].startswith("# ")
    for cell in cells:
        assert 0 < len(cell["source"]) <= LONGEST_CELL, cell["id"]
        assert max(map(len, cell["source"])) <= LONGEST_LINE, cell["id"]
    kinds = [cell["cell_type"] for cell in cells]
    assert not any(kinds[at : at + 3] == ["code"] * 3 for at in range(len(kinds))), "code without words"


def drawn(image: str) -> float:
    """The share of a picture's pixels that are not its background."""
    import matplotlib.image
    import numpy as np

    pixels = np.asarray(matplotlib.image.imread(io.BytesIO(base64.b64decode(image)), format="png"))[..., :3]
    return float((np.abs(pixels - pixels[0, 0]).max(axis=-1) > 0.1).mean())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_from_top_to_bottom(path: Path) -> None:
    nbclient = pytest.importorskip("nbclient", reason="the extra `notebook` is not installed")
    nbformat = pytest.importorskip("nbformat")
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    nbclient.NotebookClient(notebook, timeout=240, kernel_name="python3", resources=resources).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    told = [output["text"] for output in outputs if output.get("name") == "stderr"]
    if chinese_font() or os.environ.get("KG_CI"):
        # A warning here is a character that no font has, or a call that will break.
        assert not told
    pictures = [output["data"]["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == PLOTS[path.stem]
    for picture in pictures:
        assert drawn(picture) > 0.01, "an empty plot"
    assert any("text/html" in output.get("data", {}) for output in outputs)
