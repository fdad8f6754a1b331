"""Reads a published list of participating agencies as a register: a full list of one day, or episodes of many copies.

A first sighting is not a start, and a listing is not training. What a list cannot tell is left open in the row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from comity.audit.agreements.names import Names
from comity.audit.agreements.register import Agreement, Register, register_of
from comity.audit.importers.facilities import tidy
from comity.audit.importers.table import plain_name, read_table
from comity.vocabulary.day import parse_day
from comity.vocabulary.errors import InputError, Problem, problem

_SAME = {
    "law_enforcement_agency": "agency",
    "type": "agency_type",
    "support_type": "model",
    "signed": "signed_first",
    "date_signed": "signed_first",
}
_WANTED = ("state", "agency", "agency_type", "county", "model", "signed_first", "signed_last")
_EPISODE = ("first_seen", "last_seen", "absent_from")
TOWN = "police_municipal"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Dated = tuple[Agreement, dict[str, date | None]]


@dataclass(frozen=True)
class Listed:
    """A list, read: its register, and the rows that are in no register, by why."""

    register: Register
    rows_in: int
    unmatched: tuple[tuple[str, str, str], ...]
    merged: int

    def reasons(self) -> dict[str, int]:
        """Return how many rows were left out, by why.

        >>> Listed(register_of("x", []), 1, (("Example", "Some Office", "the name says nothing"),), 0).reasons()
        {'the name says nothing': 1}
        """
        return dict(sorted(Counter(why for _, _, why in self.unmatched).items()))


def read_list(path: Path, names: Names, seen: date | None = None) -> Listed:
    """Return a list as a register. `seen` is the day of a full list, where its file's name does not say it.

    Raise InputError for a file without the columns of a list, and for a full list with a row signed after its day.

    >>> read_list(Path("nowhere.csv"), Names({}, {}, {}, frozenset(), ()))
    Traceback (most recent call last):
    comity.vocabulary.errors.InputError: nowhere.csv: cannot be read: No such file or directory
    """
    table = read_table(path, lambda header: _chosen(path, header), frozenset({"state"}))
    rows = table.frame.to_dicts()
    wrong: list[Problem] = [Problem(str(path), None, reason) for _, _, reason in table.rejected.iter_rows()]
    episodes = "last_seen" in table.frame.columns
    days = [_days(row) for row in rows]
    listed_on = (
        max((d["last_seen"] for d in days if d["last_seen"]), default=None) if episodes else _list_day(path, seen)
    )
    if listed_on is None:
        raise problem(str(path), None, "the day of the list is not known", "give it with --seen")
    if not episodes:
        late = [
            r["row"] for r, d in zip(rows, days, strict=True) if d["signed_first"] and d["signed_first"] > listed_on
        ]
        wrong += [
            Problem(str(path), None, f"row {n} is signed after {listed_on}, the day of the list", "give it with --seen")
            for n in late[:1]
        ]
    if wrong:
        raise InputError(wrong[:100])
    kept: list[Dated] = []
    rows_of: list[dict[str, Any]] = []
    unmatched: list[tuple[str, str, str]] = []
    for row, told in zip(rows, days, strict=True):
        found = _matched(row, names)
        if isinstance(found, str):
            unmatched.append((row["state"] or "", row["agency"] or "", found))
            continue
        place, kinds, model = found
        span = told if episodes else {**told, "first_seen": listed_on, "last_seen": listed_on}
        blank = Agreement(place, kinds, tidy_name(row["agency"]), model, None, None, None, None, None, "", listed_on)
        kept.append((blank, span))
        rows_of.append(row)
    kept, twice = _one_town_each(kept, rows_of)
    unmatched += twice
    joined = _joined(kept)
    made = [_dated(row, span, names) for row, span in joined]
    return Listed(register_of(path.name, made), len(rows), tuple(unmatched), len(kept) - len(joined))


def tidy_name(name: str | None) -> str:
    """Return a name with single spaces.

    >>> tidy_name(" Some  County Jail ")
    'Some County Jail'
    """
    return " ".join((name or "").split())


def _chosen(path: Path, header: Sequence[str]) -> dict[str, str]:
    found = {name: _SAME.get(plain_name(name), plain_name(name)) for name in header}
    chosen = {name: ours for name, ours in found.items() if ours in (*_WANTED, *_EPISODE)}
    missing = [n for n in ("state", "agency", "model", "signed_first") if n not in chosen.values()]
    if missing or len(set(chosen.values())) < len(chosen):
        raise problem(str(path), 1, "is not a list of agencies", "it needs state, agency, model and signed, each once")
    return chosen


def _list_day(path: Path, seen: date | None) -> date | None:
    found = _DAY.findall(path.name)
    return seen or (parse_day(found[-1]) if found else None)


def _days(row: dict[str, Any]) -> dict[str, date | None]:
    """Return the days of a row. One that is no day of the calendar (lists hold such) is unknown, as is an empty one."""
    days: dict[str, date | None] = {}
    for name in ("signed_first", "signed_last", *_EPISODE):
        text = (row.get(name) or "")[:40]
        try:
            days[name] = _day(text) if text else None
        except ValueError:
            days[name] = None
    days["signed_last"] = days["signed_last"] or days["signed_first"]
    return days


def _day(text: str) -> date:
    if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", text):
        return datetime.strptime(text + " +0000", "%m/%d/%Y %z").date()
    return parse_day(text[:10] if text[10:] in ("T00:00:00", " 00:00:00") else text)


def _matched(row: dict[str, Any], names: Names) -> tuple[str, frozenset[str], str] | str:
    agency = row["agency"] or ""
    state = names.state(row["state"] or "", agency)
    if state is None:
        return "the state is not known"
    model = names.models.get(tidy(row["model"]))
    if model is None:
        return "the model is not known"
    found = names.whose(state, agency, row.get("agency_type") or "", row.get("county") or "", model[0])
    return found if isinstance(found, str) else (*found, model[0])


def _one_town_each(kept: list[Dated], rows: list[dict[str, Any]]) -> tuple[list[Dated], list[tuple[str, str, str]]]:
    """Set aside the towns of one name that lie in two counties of a state: the place does not tell which is meant."""
    counties: dict[str, set[str]] = {}
    for (agreement, _), row in zip(kept, rows, strict=True):
        if agreement.agency == {TOWN} and row.get("county"):
            counties.setdefault(agreement.place, set()).add(tidy(row["county"]))
    twice = {place for place, found in counties.items() if len(found) > 1}
    apart = [a.agency == {TOWN} and a.place in twice for a, _ in kept]
    why = "more than one county has a town of that name"
    left = [(r["state"] or "", r["agency"] or "", why) for r, out in zip(rows, apart, strict=True) if out]
    return [pair for pair, out in zip(kept, apart, strict=True) if not out], left


def _joined(
    kept: list[Dated],
) -> list[Dated]:
    """Return the rows with respelled names put together: the same agency, model and day of signing is one agreement."""
    groups: dict[tuple[Any, ...], list[Dated]] = {}
    for row, span in sorted(kept, key=lambda pair: (pair[1]["signed_first"] or date.min, pair[0].name)):
        same = groups.setdefault((row.place, row.agency, row.model), [])
        for at, (other, told) in enumerate(same):
            if _overlap(span, told):
                last = max(((row, span), (other, told)), key=lambda pair: pair[1]["last_seen"] or date.min)
                same[at] = (last[0], _union(span, told, last[1]["absent_from"]))
                break
        else:
            same.append((row, span))
    return [pair for same in groups.values() for pair in same]


def _overlap(a: dict[str, date | None], b: dict[str, date | None]) -> bool:
    first, last, other_first, other_last = a["signed_first"], a["signed_last"], b["signed_first"], b["signed_last"]
    if not (first and last and other_first and other_last):
        return False
    return first <= other_last and other_first <= last


def _union(a: dict[str, date | None], b: dict[str, date | None], absent: date | None) -> dict[str, date | None]:
    def pick(name: str, choose: Any) -> date | None:
        found: date | None = choose([d for d in (a[name], b[name]) if d], default=None)
        return found

    first = {n: pick(n, min) for n in ("signed_first", "first_seen")}
    return {**first, **{n: pick(n, max) for n in ("signed_last", "last_seen")}, "absent_from": absent}


def _dated(row: Agreement, span: dict[str, date | None], names: Names) -> Agreement:
    """Return a row with its days: from the day signed where that is sure, else from the day it was seen."""
    first, last, seen = span["signed_first"], span["signed_last"], span["first_seen"]
    since = next(day for model, day in names.models.values() if model == row.model)
    how = "listed; the day signed is the list's"
    start = first
    if first is None:
        start, how = seen, "listed; no day of signing, so from the first copy that shows it"
    elif first < since:
        start, how = seen, "listed; signed before the model was there, so from the first copy that shows it"
    elif last and last != first:
        start = min(last, max(first, seen or last))
        how = f"listed; copies give {first} and {last} as the day signed"
    gone = span["absent_from"]
    if gone in names.incomplete:
        gone, how = None, f"{how}; missing first in a copy that is not whole, so its end is not known"
    return replace(row, signed=first, start=start, last_seen=span["last_seen"], absent_from=gone, how_known=how)
