"""Text → spaCy tokens on which the borders of names fall: Latin words whole, Han one character a token.

spaCy's own Chinese tokenizer splits `GPT-5` into letters, and its Latin ones glue Han to Latin. Here a
word of letters and digits stays whole with its inner points and hyphens (`Gen-4.5`, `Node.js`, `S-Lab`),
every other character is a token, and a single space is the white space of the token before it. Tokens
and white space always rebuild the text, one code point for one (a lone surrogate, which no UTF-8 file
can hold, becomes U+FFFD in the token, so offsets stay true).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from kg.extract import wordlists
from kg.extract.text import writable

HYPHENS = "-\u2010\u2011"
# Scripts written without spaces stand alone, character by character.
_UNSPACED = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = rf"[^\W_{_UNSPACED}][\u0300-\u036f]*"
_INNER = (
    rf"[._&](?={_WORD})"
    rf"|[{HYPHENS}](?=[A-Z0-9])"
    rf"|(?<=[a-z0-9])[{HYPHENS}](?=[a-z])"
    r"|(?<=\b[A-Z])['’](?=[A-Z][a-z])"
)
_TOKEN = re.compile(rf"(?:{_WORD})+(?:(?:{_INNER})(?:{_WORD})+)*(?:\++(?!{_WORD}))?|\s+|.", re.DOTALL)
_COMPOUND = re.compile(rf"(.*[^{HYPHENS}])([{HYPHENS}])([a-z]+)", re.DOTALL)
_PREFIXED = re.compile(rf"([A-Za-z]+)([{HYPHENS}])([A-Z].*)", re.DOTALL)


class Tokenizer:
    """Callable that spaCy uses to make a `Doc` of a string; linear in the length of the text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.splits = frozenset(wordlists.words("tokenizer_splits.txt"))

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for match in _TOKEN.finditer(writable(text)):
            token = match.group()
            if token[0] == " " and spaces and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
                token = token[1:]
                if not token:
                    continue
            parts = self._parts(token)
            words.extend(parts)
            spaces.extend(False for _ in parts)
        return Doc(self.vocab, words=words, spaces=spaces)

    def _parts(self, token: str) -> tuple[str, ...]:
        """`Nvidia-backed` and `ex-Google` are a name and a word; `yt-dlp` is one name."""
        compound = _COMPOUND.fullmatch(token)
        if compound is not None and f"-{compound.group(3)}" in self.splits:
            return compound.groups()
        prefixed = _PREFIXED.fullmatch(token)
        if prefixed is not None and f"{prefixed.group(1).lower()}-" in self.splits:
            return prefixed.groups()
        return (token,)


@registry.tokenizers("kg.tokenizer")  # type: ignore[untyped-decorator]
def create() -> Callable[[Language], Tokenizer]:
    """The factory that a spaCy config names as `kg.tokenizer`."""
    return lambda nlp: Tokenizer(nlp.vocab)
