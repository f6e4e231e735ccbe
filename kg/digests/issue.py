"""Items as found, and what a file says of itself → a `Digest` with its ids."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.digests import dates
from kg.digests.compose import RawItem
from kg.digests.letters import clean, lang_of
from kg.digests.rich import Rich
from kg.records import Digest, Item, Problem

UNDATED = "undated"
_PUBLISHERS = (
    "publisher",
    "author",
    "authors",
    "site",
    "site_name",
    "sitename",
    "organization",
    "newsletter",
    "brand",
    "source",
)
_DATES = (
    "date",
    "report_date",
    "brief_date",
    "digest_date",
    "issue_date",
    "publish_date",
    "published",
    "pubdate",
    "published_at",
    "day",
    "日期",
    "发布日期",
    "created",
    "created_at",
    "generated_at",
    "time",
    "updated",
)
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says of itself. `key` stands for a publisher or title where there is neither."""

    title: str = ""
    date: str = ""
    publisher: str = ""
    categories: tuple[str, ...] = ()
    lang: str = ""
    key: str = ""

    @property
    def id(self) -> str:
        """The day and a hash of the publisher, or else of the title without its date; never of a path."""
        name = self.publisher or dates.without(self.title) or self.title or self.key
        edition = f"\n{self.lang}" if self.lang else ""
        return f"{self.date or UNDATED}-{digest_of(name + edition, 8)}"


def digest_of(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:length]


def header_of(meta: Mapping[str, Any], *, titles: Sequence[str] = (), date: str = "") -> Header:
    """A header from front matter or JSON keys; `titles` are headings, `date` stands in for a missing one."""
    folded = {str(key).casefold().replace("-", "_"): value for key, value in meta.items()}
    title = _first(folded.get(key) for key in ("title", "name", "标题")) or next((t for t in titles if t), "")
    day = dates.first(_text(folded.get(key)) for key in _DATES) or dates.first([title, *titles]) or date
    return Header(
        title=clean(title).strip(),
        date=day,
        publisher=_publisher(folded),
        categories=tuple(clean(c) for c in _names(folded.get("categories") or folded.get("category"))),
    )


def _publisher(folded: Mapping[str, Any]) -> str:
    names = (clean(_text(folded.get(key))).strip() for key in _PUBLISHERS)
    return next((name for name in names if name and "://" not in name), "")


def _first(values: Iterable[Any]) -> str:
    return next((text for value in values if (text := _text(value).strip())), "")


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return _first(value.get(key) for key in ("name", "title"))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _first(value)
    return "" if value is None else str(value)


def _names(value: Any) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, Sequence):
        return [text for inner in value if (text := _text(inner).strip())]
    return []


def is_web(url: str) -> bool:
    """Whether this is an address that a reader can follow: http or https, with a host."""
    scheme, separator, rest = url.partition("://")
    return bool(separator) and scheme.lower() in {"http", "https"} and bool(rest.strip("/ "))


@dataclass(slots=True)
class Issue:
    """Makes the items of one digest: text and bold spans, checked links, ids, languages."""

    header: Header
    path: str
    problems: list[Problem] = field(default_factory=list)
    _taken: Counter[str] = field(default_factory=Counter)

    def digest(self, raw: Sequence[RawItem]) -> Digest:
        return self.of([self.item(one) for one in raw])

    def of(self, items: Sequence[Item]) -> Digest:
        header = self.header
        lang = header.lang or lang_of("".join(item.title + item.body for item in items))
        return Digest(
            header.id, header.title, header.date, header.publisher, tuple(items), lang, header.categories
        )

    def item(self, raw: RawItem, *, own_id: str = "", lang: str = "") -> Item:
        """An item; an id or language that the file gives is kept."""
        title, body = _clean(raw.title), _clean(raw.body)
        shift = len(title.text) + 1
        url = self._url(raw)
        return Item(
            id=own_id or self._id(url, title.text),
            title=title.text,
            body=body.text,
            date=self.header.date,
            url=url,
            lang=lang or lang_of(title.text + body.text),
            bold=(*title.bold, *((start + shift, end + shift) for start, end in body.bold)),
        )

    def _id(self, url: str, title: str) -> str:
        """The day and a hash of link and headline; only for twins does the position count."""
        name = digest_of(url + "\n" + title, 10)
        base = f"{self.header.date or UNDATED}-{name}"
        self._taken[base] += 1
        return base if self._taken[base] == 1 else f"{base}-{self._taken[base]}"

    def _url(self, raw: RawItem) -> str:
        """The likeliest source that is a web address; a likelier one that is none is reported.

        An anchor on the page itself was never meant as a source.
        """
        urls = [url for given in raw.urls if (url := clean(given).strip()) and not url.startswith("#")]
        if urls and not is_web(urls[0]):
            self.problems.append(not_web(urls[0], self.path, raw.line))
        return next((url for url in urls if is_web(url)), "")


def not_web(url: str, path: str, line: int | None) -> Problem:
    shown = clean(url)[:_SHOWN]
    return Problem(path, line, "url is not http(s)", shown, "the item was kept without it", skipped=False)


def _clean(rich: Rich) -> Rich:
    """Without characters that no file can hold; bold spans move with the rest."""
    text = clean(rich.text)
    if len(text) == len(rich.text):
        return Rich(text, rich.bold)
    spans = ((len(clean(rich.text[:start])), len(clean(rich.text[:end]))) for start, end in rich.bold)
    return Rich(text, tuple((start, end) for start, end in spans if start < end))
