"""The reference is written from the code: its pages are what the code would write now."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest

from kg import ontology
from tests.samples import ROOT

FOLDER = ROOT / "docs" / "reference"


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_pages", FOLDER / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["cli.md", "schema.md", "api.md"])
def test_the_page_is_as_the_code_is(generator: ModuleType, name: str) -> None:
    written = (FOLDER / name).read_text("utf-8")
    assert generator.pages()[name] == written, "run: python docs/reference/generate.py"


def test_the_pages_tell_what_there_is(generator: ModuleType) -> None:
    pages: dict[str, str] = generator.pages()
    for verb in ("kg build", "kg query", "kg review", "kg lexicon lint"):
        assert f"\n## {verb}\n" in pages["cli.md"]
    assert "| `-o`" not in pages["cli.md"], "an option goes by its long name too"
    assert "| `--output`, `-o` FILE |" in pages["cli.md"]
    known = ontology.load()
    for name in (*known.entities, *known.relations, *known.deals, *known.statuses, *known.stages):
        assert f"`{name}`" in pages["schema.md"]
    assert "## `KnowledgeGraph`" in pages["api.md"]
    assert "StoreLocked" in pages["api.md"]
