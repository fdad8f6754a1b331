"""What the casebook keeps as short words, in the words that people read."""

from __future__ import annotations

from datetime import date

from django import template

from comity.casebook.forms import DEEDS, PAPERS
from comity.casebook.law_here import law

register = template.Library()
EVENTS = {
    "received": "request received",
    "decided": "decision filed",
    "reviewed": "review signed",
    "done": "what was done",
    "duty_done": "duty done",
    "sealed": "sealed",
    "agency_opened": "casebook opened",
    "account_opened": "account opened",
    "account_ended": "account ended",
    "role_changed": "role changed",
}


@register.filter
def paper(form: str) -> str:
    """Return the name of a form or paper.

    >>> paper("judicial_warrant"), paper("I-247A")
    ('judicial warrant', 'form I-247A')
    """
    words = PAPERS.get(form, form.replace("_", " ")) or "sealed"
    return f"form {words}" if words[:2] == "I-" else words


@register.filter
def event(kind: str) -> str:
    """Return what happened.

    >>> event("duty_done")
    'duty done'
    """
    return EVENTS.get(kind, kind.replace("_", " "))


@register.filter
def deed(name: str) -> str:
    """Return what was done.

    >>> deed("let_in")
    'let federal officers in'
    """
    return dict(DEEDS).get(name, name.replace("_", " "))


@register.filter
def duty(name: str) -> str:
    """Return what is owed, in the words of the law's vocabulary."""
    return law().body.words.duties.get(name, name.replace("_", " "))


@register.filter
def day(on: object) -> str:
    """Return a day as people write it.

    >>> day("2017-07-24")
    '24 July 2017'
    """
    found = date.fromisoformat(str(on))
    return f"{found.day} {found:%B %Y}"


@register.filter
def sentence(words: str) -> str:
    """Return words that begin with a capital; the rest stays as it is.

    >>> sentence("form I-247A")
    'Form I-247A'
    """
    return words[:1].upper() + words[1:]
