"""What letters say: the language of a text, and how much a headline holds."""

from __future__ import annotations

import re

_CJK = re.compile(r"[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
# With the punctuation that stands between CJK characters without blanks.
_CJK_WIDE = re.compile(
    r"[\u2018-\u201d\u2026\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]"
)
_WORD = re.compile(r"[^\W_\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]+(?:['’.\-][^\W_\u3400-\u9fff]+)*")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def is_cjk(character: str) -> bool:
    """Whether no blank belongs between this character and the next line."""
    return _CJK_WIDE.match(character) is not None


def _count_cjk(text: str) -> int:
    return len(text) - len(_CJK.sub("", text))


def lang_of(text: str) -> str:
    """`zh` if CJK letters are a fifth or more of the letters, else `en`."""
    cjk = _count_cjk(text)
    if not cjk:
        return "en"
    # There are no more letters than characters, which need no counting.
    return "zh" if cjk * 5 >= len(text) or cjk * 5 >= sum(map(str.isalpha, text)) else "en"


def size(text: str) -> int:
    """How much is said: one for a CJK character, two for a word in other letters or digits."""
    return _count_cjk(text) + 2 * len(_WORD.findall(text))


def clean(text: str) -> str:
    """Without control characters; half a surrogate, which no encoding can write, becomes U+FFFD."""
    return _CONTROL.sub("", _SURROGATE.sub("\ufffd", text))
