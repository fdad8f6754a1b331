"""What is kept of an entry: the commitment always, event and salt until they are erased."""

from __future__ import annotations

from comity.ledger.rows import Entry, Head, Rows
from comity.ledger.sql import SqlRows


def test_an_entry_may_be_no_more_than_its_commitment() -> None:
    """That is what is left of one that was sealed."""
    entry = Entry(3, bytes(32))
    assert (entry.salt, entry.event, entry.key) == (None, None, None)
    assert Head("a", "b", 0, b"").size == 0


def test_the_rows_in_a_database_are_all_the_rows_asked_for() -> None:
    """Every method that the logic calls is there."""
    asked = {name for name in vars(Rows) if not name.startswith("_")}
    assert asked <= set(vars(SqlRows))
