"""Pages: the article on them, and what they say of it."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.errors import ReportError
from sayso.ingest import load_report

SAMPLES = Path(__file__).parent.parent / "examples" / "reports"

PARAGRAPHS = [
    "The mayor of Karven said on Tuesday that the old bridge was safe and that it would open again within a week.",
    "“We have checked every stone,” Ana Ruiz told reporters. Engineers who had seen the report denied that.",
    "The ministry declined to say when the inspection had taken place, or who had paid for it.",
    "About 300 people gathered at the bridge in the evening, the police said. There were no arrests.",
    "The opposition demanded an inquiry, and the governor promised one by the end of the month.",
]


def make_page(head="", body=None, *, charset='<meta charset="utf-8">'):
    paragraphs = "".join(f"<p>{words}</p>" for words in PARAGRAPHS) if body is None else body
    return f"<!DOCTYPE html><html><head>{charset}{head}</head><body><nav><a href='/'>Home</a></nav><article>{paragraphs}</article></body></html>"


def load(folder, page, **options):
    path = folder / "a.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return load_report(path, **options)


def json_ld(**article):
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


# ---------------------------------------------------------------------------------------------------------------------- text


def test_paragraphs_are_kept_with_a_blank_line_between(tmp_path):
    """The paragraphs of the article, and nothing of the page around it."""
    assert load(tmp_path, make_page()).text == "\n\n".join(PARAGRAPHS)


def test_sub_headings_are_paragraphs_of_their_own(tmp_path):
    """So that a heading is not read as the beginning of a sentence."""
    body = (
        "".join(f"<p>{words}</p>" for words in PARAGRAPHS[:3])
        + "<h2>Who paid</h2>"
        + "".join(f"<p>{words}</p>" for words in PARAGRAPHS[3:])
    )
    assert "\n\nWho paid\n\n" in load(tmp_path, make_page(body=body)).text


def test_markup_inside_a_paragraph_leaves_no_trace(tmp_path):
    """Links and emphasis do not split words; line ends in the source are blanks; soft hyphens are for browsers."""
    body = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    body = body.replace("the old bridge", "the <a href='/b'>o<b>ld</b></a>\n   bri&shy;dge")
    assert load(tmp_path, make_page(body=body)).text == "\n\n".join(PARAGRAPHS)


def test_comments_of_readers_are_left_out(tmp_path):
    """They are nobody's report."""
    page = make_page().replace(
        "</article>",
        "</article><div id='comments'><h3>2 comments</h3><p>riverman: I was there and it is all lies, said nobody.</p></div>",
    )
    assert "riverman" not in load(tmp_path, page).text


def test_page_without_an_article_is_refused(tmp_path):
    """A menu is no report."""
    with pytest.raises(ReportError, match=r"a\.html: no article was found in the page; "):
        load(tmp_path, "<html><body><nav><a href='/'>Home</a></nav></body></html>")


@pytest.mark.parametrize("page", ["<", "<!-- -->", "<html></html>", "<?xml version='1.0' encoding='utf-16'?><html/>"])
def test_hardly_a_page_is_refused(tmp_path, page):
    """Whatever lxml makes of it."""
    with pytest.raises(ReportError, match="no article was found"):
        load(tmp_path, page)


def test_article_in_json_ld_alone_is_read(tmp_path):
    """Pages that scripts draw have an empty body."""
    page = make_page(
        json_ld(**{"@type": "NewsArticle", "articleBody": "\n\n".join(PARAGRAPHS)}), body="<div id='app'></div>"
    )
    assert load(tmp_path, page).text == "\n\n".join(PARAGRAPHS)


def test_title_within_the_text_has_its_place(tmp_path):
    """Some pages keep the headline in the article."""
    report = load_report(SAMPLES / "2023-05-17-harrow-post-sundrik-market.html")
    assert report.title is not None
    assert report.title_span is None or report.title_span.of(report.text) == report.title


# ----------------------------------------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("<meta charset=windows-1252>", "cp1252"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'>", "cp1252"),
        ("<meta charset='iso-8859-1'>", "utf-8"),  # wrong, and the bytes show it
        ("", "cp1252"),
        ("", "utf-16"),
        ("<meta charset='no-such-thing'>", "cp1252"),
        ("<meta charset='hex'>", "cp1252"),
    ],
)
def test_character_set_of_the_page_is_honoured(tmp_path, charset, encoding):
    """Declared, by its byte order mark, or detected; UTF-8 shows itself."""
    page = make_page(charset=charset).replace("Ana Ruiz", "Ána Peña").encode(encoding)
    assert "“We have checked every stone,” Ána Peña" in load(tmp_path, page).text


def test_cyrillic_page_is_decoded_as_declared(tmp_path):
    """An old table is only right for the page that names it."""
    words = (
        "<p>Министр сообщил во вторник, что тысячи боевиков перешли границу, но представитель альянса это отрицает.</p>"
        * 3
    )
    page = make_page(body=words, charset="<meta charset='koi8-r'>").encode("koi8-r")
    report = load(tmp_path, page)
    assert "Министр сообщил" in report.text and report.status == "not_english"


def test_broken_byte_outside_the_article_does_no_harm(tmp_path):
    """A page with a broken advertisement still holds a whole article."""
    page = make_page().encode().replace(b"Home", b"Home \xff\xfe")
    assert load(tmp_path, page).text == "\n\n".join(PARAGRAPHS)


def test_broken_byte_within_the_article_is_refused(tmp_path):
    """The words would not be the report's."""
    page = make_page().encode().replace(b"every stone", b"every st\xffone")
    with pytest.raises(ReportError, match="invalid UTF-8 within the article"):
        load(tmp_path, page)


# ------------------------------------------------------------------------------------------------------------------ metadata

FULL = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bridge &amp; road shut",
    "url": "https://post.example/bridge",
    "datePublished": "2018-02-14T09:30:00+01:00",
    "author": [{"@type": "Person", "name": "Ana Ruiz"}, {"@type": "Person", "name": "Bo Lind"}],
    "publisher": {"@type": "Organization", "name": "The Post"},
}


def check_full(report):
    assert (report.title, report.byline, report.outlet) == ("Bridge & road shut", "Ana Ruiz, Bo Lind", "The Post")
    assert (report.url, report.published) == ("https://post.example/bridge", "2018-02-14T09:30:00+01:00")
    assert report.published_why == "datePublished of the page's JSON-LD"


@pytest.mark.parametrize(
    "kind",
    [
        "NewsArticle",
        "ReportageNewsArticle",
        ["Article", "NewsArticle"],
        "https://schema.org/NewsArticle",
        "LiveBlogPosting",
    ],
)
def test_json_ld_is_read_whatever_the_sort_of_article(tmp_path, kind):
    """Schema.org has many kinds of news article."""
    check_full(load(tmp_path, make_page(json_ld(**{**FULL, "@type": kind}))))


def test_json_ld_is_read_in_a_graph_with_references(tmp_path):
    """Authors and publishers are often nodes of their own."""
    graph = [
        {"@type": "WebSite", "name": "Site"},
        {**FULL, "author": [{"@id": "#ana"}, {"@id": "#bo"}], "publisher": {"@id": "#post"}},
        {"@type": "Person", "@id": "#ana", "name": "Ana Ruiz"},
        {"@type": "Person", "@id": "#bo", "name": "Bo Lind"},
        {"@type": "Organization", "@id": "#post", "name": "The Post"},
    ]
    check_full(load(tmp_path, make_page(json_ld(**{"@graph": graph}))))


def test_json_ld_in_a_list_and_with_a_trailing_comma_is_read(tmp_path):
    """What content systems really write."""
    words = json.dumps([{"@type": "BreadcrumbList"}, FULL])[:-2] + ",}]"
    check_full(load(tmp_path, make_page(f'<script type="application/ld+json">{words}</script>')))


def test_other_articles_named_on_the_page_do_not_count(tmp_path):
    """The one with the page's own address is meant."""
    other = {**FULL, "url": "https://post.example/other", "headline": "Other", "datePublished": "2001-01-01"}
    head = '<link rel="canonical" href="https://post.example/bridge">' + json_ld(**other) + json_ld(**FULL)
    check_full(load(tmp_path, make_page(head)))


@pytest.mark.parametrize(
    "broken",
    ["{", "[[[[", '{"@type": "NewsArticle", "headline": 7, "author": [[1]], "datePublished": {}}', "null", "[" * 5000],
)
def test_broken_json_ld_does_not_stop_the_page(tmp_path, broken):
    """The text is there all the same."""
    report = load(
        tmp_path, make_page(f'<script type="application/ld+json">{broken}</script><title>Bridge shut</title>')
    )
    assert (report.title, report.published) == ("Bridge shut", None)


def test_meta_tags_serve_where_json_ld_is_missing(tmp_path):
    """Open Graph and its relatives."""
    head = (
        '<meta property="og:title" content="Bridge shut | The Post"><meta property="og:site_name" content="The Post">'
        '<meta name="author" content="By Ana Ruiz"><meta property="og:url" content="https://post.example/bridge?utm_source=x">'
        '<meta property="article:published_time" content="2018-02-14T09:30:00Z">'
    )
    report = load(tmp_path, make_page(head))
    assert (report.title, report.outlet, report.byline, report.url) == (
        "Bridge shut",
        "The Post",
        "Ana Ruiz",
        "https://post.example/bridge",
    )
    assert (report.published, report.published_why) == ("2018-02-14T09:30:00Z", "meta tag article:published_time")


def test_time_with_a_zone_is_preferred_on_the_same_day(tmp_path):
    """JSON-LD gives the day, the meta tag the moment."""
    head = (
        json_ld(**{**FULL, "datePublished": "2018-02-14"})
        + '<meta property="article:published_time" content="2018-02-14T09:30:00Z">'
    )
    assert load(tmp_path, make_page(head)).published == "2018-02-14T09:30:00Z"


def test_date_of_a_change_is_not_the_date_of_publication(tmp_path):
    """An edit years later would move every "yesterday"."""
    head = (
        json_ld(**{"@type": "NewsArticle", "dateModified": "2020-01-01"})
        + '<meta property="article:modified_time" content="2020-01-01">'
    )
    assert load(tmp_path, make_page(head)).published is None


def test_page_without_a_date_says_so(tmp_path):
    """Neither the year of a copyright line nor a day in the text is the date of publication."""
    body = "".join(f"<p>{words}</p>" for words in PARAGRAPHS) + "<p>The bridge was built on 3 May 1931.</p>"
    page = make_page(body=body).replace("</body>", "<footer>© 2019 The Post</footer></body>")
    report = load(tmp_path, page)
    assert (report.published, report.published_why) == (None, "no date in the page")


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("<p>Published: 3rd March 2023</p>", "2023-03-03"),
        ("<p>Published 3 March 2023, 14:05 GMT</p>", "2023-03-03T14:05:00+00:00"),
        ("<div><b>Published</b><span>March 3, 2023</span></div>", "2023-03-03"),
        ("<p>Posted on 3<sup>rd</sup> March 2023 | Updated 5 March 2023</p>", "2023-03-03"),
        ("<p>By Ana Ruiz<br>Published 3 March 2023 (updated 5 March 2023)</p>", "2023-03-03"),
    ],
)
def test_date_shown_below_the_heading_is_read(tmp_path, line, date):
    """Where neither JSON-LD nor meta tags have one; it wins over the address."""
    head = '<link rel="canonical" href="https://post.example/2018/02/14/bridge">'
    body = f"<h1>Bridge shut</h1>{line}" + "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    report = load(tmp_path, make_page(head, body))
    assert (report.published, report.published_why) == (date, "words of the page")


def test_date_in_meta_tags_wins_over_the_words_of_the_page(tmp_path):
    """Words are the last resort."""
    body = "<h1>Bridge shut</h1><p>Published 5 March 2023</p>" + "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    report = load(tmp_path, make_page('<meta name="pubdate" content="2023-03-03">', body))
    assert (report.published, report.published_why) == ("2023-03-03", "meta tag pubdate")


@pytest.mark.parametrize(
    "body",
    [
        "<aside><p>Published 3 March 2023</p></aside><h1>Bridge shut</h1>{story}",
        "<h1>Bridge shut</h1><p>Published 3 March 2023</p><p>Published 4 March 2023</p>{story}",
        "<h1>Bridge shut</h1>{story}{story}{story}<p>Published 3 March 2023</p>",
        "<h1>Bridge shut</h1><p>The report, published 3 March 2023</p>{story}",
        "<h1>Bridge shut</h1><p>Published 31 February 2023</p>{story}",
    ],
)
def test_date_of_something_else_on_the_page_is_not_taken(tmp_path, body):
    """What stands beside the article or far below its heading, and lines that disagree."""
    story = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    assert load(tmp_path, make_page(body=body.format(story=story))).published_why != "words of the page"


def test_date_in_the_address_is_found_last(tmp_path):
    """htmldate is asked where the page has nothing plainer."""
    report = load(tmp_path, make_page('<link rel="canonical" href="https://post.example/2018/02/14/bridge">'))
    assert (report.published, report.published_why) == ("2018-02-14", "found in the page by htmldate")


def test_unreadable_date_of_a_page_is_quoted(tmp_path):
    """The reason shows the words and where they stand."""
    report = load(tmp_path, make_page('<meta name="pubdate" content="soon">'))
    assert report.published is None
    assert report.published_why.startswith('meta tag pubdate: "soon" is not a date')


def test_front_page_as_canonical_address_is_not_believed(tmp_path):
    """Then all the pages of a site would be versions of one."""
    head = '<link rel="canonical" href="https://post.example/"><meta property="og:url" content="https://post.example/bridge">'
    assert load(tmp_path, make_page(head)).url == "https://post.example/bridge"


def test_organisation_as_author_is_a_relay(tmp_path):
    """A page by an agency in an outlet's frame credits the agency; the outlet's own desk is none."""
    agency = {**FULL, "author": {"@type": "Organization", "name": "Northwire"}}
    assert load(tmp_path, make_page(json_ld(**agency))).via == ("Northwire",)
    own = {**FULL, "author": {"@type": "Organization", "name": "The Post Staff"}}
    assert load(tmp_path, make_page(json_ld(**own))).via == ()


def test_libraries_stay_silent(tmp_path, caplog):
    """Nothing is logged for a broken page, and the loggers are left as they were."""
    before = logging.getLogger("trafilatura").level
    with caplog.at_level(logging.DEBUG), pytest.raises(ReportError):
        load(tmp_path, "<html><body></body></html>")
    assert not [record for record in caplog.records if record.name.startswith(("trafilatura", "htmldate"))]
    assert logging.getLogger("trafilatura").level == before


def test_plain_text_needs_no_html_library():
    """Opening the room is cheap; trafilatura and the language detector wait for a page or a doubtful text."""
    code = (
        "import sys, sayso.ingest; sayso.ingest.make_report('The mayor said that the bridge was safe and that it would open, they said.');"
        "print([name for name in ('trafilatura', 'htmldate', 'lxml', 'py3langid', 'charset_normalizer', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ------------------------------------------------------------------------------------------------------------------- samples


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.*")), ids=lambda path: path.name)
def test_samples_are_read_with_all_they_say_of_themselves(path):
    """Every bundled report has its title, outlet, address and date, and the date is that of its name."""
    report = load_report(path)
    assert (report.status, report.language) == ("read", "en")
    assert report.title and report.outlet and report.url and report.byline
    assert report.published is not None and report.published.startswith(path.name[:10])
    assert "\n\n" in report.text and len(report.text) > 1200
    assert "cookies" not in report.text and "Sign up" not in report.text
