"""Bytes → a string, without guessing wildly and without losing a byte; and a string → the form that reports have."""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import pairwise

from sayso.errors import ReportError

_MARKS = (  # the longer first: UTF-32's mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"SQLite format 3\x00", "an SQLite file"),
)
# What pages declare and what browsers then read.
_DECLARED = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949"}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_TYPOGRAPHIC = frozenset("‘’“”‚„–—…•€£¥©®™°½¼¾§«»·×†‡¡¿ºª´¢‹›′″\xa0\xad")
_WORD = re.compile(r"[^\W\d_]+")

BINARY = "this is not a text file; give sayso the report as text, HTML, JSON Lines or CSV"


class DamagedError(ReportError):
    """Text in an encoding that cannot be told, or that some of its bytes do not fit."""


def normalize_text(text: str) -> tuple[str, bool]:
    r"""
    The text as reports hold it (no byte order mark, LF line ends, NFC; nothing stripped or collapsed), and whether that changed anything.

    Raises `ReportError` for a text without words, with NUL characters, or with half of a surrogate pair.

    >>> normalize_text("\ufeffOne.\r\nTwo.")
    ('One.\nTwo.', True)
    """
    clean = unicodedata.normalize("NFC", text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")).lstrip(
        "\ufeff"
    )
    if not clean.strip():
        raise ReportError("there is no text in it; remove it or fill it")
    if "\x00" in clean:
        raise ReportError("the text holds NUL characters, so it is damaged or not text; export it again")
    try:
        clean.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ReportError(
            f"the text holds half a character (a lone surrogate) at {error.start}; export it again as UTF-8"
        ) from error
    if not any(character.isalnum() for character in clean):
        raise ReportError("there is not one word in it; remove it or fill it")
    return clean, clean != text


def decode_bytes(data: bytes, *, declared: str | None = None) -> str:
    """
    The text of the bytes: by their byte order mark, as UTF-8, as they declare, or as detected, whichever fits first, to the last byte.

    A leading mark stays as U+FEFF, for `normalize_text` to drop and to tell of. Raises `ReportError` for bytes that are no text and
    for damaged UTF-8.
    """
    if not data:
        raise ReportError("the file is empty; remove it or fill it")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise ReportError(f"this is {kind}, not text; unpack it or save the report as text or HTML")
    encoding = find_encoding(data, declared=declared)
    text = _try_decode(data, encoding)
    if text is None:
        raise ReportError(f"the bytes are not whole {encoding.upper()} text; save the report again as UTF-8")
    if not _is_text(text):
        raise ReportError(BINARY)
    return text


def find_encoding(data: bytes, *, declared: str | None = None) -> str:
    """
    The name of the encoding that the bytes are in. A sample will do, if it is cut at the end of a line.

    Raises `ReportError` for bytes that are no text, and for text that is neither UTF-8 nor anything else.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\x00" in data:
        return _find_wide_encoding(data)
    declared = _DECLARED.get((declared or "").strip().lower(), (declared or "").strip().lower())
    if declared == "iso-2022-jp" and b"\x1b$" in data:  # looks like ASCII to UTF-8
        return declared
    if _try_decode(data, "utf-8") is not None:
        return "utf-8"
    if (
        declared
        and declared not in ("utf-8", "utf8")
        and (text := _try_decode(data, declared)) is not None
        and _is_text(text)
    ):
        return declared
    _refuse_damaged_utf8(data)
    return _detect_encoding(data)


def _find_wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark has NULs at every other place in European text; any other NULs mean that this is no text."""
    half = len(data) // 2
    for encoding, nulls in (("utf-16-le", data[1::2].count(0)), ("utf-16-be", data[0::2].count(0))):
        text = _try_decode(data, encoding) if half and nulls >= 0.7 * half and data.count(0) == nulls else None
        if text and sum(" " <= character <= "~" or character.isspace() for character in text) >= 0.7 * len(text):
            return encoding
    raise ReportError(BINARY)


def _refuse_damaged_utf8(data: bytes) -> None:
    """Raises `ReportError` where most of what is not ASCII is UTF-8: then the rest is damage, not another encoding."""
    characters = re.findall(rb"[\xc3-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", data)
    if characters and 2 * sum(map(len, characters)) > sum(byte > 127 for byte in data):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise DamagedError(
                f"invalid UTF-8: byte 0x{data[error.start]:02x} at {error.start} (line {line}) fits no character; save the report again as UTF-8"
            ) from error


def _detect_encoding(data: bytes) -> str:
    unknown = DamagedError("the encoding cannot be told, and it is not valid UTF-8; save the report again as UTF-8")
    high = sum(byte > 127 for byte in data)
    mostly_ascii = high < 0.3 * len(data)  # beyond that it is another script
    # English text that is not UTF-8 is Windows-1252 nearly always, and detectors are poor at short texts.
    if mostly_ascii:
        for encoding in ("cp1252", "mac_roman"):
            text = _try_decode(data, encoding)
            if text is not None and _is_plausible(text):
                return encoding
    from charset_normalizer import from_bytes

    best = from_bytes(data[:1_000_000]).best()
    text = _try_decode(data, best.encoding) if best is not None else None
    if best is None or text is None or not _is_text(text) or (mostly_ascii and not _is_plausible(text)):
        raise unknown
    return best.encoding


def _try_decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, ValueError, TypeError, AssertionError):
        # LookupError and TypeError: the page declares an encoding that does not exist, or a codec that is none (such as "hex").
        return None


def _is_text(text: str) -> bool:
    """Whether the text is free of control characters but for a stray few."""
    return "\x00" not in text and len(_CONTROL.findall(text)) <= 0.01 * len(text)


def _is_plausible(text: str) -> bool:
    """Whether every character beyond ASCII stands where it would in a European text: marks, or letters inside ordinary words."""
    if not _is_text(text) or re.search("â[€‚„†]", text):  # the beginning of a UTF-8 dash or quotation mark, cut short
        return False
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        # A wrong table gives letters alone, capitals within words, other scripts or rare letters.
        lone = not any(character.isascii() for character in word)
        if (lone and len(word) > 2) or any(character > "\u024f" or character in "ÿþð" for character in word):
            return False
        if any(one.islower() and two.isupper() and not two.isascii() for one, two in pairwise(word)):
            return False
        if lone and word.isupper():
            return False
    others = {character for character in text if character > "\x7f" and not character.isalpha()}
    return others <= _TYPOGRAPHIC
