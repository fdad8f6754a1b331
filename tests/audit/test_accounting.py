"""Every source row is judged, rejected or set apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.audit.accounting import account_of
from comity.audit.run import Audit


def test_rejected_rows_are_counted_with_what_is_wrong(found: Audit) -> None:
    """13 judged and 2 rejected make the 15 of the log."""
    counts = account_of(found).counts()
    assert (counts["in"], counts["judged"], counts["rejected"], counts["set_apart"], counts["accounted"]) == (
        15,
        13,
        2,
        0,
        15,
    )
    assert {(w["column"], w["first_row"]) for w in counts["why_rejected"]} == {("written_request", 14), ("on", 15)}


def test_a_row_lost_is_a_fault_of_ours(found: Audit) -> None:
    """An account that does not add up is never written."""
    with pytest.raises(AssertionError, match="16 rows read, 15 accounted for"):
        account_of(replace(found, imported=replace(found.imported, rows_in=16)))
