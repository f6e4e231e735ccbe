"""Chinese names → how they are typed in Latin letters: in full and by initials."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SPELLED = re.compile(r"[a-z0-9]+")


def _letters(other: str) -> str:
    return "".join(_SPELLED.findall(other.lower()))


def pinyin(names: Iterable[str]) -> str:
    """The spellings of all names that hold Chinese characters, each once, with a space between.

    Tones are left out, ü is v, and what stands in Latin letters stays.

    >>> pinyin(["阿里巴巴", "Alibaba", "小米SU7"])
    'alibaba albb xiaomisu7 xmsu7'
    """
    return " ".join(dict.fromkeys(spelling for name in dict.fromkeys(names) for spelling in _spellings(name)))


def _spellings(name: str) -> Iterator[str]:
    if not _HAN.search(name):
        return
    from pypinyin import Style, lazy_pinyin

    for style in (Style.NORMAL, Style.FIRST_LETTER):
        # What has no reading comes back as `errors` has it: only letters and digits can be typed.
        spelling = "".join(lazy_pinyin(name, style=style, errors=_letters)).lower()
        if spelling:
            yield spelling
