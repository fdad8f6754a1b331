"""Draws the log that every engine is given: encounters of one town's police, as columns of small whole numbers.

A code counts the value's place in the fact's list; MISSING is a fact that nobody gave. Needs NumPy alone, so that the
peers' own environment can read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

NO_YES = ("no", "yes")
FORMS = ("none", "I-247", "I-247A", "I-247D", "I-247N", "I-247X", "I-247G", "I-200", "I-205", "notification_request")
FORMS += ("administrative_subpoena", "judicial_subpoena", "grand_jury_subpoena", "judicial_warrant", "court_order")
FORMS += ("other",)
ISSUERS = ("nobody", "immigration_officer", "immigration_judge", "article_iii_judge", "federal_magistrate")
ISSUERS += ("state_judge", "state_clerk", "grand_jury", "other_official")
BASES = ("civil_immigration", "criminal", "other_civil")
ACTS = ("nothing", "arrest_person", "search_place", "produce_records", "other_act")
YESNO = ("release_due", "solely_detainer", "identity_match", "minor", "victim_or_witness", "purpose_civil")
YESNO += ("information_public", "registrant", "written_request")
PAPER = {"request_form": FORMS, "paper_issuer": ISSUERS, "paper_basis": BASES, "paper_authorises": ACTS}
WORDS = dict.fromkeys(YESNO, NO_YES) | PAPER
YEARS = "years_since_serious_felony"
NEVER = 999
# "Five years" said of a record means anything from the fifth to the sixth anniversary, so the bounds of the law are
# left out: a row says on which side it lies.
SAID_YEARS = tuple(y for y in range(20) if y not in (5, 10))
MISSING = -1

DETAINERS = FORMS[1:7]
JUDGES = ("state_judge", "article_iii_judge", "federal_magistrate")
COURT = ("article_iii_judge", "federal_magistrate", "state_judge", "state_clerk")
CHANGE = date(2025, 7, 1)
DAYS = (date(2024, 1, 1), date(2026, 12, 31))

# What an engine may answer of an action, by its number; a set of outcomes is the sum of 1 << number.
ANSWERS = ("required", "permitted", "prohibited", "not_addressed", "contested", "allowed")
REQUIRED, PERMITTED, PROHIBITED, NOT_ADDRESSED, CONTESTED, ALLOWED = range(6)
NO_ANSWER = -1
ACTIONS = ("hold_on_detainer", "notify_release")

# How often each form comes in, in parts of a hundred; the rest share what is left.
_OFTEN = {"I-247A": 40, "I-200": 12, "judicial_warrant": 14, "none": 10, "I-247G": 6, "administrative_subpoena": 4}


@dataclass(frozen=True)
class Rows:
    """A log: for each fact a column of codes, and the day of each row as a day number."""

    facts: dict[str, np.ndarray]
    day: np.ndarray

    def __len__(self) -> int:
        return len(self.day)

    @property
    def late(self) -> np.ndarray:
        """Return which rows lie on or after the day the law changed."""
        return self.day >= CHANGE.toordinal()

    def some(self, count: int) -> Rows:
        """Return so many rows, spread evenly over the log."""
        chosen = picked(len(self), count)
        return Rows({f: c[chosen] for f, c in self.facts.items()}, self.day[chosen])

    def records(self) -> list[dict[str, object]]:
        """Return each row as a mapping of words; a fact that nobody gave is left out."""
        columns = {f: _words(f, c) for f, c in self.facts.items()}
        columns["day"] = [int(d) for d in self.day]
        names = list(columns)
        return [
            {n: v for n, v in zip(names, values, strict=True) if v is not None}
            for values in zip(*columns.values(), strict=True)
        ]

    def save(self, path: Path) -> None:
        """Write the log as one file of arrays."""
        np.savez(path, **self.facts, day=self.day)


def _words(fact: str, codes: np.ndarray) -> list[object]:
    if fact == YEARS:
        return [int(c) if c != MISSING else None for c in codes]
    if fact in PAPER:
        return [PAPER[fact][c] if c != MISSING else None for c in codes]
    return [bool(c) if c != MISSING else None for c in codes]


def picked(rows: int, count: int) -> np.ndarray:
    """Return which rows of a log `some` takes."""
    return np.linspace(0, rows - 1, min(rows, count)).astype(np.int64)


def load(path: Path) -> Rows:
    """Return a log from its file."""
    with np.load(path) as stored:
        columns = {name: stored[name] for name in stored.files}
    return Rows({n: c for n, c in columns.items() if n != "day"}, columns["day"])


def papers_that_can_be() -> np.ndarray:
    """Return every form, signer, basis and order that can be together on a paper, a row of four codes each.

    Written out from law/vocabulary/constraints.yaml; comity refuses a row that breaks them.
    """
    grid = np.indices([len(values) for values in PAPER.values()]).reshape(len(PAPER), -1)
    return grid[:, possible(*grid)].T.astype(np.int8)


def possible(form: np.ndarray, issuer: np.ndarray, basis: np.ndarray, act: np.ndarray) -> np.ndarray:
    """Return where the four codes of a paper can be together."""

    def has(column: np.ndarray, words: tuple[str, ...], *values: str) -> np.ndarray:
        return np.isin(column, [words.index(v) for v in values])

    nothing, civil = has(act, ACTS, "nothing"), has(basis, BASES, "civil_immigration")
    officer, court = has(issuer, ISSUERS, "immigration_officer"), has(issuer, ISSUERS, *COURT)
    rules = (
        (has(form, FORMS, "none"), has(issuer, ISSUERS, "nobody") & nothing),
        (has(form, FORMS, *DETAINERS, "notification_request"), officer & civil & nothing),
        (has(form, FORMS, "I-200", "I-205"), officer & civil & has(act, ACTS, "arrest_person")),
        (
            has(form, FORMS, "administrative_subpoena"),
            (officer | has(issuer, ISSUERS, "other_official")) & has(act, ACTS, "produce_records"),
        ),
        (has(form, FORMS, "grand_jury_subpoena"), has(issuer, ISSUERS, "grand_jury")),
        (has(form, FORMS, "judicial_warrant"), court & has(act, ACTS, "arrest_person", "search_place")),
        (has(form, FORMS, "court_order", "judicial_subpoena"), court),
        (officer | has(issuer, ISSUERS, "immigration_judge"), civil),
        (has(issuer, ISSUERS, "nobody"), nothing),
    )
    return np.all([~when | then for when, then in rules], axis=0)


def draw(count: int, unknown: float = 0.0, seed: int = 7) -> Rows:
    """Return a made-up log in the order of days; each fact by itself is unknown in a share `unknown` of the rows."""
    rng = np.random.default_rng(seed)
    facts: dict[str, np.ndarray] = {f: rng.integers(0, 2, count, dtype=np.int8) for f in YESNO}
    papers = papers_that_can_be()
    of_form = np.array([_OFTEN.get(f, 14 / (len(FORMS) - len(_OFTEN))) for f in FORMS], dtype=float)
    weight = (of_form / np.bincount(papers[:, 0], minlength=len(FORMS)))[papers[:, 0]]
    drawn = papers[rng.choice(len(papers), count, p=weight / weight.sum())]
    facts |= {f: drawn[:, i].copy() for i, f in enumerate(PAPER)}
    years = rng.choice(np.array(SAID_YEARS, np.int16), count)
    facts[YEARS] = np.where(rng.random(count) < 0.5, np.int16(NEVER), years)
    day = np.sort(rng.integers(DAYS[0].toordinal(), DAYS[1].toordinal() + 1, count, dtype=np.int32))
    for column in facts.values():
        column[rng.random(count) < unknown] = MISSING
    return Rows(facts, day)
