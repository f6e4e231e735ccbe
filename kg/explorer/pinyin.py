"""Chinese names → how they are typed in Latin letters: in full and by initials."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_PIECE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[a-z0-9]+")
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


def readings(names: Iterable[str]) -> dict[str, str]:
    """Each Chinese character of these names → how it is read most often in them, sorted.

    What has no reading is left out.
    """
    from pypinyin import lazy_pinyin

    heard: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        for run in re.findall(f"{_HAN.pattern}+", name):
            syllables = lazy_pinyin(run)
            # What has no reading comes back as it is, several characters in one.
            if len(syllables) == len(run):
                for character, syllable in zip(run, syllables, strict=True):
                    heard[character][syllable] += syllable.isascii()
    return {
        character: min(counts, key=lambda syllable: (-counts[syllable], syllable))
        for character, counts in sorted(heard.items())
        if counts.total()
    }


def spelled(names: Iterable[str], syllables: Mapping[str, str]) -> str:
    """What the page's search makes of the names, which knows nothing but `readings`: see spelling.ts.

    It differs from `pinyin` where a character is read otherwise in a phrase.

    >>> spelled(["小米SU7"], {"小": "xiao", "米": "mi"})
    'xiaomisu7 xmsu7'
    """
    initials = {character: syllable[0] for character, syllable in syllables.items()}
    found = [
        "".join(
            known.get(piece, "" if _HAN.match(piece) else piece) for piece in _PIECE.findall(name.lower())
        )
        for name in dict.fromkeys(names)
        if _HAN.search(name)
        for known in (syllables, initials)
    ]
    return " ".join(dict.fromkeys(filter(None, found)))
