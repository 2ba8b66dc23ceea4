"""Which language a text is in, and whether sayso can read it. English is what it reads."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# Frequent English words that are rare in the other languages that share our letters: no "in", "is", "of" (Dutch), no "for", "at" (Danish).
_ENGLISH = frozenset(
    "the and that with which from they their this were been would said who has its are but about not she when there".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6000
_NAMES = {
    "english": "en",
    "eng": "en",
    "french": "fr",
    "german": "de",
    "spanish": "es",
    "russian": "ru",
    "arabic": "ar",
    "chinese": "zh",
}


def detect_language(text: str, *, stated: str | None = None) -> tuple[str, str | None]:
    """
    The language of the text as an ISO 639 code, and `None` if it is English, else a sentence that says why it is not.

    Where the words are clear they decide. Where they are too few, what the file states decides, and English if it states nothing.

    >>> detect_language("Rockets hit market")
    ('en', None)
    """
    code = read_language(stated)
    sample = text[:_SAMPLE]
    if _latin_share(sample) < 0.5:
        return _explain(_rank(sample)[0][0], "the text is not in English")
    words = _WORD.findall(sample.lower())
    common = sum(word in _ENGLISH for word in words) / max(len(words), 1)
    if len(words) >= 12 and common >= 0.08:
        return "en", None
    if len(words) >= 4:
        ranked = _rank(sample)
        best, score = ranked[0]
        english = sum(share for language, share in ranked if language in ("en", "sco"))
        if best in ("en", "sco") and score >= 0.5:
            return "en", None
        # Names and headlines spread over many languages; a text in another language stands out.
        if english < 0.02 and score >= 0.4 and common < 0.04 and best != "zxx":
            return _explain(best, "the text is not in English")
    return (
        ("en", None)
        if code in (None, "en")
        else _explain(code, "the text is short, and its file says it is not in English")
    )


def read_language(stated: str | None) -> str | None:
    """The two- or three-letter code in what a file states ("en-GB", "English"); `None` if it holds none."""
    if not stated:
        return None
    words = stated.strip().lower()
    code = _NAMES.get(words) or re.split(r"[-_]", words)[0]
    code = _NAMES.get(code, code)
    return code if re.fullmatch(r"[a-z]{2,3}", code) and code not in ("und", "mul", "zxx") else None


def _explain(code: str, why: str) -> tuple[str, str]:
    return code, f"{why} (language {code}); sayso reads English only"


def _latin_share(sample: str) -> float:
    letters = [character for character in sample if character.isalpha()]
    latin = sum(character <= "\u024f" or "\u1e00" <= character <= "\u1eff" for character in letters)
    return latin / len(letters) if letters else 1.0


def _rank(sample: str) -> list[tuple[str, float]]:
    """All languages with their probability, likeliest first."""
    ranked: list[tuple[str, float]] = _identifier().rank(sample)
    return ranked


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
