"""The place that an option names, by its path or its name: the same mistake told the same way for every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.law.body import Body


def place_given(text: str, body: Body, option: str = "--place", hint: str = "") -> str:
    """Return the path of a place given by path or by name; a place nobody described is one where its nation is known.

    Raise InputError for what is none, with the nearest one. `hint` is added to what the message advises.
    """
    from comity.vocabulary.errors import nearest, problem
    from comity.vocabulary.place import is_place, path_of

    named = {p.name.lower(): p.id for p in body.places.values()}
    found = named.get(text.lower(), text)
    if not is_place(found) or path_of(found)[0] not in body.places:
        near = nearest(text, {*body.places, *(p.name for p in body.places.values())})
        raise problem(option, None, f"unknown place `{text[:80]}`", " ".join(w for w in (near, hint) if w))
    return found
