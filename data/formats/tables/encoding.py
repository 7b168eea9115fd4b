"""Bytes become text: byte order marks, UTF-8, UTF-16, and what old programs write."""

import codecs
from typing import Final

from charset_normalizer import from_bytes

from data.formats.tables.kinds import TableFile, refuse_kind

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD_ENCODINGS: Final = {"gb18030": "GB18030 (Chinese)", "cp1252": "Windows-1252 (Western European)"}
_EXPECTED: Final = "text in UTF-8; in a spreadsheet, save as 'CSV UTF-8' or .xlsx"


def decoded(file: TableFile) -> tuple[str, str]:
    """Return the text of `file`, and a note where its encoding had to be guessed ("" otherwise)."""
    content = file.content
    if file.encoding:
        return _known(file, file.encoding), ""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _known(file, encoding), ""
    if _looks_like_utf16(content):
        return _known(file, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"), ""
    if b"\0" in content:
        refuse_kind(file.name, "bytes that are no text", _EXPECTED)
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _guessed(file)


def _known(file: TableFile, encoding: str) -> str:
    try:
        return file.content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        refuse_kind(file.name, f"bytes that are no {encoding}", _EXPECTED)


def _looks_like_utf16(content: bytes) -> bool:
    """Whether every other byte is zero at the very beginning, as in UTF-16 of a header in Latin letters."""
    start = content[:6]
    return len(start) >= 4 and (not any(start[1::2]) or not any(start[0::2])) and any(start)


def _guessed(file: TableFile) -> tuple[str, str]:
    best = from_bytes(file.content, cp_isolation=list(_OLD_ENCODINGS)).best()
    encoding = best.encoding if best else "cp1252"
    text = file.content.decode(encoding, errors="replace")
    if "\ufffd" in text:
        refuse_kind(file.name, "bytes in an unknown encoding", _EXPECTED)
    name = _OLD_ENCODINGS.get(encoding, encoding)
    note = f"{file.name}: the text is not UTF-8 and was read as {name}; if names look wrong, save as UTF-8."
    return text, note
