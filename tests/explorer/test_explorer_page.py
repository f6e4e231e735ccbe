"""The explorer's page: one file, nothing to fetch, nothing of a digest that could run, limits on its size."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re

import pytest
from bs4 import BeautifulSoup

from kg.errors import UsageError
from kg.explorer import page as pages
from kg.explorer.page import TITLE, Bundle, assemble, explorer_page
from kg.explorer.payload import payload
from kg.explorer.selection import Scope
from kg.graph import Edge, Graph, Node
from kg.records import Json
from tests.explorer.graphs import COMPANY, KNOWN, MAKING, SAID, fact, node, small_graph

ATTACK = "</script><script>document.title='owned'</script><img src=x onerror=alert(1)><!--"
BUNDLE = Bundle(script="document.title += ' ran';", style="body { margin: 0; }")


def page_of(graph: Graph, scope: Scope | None = None) -> str:
    return explorer_page(graph, KNOWN, scope, bundle=BUNDLE)


def blob(page: str, id_: str) -> Json:
    tag = BeautifulSoup(page, "html.parser").find("script", id=id_)
    assert tag is not None
    data: Json = json.loads(gzip.decompress(base64.b64decode(tag.get_text())))
    return data


def test_the_page_carries_the_payload_and_a_place_to_draw() -> None:
    page = page_of(small_graph())
    made = payload(small_graph(), KNOWN, Scope())
    assert blob(page, "graph") == made.graph
    assert blob(page, "evidence") == made.evidence
    soup = BeautifulSoup(page, "html.parser")
    assert soup.find(id="app") is not None
    assert soup.title is not None
    assert soup.title.get_text() == TITLE
    assert "JavaScript" in str(soup.noscript)


def test_all_before_the_script_is_ascii() -> None:
    page = explorer_page(
        small_graph("百度"),
        KNOWN,
        bundle=Bundle(script="document.title;", style='a::before { content: "▸b"; }'),
    )
    assert page.partition("<script>")[0].isascii()
    style = BeautifulSoup(page, "html.parser").style
    assert style is not None
    assert style.get_text() == 'a::before { content: "\\25b8 b"; }'


def test_only_the_script_of_the_bundle_may_run() -> None:
    soup = BeautifulSoup(page_of(small_graph()), "html.parser")
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    content = str(policy["content"])
    scripts = [tag for tag in soup.find_all("script") if not tag.has_attr("type")]
    assert [tag.get_text() for tag in scripts] == [BUNDLE.script]
    digest = base64.b64encode(hashlib.sha256(BUNDLE.script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in content
    assert content.startswith("default-src 'none'")
    assert "unsafe-inline" not in content.replace("style-src 'unsafe-inline'", "")
    assert "http" not in content


def test_nothing_is_fetched() -> None:
    soup = BeautifulSoup(page_of(small_graph()), "html.parser")
    assert not soup.find_all(["link", "iframe", "object", "embed", "base", "img"])
    assert not soup.find_all(src=True)
    assert not soup.find_all(href=True)


@pytest.mark.parametrize("centre", [None, "fox"])
def test_hostile_names_evidence_and_links_are_data(centre: str | None) -> None:
    attacked = page_of(small_graph(ATTACK, "javascript:alert(1)"), Scope(centre=centre))
    clean = page_of(small_graph(), Scope(centre=centre))
    tags = [tag.name for tag in BeautifulSoup(clean, "html.parser").find_all()]
    assert [tag.name for tag in BeautifulSoup(attacked, "html.parser").find_all()] == tags
    assert "owned" not in re.sub(r"<title>.*?</title>", "", attacked)
    assert "javascript:" not in attacked
    assert ATTACK in blob(attacked, "graph")["nodes"]["name"]
    assert blob(attacked, "evidence")["items"]["url"] == ["", ""]


def test_a_focus_is_named_in_the_title_as_text() -> None:
    soup = BeautifulSoup(page_of(small_graph(ATTACK), Scope(centre="fox")), "html.parser")
    assert soup.title is not None
    assert soup.title.get_text() == f"{ATTACK} · {TITLE}"


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert page_of(small_graph()) == page_of(small_graph())


@pytest.mark.parametrize(
    "bundle",
    [Bundle("x = '</script>'", ""), Bundle("x = '<!--'", ""), Bundle("", "a { } </STYLE>")],
)
def test_a_bundle_that_ends_its_own_tag_is_refused(bundle: Bundle) -> None:
    with pytest.raises(AssertionError, match="bundle"):
        assemble(payload(small_graph(), KNOWN, Scope()), bundle, title="")


def test_a_page_too_large_is_refused_with_what_to_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_BYTES", 2_000)
    with pytest.raises(UsageError, match=r"MB; the limit is") as refused:
        page_of(small_graph())
    for option in ("--focus", "--since", "--max-nodes"):
        assert option in refused.value.advice


def test_an_empty_scope_is_refused_with_what_to_try() -> None:
    with pytest.raises(UsageError) as refused:
        page_of(small_graph(), Scope(since="2030-01-01"))
    assert "--since" in refused.value.advice
    with pytest.raises(UsageError):
        page_of(Graph((), ()))


def large_graph(nodes: int, edges: int) -> Graph:
    """Clusters around hubs, hubs around hubs; no name and no sentence stands twice."""
    entities = [
        Node(
            f"entity-{at:05}",
            (COMPANY, KNOWN.entity_label),
            {
                "id": f"entity-{at:05}",
                "name": f"{_word(at)}{_word(at * 7)}",
                "name_zh": f"{_word(at)}{_word(at * 7)}",
                "name_en": f"Company {at:x}",
                "first_seen": f"2026-0{at % 9 + 1}-1{at % 10}",
                "last_seen": f"2026-0{at % 9 + 1}-2{at % 9}",
                "item_count": at % 50,
            },
        )
        for at in range(nodes)
    ]
    items = [
        node(f"item-{at:05}", KNOWN.node("item").name, url=f"https://example.org/{at:x}", date="2026-01-01")
        for at in range(edges // 6)
    ]
    facts: list[Edge] = []
    for at in range(edges):
        first = at % nodes
        second = (first // 40 * 40, first // 2, first // 1000)[at // nodes]
        one = fact(
            MAKING,
            f"entity-{first:05}",
            f"entity-{second:05}",
            (
                f"item-{at // 6:05}",
                SAID,
                "2026-01-01",
                f"{_word(at)}发布{_word(at * 3)}，由{_word(at * 5)}研发。",
            ),
        )
        facts.append(Edge(f"{one.id}-{at}", one.type, one.source, one.target, {**one.properties}))
    return Graph((*entities, *items), tuple(facts))


def _word(number: int) -> str:
    """Two Chinese characters, another pair for each number below a million."""
    return chr(0x4E00 + number % 1009) + chr(0x5200 + number // 1009 % 991)


@pytest.mark.slow
def test_twenty_thousand_nodes_fit_in_five_megabytes() -> None:
    page = page_of(large_graph(20_000, 60_000))
    assert 1_000_000 < len(page.encode()) < 5_000_000
