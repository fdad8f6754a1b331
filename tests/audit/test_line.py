"""The shape of a finding's line."""

from __future__ import annotations

import polars as pl

from comity.audit.line import LINE, NAMES, joined
from comity.vocabulary.modality import Outcome


def test_every_name_has_its_kind() -> None:
    """Text, but for numbers, days and whether it was done."""
    assert tuple(LINE) == NAMES
    assert {n for n, k in LINE.items() if k is not pl.String} == {"row", "on", "did", "situation"}


def test_outcomes_are_joined_in_one_order() -> None:
    """So that equal sets are equal text."""
    assert joined({Outcome.REQUIRED, Outcome.CONTESTED}) == joined([Outcome.CONTESTED, Outcome.REQUIRED])
    assert joined(()) == ""
