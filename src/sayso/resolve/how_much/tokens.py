"""A text as tokens with offsets: what the other modules of this folder walk along."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(
    r"""\n
    | \d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d+)? | \d{1,3}(?:[\u00a0\u2009\u202f]\d{3}){1,6}(?!\d)(?:\.\d+)?
    | \d{1,2}(?:,\d{2}){1,6},\d{3}(?!\d)(?:\.\d+)? | \d+(?:[.:]\d+)* | (?<![\w.])\.\d+
    | (?:[^\W\d_]\.){2,} | [^\W\d_]+(?:['’][^\W\d_]+)* | [^\w\s]""",
    re.VERBOSE,
)

_OPENING: Final = frozenset(["", "\n", ".", "!", "?", ":", '"', "“", "‘", "'", "(", "[", "—", "–", "•", "*", ";"])
_CLOSING: Final = frozenset("”’)")
DASHES: Final = frozenset("-–—‑−")


@dataclass(frozen=True, slots=True)
class Tokens:
    """
    The tokens of a text: `words` as written, `lows` in lower case, and their offsets.

    Digits, words (with their apostrophes), dotted abbreviations, single punctuation marks and line ends are tokens. Reading past
    either end with `low` gives "", so that rules need no length checks.
    """

    text: str
    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]

    def low(self, at: int) -> str:
        """The token in lower case, "" beyond the ends of the text."""
        return self.lows[at] if 0 <= at < len(self.lows) else ""

    def word(self, at: int) -> str:
        """The token as written, "" beyond the ends of the text."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def is_glued(self, at: int) -> bool:
        """Whether nothing stands between this token and the one after it."""
        return 0 <= at < len(self.words) - 1 and self.ends[at] == self.starts[at + 1]

    def is_number(self, at: int) -> bool:
        """Whether the token is written in digits."""
        word = self.word(at)
        return bool(word) and (word[0].isdecimal() or (word[0] == "." and len(word) > 1))

    def is_capital(self, at: int) -> bool:
        """Whether the token opens with a capital letter."""
        return self.word(at)[:1].isupper()

    def is_word(self, at: int) -> bool:
        """Whether the token is made of letters."""
        return self.word(at)[:1].isalpha()

    def opens_sentence(self, at: int) -> bool:
        """Whether a sentence, a quotation or a line begins with this token."""
        before = self.low(at - 1)
        if before in _CLOSING:
            before = self.low(at - 2)
        return at == 0 or before in _OPENING

    def ends_sentence(self, at: int) -> bool:
        """Whether this token closes a sentence or a line."""
        low = self.low(at)
        if low in {"", "\n", "!", "?"}:
            return True
        return low == "." and not (self.word(at + 1)[:1].islower() and self.is_word(at + 1))


_IRREGULAR: Final = frozenset(
    "people men women children police troops personnel staff aircraft data media crew policemen gunmen servicemen congressmen lives feet teeth cattle sheep fish".split()
)


def is_plural_noun(low: str) -> bool:
    """Whether a word in lower case looks like a plural noun."""
    return low in _IRREGULAR or (
        len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "ous", "us", "is", "'s"))
    )


def split_tokens(text: str) -> Tokens:
    """
    The tokens of a text.

    >>> split_tokens("It cost $1.2m.").words
    ['It', 'cost', '$', '1.2', 'm', '.']
    """
    words, starts, ends = [], [], []
    for match in _TOKEN.finditer(text):
        words.append(match.group())
        start, end = match.span()
        starts.append(start)
        ends.append(end)
    return Tokens(text, words, [word.lower().replace("’", "'") for word in words], starts, ends)
