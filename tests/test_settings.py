"""The environment variables: each is read, documented and read nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import settings

PACKAGE = Path(settings.__file__).parent
VARIABLES = {
    "store": "KG_STORE",
    "schemas": "KG_SCHEMAS",
    "lexicon": "KG_LEXICON",
    "decisions": "KG_DECISIONS",
}


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in documented():
        monkeypatch.delenv(variable, raising=False)


def documented() -> list[str]:
    """The variables of the docstring's table."""
    return re.findall(r"(?m)^\| `(KG_\w+)` \|", settings.__doc__ or "")


def test_without_variables_the_package_brings_its_own() -> None:
    found = settings.load()
    assert found.store == Path("kg-store") == Path(settings.DEFAULT_STORE)
    assert (found.schemas / "entities.yaml").is_file()
    assert (found.lexicon / "companies.tsv").is_file()
    assert found.decisions is None


@pytest.mark.parametrize(("field", "variable"), VARIABLES.items())
def test_a_variable_takes_the_place_of_a_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, field: str, variable: str
) -> None:
    before = settings.load()
    monkeypatch.setenv(variable, str(tmp_path / "其他"))
    after = settings.load()
    assert getattr(after, field) == tmp_path / "其他"
    others = set(VARIABLES) - {field}
    assert all(getattr(after, other) == getattr(before, other) for other in others)


@pytest.mark.parametrize("variable", documented())
def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    before = settings.load()
    monkeypatch.setenv(variable, "")
    assert settings.load() == before


def test_the_docstring_names_every_variable_that_is_read() -> None:
    code = Path(settings.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r"read\(\"(KG_\w+)\"\)", code)) == set(documented()) >= set(VARIABLES.values())


def test_no_other_module_of_the_package_reads_variables_of_its_own() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name != "settings.py":
            code = path.read_text(encoding="utf-8")
            assert not re.search(r"(environ|getenv)\W+(get\W+)?KG_", code), path
