"""The query grammar: what a text asks for, and that no text does harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger import Query, parse_query
from sayso.ledger.query import KEYS, Term


def words(value, **more):
    return Term(key="words", value=value, **more)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", ()),
        ("   \t\n", ()),
        ("drone", ((words("drone"),),)),
        ("drone market", ((words("drone"),), (words("market"),))),
        ('"fish hall"', ((words("fish hall"),),)),
        ("“fish hall”", ((words("fish hall"),),)),
        ("-market", ((words("market", negated=True),),)),
        ('-"fish hall"', ((words("fish hall", negated=True),),)),
        ("minist*", ((words("minist", prefix=True),),)),
        ("*", ((words("*"),),)),
        ("drone OR rocket", ((words("drone"), words("rocket")),)),
        ("a OR b c", ((words("a"), words("b")), (words("c"),))),
        ("drone or rocket", ((words("drone"),), (words("or"),), (words("rocket"),))),
        ("by:brielow", ((Term(key="by", value="brielow"),),)),
        ('BY:"Ansa Brielow"', ((Term(key="by", value="Ansa Brielow"),),)),
        ("by:person:ansa-brielow", ((Term(key="by", value="person:ansa-brielow"),),)),
        ("-by:brielow", ((Term(key="by", value="brielow", negated=True),),)),
        ("by:a OR act:deny", ((Term(key="by", value="a"), Term(key="act", value="deny")),)),
        ("act:voice-concern", ((Term(key="act", value="voice_concern"),),)),
        ("country:ta", ((Term(key="country", value="TA"),),)),
        ("said-after:2023", ((Term(key="said-after", value="2023-01-01"),),)),
        ("published-before:2023-5", ((Term(key="published-before", value="2023-05-01"),),)),
        ("published-after:2023-05-17", ((Term(key="published-after", value="2023-05-17"),),)),
        ("min-score:.5", ((Term(key="min-score", value=".5"),),)),
        ("10:30", ((words("10:30"),),)),
        ("https://harrow.example/1", ((words("https://harrow.example/1"),),)),
        ("don't", ((words("don't"),),)),
        ("voice:all version:all", ()),
    ],
)
def test_a_text_asks_for(text, clauses):
    """Each form of the grammar."""
    assert parse_query(text).clauses == clauses


def test_voice_and_version_hold_for_the_whole_query():
    """By default attributed claims of the newest versions."""
    assert (parse_query("").voice, parse_query("").all_versions) == ("speaker", False)
    query = parse_query("voice:outlet version:all drone")
    assert (query.voice, query.all_versions) == ("outlet", True)
    assert parse_query("") == Query()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("speaker:x", "no key speaker: .*by, outlet, via.*quotation marks"),
        ("re:", "no key re:"),
        ("by:", "by: needs a value"),
        ('by:""', "by: needs a value"),
        ("act:shout", "act:shout is unknown; act: takes say, announce"),
        ("form:quoted", "takes direct, indirect, mixed"),
        ("kind:minister", "takes person"),
        ("voice:me", "takes speaker, outlet, all"),
        ("version:2", "takes latest, all"),
        ("status:done", "takes unchecked"),
        ("country:Tarsenia", "two letters"),
        ("min-score:1.5", "from 0 to 1"),
        ("min-score:nan", "from 0 to 1"),
        ("min-score:٣", "from 0 to 1"),
        ("said-after:yesterday", "said-after:yesterday is no date"),
        ("said-before:2023-13", "is no date"),
        ("published-after:0000", "is no date"),
        ("published-after:2023-02-30", "is no date"),
        ("published-after:٢٠٢٣", "is no date"),
        ("OR", "both sides"),
        ("OR x", "both sides"),
        ("x OR", "both sides"),
        ("x OR OR y", "both sides"),
        ("x OR voice:all", "cannot be joined"),
        ("voice:all OR x", "cannot be joined"),
        ("-voice:all", "makes no sense"),
        ("-", "minus sign alone"),
        ('""', "empty quotation"),
        ('"never closed', "never closed"),
        ("by:“never closed", "never closed"),
        ("\ud83d", "no text"),
        ("x " * 100, "100 parts"),
        ("x" * 3000, "3000 characters"),
    ],
)
def test_what_it_cannot_take_is_named_with_the_way_out(text, message):
    """In one line."""
    with pytest.raises(ValueError, match=message) as error:
        parse_query(text)
    assert "\n" not in str(error.value)


def test_an_unknown_key_lists_all_keys():
    """The reader need not look them up."""
    with pytest.raises(ValueError, match="the keys are") as error:
        parse_query("speaker:x")
    assert all(key in str(error.value) for key in KEYS)


@given(text=st.text(max_size=60) | st.text("abO R:-\"“”*()^{}+'%_\\\0;\u4e2d by", max_size=60))
def test_any_text_is_a_query_or_a_value_error(text):
    """Nothing else is ever raised, and what is read is a whole query."""
    try:
        query = parse_query(text)
    except ValueError:
        return
    assert all(clause and all(term.value for term in clause) for clause in query.clauses)
