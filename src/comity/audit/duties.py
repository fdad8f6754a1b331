"""Duties in a log: was what is owed done, and in time.

Only a log that records a duty (`did_<duty>`) is judged on it. A duty is late when the moment at which it was done lies
after its due time; where that moment is not recorded, the finding says so instead of guessing.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from comity.audit.columns import encounter_of
from comity.audit.judge import Finding, judge
from comity.audit.line import LINE, NAMES, joined
from comity.audit.situations import Situations
from comity.engine.clock import due
from comity.engine.decision import encode
from comity.engine.encounter import Encounter
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
    slices, words = situations.slices, situations.slices.body.words
    compiled = slices.compiled(slices.play(encounter, action), duty)
    number = situations.decide(compiled, encode(encounter.facts, compiled.variables), action, duty)
    s = situations.found[number]
    if not s.outcomes & {Outcome.REQUIRED, Outcome.CONTESTED}:
        return None
    did = row[f"did_{duty}"]
    finding, detail = judge(s.outcomes, did), ""
    if finding is Finding.LEFT_UNDONE:
        finding = Finding.DUTY_MISSING
    if finding is Finding.CONSISTENT and did and s.outcomes == {Outcome.REQUIRED}:
        finding, detail = _in_time(encounter, situations, number, words.duty_done.get(duty, ""))
    presumed = judge(s.presumed, did)
    if presumed is Finding.LEFT_UNDONE:
        presumed = Finding.DUTY_MISSING
    values = (
        *(row["row"], row["place"], row["agency"], row["on"], action, duty, did),
        *(str(finding), str(finding if did else presumed), joined(s.outcomes), joined(s.presumed), number, detail),
    )
    return dict(zip(NAMES, values, strict=True))


def _in_time(encounter: Encounter, situations: Situations, number: int, done: str) -> tuple[Finding, str]:
    """Return whether a duty that was done was done in time, with both times."""
    body = situations.slices.body
    at = encounter.moments.get(done)
    zone = body.zone(encounter.who.place)
    for reason in situations.found[number].reasons:
        duty = reason.provision.duty
        if reason.role is not Role.CONTROLS or duty is None:
            continue
        when = due(duty.clock, encounter.moments, encounter.on, body.calendars, zone)
        if when.at is None or at is None:
            continue
        if at > when.at:
            days = (at - when.at).days + 1
            return Finding.DUTY_LATE, f"due {when.at:%Y-%m-%d %H:%M}, done {at:%Y-%m-%d %H:%M}, {days} days late"
    return Finding.CONSISTENT, "" if at else "when it was done is not recorded"
