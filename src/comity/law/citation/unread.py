"""The citations of a body of law that the grammar of its vocabulary cannot read, each with its file and line."""

from __future__ import annotations

from comity.law.body import Body
from comity.law.citation.grammar import CiteError, Grammar
from comity.vocabulary.errors import Problem
from comity.vocabulary.place import within


def unread_cites(body: Body, grammar: Grammar, place: str = "") -> dict[str, Problem]:
    """Return what is wrong with the citation of each provision that cannot be read, by the provision's id.

    With `place`, only provisions of there and below. Bills and suits count like law.
    """
    found = {}
    for p in body.provisions.values():
        if within(p.place, place or p.place):
            try:
                grammar.parse(p.cite)
            except CiteError as error:
                what = f"the cite of `{p.id}` cannot be read: {error}"
                found[p.id] = Problem(p.path, p.line, what, "add its form to law/vocabulary/citations.yaml")
    return found
