"""Duties in a log: was what is owed done, and in time.

Only a log that records a duty (`did_<duty>`) is judged on it. A duty is late when the moment at which it was done lies
after its due time; where the law sets a time and the record does not show whether it was kept, the finding is open and
says what is missing. A duty done late that
was perhaps not owed is open in the strict finding and late in the presumed one, where the presumptions make it owed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import polars as pl

from comity.audit.columns import encounter_of
from comity.audit.judge import Finding, judge
from comity.audit.line import LINE, NAMES, joined
from comity.audit.situations import Situations
from comity.engine.clock import due
from comity.engine.decision import encode
from comity.engine.encounter import Encounter
from comity.engine.roles import Reason, reasons
from comity.law.body import Body
from comity.vocabulary.errors import InputError
from comity.vocabulary.modality import Outcome, Role


def judge_duties(frame: pl.DataFrame, situations: Situations, actions: tuple[str, ...]) -> list[pl.DataFrame]:
    """Return a line for each duty recorded in a row that the law of the row's place and day speaks on."""
    slices = situations.slices
    recorded = [d for d in slices.body.words.duties if f"did_{d}" in frame.columns]
    if not recorded:
        return []
    lines: list[dict[str, Any]] = []
    for row in frame.iter_rows(named=True):
        encounter: Encounter | None = None
        for action in actions:
            encounter = encounter or _opened(row, situations)
            if encounter is None:
                continue
            play = slices.play(encounter, action)
            for duty in slices.duties(play):
                if duty in recorded:
                    line = _line(row, encounter, situations, action, duty)
                    if line:
                        lines.append(line)
    return [pl.DataFrame(lines, schema=LINE)] if lines else []


def _opened(row: dict[str, Any], situations: Situations) -> Encounter | None:
    try:
        return encounter_of(row, situations.slices.body)
    except InputError:
        return None


def _line(
    row: dict[str, Any], encounter: Encounter, situations: Situations, action: str, duty: str
) -> dict[str, Any] | None:
    slices = situations.slices
    compiled = slices.compiled(slices.play(encounter, action), duty)
    masks = encode(encounter.facts, compiled.variables)
    number = situations.decide(compiled, masks, action, duty)
    s = situations.found[number]
    if not s.outcomes & {Outcome.REQUIRED, Outcome.CONTESTED}:
        return None
    did = row[f"did_{duty}"]
    finding, detail = _judged(s.outcomes, did, reasons(compiled, action, duty, masks, masks), encounter, slices.body)
    # What a situation keeps are the roles under the presumptions; what is remote plays none there.
    under = tuple(r for r in s.reasons if not r.remote)
    presumed, told = _judged(s.presumed, did, under, encounter, slices.body)
    values = (
        *(row["row"], row["place"], row["agency"], row["on"], action, duty, did),
        *(str(finding), str(presumed), joined(s.outcomes), joined(s.presumed), number, detail or told),
    )
    return dict(zip(NAMES, values, strict=True))


def _judged(
    outcomes: frozenset[Outcome],
    did: bool | None,  # noqa: FBT001 - done, not done, not recorded
    why: tuple[Reason, ...],
    encounter: Encounter,
    body: Body,
) -> tuple[Finding, str]:
    """Return the finding on a duty where these outcomes are still possible, with the times that it rests on."""
    finding = judge(outcomes, did)
    if finding is Finding.LEFT_UNDONE:
        return Finding.DUTY_MISSING, ""
    if finding is not Finding.CONSISTENT or not did or Outcome.REQUIRED not in outcomes:
        return finding, ""
    return _in_time(why, encounter, body, owed=outcomes == {Outcome.REQUIRED})


def _in_time(why: tuple[Reason, ...], encounter: Encounter, body: Body, *, owed: bool) -> tuple[Finding, str]:
    """Return whether a duty that was done was done in time, with both times.

    It is late where it surely is, and open where that turns on whether it was owed at all, or under which provision, or
    on a moment that is not recorded. A duty for which no provision sets a time is never late.
    """
    zone = body.zone(encounter.who.place)
    at: datetime | None = None
    sure: list[datetime | None] = []
    every: list[datetime | None] = []
    timed = untold = False
    for reason in why:
        duty = reason.provision.duty
        if duty is None or reason.role not in (Role.CONTROLS, Role.MAY_CONTROL):
            continue
        at = encounter.moments.get(body.words.duty_done.get(duty.what, ""))
        end = due(duty.clock, encounter.moments, encounter.on, body.calendars, zone).at
        timed = timed or duty.clock is not None
        untold = untold or (end is None and duty.clock is not None)
        every.append(end)
        sure += [end] if reason.role is Role.CONTROLS else []
    if at is None:
        return (Finding.OPEN, "when it was done is not recorded") if timed else (Finding.CONSISTENT, "")
    late = [end for end in every if end is not None and at > end]
    if not late:
        return (Finding.OPEN, "when it was due is not recorded") if untold else (Finding.CONSISTENT, "")
    surely = [end for end in late if end in sure] or (late if len(late) == len(every) else [])
    if owed and surely:
        return Finding.DUTY_LATE, _times(min(surely), at.astimezone(zone))
    return Finding.OPEN, _times(min(late), at.astimezone(zone))


def _times(end: datetime, at: datetime) -> str:
    """Return when a duty was due, when it was done, and how late that is."""
    days = (at - end).days + 1
    return f"due {end:%Y-%m-%d %H:%M}, done {at:%Y-%m-%d %H:%M}, {days} day{'s' if days > 1 else ''} late"
