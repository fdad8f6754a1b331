"""A mark is earned: a provision is `primary` only where one of its file's sources was read as primary."""

from __future__ import annotations

from collections.abc import Iterator

from comity.law.body import Body
from comity.vocabulary.errors import Problem

_ENOUGH = {"primary": {"primary"}, "secondary": {"primary", "secondary"}, "unread": {"primary", "secondary", "memory"}}


def check(body: Body) -> Iterator[Problem]:
    """Yield provisions marked higher than what was read."""
    for i in body.all_instruments:
        read = {s["read"] for s in i.sources.values()}
        for p in i.provisions:
            if not read & _ENOUGH[p.evidence]:
                yield Problem(
                    p.path,
                    p.line,
                    f"`{p.id}` is marked `{p.evidence}`, but its sources were read as {', '.join(sorted(read))}",
                )
