"""Code points ↔ UTF-16 units: browsers count the second, every other room of sayso the first. Only this module knows both."""

from __future__ import annotations

from bisect import bisect_left

from sayso.records import Span


class Utf16:
    """
    The offsets of one text in both ways of counting.

    Letters beyond U+FFFF (emoji, rare Chinese characters) are one code point and two units; all others are one of each.

    >>> offsets = Utf16("🌊 wave")
    >>> offsets.to_units(2), offsets.to_point(3)
    (3, 2)
    """

    def __init__(self, text: str) -> None:
        self._length = len(text)
        wide = [place for place, character in enumerate(text) if character > "\uffff"]
        self._points = wide
        self._units = [place + before for before, place in enumerate(wide)]

    def to_units(self, point: int) -> int:
        """The offset in UTF-16 units of an offset in code points. Raises `ValueError` outside of the text."""
        if not 0 <= point <= self._length:
            raise ValueError(f"code point {point} is outside of a text of {self._length}")
        return point + bisect_left(self._points, point)

    def to_point(self, unit: int) -> int:
        """The offset in code points of an offset in UTF-16 units; the middle of a pair counts as its start. Raises `ValueError`."""
        point = unit - bisect_left(self._units, unit)
        if unit < 0 or point > self._length:
            raise ValueError(f"UTF-16 unit {unit} is outside of the text")
        return point

    def span_to_units(self, span: Span) -> tuple[int, int]:
        """Start and end of a span in UTF-16 units."""
        return self.to_units(span.start), self.to_units(span.end)
