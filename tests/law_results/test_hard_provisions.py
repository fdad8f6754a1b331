"""Twenty-six provisions of Massachusetts and federal law that were chosen because a format may fail on them.

Numbers are those of the list of hard provisions. Each comes out by id, with outcome, reason, duty and clock.
"""

from __future__ import annotations

import pytest

from tests.law_results.asking import (
    COURT_ORDER,
    DAY,
    I_200,
    I_205,
    I_247A,
    MAGISTRATE_WARRANT,
    SUBPOENA,
    TOWN,
    WARRANT,
    Paper,
    ask,
    law,
)

POLICE = "police_municipal"
STATE = "us/ma"
BOSTON = "us/ma/boston"
NEWTON = "us/ma/newton"
COURT = "us/ma:trial-court-policy/"
LUNN = "us/ma:lunn/"
RMV = "us/ma:940-cmr-37/"
VISA = "us/ma:chapter-258f/"
TRUST = "us/ma/boston:trust-act/"
ORDER_650 = "us/ma:executive-order-650/"
HELD = {"release_due": True, "probable_cause_removable": True}
LICENCE = {
    "information_classes": ["licence_data"],
    "beyond_request": False,
    "reading:us/ma:940-cmr-37/kept-back": "not_covered",
}


def test_01_public_facts_on_request_and_never_first_contact() -> None:
    """Court staff may answer ICE with public facts and may not call first; the special writ is the one exception."""
    asked = ask(STATE, "court", "share_personal_info", papers=[], initiated_by="ice", information_public=True)
    assert (asked.strict, asked.controls) == ({"permitted"}, {COURT + "public-information"})
    first = ask(STATE, "court", "share_personal_info", papers=[], initiated_by="agency", ice_habe=False)
    assert (first.strict, first.controls) == ({"prohibited"}, {COURT + "no-first-contact"})
    writ = ask(STATE, "court", "notify_release", papers=[], initiated_by="agency", ice_habe=True)
    assert writ.strict == {"not_addressed"}


def test_02_into_the_lockup_at_a_lawful_release_without_delay() -> None:
    """ICE with a detainer is let into the lockup at the release, not before, and nobody is kept for it."""
    facts = {"custody_place": "court_lockup", "ice_present": True}
    at_release = ask(STATE, "court", "allow_access", papers=[I_247A], release_due=True, **facts)
    assert (at_release.strict, at_release.controls) == ({"required"}, {COURT + "lockup-entry"})
    before = ask(STATE, "court", "allow_access", papers=[I_247A], release_due=False, **facts)
    assert before.strict == {"not_addressed"}
    absent = ask(STATE, "court", "hold_on_detainer", papers=[I_247A], release_due=True, ice_present=False)
    assert (absent.outcomes, absent.basis) == ({"prohibited"}, {"forbidden", "no_power"})


def test_03_lunn_gives_no_power_and_a_lawful_custody_is_no_hold() -> None:
    """Past release there is no power to hold; someone still lawfully held is not held on the detainer."""
    held = ask(TOWN, POLICE, "hold_on_detainer", papers=[I_247A], **HELD)
    assert (held.outcomes, held.basis, held.controls) == ({"prohibited"}, {"no_power"}, {LUNN + "no-power-to-hold"})
    serving = ask("us/ma/norfolk-county", "jail", "hold_on_detainer", papers=[I_247A], release_due=False)
    assert LUNN + "no-power-to-hold" not in serving.roles


def test_03_the_decision_says_what_the_law_always_was() -> None:
    """Lunn speaks from its day, and is marked as saying what the law was before."""
    assert [e.declares for e in law().body.instruments["us/ma:lunn"].history if e.event == "effective"] == [True]
    before = ask(TOWN, POLICE, "hold_on_detainer", "2017-07-23", papers=[I_247A], **HELD)
    assert LUNN + "no-power-to-hold" not in before.roles


@pytest.mark.parametrize(("reading", "outcome"), [("power", "permitted"), ("no_power", "prohibited")])
def test_04_the_prisons_agreement_is_an_undecided_point(reading: str, outcome: str) -> None:
    """Whether the 287(g) agreement supplies the power to hold was left open: each reading gives its own answer."""
    facts = {**HELD, "agreement_in_force": True, "agency_id": "us/ma/department-of-correction"}
    facts |= {"own_rule.hold_on_detainer": "silent", "crime_suspected": False}
    both = ask(STATE, "corrections_state", "hold_on_detainer", papers=[I_247A], **facts)
    assert both.strict == {"permitted", "prohibited"}
    assert (both.open, both.asked) == ({LUNN + "agreement-power"}, set())
    assumed = {**facts, f"reading:{LUNN}agreement-power": reading}
    assert ask(STATE, "corrections_state", "hold_on_detainer", papers=[I_247A], **assumed).outcomes == {outcome}


@pytest.mark.parametrize(
    ("papers", "facts", "outcome"),
    [
        ([I_200], {"requester": "ICE_ERO"}, "prohibited"),
        ([I_205], {"requester": "CBP"}, "prohibited"),
        ([SUBPOENA], {"requester": "ICE_ERO"}, "prohibited"),
        ([], {"requester": "other", "purposes": ["criminal_immigration"]}, "prohibited"),
        ([COURT_ORDER], {"requester": "ICE_ERO"}, "permitted"),
        ([WARRANT], {"requester": "ICE_ERO"}, "permitted"),
        ([], {"requester": "other", "purposes": ["other_crime"]}, "permitted"),
        ([], {"requester": "ICE_ERO", "federal_law_requires": True}, "permitted"),
    ],
)
def test_05_licence_data_need_an_article_iii_paper(papers: list[Paper], facts: dict[str, str], outcome: str) -> None:
    """For immigration matters, crimes included, only an Article III paper or federal law opens licence data."""
    answer = ask(STATE, "motor_vehicles", "share_personal_info", papers=papers, **LICENCE, **facts)
    assert answer.outcomes == {outcome}
    assert (RMV + "no-immigration-disclosure" in answer.controls) == (outcome == "prohibited")


def test_05_a_category_that_nobody_read_stays_open() -> None:
    """The regulation keeps one category back altogether; which, is an open point that the answer names."""
    facts = {k: v for k, v in LICENCE.items() if not k.startswith("reading:")}
    answer = ask(STATE, "motor_vehicles", "share_personal_info", papers=[WARRANT], requester="ICE_ERO", **facts)
    assert answer.outcomes == {"permitted", "prohibited"}
    assert RMV + "kept-back" in answer.open
    assert answer.evidence(RMV + "absolute-category") == "unread"


def test_06_the_licensee_is_told_before_disclosure_and_in_three_business_days() -> None:
    """The clock starts when an order, warrant or subpoena comes and skips the weekend and Patriots' Day."""
    moments = {"order_at": "2026-04-16T15:00-04:00", "disclosed_at": "2026-04-30T09:00-04:00"}
    facts = {**LICENCE, "requester": "ICE_ERO"}
    answer = ask(STATE, "motor_vehicles", "share_personal_info", papers=[SUBPOENA], moments=moments, **facts)
    duty = answer.duties[RMV + "tell-person"]
    assert (duty["what"], duty["to"], duty["if"]) == ("tell_data_subject", ["person"], None)
    assert answer.due(RMV + "tell-person") == "2026-04-22"
    bare = ask(STATE, "motor_vehicles", "share_personal_info", papers=[I_200], moments=moments, **facts)
    assert RMV + "tell-person" not in bare.duties


def test_06_not_where_it_would_impede_an_investigation() -> None:
    """The licensee is not told where telling would impede a criminal investigation."""
    facts = {**LICENCE, "requester": "ICE_ERO", "impedes_investigation": True}
    answer = ask(STATE, "motor_vehicles", "share_personal_info", papers=[COURT_ORDER], **facts)
    assert RMV + "tell-person" not in answer.duties


def test_07_an_answer_in_ninety_days_and_no_duty_to_grant() -> None:
    """A certification request is answered within 90 days by signing, denying with reason or explaining the delay."""
    answer = ask(TOWN, POLICE, "visa_certification", moments={"request_at": "2026-06-01T12:00-04:00"})
    assert answer.outcomes == {"permitted"}
    duty = answer.duties[VISA + "answer"]
    assert duty["satisfied_by"] == ["signed", "denied_with_reason", "delay_explained"]
    assert answer.due(VISA + "answer") == "2026-08-30"


def test_07_it_binds_whoever_investigates_such_crimes() -> None:
    """Another state or local body owes the answer only where it may investigate the crimes; a court does not."""
    for investigates, owed in ((True, {VISA + "answer-others"}), (False, set())):
        answer = ask(STATE, "state_agency", "visa_certification", investigates_crime=investigates)
        assert answer.owed == owed
    assert ask(STATE, "court", "visa_certification").owed == set()


def test_08_a_policy_a_yearly_count_and_a_public_report() -> None:
    """A department adopts a policy and reports by 1 February; the public safety office publishes by 1 April."""
    policy = ask(TOWN, POLICE, "adopt_policy")
    assert (policy.outcomes, policy.controls) == ({"required"}, {VISA + "policy"})
    count = ask(TOWN, POLICE, "record_and_report", "2026-07-02")
    assert count.due(VISA + "yearly-report") == "2027-02-01"
    assert count.duties[VISA + "yearly-report"]["to"] == ["state_office"]
    assert "nothing that identifies anyone" in count.duties[VISA + "yearly-report"]["rule"]
    office = ask(STATE, "state_agency", "record_and_report", agency_id="us/ma/eopss", investigates_crime=False)
    assert office.owed == {VISA + "public-report"}
    assert office.due(VISA + "public-report") == "2027-04-01"
    assert VISA + "public-report" not in ask(STATE, "state_agency", "record_and_report").duties


@pytest.mark.parametrize("action", ["inquire_status", "joint_operation"])
@pytest.mark.parametrize(
    ("facts", "barred"),
    [
        ({"nondiscriminatory_purpose": False, "status_is_element": False}, True),
        ({"nondiscriminatory_purpose": True, "status_is_element": False}, False),
        ({"nondiscriminatory_purpose": False, "status_is_element": True}, False),
    ],
)
def test_09_police_may_not_let_status_count(action: str, facts: dict[str, bool], barred: bool) -> None:
    """Status may not count in a policing decision, unless for a purpose that does not discriminate or as an element."""
    answer = ask(TOWN, POLICE, action, considers_status=True, **facts)
    assert (answer.controls == {"us/ma:chapter-6e/bias-free"}) == barred


LETTER = {
    "written_request": True,
    "names_record_and_activity": True,
    "confidentiality_undertaking": True,
    "purposes": ["civil_immigration"],
    "consent_written": False,
    "information_classes": ["other_personal"],
}


def test_10_the_privacy_ban_the_regulations_permission_and_stricter_law() -> None:
    """The ban yields to the regulation's written request; for licence data the stricter rule wins over that again."""
    letter = ask(STATE, "state_agency", "share_personal_info", papers=[], **LETTER)
    assert (letter.outcomes, letter.roles["us/ma:chapter-66a/no-access"]) == ({"permitted"}, "yields")
    none = ask(STATE, "state_agency", "share_personal_info", papers=[], **{**LETTER, "written_request": False})
    assert (none.outcomes, none.controls) == ({"prohibited"}, {"us/ma:chapter-66a/no-access"})
    statute = ask(
        STATE,
        "state_agency",
        "share_personal_info",
        papers=[],
        **{**LETTER, "written_request": False, "state_law_requires": True},
    )
    assert "us/ma:chapter-66a/no-access" not in statute.roles
    licence = {**LETTER, **LICENCE, "requester": "ICE_ERO"}
    stricter = ask(STATE, "motor_vehicles", "share_personal_info", papers=[], **licence)
    assert stricter.outcomes == {"prohibited"}
    assert stricter.roles["us/ma:801-cmr-3/law-enforcement-request"] == "yields"


def test_11_no_new_agreement_without_certification() -> None:
    """A department of the executive may enter an agreement only with a written certification, which runs 12 months."""
    for certified, outcome in ((False, "prohibited"), (True, "not_addressed")):
        facts = {"agreement_step": "enter", "written_certification": certified}
        assert ask(STATE, "state_police", "agreement_287g", **facts).outcomes == {outcome}
    for day, outcome in (("2027-02-15", "not_addressed"), ("2027-02-16", "prohibited")):
        moments = {"agreement_signed_on": "2026-02-15"}
        kept = ask(STATE, "state_police", "agreement_287g", day, agreement_step="exercise", moments=moments)
        assert kept.outcomes == {outcome}


def test_11_the_existing_agreement_goes_on() -> None:
    """The Department of Correction's agreement of before the order is not ended by it."""
    moments = {"agreement_signed_on": "2020-06-01"}
    answer = ask(STATE, "corrections_state", "agreement_287g", agreement_step="exercise", moments=moments)
    assert answer.outcomes == {"not_addressed"}
    assert not [p for p in answer.roles if p.startswith(ORDER_650)]


def test_12_boston_v1_names_detainers_and_v2_warrants_too() -> None:
    """In 2018 an I-200 alone was outside the ordinance; since 2020 it is inside; in between the day is not known."""
    facts = {**HELD}
    names = {}
    for day in ("2017-03-01", "2019-12-15", "2020-01-01"):
        answer = ask(BOSTON, POLICE, "hold_on_detainer", day, papers=[I_200], **facts)
        names[day] = {p: role for p, role in answer.roles.items() if p.startswith(TRUST)}
    assert names == {
        "2017-03-01": {},
        "2019-12-15": {TRUST + "no-hold": "may_control"},
        "2020-01-01": {TRUST + "no-hold": "controls"},
    }


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"purpose_civil": True, "information_public": False}, "prohibited"),
        ({"purpose_civil": True, "information_public": True}, "not_addressed"),
        ({"purpose_civil": False, "information_public": False, "requester": "HSI"}, "not_addressed"),
    ],
)
def test_13_boston_bars_the_notice_for_civil_purposes_only(facts: dict[str, bool], outcome: str) -> None:
    """A release date that is not public is kept from ICE where civil enforcement is the only purpose."""
    answer = ask(BOSTON, POLICE, "notify_release", papers=[I_247A], **facts)
    assert answer.strict == {outcome}


@pytest.mark.parametrize("ground", ["grave_conviction", "terror_ground"])
def test_14_lunn_empties_two_of_newtons_exceptions(ground: str) -> None:
    """A serious conviction and a terrorism investigation lifted Newton's ban, and no longer help."""
    facts = {**HELD, "grave_conviction": False, "terror_ground": False, ground: True}
    before = ask(NEWTON, POLICE, "hold_on_detainer", "2017-06-01", papers=[I_247A], **facts)
    assert before.outcomes == {"not_addressed"}
    after = ask(NEWTON, POLICE, "hold_on_detainer", DAY, papers=[I_247A], **facts)
    assert (after.outcomes, after.controls) == ({"prohibited"}, {LUNN + "no-power-to-hold"})


def test_14_the_third_exception_keeps_its_meaning() -> None:
    """A criminal warrant lifts the ban and is outside Lunn."""
    facts = {**HELD, "grave_conviction": False, "terror_ground": False}
    answer = ask(NEWTON, POLICE, "hold_on_detainer", papers=[I_247A, MAGISTRATE_WARRANT], **facts)
    assert answer.outcomes == {"not_addressed"}


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [("silent", "not_addressed"), ("forbids", "prohibited"), ("allows", "permitted"), ("requires", "required")],
)
def test_15_a_town_nobody_read_is_settled_by_its_own_rule(rule: str, outcome: str) -> None:
    """What an unread ordinance says decides; until somebody says, the answer is open and names the town."""
    answer = ask(TOWN, POLICE, "notify_release", papers=[I_247A], **{"own_rule.notify_release": rule})
    assert (answer.strict, answer.unread) == ({outcome}, set())
    unsaid = ask(TOWN, POLICE, "notify_release", papers=[I_247A])
    assert unsaid.strict == {"not_addressed", "permitted", "prohibited", "required"}
    assert unsaid.unread == {TOWN}


def test_16_guidance_speaks_only_where_nothing_binds() -> None:
    """The Attorney General's advice to schools gives an advised answer, and steps back behind a rule that binds."""
    facts = {"minor": True, "parent_consent": False}
    advised = ask(TOWN, "school", "allow_interview", papers=[], **facts)
    assert (advised.outcomes, advised.basis) == ({"prohibited"}, {"advised", "forbidden"})
    assert advised.controls == {"us/ma:ago-guidance/pupil"}
    bound = ask(TOWN, "school", "allow_interview", papers=[], **facts, **{"own_rule.allow_interview": "allows"})
    assert bound.outcomes == {"permitted"}
    assert "us/ma:ago-guidance/pupil" not in bound.controls
