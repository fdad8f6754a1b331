"""Whose agreement a listed name is: the tables of names, states, models and copies that are kept with the law.

A name that does not say its place and kind of agency is not guessed at.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from comity.audit.importers.facilities import read_facilities, slug, tidy
from comity.vocabulary.day import parse_day
from comity.vocabulary.errors import problem
from comity.vocabulary.place import is_place

FOLDER = "agreements"
_AREA = re.compile(r" (COUNTY|PARISH)$")


@dataclass(frozen=True, slots=True)
class Form:
    """A form of name; an empty place says that the name does not tell whose it is."""

    pattern: re.Pattern[str]
    agency_type: str
    model: str
    place: str
    agency: frozenset[str]


@dataclass(frozen=True)
class Names:
    """The tables: states by name, their corrections by (state, agency), models with first day, incomplete copies."""

    states: dict[str, str]
    corrections: dict[tuple[str, str], str]
    models: dict[str, tuple[str, date]]
    incomplete: frozenset[date]
    forms: tuple[Form, ...]

    def state(self, written: str, agency: str) -> str | None:
        """Return the place of a state as a list writes it, put right where it is known to be wrong.

        >>> Names({"EXAMPLE": "us/xx"}, {}, {}, frozenset(), ()).state("Example", "Some Police")
        'us/xx'
        """
        name = tidy(written)
        name = self.corrections.get((name, ""), name)
        return self.states.get(self.corrections.get((name, tidy(agency)), name))

    def whose(
        self, state: str, agency: str, agency_type: str, county: str, model: str
    ) -> tuple[str, frozenset[str]] | str:
        """Return the place and kinds of agency that a listed name stands for, or why that is not known.

        >>> Names({}, {}, {}, frozenset(), ()).whose("us/xx", "Some Police", "", "", "tfm")
        'the name does not say whose it is'
        """
        name = tidy(agency).replace("\u2019", "'")
        for form in self.forms:
            hit = form.pattern.search(name)
            if not hit or form.agency_type not in ("", tidy(agency_type)) or form.model not in ("", model):
                continue
            parts = {key: hit.groupdict().get(key) or "" for key in ("county", "town")}
            if parts["county"] and county and _AREA.sub("", parts["county"]) != _AREA.sub("", tidy(county)):
                return "the name and the county beside it differ"
            place = form.place.format(state=state, **{key: slug(text) for key, text in parts.items()})
            if is_place(place):
                return place, form.agency
            break
        return "the name does not say whose it is"


def read_names(facilities: Path) -> Names:
    """Return the tables of names in a folder of facility tables. Raise InputError for one that cannot be read.

    >>> read_names(Path("nowhere"))
    Traceback (most recent call last):
    comity.vocabulary.errors.InputError: nowhere/agreements/names.csv: cannot be read: no such file or directory
    """
    folder = facilities / FOLDER
    forms = [
        Form(_pattern(folder, n, row[0]), row[1], row[2], row[3], frozenset(row[4].split(";")))
        for n, row in _rows(folder / "names.csv", ("pattern", "agency_type", "model", "place", "agency", "note"))
    ]
    mended = _rows(folder / "corrections.csv", ("state", "agency", "right_state", "note"))
    models = _rows(folder / "models.csv", ("written", "model", "since", "note"))
    copies = _rows(folder / "copies.csv", ("copy", "note"))
    return Names(
        read_facilities(facilities).states,
        {(tidy(row[0]), tidy(row[1])): tidy(row[2]) for _, row in mended},
        {row[0]: (row[1], _day(folder / "models.csv", n, row[2])) for n, row in models},
        frozenset(_day(folder / "copies.csv", n, row[0]) for n, row in copies),
        tuple(forms),
    )


def _rows(path: Path, columns: tuple[str, ...]) -> list[tuple[int, list[str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.reader(handle, strict=True)
            rows = [(reader.line_num, row) for row in reader if row]
    except OSError as error:
        raise problem(str(path), None, f"cannot be read: {(error.strerror or 'not a file').lower()}") from None
    except (UnicodeDecodeError, csv.Error):
        raise problem(str(path), None, "is not a CSV table in UTF-8") from None
    bad = next((n for n, row in rows if len(row) != len(columns)), None)
    if bad or not rows or tuple(rows[0][1]) != columns:
        raise problem(str(path), bad or 1, f"the columns must be {', '.join(columns)}")
    return rows[1:]


def _pattern(folder: Path, line: int, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise problem(str(folder / "names.csv"), line, f"`{text[:60]}` is not a pattern: {error}") from None


def _day(path: Path, line: int, text: str) -> date:
    try:
        return parse_day(text)
    except ValueError as error:
        raise problem(str(path), line, str(error)) from None
