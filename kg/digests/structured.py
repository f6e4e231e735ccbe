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

from kg.digests.compose import Body, RawItem
from kg.digests.entries import nameless
from kg.digests.inline import marks_out
from kg.digests.rich import HARD, Rich, join
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
    r"^(?:tags?|categor\w*|keywords?|authors?|aliases|sources?|links?|menu|nav\w*|images?|media|meta\w*|projects_used)$",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"^(?:zh|cn|en|ja|jp|ko|fr|de|es|pt|ru)(?:[-_][a-z]{2,4})?$", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+://\S+|/\S+|[a-z]+:\S+", re.IGNORECASE)
_DEEPEST = 12
_MOST_VALUES = 200_000


@dataclass(frozen=True, slots=True)
class Edition:
    """The items of a file in one language; `lang` is empty where the file names none."""

    lang: str
    items: tuple[RawItem, ...]


def editions_of(data: Any, *, line: int = 1) -> list[Edition]:
    """The items of a mapping or list, once for each language that their headlines are given in."""
    found = list(_mappings(data))
    languages = sorted({lang for one in found for lang in _languages(_get(one, TITLES))})
    editions = []
    for lang in languages or [""]:
        items = (item_of_mapping(one, lang=lang, line=line) for one in found)
        kept = tuple(item for item in items if item)
        if kept:
            editions.append(Edition(_main(lang), kept))
    return editions


def item_of_mapping(one: Mapping[str, Any] | str, *, lang: str = "", line: int = 1) -> RawItem | None:
    """One mapping, or one Markdown text, as an item; None if it names nothing in this language."""
    if isinstance(one, str):
        return nameless(Body().add_text(rich_of_text(one)), line)
    title = tidy(rich_of_text(_text(_get(one, TITLES), lang)))
    text = join([r for value in _all(one, BODIES) if (r := rich_of_text(_text(value, lang)))][:1])
    if not title and not text:
        return None
    if not title:
        title = derive(text)
    urls = [url for value in _all(one, URLS) if (url := _text(value, lang).strip())]
    inner = [link.url for link in (*title.links, *text.links)]
    sources = [
        url
        for key in ("source", "sources", "links", "references", "来源")
        for url in _addresses(one.get(key), lang)
    ]
    return RawItem(title, text, (*urls, *sources, *inner), line, "title")


def rich_of_text(text: str) -> Rich:
    """A value with its marks taken out; line feeds in it are meant."""
    rich = marks_out(text)
    return Rich(rich.text.replace("\n", HARD), rich.bold, rich.links).finish()


def _mappings(data: Any) -> Iterator[Mapping[str, Any] | str]:
    """All stories in the order of the file; walks no deeper and no longer than a digest needs."""
    budget = _MOST_VALUES
    stack: list[tuple[Any, str, int]] = [(data, "", 0)]
    while stack and budget > 0:
        value, key, depth = stack.pop()
        budget -= 1
        if isinstance(value, Mapping):
            if depth and _is_story(value, key):
                yield value
            elif depth < _DEEPEST:
                inner = [(v, str(k), depth + 1) for k, v in value.items() if not _is_aside(str(k))]
                stack.extend(reversed(inner))
        elif isinstance(value, Sequence) and not isinstance(value, str):
            if value and all(isinstance(v, str) for v in value):
                if _STORY_KEYS.search(key):
                    yield from (v for v in value if v.strip())
            elif depth < _DEEPEST:
                stack.extend((v, key, depth + 1) for v in reversed(value))


def _is_aside(key: str) -> bool:
    return bool(_NO_STORY_KEYS.match(key)) or aside_kind(key.replace("_", " ").replace("-", " ")) in {
        "comment",
        "about",
    }


def _is_story(value: Mapping[str, Any], key: str) -> bool:
    """A headline with a link or a text; a mapping that holds lists of mappings is a section."""
    if any(_holds_mappings(inner) for inner in value.values()):
        return False
    title = _get(value, TITLES)
    if not _is_text(title):
        return bool(_STORY_KEYS.search(key)) and any(_is_text(v) for v in _all(value, BODIES))
    return any(_is_text(v) for v in (*_all(value, URLS), *_all(value, BODIES))) or bool(
        _STORY_KEYS.search(key)
    )


def _holds_mappings(value: Any) -> bool:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return False
    return sum(isinstance(v, Mapping) and _is_text(_get(v, TITLES)) for v in value) > 0


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
