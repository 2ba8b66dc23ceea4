"""
Loaded words: words of a list, wherever a report uses them, and whose they are. Off unless asked for; it counts nothing by outlet.

The list that comes with sayso, `loaded_words.tsv`, names a published newsroom guide for each entry; users bring their own in the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from sayso.errors import ReportError
from sayso.records import Claim, LoadedWord, Span
from sayso.text import find_quotations

DEFAULT_LIST = Path(__file__).with_name("loaded_words.tsv")


def load_words(path: Path | str = DEFAULT_LIST) -> dict[str, str]:
    """
    A list of words: a word or phrase a line, a tab, the reason or the guide that says so; lines that begin with # are remarks. Raises
    `ReportError` where the file cannot be read or a line has no word.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise ReportError(
            f"{path}: the list of words cannot be read ({why}); it is a text file, a word a line"
        ) from None
    words = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        word, _, reason = line.partition("\t")
        if not re.search(r"\w", word):
            raise ReportError(f"{path}, line {number}: no word before the tab")
        words[" ".join(word.casefold().split())] = reason.strip() or "on the list"
    return words


def find_loaded_words(text: str, claims: Iterable[Claim], words: Mapping[str, str]) -> tuple[LoadedWord, ...]:
    """
    Each place where a word of the list stands, in text order, the longest entry where several begin.

    `whose` is speaker for words within quotation marks in the content of an attributed claim; outlet for words outside all claims of
    others; unclear in a paraphrase, which may be either's, and within quotation marks that no claim explains.
    """
    if not words:
        return ()
    entries = sorted(words, key=lambda word: (-len(word), word))
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in entries) + r")(?!\w)", re.IGNORECASE
    )
    quoted = find_quotations(text)
    contents = [span for claim in claims if claim.voice == "speaker" for span in claim.content]
    found = []
    for match in pattern.finditer(text):
        span = Span(match.start(), match.end())
        entry = " ".join(match[0].casefold().split())
        is_quoted = any(quotation.covers(span) for quotation in quoted)
        is_said = any(content.covers(span) for content in contents)
        whose, why = _say_whose(is_quoted=is_quoted, is_said=is_said)
        found.append(LoadedWord(span=span, entry=entry, whose=whose, why=f"{words.get(entry, 'on the list')}; {why}"))
    return tuple(found)


def _say_whose(*, is_quoted: bool, is_said: bool) -> tuple[Literal["outlet", "speaker", "unclear"], str]:
    if is_quoted and is_said:
        return "speaker", "within a quotation of a speaker"
    if is_said:
        return "unclear", "in a paraphrase of a speaker: the word may be either's"
    if is_quoted:
        return "unclear", "within quotation marks, and no speaker was found for them"
    return "outlet", "outside all attributed statements"
