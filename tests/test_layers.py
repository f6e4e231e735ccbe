"""Data goes one way: each room imports only the rooms before it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOMS = [
    "errors",
    "settings",
    "records",
    "ontology",
    "digests",
    "lexicon",
    "extract",
    "resolve",
    "evaluate",
    "graph",
    "stores",
    "exports",
    "explorer",
    "pipeline",
    "notebook",
    "api",
    "kg",
    "cli",
]
# Doors on the same landing: each reads the graph, none reads the other.
SIDE_BY_SIDE = {"stores", "exports", "explorer"}
PACKAGE = Path(__file__).parent.parent / "kg"


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return "kg" if first == "__init__.py" else first.removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module == "kg":
                names = [f"kg.{alias.name}" for alias in node.names]
            else:
                names = [node.module or ""]
        for name in names:
            parts = name.split(".")
            if parts[0] == "kg":
                known = len(parts) > 1 and parts[1] in ROOMS
                rooms.add(parts[1] if known else "kg")
    return rooms


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_rooms_before_it(path: Path) -> None:
    room = room_of(path)
    assert room in ROOMS, f"{path} stands in no room of the flow"
    for other in imported_rooms(path) - {room}:
        assert ROOMS.index(other) < ROOMS.index(room), f"{path} imports {other}"
        assert not {room, other} <= SIDE_BY_SIDE, f"{path} imports {other}"
