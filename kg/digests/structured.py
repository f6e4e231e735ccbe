"""Data (JSON, the front matter of a page, a line of `.jsonl`) → items.

A mapping is an item if it has a headline under one of the usual keys, and a link or text with it.
Items are looked for wherever they stand: in a list, in sections, under any key that names no aside.
Values may be given in several languages (`{"en": …, "zh": …}`); each language is a digest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.digests.blocks import Block
from kg.digests.compose import RawItem
from kg.digests.entries import of_paragraph
from kg.digests.inline import marks_out
from kg.digests.rich import EMPTY, HARD, Rich
from kg.digests.titles import derive, tidy
from kg.digests.words import aside_kind

TITLES = ("title", "headline", "heading", "标题", "name", "subject", "full_name", "fullname", "repo")
BODIES = (
    "body",
    "summary",
    "description",
    "content",
    "abstract",
    "text",
    "desc",
    "excerpt",
    "brief",
    "snippet",
    "detail",
    "details",
    "摘要",
    "内容",
    "正文",
    "简介",
    "key_points",
    "bullets",
    "takeaway",
    "note",
)
URLS = (
    "url",
    "link",
    "href",
    "source_url",
    "sourceurl",
    "original_url",
    "article_url",
    "permalink",
    "链接",
    "原文链接",
    "原文",
)
# Lists under these keys hold stories even where they are plain text.
_STORY_KEYS = re.compile(
    r"stor(?:y|ies)|news|items?|articles?|entries|headlines?|posts?|新闻|资讯|要闻|条目", re.IGNORECASE
)
_NO_STORY_KEYS = re.compile(
    r"(?:^|_)(?:tags?|categor\w*|keywords?|authors?|aliases|sources?|links?|menu|nav\w*|images?|media|meta\w*"
    r"|checks?|stats?|config|settings|debug|diagnostics)$",
    re.IGNORECASE,
)
_SOURCE_KEYS = ("source", "sources", "links", "references", "来源")
_LANGUAGE = re.compile(r"^(?:zh|cn|en|ja|jp|ko|fr|de|es|pt|ru)(?:[-_][a-z]{2,4})?$", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+://\S+|/\S+|[a-z]+:\S+", re.IGNORECASE)
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Edition:
    """The items of a file in one language; `lang` is empty where the file names none."""

    lang: str
    items: tuple[RawItem, ...]


def editions_of(data: Any, *, line: int = 1) -> list[Edition]:
    """The items of a mapping or list, once for each language that their headlines are given in."""
    found = list(_stories(data))
    spelled = sorted({lang for one in found for lang in _languages(_get(one, TITLES))})
    # The first spelling of each: of `zh-CN` and `zh-TW` one digest is made.
    languages = {_main(lang): lang for lang in reversed(spelled)} or {"": ""}
    editions = []
    for name, lang in sorted(languages.items()):
        items = (_item(one, lang, line) for one in found)
        kept = tuple(item for item in items if item)
        if kept:
            editions.append(Edition(name, kept))
    return editions


def _item(one: Mapping[str, Any] | str, lang: str, line: int) -> RawItem | None:
    """A story as an item; None if it names nothing in this language."""
    if isinstance(one, str):
        return of_paragraph(Block("text", line, rich_of_text(one)), (), lead_links=True)
    title = tidy(rich_of_text(_text(_get(one, TITLES), lang)))
    texts = (rich_of_text(_text(value, lang)) for value in _all(one, BODIES))
    text = next((rich for rich in texts if rich), EMPTY)
    if not title and not text:
        return None
    own = [url for value in _all(one, URLS) if (url := _text(value, lang).strip())]
    sources = [url for value in _all(one, _SOURCE_KEYS) for url in _addresses(value, lang)]
    inner = [link.url for link in (*title.links, *text.links)]
    return RawItem(title or derive(text), text, (*own, *sources, *inner), line, "title")


def rich_of_text(text: str) -> Rich:
    """A value with its marks taken out; line feeds in it are meant."""
    rich = marks_out(text)
    return Rich(rich.text.replace("\n", HARD), rich.bold, rich.links).finish()


def _stories(data: Any) -> Iterator[Mapping[str, Any] | str]:
    """All stories in the order of the file, each container once: YAML may repeat one without end."""
    seen: set[int] = set()
    stack: list[tuple[Any, str, int]] = [(data, "", 0)]
    while stack:
        value, key, depth = stack.pop()
        if not isinstance(value, Mapping | list) or id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, Mapping):
            if depth and _is_story(value, key):
                yield value
            elif depth < _DEEPEST:
                inner = [(v, str(k), depth + 1) for k, v in value.items() if not _is_aside(str(k))]
                stack.extend(reversed(inner))
        elif value and all(isinstance(v, str) for v in value):
            if _STORY_KEYS.search(key):
                yield from (v for v in value if v.strip())
        elif depth < _DEEPEST:
            stack.extend((v, key, depth + 1) for v in reversed(value))


def _is_aside(key: str) -> bool:
    words = key.replace("_", " ").replace("-", " ")
    return bool(_NO_STORY_KEYS.search(key)) or aside_kind(words) in {"comment", "about"}


def _is_story(value: Mapping[str, Any], key: str) -> bool:
    """A headline with a link or text, or a text with a link. What holds a list of stories is a section."""
    titled, linked, told = (any(map(_is_text, _all(value, keys))) for keys in (TITLES, URLS, BODIES))
    for name, inner in value.items():
        if _holds_titles(inner) and (_STORY_KEYS.search(str(name)) or not (titled and (linked or told))):
            return False
    if titled:
        return linked or told or bool(_STORY_KEYS.search(key))
    return told and (linked or bool(_STORY_KEYS.search(key)))


def _holds_titles(value: Any) -> bool:
    inner = value if isinstance(value, list) else ()
    return any(isinstance(one, Mapping) and _is_text(_get(one, TITLES)) for one in inner)


def _fold(key: str) -> str:
    return key.casefold().replace("-", "_")


def _get(value: Mapping[str, Any] | str, keys: Sequence[str]) -> Any:
    return next(iter(_all(value, keys)), None)


def _all(value: Mapping[str, Any] | str, keys: Sequence[str]) -> list[Any]:
    """The values under these keys, in the order of the keys, empty ones left out."""
    if isinstance(value, str):
        return [value] if keys is TITLES else []
    folded = {_fold(str(key)): inner for key, inner in value.items()}
    return [folded[key] for key in keys if folded.get(key)]


def _languages(value: Any) -> set[str]:
    if not isinstance(value, Mapping) or not value:
        return set()
    keys = [str(key) for key in value]
    return set(keys) if all(_LANGUAGE.match(key) for key in keys) else set()


def _main(lang: str) -> str:
    short = lang.lower().replace("_", "-").split("-")[0]
    return "zh" if short == "cn" else short


def _is_text(value: Any) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return bool(_languages(value)) or (isinstance(value, Sequence) and any(isinstance(v, str) for v in value))


def _text(value: Any, lang: str) -> str:
    """A value as text: of several languages the wanted one, of a list its lines."""
    if isinstance(value, Mapping):
        value = value.get(lang) if _languages(value) else None
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(v for v in value if isinstance(v, str))
    return value if isinstance(value, str) else ""


def _addresses(value: Any, lang: str) -> list[str]:
    if isinstance(value, Mapping) and not _languages(value):
        return [url for inner in _all(value, URLS) for url in _addresses(inner, lang)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [url for v in value for url in _addresses(v, lang)]
    text = _text(value, lang).strip()
    return [text] if _ADDRESS.fullmatch(text) else []
