"""Bytes of a file → text, or what is wrong with them."""

from __future__ import annotations

from kg.records import Problem

_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_NEARLY = "nearly UTF-8"
_GUESSED_FROM = 65_536
# Encodings that digests come in besides UTF-8; a guess among all is often a wrong one.
_LIKELY = ["gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1251", "cp1252"]


def decode(data: bytes, path: str) -> str | Problem:
    """UTF-8 with or without a byte order mark, line ends as line feeds, NUL left out."""
    for mark, name in _OTHER_BOMS:
        if data.startswith(mark):
            return _not_utf8(path, None, name)
    data = data.removeprefix(_BOM)
    if data.count(0) * 10 > len(data):
        return _not_utf8(path, None, "UTF-16")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(path, data.count(b"\n", 0, error.start) + 1, _guess(data))
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _not_utf8(path: str, line: int | None, encoding: str) -> Problem:
    if encoding == _NEARLY:
        detail = "a few bytes are damaged"
        advice = "repair that line, or drop what is broken: iconv -c -f UTF-8 -t UTF-8 IN > OUT"
        return Problem(path, line, "not UTF-8", detail, advice)
    detail = f"it looks like {encoding}" if encoding else "its encoding is unknown"
    advice = f"convert it: iconv -f {encoding or 'ENCODING'} -t UTF-8 IN > OUT"
    return Problem(path, line, "not UTF-8", detail, advice)


def _guess(data: bytes) -> str:
    """The likeliest encoding by iconv's name, "" where none fits."""
    from charset_normalizer import from_bytes

    part = data[:_GUESSED_FROM]
    text = part.decode("utf-8", "replace")
    if text.count("\ufffd") * 5 < sum(character > "\x7f" for character in text):
        return _NEARLY
    best = from_bytes(part, cp_isolation=_LIKELY, preemptive_behaviour=False).best()
    return best.encoding.upper() if best else ""
