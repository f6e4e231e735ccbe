"""Markdown → blocks, by markdown-it's flat tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from kg.digests.blocks import Block
from kg.digests.inline import LONGEST, parser, rich_of
from kg.digests.rich import EMPTY, Rich

_MARKDOWN = parser(single=True)
_MARKDOWN.enable(["table", "strikethrough"])


def blocks_of(text: str, *, first_line: int = 1) -> tuple[Block, ...]:
    """The blocks of a Markdown text whose first line is line `first_line` of its file."""
    return _Reader(_MARKDOWN.parse(text), first_line).read()


class _Reader:
    """Walks markdown-it's flat tokens; nesting is bounded by markdown-it."""

    def __init__(self, tokens: Sequence[Token], first_line: int) -> None:
        self._tokens = tokens
        self._first = first_line
        self._at = 0

    def read(self, until: str = "") -> tuple[Block, ...]:
        """Blocks up to the closing token `until`, which is taken too."""
        found: list[Block] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == until:
                break
            found.extend(self._block(token))
        return tuple(found)

    def _line(self, token: Token) -> int:
        return self._first + (token.map[0] if token.map else 0)

    def _block(self, token: Token) -> Iterator[Block]:
        line = self._line(token)
        match token.type:
            case "heading_open":
                yield Block("heading", line, self._inline("heading_close"), level=int(token.tag[1:]))
            case "paragraph_open":
                yield Block("text", line, self._inline("paragraph_close"))
            case "blockquote_open":
                yield Block("quote", line, parts=(self.read("blockquote_close"),))
            case "bullet_list_open":
                yield Block("list", line, parts=self._parts("bullet_list_close", "list_item"), level=-1)
            case "ordered_list_open":
                start = int(token.attrs.get("start", 1))
                yield Block("list", line, parts=self._parts("ordered_list_close", "list_item"), level=start)
            case "table_open":
                yield Block("table", line, parts=self._parts("table_close", "tr"))
            case "th_open" | "td_open":
                yield Block("text", line, self._inline(f"{token.tag}_close"))
            case "hr":
                yield Block("rule", line)
            case "fence" | "code_block":
                yield Block("code", line)
            case "html_block":
                yield from _html_blocks(token.content, line)
            case _:
                pass

    def _parts(self, until: str, each: str) -> tuple[tuple[Block, ...], ...]:
        parts: list[tuple[Block, ...]] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == until:
                break
            if token.type == f"{each}_open":
                parts.append(self.read(f"{each}_close"))
        return tuple(parts)

    def _inline(self, until: str) -> Rich:
        rich = EMPTY
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == until:
                break
            if token.type == "inline":
                rich = rich_of(token.children or ())
        return rich


def _html_blocks(markup: str, line: int) -> tuple[Block, ...]:
    """HTML within Markdown: what it holds in paragraphs, headings and lists; frames of pages are left."""
    if len(markup) > LONGEST or "<" not in markup:
        return ()
    from kg.digests.page import blocks_of_html

    return blocks_of_html(markup, line=line)
