"""One inline text of Markdown → `Rich`.

markdown-it does the reading, with three rules changed: `**` always may open and close (CommonMark
forbids it beside CJK punctuation, where Chinese digests put it), only what is HTML counts as a tag
(`<think>` is a word of this field), and a link whose address holds a blank is still a link.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.html_inline import html_inline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from kg.digests.rich import HARD, Link, Rich
from kg.digests.words import tags
from kg.records import Span

# A longer paragraph is no text that a person wrote; reading its marks may take time beyond measure.
LONGEST = 100_000

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]*)")
_SLOPPY = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_MARK = re.compile(r"[*`\[\]<>&!]")
_STRAY = re.compile(r"(?:\*\*)+")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_LOOSE = re.compile(
    r"\[([^\[\]\n]{1,500})\]\(\s*<?((?:https?://|/)[^()<>\n]{1,2000}(?:\([^()\n]{0,200}\)[^()<>\n]{0,500})?)>?\s*\)"
)
_HIDDEN = frozenset({"script", "style", "template", "noscript"})
_BREAKS = frozenset({"br", "p", "div", "li", "tr"})


def _strong(state: StateInline, silent: bool) -> bool:
    """`**` as delimiters that may open and close; `*` and `_` as CommonMark has them."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    free = marker == "*" and scanned.length >= 2
    single = not free and bool(state.md.options.get("single", True))
    pairs = scanned.length - scanned.length % 2 if free else 0
    for number in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        paired = free and (number < pairs or bool(state.md.options.get("single", True)))
        if not paired and not single:
            continue
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                # 0 switches off the rule of three, which would keep `**a****b**` together.
                length=0 if free else scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=free or scanned.can_open,
                close=free or scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


def _known_tag(state: StateInline, silent: bool) -> bool:
    """HTML's own tags, comments, and any tag with attributes; `<think>` and `<T>` are text."""
    match = _TAG.match(state.src, state.pos)
    if match and match[1].lower() not in tags("any"):
        after = state.src[match.end() : match.end() + 1]
        if not (after.isspace() and "=" in state.src[match.end() : match.end() + 200].partition(">")[0]):
            return False
    if html_inline(state, silent):
        return True
    # `<svg/onload=…>` is none to CommonMark, but a tag to every browser.
    sloppy = _SLOPPY.match(state.src, state.pos, state.posMax) if match else None
    if sloppy:
        state.pos = sloppy.end()
    return sloppy is not None


def _loose_link(state: StateInline, silent: bool) -> bool:
    """`[words](https://host/a b)`: no link to CommonMark, one to its author."""
    match = _LOOSE.match(state.src, state.pos)
    if not match or match.end() > state.posMax:
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": match[2].strip()}
        end, state.pos, state.posMax = state.posMax, match.start(1), match.end(1)
        state.md.inline.tokenize(state)
        state.posMax = end
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _keep_address(url: str) -> str:
    return url


def _any_address(url: str) -> bool:
    return True


def parser(*, single: bool) -> MarkdownIt:
    """A configured markdown-it; `single` says whether `*` and `_` alone are marks too."""
    md = MarkdownIt("commonmark", {"html": True, "single": single})
    md.inline.ruler.at("emphasis", _strong)
    md.inline.ruler.at("html_inline", _known_tag)
    md.inline.ruler.after("link", "loose_link", _loose_link)
    # Addresses stay as spelled; which of them are http(s) is decided where items are made.
    md.normalizeLink = _keep_address  # type: ignore[method-assign]
    md.validateLink = _any_address  # type: ignore[method-assign]
    return md


_MARKS = parser(single=False)
_MARKS.disable(["escape", "newline", "autolink"])


class _Writer:
    """Gathers text, bold spans and links from inline tokens."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.at = 0
        self.bold: list[Span] = []
        self.links: list[Link] = []
        self._bold_from: list[int] = []
        self._link_from: list[tuple[int, str]] = []
        self._hidden = 0

    def write(self, text: str) -> None:
        if text and not self._hidden:
            self.text.append(text)
            self.at += len(text)

    def token(self, token: Token) -> None:
        match token.type:
            case "text" | "code_inline" | "text_special":
                self.write(token.content.replace(HARD, " "))
            case "softbreak":
                self.write("\n")
            case "hardbreak":
                self.write(HARD)
            case "strong_open":
                self._bold_from.append(self.at)
            case "strong_close":
                self._end_bold()
            case "link_open":
                self._link_from.append((self.at, str(token.attrs.get("href", ""))))
            case "link_close":
                self._end_link()
            case "html_inline":
                self._tag(token.content)
            case _:
                pass

    def _end_bold(self) -> None:
        if self._bold_from:
            start = self._bold_from.pop()
            if start < self.at and not self._bold_from:
                self.bold.append((start, self.at))

    def _end_link(self) -> None:
        if self._link_from:
            start, url = self._link_from.pop()
            self.links.append(Link(start, self.at, url))

    def _tag(self, markup: str) -> None:
        match = _TAG.match(markup)
        if not match:
            return
        name, closing = match[1].lower(), markup.startswith("</")
        if name in _HIDDEN:
            self._hidden = max(0, self._hidden + (-1 if closing else 1))
        elif name in _BREAKS:
            self.write(HARD)
        elif name in {"b", "strong"}:
            if closing:
                self._end_bold()
            else:
                self._bold_from.append(self.at)
        elif name == "a" and closing:
            self._end_link()
        elif name == "a" and (href := _HREF.search(markup)):
            self._link_from.append((self.at, unescapeAll(href[1] or href[2] or href[3] or "")))

    def rich(self) -> Rich:
        while self._link_from:
            self._end_link()
        self.links.sort(key=lambda link: (link.start, link.end))
        rich = Rich("".join(self.text), tuple(sorted(self.bold)), tuple(self.links))
        # Marks that found no partner, and such as stood on both sides of a tag.
        for match in reversed(list(_STRAY.finditer(rich.text))):
            rich = rich.without(match.start(), match.end())
        return rich


def rich_of(tokens: Sequence[Token]) -> Rich:
    """The children of an inline token of markdown-it → text, bold, links; images leave nothing."""
    writer = _Writer()
    for token in tokens:
        writer.token(token)
    return writer.rich()


def marks_out(text: str) -> Rich:
    """`**`, links, images, code marks and tags taken out of `text`; all its other characters stay."""
    if not _MARK.search(text):
        return Rich(text.replace(HARD, " "))
    if len(text) > LONGEST:
        return Rich(text.replace("**", ""))
    tokens = _MARKS.parseInline(text)
    return rich_of(tokens[0].children or ()) if tokens else Rich(text)


def plain(markdown: str) -> tuple[str, tuple[Span, ...], str]:
    """One inline text without marks, its bold spans, and the first http(s) link in it ("" if none).

    Only marks go: blanks, line feeds and all other characters stay; `<br/>` becomes a line feed.
    """
    rich = marks_out(markdown)
    url = next((link.url for link in rich.links if link.url.lower().startswith(("http://", "https://"))), "")
    return rich.text.replace(HARD, "\n"), rich.bold, url
