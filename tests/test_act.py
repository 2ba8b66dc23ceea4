"""Facts about act, saying and stance. In the examples {the cue} and [the content] are marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from marks import unmark
from sayso.claims import lexicon
from sayso.claims.act import ActDecision, decide_act
from sayso.claims.commitment import decide_commitment
from sayso.claims.nesting import find_inner
from sayso.claims.relay import find_audience, find_evidence, find_via
from sayso.records import ACTS, Span

SPEECH = """
{has warned} [that troops may cross] | warn affirmed asserts
{according to}[the boats left] | say affirmed asserts
{denied} [that troops crossed] | deny affirmed denies
{is unaware of} [any talks] | believe affirmed uncommitted
{questioned whether} [the data hold] | dispute affirmed doubts
{questioned} [whether the data hold] | dispute affirmed doubts
{voiced concern} [over the raid] | voice_concern affirmed asserts
{hopes} [to win] | intend affirmed asserts
{wants} [to win] | intend affirmed asserts
{mocked} [the plan] | criticise affirmed asserts
{endorsed} [her] | praise affirmed asserts
{supports} [the bill] | praise affirmed asserts
{—} [We won] | say affirmed asserts
{:} [We won] | say affirmed asserts
{in} [support fell to 40 percent] | say affirmed asserts
{for} [the talks are over] | believe affirmed asserts
{went on to say} [it was fine] | say affirmed asserts
{wants to know} [why] | ask affirmed uncommitted
{sought to portray} [him as weak] | criticise affirmed asserts
{was asked about} [the raid] | ask affirmed uncommitted
{called} for [a truce] | demand affirmed asserts
{called for} [a truce] | demand affirmed asserts
{called on} [the union to return] | urge affirmed asserts
{told} reporters [that it works] | say affirmed asserts
{made it very clear} [that it works] | claim affirmed asserts
{took issue with} [the figures] | dispute affirmed denies
{shot back} [“No.”] | say affirmed asserts
{not only said} [that it works] | say affirmed asserts
{ruled} [that it was void] | rule affirmed asserts
{agreed to} [pay] | promise affirmed asserts
{agreed} [that it was late] | acknowledge affirmed asserts
{offered to mediate}[in the dispute] | offer affirmed asserts
{accused} [the union of lying] | accuse affirmed asserts
{expressed doubts about} [the plan] | dispute affirmed doubts
{'s denial of} [the leak] | deny affirmed denies
{denial}[of the leak] | deny affirmed denies
{warnings about}[the dam] | warn affirmed asserts
{is expected} [to win] | predict affirmed asserts
{held a press conference to announce}[the merger] | announce affirmed asserts
{said at a press conference}[it was over] | say affirmed asserts
{would like} [to see it] | intend affirmed asserts
{vowed not to}[leave] | promise affirmed asserts
{is opposed to}[the bill] | reject affirmed denies
{promised}[to leave] | promise affirmed asserts
{threatened to}[leave] | threaten affirmed asserts
{ordered}[him to leave] | order affirmed asserts
{’s warning that}[the dam could burst] | warn affirmed asserts
{lashed out at}[the press] | criticise affirmed asserts
{was quoted as saying}[it was over] | say affirmed asserts
{voted against}[the bill] | reject affirmed denies
{signalled}[it would sell] | say affirmed asserts
{vowed to retaliate}[against it] | promise affirmed asserts
{rejected accusations}[of bribery] | reject affirmed denies
{lodged a protest}[over the raid] | criticise affirmed asserts
{ruled out}[talks] | reject affirmed denies
{declared}[a ceasefire] | announce affirmed asserts
{hailed}[the deal] | praise affirmed asserts
{urged}[restraint] | urge affirmed asserts
{expressed condolences}[to them] | voice_concern affirmed asserts
{voiced hope}[that it ends] | intend affirmed asserts
{played down}[fears of a war] | deny affirmed denies
{apologised for}[the delay] | acknowledge affirmed asserts
{sought to reassure}[residents] | promise affirmed asserts
{insisted on}[a vote] | demand affirmed asserts
{called into question}[the figures] | dispute affirmed doubts
{hinted at}[a deal] | say affirmed asserts
{floated the idea of}[a deal] | offer affirmed asserts
{in the words of}[the deal is dead] | say affirmed asserts
{put the death toll at}[nine] | estimate affirmed asserts
{convicted}[him of fraud] | rule affirmed asserts
{gave assurances that}[it was safe] | promise affirmed asserts
{has repeatedly denied}[it was safe] | deny affirmed denies
{have long accused}[it of theft] | accuse affirmed asserts
{was reported to have said}[it was safe] | say affirmed asserts
{pinned the blame on}[rebels] | accuse affirmed asserts
{warned against}[panic] | warn affirmed asserts
{cast doubt on}[the figures] | dispute affirmed doubts
{is adamant that}[it was safe] | claim affirmed asserts
{is convinced that}[it was safe] | believe affirmed asserts
{admitted}[that it leaked] | acknowledge affirmed asserts
{’s insistence that}[it is over] | claim affirmed asserts
{concern over}[the raid] | voice_concern affirmed asserts
{disagrees with}[the ruling] | dispute affirmed denies
{appealed for}[calm] | urge affirmed asserts
{backed}[the plan] | praise affirmed asserts
{ordered an investigation into}[the leak] | order affirmed asserts
{announced plans to}[close the mine] | announce affirmed asserts
{retracted}[his statement] | deny affirmed denies
{reiterated his opposition to}[the bill] | reject affirmed denies
{refused to leave}[the building] | reject affirmed denies
{declined} [to release the papers] | reject affirmed denies
"""

NEGATED = """
{did not say} [whether troops crossed] | say negated uncommitted
{does not support} [the bill] | praise negated denies
{did not deny} [that it leaked] | deny negated uncommitted
{does not believe} [that it works] | believe negated denies
{does not doubt} [that it works] | believe negated asserts
{has no doubt that}[it was safe] | believe negated asserts
{has yet to comment} [on it] | say negated uncommitted
{failed to mention} [it] | say negated uncommitted
{made no mention of} [it] | say negated uncommitted
{gave no reason} [for it] | say negated uncommitted
{did not respond to a request for comment} | say negated uncommitted
{neither confirmed nor denied} [it] | confirm negated uncommitted
{is not convinced} [that it works] | believe negated doubts
{isn’t sure} [that it works] | believe negated uncommitted
{has no plans} [to leave] | intend negated denies
{could not say} [how] | say negated uncommitted
{was unable to confirm}[the toll] | confirm negated uncommitted
{stopped short of accusing}[them] | accuse negated uncommitted
{did not immediately return calls seeking comment} | say negated uncommitted
{has not ruled out}[talks] | reject negated uncommitted
{offered no explanation for}[the raid] | say negated uncommitted
{could not be reached for comment} | say negated uncommitted
{did not know}[whether it was safe] | believe negated uncommitted
{is not aware of}[any leak] | believe negated uncommitted
{without elaborating} | say negated uncommitted
"""

WITHHELD = """
{declined to comment} | say withheld uncommitted
{declined} [to comment] | say withheld uncommitted
{refused to rule out} [sending troops] | reject withheld uncommitted
{refused to announce} [the date] | announce withheld uncommitted
{would not say} [how many] | say withheld uncommitted
{won't say} [how many] | say withheld uncommitted
{is refusing to say}[how many] | say withheld uncommitted
{had no immediate comment} | say withheld uncommitted
{refused to confirm or deny} [it] | confirm withheld uncommitted
{would neither confirm nor deny}[the raid] | confirm withheld uncommitted
{remained silent on}[the raid] | say withheld uncommitted
{kept silent on}[the raid] | say withheld uncommitted
{refused to be drawn on}[the raid] | say withheld uncommitted
{refused to admit}[that it leaked] | acknowledge withheld uncommitted
{won’t comment on}[the leak] | say withheld uncommitted
{refused to comment further} | say withheld uncommitted
{refused to give details of}[the raid] | say withheld uncommitted
{declined to name}[them] | say withheld uncommitted
{has declined requests for an interview} | say withheld uncommitted
{dodged a question about}[it] | say withheld uncommitted
"""

CONTEXT = """
{called} [the plan a disgrace] | criticise affirmed asserts
{called} [him a hero] | praise affirmed asserts
{called} [the plan “Blue Sky”] | say affirmed asserts
{told} residents [to evacuate] | order affirmed asserts
{told} police [not to shoot] | order affirmed asserts
{told} [his aides never to speak of it] | order affirmed asserts
{told} [the minister plans to resign] | say affirmed asserts
{asked} [to leave] | ask affirmed asserts
{asked} [“Who knew?”] | ask affirmed uncommitted
{claimed} [responsibility for the raid] | acknowledge affirmed asserts
{found} [him guilty of fraud] | rule affirmed asserts
{found} [that prices had risen] | say affirmed asserts
{offered support}[for it] | praise affirmed asserts
{issued a statement denouncing} [the raid] | criticise affirmed asserts
{said} [whether or not it rains, they will march] | say affirmed uncommitted
{in order to say}[it is over] | say affirmed asserts
{thundered} [“No!”] | say affirmed asserts
{put} [the death toll at 40] | estimate affirmed asserts
{puts} [the number of missing at about 300] | estimate affirmed asserts
{put} the figure at [$3m] | estimate affirmed asserts
{put} [the blame on the rain] | None affirmed asserts
{put} [the crowd at the gate] | None affirmed asserts
{gave} [a figure of 40 dead] | say affirmed asserts
{gave a figure of} [40 dead] | say affirmed asserts
{gave} [an estimate of 40 dead] | estimate affirmed asserts
{reported} [40 dead] | say affirmed asserts
{pledged} [5 million] | promise affirmed asserts
{pleaded not guilty} [to fraud] | deny affirmed denies
{pleaded} [not guilty to fraud] | deny affirmed denies
{entered a not-guilty plea} [to fraud] | deny affirmed denies
{pleaded} [guilty to fraud] | acknowledge affirmed asserts
{using a common name for} [the plant] | None affirmed asserts
{upset an argument} [about the plant] | None affirmed asserts
{was upset} [that it rained] | voice_concern affirmed asserts
{made a pitch for} [the plan] | urge affirmed asserts
{zigzagged} [that it was over] | say affirmed asserts
{zigzagged} [the plan] | None affirmed asserts
"""


def read_cases(block: str) -> list[tuple[str, str]]:
    return [tuple(line.rsplit(" | ", 1)) for line in block.strip().splitlines()]


def decide(marked: str, source: str = "The minister") -> ActDecision:
    text, spans = f"{source} ", {}
    for piece in re.split(r"([{}\[\]])", marked):
        if piece in "{[" and piece:
            start = len(text)
        elif piece in "}]" and piece:
            spans[piece] = Span(start, len(text))
        else:
            text += piece
    content = (spans["]"],) if "]" in spans else ()
    return decide_act(f"{text}.", cue=spans["}"], source=Span(0, len(source)), content=content)


def check(marked: str, expected: str) -> None:
    decision = decide(marked)
    assert f"{decision.act} {decision.saying} {decision.stance}" == expected, decision.why


@pytest.mark.parametrize(("marked", "expected"), read_cases(SPEECH))
def test_the_cue_decides_the_act(marked, expected):
    """The head of the cue decides, whatever its inflection."""
    check(marked, expected)


@pytest.mark.parametrize(("marked", "expected"), read_cases(NEGATED))
def test_a_negated_cue_is_negated(marked, expected):
    """A negation, or a verb of omission, bears on the saying; the stance follows from the verb."""
    check(marked, expected)


@pytest.mark.parametrize(("marked", "expected"), read_cases(WITHHELD))
def test_who_will_not_say_withholds(marked, expected):
    """Words of refusal with a verb of speech: the act is what is withheld."""
    check(marked, expected)


@pytest.mark.parametrize(("marked", "expected"), read_cases(CONTEXT))
def test_stated_rules_of_context_decide(marked, expected):
    """Content and source change the act only by the rules of docs/what-is-a-claim.md."""
    check(marked, expected)


def test_a_court_that_finds_rules():
    """ "Found" is a ruling in the mouth of a court."""
    assert decide("{found} [that the seizure was void]", "The appeals court").act == "rule"
    assert decide("{found} [that the seizure was common]", "The survey").act == "say"


@pytest.mark.parametrize(
    ("source", "marked", "act"),
    [
        ("Judge Ana Delgado", "{denied} [a motion to dismiss]", "rule"),
        ("Judge Ana Delgado", "{denied} [that she took money]", "deny"),
        ("The judge", "{dismissed} [claims of bias]", "reject"),
        ("The Supreme Court of Velmar", "{rejected} [the appeal]", "rule"),
        ("The Supreme Court", "{rejected} [arguments that the law was void]", "rule"),
        ("The court", "{declined} [to take up the case]", "rule"),
        ("The court", "{declined} [to comment]", "say"),
        ("A three-judge panel", "{upheld} [the ban]", "rule"),
        ("A three-judge panel", "{rejected} [the criticism]", "reject"),
        ("The judge's lawyer", "{rejected} [the appeal]", "reject"),
        ("A lawyer for the court", "{rejected} [the appeal]", "reject"),
        ("The ministry", "{rejected} [the appeal]", "reject"),
    ],
)
def test_who_judges_rules_on_what_is_put_before_him(source, marked, act):
    """Turning down or granting a motion, an appeal, a case is a ruling; what others turn down, or a judge of himself, is none."""
    assert decide(marked, source).act == act


def test_a_negation_left_out_of_the_cue_still_counts():
    """The network may leave "did not" outside of the cue's span."""
    assert decide("has not yet {ruled out} [talks]").saying == "negated"
    assert decide("stood by, nor did the mayor {rule out} [talks]").saying == "negated"
    assert decide("did not {say} [when]").saying == "negated"
    assert decide("declined to {say} [when]").saying == "withheld"


def test_a_day_after_called_is_no_call():
    """ "Called on Monday" calls on nobody."""
    text = "She called on Monday the plan a draft."
    assert decide_act(text, cue=Span(4, 10), source=Span(0, 3), content=(Span(21, 37),)).act == "say"


def test_every_decision_says_why():
    """The why names the words that decided, also where nothing did."""
    for block in (SPEECH, NEGATED, WITHHELD, CONTEXT):
        for marked, _ in read_cases(block):
            assert decide(marked).why
    assert "zigzagged" in decide("{zigzagged} [the plan]").why


def test_the_lexicon_uses_the_closed_list_of_acts():
    """Every act of the lexicon is one of the contract's, and each has entries."""
    assert {entry.act for entry in lexicon.list_entries()} == set(ACTS)


def test_no_entry_has_two_acts():
    """Within a part of speech an entry stands under one act only, so the order of the tables decides nothing."""
    for table in (lexicon.VERBS, lexicon.NOUNS, lexicon.ADJECTIVES, lexicon.OTHERS):
        keys = [key for words in table.values() for key in words.split()]
        assert len(keys) == len(set(keys))


def test_lists_of_exceptions_name_entries():
    """A stance for an entry that does not exist would be a slip of the pen."""
    keys = {
        key
        for table in (lexicon.VERBS, lexicon.NOUNS, lexicon.ADJECTIVES, lexicon.OTHERS)
        for words in table.values()
        for key in words.split()
    }
    for exceptions in (lexicon.STANCE_OF, lexicon.STANCE_NEGATED_OF):
        for words in exceptions.values():
            assert not set(words.split()) - keys
    assert not lexicon.NAMING - keys


@pytest.mark.parametrize(
    ("lemma", "form"),
    [("deny", "denied"), ("admit", "admitting"), ("criticise", "criticized"), ("signal", "signalled"), ("say", "said")],
)
def test_forms_of_a_verb_are_known(lemma, form):
    """Inflections in both spellings lead to the plain form."""
    assert lemma in lexicon.find_plain(form)


# ------------------------------------------------------------------------------------------------- the examples of the guidelines

GUIDE = (Path(__file__).parent.parent / "docs" / "what-is-a-claim.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"- (?P<kind>yes|no): (?P<marked>.+?)(?: → (?P<other>[\w ]+?))?(?: \((?P<words>[^()]+)\))?$")


@dataclass(frozen=True)
class Example:
    """One line of the guidelines: its heading, whether it is an example of that, the text and spans, and what it says of them."""

    heading: str
    expected: str
    words: str | None
    text: str
    source: Span | None
    cue: Span
    content: tuple[Span, ...]


def read_guide(section: str) -> list[Example]:
    """The examples of one section, in order."""
    body = GUIDE.split(f"\n## {section}\n")[1].split("\n## ")[0]
    heading, examples = section.lower(), []
    for line in body.splitlines():
        if line.startswith("### "):
            heading = line[4:]
        match = EXAMPLE.match(line)
        if match:
            expected = heading if match["kind"] == "yes" else match["other"]
            examples.append(Example(heading, expected, match["words"], *unmark_example(match["marked"])))
    return examples


def unmark_example(marked: str) -> tuple[str, Span | None, Span, tuple[Span, ...]]:
    text, spans, start = "", {"<": [], "{": [], "[": []}, {}
    pairs = {">": "<", "}": "{", "]": "["}
    for character in marked:
        if character in spans:
            start[character] = len(text)
        elif character in pairs:
            spans[pairs[character]].append(Span(start[pairs[character]], len(text)))
        else:
            text += character
    source = spans["<"][-1] if spans["<"] else None
    return text, source, spans["{"][-1], tuple(spans["["])


def name(example: Example) -> str:
    return f"{example.heading}: {example.text}"


def spans_of(example: Example) -> dict:
    return {"cue": example.cue, "source": example.source, "content": example.content}


@pytest.mark.parametrize("example", read_guide("Acts"), ids=name)
def test_the_guide_is_right_about_acts(example):
    """Each example of an act has it; each counter-example has the act it names."""
    assert decide_act(example.text, **spans_of(example)).act == example.expected


@pytest.mark.parametrize("example", read_guide("Saying"), ids=name)
def test_the_guide_is_right_about_saying(example):
    """Affirmed, negated, withheld as the guide has it."""
    assert decide_act(example.text, **spans_of(example)).saying == example.expected


@pytest.mark.parametrize("example", read_guide("Stance"), ids=name)
def test_the_guide_is_right_about_stance(example):
    """Asserts, denies, doubts, uncommitted as the guide has it."""
    assert decide_act(example.text, **spans_of(example)).stance == example.expected


@pytest.mark.parametrize("example", read_guide("Commitment"), ids=name)
def test_the_guide_is_right_about_commitment(example):
    """Value and deciding word as the guide has them."""
    act = decide_act(example.text, **spans_of(example)).act
    commitment = decide_commitment(example.text, cue=example.cue, content=example.content, act=act)
    assert commitment.value == example.expected
    assert (commitment.span and commitment.span.of(example.text)) == example.words


@pytest.mark.parametrize("example", [*read_guide("Via"), *read_guide("Evidence"), *read_guide("Audience")], ids=name)
def test_the_guide_is_right_about_relays(example):
    """The words that the example names are found in its field, and in no field for "nothing"."""
    via = [relay.span.of(example.text) for relay in find_via(example.text, **spans_of(example))]
    evidence = [span.of(example.text) for span in find_evidence(example.text, **spans_of(example))]
    heard = find_audience(example.text, **spans_of(example))
    found = {"via": via, "evidence": evidence, "audience": [heard.of(example.text)] if heard else []}
    filled = {field for field, words in found.items() if words}
    assert filled == ({example.expected} - {"nothing"})
    if example.words:
        assert found[example.expected] == [example.words]


@pytest.mark.parametrize("example", read_guide("Inside"), ids=name)
def test_the_guide_is_right_about_inner_claims(example):
    """Source, cue and content of the first inner claim, or none."""
    inner = find_inner(example.text, example.content)
    if example.expected == "nothing":
        assert not inner
        return
    source = inner[0].source.of(example.text) if inner[0].source else "–"
    words = " ".join(span.of(example.text) for span in inner[0].content)
    assert f"{source} | {inner[0].cue.of(example.text)} | {words}" == example.words


def test_the_guide_defines_every_act():
    """Every act of the contract has two examples and a counter-example."""
    examples = read_guide("Acts")
    for act in ACTS:
        kinds = [example.expected == act for example in examples if example.heading == act]
        assert sorted(kinds) == [False, True, True]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[who Nobody] [cue said] [what that it had rained].", ("say", "negated", "uncommitted")),
        ("[who The president] [cue endorsed] [what neither].", ("praise", "negated", "uncommitted")),
        ("[who The minister] [cue refused] [what to be drawn].", ("say", "withheld", "uncommitted")),
        ("[who Both] [cue declined] [what to be interviewed].", ("say", "withheld", "uncommitted")),
        ("[who The bishops] [cue asked] [what both sides to sign a pledge].", ("ask", "affirmed", "asserts")),
        ("[who She] [cue asked] [what that they not be charged].", ("ask", "affirmed", "asserts")),
        ("[who She] [cue asked] [what who had signed].", ("ask", "affirmed", "uncommitted")),
        ("[who The ministers] [cue agreed] on Monday [what to impose a tax].", ("promise", "affirmed", "asserts")),
        ("[who The police] [cue concluded] [what that it was theft].", ("say", "affirmed", "asserts")),
        ("[who The council] [cue decided against] [what the road].", ("reject", "affirmed", "denies")),
        ("[who He] [cue had been told] [what that somebody had to do it].", ("say", "affirmed", "asserts")),
    ],
)
def test_nobody_requests_and_silences(marked, expected):
    """Act, saying and stance where subject, object or content decides."""
    text, spans = unmark(marked)
    decision = decide_act(text, cue=spans["cue"][0], source=spans["who"][0], content=tuple(spans["what"]))
    assert (decision.act, decision.saying, decision.stance) == expected
