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
    replied|replies|reply answered|answers accepted|accepts congratulated|congratulates thanked|thanks lent|lends signed|signs adopted|adopts
    sided|sides protested|protests withdrew|withdraws intervened|intervenes pressed|presses
    refusing|threatening|claiming|vowing sanctioned|sanctions decided|decides backs|backed|backing opposes|opposed|opposing approved|approves suspended|suspends
"""
_VERB = rf"(?:{'|'.join(_PAST_OR_PRESENT.split())}|called (?:on|for|this|that|it|the)|calls (?:on|for|this|that|it|the)|accused)"
_MODAL = r"(?:would|could|will|may|might|should|must|has yet to|had yet to)"
_DOING = (
    r"(?:respond|answer|reply|comment|adopt|withdraw|withhold|hold back|impose|retaliate|accept|agree|recogni[sz]e|sign|support|back|oppose|reject|veto|provide|send|supply|"
    r"pay what|consider|decide|negotiate|intervene|act|announce|publish|ratify|expel|sanction)"
)
_BEING = (
    r"(?:(?:is|was|has been|had been|would be|were) (?:not |also |now )?(?:grateful|angry|furious|prepared|willing|ready to|determined|responsible for|behind|committed|opposed|concerned)|"
    r"(?:has|had|have) (?:no|every|little) (?:objection|quarrel|reason|intention|evidence|plans|right|choice|wish|interest)|"
    r"(?:has|had) (?:\w+ )?(?:presented|offered|received|sent|pressed|paid more attention|asked|told|warned|replied|answered|accepted|imposed|signed|promised|agreed|refused|lent|expelled)|"
    r"holds the (?:presidency|chair))"
)
_ASIDE = r"(?:, (?:which|whose|citing|for its part|in turn|meanwhile)\b[^.;:!?\n“”\"]{0,90},| (?:yesterday|today|on \w+day|last (?:week|month|year|night)),?)?"
_ACTS = re.compile(
    rf"{_ASIDE},?\s(?:(?:{_AUXILIARY}\s){{0,3}}{_VERB}|(?:{_AUXILIARY}\s){{0,2}}{_MODAL}\s(?:not\s|also\s)?{_DOING}|{_BEING})\b"
)
_SHARED_ACT = re.compile(
    rf"(?:,? (?:and )?(?:the )?[A-Z][\w.]+){{1,4}} (?:and (?:the )?(?:[A-Z][\w.]+|\w+ \w+ states) )?(?:{_AUXILIARY}\s)?{_VERB}\b"
)
_ADDRESSED = re.compile(
    r"\b(?:accus(?:ed|es|ing)|ask(?:ed|s|ing)|urg(?:ed|es|ing)|thank(?:ed|s|ing)|blam(?:ed|es|ing)|warn(?:ed|s|ing)|criticis(?:ed|es|ing)|criticiz(?:ed|es|ing)|condemn(?:ed|s|ing)|"
    r"congratulat(?:ed|es|ing)|prais(?:ed|es|ing)|press(?:ed|es|ing)|summon(?:ed|s|ing)|lent|lend|(?:called|calling|calls) (?:on|upon)|grateful (?:for|to)|offered to|supplied by|provided by|"
    r"(?:a )?protest from|demands? from|So did|so did|quarrel with|friends in|concessions (?:to|from)|aid to|appeal(?:ed|s|ing)? to) (?:the |neighbou?ring )?"
    r"(?:(?:the )?[A-Z][\w.]+(?:, | and )(?:the )?){0,3}$"
)
_ITS_STATE = re.compile(r" (?:regime|administration)\b")
_DEALINGS = re.compile(
    r"\b(?i:relations|ties|talks|negotiations|pressure|sanctions|tensions?|dialogue|diplomacy|alliance|deal|agreement|pact|war of words|rift|dispute|standoff)"
    r" (?:between|with|on|against) (?:[A-Z][\w.]+(?:,| and)? (?:and )?){0,2}$"
)
_BETWEEN = re.compile(
    r"\b(?i:talks|negotiations|dispute|rift|agreement|ceasefire|truce|war of words|standoff) (?:between (?:the )?(?:[A-Z][\w.]+ and (?:the )?)?|with (?:the )?)$"
)
_OFFERED = re.compile(r"['’]s (?:offer|help|support|backing|treatment of|refusal|decision|demand)\b")
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
    is_set_in = _is_after_place_word(text, span.start)
    if not is_set_in and (_ACTS.match(text, span.end) or _SHARED_ACT.match(text, span.end)):
        return True
    if _ADDRESSED.search(text, max(0, span.start - 90), span.start) or _ITS_STATE.match(text, span.end):
        return not text.startswith(("'s", "’s"), span.end) or _OFFERED.match(text, span.end) is not None
    if _BETWEEN.search(text, max(0, span.start - 60), span.start):
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
