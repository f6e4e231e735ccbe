"""Headlines: what belongs to one, where it ends, and what an item without one is called."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kg.digests.letters import lang_of, size
from kg.digests.rich import Rich, join
from kg.digests.words import label_kind, points

# How a headline was marked, the plainest marks first. `text` has no headline of its own, `section`
# is the heading of a part.
Mark = Literal["link", "bracket", "bold", "number", "title", "name", "text", "section"]

_NUMBER = re.compile(
    r"\s*(?:(?:#|No\.?\s?|(?:Story|News|Item|Top|新闻|要闻|资讯|第)\s?)?\d{1,3}\s?(?:条\s?)?[、．.:：)）|｜](?!\d)|0\d\s+|[(（\[【]\s?(?:\d{1,3}|[A-Z])\s?[)）\]】]|#\d{1,3}\b|\d\ufe0f?\u20e3+|[\u2460-\u2473\u2776-\u277f\u3251-\u325f])\s*"
)
_HAN_NUMBER = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]{1,3}\s?[、．.:：章节]|[（(][一二三四五六七八九十]{1,3}[)）])\s*"
)
_DATE = re.compile(r"\s*\[?\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\]?\s*[|｜·:：\-–—]?\s*(?=\S)")
_ATTRIBUTES = re.compile(r"\s*\{[#.:][^{}]*\}\s*$")
_TAIL_NUMBER = re.compile(r"\s*[(（\[]?#\d{1,4}[)）\]]?\s*$")
_TAIL_DATE = re.compile(r"\s*[(（\[【][^()（）\[\]【】]{0,20}\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[)）\]】]\s*$")
_SEPARATOR = re.compile(r"\s*(?:[:：|｜,，。]|[-–—]{1,3}(?=\s)|(?<=\s)[-–—]{1,3}|[–—]{1,3}|$|\n|\x0b)\s*")
_SENTENCE = re.compile(
    r"[。！？!?…]+[”’」』）)\"']*|(?<![A-Z])(?<!\b[A-Za-z]\.[A-Za-z])\.(?=\s+[\"“'A-Z\u4e00-\u9fff]|\s*$)|[\n\x0b]"
)
_CLAUSE = re.compile(r"[，；：]|(?<=[,;])[\"”’](?=\s)|[,;:](?=\s)|\s[–—-](?=\s)")
_END = " \t。，,；;：:、|｜-–—"
_STOP = re.compile(r"(?<=[a-z0-9)\]”\"'])(?<!\binc)(?<!\bcorp)(?<!\bltd)(?<!\bco)\.$", re.IGNORECASE)
_TITLE_LABEL = re.compile(r"\s*(\w{2,10})\s*[:：]\s*")
_BREAK = re.compile(r"[\n\x0b]")
_NO_LETTER = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d_]")
# Pictures with what modifies them, blanks; marks of writing direction belong to the words.
_PICTURES = frozenset({"So", "Sk", "Mn", "Zs"})
_BULLETS = "\t\u200b\u200d\u2060\ufeff●•▪■◆►▶"
_PARTING = " \t\n\x0b(（[【·|｜"
_SHORT_LEAD = 12

# An opening cry ("Big news!", "Guess what?") says nothing; its greatest size by its mark.
_CRIES = {"！": 8, "!": 8, "？": 5, "?": 5}
# A sentence longer than this is cut at a clause.
_LONGEST = {"zh": 48, "en": 140}


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline, what follows it on the same line or paragraph, and how it was marked."""

    title: Rich
    rest: Rich
    mark: Mark


def _pictures(text: str) -> int:
    """How many characters at the start are pictures and blanks."""
    for at, character in enumerate(text):
        if unicodedata.category(character) not in _PICTURES and character not in _BULLETS:
            return at
    return len(text)


def skip_pictures(rich: Rich) -> Rich:
    """Without pictures before the words."""
    at = _pictures(rich.text)
    return rich.cut(at) if at < len(rich.text) else rich


def trim_start(rich: Rich, *, dates: bool = False) -> tuple[Rich, bool]:
    """Without pictures, numbers (and dates) before the words; whether there was a number."""
    numbered = False
    while True:
        at = _pictures(rich.text)
        rest = rich.text[at:]
        match = _NUMBER.match(rest)
        numbered = numbered or bool(match)
        match = match or _HAN_NUMBER.match(rest) or (_DATE.match(rest) if dates else None)
        at += match.end() if match else 0
        if not at or at >= len(rich.text):
            return rich, numbered
        rich = rich.cut(at)


def trim_end(rich: Rich) -> Rich:
    """Without what points to the source or numbers the item: `[↗](…)`, `#1`, `{#anchor}`."""
    while True:
        before = rich.text
        rich = rich.strip()
        for pattern in (_ATTRIBUTES, _TAIL_NUMBER, _TAIL_DATE):
            if (match := pattern.search(rich.text)) and match.start():
                rich = rich.cut(0, match.start())
        rich, _ = cut_pointer(rich)
        if rich.text == before:
            return rich


def cut_pointer(rich: Rich) -> tuple[Rich, str]:
    """Without a last link that only points to the source, and that link's address."""
    closing = rich.text.rstrip(" \t\n\x0b。.)）]】·|｜")
    link = next((a for a in reversed(rich.links) if a.start < a.end), None)
    if not link or link.end < len(closing):
        return rich, ""
    bracketed = (
        rich.text[: link.start].rstrip()[-1:] in "(（[" and rich.text[link.end :].strip()[:1] in ")）]"
    )
    if not (
        points(rich.text[link.start : link.end]) or (bracketed and link.start and link.end < len(rich.text))
    ):
        return rich, ""
    head = rich.text[: link.start].rstrip(" \t\n\x0b(（[【·|｜")
    if head.endswith((":", "：")):
        start = max(head.rfind(mark, 0, len(head) - 1) for mark in "。！？!?；;\n\x0b(（") + 1
        if not label_kind(head[start:]) and (not start or size(head[start:]) > _SHORT_LEAD):
            return rich, ""
        head = head[:start].rstrip(" \t\n\x0b(（")
    elif head and head[-1] not in "。.!！?？…”」)）":
        apart = rich.text[link.start - 1] in _PARTING
        # `see [here](…).` needs its last words.
        if not apart or (rich.text[link.start - 1] in " \t" and link.end < len(rich.text.rstrip())):
            return rich, ""
    return rich.cut(0, len(head)), link.url


def tidy(rich: Rich) -> Rich:
    """A headline as a title: on one line, out of its brackets, no sentence mark but `?` at its end."""
    rich = trim_end(trim_start(rich)[0]).finish()
    rich = join(rich.lines(), " ")
    text = rich.text
    if text.startswith("【") and text.find("】") == len(text) - 1:
        rich = rich.cut(1, len(text) - 1)
    shorn = rich.strip(_END) if rich.text.strip(_END) else rich
    start = rich.text.find(shorn.text)
    end = start + len(_STOP.sub("", shorn.text))
    return rich.cut(start if rich.text[:start].strip(" ,，。:：;；|｜-–—、") == "" else 0, end).strip()


def split(paragraph: Rich, *, lead_links: bool = False) -> Headline | None:
    """The headline that opens a paragraph, if marks set one off.

    `lead_links` says that the neighbours open with a linked headline too, so that no separator
    needs to follow it.
    """
    rich, numbered = trim_start(paragraph.strip(), dates=True)
    return _named(rich) or _bracketed(rich) or _linked(rich, lead_links) or _bold(rich, numbered)


def _named(rich: Rich) -> Headline | None:
    """`标题：…` on the first line."""
    match = _TITLE_LABEL.match(rich.text)
    if not match or label_kind(match[1]) != "title":
        return None
    end = next((m.start() for m in _BREAK.finditer(rich.text, match.end())), len(rich.text))
    title = rich.cut(match.end(), end)
    return Headline(title, rich.cut(end).strip(), "bold") if title else None


def _bracketed(rich: Rich) -> Headline | None:
    end = rich.text.find("】")
    if not rich.text.startswith("【") or end < 0:
        return None
    inside, rest = rich.cut(1, end), rich.cut(end + 1)
    line_ends = not rest.text.strip(" \t。*") or rest.text.lstrip(" ")[:1] in "\n\x0b"
    if size(inside.text) < 4 or (not line_ends and size(inside.text) < _SHORT_LEAD):
        return None
    return Headline(inside, _after(rest), "bracket")


def _linked(rich: Rich, lead_links: bool) -> Headline | None:
    link = next((a for a in rich.links if a.start < a.end), None)
    if not link or _WORD.search(rich.text[: link.start]) or link.url.startswith("#"):
        return None
    words = rich.text[link.start : link.end]
    if points(words) or size(words) < 2:
        return None
    rest = rich.cut(link.end)
    if not lead_links and not (_SEPARATOR.match(rest.text) or rest.text.lstrip()[:1] in "(（"):
        return None
    return Headline(rich.cut(link.start, link.end), _after(rest), "link")


def _bold(rich: Rich, numbered: bool) -> Headline | None:
    if not rich.bold or rich.bold[0][0] > 0:
        return None
    end = rich.bold[0][1]
    for start, further in rich.bold[1:]:
        if rich.text[end:start].strip(" "):
            break
        end = further
    words, rest = rich.text[:end].rstrip(), rich.cut(end)
    ends_line = not rest.text.strip(" \t。") or rest.text.lstrip(" \t。")[:1] in "\n\x0b"
    if not ends_line:
        if words.endswith((":", "：")) or rest.text.lstrip()[:1] in (":", "："):
            if size(words) < _SHORT_LEAD or label_kind(words.rstrip(":： ")):
                return None
        elif (
            (words[-1] not in "。！？!?." and not _SEPARATOR.match(rest.text))
            or rest.text.lstrip()[:1] in ",，"
            or size(words) < 4
        ):
            return None
    elif words.endswith((":", "：")) or label_kind(words):
        return None
    return Headline(rich.cut(0, end), _after(rest), "number" if numbered else "bold")


def _after(rest: Rich) -> Rich:
    """What follows a headline, without the mark that parts them."""
    match = _SEPARATOR.match(rest.text)
    return rest.cut(match.end()).strip() if match else rest.strip()


def derive(text: Rich) -> Rich:
    """A name for an item that has no headline: its first sentence, at a clause where that is long."""
    finished = text.finish()
    lang = lang_of(finished.text)
    start = 0
    for match in _SENTENCE.finditer(finished.text):
        sentence = finished.text[start : match.start()]
        cry = size(sentence) <= _CRIES.get(match[0][0], 0)
        if not cry or match.end() >= len(finished.text.rstrip()):
            end = match.end() if match[0][0] in "?？" else match.start()
            return tidy(_clip(finished.cut(start, end), _LONGEST[lang]))
        start = match.end()
    return tidy(_clip(finished.cut(start) or finished, _LONGEST[lang]))


def _clip(sentence: Rich, longest: int) -> Rich:
    if len(sentence.text) <= longest:
        return sentence
    clauses = _CLAUSE.finditer(sentence.text, 0, longest + 1)
    borders = [m.end() if m[0] in '"”’' else m.start() for m in clauses if m.start() >= 8]
    if borders:
        return sentence.cut(0, borders[-1])
    blank = sentence.text.rfind(" ", longest // 2, longest + 1)
    return sentence.cut(0, blank if blank > 0 else longest)


def same(a: str, b: str) -> bool:
    """Whether two headlines are one, marks, blanks and width aside."""
    return bool(key(a)) and key(a) == key(b)


@lru_cache(1 << 9)
def key(title: str) -> str:
    """What headlines are compared by."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", title).casefold())
