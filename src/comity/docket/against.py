"""Holds what a source tells of a bill against its docket file: what is new, missing, on another day, or contradicts.

Nothing here changes the docket, and no step of a source makes anything law.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from comity.docket.step import ENDED, LAW, MINOR, Step, StepWords
from comity.docket.told import Taken, Told, house_of, steps_of
from comity.law.instrument import Overlay

What = Literal["new", "missing", "day", "contradicts", "not_told"]
_ABOUT = re.compile(
    r"(days?|day itself) (was |is )?not (read|known|found)|by this day|approximate|from memory|\(day\b|\bday as\b"
    r"|reported for|snapshot",
    re.IGNORECASE,
)
_MAJOR = frozenset(
    {
        Step.PASSED_ONE,
        Step.PASSED_BOTH,
        Step.TO_EXECUTIVE,
        Step.VETOED,
        Step.VETO_OVERRIDDEN,
        Step.SIGNED,
        Step.BECAME_LAW,
    }
)


@dataclass(frozen=True, slots=True)
class Ours:
    """A stage of the docket file with the step its words mean; `about` says that its day is not exact."""

    on: date
    stage: str
    step: Step | None
    house: str
    about: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: what it is, the source's step or None, the docket's stage or None."""

    what: What
    theirs: Taken | None
    ours: Ours | None


@dataclass(frozen=True, slots=True)
class Against:
    """What a source and a docket file tell of one bill. `known` steps agree; `passed_over` entries are no step."""

    told: Told
    overlay: Overlay
    findings: tuple[Finding, ...]
    known: int
    passed_over: int

    def to_add(self) -> list[Taken]:
        """Return the steps of the source that the docket file does not have and does not contradict."""
        return [f.theirs for f in self.findings if f.what in ("new", "missing") and f.theirs is not None]


def staged(overlay: Overlay, words: StepWords) -> list[Ours]:
    """Return the stages of a docket file with their steps, in time order."""
    return [
        Ours(day, text, words.step(overlay.kind, text), house_of(text), bool(_ABOUT.search(text)))
        for day, text in overlay.stages
    ]


def against(overlay: Overlay, told: Told, words: StepWords) -> Against:
    """Return how a source stands against a docket file."""
    ours = staged(overlay, words)
    steps = steps_of(told.taken)
    last = max(o.on for o in ours)
    newest_minor = max((t.on for step, t in steps if step in MINOR), default=None)
    left, known, found = list(ours), 0, []
    for step, taken in steps:
        same = [o for o in left if o.step is step and _houses(o.house, taken.house)]
        best = min(same, key=lambda o: abs((o.on - taken.on).days), default=None)
        if best is not None:
            left.remove(best)
        if best is not None and (best.on == taken.on or (step in MINOR and taken.on <= last)):
            known += 1
            continue
        clash = _clash(taken, ours)
        if clash is not None:
            found.append(Finding("contradicts", taken, clash))
        elif best is not None and step not in MINOR:
            found.append(Finding("day" if best.about else "contradicts", taken, best))
        elif taken.on > last and (step not in MINOR or taken.on == newest_minor):
            found.append(Finding("new", taken, None))
        elif step not in MINOR:
            found.append(Finding("missing", taken, None))
    newest = told.newest
    found += [Finding("not_told", None, o) for o in left if o.step in _MAJOR and newest is not None and newest >= o.on]
    passed_over = sum(1 for t in told.taken if t.step is None)
    return Against(told, overlay, tuple(found), known, passed_over)


def _houses(first: str, second: str) -> bool:
    return not first or not second or first == second


def _clash(taken: Taken, ours: list[Ours]) -> Ours | None:
    """Return the stage that cannot be true together with a step: an end before it, or another outcome."""
    for o in ours:
        ended = o.step in ENDED and taken.on > o.on and taken.step not in ENDED
        unseen = o.step is Step.PENDING and taken.on <= o.on and taken.step in LAW | ENDED | {Step.VETOED}
        law = o.step in LAW and taken.step in ENDED | {Step.VETOED} and taken.on >= o.on
        if ended or unseen or law:
            return o
    return None
