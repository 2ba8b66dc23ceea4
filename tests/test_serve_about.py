"""About: what this sayso is, from the files that say it, and never as markup."""

import pytest

from sayso import __version__
from sayso.ledger import Ledger
from sayso.ledger.query import KEYS
from sayso.read import DEFAULT_WEIGHTS, load_weights
from sayso.serve.pages.about import list_versions, read_notices, render_markdown
from serve_client import open_page


@pytest.fixture
def page(tmp_path):
    Ledger(tmp_path / "ledger.db").close()
    with open_page(tmp_path / "ledger.db") as client:
        yield client


def test_versions_are_those_that_run(page):
    """sayso, its weights by their hash, and the libraries it needs."""
    versions = dict(list_versions())
    assert versions["sayso"] == __version__
    assert load_weights(DEFAULT_WEIGHTS).sha256[:12] in versions["weights"]
    assert {"starlette", "onnxruntime", "SQLite", "Python"} <= set(versions)
    assert page.get("/about.json").json()["versions"] == versions


def test_the_model_card_and_the_licences_are_on_the_page(page):
    """The measured quality is the card's, word for word."""
    html = page.get("/about").text
    assert "Model card" in html and "two people" in html
    assert "Contains data of the GeoNames geographical database" in html
    assert "htmx" in html
    assert read_notices().startswith("# Third-party notices")


def test_the_keys_of_the_grammar_are_given_to_programs(page):
    """As the search page gives them to people."""
    assert page.get("/about.json").json()["query_keys"] == KEYS


def test_markdown_is_rendered_and_html_in_it_is_text():
    """Links into the repository lose their address: the page does not serve those files."""
    html = render_markdown(
        "# One\n\n<b>x</b> [card](src/card.md) [site](https://example.org/) `a`\n\n| a |\n|---|\n| 1 |", lower=1
    )
    assert "<h2>One</h2>" in html
    assert "&lt;b&gt;" in html and "<b>" not in html
    assert "<span>card</span>" in html and '<a href="https://example.org/">site</a>' in html
    assert '<table class="numbers">' in html
