"""Reads the history of a bill that was found: each entry's day, the step it means, the house, and the source's words.

An entry without a day is refused with its file and row. A moment in another zone is put into the place's own day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from comity.docket.shapes import Data, Found, Reading, plain, text_of
from comity.docket.step import Step, StepWords
from comity.docket.told import LOWER, UPPER, Taken, Told, house_of
from comity.vocabulary.day import parse_day
from comity.vocabulary.errors import InputError, Problem, problem

MAX_PROBLEMS = 20
_MOMENT = re.compile(r"T.*(Z|[+-]\d{2}:?\d{2})$")
_MIDNIGHT = re.compile(r"T00:00(:00(\.0+)?)?(Z|[+-]|$)")
_DAY_FIRST = re.compile(r"\d{4}-\d{2}-\d{2}(?![\d-])")


def told(found: Found, reading: Reading) -> Told:
    """Return a bill with its history read. Raise InputError naming each entry that has no day or is none."""
    taken: list[Taken] = []
    wrong: list[Problem] = []
    read = {"documents": _of_document, "open_states": _of_open_states, "legiscan": _of_legiscan}[found.source]
    zone = reading.zone(found.place) if found.place else None
    for row, entry in enumerate(found.history, 1):
        where = f"{found.where}, entry {row}"
        try:
            if not isinstance(entry, dict):
                raise problem(where, None, "is no entry of a history")
            taken += read(entry, where, reading.words, zone)
        except InputError as error:
            wrong += error.problems
    for row, entry in enumerate(found.more.get("progress", ()), 1):
        try:
            taken += _of_progress(entry, f"{found.where}, progress {row}", found, reading.words, taken)
        except InputError as error:
            wrong += error.problems
    if wrong:
        raise InputError(wrong[:MAX_PROBLEMS])
    if not taken:
        raise problem(found.where, None, f"{found.number} has no history in it", "ask the source for its actions")
    return Told(found.source, found.where, found.place, found.number, found.session, found.title, tuple(_once(taken)))


def _day(value: Any, key: str, where: str, zone: ZoneInfo | None) -> date:
    """Return the local day of a date or moment; a moment in another zone is put into the place's own."""
    if isinstance(value, str) and _DAY_FIRST.match(value):
        with suppress(ValueError, OverflowError):
            # Midnight in another zone stands for a day without a time.
            if zone is not None and _MOMENT.search(value) and not _MIDNIGHT.match(value, 10):
                return datetime.fromisoformat(value).astimezone(zone).date()
            return parse_day(value[:10])
    shown = f"`{plain(value)[:40]}`" if isinstance(value, str) else "nothing that is a text"
    raise problem(where, None, f"`{key}` is {shown}, no date", "it is written like 2026-02-28")


def _of_document(entry: Data, where: str, words: StepWords, zone: ZoneInfo | None) -> list[Taken]:
    text, branch = text_of(entry, "Action"), text_of(entry, "Branch")
    on = _day(entry.get("Date"), "Date", where, zone)
    return [Taken(on, words.step("documents", text), house_of(branch), branch, text)]


def _of_open_states(entry: Data, where: str, words: StepWords, zone: ZoneInfo | None) -> list[Taken]:
    given = entry.get("organization")
    kind, named = "", ""
    if isinstance(given, dict):
        kind, named = text_of(given, "classification"), text_of(given, "name")
    elif isinstance(given, str):
        kind = given if given in (LOWER, UPPER) else next((h for h in (LOWER, UPPER) if f'"{h}"' in given), "")
        named = "" if given.startswith(("~", "ocd-")) or kind == given else given
    house = kind if kind in (LOWER, UPPER) else house_of(named)
    classes = entry.get("classification")
    codes = [c for c in classes if isinstance(c, str)] if isinstance(classes, list) else []
    on = _day(entry.get("date"), "date", where, zone)
    text = text_of(entry, "description")
    steps = [s for s in (words.step("open_states", c) for c in codes) if s is not None]
    return [Taken(on, step, house, named, text) for step in dict.fromkeys(steps)] or [
        Taken(on, None, house, named, text)
    ]


def _of_legiscan(entry: Data, where: str, words: StepWords, zone: ZoneInfo | None) -> list[Taken]:
    text, on = text_of(entry, "action"), _day(entry.get("date"), "date", where, zone)
    house = _house_letter(text_of(entry, "chamber"))
    return [Taken(on, words.step("text", text), house, "", text)]


def _house_letter(letter: str) -> str:
    return {"H": LOWER, "A": LOWER, "S": UPPER}.get(letter[:1].upper(), "")


def _of_progress(entry: Any, where: str, found: Found, words: StepWords, taken: list[Taken]) -> list[Taken]:
    """Return what a code of LegiScan adds to the history's own words of that day."""
    if not isinstance(entry, dict):
        raise problem(where, None, "is no entry of the progress")
    code = entry.get("event")
    if isinstance(code, bool) or not isinstance(code, (int, str)):
        raise problem(where, None, "`event` is no number of an event")
    step = words.step("legiscan", str(code))
    if step is None:
        return []
    on = _day(entry.get("date"), "date", where, None)
    house = _house_letter(str(found.more.get("body", ""))) if step in (Step.PASSED_ONE, Step.INTRODUCED) else ""
    said = next((t.words for t in taken if t.on == on and t.step in (None, step)), "")
    return [Taken(on, step, house, "", said)]


def _once(taken: list[Taken]) -> Iterator[Taken]:
    """Leave out what a code says again of a step that the words of the same day told already."""
    seen: set[tuple[date, Step, str]] = set()
    for entry in taken:
        if entry.step is None:
            yield entry
        elif (entry.on, entry.step, entry.house) not in seen:
            seen.add((entry.on, entry.step, entry.house))
            yield entry
