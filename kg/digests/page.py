"""HTML → blocks, so that pages are read by the same shapes as Markdown."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.builder import ParserRejectedMarkup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from kg.digests import dates
from kg.digests.blocks import Block
from kg.digests.rich import EMPTY, HARD, Link, Rich, join
from kg.digests.words import role_kind, tags

# Deeper than any page that a person laid out; below it only the text counts.
DEEPEST = 60

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PROSE = frozenset({"p", "li", *_HEADINGS, "blockquote", "dd"})
_BOLD = frozenset({"b", "strong"})
_META_DATES = re.compile(r"date|published|time", re.IGNORECASE)
_META_NAMES = re.compile(r"^(?:author|og:site_name|application-name|publisher)$", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f\x0b]+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's blocks, its title, and what its head says of it: `date`, `author`, `publisher`."""

    blocks: tuple[Block, ...]
    title: str
    meta: Mapping[str, str]


def read_page(text: str) -> Page:
    """A whole HTML page."""
    soup = _soup(text)
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    return Page(tuple(_Walker(1, only_prose=False).children(soup, 0)), title, _meta(soup))


def blocks_of_html(text: str, *, line: int = 1) -> tuple[Block, ...]:
    """What a piece of HTML within Markdown holds in paragraphs, headings and lists."""
    return tuple(_Walker(line, only_prose=True).children(_soup(text), 0))


def _soup(text: str) -> BeautifulSoup:
    """The tree of a page; one that no parser takes is empty."""
    with warnings.catch_warnings():
        # That a page looks like XML or an address is no news to anybody.
        warnings.simplefilter("ignore")
        try:
            return BeautifulSoup(text, "html.parser")
        except ParserRejectedMarkup:
            return BeautifulSoup("", "html.parser")


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    meta: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name = str(tag.get("name") or tag.get("property") or tag.get("itemprop") or "")
        content = str(tag.get("content") or "")
        if _META_NAMES.match(name):
            meta.setdefault("publisher" if "site" in name else "author", content)
        elif _META_DATES.search(name) and dates.find(content):
            meta.setdefault("date", content)
    time = soup.find("time", attrs={"datetime": True})
    if time and dates.find(str(time["datetime"])):
        meta.setdefault("date", str(time["datetime"]))
    return meta


def _role(tag: Tag) -> str:
    classes = tag.get("class")
    names = " ".join(classes) if isinstance(classes, list) else str(classes or "")
    return f"{names} {tag.get('id') or ''}".strip()


def _hidden(tag: Tag) -> bool:
    style = str(tag.get("style") or "").replace(" ", "")
    return tag.name in tags("skipped") or tag.has_attr("hidden") or "display:none" in style


def _holds_blocks(tag: Tag) -> bool:
    return any(isinstance(node, Tag) and node.name in tags("block") for node in tag.descendants)


class _Walker:
    """Turns a tree of tags into blocks; loose inline content becomes a text block."""

    def __init__(self, line: int, only_prose: bool) -> None:
        self._first = line
        self._only_prose = only_prose

    def children(self, tag: Tag, depth: int) -> Iterator[Block]:
        loose: list[PageElement] = []
        for node in tag.children:
            if isinstance(node, Tag) and (node.name in tags("block") or _hidden(node) or _holds_blocks(node)):
                yield from self._loose(loose, tag)
                loose = []
                if not _hidden(node):
                    yield from self._block(node, depth + 1)
            else:
                loose.append(node)
        yield from self._loose(loose, tag)

    def _line(self, tag: Tag) -> int:
        return self._first + (tag.sourceline or 1) - 1

    def _loose(self, nodes: list[PageElement], parent: Tag) -> Iterator[Block]:
        if self._only_prose and parent.name not in _PROSE:
            return
        rich = join(map(_inline, nodes)).finish()
        if rich or rich.links:
            yield Block("text", self._line(parent), rich, role=_role(parent))

    def _block(self, tag: Tag, depth: int) -> Iterator[Block]:
        line, role = self._line(tag), _role(tag)
        if tag.name in _HEADINGS:
            yield Block("heading", line, _inline(tag).finish(), level=_HEADINGS[tag.name], role=role)
        elif tag.name == "hr":
            yield Block("rule", line)
        elif tag.name == "pre":
            yield Block("code", line)
        elif depth > DEEPEST or not _holds_blocks(tag):
            rich = _labelled(tag) or _inline(tag, depth).finish()
            if (rich or rich.links) and not (self._only_prose and tag.name not in _PROSE):
                yield Block("text", line, rich, role=role)
        elif tag.name in {"ul", "ol"}:
            entries = [child for child in tag.find_all("li", recursive=False) if isinstance(child, Tag)]
            parts = tuple(tuple(self.children(entry, depth)) for entry in entries)
            yield Block("list", line, parts=parts, level=1 if tag.name == "ol" else -1, role=role)
        elif tag.name == "blockquote":
            yield Block("quote", line, parts=(tuple(self.children(tag, depth)),), role=role)
        elif tag.name == "table":
            yield Block("table", line, parts=self._rows(tag), role=role)
        else:
            inside = tuple(self.children(tag, depth))
            yield Block("group", line, parts=(inside,), role=f"{tag.name} {role}")

    def _rows(self, table: Tag) -> tuple[tuple[Block, ...], ...]:
        rows = []
        for row in table.find_all("tr"):
            cells = row.find_all(["td", "th"], recursive=False)
            rows.append(tuple(Block("text", self._line(row), _inline(cell).finish()) for cell in cells))
        return tuple(rows)


def _labelled(tag: Tag) -> Rich | None:
    """`<span class=label>What</span><span>…</span>` reads as `What: …`, the label bold."""
    parts = [child for child in tag.children if isinstance(child, Tag) and not _hidden(child)]
    if len(parts) < 2 or role_kind(_role(parts[0])) != "label":
        return None
    label, *values = (_inline(part).finish() for part in parts)
    if not label:
        return None
    head = Rich(f"{label.text}: ", ((0, len(label.text)),))
    return join((head, join(values, " "))).strip()


def _inline(node: PageElement, depth: int = 0) -> Rich:
    if isinstance(node, Tag):
        if _hidden(node):
            return EMPTY
        if node.name == "br":
            return Rich(HARD)
        if depth > DEEPEST:
            return Rich(" ".join(node.stripped_strings))
        inner = join(_inline(child, depth + 1) for child in node.children)
        whole = (0, len(inner.text))
        bold = (whole,) if node.name in _BOLD and inner.text else inner.bold
        links = (
            (Link(*whole, str(node["href"])),) if node.name == "a" and node.has_attr("href") else inner.links
        )
        return Rich(inner.text, bold, links)
    if isinstance(node, PreformattedString) or not isinstance(node, NavigableString):
        return EMPTY
    return Rich(_BLANKS.sub(" ", str(node)).replace("**", ""))
