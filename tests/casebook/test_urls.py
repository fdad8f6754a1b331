"""Every address leads to its page; errors have pages of their own."""

from __future__ import annotations

from comity.casebook import urls


def test_errors_have_their_pages() -> None:
    """In words, not in a trace."""
    assert (urls.handler403, urls.handler404) == ("comity.casebook.pages.forbidden", "comity.casebook.pages.missing")
