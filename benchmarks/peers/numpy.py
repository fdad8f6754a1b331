"""The law written by hand in NumPy, in one pass of Boolean columns; no rule stands apart from the code."""

from __future__ import annotations

import numpy as np
from log_rows import (
    ACTS,
    CONTESTED,
    DETAINERS,
    FORMS,
    ISSUERS,
    JUDGES,
    NOT_ADDRESSED,
    PERMITTED,
    PROHIBITED,
    REQUIRED,
    YEARS,
    YESNO,
    Rows,
)
from peers.interface import BY_HAND, NO, Run, Said

NAME, PACKAGE, PACE = "NumPy by hand", "numpy", "columns"
UNKNOWN = ""
FORBIDS_ONLY = False

_IS_JUDGE = np.isin(np.arange(len(ISSUERS)), [ISSUERS.index(j) for j in JUDGES])
_IS_DETAINER = np.isin(np.arange(len(FORMS)), [FORMS.index(f) for f in DETAINERS])
_ARREST = ACTS.index("arrest_person")


def prepare(rows: Rows) -> Run:
    """Make Boolean columns of the yes/no facts."""
    truth = {f: rows.facts[f] == 1 for f in YESNO}
    codes = {f: c for f, c in rows.facts.items() if f not in truth}
    late = rows.late
    return lambda: law(truth, codes, late)


def law(yes: dict[str, np.ndarray], codes: dict[str, np.ndarray], late: np.ndarray) -> np.ndarray:
    """Return the answer of each row for each action."""
    warrant = _IS_JUDGE[codes["paper_issuer"]] & (codes["paper_authorises"] == _ARREST)
    detainer = _IS_DETAINER[codes["request_form"]]
    within_5, within_10 = codes[YEARS] <= 5, codes[YEARS] <= 10
    lifted = np.where(late, within_5 & ~yes["minor"], within_10)
    held = warrant & yes["identity_match"]
    kept = (yes["release_due"] & yes["solely_detainer"] & ~warrant & ~lifted) | yes["minor"] | yes["victim_or_witness"]
    private = ~yes["information_public"]
    owed = yes["written_request"] & detainer & within_5
    told_not = (yes["purpose_civil"] & private & ~yes["registrant"]) | (detainer & private & ~warrant)
    found = np.empty((len(late), 2), np.int8, order="F")
    found[:, 0] = np.where(held, np.where(kept, CONTESTED, REQUIRED), np.where(kept, PROHIBITED, NOT_ADDRESSED))
    found[:, 1] = np.where(
        owed,
        REQUIRED,
        np.where(told_not, PROHIBITED, np.where(yes["registrant"] | within_10, PERMITTED, NOT_ADDRESSED)),
    )
    return found


def express(case: str) -> Said:
    """Run a case as NumPy would have it written."""
    past, warrant = np.array([True]), np.array([False])
    match case:
        case "unknown":
            given = np.array([None], dtype=object).astype(bool)
            return Said(
                NO, f"prohibited: {(past & ~given)[0]}", "a Boolean column has no third value; None becomes False"
            )
        case "reasons":
            return Said(
                BY_HAND,
                f"prohibited: {(past & ~warrant)[0]}",
                "the answer is a bare value; a second column would have to be written for each rule",
            )
        case "dates":
            found = [(past & ~warrant & np.array([day >= "2025-07-01"]))[0] for day in ("2025-06-30", "2025-07-01")]
            return Said(BY_HAND, f"prohibited: {found[0]}, {found[1]}", "the day is one more condition in the code")
        case "exception":
            felony = np.array([True])
            return Said(
                BY_HAND, f"prohibited: {(past & ~warrant & ~felony)[0]}", "only by editing the rule's own expression"
            )
        case _:
            ordered = np.array([True])
            found = np.where(ordered, "required", np.where(past & ~warrant, "prohibited", "not addressed"))[0]
            return Said(
                BY_HAND, str(found), "the branch written first wins in silence; a conflict must be a branch of its own"
            )
