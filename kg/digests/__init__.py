"""Digest files → `Digest` → `Item`: Markdown, HTML and JSON, their items found by shape.

`read_all` takes files, folders, globs and `-`; what cannot be read is a `Problem`, the rest goes on.
"""

from __future__ import annotations

from kg.digests.files import find_files
from kg.digests.inline import plain
from kg.digests.lines import item_of
from kg.digests.reading import Reading, read_all, read_bytes

__all__ = ["Reading", "find_files", "item_of", "plain", "read_all", "read_bytes"]
