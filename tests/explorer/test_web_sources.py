"""The front end's sources: no way from data to markup, nothing fetched, the schema's own words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kg import ontology

WEB = Path(__file__).parents[2] / "kg" / "explorer" / "web"
SOURCES = sorted((WEB / "src").rglob("*.ts"))
KNOWN = ontology.load()

# What turns text into markup or code, or leaves the page.
BANNED = re.compile(
    r"""\b(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTML\w*|DOMParser|srcdoc|document\.write
    |eval|Function\(|importScripts|XMLHttpRequest|WebSocket|EventSource|sendBeacon|fetch\(|import\()
    |setAttribute\(\s*["'`]on|\.on\w+\s*=\s*["'`]|javascript:""",
    re.VERBOSE,
)
MOST_LINES = 400


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(WEB / "src").as_posix() for path in paths]


@pytest.mark.parametrize("path", SOURCES, ids=names(SOURCES))
def test_no_source_makes_markup_of_text_or_leaves_the_page(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert [line.strip() for line in lines if BANNED.search(line)] == []
    assert len(lines) <= MOST_LINES


@pytest.mark.parametrize(
    "line",
    [
        "box.innerHTML = name",
        "eval(text)",
        'link.setAttribute("onclick", x)',
        "await fetch(url)",
        "import('x')",
    ],
)
def test_the_ban_sees_what_it_bans(line: str) -> None:
    assert BANNED.search(line)


def test_headings_name_relations_of_the_schema() -> None:
    text = (WEB / "src" / "headings.ts").read_text("utf-8")
    named = re.findall(r'relation: "(\w+)", head: (true|false)', text)
    assert {name for name, _ in named} <= set(KNOWN.relations)
    both = {(one.name, head) for one in KNOWN.relations.values() for head in ("true", "false")}
    missing = both - set(named)
    # A symmetric relation has one heading.
    assert all(KNOWN.relations[name].symmetric for name, _ in missing)
    assert len(named) == len(set(named))


def test_no_dependency_is_bundled() -> None:
    package = json.loads((WEB / "package.json").read_text("utf-8"))
    assert "dependencies" not in package
    assert set(package["devDependencies"]) == {"esbuild", "typescript"}


def test_every_role_of_a_deal_has_a_chinese_word() -> None:
    text = (WEB / "src" / "format.ts").read_text("utf-8")
    told = re.search(r"ROLES_ZH[^{]*\{(.*?)\}", text, re.DOTALL)
    assert told is not None
    words = dict(re.findall(r'(\w+): "([\u4e00-\u9fff]+)"', told[1]))
    assert set(words) == {role for deal in KNOWN.deals.values() for role in deal.roles}
