"""Whether a place's name stands for its government: "Moscow said", "relations with Washington"."""

from __future__ import annotations

import re

from sayso.records import Span

_SAYS = re.compile(
    r"""^,?\s(?:(?:has|have|had|also|later|then|now|immediately|quickly|initially|repeatedly|again|still|strongly|officially|publicly|reportedly|never|would|will|did|does|not)\s){0,3}
    (?:say|sa(?:id|ys)|warn(?:ed|s)?|accus(?:e[ds]?|ing)|den(?:ied|ies|y)|reject(?:ed|s)?|insist(?:ed|s)?|announc(?:ed|es|e)|vow(?:ed|s)?|threaten(?:ed|s)?|condemn(?:ed|s)?
    |demand(?:ed|s)?|urge[ds]?|urge|agree[ds]?|agree|refus(?:ed|es|e)|call(?:ed|s)\s(?:on|for|it|the)|claim(?:ed|s)?|maintain(?:ed|s)|regard(?:ed|s)|consider(?:ed|s)
    |pledg(?:ed|es|e)|promis(?:ed|es|e)|want(?:ed|s)?|hope[ds]|believ(?:ed|es|e)|respond(?:ed|s)?|retaliat(?:ed|es|e)|signal(?:led|ed|s)|propos(?:ed|es|e)|offer(?:ed|s)
    |recogni[sz](?:ed|es|e)|support(?:ed|s)|back(?:ed|s)|blam(?:ed|es)|argu(?:ed|es)|acknowledg(?:ed|es|e)|confirm(?:ed|s)?|express(?:ed|es)|impos(?:ed|es)|expell?(?:ed|s)|summon(?:ed|s)
    |decid(?:ed|es)|plan(?:ned|s)\sto|sent|sends|fears?|fear(?:ed)|sees|saw|ordered|orders|declar(?:ed|es)|dismiss(?:ed|es)|criticis(?:ed|es)|criticiz(?:ed|es)|praise[ds]|welcom(?:ed|es))\b""",
    re.VERBOSE | re.IGNORECASE,
)


def is_metonym(text: str, span: Span) -> bool:
    """Whether the words right after a place's name make it the one who acts: conservative, so "no" in doubt."""
    return _SAYS.match(text, span.end) is not None if False else _SAYS.match(text[span.end : span.end + 60]) is not None
