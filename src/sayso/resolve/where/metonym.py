"""Whether a place's name stands for its government: "Moscow said", "relations with Washington"."""

from __future__ import annotations

import re

from sayso.records import Span

_AUXILIARY = r"(?:has|have|had|is|was|would|will|did|does|not|also|later|then|now|still|again|already|repeatedly|immediately|initially|strongly|officially|publicly|reportedly|never|long)"
_PAST_OR_PRESENT = """
    said|says|say warned|warns|warn accused|accuses|accuse denied|denies|deny rejected|rejects|reject insisted|insists|insist announced|announces|announce
    vowed|vows|vow threatened|threatens|threaten condemned|condemns|condemn demanded|demands|demand urged|urges|urge agreed|agrees|agree refused|refuses|refuse
    claimed|claims|claim maintained|maintains|pledged|pledges|pledge promised|promises|promise responded|responds|respond retaliated|retaliates|retaliate
    signalled|signaled|signals|signal proposed|proposes|propose recognised|recognized|recognises|recognizes|recognise|recognize blamed|blames|blame
    argued|argues|argue acknowledged|acknowledges|acknowledge imposed|imposes|impose expelled|expels|expel summoned|summons|summon declared|declares|declare
    dismissed|dismisses|dismiss criticised|criticized|criticises|criticizes|criticise|criticize praised|praises|welcomed|welcomes|welcome confirmed|confirms|confirm
    regards|regarded considers|considered believes|believed wants|wanted hopes|hoped fears|feared saying|accusing|denying|rejecting|insisting|warning|demanding|urging
    refusing|threatening|claiming|vowing sanctioned|sanctions decided|decides backs|backed|backing opposes|opposed|opposing approved|approves suspended|suspends
"""
_ACTS = re.compile(
    rf",?\s(?:{_AUXILIARY}\s){{0,3}}(?:{'|'.join(_PAST_OR_PRESENT.split())}|called (?:on|for)|calls (?:on|for)|accused)\b"
)
_DEALINGS = re.compile(
    r"\b(?i:relations|ties|talks|negotiations|pressure|sanctions|tensions?|dialogue|diplomacy|alliance|deal|agreement|pact|war of words|rift|dispute|standoff)"
    r" (?:between|with|on|against) (?:[A-Z][\w.]+(?:,| and)? (?:and )?){0,2}$"
)
_STATE_MATTERS = re.compile(
    r"['’]s? (?:\w+ ){0,2}(?:government|foreign ministry|foreign minister|ambassador|envoy|stance|position|policy|policies|decision|demands?|claims?|allies|ally|allegations?"
    r"|denials?|threats?|refusal|response|support|backing|aggression|intentions?|intelligence services|nuclear programme|nuclear program|troops|military)\b"
)


def is_metonym(text: str, span: Span, *, is_capital: bool = True) -> bool:
    """
    Whether the words beside a place's name make it the one who acts. Conservative: no in doubt. A capital stands for its government
    in "Moscow's demands" and "relations with Moscow" too; a country's name in these is the country's own (`is_capital` false).

    >>> is_metonym("Moscow warned that it would answer.", Span(0, 6)), is_metonym("Moscow is cold.", Span(0, 6))
    (True, False)
    """
    if _ACTS.match(text, span.end) and not _is_after_place_word(text, span.start):
        return True
    if not is_capital:
        return False
    return (
        _STATE_MATTERS.match(text, span.end) is not None
        or _DEALINGS.search(text, max(0, span.start - 60), span.start) is not None
    )


def _is_after_place_word(text: str, start: int) -> bool:
    """Whether the name belongs to what goes before: "officials in Moscow said", "the mayor of Moscow said"."""
    return (
        re.search(
            r"\b(?:in|of|from|near|at|to|for|around|outside|across|with|by|on|against|about|into)(?: the)? $",
            text[max(0, start - 14) : start],
        )
        is not None
    )
