"""Curated entities with their Chinese and English names → an index of names.

`load()` gives the `Lexicon`: look names up, find them in a text with its `matcher()`, ask what it knows
of an entry. docs/lexicon.md says how the tables are written and how to add entities.
"""

from __future__ import annotations

from kg.errors import LexiconError
from kg.lexicon.entry import WORLD, Alias, Entry, Post
from kg.lexicon.index import Lexicon, extend, load
from kg.lexicon.lint import lint
from kg.lexicon.match import Match, Matcher
from kg.lexicon.normalize import fold, stem

__all__ = [
    "WORLD",
    "Alias",
    "Entry",
    "Lexicon",
    "LexiconError",
    "Match",
    "Matcher",
    "Post",
    "extend",
    "fold",
    "lint",
    "load",
    "stem",
]
