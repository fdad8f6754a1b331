"""Which agency a facility's name stands for, from tables kept with the law.

Detainer files name a building, not an agency. A facility that no table and no pattern knows is set apart, and so is a
federal one: local law does not bind it. A pattern reads the name only, so a row of a table always wins.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from comity.vocabulary.errors import InputError, Problem
from comity.vocabulary.place import is_place

STATES = "states.csv"
PATTERNS = "patterns.csv"
_TABLE = ("facility", "city", "state", "place", "agency", "federal", "source", "note")
_PATTERN = ("pattern", "state", "place", "agency", "federal", "source", "note")


@dataclass(frozen=True, slots=True)
class Facility:
    """One facility: the place and kind of agency it stands for, and how we know (`by` is table or pattern)."""

    place: str
    agency: str
    federal: bool
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A form of name. `place` may hold {state}, {county} and {city}; `state`, when given, limits where it is read."""

    form: re.Pattern[str]
    state: str
    place: str
    agency: str
    federal: bool
    note: str


@dataclass(frozen=True)
class Facilities:
    """The tables. `states` maps a state's name and postal code to its place; `zones` maps a place to a time zone."""

    known: dict[tuple[str, str, str], Facility]
    patterns: tuple[Pattern, ...]
    states: dict[str, str]
    zones: dict[str, str]

    @cached_property
    def _names(self) -> dict[str, str]:
        """The state's full name by its place, for tables keyed by name."""
        return {place: name for name, place in reversed(self.states.items()) if len(name) > 2}

    def find(self, facility: str | None, city: str | None, state: str | None) -> Facility | None:
        """Return what is known of a facility by its name, city and state, or None."""
        name, town = tidy(facility), tidy(city)
        place = self.states.get(tidy(state))
        if not name or place is None:
            return None
        area = self._names[place]
        for key in ((name, town, area), (name, "", area)):
            if key in self.known:
                return self.known[key]
        return next(filter(None, (self._read(pattern, name, town, area, place) for pattern in self.patterns)), None)

    def _read(self, pattern: Pattern, name: str, town: str, area: str, state: str) -> Facility | None:
        if pattern.state not in ("", area):
            return None
        hit = pattern.form.search(name)
        if hit is None:
            return None
        found = {"county": hit.groupdict().get("county") or "", "city": town}
        place = pattern.place.format(state=state, **{key: slug(value) for key, value in found.items()})
        return Facility(place, pattern.agency, pattern.federal, pattern.note, "pattern") if is_place(place) else None

    def zone_of(self, place: str) -> str | None:
        """Return the time zone of the state a place lies in; where a state has two, the one most people live in."""
        return self.zones.get("/".join(place.split("/")[:2]))


def tidy(text: str | None) -> str:
    """Return a name in capitals with single spaces.

    >>> tidy(" Clarion  county Corrections ")
    'CLARION COUNTY CORRECTIONS'
    """
    return " ".join((text or "").upper().split())


def slug(name: str) -> str:
    """Return a name as one part of a place path.

    >>> slug("ST. LUCIE"), slug("PRINCE GEORGE'S")
    ('st-lucie', 'prince-georges')
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "").replace(".", " ")).strip("-")


def read_facilities(folder: Path) -> Facilities:
    """Return the tables of a folder: `states.csv`, `patterns.csv`, and facility tables under any other name."""
    problems: list[Problem] = []
    states: dict[str, str] = {}
    zones: dict[str, str] = {}
    for _, row in _rows(folder / STATES, ("state", "postal", "place", "timezone"), problems):
        states[tidy(row["state"])] = states[tidy(row["postal"])] = row["place"]
        zones[row["place"]] = row["timezone"]
    known: dict[tuple[str, str, str], Facility] = {}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in (STATES, PATTERNS):
            _read_table(path, known, problems)
    patterns = tuple(_read_patterns(folder / PATTERNS, problems))
    if problems:
        raise InputError(problems)
    return Facilities(known, patterns, states, zones)


def _read_table(path: Path, known: dict[tuple[str, str, str], Facility], problems: list[Problem]) -> None:
    for line, row in _rows(path, _TABLE, problems):
        key = (tidy(row["facility"]), tidy(row["city"]), tidy(row["state"]))
        if not is_place(row["place"]):
            problems.append(Problem(str(path), line, f"`{row['place']}` is not a place"))
        if row["federal"] not in ("yes", "no"):
            problems.append(Problem(str(path), line, f"federal is `{row['federal']}`", "write yes or no"))
        if key in known:
            problems.append(Problem(str(path), line, f"`{row['facility']}` is given twice"))
        known[key] = Facility(row["place"], row["agency"], row["federal"] == "yes", row["note"], "table")


def _read_patterns(path: Path, problems: list[Problem]) -> Iterable[Pattern]:
    for line, row in _rows(path, _PATTERN, problems):
        try:
            form = re.compile(row["pattern"])
        except re.error as error:
            problems.append(Problem(str(path), line, f"`{row['pattern']}` is not a pattern: {error}"))
            continue
        yield Pattern(form, tidy(row["state"]), row["place"], row["agency"], row["federal"] == "yes", row["note"])


def _rows(path: Path, columns: tuple[str, ...], problems: list[Problem]) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle, strict=True, restval="")
            if tuple(reader.fieldnames or ()) != columns:
                problems.append(Problem(str(path), 1, f"the columns must be {', '.join(columns)}"))
                return []
            return [(reader.line_num, {key: row[key] or "" for key in columns}) for row in reader]
    except OSError as error:
        problems.append(Problem(str(path), None, f"cannot be read: {error.strerror or 'not a file'}"))
    except (UnicodeDecodeError, csv.Error) as error:
        problems.append(Problem(str(path), None, f"is not a CSV table: {error}"))
    return []


def with_agencies(frame: pl.DataFrame, facilities: Facilities) -> pl.DataFrame:
    """Add `place`, `agency` and `why` (null, or why the row is set apart) to a frame with facility, city and state."""
    keys = ["facility", "city", "state"]
    schema = {**dict.fromkeys(keys, pl.String), "place": pl.String, "agency": pl.String, "why": pl.String}
    found: list[tuple[str | None, ...]] = []
    for facility, city, state in frame.select(keys).unique().iter_rows():
        match facilities.find(facility, city, state):
            case None:
                why = "facility not given" if facility is None else "facility not mapped"
                found.append((facility, city, state, None, None, why))
            case Facility(federal=True, note=note):
                found.append((facility, city, state, None, None, f"federal facility: {note}"))
            case Facility(place=place, agency=agency):
                found.append((facility, city, state, place, agency, None))
    return frame.join(
        pl.DataFrame(found, schema=schema, orient="row"), on=keys, how="left", nulls_equal=True, maintain_order="left"
    )
