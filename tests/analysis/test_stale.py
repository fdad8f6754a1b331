"""What has to be read again is what was read to a day too long ago, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

from comity.analysis.stale import stale
from comity.law.load import load_body


def test_every_row_older_than_that_is_listed_and_no_other() -> None:
    """The oldest first; a row that ends exactly so many days ago is not yet stale."""
    body, on = load_body(), date(2026, 11, 24)
    rows = [(p.id, row) for p in body.places.values() for row in p.survey]
    for days in (0, 56, 90, 400):
        found = stale(body, days, on)
        limit = on - timedelta(days=days)
        assert sorted((s.place.id, s.row.reaches) for s in found) == sorted(
            (p, r.reaches) for p, r in rows if r.reaches < limit
        )
        assert [s.days for s in found] == sorted((s.days for s in found), reverse=True)
        assert all(s.days > days for s in found)
    oldest = min(row.reaches for _, row in rows)
    assert not stale(body, (on - oldest).days, on)
    assert stale(body, (on - oldest).days - 1, on)
