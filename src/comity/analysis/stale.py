"""What has to be read again: survey rows whose sources reach to a day too long ago, the oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from comity.law.body import Body
from comity.law.place import Place, SurveyRow


@dataclass(frozen=True, slots=True)
class Stale:
    """A survey row of a place that is `days` old on the day asked."""

    place: Place
    row: SurveyRow
    days: int


def stale(body: Body, days: int, on: date) -> list[Stale]:
    """Return the survey rows whose sources end more than `days` days before `on`; the oldest first, then by place."""
    limit = on - timedelta(days=days)
    found = [
        Stale(place, row, (on - row.reaches).days)
        for place in body.places.values()
        for row in place.survey
        if row.reaches < limit
    ]
    return sorted(found, key=lambda s: (-s.days, s.place.id))
