"""The law as one CEL expression, through the package common-expression-language (CEL in Rust)."""

from __future__ import annotations

import json
from typing import Any

import cel
import numpy as np
from log_rows import ANSWERS, CHANGE, DETAINERS, JUDGES, NO_ANSWER, YEARS, Rows
from peers.interface import BY_HAND, PARTLY, Run, Said

NAME, PACKAGE, PACE = "CEL", "common-expression-language", "rows"
UNKNOWN = "a name that the context lacks"
FORBIDS_ONLY = False

_WARRANT = f"(paper_issuer in {json.dumps(JUDGES)} && paper_authorises == 'arrest_person')"
_DETAINER = f"request_form in {json.dumps(DETAINERS)}"
_LIFTED = f"(day >= {CHANGE.toordinal()} ? {YEARS} <= 5 && !minor : {YEARS} <= 10)"
_HELD = f"({_WARRANT} && identity_match)"
_KEPT = f"((release_due && solely_detainer && !{_WARRANT} && !{_LIFTED}) || minor || victim_or_witness)"
_OWED = f"(written_request && {_DETAINER} && {YEARS} <= 5)"
_TOLD_NOT = (
    f"((purpose_civil && !information_public && !registrant) || ({_DETAINER} && !information_public && !{_WARRANT}))"
)
_HOLD = f"{_HELD} ? ({_KEPT} ? 'contested' : 'required') : ({_KEPT} ? 'prohibited' : 'not_addressed')"
_NOTICE = f"""{_OWED} ? 'required'
  : {_TOLD_NOT} ? 'prohibited' : registrant || {YEARS} <= 10 ? 'permitted' : 'not_addressed'"""
_NUMBER = {answer: number for number, answer in enumerate(ANSWERS)}


def prepare(rows: Rows) -> Run:
    """Compile the expression, and make a context of each row; what the package keeps of a context, it may keep."""
    contexts = [cel.Context(variables=record) for record in rows.records()]
    both = cel.compile(f"[{_HOLD}, {_NOTICE}]")
    single = cel.compile(_HOLD), cel.compile(_NOTICE)
    complete = all(len(r) == len(rows.facts) + 1 for r in rows.records())

    def run() -> np.ndarray:
        if complete:
            return np.array([[_NUMBER[word] for word in both.execute(c)] for c in contexts], np.int8)
        return np.array([[_one(program, c) for program in single] for c in contexts], np.int8)

    return run


def _one(program: Any, context: Any) -> int:
    try:
        return _NUMBER[program.execute(context)]
    except RuntimeError:  # a name the context lacks
        return NO_ANSWER


def express(case: str) -> Said:
    """Run a case as CEL would have it written."""
    given = {"past": True, "warrant": False, "felony": True, "ordered": True}
    rule = "past && !warrant ? 'prohibited' : 'not addressed'"

    def ask(expression: str, facts: dict[str, Any]) -> str:
        try:
            return str(cel.evaluate(expression, facts))
        except RuntimeError as error:
            return f"error: {error}"

    match case:
        case "unknown":
            found = ask(rule, {"past": True})
            return Said(
                PARTLY, found.split(". ")[0], "an error, not a guess; nor what is still possible, or what to ask"
            )
        case "reasons":
            return Said(BY_HAND, ask(rule, given), "the answer is a bare value; the expression knows no source")
        case "dates":
            dated = "past && !warrant && day >= timestamp('2025-07-01T00:00:00Z') ? 'prohibited' : 'not addressed'"
            days = ("2025-06-30T12:00:00Z", "2025-07-01T12:00:00Z")
            found = [ask(dated.replace("day", f"timestamp('{day}')"), given) for day in days]
            return Said(BY_HAND, ", ".join(found), "the day is one more condition in the expression")
        case "exception":
            found = ask(rule.replace("!warrant", "!warrant && !felony"), given)
            return Said(BY_HAND, found, "only by editing the rule's own expression")
        case _:
            found = ask(f"ordered ? 'required' : {rule}", given)
            return Said(
                BY_HAND, found, "the branch written first wins in silence; a conflict must be a branch of its own"
            )
