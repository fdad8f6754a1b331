"""The matrix of Massachusetts: ten kinds of agency, thirteen acts, a letter in each cell that can be decided.

| letter | says | we must give |
| --- | --- | --- |
| N | no authority exists | prohibited, and the want of power is certain |
| X | forbidden | prohibited, and a ban (or, where only guidance speaks, advice) is certain |
| XN | both | prohibited, with both bases |
| P | permitted or not forbidden, never required | permitted or not addressed |
| - | not addressed | not addressed |
| C | depends on the facts | left free on one set of facts, and barred or perhaps barred on another |
| O | the sources leave it open | more than one outcome, with the open point named |
| K | laws collide | contested, each reading with its outcome |
| R | required | an outcome or a duty that is owed without condition |

The letters are defaults: no paper of a judge, no crime suspected, release due, a town that has no rule of its own.
Where our answer differs, `DIFFERENT` says so, and docs/disagreements.md gives the reason; a test holds both together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.law_results.asking import BOTH, I_200, TOWN, WARRANT, Answer, Paper, ask

ROOT = Path(__file__).resolve().parents[2]
PRISON = {"agency_id": "us/ma/department-of-correction", "agreement_in_force": True, "agreement_model": "jem"}
COLUMNS: dict[str, tuple[str, list[str], dict[str, Any]]] = {
    "town police": (TOWN, ["police_municipal"], {}),
    "Boston police": ("us/ma/boston", ["police_municipal"], {}),
    "State Police": ("us/ma", ["state_police"], {}),
    "sheriff": ("us/ma/norfolk-county", ["sheriff", "jail"], {"agency_id": "us/ma/norfolk-county/sheriff"}),
    "Plymouth sheriff": ("us/ma/plymouth-county", ["sheriff"], {"agency_id": "us/ma/plymouth-county/sheriff"}),
    "state prison": ("us/ma", ["corrections_state"], PRISON),
    "trial court": ("us/ma", ["court"], {}),
    "executive agency": ("us/ma", ["state_agency"], {}),
    "registry": ("us/ma", ["motor_vehicles"], {}),
    "school": (TOWN, ["school"], {}),
    "hospital": (TOWN, ["hospital"], {}),
}
FREE = {"permitted", "not_addressed"}


@dataclass(frozen=True)
class Cell:
    """A cell: the facts and papers it is asked with. For C, `barred` and `barred_papers` are the other scene."""

    action: str
    column: str
    letter: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    papers: Sequence[Paper] | None = None
    barred: Mapping[str, Any] = field(default_factory=dict)
    barred_papers: Sequence[Paper] | None = None

    @property
    def name(self) -> str:
        return f"{self.action}, {self.column}: {self.letter}"

    def ask(self) -> Answer:
        return self._ask(self.facts, self.papers)

    def ask_barred(self) -> Answer:
        return self._ask(self.barred, self.barred_papers)

    def _ask(self, facts: Mapping[str, Any], papers: Sequence[Paper] | None) -> Answer:
        place, kinds, more = COLUMNS[self.column]
        return ask(place, kinds, self.action, papers=papers, **{**more, **facts})


def barred_somehow(answer: Answer) -> bool:
    return answer.outcomes == {"prohibited"} and bool(answer.basis & {"forbidden", "advised"})


READ: dict[str, Callable[[Cell, Answer], bool]] = {
    "N": lambda _, a: a.outcomes == {"prohibited"} and "no_power" in a.basis,
    "X": lambda _, a: barred_somehow(a),
    "XN": lambda _, a: a.outcomes == {"prohibited"} and {"forbidden", "no_power"} <= a.basis,
    "P": lambda _, a: a.outcomes <= FREE,
    "-": lambda _, a: a.outcomes == {"not_addressed"} and not a.owed,
    "C": lambda c, a: a.outcomes <= FREE and "prohibited" in c.ask_barred().outcomes,
    "O": lambda _, a: len(a.outcomes) > 1 and bool(a.open),
    "K": lambda _, a: a.outcomes == {"contested"} and len({reading for reading, _ in a.disputed}) > 1,
    "R": lambda _, a: a.outcomes == {"required"} or bool(a.owed),
}

NO_BIAS = {"considers_status": False}
BIAS = {"considers_status": True, "nondiscriminatory_purpose": False, "status_is_element": False}
LETTER = {"written_request": True, "names_record_and_activity": True, "confidentiality_undertaking": True}
PLAIN_DATA = {"consent_written": False, "information_public": False, "information_classes": ["other_personal"]}
WITH_LETTER = {**PLAIN_DATA, **LETTER, "purposes": ["civil_immigration"]}
WITHOUT_LETTER = {**WITH_LETTER, "written_request": False}
CORI = {"information_public": False, "information_classes": ["criminal_record"]}
FOR_A_CRIME = {**CORI, "purposes": ["other_crime"], "purpose_civil": False}
FOR_REMOVAL = {**CORI, "purposes": ["civil_immigration"], "purpose_civil": True}
LICENCE = {"information_classes": ["licence_data"], "requester": "ICE_ERO", "purposes": ["civil_immigration"]}
PUPIL = {"information_public": False, "information_classes": ["education_record"]}
PATIENT = {"information_public": False, "information_classes": ["health_record"], "person_roles": []}
HELD = {"release_due": True, "initiated_by": "ice"}
LOCKUP = {"release_due": True, "custody_place": "court_lockup", "ice_present": True}
INSIDE = {"nonpublic_area": True, "purposes": ["civil_immigration"]}
CRIMES = {"investigates_crime": True}
NEW = {"agreement_step": "enter"}

CELLS = [
    Cell("inquire_status", "town police", "C", NO_BIAS, barred=BIAS),
    Cell("inquire_status", "Boston police", "X"),
    Cell(
        "inquire_status",
        "State Police",
        "C",
        {**NO_BIAS, "purpose_civil": False, "linked_to_crime": True},
        barred={"purpose_civil": True},
    ),
    Cell("inquire_status", "sheriff", "C", NO_BIAS, barred=BIAS),
    Cell("inquire_status", "state prison", "P"),
    Cell("inquire_status", "trial court", "X", {"at_plea": True}),
    Cell("inquire_status", "executive agency", "-"),
    Cell("inquire_status", "registry", "X", {"licence_application": "standard"}),
    Cell("inquire_status", "school", "X", {"schooling_depends": True}),
    Cell("inquire_status", "hospital", "-"),
    *[Cell("hold_on_detainer", c, "N", HELD, BOTH) for c in ("town police", "sheriff")],
    *[Cell("hold_on_detainer", c, "XN", HELD, BOTH) for c in ("Boston police", "State Police", "trial court")],
    Cell("hold_on_detainer", "state prison", "O", HELD, BOTH),
    Cell("notify_release", "town police", "P", HELD, BOTH),
    Cell("notify_release", "Boston police", "X", HELD, BOTH),
    Cell("notify_release", "State Police", "-", HELD, BOTH),
    Cell("notify_release", "sheriff", "P", HELD, BOTH),
    Cell("notify_release", "state prison", "P", HELD, BOTH),
    Cell(
        "notify_release",
        "trial court",
        "C",
        {"initiated_by": "ice", "information_public": True},
        barred={"initiated_by": "agency"},
    ),
    Cell("share_personal_info", "town police", "C", FOR_A_CRIME, [], FOR_REMOVAL, []),
    Cell("share_personal_info", "Boston police", "X", FOR_REMOVAL, []),
    Cell("share_personal_info", "State Police", "C", WITH_LETTER, [], WITHOUT_LETTER, []),
    Cell("share_personal_info", "sheriff", "C", FOR_A_CRIME, [], FOR_REMOVAL, []),
    Cell("share_personal_info", "state prison", "C", WITH_LETTER, [], WITHOUT_LETTER, []),
    Cell("share_personal_info", "trial court", "X", {**PLAIN_DATA, "initiated_by": "ice"}, []),
    Cell("share_personal_info", "executive agency", "C", WITH_LETTER, [], WITHOUT_LETTER, []),
    Cell("share_personal_info", "registry", "X", LICENCE, [I_200]),
    Cell("share_personal_info", "school", "C", {**PUPIL, "consent_written": True}, [], PUPIL, []),
    Cell("share_personal_info", "hospital", "C", {**PATIENT, "consent_written": True}, [], PATIENT, []),
    *[Cell("share_status", c, "P", {"initiated_by": "ice"}) for c in ("town police", "Boston police", "sheriff")],
    Cell("share_status", "trial court", "P", {"initiated_by": "ice"}),
    *[Cell("share_status", c, "P", WITHOUT_LETTER, []) for c in ("State Police", "state prison", "executive agency")],
    Cell("share_status", "registry", "K", LICENCE, []),
    Cell("share_status", "school", "C", {**PUPIL, "consent_written": True}, [], PUPIL, []),
    Cell("share_status", "hospital", "C", {**PATIENT, "consent_written": True}, [], PATIENT, []),
    *[Cell("transfer_custody", c, "P", HELD, BOTH) for c in ("town police", "State Police", "sheriff", "state prison")],
    Cell("transfer_custody", "Boston police", "X", HELD, BOTH),
    Cell("transfer_custody", "trial court", "P", LOCKUP, BOTH),
    *[Cell("allow_access", c, "-", INSIDE, [I_200]) for c in ("town police", "sheriff")],
    *[
        Cell("allow_access", c, "C", INSIDE, [WARRANT], INSIDE, [I_200])
        for c in ("Boston police", "school", "hospital")
    ],
    *[Cell("allow_access", c, "X", INSIDE, [I_200]) for c in ("State Police", "executive agency", "registry")],
    Cell("allow_access", "state prison", "O", {**INSIDE, "place_kind": "prison"}, [I_200]),
    Cell("allow_access", "trial court", "P", LOCKUP, BOTH),
    *[Cell("civil_arrest", c, "N", papers=[I_200]) for c in ("town police", "sheriff", "trial court")],
    *[Cell("civil_arrest", c, "XN", papers=[I_200]) for c in ("Boston police", "State Police")],
    Cell("civil_arrest", "state prison", "O", papers=[I_200]),
    *[Cell("agreement_287g", c, "-", NEW) for c in ("town police", "sheriff")],
    Cell("agreement_287g", "Boston police", "X", NEW),
    *[
        Cell(
            "agreement_287g",
            c,
            "C",
            {**NEW, "written_certification": True},
            barred={**NEW, "written_certification": False},
        )
        for c in ("State Police", "state prison", "executive agency")
    ],
    *[Cell("detention_contract", c, "-") for c in ("town police", "Boston police", "sheriff", "state prison")],
    Cell("detention_contract", "Plymouth sheriff", "P"),
    *[Cell("visa_certification", c, "R") for c in ("town police", "Boston police", "State Police", "sheriff")],
    *[Cell("visa_certification", c, "R", CRIMES) for c in ("state prison", "executive agency")],
    Cell("visa_certification", "trial court", "P"),
    *[Cell("visa_certification", c, "-") for c in ("school", "hospital")],
    *[Cell("record_and_report", c, "R") for c in ("town police", "Boston police", "State Police", "sheriff")],
    *[Cell("record_and_report", c, "R", CRIMES) for c in ("state prison", "executive agency")],
    *[Cell("record_and_report", c, "-") for c in ("trial court", "school", "hospital")],
]

# (act, agency): what we give instead. The reasons are in docs/disagreements.md, under "Matrix".
DIFFERENT: dict[tuple[str, str], set[str]] = {
    ("share_personal_info", "trial court"): {"not_addressed"},
    ("allow_access", "trial court"): {"required"},
    ("share_status", "State Police"): {"contested"},
    ("share_status", "state prison"): {"contested"},
    ("share_status", "executive agency"): {"contested"},
}


@pytest.mark.parametrize("cell", CELLS, ids=lambda c: c.name)
def test_a_cell_comes_out_as_its_letter_says(cell: Cell) -> None:
    """Each decidable cell gives what its letter says, or what the list of differences says, and not both."""
    answer = cell.ask()
    other = DIFFERENT.get((cell.action, cell.column))
    assert READ[cell.letter](cell, answer) == (other is None), sorted(answer.outcomes)
    if other:
        assert answer.outcomes == other


def test_no_cell_is_listed_twice_or_for_nothing() -> None:
    """A cell stands once, and a difference belongs to a cell."""
    keys = [(c.action, c.column) for c in CELLS]
    assert len(keys) == len(set(keys))
    assert set(DIFFERENT) <= set(keys)


def test_every_difference_has_its_reason_on_the_page() -> None:
    """docs/disagreements.md lists just the cells that differ, each with a reason and a source."""
    text = (ROOT / "docs" / "disagreements.md").read_text(encoding="utf-8")
    table = text.split("## Matrix", 1)[1].split("\n## ", 1)[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if "|" in line]
    listed = {(row[0].strip("`"), row[1]) for row in rows if re.fullmatch(r"`\w+`", row[0])}
    assert listed == set(DIFFERENT)
    assert [row for row in rows if len(row) != 6 or not all(row)] == []


@pytest.mark.parametrize("column", [c for c in COLUMNS if c not in ("school", "hospital")])
def test_telling_ice_of_a_release_is_never_required(column: str) -> None:
    """No kind of agency in Massachusetts has to tell ICE of a release."""
    assert "required" not in Cell("notify_release", column, "P", HELD, BOTH).ask().outcomes


@pytest.mark.parametrize("action", ["civil_arrest", "joint_operation", "give_support"])
def test_court_staff_neither_help_nor_hinder_an_arrest(action: str) -> None:
    """At a courthouse arrest by ICE, which its own directive allows, court staff may take no part."""
    assert barred_somehow(ask("us/ma", "court", action))
    arrest = ask("us/ma", "court", "courthouse_arrest")
    assert arrest.controls == {"us:ice-courthouse/targeted-2025"}


def test_courts_owe_no_answer_on_certification_yet() -> None:
    """A court may certify and, until a bill passes, owes no answer within any time."""
    answer = ask("us/ma", "court", "visa_certification")
    assert answer.owed == set()


def test_boston_owes_two_reports_and_a_log() -> None:
    """Boston police owe the yearly count of certifications, the city's report on detainers and the public daily log."""
    owed = ask("us/ma/boston", "police_municipal", "record_and_report").owed
    assert owed == {
        "us/ma:chapter-258f/yearly-report",
        "us/ma/boston:trust-act/yearly-report",
        "us/ma:public-records/daily-log",
    }
