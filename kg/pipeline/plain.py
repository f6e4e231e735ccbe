"""Text from digests for people to read: as it is, but for what would steer a terminal or leave its line."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """One line of printable text: control characters, line ends among them, become spaces.

    >>> plain("GPT-5\\x1b[2J\\n发布")
    'GPT-5 [2J 发布'
    """
    return "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
