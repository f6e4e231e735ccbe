"""What changed as Markdown and HTML: links work, and nothing that a digest says becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kg.graph import Graph
from kg.graph.changes import changes
from kg.graph.timeline import timeline
from kg.ontology import load
from kg.pipeline.markdown import escaped, link, markdown
from kg.pipeline.news import to_json
from kg.pipeline.timeline_page import timeline_page
from tests.graph.news import Says, Story, graph_of, node

EVIL = "OpenAI buys Neptune </q><script>alert(1)</script> ![x](javascript:alert(2)) **now** # one\n1. two"


def evil_graph(url: str = "https://example.com/a(b)") -> Graph:
    facts = [Says("OpenAI", "ACQUIRES", "Neptune", status="planned")]
    return graph_of([Story(EVIL, facts, date="2026-01-05", url=url, title='A <b>"head"</b>')])[0]


def page(graph: Graph, most: int | None = None) -> str:
    return markdown(changes(graph, load(), "2026-01"), load(), most)


def test_the_report_names_the_fact_its_sentence_and_its_link() -> None:
    graph, _ = graph_of([Story("OpenAI buys Neptune.", [Says("OpenAI", "ACQUIRES", "Neptune")])])
    text = page(graph)
    assert text.startswith("# The AI industry, 2026-01 to 2026-01-10\n")
    assert "1 item; new facts 1, new names 2." in text
    assert "- **OpenAI acquires Neptune** (asserted)  \n  “OpenAI buys Neptune.” " in text
    assert "[2026-01-10 · example.com](https://example.com/story)" in text


def test_nothing_new_is_said() -> None:
    assert "0 items; nothing new." in markdown(changes(evil_graph(), load(), "2027"), load())


def test_hostile_text_stays_text_in_markdown() -> None:
    rendered = MarkdownIt("commonmark", {"html": True}).render(page(evil_graph()))
    assert "<script" not in rendered
    assert "<img" not in rendered
    assert set(re.findall(r"<(\w+)", rendered)) <= {"h1", "h2", "p", "ul", "li", "strong", "a", "br"}
    assert set(re.findall(r'href="([^"]*)"', rendered)) == {"https://example.com/a%28b%29"}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "http://[", "https://", ""])
def test_only_web_addresses_become_links(url: str) -> None:
    assert link(url, "x") == "x"
    known = timeline(evil_graph(url), node(evil_graph(url), "openai"), load())
    assert "href" not in timeline_page(known, load())


@settings(deadline=None)
@given(st.text())
def test_escaped_text_renders_as_itself(text: str) -> None:
    rendered = MarkdownIt("commonmark", {"html": True}).parse(f"- {escaped('x' + text)}")
    kinds = {token.type for token in rendered}
    assert kinds == {
        "bullet_list_open",
        "list_item_open",
        "paragraph_open",
        "inline",
        "paragraph_close",
        "list_item_close",
        "bullet_list_close",
    }
    (inline,) = [token for token in rendered if token.type == "inline"]
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}


@settings(deadline=None)
@given(st.text(alphabet="-+=1234567890.)# \t>ab", max_size=12))
def test_escaped_text_opens_no_list_and_no_heading(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(f"- **x** {escaped(text)}\n- {escaped(text) or 'x'}")
    assert sum(token.type in ("bullet_list_open", "ordered_list_open") for token in tokens) == 1
    assert not any(token.type in ("heading_open", "blockquote_open", "hr") for token in tokens)


def test_left_out_lines_are_counted() -> None:
    stories = [Story(f"{name} speaks.") for name in ("OpenAI", "HSBC", "Mistral AI")]
    assert "- … and 2 more" in page(graph_of(stories)[0], most=1)


def test_json_has_every_line_with_its_source() -> None:
    data = to_json(changes(evil_graph(), load(), "2026-01"), load())
    assert (data["since"], data["until"], data["items"]) == ("2026-01", "2026-01-05", 1)
    (fact,) = data["facts"]
    assert fact["sentence"] == EVIL
    assert fact["url"] == "https://example.com/a(b)"
    assert (fact["before"], fact["after"]) == ("", "planned")


class Tags(HTMLParser):
    """Every tag, every address and all text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_timeline_page_is_offline_and_escaped() -> None:
    graph = evil_graph()
    text = timeline_page(timeline(graph, node(graph, "openai"), load()), load())
    seen = Tags()
    seen.feed(text)
    assert seen.tags.isdisjoint({"script", "img", "iframe", "link", "b", "form", "object"})
    assert seen.addresses == ["https://example.com/a(b)"]
    assert "<script>alert(1)</script>" in seen.text
    assert 'A <b>"head"</b>' in seen.text
    assert "default-src 'none'" in text
    assert "2026-01" in seen.text
    assert "OpenAI acquires Neptune" in seen.text


def test_a_timeline_without_dates_says_so() -> None:
    graph, _ = graph_of([Story("OpenAI buys Neptune.", [Says("OpenAI", "ACQUIRES", "Neptune")], date="")])
    text = timeline_page(timeline(graph, node(graph, "openai"), load()), load())
    assert "No item with a date" in text
    assert "undated" in text
