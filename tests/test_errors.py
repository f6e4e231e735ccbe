"""The tree of errors that the docstring draws is the tree of classes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from kg import errors
from kg.errors import KgError


def drawn() -> Iterator[tuple[str, str]]:
    """(class, its parent) as the docstring draws them; a level is four columns deep."""
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        found = re.fullmatch(r"    ([│ ]*)(?:[├└]── )?([A-Z]\w+)(?:  *\S.*)?", line)
        if not found:
            continue
        level = (found.start(2) - 4) // 4
        path[level:] = [found[2]]
        yield found[2], path[level - 1] if level else ""


def classes() -> Iterator[tuple[str, str]]:
    """(class, its parent) as the module defines them, the root without one."""
    for one in vars(errors).values():
        if isinstance(one, type) and issubclass(one, KgError):
            yield one.__name__, "" if one is KgError else one.__bases__[0].__name__


def test_the_drawing_equals_the_classes() -> None:
    assert list(drawn()) == list(classes())
    assert len(list(classes())) > 5


@pytest.mark.parametrize("name", [name for name, _ in classes()])
def test_each_error_says_what_it_is_and_what_to_try(name: str) -> None:
    kind = getattr(errors, name)
    assert kind.__doc__.strip().endswith(".")
    assert kind("no such file").advice == ""
    error = kind("no such file", advice="Name another.")
    assert (str(error), error.advice) == ("no such file", "Name another.")


def test_one_clause_catches_all() -> None:
    assert issubclass(KgError, Exception)
    assert all(issubclass(getattr(errors, name), KgError) for name, _ in classes())
