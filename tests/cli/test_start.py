"""What a start imports: a clock would tell of the machine, `sys.modules` tells of the code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.cli.verbs import VERBS, families, family
from tests.samples import ROOT

# What takes long to import, and what brings it along.
HEAVY = {
    "ahocorasick_rs",
    "asyncio",
    "bs4",
    "charset_normalizer",
    "kglite",
    "markdown_it",
    "matplotlib",
    "neo4j",
    "networkx",
    "numpy",
    "onnxruntime",
    "pandas",
    "pyarrow",
    "pydantic",
    "pypinyin",
    "pyvis",
    "ray",
    "spacy",
    "yaml",
}
SCRIPT = """
import json, sys
sys.path.insert(0, {root!r})
sys.argv = ["kg", *{words!r}]
from kg.cli import main
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print("\\n" + json.dumps(sorted(sys.modules)))
"""


def modules_after(*words: str) -> set[str]:
    """The modules that a run of the command line leaves imported."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(root=str(ROOT), words=words)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("words", [("--help",), ("--version",)])
def test_help_imports_nothing_heavy_and_no_verb(words: tuple[str, ...]) -> None:
    found = modules_after(*words)
    assert not found & HEAVY
    assert not {f"kg.cli.{module}" for module, _ in VERBS.values()} & found


def test_a_query_imports_the_engine_and_nothing_that_reads_digests(example_store: Path) -> None:
    found = modules_after("query", "--store", str(example_store), "MATCH (c:Company) RETURN count(c)")
    assert "kglite" in found
    assert not (HEAVY - {"kglite", "pydantic"}) & found
    assert not {"kg.digests", "kg.extract", "kg.lexicon", "kg.graph.build", "kg.explorer"} & found


def test_the_table_of_verbs_is_what_the_modules_hold() -> None:
    groups = [found for made in families() for found in made.registered_groups]
    commands = [found for made in families() for found in made.registered_commands]
    names = {str(one.name or one.callback.__name__) for one in commands if one.callback}
    assert names | {str(one.typer_instance.info.name) for one in groups if one.typer_instance} == set(VERBS)
    modules = {
        path.stem
        for path in (ROOT / "kg" / "cli").glob("*.py")
        if "\ndef register(" in path.read_text("utf-8")
    }
    assert modules == {module for module, _ in VERBS.values()}


@pytest.mark.parametrize("verb", VERBS)
def test_the_list_says_what_the_verb_itself_says(verb: str) -> None:
    module, line = VERBS[verb]
    made = family(module)
    told = [
        one.callback.__doc__
        for one in made.registered_commands
        if one.callback and verb in (one.name, one.callback.__name__)
    ]
    told += [str(one.typer_instance.info.help) for one in made.registered_groups if one.typer_instance]
    assert " ".join(str(told[0]).split()).startswith(line.rstrip("."))
    assert line.endswith(".")


def test_a_verb_that_is_not_there_is_answered_with_one_that_is() -> None:
    done = CliRunner().invoke(app, ["qury"])
    assert done.exit_code == 2
    assert "Did you mean 'query'?" in done.output
