"""The local web page on a ledger: reading, searching, deciding. It listens on this machine only, and writes only what a person decides."""

from sayso.serve.app import create_app

__all__ = ["create_app"]
