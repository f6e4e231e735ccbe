"""Is a query one that only reads? Refuses, before any engine sees it, whatever writes or leaves the graph.

The engine's own read-only session is the second lock, not the first: an embedded engine lets `LOAD CSV`
read any file of the machine, and a server runs procedures that write, fetch and run text.

Words are judged where a clause may begin. Cypher reserves none of them, so `n.set`, `AS create`,
`(delete:Item)` and `$merge` are names and pass; where both readings are possible the query is refused,
and a name in backticks always passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from kg.errors import QueryError
from kg.stores.lexer import Token, position, tokens

_DATA = Path(__file__).parent / "data"
_ADVICE = "A store is made from the digests: change those, or the lexicon, and run kg build."


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STARTS = _words("MATCH OPTIONAL WITH UNWIND RETURN CALL EXPLAIN PROFILE CYPHER")
# Clauses that write, and commands that administer or leave this graph.
REFUSED = _words(
    """CREATE INSERT MERGE SET DELETE DETACH NODETACH REMOVE DROP FOREACH
    ALTER GRANT DENY REVOKE RENAME START STOP ENABLE TERMINATE DEALLOCATE REALLOCATE DRYRUN USE
    BEGIN COMMIT ROLLBACK"""
)
# After one of these, standing where an operator or a clause may stand, an expression must follow.
_INTRODUCERS = _words("AS RETURN WITH WHERE AND OR XOR IN CONTAINS BY UNWIND WHEN YIELD SKIP LIMIT OFFSET")
_HALVES = _words("ORDER STARTS ENDS GROUP PARTITION")
_LAST = _words("END ASC ASCENDING DESC DESCENDING")
_UNIONS = _words("UNION INTERSECT EXCEPT")
# Words that may stand where an operand is expected and are none.
_PREFIXES = _words("NOT DISTINCT CASE ALL ANY NONE SINGLE EXISTS COUNT COLLECT")
_OTHERS = _words(
    """IS NULLS FIRST LAST THEN ELSE ON FOR LOAD CSV FROM HEADERS FILTER LET FINISH NEXT HAVING OVER LIKE
    SHOW TRANSACTIONS CONCURRENT"""
)
KEYWORDS = _STARTS | REFUSED | _INTRODUCERS | _HALVES | _LAST | _UNIONS | _PREFIXES | _OTHERS
_OPERATORS = frozenset(".:([,=<>+-/%^&!~")
# No clause word is followed by one of these, a name may be.
_AFTER_NAMES = frozenset(".,)]}:=<>+*/%^|")
# Java's escapes, which Neo4j resolves before it looks for quotes and words.
_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")


class _Place(Enum):
    """What may come next."""

    START = auto()  # a clause, for sure
    OPERAND = auto()  # an expression or a name, for sure
    AFTER = auto()  # an operator or a clause, for sure
    OPEN = auto()  # cannot be told


@cache
def allowed(name: str) -> tuple[str, ...]:
    """The patterns of a curated list (`procedures.txt`, `functions.txt`), lower case."""
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return tuple(line.strip().lower() for line in lines if line.strip() and not line.startswith("#"))


def check(text: str) -> None:
    """Raise `QueryError` if the query is not one statement that only reads this graph."""
    _check(text)
    resolved = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    if resolved != text:
        _check(resolved)


def _check(text: str) -> None:
    found = tokens(text)
    if found and found[-1].text == ";":
        found.pop()
    if not found:
        raise QueryError("The query is empty", advice="Try: MATCH (n) RETURN labels(n), count(*)")
    if found[0].word not in _STARTS:
        advice = f"A query starts with one of {', '.join(sorted(_STARTS))}."
        raise _refused(text, found[0], f"A query that reads cannot start with {_shown(found[0])}", advice)
    for at, token in enumerate(found):
        if token.text == ";":
            raise _refused(text, token, "A second statement begins here", "Ask one query at a time.")
        _check_call(text, found, at)
        _check_function(text, found, at)
        _check_sources(text, found, at)
    for token in clauses(found):
        if token.word in REFUSED:
            name = f"If {token.text} is a name here, write it as `{token.text}`. "
            raise _refused(text, token, f"{token.word} is not allowed, queries only read", name + _ADVICE)


def _refused(text: str, token: Token, what: str, advice: str) -> QueryError:
    return QueryError(f"{what} ({position(text, token.start)})", advice=advice)


def _shown(token: Token) -> str:
    return token.text if len(token.text) <= 40 else token.text[:40] + "…"


def _word(found: Sequence[Token], at: int) -> str:
    return found[at].word if 0 <= at < len(found) else ""


def _mark(found: Sequence[Token], at: int) -> str:
    return found[at].text if 0 <= at < len(found) else ""


def _dotted(found: Sequence[Token], at: int) -> tuple[str, int]:
    """The dotted name that starts at a token, lower case, and the place after it."""
    parts = [found[at].value]
    while _mark(found, at + 1) == "." and _word(found, at + 2):
        parts.append(found[at + 2].value)
        at += 2
    return ".".join(parts).lower(), at + 1


def _listed(name: str, file: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in allowed(file))


def _check_call(text: str, found: Sequence[Token], at: int) -> None:
    """A procedure must be on the list of those that only read."""
    if found[at].word != "CALL" or not _word(found, at + 1):
        return
    first = found[at + 1]
    if first.kind == "name" and first.word in KEYWORDS and _mark(found, at + 2) != ".":
        return  # `call` is a name here, and a clause goes on after it
    name, _ = _dotted(found, at + 1)
    if not _listed(name, "procedures.txt"):
        advice = "Procedures that read the graph are, see kg/stores/data/procedures.txt: db.labels() is one."
        raise _refused(text, first, f"The procedure {name} is not allowed", advice)


def _check_function(text: str, found: Sequence[Token], at: int) -> None:
    """A function with a namespace must be on the list of those that only compute."""
    if not found[at].word or _mark(found, at - 1) == "." or _word(found, at - 1) == "CALL":
        return
    name, after = _dotted(found, at)
    if "." in name and _mark(found, after) == "(" and not _listed(name, "functions.txt"):
        advice = "Functions that compute are, see kg/stores/data/functions.txt: duration.between() is one."
        raise _refused(text, found[at], f"The function {name} is not allowed", advice)


def _check_sources(text: str, found: Sequence[Token], at: int) -> None:
    """Files and the network, and statements that would open transactions of their own."""
    word = found[at].word
    if word == "LOAD" and _word(found, at + 1) == "CSV":
        what = "LOAD CSV is not allowed, queries read nothing but the graph"
        raise _refused(text, found[at], what, _ADVICE)
    ahead = [_word(found, at + step) for step in (1, 2, 3)]
    if word == "IN" and _mark(found, at - 1) == "}" and "TRANSACTIONS" in ahead:
        raise _refused(text, found[at], "IN TRANSACTIONS is not allowed, queries only read", _ADVICE)


def clauses(found: Sequence[Token]) -> Iterator[Token]:
    """The unquoted words that are, or may be, keywords; words that are surely names are left out."""
    place = _Place.START
    for at, token in enumerate(found):
        if token.kind != "name":
            place = _after_other(found, at, place)
            continue
        if place is not _Place.OPERAND and _mark(found, at + 1) not in _AFTER_NAMES | {""}:
            yield token
        place = _after_name(token.word, place)


def _after_name(word: str, place: _Place) -> _Place:
    if place is _Place.OPERAND:
        return _Place.OPEN if word in _PREFIXES else _Place.AFTER
    if place is _Place.OPEN:
        return _Place.OPEN if word in KEYWORDS else _Place.AFTER
    if word in _UNIONS or (place is _Place.START and word in _PREFIXES):
        return _Place.START
    if word in _INTRODUCERS:
        return _Place.OPERAND
    return _Place.AFTER if place is _Place.AFTER and word in _HALVES | _LAST else _Place.OPEN


def _after_other(found: Sequence[Token], at: int, place: _Place) -> _Place:
    token = found[at]
    if token.kind != "mark" or token.text in ")]}":
        return _Place.AFTER
    if token.text == "{":
        return _Place.START
    if token.text == "*" and place is _Place.OPERAND:
        return _Place.AFTER
    if token.text == "." and at and found[at - 1].kind == "number":
        return _Place.OPEN
    return _Place.OPERAND if token.text in _OPERATORS else _Place.OPEN
