"""Ids of edges and deals: hashes of what they are, never random, never a number of order."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from urllib.parse import urlsplit

# 64 bits: among ten million edges of one type two would share an id once in 370,000 graphs.
_LENGTH = 16


def content_id(kind: str, *parts: str) -> str:
    """`kind:hash` of the kind and the parts, the kind in lower case; each part counts with its length."""
    told = "".join([f"{len(part)}:{part}" for part in (kind, *parts)])
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind.lower()}:{digest[:_LENGTH]}"


@lru_cache(maxsize=1 << 14)
def host_of(url: str) -> str:
    """The host that a link leads to, in lower case, without `www.`; empty where there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").rstrip(".")
