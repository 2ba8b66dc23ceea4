"""
The words that decide whether two wordings can say the same: negators, hedges, words that exclude one another, words that stand for one another.

The lists are short and closed on purpose. Two words count as one only where news uses them for one thing in nearly every sentence; where they may
differ ("hit" and "attacked"), they are not listed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


FUNCTION: Final = _split(
    """a an the this that these those there here of in on at by for with from to into onto over under about as than then so such and or but nor yet
    is are was were be been being am has have had having do does did done will would shall should can could may might must ought
    it its he him his she her hers they them their theirs we us our ours i me my mine you your yours who whom whose which what when where how why
    also too very just still already again even only now both each s ll ve re d m t says said say saying told tells
    up out off down if because while after before since until during through across near between against among amid despite without within
    toward towards upon not no never nobody none nothing neither some any all itself himself herself themselves ourselves one
    mr mrs ms dr etc according following due per via percent cent far inside outside behind beyond"""
)
"""Words that are not aligned as content; those of them that matter are looked at one by one."""

NEGATORS: Final = _split("not no never nobody none nothing neither nor without cannot nowhere hardly barely scarcely")
UNDONE: Final = _split("fail unable incapable neglect omit")
"""Words that negate the verb behind their "to"."""
REVERSERS: Final = _split(
    """deny refuse reject prevent avoid stop halt cancel end block abandon drop withdraw revoke suspend scrap overturn dismiss refute dispute
    decline false untrue fake wrong impossible unlikely doubt foil thwart avert postpone delay ban forbid oppose exonerate acquit clear"""
)
"""Words that turn what they govern into its contrary, or keep it from happening: on one side alone they bar."""

MODALITY: Final = {
    "possible": _split("may might could can possibly perhaps maybe possible potentially"),
    "probable": _split("probably likely presumably expected"),
    "alleged": _split(
        "allegedly alleged reportedly apparently apparent appear appears appeared seem seems seemed seemingly suspected supposedly "
        "purportedly rumoured rumored claim claims claimed believe believes believed think thinks thought reckon suspect suspects suspicion"
    ),
    "future": _split(
        "will would shall ll plan plans planned planning intend intends intended going aim aims promise promised vow vowed set soon"
    ),
    "duty": _split("should must ought need needs needed urge urged demand demanded call called ask asked"),
    "condition": _split("if unless whether provided otherwise assuming hypothetically"),
    "attempt": _split(
        "try tries tried trying attempt attempts attempted attempting seek seeks sought consider considers considered considering want wants wanted hope hopes hoped"
    ),
    "nearness": _split("almost nearly virtually practically"),
    "partly": _split("partly partially half temporarily briefly mostly largely mainly chiefly"),
    "only": _split("only solely merely exclusively"),
    "begin": _split(
        "begin begins began begun beginning start starts started starting continue continues continued continuing resume resumed resumes"
    ),
}
"""Words that set how far, or whether already, a thing is so. Two wordings with other sets are not the same without a look."""

QUANTIFIERS: Final = _split(
    "all every each most many several few some half none both dozens scores hundreds thousands millions billions majority minority dozen couple everyone nobody any"
)

CONTRASTS: Final = tuple(
    _split(group)
    for group in """
north south east west northern southern eastern western northeast northwest southeast southwest northeastern northwestern southeastern southwestern central northward southward |
monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow |
january february march april may june july august september october november december |
morning afternoon evening night noon midnight dawn dusk | spring summer autumn winter |
day week month year decade century hour minute second quarter | red blue green yellow white black brown orange | increase decrease |
rise fall | grow shrink | gain lose | open close | win lose | buy sell | import export | arrive leave | enter leave | begin end |
start stop | arrest release | arrest kill | kill wound | dead alive | dead wounded | wound rescue | missing found | accept reject |
approve reject | support oppose | praise criticise | welcome condemn | agree disagree | confirm deny | legal illegal | safe dangerous |
guilty innocent | convict acquit | innocent convict | strong weak | high low | large small | up down | more less | more fewer |
better worse | best worst | first second third fourth fifth last | early late | male female | man woman | boy girl | son daughter |
brother sister | husband wife | mother father | public private | civilian soldier | civilian military | friend enemy | ally enemy |
rich poor | cheap expensive | attack defend | attack retreat | advance retreat | offensive defensive | raise cut | raise lower | add cut |
tighten ease | strengthen weaken | expand reduce | extend shorten | build destroy | build demolish | repair destroy | hire fire |
appoint dismiss | elect oust | resign appoint | borrow lend | lend repay | send receive | give take | give receive | lead follow |
capture lose | capture free | join leave | allow ban | permit forbid | legalise ban | remember forget | succeed fail | pass fail |
peace war | ceasefire offensive | victory defeat | profit loss | deficit surplus | supply demand | employer worker | teacher pupil |
teacher student | doctor patient | doctor nurse | police army | police protester | army navy | navy airforce |
mayor minister president governor senator premier chancellor king queen prince princess ambassador judge prosecutor lawyer spokesman general colonel captain sergeant commissioner bishop |
deputy former acting |
bridge tunnel road railway port airport station harbour hospital school university prison stadium factory mine dam |
church mosque synagogue temple | bus train plane helicopter ship ferry lorry car tram truck boat tanker |
gas oil coal water electricity petrol diesel | flood fire earthquake storm drought landslide |
bomb rocket missile mine drone shell mortar | murder accident suicide | bullet knife |
city village town county province country region district capital | river lake sea mountain island | federal local national regional |
left right | before after | above below | domestic foreign | import domestic | winner loser | majority minority | maximum minimum |
percent point | dollar euro pound yen | kilometre mile metre foot | tonne kilogram litre gram | fact rumour | voluntary forced |
temporary permanent | partial full | conditional unconditional | direct indirect | primary secondary | senior junior
""".split("|")
)
"""Words of which one excludes the other where they stand at the same place of a sentence."""

SYNONYMS: Final = tuple(
    _split(group)
    for group in """
close shut | stay remain | port harbour | lorry truck | petrol gasoline | aeroplane plane aircraft airplane jet | car automobile vehicle |
prime_minister premier | policeman officer | police constabulary | soldier troop serviceman | fighter gunman militant | weapon arm |
kill slay slain | die perish | dead death | injure wound hurt | arrest detain | jail imprison prison | collapse crumple | ruin wreck |
begin start commence | finish complete conclude | resign quit | step_down resign | buy purchase acquire | sell sold | help assist aid |
need require | ask request | get obtain receive | give grant | send dispatch | build construct | mend repair fix |
rise raise increase climb grow hike | fall drop decline decrease reduce cut lower slash | choose select pick | doctor physician |
pupil schoolchild | child kid youngster | worker employee labourer | job post | firm company business | boss chief head leader |
money fund | pay salary wage | budget spending | vote ballot | law legislation | rule regulation | plan scheme | talk negotiation |
accord agreement deal pact | meet met | visit trip | tell inform | inquiry investigation probe | investigate probe | illness disease |
sick ill | medicine drug | storm gale | flood inundate | fire blaze | house home | flat apartment | town municipality | street road |
shop store | big large huge | small little | quick fast rapid swift | whole entire complete | last final | important key crucial |
enough sufficient | nearly almost | film movie | football soccer | lawyer attorney | judge justice | minister secretary |
parliament legislature | lawmaker legislator mp | government cabinet administration | state country nation | army military |
border frontier | attack assault | bomb blast explosion | explode detonate | shoot gun_down | protest demonstrate rally demonstration |
protester demonstrator | strike walkout | ceasefire truce | hostage captive | free release | flee escape | evacuate clear_out |
rescue save | search hunt | find discover locate | steal rob | hide conceal | destroy demolish raze | damage harm | cause trigger |
happen occur | end conclude | stop halt cease | delay postpone | cancel scrap | ban prohibit forbid outlaw | allow permit let |
force compel | promise pledge vow | threaten menace | warn caution | blame fault | accuse charge | admit acknowledge concede |
deny refute | agree consent | refuse decline | reject rebuff | approve pass adopt | support back endorse | oppose resist |
praise laud commend hail | criticise condemn denounce | defeat beat | win triumph | lead head | join enter | leave depart | arrive reach |
return come_back | cross traverse | advance push | withdraw retreat pull_out | seize capture take | keep hold retain |
replace substitute | move shift relocate | open inaugurate | expand widen extend enlarge | employ hire recruit | dismiss sack |
appoint name | elect choose | cost price | debt liability | loan credit | profit earning | tax levy duty | cheap inexpensive |
expensive costly | poor impoverished | hungry starving | food grocery | grain cereal | electricity power |
supply provide deliver furnish | outage blackout | pipe pipeline | railway railroad | train rail | passenger traveller |
crash collide collision | sink founder | boat vessel ship | ferry boat | victim casualty | toll tally |
about around approximately roughly | home residence | resident inhabitant | citizen national | people person | man male | woman female |
old elderly aged | young youthful | dangerous hazardous | safe secure | illegal unlawful | legal lawful | evidence proof |
document paper | letter missive | speech address | reporter journalist | newspaper daily | result outcome | reason cause | aim goal |
part portion | amount sum | site location | area zone region | contaminated polluted | pollute contaminate | poison toxin | vaccine jab |
inoculate vaccinate | school academy | pay spend | check inspect | inspection check | test trial | suspend halt | restore reinstate |
dam barrage | wage pay | rain rainfall | heavy intense | mine pit | miner pitman | trap strand
""".split("|")
)
"""Words that stand for one another; a word belongs to the first group that has it."""

RELATIONS: Final = tuple(
    _split(line)
    for line in (
        "to from",
        "before after",
        "for against",
        "with without",
        "over under",
        "above below",
        "into out",
        "up down",
        "inside outside",
        "near far",
        "since until",
        "by for",
        "by to",
        "by against",
        "on off",
    )
)
"""Small words of which one before a word excludes the other there."""

PARTS_OF_PLACES: Final = _split(
    "north south east west northern southern eastern western central new old upper lower great greater little inner outer"
)
"""Words before a name that make another place of it, where a first name or a title does not."""

RELATORS: Final = frozenset(word for group in RELATIONS for word in group) | _split("in at near of than")

_IRREGULAR: Final = {
    form: plain
    for line in """
be is are was were been being am|have has had having|go went gone goes|leave left leaving|fall fell fallen|rise rose risen|say said|tell told|give gave given
take took taken|make made making|come came coming|see saw seen|know knew known|find found|think thought|get got gotten|become became|begin began begun beginning
keep kept|hold held|bring brought|write wrote written|stand stood|hear heard|let let|mean meant|set set|meet met|run ran running|pay paid|sit sat|speak spoke spoken
lie lay|lead led|grow grew grown|lose lost|send sent|build built|spend spent|win won winning|buy bought|sell sold|fight fought|catch caught|teach taught|choose chose chosen
seek sought|throw threw thrown|break broke broken|shoot shot|strike struck|sink sank sunk|drive drove driven|flee fled|steal stole stolen|hide hid hidden|freeze froze frozen
shut shutting|cut cutting|hit hitting|quit quitting|die died dying dies|kill killed|do did done does|sign signed|child children|man men|woman women|person persons|foot feet
free freed|agree agreed|slay slew slain|forbid forbade forbidden|overthrow overthrew overthrown|withdraw withdrew withdrawn|swear swore sworn|burn burnt|stop stopped stopping
beat beaten|draw drew drawn|eat ate eaten|feel felt|forget forgot forgotten|lend lent|ride rode ridden|show shown|shrink shrank shrunk|sweep swept|tear tore torn|wear wore worn
good better best|troop troops|news news|police police|lay laid|deny denied denies|bus buses|gas gases|premier premiers|reach reached reaches|close closed closing|tie tied|use used|raise raised
""".replace("\n", "|").split("|")
    if line
    for plain, *forms in [line.split()]
    for form in (plain, *forms)
}

_BARE: Final = _split(
    "open sign stem cover edit exit vet turn visit enter order offer happ join sail rain need seem fear wait meet clear bomb hear load talk look heat rent"
)
"""Short roots that have no "e" though they look it."""
PARTICIPLES: Final = _split(
    """given taken made seen known found kept held brought written led lost sent built spent won bought sold fought caught taught chosen sought thrown broken shot struck sunk
    driven stolen hidden frozen shut cut hit done beaten drawn eaten forgotten lent shown torn worn slain forbidden overthrown withdrawn sworn hurt told said paid met"""
)
BE: Final = _split("be is are was were been being am got get gets")


@lru_cache(maxsize=65536)
def stem_word(word: str) -> str:
    """
    The plain form of a word in small letters, by its inflection alone: what is derived ("attacker") stays another word.

    >>> [stem_word(word) for word in ("closed", "villages", "carries", "left", "planning", "buses")]
    ['close', 'villag', 'carry', 'leave', 'plan', 'bus']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("men"):
        return word[:-2] + "an"
    if len(word) > 4 and word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 2 and re.search("[aeiouy]", root):
            return _mend_root(root)
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    # A silent "e" is dropped from longer words, where no other word is left behind ("plane" and "plan" stay two).
    return word[:-1] if len(word) > 5 and word.endswith("e") else word


def _mend_root(root: str) -> str:
    """A root without "ed" or "ing": one of two equal consonants goes, a short root gets its silent "e" back."""
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz":
        return root[:-1]
    if len(root) > 4:
        return root
    return (
        root + "e"
        if re.search("(?:[^aeiou][aeiou][bcdgklmnprstvz]|[aeiou]{2}[sv]|[lr][vsgc]|[cg]|[dtbpg]l|u)$", root)
        and root not in _BARE
        else root
    )


@lru_cache(maxsize=65536)
def find_class(stem: str) -> str:
    """
    The word that stands for a stem and its synonyms; the stem itself where none are listed.

    >>> find_class("harbour") == find_class("port")
    True
    """
    return _CLASSES.get(stem, stem)


@lru_cache(maxsize=65536)
def find_contraries(stem: str) -> frozenset[str]:
    """
    The stems and classes that a stem excludes at one place of a sentence: those listed as contrasts, and itself with or without a negative prefix.

    >>> "south" in find_contraries("north"), "unsafe" in find_contraries("safe"), "safe" in find_contraries("unsafe")
    (True, True, True)
    """
    own = find_class(stem)
    found = {other for group in _CONTRASTS_OF.get(own, ()) for other in group}
    for prefix in _PREFIXES:
        found.add(prefix + stem)
        if stem.startswith(prefix) and len(stem) - len(prefix) > 2:
            found.add(stem.removeprefix(prefix))
    return frozenset(found - {own, stem})


def _make_classes() -> dict[str, str]:
    classes: dict[str, str] = {}
    for group in SYNONYMS:
        stems = sorted({stem_word(word) for word in group})
        free = [stem for stem in stems if stem not in classes]
        for stem in free:
            classes[stem] = free[0]
    return classes


def _make_contrasts() -> dict[str, list[frozenset[str]]]:
    found: dict[str, list[frozenset[str]]] = {}
    for group in CONTRASTS:
        stems = frozenset(find_class(stem_word(word)) for word in group)
        for stem in sorted(stems):
            found.setdefault(stem, []).append(stems)
    return found


_PREFIXES: Final = ("un", "in", "im", "dis", "il", "ir", "non", "non-", "anti-", "re")
_CLASSES: Final = _make_classes()
_CONTRASTS_OF: Final = _make_contrasts()
