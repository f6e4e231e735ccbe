"""Which file each digest of a store was read from, so that a build knows what it may take back.

Local to a machine: these paths stand in no JSON file of the store and in no hash.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

STDIN = "-"
_FILE = "sources.tsv"


def _absolute(path: str | Path) -> str:
    return STDIN if str(path) == STDIN else str(Path(path).absolute())


@dataclass(frozen=True, slots=True)
class Sources:
    """Digest id → absolute path of its file, or `-` for standard input."""

    paths: Mapping[str, str]

    @classmethod
    def of(cls, paths: Mapping[str, str]) -> Sources:
        return cls({digest: _absolute(path) for digest, path in sorted(paths.items())})

    def updated(self, paths: Mapping[str, str]) -> Sources:
        return Sources(dict(sorted({**self.paths, **Sources.of(paths).paths}.items())))

    def inside(self, digest: str, paths: Sequence[str | Path]) -> bool:
        """Whether the digest's file is, or was, one of `paths` or lies below one of them."""
        source = self.paths.get(digest, STDIN)
        if source == STDIN:
            return False
        file = Path(source)
        return any(
            Path(path) == file or Path(path) in file.parents or fnmatch(source, path)
            for path in map(_absolute, paths)
        )

    @classmethod
    def read(cls, folder: Path) -> Sources:
        path = folder / _FILE
        if not path.is_file():
            return cls({})
        rows = (line.split("\t", 1) for line in path.read_text("utf-8").splitlines())
        return cls({digest: json.loads(source) for digest, source in rows})

    def write(self, folder: Path) -> None:
        # As JSON strings: a path may hold a tab or a line feed.
        lines = [f"{digest}\t{json.dumps(path)}\n" for digest, path in sorted(self.paths.items())]
        (folder / _FILE).write_text("".join(lines), encoding="utf-8", newline="\n")
