"""Ten federal provisions that were chosen because a format may fail on them: numbers 17 to 26 of the hard list.

Each comes out by id, with outcome, reason, duty and clock. The sixteen of Massachusetts are in test_hard_provisions.
"""

from __future__ import annotations

import pytest

from tests.law_results.asking import BOTH, COURT_ORDER, I_200, I_205, I_247A, SUBPOENA, TOWN, Paper, ask, law

POLICE = "police_municipal"
STATE = "us/ma"
BOSTON = "us/ma/boston"
LUNN = "us/ma:lunn/"
VISA = "us/ma:chapter-258f/"
HELD = {"release_due": True, "probable_cause_removable": True}


def test_17_section_1373_bars_limits_and_splits_the_courts() -> None:
    """It lifts a ban on sending status under one reading only, makes no duty, and is settled in the Third Circuit."""
    ban = {"own_rule.share_status": "forbids"}
    here = ask(TOWN, POLICE, "share_status", **ban)
    assert here.disputed == {("valid", "not_addressed"), ("invalid", "prohibited")}
    there = ask("us/pa/philadelphia", POLICE, "share_status", "2022-01-03", **ban)
    assert (there.strict, there.disputed) == ({"prohibited"}, set())
    silent = ask(TOWN, POLICE, "share_status", **{"own_rule.share_status": "silent"})
    assert silent.strict == {"not_addressed"}


def test_17_it_reaches_status_and_nothing_else() -> None:
    """A ban on release dates or addresses is no limit on status, so section 1373 does not stand among the reasons."""
    for action in ("notify_release", "share_personal_info"):
        assert not [p for p in ask(BOSTON, POLICE, action, papers=[I_247A]).roles if p.startswith("us:section-1373/")]


def test_18_a_detainer_asks_for_48_hours_at_most() -> None:
    """The regulation asks for a hold of at most 48 hours without weekends and holidays, and gives no power."""
    answer = ask(TOWN, POLICE, "hold_on_detainer", papers=[I_247A], **HELD)
    assert answer.roles["us:cfr-287-7/asks-for-hold"] == "asks"
    provision = law().provision("us:cfr-287-7/asks-for-hold")
    assert "48 hours" in provision.says
    assert "Saturdays, Sundays and holidays" in provision.says
    assert provision.evidence == "secondary"
    plain = ask(TOWN, POLICE, "hold_on_detainer", papers=[I_247A], release_due=False)
    assert "us:cfr-287-7/asks-for-hold" not in plain.roles


def test_19_a_contract_jail_publishes_no_names_and_owes_other_reports() -> None:
    """Names of federal detainees are not made public, and the yearly count of certifications is still owed."""
    sheriff = {"agency_id": "us/ma/plymouth-county/sheriff", "held_for_dhs": True}
    place = "us/ma/plymouth-county"
    publish = ask(place, "sheriff", "disclose_to_public", **sheriff)
    assert (publish.strict, publish.controls) == ({"prohibited"}, {"us:cfr-236-6/no-publication"})
    assert VISA + "yearly-report" in ask(place, "sheriff", "record_and_report", **sheriff).owed
    own = ask(place, "sheriff", "disclose_to_public", **{**sheriff, "held_for_dhs": False})
    assert "us:cfr-236-6/no-publication" not in own.roles


def test_20_an_agreement_gives_power_as_far_as_state_law_allows_and_nobody_must_sign() -> None:
    """Power under an agreement yields to state law that withholds it; signing is asked for and never required."""
    facts = {**HELD, "agreement_in_force": True, f"reading:{LUNN}agreement-power": "no_power"}
    answer = ask(TOWN, POLICE, "hold_on_detainer", papers=[I_247A], **facts)
    assert answer.outcomes == {"prohibited"}
    assert answer.roles["us:section-1357g/power-under-agreement"] == "yields"
    sign = ask(TOWN, POLICE, "agreement_287g", agreement_step="enter")
    assert sign.roles["us:section-1357g/nothing-compels-signing"] == "asks"
    assert "required" not in sign.outcomes


@pytest.mark.parametrize(
    ("paper", "rule"),
    [
        (I_200, "us:cfr-warrants/i-200-served-by-federal-officers"),
        (I_205, "us:cfr-warrants/i-205-executed-by-federal-officers"),
    ],
)
def test_21_a_local_officer_cannot_serve_an_immigration_warrant(paper: Paper, rule: str) -> None:
    """Only listed federal officers serve an I-200 or I-205; for a local officer the paper is no power."""
    answer = ask(TOWN, POLICE, "civil_arrest", papers=[paper], considers_status=False)
    assert (answer.outcomes, answer.controls) == ({"prohibited"}, {rule, LUNN + "no-power-to-arrest"})
    assert "no_power" in answer.basis
    assert rule not in ask(TOWN, POLICE, "civil_arrest", papers=[I_247A]).roles


@pytest.mark.parametrize("offence", ["burglary", "theft", "larceny", "shoplifting", "assault_on_officer"])
def test_22_the_federal_duty_to_detain_changes_nothing_for_the_agency(offence: str) -> None:
    """After such an arrest federal officers must detain; the town's answer is that of any other charge."""
    charged = ask(TOWN, POLICE, "hold_on_detainer", papers=BOTH, charges=[{"offence": offence}], **HELD)
    other = ask(TOWN, POLICE, "hold_on_detainer", papers=BOTH, charges=[], **HELD)
    assert charged.roles["us:section-1226/federal-duty-to-detain"] == "asks"
    assert (charged.strict, charged.controls) == (other.strict, other.controls)
    early = ask(TOWN, POLICE, "hold_on_detainer", "2025-01-28", papers=BOTH, charges=[{"offence": offence}], **HELD)
    assert "us:section-1226/federal-duty-to-detain" not in early.roles


CIRCUITS = [
    ("us/ma", "2015-07-16", "2015-07-17", "us:morales/probable-cause"),
    ("us/pa", "2014-03-03", "2014-03-04", "us:galarza/request-not-order"),
    ("us/tx", "2018-05-07", "2018-05-08", "us:el-cenizo/cause-or-certified-detainer"),
]


@pytest.mark.parametrize(("place", "before", "on", "rule"), CIRCUITS)
def test_23_the_fourth_amendment_depends_on_the_circuit(place: str, before: str, on: str, rule: str) -> None:
    """Each court of appeals speaks from the day of its decision, in its own circuit and in no other."""
    facts = {"release_due": True, "probable_cause_removable": False}
    assert rule not in ask(place, "jail", "hold_on_detainer", before, papers=[], **facts).roles
    for other, *_ in CIRCUITS:
        roles = ask(other, "jail", "hold_on_detainer", on, papers=[], **facts).roles
        assert (rule in roles) == (other == place)


def test_23_what_a_detainer_proves_differs() -> None:
    """In the First Circuit a detainer is no probable cause; in the Fifth an officer may rest on what it states."""
    facts = {"release_due": True, "probable_cause_removable": False}
    first = ask("us/ma", "jail", "hold_on_detainer", papers=[I_247A], **facts)
    assert "us:morales/probable-cause" in first.controls
    fifth = ask("us/tx", "jail", "hold_on_detainer", papers=[I_247A], **facts)
    assert "us:el-cenizo/cause-or-certified-detainer" not in fifth.roles


PATIENT = {
    "information_classes": ["health_record"],
    "person_roles": [],
    "consent_written": False,
    "state_law_requires": False,
}
HIPAA = [
    ("2024-12-22", "us:hipaa/privacy-2003", None),
    ("2024-12-23", "us:hipaa/privacy-2024", "controls"),
    ("2025-06-17", "us:hipaa/privacy-2024", "controls"),
    ("2025-06-18", "us:hipaa/privacy-2025", "may_control"),
]


@pytest.mark.parametrize(("day", "version", "role"), HIPAA)
def test_24_three_versions_of_the_health_rule(day: str, version: str, role: str | None) -> None:
    """A limited administrative subpoena opened records until December 2024, then not, and since 2025 perhaps."""
    facts = {**PATIENT, "health_request_limited": True}
    answer = ask(TOWN, "hospital", "share_personal_info", day, papers=[SUBPOENA], **facts)
    assert answer.roles.get(version) == role
    unlimited = ask(
        TOWN, "hospital", "share_personal_info", day, papers=[SUBPOENA], **{**facts, "health_request_limited": False}
    )
    assert unlimited.roles[version] == "controls"


@pytest.mark.parametrize(
    ("papers", "facts", "closed"),
    [
        ([I_247A], {}, True),
        ([I_200], {}, True),
        ([I_205], {}, True),
        ([COURT_ORDER], {}, False),
        ([], {"consent_written": True}, False),
        ([], {"state_law_requires": True}, False),
        ([], {"federal_law_requires": True}, False),
    ],
)
def test_24_court_paper_consent_or_a_law_opens_it(papers: list[Paper], facts: dict[str, bool], closed: bool) -> None:
    """Immigration papers open no health record; a court's paper, consent, or a law that requires it lifts the ban."""
    answer = ask(TOWN, "hospital", "share_personal_info", papers=papers, **{**PATIENT, **facts})
    assert ("us:hipaa/privacy-2025" in answer.controls) == closed


PUPIL = {"information_classes": ["education_record"], "consent_written": False, "information_public": False}
DIRECTORY = {**PUPIL, "information_classes": ["directory_information"]}


@pytest.mark.parametrize(
    ("papers", "facts", "closed"),
    [
        ([], PUPIL, True),
        ([I_200], PUPIL, True),
        ([], {**PUPIL, "consent_written": True}, False),
        ([COURT_ORDER], PUPIL, False),
        ([], {**DIRECTORY, "directory_policy": True}, False),
        ([], {**DIRECTORY, "directory_policy": False}, True),
    ],
)
def test_25_education_records_need_consent_or_court_paper(
    papers: list[Paper], facts: dict[str, bool], closed: bool
) -> None:
    """A pupil's record needs consent or court paper; directory data are free where the policy says so."""
    answer = ask(TOWN, "school", "share_personal_info", papers=papers, **facts)
    assert ("us:ferpa/consent-or-court-paper" in answer.controls) == closed


def test_25_the_family_is_told_first() -> None:
    """Before it obeys an order or subpoena the school tells the parent or adult student."""
    moments = {"disclosed_at": "2026-06-12T09:00-04:00"}
    answer = ask(TOWN, "school", "share_personal_info", papers=[COURT_ORDER], moments=moments, **PUPIL)
    assert answer.owed == {"us:ferpa/tell-the-family-first", "us/ma:603-cmr-23/tell-first"}
    assert answer.duties["us:ferpa/tell-the-family-first"]["to"] == ["parent", "person"]
    assert answer.due("us:ferpa/tell-the-family-first") == "2026-06-12"


def test_26_the_victims_statute_is_addressed_to_federal_officers() -> None:
    """Section 1367 stands in an answer for federal officers and in none for police, a school or a court."""
    rule = "us:section-1367/no-disclosure"
    assert rule in ask(STATE, "federal_agency", "share_personal_info").roles
    for place, agency in ((TOWN, POLICE), (TOWN, "school"), (STATE, "court")):
        assert rule not in ask(place, agency, "share_personal_info").roles


def test_26_it_turns_on_status_and_stays_open() -> None:
    """Whether the person applied for relief is a matter of status, which has no field: the point stays open."""
    answer = ask(STATE, "federal_agency", "share_personal_info", consent_written=False)
    assert "status" in answer.open
    assert len(answer.outcomes) > 1


def test_26_an_arrest_at_a_courthouse_is_certified() -> None:
    """Federal officers who act against a victim at a courthouse certify compliance in the charging paper."""
    rule = "us:section-1367/certify-compliance"
    facts = {"victim_or_witness": True, "did_courthouse_arrest": True}
    assert ask(STATE, "court", "courthouse_arrest", **facts).owed == {rule}
    assert rule not in ask(STATE, "court", "courthouse_arrest", **{**facts, "victim_or_witness": False}).duties
