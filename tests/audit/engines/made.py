"""A made-up state and logs of it that hold every kind of column, for one suite over three engines."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import polars as pl
from hypothesis import strategies as st

from comity.audit.engines import LazyAudit
from comity.audit.importers import Imported
from comity.audit.importers.frame import REJECTED, SET_APART
from comity.audit.run import Audit
from comity.audit.situations import Situation

ACT = """
instrument: made-act
open_points:
  - id: reach
    kind: disputed
    question: Does the act reach transfers?
    readings:
      wide: {says: It does., authorities: ["Example v. Example"]}
      narrow: {says: It does not., authorities: ["Example v. Other"]}
derived:
  judged: {is: "any(papers, issuer in ['state_judge', 'article_iii_judge'])", question: A judge's paper}
  age: {is: "between(agreement_signed_on, on, 'years')", question: Years since it was signed}
  held: {is: "between(booked_at, released_at, 'hours')", question: Hours held}
  felony_years: {is: "since(convictions, class == 'felony')", question: Years since a felony}
provisions:
  - {id: no-hold, binds: [jail, sheriff], modality: must_not, when: written_request, unless: judged}
  - {id: may-hold, modality: may, when: "order_lodged == 'judge_signed'", despite: [no-hold]}
  - {id: felon, modality: may, when: felony_years <= 5, despite: [no-hold]}
  - {id: civil, action: notify_release, modality: must_not, when: "'civil_immigration' in purposes"}
  - {id: old, action: notify_release, modality: must, when: age > 1, despite: [civil]}
  - {id: no-transfer, action: transfer_custody, modality: must_not, when: "reading('reach') == 'wide' and release_due"}
  - {id: long, action: transfer_custody, modality: must, when: held > 48, despite: [no-transfer]}
  - {id: dated, action: allow_access, modality: must, when: "offence_date >= '2020-01-01'"}
  - id: tell-person
    binds: [jail, sheriff]
    modality: must
    when: written_request
    duty: {what: same_release_notice, to: [person], clock: {from: request_at, plus: 24 hours}}
  - id: answer
    action: visa_certification
    modality: must
    when: not minor
    duty: {what: answer_certification, to: [person], clock: {from: request_at, plus: 3 business_days, calendar: us}}
"""
LATER = """
instrument: later-act
history: [{event: effective, on: 2025-06-01, source: s1, recorded: 2025-06-02}]
provisions:
  - {id: no-access, action: allow_access, modality: must_not, when: not did_hold_on_detainer}
  - id: tell-sooner
    modality: must
    when: release_due
    duty: {what: same_release_notice, to: [person], clock: {from: request_at, plus: 2 hours}}
"""
LAW = (ACT, LATER)

YESNO = (True, False, None)
DAYS = ("2024-11-30", "2025-05-31", "2025-06-01", "2025-06-02", "2026-02-28")
MOMENTS = (
    *(None, "2025-05-31T23:30-04:00", "2025-06-01T00:10-04:00", "2025-06-01 03:50Z"),
    *("2025-06-02T09:00:30-04:00", "2025-06-05T09:00-04:00"),
)
COLUMNS: dict[str, tuple[Any, ...]] = {
    "place": ("us/xx", "us/xx/some-town", "us/xx", "us/yy"),
    "agency": ("jail", "sheriff", "jail;sheriff", "court"),
    "agency_id": (None, "us/xx/some-agency"),
    "on": tuple(map(date.fromisoformat, DAYS)),
    "written_request": ("yes", "no", None, "true", "unknown"),
    "release_due": YESNO,
    "minor": ("no", "yes", None),
    "order_lodged": ("none", "judge_signed", "administrative", None),
    "purposes": ("civil_immigration", "other_crime; civil_immigration", "benefit", None, ";"),
    "request_form": (None, "I-247A", "none"),
    "paper_issuer": (None, "immigration_officer", "state_judge", "nobody"),
    "offence_date": (None, date(2019, 12, 31), date(2020, 1, 1)),
    "agreement_signed_on": (None, "2024-02-28", "2025-06-02"),
    "booked_at": MOMENTS,
    "released_at": MOMENTS,
    "request_at": MOMENTS,
    "told_at": MOMENTS,
    "answered_at": MOMENTS,
    "did_hold_on_detainer": YESNO,
    "did_notify_release": YESNO,
    "did_transfer_custody": YESNO,
    "did_allow_access": YESNO,
    "did_visa_certification": YESNO,
    "did_same_release_notice": YESNO,
    "did_answer_certification": YESNO,
    "source_note": ("mine", None),
}
BAD: tuple[dict[str, Any], ...] = (
    {"place": "nowhere at all"},
    {"place": None},
    {"agency": "jial"},
    {"agency": "jail;jial", "place": "US"},
    {"minor": "perhaps"},
    {"minor": "perhaps", "written_request": "mabye", "agency": "jial"},
    {"request_form": "I-200", "paper_issuer": "state_judge"},
    {"request_form": "none", "paper_issuer": "state_judge", "place": "nowhere at all"},
    {"request_at": "2025-06-01 03:50"},
)


def typed(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Return rows as a table whose columns have the types that a warehouse gives them."""
    kinds: dict[type, type[pl.DataType]] = {bool: pl.Boolean, date: pl.Date, str: pl.String}
    schema = {n: next(kinds[type(v)] for v in drawn if v is not None) for n, drawn in COLUMNS.items()}
    return pl.DataFrame(rows, schema={"row": pl.Int64, **schema})


def drawn_rows(count: int, seed: int) -> list[dict[str, Any]]:
    """Return so many rows drawn at random, numbered from 10 in steps of 3."""
    rng = random.Random(seed)
    return [{"row": 10 + 3 * n, **{c: rng.choice(v) for c, v in COLUMNS.items()}} for n in range(count)]


def made_log() -> pl.DataFrame:
    """Return a log of rows drawn at random, some of them twice, and of rows that cannot be judged."""
    rows = drawn_rows(120, 7)
    again = [{**row, "row": 1000 + n} for n, row in enumerate(rows[:20])]
    bad = [{**rows[n % 5], **more, "row": 2000 + n} for n, more in enumerate(BAD)]
    return typed([*bad, *rows, *again])


def small_logs() -> st.SearchStrategy[pl.DataFrame]:
    """Return a strategy for logs of a few rows, some of which may not be judged."""
    good = st.fixed_dictionaries({c: st.sampled_from(v) for c, v in COLUMNS.items()})
    row = st.tuples(good, st.sampled_from([{}] * 8 + list(BAD))).map(lambda pair: {**pair[0], **pair[1]})
    return st.lists(row, max_size=8).map(lambda rows: typed([{"row": n, **r} for n, r in enumerate(rows, 1)]))


def all_read(rows: pl.DataFrame) -> Imported:
    """Return a table as a reader hands it on that has found nothing wrong."""
    none, apart = pl.DataFrame(schema=REJECTED), pl.DataFrame(schema=SET_APART)
    return Imported(rows, none, apart, "frame", "the caller's own record", (), rows.height)


def as_texts(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table as a reader of CSV without types gives it: every column but the row's number is text."""
    return frame.with_columns(pl.col(n).cast(pl.String) for n in frame.columns if n != "row")


def told(situation: Situation) -> tuple[object, ...]:
    """Return all that a report can say of a situation, as values to compare."""
    why = tuple((r.provision.id, r.role, r.yields_to, r.remote) for r in situation.reasons)
    s = situation
    return (s.action, s.duty, s.outcomes, s.presumed, tuple(s.assumed.items()), s.turns_on, why)


def lines(found: Audit) -> pl.DataFrame:
    """Return the findings in order, without the numbers of situations, which say only when each was met."""
    return found.findings.sort("row", "action", "duty", nulls_last=False).drop("situation")


def situations_by_line(found: Audit) -> dict[tuple[object, ...], tuple[object, ...]]:
    """Return what is said of each finding's situation, by row, action and duty."""
    keys = found.findings.select("row", "action", "duty", "situation").iter_rows()
    return {(row, action, duty): told(found.situations[number]) for row, action, duty, number in keys}


def rows_of(found: LazyAudit) -> tuple[int, int, int]:
    """Return how many rows were read, judged and rejected."""
    return found.rows["in"], found.rows["judged"], found.rows["rejected"]
