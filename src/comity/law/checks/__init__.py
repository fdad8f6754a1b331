"""Checks on law data that need no deciding, one file each."""

from __future__ import annotations

from collections.abc import Iterator

from comity.law.body import Body
from comity.law.checks import evidence, moved, targets
from comity.vocabulary.errors import Problem

CHECKS = (targets.check, evidence.check, moved.check)


def check_body(body: Body) -> Iterator[Problem]:
    """Yield what each check finds, in the order of `CHECKS`."""
    for check in CHECKS:
        yield from check(body)
