"""Spellings → keys: what must meet (width, case, quotes, hyphens, legal forms) and what must not (versions).

`fold` makes one key of all ways to write a name; `fold_in_place` does as much of it as leaves every
character where it stands, so that offsets into the text stay true; `stem` also drops what an
organisation's name may carry or not (股份有限公司, Inc.).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg import settings
from kg.errors import LexiconError

FORMS = "legal_forms.txt"

_HYPHENS = "‐‑‒−﹣－⁃"
# A dash parts a sentence, a hyphen joins a name: they meet in keys only.
_DASHES = "–—―"
_DOTS = "•‧・･∙⋅"
_SINGLE = "‘’‚‛`´′"
_DOUBLE = "“”„‟″「」『』〝〞"
_UNIFIED = {
    **{ord(char): "-" for char in _HYPHENS},
    **{ord(char): "·" for char in _DOTS},
    **{ord(char): "'" for char in _SINGLE},
    **{ord(char): '"' for char in _DOUBLE},
}


class _InPlace(dict[int, str]):
    """One character → one character, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char)
        folded = (plain if len(plain) == 1 else char).casefold()
        if len(folded) != 1:
            folded = char
        folded = _UNIFIED.get(ord(folded), folded)
        self[code] = folded
        return folded


_IN_PLACE = _InPlace(_UNIFIED)
_IN_KEYS = {**_UNIFIED, **{ord(char): "-" for char in _DASHES}}


def fold_in_place(text: str) -> str:
    """Fold width, case, quotes, hyphens and middle dots; the result has the length of `text`."""
    return text.translate(_IN_PLACE)


def _plain(text: str) -> str:
    """Width, case, quotes, hyphens and dashes folded."""
    if text.isascii():
        # Most names are, and of ASCII only case and one sign change.
        return text.lower().replace("`", "'")
    return unicodedata.normalize("NFKC", text).casefold().translate(_IN_KEYS)


def fold(text: str) -> str:
    """The key under which all ways to write one name meet; it has no white space.

    >>> fold("ＧＰＴ‑4o  Mini")
    'gpt-4omini'
    """
    joined = "".join(_plain(text).split())
    # Taking blanks out may bring a letter and its accent together.
    return joined if joined.isascii() else unicodedata.normalize("NFKC", joined)


# A name's parts may be joined in any way: GPT-5.5 Pro, GPT 5.5-Pro, GPT5.5 Pro; but 3-4B is not 34B.
_SEAM = re.compile(r"[\s-]+")


def loose(text: str) -> str:
    """A wider key than `fold`: also without hyphens, but for one between two numbers.

    >>> loose("GPT 5.4-mini") == loose("GPT-5.4 mini"), loose("Qwen3-4B") == loose("Qwen 34B")
    (True, False)
    """
    folded = _plain(text).strip()
    return _SEAM.sub(lambda seam: "-" if _between_digits(folded, seam) else "", folded)


def _between_digits(text: str, seam: re.Match[str]) -> bool:
    start, end = seam.span()
    return text[start - 1 : start].isdigit() and text[end : end + 1].isdigit()


def stem(text: str, kind: str, folder: Path | None = None) -> str:
    """The folded name without the legal forms and generic suffixes that names of this kind may carry.

    Forms are dropped from the end one after another, Latin ones only where they are a word of their own;
    never so far that less than two characters are left. `kind` is an ontology kind; the forms stand in
    `legal_forms.txt`.

    >>> stem("Mistral AI", "organisation") == stem("Mistral", "organisation")
    True
    """
    forms = _forms(folder or settings.lexicon_folder()).get(kind, ())
    name = _plain(text).strip(" ,.")
    shorter = _strip(name, forms)
    while shorter != name:
        name = shorter
        shorter = _strip(name, forms)
    return fold(name)


def _strip(name: str, forms: tuple[str, ...]) -> str:
    if name in forms or not name.endswith(forms):
        return name
    for form in forms:
        if not name.endswith(form):
            continue
        rest = name[: -len(form)]
        if form.isascii() and rest[-1:] not in (" ", ",", "("):
            continue
        rest = rest.strip(" ,.(")
        if len(rest) > 1:
            return rest
    return name


@cache
def _forms(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """Forms by kind, longest first; a folder without the file takes the package's own."""
    path = folder / FORMS
    if not path.is_file():
        path = settings.PACKAGE / "lexicon" / "data" / FORMS
    forms: dict[str, list[str]] = {}
    kind = ""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            kind = line[1:-1]
        elif not kind:
            raise LexiconError(f"{path}:{number}: a form before the first [kind]")
        else:
            forms.setdefault(kind, []).append(line.casefold().strip("."))
    return {kind: tuple(sorted(found, key=lambda form: (-len(form), form))) for kind, found in forms.items()}
