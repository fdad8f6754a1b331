"""Which layout a file has, and the reader for it.

A layout is told by columns that no other has; a file that fits none is asked to be a plain log.
"""

from __future__ import annotations

from pathlib import Path

from comity.audit.importers import bookings, ddp, foia, log
from comity.audit.importers.facilities import read_facilities
from comity.audit.importers.frame import Imported, Words
from comity.audit.importers.table import columns_of, plain_name
from comity.vocabulary.errors import problem

_LANDMARKS = {foia.LAYOUT: foia.LANDMARKS, ddp.LAYOUT: ddp.LANDMARKS, bookings.LAYOUT: bookings.LANDMARKS}
LAYOUTS = (*_LANDMARKS, log.LAYOUT)


def detect(path: Path) -> str:
    """Return the layout of a file by its column names. Raise InputError when it fits none."""
    names = {plain_name(name) for name in columns_of(path, frozenset.union(*_LANDMARKS.values()))}
    for layout, landmarks in _LANDMARKS.items():
        if landmarks & names:
            return layout
    if names & set(log.REQUIRED):
        return log.LAYOUT
    what = "fits no layout that is known here"
    raise problem(str(path), None, what, "a plain log has the columns `place`, `agency` and `on`")


def read(
    path: Path,
    words: Words,
    facilities: Path,
    *,
    layout: str | None = None,
    place: str | None = None,
    zone: str | None = None,
    agency: str = "jail",
) -> Imported:
    """Return a file as a plain log. `facilities` is the folder of facility tables.

    `place`, `zone` and `agency` say which jail a file of bookings comes from, since it does not; the zone defaults to
    that of the place's state.
    """
    match layout or detect(path):
        case foia.LAYOUT:
            return foia.read_foia(path, read_facilities(facilities))
        case ddp.LAYOUT:
            return ddp.read_ddp(path, read_facilities(facilities))
        case bookings.LAYOUT:
            if place is None:
                raise problem(str(path), None, "does not say which jail it comes from", "give the place")
            found = zone or read_facilities(facilities).zone_of(place)
            if found is None:
                raise problem(str(path), None, f"no time zone is known for `{place}`", "give the zone")
            return bookings.read_bookings(path, place, found, agency)
        case log.LAYOUT:
            return log.read_log(path, words)
        case unknown:
            raise problem(str(path), None, f"unknown layout `{unknown}`", f"known: {', '.join(LAYOUTS)}")
