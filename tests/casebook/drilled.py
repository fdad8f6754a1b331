"""Work in a casebook of its own folder, for the restore drill. Arguments: the folder, and what is done."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from comity.cli.casebooks import start

FORGET = "a forgettable word"


def main(data: Path, what: str) -> None:
    """Do it."""
    start(data, new=False)
    from comity.casebook.models import Account, Agency, Record  # noqa: PLC0415 - after the start
    from comity.casebook.recording import note  # noqa: PLC0415
    from comity.casebook.sealing import seal  # noqa: PLC0415
    from comity.casebook.views.intake import receive  # noqa: PLC0415

    agency, _ = Agency.objects.get_or_create(
        slug="jail", defaults={"name": "Some Jail", "place": "us/xx", "kinds": ["jail"]}
    )
    by, _ = Account.objects.get_or_create(username="records", defaults={"role": "records", "agency": agency})
    at = datetime(2026, 3, 2, 7, 40, tzinfo=UTC)
    paper = {"received_at": at, "channel": "fax", "form": "I-247A", "asked": ["notify_release"], "booking": "B-1"}
    if what == "open":
        receive(agency, by, paper | {"key": "one", "note": FORGET})
        receive(agency, by, paper | {"key": "two"})
    elif what == "more":
        record = receive(agency, by, paper | {"key": "three"})
        note(agency, "done", {"deed": "declined", "to": FORGET}, record=Record.objects.get(number=1), by=by)
        note(agency, "done", {"deed": "declined"}, record=record, by=by)
    elif what == "seal":
        seal(Record.objects.get(number=1), by, "order of a court")
    if what in {"seal", "look"}:
        rows = Record.objects.order_by("number").values_list("number", "state", "form", "channel", "booking")
        sys.stdout.write(json.dumps(list(rows)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
