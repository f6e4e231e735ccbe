"""What docstrings and docs/python.md show is what happens."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest

import kg
import kg.api
import kg.notebook
from kg.api import KnowledgeGraph
from tests.samples import ROOT

MODULES = [
    kg,
    kg.notebook,
    *(importlib.import_module(f"kg.api.{one.name}") for one in pkgutil.iter_modules(kg.api.__path__)),
]
PAGE = ROOT / "docs" / "python.md"


@pytest.fixture
def beside_the_examples(tmp_path: Path, example_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the examples know it: digests, and a store made of them."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copytree(example_store, tmp_path / "kg-store")
    # The store's own note of its sources names another folder, so it is made anew in the first build.
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(test: doctest.DocTest) -> doctest.TestResults:
    return doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE).run(test)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_docstrings(module: ModuleType, graph: KnowledgeGraph, beside_the_examples: Path) -> None:
    found = doctest.DocTestFinder().find(module, extraglobs={"graph": graph})
    for test in found:
        assert run(test).failed == 0


def test_many_docstrings_have_examples() -> None:
    found = [test for module in MODULES for test in doctest.DocTestFinder().find(module)]
    assert sum(len(test.examples) for test in found) >= 20


def test_the_page_on_python(beside_the_examples: Path) -> None:
    blocks = re.findall(r"^```pycon\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 8
    parser, names = doctest.DocTestParser(), {"__name__": "__main__"}
    for number, block in enumerate(blocks, start=1):
        test = parser.get_doctest(block, names, f"block {number}", str(PAGE), 0)
        test.globs = names  # one session for the whole page
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        assert runner.run(test, clear_globs=False).failed == 0
