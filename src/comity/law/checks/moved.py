"""An id that a provision had in another file stands for no other provision since."""

from __future__ import annotations

from collections.abc import Iterator

from comity.law.body import Body
from comity.vocabulary.errors import Problem


def check(body: Body) -> Iterator[Problem]:
    """Yield a problem for each earlier id that is taken by a living provision."""
    for old, new in body.moved.items():
        if old in body.provisions:
            taken = body.provisions[old]
            what = f"`{old}` is also an earlier id of `{new}`, which `formerly` names"
            yield Problem(taken.path, taken.line, what, "give one of them another short id")
