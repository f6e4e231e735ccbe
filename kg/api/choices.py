"""What a caller chose of what the schemas name; a word unknown to them is an error, never an empty answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from kg.errors import UsageError


def chosen(given: str | Iterable[str] | None, known: Collection[str], what: str) -> frozenset[str] | None:
    """One or several names of `known`; nothing for all of them.

    >>> sorted(chosen(["b", "c"], ["a", "b", "c"], "letter") or ())
    ['b', 'c']
    """
    if given is None:
        return None
    names = [given] if isinstance(given, str) else list(given)
    for name in names:
        if name not in known:
            near = get_close_matches(name.upper(), [one.upper() for one in known], n=1)
            spelled = {one.upper(): one for one in known}
            hint = f"Did you mean {spelled[near[0]]}? " if near else ""
            raise UsageError(f"There is no {what} {name!r}", advice=f"{hint}There are: {', '.join(known)}.")
    return frozenset(names)
