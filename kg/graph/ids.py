"""Ids of edges and deals: hashes of what they are, never random, never a number of order."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

_LENGTH = 12


def content_id(kind: str, *parts: str) -> str:
    """`kind:hash` of the parts."""
    digest = hashlib.sha256("\x1f".join((kind, *parts)).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind.lower()}:{digest[:_LENGTH]}"


def host_of(url: str) -> str:
    """The host that a link leads to, without `www.`; empty where there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
