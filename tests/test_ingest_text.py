"""Plain text, encodings, header blocks, titles, ids and languages."""

import hashlib

import pytest

from sayso.errors import ReportError
from sayso.ingest import find_credits, load_report, make_report
from sayso.ingest.decode import decode_bytes
from sayso.ingest.language import detect_language
from sayso.records import Span

STORY = (
    "The mayor of Karven said on Tuesday that the old bridge was safe and that it would open again within a week.\n\n"
    "“We have checked every stone,” Ana Ruiz told reporters. Engineers who had seen the report denied that.\n"
)


def write(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


# ---------------------------------------------------------------------------------------------------------------------- text


def test_plain_text_is_kept_to_the_letter(tmp_path):
    """Blanks, tabs and line ends stay; nothing is stripped or collapsed."""
    text = "\n  Two  blanks,\ta tab. \n\n\nAnd the end.  \n"
    report = load_report(write(tmp_path, "a.txt", text))
    assert report.text == text
    assert report.normalized is False


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfThe mayor spoke.", "The mayor spoke."),
        (b"One said.\r\nTwo said.\rThree.", "One said.\nTwo said.\nThree."),
        ("Jose\u0301 spoke.".encode(), "José spoke."),
    ],
)
def test_what_decoding_changes_is_told(tmp_path, data, text):
    """A byte order mark, other line ends and decomposed letters change the text, and `normalized` says so."""
    report = load_report(write(tmp_path, "a.txt", data))
    assert (report.text, report.normalized) == (text, True)


def test_text_hash_is_that_of_the_emitted_text():
    """Who has the text can check it."""
    report = make_report(STORY)
    assert report.text_sha256 == hashlib.sha256(report.text.encode()).hexdigest()


def test_making_a_report_of_its_own_text_changes_nothing():
    """Normalising twice is normalising once."""
    once = make_report("\ufeff\ufeffJose\u0301\r\n\r\nspoke in the town.")
    again = make_report(once.text)
    assert (again.text, again.normalized, again.id) == (once.text, False, once.id)


@pytest.mark.parametrize("text", ["", " \n\t ", "\ufeff", "...\n—\n"])
def test_text_without_words_is_refused(text):
    """An empty text is an error, not an empty report."""
    with pytest.raises(ReportError, match=r"a\.txt: there is no"):
        make_report(text, path="a.txt")


@pytest.mark.parametrize("text", ["He said\x00 so.", "He said \ud800 so."])
def test_text_that_cannot_be_stored_is_refused(text):
    """NUL and half of a surrogate pair break whatever comes after."""
    with pytest.raises(ReportError, match="export it again"):
        make_report(text)


# ----------------------------------------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_usual_encodings_are_detected(tmp_path, encoding):
    """Curly quotation marks and accents survive whatever the file was saved as."""
    text = STORY + "The café’s owner – José Peña – agreed.\n"
    assert load_report(write(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_russian_text_in_an_old_encoding_is_detected():
    """Another script is told from another European table."""
    text = "Министр сообщил во вторник, что тысячи боевиков перешли границу. Представитель альянса это отрицает. " * 4
    assert decode_bytes(text.encode("cp1251")) == text


@pytest.mark.parametrize(
    "data",
    [
        "“The café is shut,” he said – twice.".encode() + b" \xff\xfe",
        b"The man said \xe2\x80 yes, and no.",
        b"abc \xff\xfe\xfd def",
        b"\xc3\x28 he said",
    ],
)
def test_damaged_utf8_is_refused(tmp_path, data):
    """A guess would put words into the report that nobody wrote."""
    with pytest.raises(ReportError, match=r"a\.txt: .*UTF-8.*; save the report again as UTF-8"):
        load_report(write(tmp_path, "a.txt", data))


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x03", bytes(range(1, 32)) * 9, b"%PDF-1.7 text", b"PK\x03\x04rest", b"\x1f\x8b\x08x"]
)
def test_binary_file_is_refused(tmp_path, data):
    """An image or an archive with the wrong name is no text."""
    with pytest.raises(ReportError, match=r"a\.txt: this is "):
        load_report(write(tmp_path, "a.txt", data))


def test_empty_file_is_refused(tmp_path):
    """The message names the file and the way out."""
    with pytest.raises(ReportError, match=r"a\.txt: the file is empty; remove it or fill it"):
        load_report(write(tmp_path, "a.txt", b""))


def test_limit_counts_bytes_and_is_inclusive(tmp_path):
    """A text of exactly the limit is read; one byte more is not."""
    path = write(tmp_path, "a.txt", "é said " * 10)
    size = path.stat().st_size
    assert load_report(path, max_bytes=size).text
    with pytest.raises(ReportError, match=r"a\.txt: .*over the limit of .*--max-bytes"):
        load_report(path, max_bytes=size - 1)


def test_missing_file_and_folder_are_refused(tmp_path):
    """Both are report errors, so that a batch can go on."""
    with pytest.raises(ReportError, match=r"none\.txt: there is no such file"):
        load_report(tmp_path / "none.txt")
    with pytest.raises(ReportError, match="a folder, not a file"):
        load_report(tmp_path)


def test_file_of_many_articles_is_not_one_report(tmp_path):
    """The message says which function reads it."""
    with pytest.raises(ReportError, match="iter_inputs"):
        load_report(write(tmp_path, "a.jsonl", "{}"))


# ------------------------------------------------------------------------------------------------------- header block, title


def test_header_block_leaves_the_text(tmp_path):
    """Six keys say what the report is; the text begins below the blank line."""
    header = "Title: Bridge shut\nDate: 2018-02-14T09:30:00+01:00\nOutlet: Post\nURL: https://post.example/a#b\nByline: By Ana Ruiz\nLanguage: en\n\n"
    report = load_report(write(tmp_path, "a.txt", header + STORY))
    assert report.text == STORY
    assert (report.title, report.title_span, report.outlet) == ("Bridge shut", None, "Post")
    assert (report.url, report.byline, report.language) == ("https://post.example/a", "Ana Ruiz", "en")
    assert (report.published, report.published_why) == ("2018-02-14T09:30:00+01:00", "header line Date")
    assert report.normalized is False


@pytest.mark.parametrize(
    "text",
    [
        "Title: Bridge shut\n\n" + STORY,  # one line only
        "Title: Bridge shut\nDate: 2018-02-14\n" + STORY,  # no blank line
        "\nTitle: Bridge shut\nDate: 2018-02-14\n\n" + STORY,  # not from the first line
        "Title: Bridge shut\nMayor: Ana Ruiz\n\n" + STORY,  # another key
        "Title: One\nTitle: Two\n\n" + STORY,
    ],
)
def test_what_is_no_header_block_stays_in_the_text(tmp_path, text):
    """Two known lines from the first line on, then a blank line; anything else is the reporter's."""
    assert load_report(write(tmp_path, "a.txt", text)).text == text


def test_header_without_text_is_refused(tmp_path):
    """Metadata alone is no report."""
    with pytest.raises(ReportError, match="no text below it"):
        load_report(write(tmp_path, "a.txt", "Title: Bridge shut\nDate: 2018-02-14\n"))


def test_header_without_title_leaves_the_first_line_as_title(tmp_path):
    """The rule for the first line holds below a header too."""
    report = load_report(write(tmp_path, "a.txt", "Date: 2018-02-14\nOutlet: Post\n\nBridge shut\n\n" + STORY))
    assert (report.title, report.title_span) == ("Bridge shut", Span(0, 11))


def test_short_first_line_is_the_title_and_stays_in_the_text():
    """Titles may hold claims, so their place is kept."""
    report = make_report("Bridge is safe, mayor says\n\n" + STORY)
    assert report.title == "Bridge is safe, mayor says"
    assert report.title_span is not None and report.title_span.of(report.text) == report.title


@pytest.mark.parametrize(
    "text", ["Bridge shut\nThe mayor spoke.", "x" * 151 + "\n\nThe mayor spoke.", "Bridge shut\n\n", "Bridge shut"]
)
def test_first_line_is_no_title_without_a_blank_line_or_when_long(text):
    """A title is at most 150 characters, with a blank line and a text below it."""
    assert make_report(text).title is None


@pytest.mark.parametrize(
    "lead",
    [
        "LONDON - The prime minister, Ana Ruiz, said on Tuesday that talks had failed.",
        "KARVEN (Northwire) — The old bridge is shut, the mayor said",
        "KARVEN, May 3 - The mayor shut the bridge",
        "NEW YORK, 3 May (Northwire) -- Prices rose.",
        "The mayor of the old town said on Tuesday that the bridge would open.",
        "“The bridge of the old town will be open again by the end of May.”",
    ],
)
def test_lead_of_the_story_is_no_title(lead):
    """A dateline, or a long sentence with its full stop, opens the story."""
    report = make_report(f"{lead}\n\nThe governor spoke.")
    assert (report.title, report.title_span) == (None, None)


@pytest.mark.parametrize(
    "title",
    [
        "Karven - Harrow bridge shut again",
        "ANALYSIS - Who pays for the bridge?",
        "EXCLUSIVE - Do not trust the bridge.",
        "U.S.-China talks fail",
        "Bridge shut.",
        "The mayor of the old town says that he will not visit the U.S.",
        "Mayor of the old town says that the bridge will open before the end of May",
        "The Mayor Of The Old Town Told Reporters That His Bridge Was Never Safe.",
        "Town council votes to hold bridge engineer Ana Ruiz in contempt over missing report.",
    ],
)
def test_headline_with_a_dash_or_many_words_is_a_title(title):
    """Headlines end without a full stop, are short, have capitals, or leave out the small words."""
    assert make_report(f"{title}\n\nThe mayor spoke.").title == title


def test_given_title_is_found_in_the_first_line():
    """So that a title in the text is not taken for one of its sentences."""
    report = make_report("Bridge shut\nThe mayor spoke.", title="Bridge shut")
    assert report.title_span == Span(0, 11)


def test_report_without_a_date_says_why(tmp_path):
    """The file's own time is never taken for the publication date."""
    report = load_report(write(tmp_path, "a.txt", STORY))
    assert report.published is None
    assert "no header line Date" in report.published_why


def test_words_that_are_no_date_are_quoted(tmp_path):
    """A date sayso cannot read stays unknown, and the user sees which words those were."""
    report = load_report(write(tmp_path, "a.txt", "Title: T\nDate: last Tuesday\n\n" + STORY))
    assert report.published is None
    assert report.published_why.startswith('header line Date: "last Tuesday" is not a date')


def test_arguments_win_over_the_header(tmp_path):
    """What a person says on the spot is the last word."""
    path = write(tmp_path, "a.txt", "Title: T\nDate: 2018-02-14\nOutlet: Post\n\n" + STORY)
    report = load_report(path, published="2019-01-01", outlet="Courier", title="Other", url="https://c.example/x")
    assert (report.published, report.outlet, report.title, report.url) == (
        "2019-01-01",
        "Courier",
        "Other",
        "https://c.example/x",
    )


# ----------------------------------------------------------------------------------------------------------------------- ids


def test_same_text_in_two_outlets_is_two_reports():
    """A wire story printed twice was said once and reported twice."""
    assert make_report(STORY, outlet="Post").id != make_report(STORY, outlet="Courier").id


def test_id_depends_on_outlet_address_and_text_only():
    """Neither the file's name nor the date changes it; the title counts where there is no address."""
    one = make_report(
        STORY, path="a.txt", outlet="Post", url="https://post.example/a", title="One", published="2018-02-14"
    )
    two = make_report(STORY, path="b.txt", outlet="Post", url="https://post.example/a?utm_source=x#top", title="Two")
    assert one.id == two.id and len(one.id) == 16
    assert make_report(STORY, title="One").id != make_report(STORY, title="Two").id
    assert make_report(STORY, outlet="ab", title="c").id != make_report(STORY, outlet="a", title="bc").id


# ----------------------------------------------------------------------------------------------------------------- languages


@pytest.mark.parametrize(
    "text",
    [
        "Vashtek out",
        "Hay.",
        "SUNDRIK, Tarsenia",
        "Results: Ellerby 3 Harrow 2",
        "President Hadrin Solvik visits Olvesk hospital",
        "Ms Dalsko denied having said it.",
        "El Niño returns, say Peña and Núñez",
        "12:30 — 14:00",
        STORY,
        STORY.upper(),
    ],
)
def test_english_and_doubtful_short_texts_are_read(text):
    """A headline full of foreign names is still English."""
    assert detect_language(text) == ("en", None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Le ministre a déclaré mardi que des milliers de combattants avaient franchi la frontière.", "fr"),
        ("Der Minister sagte am Dienstag, dass Tausende die Grenze überquert hätten.", "de"),
        (
            "De minister zei dinsdag dat duizenden strijders de grens waren overgestoken, en de woordvoerder ontkende dat.",
            "nl",
        ),
        ("Ministeren sagde tirsdag, at tusindvis af krigere havde krydset grænsen.", "da"),
        ("部长周二说,数千名武装人员越过了边境。", "zh"),
        ("قال الوزير يوم الثلاثاء إن الآلاف من المقاتلين عبروا الحدود", "ar"),
    ],
)
def test_other_languages_are_stored_and_not_misread(text, code):
    """The report is kept with its language and the reason."""
    report = make_report(text)
    assert (report.status, report.language) == ("not_english", code)
    assert report.status_why is not None and "reads English only" in report.status_why


def test_clear_words_overrule_the_language_that_is_stated():
    """Templates state a language for every page of a site."""
    assert make_report(STORY, language="fr").status == "read"
    french = "Le ministre a déclaré mardi que des milliers de combattants avaient franchi la frontière."
    assert make_report(french, language="en-GB").status == "not_english"


def test_stated_language_decides_for_a_few_words():
    """Nobody can tell from two words."""
    assert make_report("Vashtek out", language="de").status == "not_english"
    assert make_report("Vashtek out", language="English").language == "en"


# ------------------------------------------------------------------------------------------------------------------- credits


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("KARVEN (Northwire) — The bridge is shut.", ("Northwire",)),
        ("KARVEN, Tarsenia, May 17 (Northwire) - The bridge is shut.", ("Northwire",)),
        ("Karven (AFP) – The bridge is shut.", ("AFP",)),
        ("(AP) - The bridge is shut.", ("AP",)),
        ("The bridge is shut.\n\n© 2023 Northwire", ("Northwire",)),
        ("The bridge is shut.\n\nCopyright 2023 The Associated Press. All rights reserved.", ("Associated Press",)),
        ("The bridge is shut.\n\nWith reporting by Reuters", ("Reuters",)),
        ("The bridge is shut.\n\nCredit: Northwire, abridged.", ("Northwire",)),
        ("The bridge is shut.\n\nThis article was produced by Northwire and has been edited.", ("Northwire",)),
        ("The bridge is shut.\n\n— Reuters", ("Reuters",)),
        ("KARVEN (AP) — The bridge is shut.\n\n© 2023 The Associated Press", ("AP",)),
        ("By Ana Ruiz, Associated Press\n\nThe bridge is shut.", ("Associated Press",)),
        ("The bridge is shut.\n\n(Reporting by Ana Ruiz; Editing by P. Lasker)", ()),
        ("The bridge is shut, Reuters said.\n\nThe mayor told AP that it was safe.", ()),
        ("SENATOR JOHN DOE (R-Texas) - said so.", ()),
        ("LONDON (May 5) — The bridge is shut.", ()),
        ("The bridge is shut.\n\nSource: NATO.", ()),
    ],
)
def test_agencies_are_found_where_the_report_credits_them(text, names):
    """A dateline, a byline or a last line credits an agency; a mention in a sentence does not, and reporters are people."""
    assert find_credits(text) == names


def test_outlet_is_no_relay_of_its_own():
    """An agency's own copy carries its name in the dateline too."""
    text = "KARVEN (Northwire) — " + STORY
    assert make_report(text, outlet="Northwire").via == ()
    assert make_report(text, outlet="The Harrow Post", byline="Reuters").via == ("Reuters", "Northwire")


def test_mark_below_a_header_block_is_dropped():
    """A header pasted in front of a file that began with a byte order mark."""
    from sayso.ingest.plain import read_plain

    text = "Title: Bridge shut\nDate: 2018-02-14\n\n\ufeffThe mayor said that the bridge was shut."
    assert read_plain(text, path=None).text.startswith("The mayor")
