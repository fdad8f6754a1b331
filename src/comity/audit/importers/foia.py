"""The detainer file of 2007 to 2015 that ICE released under the Freedom of Information Act.

Seven columns, no person in them. Exports of it that select on the outcome say nothing about rates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from comity.audit.importers.detainers import read_detainers
from comity.audit.importers.facilities import Facilities
from comity.audit.importers.frame import Imported
from comity.audit.importers.table import plain_name

LAYOUT = "foia-2007-2015"
LANDMARKS = frozenset({"det_facility"})

COLUMNS: Mapping[str, str] = {
    "row_id": "source_row_id",
    "date": "prepared",
    "lift_reason": "lift_reason",
    "det_facility": "facility",
    "city": "city",
    "state": "state",
    "detainer_type": "detainer_type",
}


def choose(header: Sequence[str]) -> dict[str, str]:
    """Return the columns read, by the names they have in this file."""
    return {name: COLUMNS[plain_name(name)] for name in header if plain_name(name) in COLUMNS}


def read_foia(path: Path, facilities: Facilities) -> Imported:
    """Return the file as a plain log. Both a hold and a notice were asked, unless the form asks for notice only."""
    return read_detainers(path, choose, LANDMARKS, facilities, LAYOUT)
