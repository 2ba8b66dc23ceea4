"""
The claims worth comparing with a claim among many: by the signs of their vectors, eight to a byte, by which word stems they have, as 256 bits, and by day.

The signs of two vectors differ in as many places as the angle between them has shares of half a turn (Charikar 2002), so the nearest by signs hold
the nearest by angle. Two claims that lie only fairly near are worth a look if they share many of their words. 100,000 claims take 9 MB, and a
millisecond to look through.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Numbers = NDArray[np.int64]
STEM_BITS, UNDATED = 256, -(2**40)
_WORD = re.compile(r"\w+")
SCALE = 127.0
"""The largest number of a stored vector: it is scaled so that this is its longest part, and rounded to signed bytes."""
_TILE = 8192
"""So many claims are looked through at a time for all that are asked for: their signs stay in the cache of the processor."""


def pack_vector(vector: Vectors) -> bytes:
    """
    A vector as signed bytes; its length is lost, its direction kept to less than 0.01 of a cosine.

    >>> np.frombuffer(pack_vector(np.array([3.0, 4.0], np.float32)), np.int8).tolist()
    [95, 127]
    """
    largest = float(np.abs(vector).max(initial=0.0))
    return np.round(vector * (SCALE / largest if largest else 0.0)).astype(np.int8).tobytes()


def unpack_vectors(packed: Sequence[bytes]) -> Vectors:
    """Packed vectors as rows of unit length."""
    if not packed:
        return np.zeros((0, 0), np.float32)
    rows = np.frombuffer(b"".join(packed), np.int8).reshape(len(packed), -1).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Vectors = rows / np.maximum(lengths, 1.0)
    return unit


def pack_signs(packed: Sequence[bytes]) -> bytes:
    """The signs of packed vectors, one bit each, a whole number of 64-bit words a vector."""
    rows = np.frombuffer(b"".join(packed), np.int8).reshape(len(packed), -1)
    padded = np.zeros((len(rows), -(-rows.shape[1] // 64) * 64), np.bool_)
    padded[:, : rows.shape[1]] = rows > 0
    return np.packbits(padded, axis=1).tobytes()


def join_signs(packed: Sequence[bytes], stems: Sequence[bytes], days: Sequence[str | None]) -> bytes:
    """The signs, the stems and the days (ISO 8601) of claims, one claim behind the other."""
    if not packed:
        return b""
    signs = np.frombuffer(pack_signs(packed), np.uint64).reshape(len(packed), -1)
    bits = np.frombuffer(b"".join(stems), np.uint64).reshape(len(packed), -1)
    numbers = np.array([_number_day(day) for day in days], np.int64).view(np.uint64).reshape(-1, 1)
    return np.hstack([signs, bits, numbers]).tobytes()


def _number_day(day: str | None) -> int:
    """Days since 1970, `UNDATED` for none."""
    try:
        return date.fromisoformat((day or "")[:10]).toordinal() - date(1970, 1, 1).toordinal()
    except ValueError:
        return UNDATED


def pack_stems(words: Sequence[str]) -> bytes:
    """
    Which stems a text has, as `STEM_BITS` bits: the first letters of its longer words and its numbers, each hashed to one of them.

    >>> sum(byte.bit_count() for byte in pack_stems(["The bridges were closed,", "40 closures"]))
    5
    """
    bits = np.zeros(STEM_BITS, np.bool_)
    for word in _WORD.findall(" ".join(words).casefold()):
        if len(word) > 3 or word[0].isdigit():
            bits[crc32(word[:5].encode("utf-8", "surrogatepass")) % STEM_BITS] = True
    return np.packbits(bits).tobytes()


@dataclass(frozen=True, slots=True)
class Reach:
    """
    How far to look. Claims whose signs differ in at most the share `near` of places are taken, and those up to `far` that share at least `stems` of the
    stems of the one that has fewer; of claims more than `days` apart only those that are near and share their stems. Claims without a day are taken as
    if they were of every day.
    """

    near: float
    far: float
    stems: float
    days: int


class SignIndex:
    """The signs, stems and days of many claims, grown block by block. All vectors have the same width."""

    def __init__(self) -> None:
        self._claims = np.zeros(0, np.int64)
        self._signs = np.zeros((0, 0), np.uint64)
        self._added: list[tuple[Numbers, NDArray[np.uint64]]] = []

    def add(self, claims: Sequence[int] | bytes, signs: bytes) -> None:
        """Adds claims, as numbers or as 64-bit little-endian integers, with their signs, stems and days as `join_signs` gives them."""
        numbers = np.frombuffer(claims, "<i8") if isinstance(claims, bytes) else np.asarray(claims, np.int64)
        if len(numbers):
            self._added.append((numbers.astype(np.int64), np.frombuffer(signs, np.uint64).reshape(len(numbers), -1).T))

    def find(self, signs: bytes, count: int, *, most: int, reach: Reach) -> list[list[int]]:
        """For each of `count` claims, given as `join_signs` does, at most `most` of those within reach, nearest first, equal ones by number."""
        self._settle()
        if not len(self._claims):
            return [[] for _ in range(count)]
        wanted = np.frombuffer(signs, np.uint64).reshape(count, -1)
        parts: list[list[tuple[Numbers, NDArray[np.uint16]]]] = [[] for _ in range(count)]
        for first in range(0, len(self._claims), _TILE):
            tile = np.ascontiguousarray(self._signs[:, first : first + _TILE])
            claims = self._claims[first : first + _TILE]
            for own, found in zip(wanted, parts, strict=True):
                places, apart = _find_within(tile, own, reach)
                found.append((claims[places], apart))
        return [_take_nearest(found, most) for found in parts]

    def _settle(self) -> None:
        """Joins what was added to what is there, each 64 places of all vectors in one row."""
        if self._added:
            parts = [(self._claims, self._signs)] if len(self._claims) else []
            parts += self._added
            self._claims = np.concatenate([claims for claims, _ in parts])
            self._signs = np.ascontiguousarray(np.concatenate([signs for _, signs in parts], axis=1))
            self._added = []


def _find_within(tile: NDArray[np.uint64], own: NDArray[np.uint64], reach: Reach) -> tuple[Numbers, NDArray[np.uint16]]:
    """The places of those of some claims that are within reach of one, and in how many signs each differs."""
    split = len(tile) - STEM_BITS // 64 - 1
    far, near = int(reach.far * 64 * split), int(reach.near * 64 * split)
    days, day = tile[-1].view(np.int64), int(own[-1:].view(np.int64)[0])
    timely = np.abs(days - day) <= (reach.days if day != UNDATED else 2**62)
    timely |= days == UNDATED
    apart = np.zeros(tile.shape[1], np.uint16)
    for row, word in zip(tile[:split], own[:split], strict=True):
        apart += count_bits(row ^ word)
    places = np.flatnonzero(apart <= np.where(timely, np.uint16(far), np.uint16(near)))
    apart, kept = apart[places], timely[places]
    kept &= apart <= near
    # What is near and of its time needs no shared words: few are left whose words are counted.
    asked = np.flatnonzero(~kept)
    stems = tile[split:-1, places[asked]]
    shared = count_bits(stems & own[split:-1, None]).sum(axis=0, dtype=np.int64)
    fewer = np.minimum(count_bits(stems).sum(axis=0, dtype=np.int64), int(count_bits(own[split:-1]).sum()))
    kept[asked] = shared >= reach.stems * np.maximum(fewer, 1)
    return places[kept], apart[kept]


def _take_nearest(parts: Sequence[tuple[Numbers, NDArray[np.uint16]]], most: int) -> list[int]:
    claims, apart = (np.concatenate(column) for column in zip(*parts, strict=True))
    return [int(claim) for claim in claims[np.lexsort((claims, apart))][:most]]


def find_share(cosine: float, *, width: int, margin: float = 3.0) -> float:
    """
    The share of places in which the signs of two vectors differ at most, if their cosine is at least this: the angle's share of half a turn, and
    `margin` standard deviations for chance.

    >>> round(find_share(0.5, width=384), 2)
    0.41
    """
    share = float(np.arccos(np.clip(cosine, -1.0, 1.0))) / np.pi
    return share + margin * float(np.sqrt(share * (1.0 - share) / width))


def count_bits(words: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """
    How many bits are set in each word.

    >>> count_bits(np.array([3, 255], np.uint64)).tolist()
    [2, 8]
    """
    if hasattr(np, "bitwise_count"):
        counted: NDArray[np.uint8] = np.bitwise_count(words)
        return counted
    table = np.array([value.bit_count() for value in range(1 << 16)], np.uint8)  # NumPy 1 cannot count bits
    quarters: NDArray[np.uint8] = table[words.view(np.uint16)].reshape(-1, 4).sum(axis=1, dtype=np.uint8)
    return quarters
