"""Places are paths; law is inherited down the path.

`us/xx/some-town` lies in `us/xx`, which lies in `us`.
"""

from __future__ import annotations

import re

_SHAPE = re.compile(r"[a-z]{2}(/[a-z]{2}(/[a-z0-9]+(-[a-z0-9]+)*){0,3})?")


def is_place(path: str) -> bool:
    """Return whether `path` has the shape of a place.

    >>> is_place("us/xx/some-town"), is_place("US/xx"), is_place("us/xx/")
    (True, False, False)
    """
    return _SHAPE.fullmatch(path) is not None


def path_of(place: str) -> tuple[str, ...]:
    """Return the places whose law is inherited by `place`, from the widest to itself.

    >>> path_of("us/xx/some-town")
    ('us', 'us/xx', 'us/xx/some-town')
    """
    parts = place.split("/")
    return tuple("/".join(parts[: n + 1]) for n in range(len(parts)))


def within(place: str, area: str) -> bool:
    """Return whether `place` is `area` or lies in it.

    >>> within("us/xx/some-town", "us/xx"), within("us/xxy", "us/xx")
    (True, False)
    """
    return place == area or place.startswith(area + "/")


def relation(seen_from: str, other: str) -> str:
    """Return where `other` lies seen from a place: above, same, below or aside.

    >>> relation("us/xx", "us/xx/some-town"), relation("us/xx", "us")
    ('below', 'above')
    """
    if other == seen_from:
        return "same"
    if within(other, seen_from):
        return "below"
    return "above" if within(seen_from, other) else "aside"
