"""The register: which agency had an agreement with the federal authorities, and from when to when that is known.

A row holds for a day only where its source shows it. Silence is never a no: what no row covers stays unknown.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from comity.vocabulary.day import parse_day
from comity.vocabulary.errors import InputError, Problem, nearest, problem
from comity.vocabulary.place import is_place

COLUMNS = (
    "place",
    "agency",
    "name",
    "model",
    "signed",
    "from",
    "to",
    "last_seen",
    "absent_from",
    "how_known",
    "source_day",
)
MODELS = ("jem", "wso", "tfm", "detention")
MAX_BYTES = 50_000_000
_DAYS = ("signed", "from", "to", "last_seen", "absent_from", "source_day")


class Standing(StrEnum):
    """What a row says of a day: in force, not in force, or not known."""

    COVERS = "covers"
    UNKNOWN = "unknown"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Agreement:
    """One row. `start` is the first day known to be covered, `end` the last where it is told.

    Without an end, the last day known is `last_seen` or else the day of the source.
    """

    place: str
    agency: frozenset[str]
    name: str
    model: str
    signed: date | None
    start: date | None
    end: date | None
    last_seen: date | None
    absent_from: date | None
    how_known: str
    source_day: date

    def standing(self, on: date) -> Standing:
        """Return what this row says of a day.

        >>> known = date(2021, 5, 20)
        >>> row = Agreement("us/xx", frozenset({"jail"}), "X", "jem", None, date(2020, 6, 8), None, known,
        ...     date(2021, 5, 25), "a list", known)
        >>> [str(row.standing(date(2021, 5, day))) for day in (20, 22, 25)]
        ['covers', 'unknown', 'outside']
        """
        if self.start is None or on < self.start:
            return Standing.OUTSIDE if self.signed and on < self.signed else Standing.UNKNOWN
        if on <= (self.end or self.last_seen or self.source_day):
            return Standing.COVERS
        gone = self.end is not None or (self.absent_from is not None and on >= self.absent_from)
        return Standing.OUTSIDE if gone else Standing.UNKNOWN

    def to_row(self) -> dict[str, str]:
        """Return the row as the text of its columns.

        >>> Agreement("us/xx", frozenset({"sheriff", "jail"}), "X", "jem", None, None, None, None, None, "a list",
        ...     date(2026, 1, 5)).to_row()["agency"]
        'jail;sheriff'
        """
        days = (self.signed, self.start, self.end, self.last_seen, self.absent_from, self.source_day)
        told = {name: day.isoformat() if day else "" for name, day in zip(_DAYS, days, strict=True)}
        rest = {"place": self.place, "agency": ";".join(sorted(self.agency)), "name": self.name, "model": self.model}
        return {name: {**told, **rest, "how_known": self.how_known}[name] for name in COLUMNS}


@dataclass(frozen=True)
class Register:
    """The agreements of one file, by place."""

    name: str
    rows: tuple[Agreement, ...]
    by_place: dict[str, tuple[Agreement, ...]]

    def of(self, place: str, kinds: Iterable[str] = ()) -> tuple[Agreement, ...]:
        """Return the rows of a place, of these kinds of agency where any are given.

        >>> Register("none", (), {}).of("us/xx")
        ()
        """
        wanted = frozenset(kinds)
        return tuple(a for a in self.by_place.get(place, ()) if not wanted or wanted & a.agency)


def register_of(name: str, rows: Iterable[Agreement]) -> Register:
    """Return a register of rows.

    >>> register_of("none", []).rows
    ()
    """
    listed = tuple(sorted(rows, key=lambda a: tuple(a.to_row().values())))
    places: dict[str, list[Agreement]] = {}
    for row in listed:
        places.setdefault(row.place, []).append(row)
    return Register(name, listed, {place: tuple(found) for place, found in places.items()})


def to_csv(register: Register) -> str:
    """Return a register as CSV text.

    >>> to_csv(register_of("none", [])).startswith("place,agency,name,model")
    True
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row.to_row() for row in register.rows)
    return text.getvalue()


def read_register(path: Path, agencies: Iterable[str]) -> Register:
    """Return the register in a CSV file; `agencies` are the known kinds. Raise InputError with everything wrong in it.

    >>> read_register(Path("nowhere.csv"), [])
    Traceback (most recent call last):
    comity.vocabulary.errors.InputError: nowhere.csv: cannot be read: no such file or directory
    """
    problems: list[Problem] = []
    rows: list[Agreement] = []
    known = frozenset(agencies)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise problem(str(path), None, f"larger than {MAX_BYTES // 1_000_000} MB")
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, strict=True, restval="")
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise problem(str(path), 1, f"the columns of a register are {', '.join(COLUMNS)}")
            for cells in reader:
                row = _read_row({k: (cells[k] or "").strip() for k in COLUMNS}, known, str(path), reader.line_num)
                rows += [row] if isinstance(row, Agreement) else []
                problems += row if isinstance(row, list) else []
    except OSError as error:
        raise problem(str(path), None, f"cannot be read: {(error.strerror or 'not a file').lower()}") from None
    except (UnicodeDecodeError, csv.Error):
        raise problem(str(path), None, "is not a CSV table in UTF-8") from None
    if problems:
        raise InputError(problems[:100])
    return register_of(path.name, rows)


def _read_row(cells: dict[str, str], known: frozenset[str], path: str, line: int) -> Agreement | list[Problem]:
    wrong: list[Problem] = []
    kinds = frozenset(k.strip() for k in cells["agency"].split(";") if k.strip())
    if not is_place(cells["place"]):
        wrong.append(Problem(path, line, f"`{cells['place'][:60]}` is not a place"))
    if not kinds:
        wrong.append(Problem(path, line, "`agency` is missing", nearest("", known)))
    wrong += [Problem(path, line, f"unknown agency `{k[:60]}`", nearest(k, known)) for k in sorted(kinds - known)]
    if cells["model"] not in MODELS:
        wrong.append(Problem(path, line, f"unknown model `{cells['model'][:60]}`", nearest(cells["model"], MODELS)))
    days: dict[str, date | None] = {}
    for name in _DAYS:
        try:
            days[name] = parse_day(cells[name]) if cells[name] else None
        except ValueError as error:
            wrong.append(Problem(path, line, f"`{name}`: {error}"))
    source = days.get("source_day")
    if source is None and cells["source_day"] == "":
        wrong.append(Problem(path, line, "`source_day` is missing", "the day the source was made"))
    if wrong or source is None:
        return wrong
    told = (days[n] for n in _DAYS[:-1])
    signed, start, end, seen, absent = told
    return Agreement(
        cells["place"],
        kinds,
        cells["name"],
        cells["model"],
        signed,
        start,
        end,
        seen,
        absent,
        cells["how_known"],
        source,
    )
