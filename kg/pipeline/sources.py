"""Which file each digest of a store was read from: what a build may take back, and need not read again.

Local to a machine: these paths stand in no JSON file of the store and in no hash.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from kg.digests import Reading
from kg.digests.remote import is_url
from kg.records import Digest

STDIN = "-"
_FILE = "sources.tsv"


def _absolute(path: str | Path) -> str:
    return str(path) if str(path) == STDIN or is_url(path) else str(Path(path).absolute())


@dataclass(frozen=True, slots=True)
class Sources:
    """Digest id → absolute path or URL of its file, or `-` for standard input.

    `keys` are those of files that were read without a complaint (`Reading.keys`), each with the number of
    digests that the file gave: one of them may come from another file by now.
    """

    paths: Mapping[str, str]
    keys: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading) -> Sources:
        count = Counter(reading.keys.values())
        paths = {digest: _absolute(path) for digest, path in sorted(reading.sources.items())}
        keys = {digest: f"{key}:{count[key]}" for digest, key in sorted(reading.keys.items())}
        return cls(paths, keys)

    def updated(self, reading: Reading) -> Sources:
        new = Sources.of(reading)
        old = {digest: key for digest, key in self.keys.items() if digest not in new.paths}
        return Sources(dict(sorted({**self.paths, **new.paths}.items())), {**old, **new.keys})

    def known(self, digests: Iterable[Digest]) -> dict[str, list[Digest]]:
        """File key → all digests of that file, in the order of their ids."""
        found: dict[str, list[Digest]] = defaultdict(list)
        for digest in sorted(digests, key=lambda digest: digest.id):
            if digest.id in self.keys:
                found[self.keys[digest.id]].append(digest)
        whole = {key.partition(":"): some for key, some in found.items()}
        return {key: some for (key, _, count), some in whole.items() if count == str(len(some))}

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
        paths, keys = {}, {}
        for line in path.read_text("utf-8").splitlines():
            digest, source, *key = line.split("\t")
            paths[digest] = json.loads(source)
            if key:
                keys[digest] = key[0]
        return cls(paths, keys)

    def write(self, folder: Path) -> None:
        # As JSON strings: a path may hold a tab or a line feed.
        rows = ((digest, json.dumps(path), self.keys.get(digest)) for digest, path in self.paths.items())
        lines = ["\t".join(filter(None, row)) + "\n" for row in sorted(rows, key=lambda row: row[0])]
        (folder / _FILE).write_text("".join(lines), encoding="utf-8", newline="\n")
