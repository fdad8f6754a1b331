"""Fifteen scenes from Massachusetts, each with the answer, the reasons and the duties that the sources lead to.

Numbers are those of the list of vectors that the law was researched with. The day is 2 July 2026, where the sources
end, unless a test names another.
"""

from __future__ import annotations

import pytest

from tests.law_results.asking import (
    BOTH,
    COURT_ORDER,
    I_200,
    I_247A,
    I_247D,
    MAGISTRATE_WARRANT,
    SUBPOENA,
    TOWN,
    WARRANT,
    Answer,
    ask,
)

POLICE = "police_municipal"
BOSTON = "us/ma/boston"
STATE = "us/ma"
LUNN_HOLD = "us/ma:lunn/no-power-to-hold"
LUNN_ARREST = "us/ma:lunn/no-power-to-arrest"
TRUST = "us/ma/boston:trust-act/"
COURT_POLICY = "us/ma:trial-court-policy/"
RMV_RULE = "us/ma:940-cmr-37/"
FEDERAL_REQUESTS = ("hold_on_detainer", "notify_release", "transfer_custody", "allow_interview", "share_personal_info")


def test_1_a_town_may_not_hold_and_may_tell() -> None:
    """Bail is posted: a town's police have no power to hold, and nothing read forbids or requires a phone call."""
    hold = ask(TOWN, POLICE, "hold_on_detainer", papers=BOTH, release_due=True)
    assert (hold.outcomes, hold.basis, hold.controls) == ({"prohibited"}, {"no_power"}, {LUNN_HOLD})
    notify = ask(TOWN, POLICE, "notify_release", papers=BOTH, release_due=True)
    assert notify.outcomes == {"not_addressed"}
    assert notify.unread == {TOWN}


@pytest.mark.parametrize("action", FEDERAL_REQUESTS)
def test_1_nothing_is_required_of_the_town(action: str) -> None:
    """No request on a detainer and an administrative warrant makes anything a duty of the town's police."""
    answer = ask(TOWN, POLICE, action, papers=BOTH, release_due=True)
    assert "required" not in answer.outcomes
    assert answer.owed == set()


def test_2_boston_may_neither_hold_nor_tell() -> None:
    """In Boston the ordinance forbids what state law gives no power for, and forbids the notice too."""
    hold = ask(BOSTON, POLICE, "hold_on_detainer", papers=BOTH, release_due=True)
    assert (hold.outcomes, hold.basis) == ({"prohibited"}, {"forbidden", "no_power"})
    assert hold.controls == {TRUST + "no-hold", LUNN_HOLD}
    notify = ask(BOSTON, POLICE, "notify_release", papers=BOTH, release_due=True)
    assert (notify.outcomes, notify.controls) == ({"prohibited"}, {TRUST + "no-release-notice"})


def test_2_boston_hands_over_on_a_judges_order_only() -> None:
    """A transfer is barred on ICE's own papers, and the bar is gone with a judge's warrant."""
    barred = ask(BOSTON, POLICE, "transfer_custody", papers=BOTH, release_due=True)
    assert (barred.strict, barred.controls) == ({"prohibited"}, {TRUST + "no-transfer"})
    free = ask(BOSTON, POLICE, "transfer_custody", papers=[WARRANT], release_due=True)
    assert free.strict == {"not_addressed"}


def test_3_boston_in_2016() -> None:
    """In March 2016 the ordinance of 2014 bars the hold on the detainer, is silent on notice, and Lunn is not decided.

    The vector rests on a text that was only the draft of 2014. What is encoded instead is the reported ordinance,
    whose one exception is a criminal warrant; the outcome is the same, and its evidence is no better than secondary.
    """
    hold = ask(BOSTON, POLICE, "hold_on_detainer", "2016-03-01", papers=[I_247D, I_200], release_due=True)
    assert hold.outcomes == {"prohibited"}
    assert hold.controls == {TRUST + "no-detainer-hold-2014"}
    assert LUNN_HOLD not in hold.roles
    assert hold.evidence(TRUST + "no-detainer-hold-2014") == "secondary"
    notify = ask(BOSTON, POLICE, "notify_release", "2016-03-01", papers=[I_247D, I_200], release_due=True)
    assert notify.strict == {"not_addressed"}
    assert TRUST + "no-release-notice" not in notify.roles


def test_3_the_drafts_other_grounds_are_no_exceptions() -> None:
    """A grave conviction, a ground of the draft, lifts nothing in 2016; a criminal warrant does."""
    facts = {"release_due": True, "probable_cause_removable": True}
    convicted = ask(BOSTON, POLICE, "hold_on_detainer", "2016-03-01", papers=[I_247D], grave_conviction=True, **facts)
    assert convicted.outcomes == {"prohibited"}
    warrant = ask(BOSTON, POLICE, "hold_on_detainer", "2016-03-01", papers=[I_247D, WARRANT], **facts)
    assert warrant.outcomes == {"not_addressed"}


def in_the_lockup(action: str) -> Answer:
    facts = {"release_due": True, "ice_present": True, "custody_place": "court_lockup"}
    return ask(BOSTON, "court", action, papers=[I_247A], **facts)


def test_4_no_delay_in_the_lockup() -> None:
    """The charge is dismissed: court officers may not keep the person for ICE, by the policy and for want of power."""
    hold = in_the_lockup("hold_on_detainer")
    assert (hold.outcomes, hold.controls) == ({"prohibited"}, {LUNN_HOLD, COURT_POLICY + "no-hold"})


def test_4_ice_is_let_into_the_lockup() -> None:
    """With ICE at the door and a detainer, the policy says that ICE is let in."""
    access = in_the_lockup("allow_access")
    assert (access.strict, access.controls) == ({"required"}, {COURT_POLICY + "lockup-entry"})


def test_4_staff_neither_help_nor_hinder() -> None:
    """Staff give ICE no support and make no arrest for it."""
    assert in_the_lockup("give_support").controls == {COURT_POLICY + "neither-assist-nor-impede"}
    arrest = in_the_lockup("civil_arrest")
    assert (arrest.strict, arrest.basis) == ({"prohibited"}, {"forbidden", "no_power"})


@pytest.mark.parametrize("action", ["share_personal_info", "notify_release"])
def test_5_the_clerk_does_not_phone_first(action: str) -> None:
    """Court staff do not start the contact, not even about tomorrow's hearing, which is public."""
    answer = ask(STATE, "court", action, initiated_by="agency", information_public=True)
    assert (answer.outcomes, answer.controls) == ({"prohibited"}, {COURT_POLICY + "no-first-contact"})


def test_6_the_clerk_may_say_which_courtroom() -> None:
    """When ICE asks, the courtroom is public information that staff may give and need not."""
    facts = {"initiated_by": "ice", "information_public": True, "information_classes": ["court_case"]}
    answer = ask(STATE, "court", "share_personal_info", papers=[], **facts)
    assert (answer.strict, answer.controls) == ({"permitted"}, {COURT_POLICY + "public-information"})


def at_the_prison_gate(action: str) -> Answer:
    facts = {"release_due": True, "agreement_in_force": True, "probable_cause_removable": True}
    prison = "us/ma/department-of-correction"
    return ask(STATE, "corrections_state", action, papers=[I_247A], agency_id=prison, **facts)


@pytest.mark.parametrize(("action", "rule"), [("notify_release", "release-notice"), ("transfer_custody", "hand-over")])
def test_7_the_prison_may_tell_and_hand_over(action: str, rule: str) -> None:
    """At the end of a sentence the prison may, under its agreement, tell ICE and hand the prisoner over."""
    answer = at_the_prison_gate(action)
    assert (answer.outcomes, answer.controls) == ({"permitted"}, {"us/ma:doc-287g/" + rule})


def test_7_a_hold_past_release_is_an_open_question() -> None:
    """Whether the agreement supplies the power to hold beyond release has not been ruled on, so both stay possible."""
    answer = at_the_prison_gate("hold_on_detainer")
    assert answer.outcomes == {"permitted", "prohibited"}
    assert answer.open == {"us/ma:lunn/agreement-power"}
    assert {LUNN_HOLD, "us:section-1357g/power-under-agreement"} <= answer.because


def test_8_the_registry_gives_nothing_on_an_i_200() -> None:
    """An officer's warrant opens no licence data, and no notice is owed since no order or subpoena came."""
    facts = {"information_classes": ["licence_data"], "requester": "ICE_ERO", "purposes": ["civil_immigration"]}
    answer = ask(STATE, "motor_vehicles", "share_personal_info", papers=[I_200], **facts)
    assert answer.outcomes == {"prohibited"}
    assert RMV_RULE + "no-immigration-disclosure" in answer.controls
    assert answer.duties == {}


@pytest.mark.parametrize("paper", [COURT_ORDER, SUBPOENA, WARRANT])
def test_8_the_registry_tells_the_licensee_in_three_business_days(paper: dict[str, str]) -> None:
    """An order, warrant or subpoena that comes on a Monday is told by Thursday, unless disclosure comes sooner."""
    facts = {"information_classes": ["licence_data"], "requester": "ICE_ERO"}
    moments = {"order_at": "2026-03-02T10:00-05:00", "disclosed_at": "2026-03-20T10:00-04:00"}
    answer = ask(STATE, "motor_vehicles", "share_personal_info", papers=[paper], moments=moments, **facts)
    assert RMV_RULE + "tell-person" in answer.owed
    assert answer.due(RMV_RULE + "tell-person") == "2026-03-05"
    sooner = moments | {"disclosed_at": "2026-03-03T10:00-05:00"}
    early = ask(STATE, "motor_vehicles", "share_personal_info", papers=[paper], moments=sooner, **facts)
    assert early.due(RMV_RULE + "tell-person") == "2026-03-03"
    order = {"order_at": moments["order_at"]}
    undisclosed = ask(STATE, "motor_vehicles", "share_personal_info", papers=[paper], moments=order, **facts)
    assert undisclosed.due(RMV_RULE + "tell-person") == "2026-03-05"


CLIENT_FILE = {
    "purposes": ["civil_immigration"],
    "written_request": True,
    "names_record_and_activity": True,
    "confidentiality_undertaking": True,
    "consent_written": False,
    "information_classes": ["other_personal"],
}


def test_9_a_state_agency_may_answer_a_proper_letter() -> None:
    """A written request with the undertaking lets an executive agency give the file and obliges it to nothing."""
    answer = ask(STATE, "state_agency", "share_personal_info", papers=[], **CLIENT_FILE)
    assert (answer.outcomes, answer.controls) == ({"permitted"}, {"us/ma:801-cmr-3/law-enforcement-request"})
    assert answer.roles["us/ma:chapter-66a/no-access"] == "yields"


@pytest.mark.parametrize("missing", ["written_request", "confidentiality_undertaking"])
def test_9_without_letter_or_undertaking_it_may_not(missing: str) -> None:
    """Without the writing or the undertaking the default ban of the privacy statute stands."""
    answer = ask(STATE, "state_agency", "share_personal_info", papers=[], **{**CLIENT_FILE, missing: False})
    assert (answer.outcomes, answer.controls) == ({"prohibited"}, {"us/ma:chapter-66a/no-access"})


def test_9_a_stricter_law_on_health_records_wins() -> None:
    """Where the agency is also a hospital, the letter does not open what the federal health privacy rule closes."""
    facts = {**CLIENT_FILE, "information_classes": ["health_record"], "person_roles": []}
    answer = ask(
        STATE, ["state_agency", "hospital"], "share_personal_info", papers=[], state_law_requires=False, **facts
    )
    assert answer.outcomes == {"prohibited"}
    assert "us:hipaa/privacy-2025" in answer.controls
    assert answer.roles["us/ma:801-cmr-3/law-enforcement-request"] == "yields"


def test_10_a_certification_request_has_ninety_days() -> None:
    """A request of 2 March 2026 is answered by 31 May in one of three ways; whether to sign is the department's."""
    answer = ask(TOWN, POLICE, "visa_certification", "2026-03-02", moments={"request_at": "2026-03-02T09:00-05:00"})
    assert answer.outcomes == {"permitted"}
    duty = answer.duties["us/ma:chapter-258f/answer"]
    assert answer.owed == {"us/ma:chapter-258f/answer"}
    assert answer.due("us/ma:chapter-258f/answer") == "2026-05-31"
    assert duty["satisfied_by"] == ["signed", "denied_with_reason", "delay_explained"]


def test_10_it_is_counted_by_first_february() -> None:
    """The request is counted in the report that is due on 1 February 2027."""
    answer = ask(TOWN, POLICE, "record_and_report", "2026-03-02")
    assert answer.due("us/ma:chapter-258f/yearly-report") == "2027-02-01"
    assert "us/ma:chapter-258f/yearly-report" in answer.owed


def test_11_boston_may_help_hsi_with_a_trafficking_raid() -> None:
    """The ordinance leaves work with Homeland Security Investigations on crimes open."""
    facts = {"requester": "HSI", "purpose_civil": False, "considers_status": False}
    answer = ask(BOSTON, POLICE, "joint_operation", papers=[], **facts)
    assert (answer.strict, answer.controls) == ({"permitted"}, {TRUST + "hsi-crimes"})


@pytest.mark.parametrize("action", ["hold_on_detainer", "transfer_custody", "civil_arrest"])
def test_12_a_magistrates_warrant_is_ordinary_arrest_law(action: str) -> None:
    """A magistrate's warrant for a federal crime meets the ordinance's exception and is outside Lunn."""
    facts = {"release_due": True, "crime_suspected": True, "purpose_civil": False, "considers_status": False}
    answer = ask(BOSTON, POLICE, action, papers=[MAGISTRATE_WARRANT], **facts)
    assert answer.outcomes == {"not_addressed"}
    assert not {LUNN_HOLD, LUNN_ARREST, TRUST + "no-hold", TRUST + "no-transfer"} & set(answer.roles)


def test_12_the_registry_asks_a_lawyer_about_a_magistrate() -> None:
    """The registry's rule wants an Article III judge; whether a magistrate counts is undecided and says so."""
    facts = {"information_classes": ["licence_data"], "requester": "HSI"}
    answer = ask(STATE, "motor_vehicles", "share_personal_info", papers=[MAGISTRATE_WARRANT], **facts)
    assert answer.outcomes == {"permitted", "prohibited"}
    assert RMV_RULE + "magistrate" in answer.open


def test_13_the_sheriff_does_not_publish_detainees_names() -> None:
    """A contract jail may not give the press the names of federal detainees, even if state law calls them public."""
    sheriff = "us/ma/plymouth-county/sheriff"
    place = "us/ma/plymouth-county"
    answer = ask(place, "sheriff", "disclose_to_public", agency_id=sheriff, held_for_dhs=True, information_public=True)
    assert (answer.strict, answer.controls) == ({"prohibited"}, {"us:cfr-236-6/no-publication"})
    assert answer.roles["us/ma:public-records/public-is-public"] == "yields"


def test_14_the_governors_order_does_not_reach_a_city() -> None:
    """A city without an ordinance that wants an agreement is bound by no order, and bills would forbid it."""
    answer = ask(TOWN, POLICE, "agreement_287g", agreement_step="enter")
    assert answer.outcomes == {"not_addressed"}
    assert not [p for p in answer.roles if p.startswith("us/ma:executive-order-650/")]
    assert answer.watched["us/ma:protect-act-hd5608"] == {"prohibited"}


def test_14_the_power_behind_an_agreement_is_doubtful() -> None:
    """Whether a city's officers could arrest under such an agreement is the question that Lunn left open."""
    answer = ask(TOWN, POLICE, "civil_arrest", agreement_in_force=True, considers_status=False)
    assert answer.outcomes == {"permitted", "prohibited"}
    assert "us/ma:lunn/agreement-power" in answer.open


def test_15_a_shoplifting_arrest_changes_nothing_for_the_town() -> None:
    """The duty to detain after such an arrest is federal: it is shown as asked, and the hold stays barred."""
    charges = [{"offence": "shoplifting", "stage": "arrested"}]
    answer = ask(TOWN, POLICE, "hold_on_detainer", papers=BOTH, release_due=True, charges=charges)
    plain = ask(TOWN, POLICE, "hold_on_detainer", papers=BOTH, release_due=True, charges=[])
    assert (answer.outcomes, answer.controls) == (plain.outcomes, plain.controls) == ({"prohibited"}, {LUNN_HOLD})
    assert answer.roles["us:section-1226/federal-duty-to-detain"] == "asks"
    assert "us:section-1226/federal-duty-to-detain" not in plain.roles
