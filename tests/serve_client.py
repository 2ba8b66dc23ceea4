"""A page without a browser, for the tests of `serve`: an application on a ledger, and requests as its own pages would send them."""

import re
from contextlib import contextmanager

from starlette.testclient import TestClient

from sayso.serve import create_app

HOME = "http://127.0.0.1"


@contextmanager
def open_page(ledger, **options):
    """A client of an application on a ledger; redirects are shown, not followed."""
    app = create_app(ledger, user="anna", **options)
    with TestClient(app, base_url=HOME, follow_redirects=False, raise_server_exceptions=False) as client:
        client.token = app.state.token
        yield client


def post(client, path, fields=None, *, files=None, **headers):
    """A form as one of the pages sends it."""
    headers = {"origin": HOME, "sec-fetch-site": "same-origin"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return client.post(path, data={"token": client.token} | (fields or {}), files=files, headers=headers)


def list_links(html):
    """The addresses of a page's links."""
    return [link.replace("&amp;", "&") for link in re.findall(r'<a [^>]*href="([^"]*)"', html)]
