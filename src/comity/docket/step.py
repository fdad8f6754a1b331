"""The steps that a bill or suit can take, and the table that tells which words of which source mean one.

The list of steps is closed. The words are data: `vocabulary/steps.csv` of the law folder.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from comity.vocabulary.errors import InputError, Problem, nearest, problem

FILE = "steps.csv"
COLUMNS = ["source", "word", "step", "note"]
CODES = frozenset({"open_states", "legiscan"})
SOURCES = ("documents", "open_states", "legiscan", "text", "bill", "suit")


class Step(StrEnum):
    """A step of a bill or suit. The value is the word in data; `says` is how a person reads it."""

    ANNOUNCED = "announced"
    INTRODUCED = "introduced"
    IN_COMMITTEE = "in_committee"
    REPORTED = "reported"
    PASSED_ONE = "passed_one"
    IN_CONFERENCE = "in_conference"
    PASSED_BOTH = "passed_both"
    REPORTED_PASSED = "reported_passed"
    TO_EXECUTIVE = "to_executive"
    RETURNED = "returned"
    VETOED = "vetoed"
    VETO_OVERRIDDEN = "veto_overridden"
    VOTED_ON = "voted_on"
    APPROVED = "approved"
    SIGNED = "signed"
    BECAME_LAW = "became_law"
    IN_FORCE = "in_force"
    SUED = "sued"
    PENDING = "pending"
    SET_ASIDE = "set_aside"
    REPLACED = "replaced"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    DIED = "died"
    FILED = "filed"
    BEFORE_COURT = "before_court"
    ENJOINED = "enjoined"
    INJUNCTION_DENIED = "injunction_denied"
    STAYED = "stayed"
    STAY_DENIED = "stay_denied"
    DECIDED = "decided"
    DISMISSED = "dismissed"
    APPEALED = "appealed"
    SETTLED = "settled"
    PAUSED = "paused"

    @property
    def says(self) -> str:
        """Return the step as a person reads it.

        >>> Step.PASSED_ONE.says, Step.TO_EXECUTIVE.says
        ('passed one house', 'before the executive')
        """
        return _SAYS.get(self.value, self.value.replace("_", " "))


_SAYS = {
    "reported": "reported by a committee",
    "passed_one": "passed one house",
    "in_conference": "in conference between the houses",
    "passed_both": "passed both houses",
    "reported_passed": "reported as passed",
    "to_executive": "before the executive",
    "returned": "returned with amendments",
    "voted_on": "put to the voters",
    "approved": "approved by the voters",
    "sued": "challenged in court",
    "pending": "pending, not passed when last seen",
    "set_aside": "set aside for study",
    "replaced": "carried on in another bill",
    "failed": "voted down",
    "before_court": "before the court",
}
MINOR = frozenset({Step.IN_COMMITTEE, Step.REPORTED, Step.PENDING, Step.ANNOUNCED, Step.IN_CONFERENCE})
HOUSED = frozenset({Step.PASSED_ONE, Step.VETO_OVERRIDDEN, Step.FAILED})
LAW = frozenset({Step.SIGNED, Step.APPROVED, Step.BECAME_LAW, Step.IN_FORCE, Step.VETO_OVERRIDDEN})
ENDED = frozenset({Step.FAILED, Step.WITHDRAWN, Step.DIED})


@dataclass(frozen=True, slots=True)
class StepWords:
    """The table: codes are looked up, and patterns are tried in the order of the table."""

    codes: dict[tuple[str, str], Step]
    patterns: tuple[tuple[str, re.Pattern[str], Step], ...]

    def step(self, source: str, word: str) -> Step | None:
        """Return the step that a word of a source means, or None where it means none."""
        if source in CODES:
            return self.codes.get((source, word.strip().lower()))
        text = " ".join(word.split())
        return next((step for of, pattern, step in self.patterns if of == source and pattern.search(text)), None)


def read_step_words(folder: Path) -> StepWords:
    """Return the table of a law folder. Raise InputError with each row that cannot be used."""
    path = folder / "vocabulary" / FILE
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream, strict=True))
    except OSError as error:
        raise problem(str(path), None, f"cannot be read: {(error.strerror or 'unreadable').lower()}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise problem(str(path), None, f"is no table: {error}") from None
    if not rows or rows[0] != COLUMNS:
        raise problem(str(path), 1, "is not a table of steps", f"its first line is `{','.join(COLUMNS)}`")
    codes: dict[tuple[str, str], Step] = {}
    patterns: list[tuple[str, re.Pattern[str], Step]] = []
    wrong: list[Problem] = []
    for line, row in enumerate(rows[1:], 2):
        try:
            source, word, step = _row(row)
            if source in CODES:
                codes[source, word.lower()] = step
            else:
                patterns.append((source, re.compile(word, re.IGNORECASE), step))
        except InputError as error:
            wrong += [Problem(str(path), line, p.what, p.hint) for p in error.problems]
        except re.error as error:
            wrong.append(Problem(str(path), line, f"`{row[1][:60]}` is no pattern: {error}"))
    if wrong:
        raise InputError(wrong)
    return StepWords(codes, tuple(patterns))


def _row(row: list[str]) -> tuple[str, str, Step]:
    if len(row) != len(COLUMNS):
        raise problem("", None, f"{len(row)} cells where {len(COLUMNS)} belong")
    source, word, step, _ = row
    if source not in SOURCES:
        raise problem("", None, f"unknown source `{source[:60]}`", nearest(source, SOURCES))
    if step not in set(Step):
        raise problem("", None, f"unknown step `{step[:60]}`", nearest(step, [s.value for s in Step]))
    if not word:
        raise problem("", None, "`word` is empty")
    return source, word, Step(step)
