"""What a place of a log is called: by its file where one describes it, else by the words of its path."""

from __future__ import annotations

from comity.law.body import Body
from comity.vocabulary.place import path_of


def name_of(place: str, body: Body) -> str:
    """Return a place's name, with the state it lies in.

    Of a place no file describes, the last part of the path is written out: `us/xx/some-town` is "Some Town, XX".
    """
    path = path_of(place)
    names = [body.places[p].name if p in body.places else _written(p) for p in path[1:]]
    if not names:
        return body.places[place].name if place in body.places else place.upper()
    return names[0] if len(names) == 1 else f"{names[-1]}, {names[0]}"


def kinds_of(agency: str, body: Body) -> str:
    """Return the kinds of an agency, joined by semicolons in a log, in words."""
    known = body.words.agencies
    return " and ".join(known[k].says if k in known else k.replace("_", " ") for k in agency.split(";"))


def _written(place: str) -> str:
    parts = place.split("/")
    return parts[-1].upper() if len(parts) == 2 else parts[-1].replace("-", " ").title()
