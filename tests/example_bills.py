"""Made-up bills of us/xx in the shapes of each source, and the docket file and tables that they are held against."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from comity.docket.shapes import Reading
from comity.docket.step import Step, StepWords, read_step_words
from comity.docket.told import Taken, Told
from comity.law.history import Event
from comity.law.instrument import Instrument, Overlay
from tests.example_law import LAW, write

BILL = """
bill: door-bill
title: An act on doors
cite: "H.101 and S.7 (50th)"
stage:
  - {on: 2026-01-05, stage: introduced}
  - {on: 2026-03-10, stage: "passed the House, 90-10"}
provisions:
  - id: must-tell
    action: notify_release
    modality: must
"""
OTHER = """
bill: window-bill
title: An act on windows
cite: "H.102 (50th)"
stage: [{on: 2026-02-01, stage: "filed (day not read)"}]
"""
SUIT = """
bill: example-v-example
title: Example v. Example
kind: suit
cite: "Example v. Example, No. 101"
stage: [{on: 2025-06-01, stage: complaint filed}, {on: 2026-02-02, stage: preliminary injunction denied}]
"""
TABLE = LAW / "vocabulary" / "legislatures.csv"


def law_of(folder: Path, *more: str) -> Path:
    """Return a law folder with the docket of us/xx, whose legislature has the documents API."""
    write(folder, BILL, OTHER, SUIT, *more)
    with (folder / "vocabulary" / TABLE.name).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["shape", "place", "note"], ["documents", "us/xx", ""]])
    return folder


def words() -> StepWords:
    """Return the table of steps of this checkout."""
    return read_step_words(LAW)


def reading(zone: str = "America/New_York") -> Reading:
    """Return what readers need, for us/xx."""
    places = {"exampleland": "us/xx", "us": "us", "us/xx": "us/xx"}
    return Reading(words(), places, "us/xx", lambda _: ZoneInfo(zone))


def document(**more: Any) -> dict[str, Any]:
    """Return a bill in the shape of a legislature's documents, with its history."""
    actions = [
        ("2026-01-05T11:00:00", "House", "Referred to the committee on Doors"),
        ("2026-01-20T11:00:00", "Joint", "Hearing scheduled for 02/01/2026"),
        ("2026-03-10T18:00:00", "House", "Read third and passed to be engrossed"),
        ("2026-03-11T18:00:00", "Senate", "Rules suspended"),
        ("2026-05-01T04:00:00.000Z", "Senate", "Passed to be engrossed -see Roll Call #1"),
        ("2026-07-02T11:00:00", "Senate", "Enacted and laid before the Governor"),
    ]
    history = [{"Date": on, "Branch": branch, "Action": action} for on, branch, action in actions]
    head = {"Title": "An Act on doors", "BillNumber": "H101", "DocketNumber": "HD9", "GeneralCourtNumber": 50}
    return {**head, "DocumentHistoryActions": history, **more}


def open_states(**more: Any) -> dict[str, Any]:
    """Return a bill in the shape of Open States v3."""
    lower, upper = ({"name": n, "classification": c} for n, c in (("House", "lower"), ("Senate", "upper")))
    actions = [
        (lower, "2026-01-05", "Introduced", ["introduction", "reading-1"]),
        (lower, "2026-03-10", "Third reading, passed", ["reading-3", "passage"]),
        (upper, "2026-05-01", "Passed", ["passage"]),
        (upper, "2026-05-02", "Message to the House", []),
        ({"name": "Executive", "classification": "executive"}, "2026-07-09", "Vetoed", ["executive-veto"]),
    ]
    keys = ("organization", "date", "description", "classification")
    listed = [{**dict(zip(keys, a, strict=True)), "order": n} for n, a in enumerate(actions)]
    whose = {"id": "ocd-jurisdiction/country:us/state:xx/government", "name": "Exampleland", "classification": "state"}
    head = {"id": "ocd-bill/1", "session": "50th", "jurisdiction": whose, "identifier": "HB 101", "title": "Doors"}
    return {**head, "actions": listed, **more}


def legiscan(**more: Any) -> dict[str, Any]:
    """Return a bill as the answer of LegiScan's getBill."""
    history = [
        ("2026-01-05", "Introduced", "H"),
        ("2026-03-10", "Third reading", "H"),
        ("2026-05-01", "Passed Senate", "S"),
        ("2026-06-30", "To enrolling", "S"),
    ]
    progress = [("2026-01-05", 1), ("2026-01-06", 9), ("2026-03-10", 2), ("2026-06-30", 3)]
    session = {"year_start": 2025, "year_end": 2026, "session_name": "50th General Court", "special": 0}
    bill = {
        "bill_id": 1,
        "state": "XX",
        "bill_number": "H0101",
        "body": "H",
        "title": "Doors",
        "session": session,
        "progress": [{"date": d, "event": e} for d, e in progress],
        "history": [{"date": d, "action": a, "chamber": c, "importance": 0} for d, a, c in history],
    }
    return {"status": "OK", "bill": {**bill, **more}}


def overlay(*stages: tuple[str, str], cite: str = "H.101 (50th)", id: str = "us/xx:door-bill") -> Overlay:
    """Return a bill of the docket with these stages."""
    none: tuple[Event, ...] = ()
    place = id.split(":", maxsplit=1)[0]
    law = Instrument(id, place, "t", cite, "statute", False, "", none, (), (), (), (), (), {})
    dated = tuple(sorted((date.fromisoformat(on), says) for on, says in stages))
    return Overlay(id, "bill", "An act on doors", cite, dated, "not sure", (), law)


def told(*taken: tuple[str, Step | None, str], source: str = "open_states") -> Told:
    """Return a bill of a source with these steps: day, step, house."""
    entries = tuple(Taken(date.fromisoformat(on), step, house, "", f"{step}") for on, step, house in taken)
    return Told(source, "bill.json", "us/xx", "HB 101", "50th", "Doors", entries)


def copied(folder: Path) -> Path:
    """Return a copy of this checkout's vocabulary, for a test that spoils it."""
    shutil.copytree(LAW / "vocabulary", folder / "vocabulary")
    return folder
