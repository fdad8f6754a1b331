"""How a side of a comparison is written: PLACE:AGENCY@DAY+BILL, or the path of a law folder.

Whatever one side leaves out it takes from the other, so `us/xx:jail@2019-01-01 @2026-01-01` compares two days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from comity.cli.places import place_given
from comity.vocabulary.day import parse_day
from comity.vocabulary.errors import nearest, problem
from comity.vocabulary.place import is_place

if TYPE_CHECKING:
    from comity.law.body import Body

HOW = "write PLACE:AGENCY@DAY+BILL, a part of it, or a law folder, like us/xx/some-town:jail@2026-01-01"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of a side; None or empty where it was left out. `agency` is a kind or a named agency."""

    place: str | None = None
    agency: str | None = None
    on: date | None = None
    bills: tuple[str, ...] = ()
    folder: Path | None = None

    def filled(self, other: Written) -> Written:
        """Return this side with what it leaves out taken from the other; bills and law folders stay its own.

        An agency goes along with its place, save where the other names a kind.
        """
        return replace(
            self, place=self.place or other.place, agency=self.agency or other.agency, on=self.on or other.on
        )


def written(text: str, where: str) -> Written:
    """Return the parts of a side as written. Raise InputError where it has none of the forms.

    >>> written("us/xx:jail@2026-01-01+us/xx:a-bill", "A").bills
    ('us/xx:a-bill',)
    """
    if (Path(text) / "vocabulary").is_dir():
        return Written(folder=Path(text))
    found = re.fullmatch(r"(?P<place>[^@+:]*)(:(?P<agency>[^@+]+))?(@(?P<day>[^@+]*))?(?P<bills>(\+[^@+]+)*)", text)
    if not text or found is None:
        raise problem(where, None, f"`{text[:80]}` is not a side", HOW)
    place, agency, day = found["place"] or None, found["agency"], found["day"]
    if place is not None and Path(place).is_dir() and not is_place(place):
        raise problem(where, None, f"`{place[:80]}` is not a law folder: it has no `vocabulary`", HOW)
    try:
        on = parse_day(day) if day is not None else None
    except ValueError as error:
        raise problem(where, None, str(error)) from None
    return Written(place, agency, on, tuple(b for b in found["bills"].split("+") if b))


def known(side: Written, body: Body, where: str) -> Written:
    """Return a side with its words as the body of law has them: places by name, bills by their short name.

    Raise InputError with the nearest right word for one that is not there.
    """
    place = None if side.place is None else place_given(side.place, body, where, f"({HOW})")
    bills = tuple(_bill(bill, body, where) for bill in side.bills)
    if side.agency is not None and side.agency not in {**body.words.agencies, **body.agencies}:
        hint = nearest(side.agency, {**body.words.agencies, **body.agencies})
        raise problem(where, None, f"unknown agency `{side.agency[:80]}`", hint)
    return replace(side, place=place, bills=bills)


def _bill(text: str, body: Body, where: str) -> str:
    short = [b for b in body.overlays if b == text or b.split(":", 1)[1] == text]
    if len(short) != 1:
        raise problem(where, None, f"unknown bill `{text[:80]}`", nearest(text, body.overlays))
    return short[0]
