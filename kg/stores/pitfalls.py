"""Queries that are right on Neo4j and that the embedded engine would answer wrongly without a word.

A property map in a pattern that refers to a variable of the same `MATCH`, as in
`MATCH (a)-[r:ACQUIRES]->(b), (i:Item {id: r.items[0]})`, finds nothing. With `WHERE` it finds what it should.

`MATCH p = shortestPath(…) WHERE all(r IN relationships(p) WHERE …)`: Neo4j searches for the shortest path on
which that holds, the embedded engine looks at the shortest of all and drops it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.errors import QueryError
from kg.stores.lexer import Token, position, tokens

_CLAUSES = """WHERE RETURN WITH MATCH OPTIONAL UNWIND CALL ORDER SKIP OFFSET LIMIT UNION INTERSECT EXCEPT
    FILTER USING"""
_ENDS_PATTERN = frozenset(_CLAUSES.split())
_SHORTEST = {"SHORTESTPATH", "ALLSHORTESTPATHS"}
_PARTS = {"RELATIONSHIPS", "NODES"}
_CLOSING = {")": "(", "]": "[", "}": "{"}


def check(text: str) -> None:
    """Raise `QueryError` where the engine would silently find nothing; the guard has let the query pass."""
    found = tokens(text)
    for at, token in enumerate(found):
        if token.kind == "name" and token.word == "MATCH" and (at == 0 or found[at - 1].text not in ".:$"):
            known = {one.value for one in found[:at] if one.word}
            end = _end(found, at + 1)
            pattern = found[at + 1 : end]
            _check_path(text, pattern, found[end : _end(found, end + 1)])
            wrong = next((one for one in _map_values(pattern) if one.value in _bound(pattern) - known), None)
            if wrong is not None:
                what = f"{{…}} refers to {wrong.value}, a variable of the same MATCH"
                advice = "The embedded engine finds nothing then; write the condition with WHERE."
                raise QueryError(f"{what} ({position(text, wrong.start)})", advice=advice)


def _check_path(text: str, pattern: Sequence[Token], condition: Sequence[Token]) -> None:
    if not {token.word for token in pattern} & _SHORTEST or not condition or condition[0].word != "WHERE":
        return
    for token, following in pairwise(condition):
        if token.word in _PARTS and following.text == "(":
            what = f"A condition on {token.text}(…) beside a shortest path ({position(text, token.start)})"
            advice = "Neo4j and the embedded engine differ here; put WITH and the path's name before WHERE."
            raise QueryError(what, advice=advice)


def _end(found: Sequence[Token], start: int) -> int:
    """Where the pattern that starts here ends: at a clause outside its brackets, or with its block."""
    depth = 0
    for at in range(start, len(found)):
        if found[at].text in ("(", "[", "{"):
            depth += 1
        elif found[at].text in _CLOSING:
            depth -= 1
        if depth < 0 or (depth == 0 and found[at].kind == "name" and found[at].word in _ENDS_PATTERN):
            return at
    return len(found)


def _bound(pattern: Sequence[Token]) -> set[str]:
    """Names that a pattern gives to its nodes and relationships."""
    pairs = pairwise(pattern)
    return {token.value for before, token in pairs if token.word and before.text in ("(", "[")}


def _map_values(pattern: Sequence[Token]) -> Iterator[Token]:
    """Names that stand for values in the property maps of a pattern."""
    opened: list[str] = []
    for at, token in enumerate(pattern):
        if token.text in ("(", "[", "{"):
            opened.append(token.text)
        elif token.text in _CLOSING and opened:
            opened.pop()
        elif "{" in opened and token.word and pattern[at - 1].text != ".":
            following = pattern[at + 1].text if at + 1 < len(pattern) else ""
            if following not in (":", "("):
                yield token
