"""Links that a page may offer: http and https, nothing that runs or reads."""

from __future__ import annotations

from urllib.parse import urlsplit


def web_link(url: str) -> str:
    """The link as it is, or nothing where it leads elsewhere than to the web.

    >>> web_link("https://example.org/a"), web_link("javascript:alert(1)"), web_link(" data:text/html,x")
    ('https://example.org/a', '', '')
    """
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return url if sound and url.isprintable() and not any(map(str.isspace, url)) else ""
