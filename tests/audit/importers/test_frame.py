"""A reader's account of a source."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from comity.audit.importers.frame import REJECTED, SET_APART, account, words_of
from comity.law.reading.to_words import to_words
from comity.law.reading.vocabulary_files import read_words

ROOT = Path(__file__).resolve().parents[3]
FIXED = {"row": [1], "place": ["us/xx"], "agency": ["jail"], "agency_id": [None], "on": [None]}


def test_a_row_that_is_lost_is_a_fault_of_ours() -> None:
    """The parts must hold every source row once."""
    with pytest.raises(AssertionError, match="2 rows read, 1 accounted for"):
        account(
            pl.DataFrame(FIXED),
            pl.DataFrame(schema=REJECTED),
            pl.DataFrame(schema=SET_APART),
            layout="x",
            whose_count="",
            notes=(),
            rows_in=2,
        )


def test_folded_rows_are_counted_by_source_rows() -> None:
    """A booking folded from three charges accounts for three rows."""
    made = account(
        pl.DataFrame(FIXED | {"source_rows": [3]}),
        pl.DataFrame(schema=REJECTED),
        pl.DataFrame(schema=SET_APART),
        layout="x",
        whose_count="",
        notes=(),
        rows_in=3,
    )
    assert made.rows_accounted() == 3


def test_columns_come_in_the_usual_order_and_types() -> None:
    """Fixed columns, facts, acts, moments, source."""
    frame = pl.DataFrame({"source_a": ["x"], "seen_at": [None], "did_b": [True], "fact": ["yes"]} | FIXED)
    made = account(
        frame,
        pl.DataFrame(schema=REJECTED),
        pl.DataFrame(schema=SET_APART),
        layout="x",
        whose_count="",
        notes=(),
        rows_in=1,
    )
    assert made.frame.columns == ["row", "place", "agency", "agency_id", "on", "fact", "did_b", "seen_at", "source_a"]
    assert made.frame.schema["on"] == pl.Date


def test_words_of_a_vocabulary_keep_transient_facts_apart() -> None:
    """A transient fact may decide, and is never a column of a log."""
    words = words_of(to_words(read_words(ROOT / "law")))
    assert "proof_shown" in words.transient
    assert not words.transient & words.known_facts
    assert {"did_hold_on_detainer", "did_copy_of_request"} <= words.acts()
