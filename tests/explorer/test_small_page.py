"""The small page: what it shows, what it hides, and that nothing in it can run or be fetched."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from kg import ontology, pipeline
from kg.explorer import small_page
from kg.graph import Edge, Graph, Node

ATTACK = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> href"


def company(id_: str, name: str) -> Node:
    known = ontology.load()
    kind = next(iter(known.entities))
    return Node(id_, (kind, known.entity_label), {"id": id_, "name": name, "item_count": 1})


def small_graph(name: str = "Acme") -> Graph:
    """Two companies with two parallel deals' worth of edges and one item behind them."""
    known = ontology.load()
    item = Node(
        "item-1",
        (known.node("item").name,),
        {"id": "item-1", "name": name, "url": "javascript:alert(1)", "date": "2026-01-01"},
    )
    relations = [r for r in known.relations.values() if r.symmetric or "Company" in r.head & r.tail][:2]
    edges = tuple(
        Edge(
            f"edge-{number}",
            relation.name,
            "a",
            "b",
            {
                "id": f"edge-{number}",
                "status": "asserted",
                "items": ("item-1",),
                "evidence": (name,),
                "statuses": ("asserted",),
                "dates": ("2026-01-01",),
            },
        )
        for number, relation in enumerate([*relations, relations[0]])
    )
    return Graph((company("a", name), company("b", "Zeta"), item), edges)


def data_sets(page: str) -> list[list[dict[str, object]]]:
    found = re.findall(r"new vis\.DataSet\((\[.*?\])\);$", page, re.MULTILINE)
    return [json.loads(data) for data in found]


def test_items_are_not_drawn_and_parallel_edges_are_kept() -> None:
    nodes, edges = data_sets(small_page(small_graph(), ontology.load()))
    assert {node["id"] for node in nodes} == {"a", "b"}
    assert len(edges) == 3


def test_what_is_hidden_is_counted() -> None:
    page = BeautifulSoup(small_page(small_graph(), ontology.load(), most=1), "html.parser")
    counts = page.find(id="counts")
    assert counts is not None
    assert counts.get_text() == "1 entities and deals, 0 edges shown; 1 and 3 more are hidden"


def test_nothing_is_fetched() -> None:
    page = BeautifulSoup(small_page(small_graph(), ontology.load()), "html.parser")
    assert not page.find_all(["link", "iframe", "object", "embed", "base"])
    assert not page.find_all("script", src=True)
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert "default-src 'none'" in str(policy["content"])
    assert "unsafe-inline" not in str(policy["content"]).split("style-src")[0]


def test_hostile_names_stay_data() -> None:
    clean = BeautifulSoup(small_page(small_graph(), ontology.load()), "html.parser")
    attacked = BeautifulSoup(small_page(small_graph(ATTACK), ontology.load()), "html.parser")
    assert len(attacked.find_all("script")) == len(clean.find_all("script"))
    assert not attacked.find_all("img")
    assert "popup.innerHTML" not in str(attacked)


def test_a_hostile_name_as_the_heading_stays_text() -> None:
    page = BeautifulSoup(small_page(small_graph(ATTACK), ontology.load(), centre="a"), "html.parser")
    assert page.title is not None
    assert page.title.get_text() == ATTACK
    assert not page.find_all("img")


def test_the_same_graph_gives_the_same_page() -> None:
    known = ontology.load()
    assert small_page(small_graph(), known) == small_page(small_graph(), known)


def test_a_neighbourhood_holds_only_what_is_near(example_store: Path) -> None:
    opened = pipeline.OpenedStore(example_store)
    centre = opened.find("Neptune").id
    nodes, _ = data_sets(small_page(opened.graph, ontology.load(), centre=centre))
    near = {e.source for e in opened.graph.edges if e.target == centre}
    near |= {e.target for e in opened.graph.edges if e.source == centre} | {centre}
    deals = {one for one in near if one.startswith("deal:")}
    near |= {e.target for e in opened.graph.edges if e.source in deals}
    assert {node["id"] for node in nodes} <= near
    assert len(nodes) > 1


@pytest.mark.browser
@pytest.mark.parametrize("name", ["Acme", ATTACK])
def test_chromium_draws_it_and_runs_nothing_else(tmp_path: Path, chromium: str, name: str) -> None:
    page = tmp_path / "page.html"
    page.write_text(small_page(small_graph(name), ontology.load()), encoding="utf-8")
    log = tmp_path / "net.json"
    shown = subprocess.run(
        [
            *(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            *("--virtual-time-budget=4000", f"--user-data-dir={tmp_path / 'profile'}"),
            *(f"--log-net-log={log}", "--dump-dom", page.as_uri()),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout
    drawn = BeautifulSoup(shown, "html.parser")
    assert drawn.title is not None
    assert drawn.title.get_text() == "The AI industry: a knowledge graph"
    assert drawn.find("canvas") is not None
    panel = drawn.find(id="panel")
    assert panel is not None
    assert "Click a name or an edge" in panel.get_text(), "the panel's script did not run"
    asked = re.findall(r'"url":"(https?://[^"]+)"', log.read_text("utf-8"))
    assert not [url for url in asked if "google" not in url and "gstatic" not in url], asked
