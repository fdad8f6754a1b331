"""Provisions of the other States that were chosen because a format may fail on them: numbers 27 to 60 of the hard list.

Each is asked of the real law and comes out by id, with outcome, reason, duty, clock, remedy or open point. The federal
ones are in test_hard_federal, those of Massachusetts in test_hard_provisions.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.law_results.asking import I_247A, WARRANT, Answer, Paper, law

GIVEN = ("papers", "charges", "convictions", "moments")
STATE_ORDER: Paper = {
    "form": "court_order",
    "issuer": "state_judge",
    "basis": "other_civil",
    "authorises": "other_act",
}
STATE_WARRANT: Paper = {**WARRANT, "issuer": "state_judge"}
SIGNED: Paper = {"form": "I-200", "signed": "yes", "complete": "yes"}
SHOPLIFTING = [{"offence": "shoplifting", "class": "misdemeanour", "stage": "charged"}]
CIVIL = {"purposes": ["civil_immigration"], "purpose_civil": True}
PRIVATE = {**CIVIL, "information_public": False}
NO_GROUND = dict.fromkeys(
    (
        "state_prison_conviction",
        "registrant",
        "federal_aggravated_felony",
        "federal_felony_warrant",
        "magistrate_state_prison",
        "information_public",
    ),
    False,
)
CA = "us/ca:values-act/"
TRUTH = "us/ca:truth-act/"
NJ = "us/nj:directive-2018-6/"
IL = "us/il:trust-act/"
CT = "us/ct:trust-act/"
CT_DUTY = "us/ct:trust-act-duties/"
OR = "us/or:sanctuary-promise-act/"
WA = "us/wa:keep-washington-working/"
CO = "us/co:civil-detainers/"
CO_DATA = "us/co:personal-information/"
VOTE = "us/co:initiative-95/"
VA = "us/va:title-53-1/"
TX = "us/tx:detainers/"
TX_752 = "us/tx:government-code-752/"
TX_753 = "us/tx:government-code-753/"
FL = "us/fl:chapter-908/"
NC = "us/nc:legal-status-of-prisoners/"
NC_DUTY = "us/nc:legal-status-of-prisoners-duties/"
IA = "us/ia:chapter-27a/"
TN = "us/tn:cooperation/"
GA = "us/ga:section-42-4-14/"
NH = "us/nh:rsa-106-r/"


def decided(where: str, on: str, action: str, **more: Any) -> dict[str, Any]:
    """Return the whole decision on one act; `where` is `place agency`, `more` are facts, and what GIVEN names."""
    place, agency = where.split()
    listed = {k: more.pop(k) for k in GIVEN if k in more}
    found: dict[str, Any] = law().decide(
        {"place": place, "agency": agency, "on": on, "actions": [action], "facts": more, **listed}
    )
    return found


def put(where: str, on: str, action: str, **more: Any) -> Answer:
    """Return the answer on one act."""
    return Answer(decided(where, on, action, **more)["actions"][action])


# --- California


def convicted(date: Any = "2010-06-02", **more: str) -> list[dict[str, Any]]:
    """Return one felony conviction of a listed crime."""
    return [{"offence": "PC 459", "class": "felony", "as": "felony", "date": date, "reclassified": "no", **more}]


@pytest.mark.parametrize(
    ("record", "outcomes"),
    [
        (convicted(), {"permitted"}),
        (convicted("2010-06-01"), {"prohibited"}),
        (convicted({"between": ["2010-01-01", "2010-12-31"]}), {"permitted", "prohibited"}),
        (convicted("2019-05-01", offence="PC 191"), {"permitted", "prohibited"}),
        ({"items": [], "complete": "no"}, {"permitted", "prohibited"}),
    ],
)
def test_27_grounds_look_back_and_lists_are_not_closed(record: Any, outcomes: set[str]) -> None:
    """A listed felony opens notice to its fifteenth anniversary; an unlisted one, or an unfinished record, is open."""
    facts: dict[str, Any] = {"papers": [I_247A], "charges": [], "convictions": record, **NO_GROUND}
    assert put("us/ca sheriff", "2025-06-02", "notify_release", **facts).outcomes == outcomes


def test_27_what_a_reclassified_misdemeanour_does_is_an_open_point() -> None:
    """Beside a violent felony it may bar the person altogether or count for nothing."""
    old = convicted("2021-05-01", **{"as": "misdemeanour", "reclassified": "yes"})
    grave = convicted("1999-05-01", **{"offence": "PC 211", "class": "violent_felony"})
    facts: dict[str, Any] = {"papers": [I_247A], "charges": [], "convictions": old + grave, **NO_GROUND}
    answer = put("us/ca sheriff", "2025-06-02", "transfer_custody", **facts)
    assert (answer.outcomes, answer.open) == ({"permitted", "prohibited"}, {CA + "prop-47-reach"})


def test_28_notice_and_transfer_have_their_own_gates() -> None:
    """A magistrate's finding opens notice and no transfer; a stricter town rule stands; the prisons are outside."""
    held = [{"class": "violent_felony", "stage": "held_to_answer"}]
    here = ("us/ca/some-town police_municipal", "2025-06-02")
    facts: dict[str, Any] = {"papers": [I_247A], "charges": held, "convictions": [], **NO_GROUND}
    notice = put(*here, "notify_release", **facts)
    assert (notice.outcomes, notice.controls) == ({"permitted"}, {CA + "release-notice"})
    transfer = put(*here, "transfer_custody", **facts, **{"own_rule.transfer_custody": "allows"})
    assert (transfer.outcomes, transfer.controls) == ({"prohibited"}, {CA + "no-transfer"})
    strict = put(*here, "notify_release", **facts, **{"own_rule.notify_release": "forbids"})
    assert strict.strict == {"prohibited"}
    prison = put("us/ca corrections_state", "2025-06-02", "transfer_custody", **facts)
    assert not [p for p in prison.roles if p.startswith(CA)]


def test_29_copy_and_intention_and_the_same_notice_once_ice_is_told() -> None:
    """The person and the lawyer or one designee get the notice that ICE got, and only if ICE got one."""
    facts: dict[str, Any] = {"papers": [I_247A], "convictions": [], "charges": [], **NO_GROUND}
    for told in (True, False):
        answer = put("us/ca jail", "2025-06-02", "notify_release", did_notify_release=told, **facts)
        assert {TRUTH + "copy-of-request", TRUTH + "say-whether-complying"} <= answer.owed
        assert (TRUTH + "same-release-notice" in answer.owed) == told
    owed = put("us/ca jail", "2025-06-02", "notify_release", did_notify_release=True, **facts).duties
    assert owed[TRUTH + "copy-of-request"]["to"] == ["person"]
    assert owed[TRUTH + "same-release-notice"]["to"] == ["person", "attorney_or_designee"]


def test_30_a_form_in_six_languages_before_an_interview() -> None:
    """The form is owed before an interview on civil violations, in six languages and those of the county."""
    duty = put("us/ca jail", "2025-06-02", "allow_interview", **CIVIL).duties[TRUTH + "consent-form"]
    assert (duty["what"], duty["to"]) == ("interview_consent", ["person"])
    assert all(w in duty["rule"] for w in ("English", "Spanish", "Chinese", "Tagalog", "Vietnamese", "Korean"))
    assert "languages of the county" in law().provision(TRUTH + "consent-form").notes[0]
    without = put("us/ca jail", "2025-06-02", "allow_interview", **CIVIL, did_interview_consent=False)
    assert without.outcomes == {"prohibited"}
    assert without.controls == {"us/ca:values-act-conduct/interview-only-with-form"}


def test_31_a_task_force_on_other_crime_is_open() -> None:
    """The main purpose of the task force decides, with what its officers mainly do."""
    facts = {"task_force_duties_other": True, "border_search": False}
    for immigration, outcome in ((False, "permitted"), (True, "prohibited")):
        answer = put(
            "us/ca police_municipal",
            "2025-06-02",
            "joint_operation",
            primary_purpose_immigration=immigration,
            **facts,
        )
        assert answer.outcomes == {outcome}


def test_31_one_lead_agency_reports_and_every_agency_its_transfers() -> None:
    """Reports are due by the end of the year; the offence that allowed each transfer is counted."""
    place, task_force = "us/ca:values-act-duties/", {"task_force_ongoing": True}
    lead = put("us/ca sheriff", "2025-06-02", "record_and_report", **task_force)
    assert lead.owed == {place + "lead-agency-reports", place + "report-transfers"}
    assert lead.due(place + "lead-agency-reports") == "2025-12-31"
    assert lead.duties[place + "lead-agency-reports"]["to"] == ["attorney_general", "public"]
    assert "which offence allowed each" in lead.duties[place + "report-transfers"]["rule"]
    partner = put("us/ca sheriff", "2025-06-02", "record_and_report", **task_force, other_agency_reports_ca=True)
    assert partner.owed == {place + "report-transfers"}


@pytest.mark.parametrize(
    ("action", "day", "federal", "local"),
    [
        ("cover_face", "2025-12-31", "not_addressed", "not_addressed"),
        ("cover_face", "2026-02-08", "prohibited", "prohibited"),
        ("cover_face", "2026-02-09", "not_addressed", "prohibited"),
        ("show_identity", "2026-02-18", "required", "required"),
        ("show_identity", "2026-02-19", "not_addressed", "required"),
        ("show_identity", "2026-05-01", "not_addressed", "required"),
    ],
)
def test_32_the_injunctions_free_federal_officers_alone(action: str, day: str, federal: str, local: str) -> None:
    """Each act is enjoined as to federal officers from its day; a town officer is bound throughout."""
    for agency, outcome in (("federal_agency", federal), ("police_municipal", local)):
        assert put(f"us/ca {agency}", day, action, not_uniformed_ca=True).outcomes == {outcome}


def test_32_state_police_are_outside_the_mask_ban_and_owe_a_policy() -> None:
    """The state police may cover the face and still post a policy by July; a breach of either act is a crime."""
    state = put("us/ca state_police", "2026-02-08", "cover_face")
    assert state.outcomes == {"not_addressed"}
    owed = put("us/ca state_police", "2026-03-02", "adopt_policy")
    assert owed.due("us/ca:face-covering-policy/post-policy") == "2026-07-01"
    assert owed.due("us/ca:officer-identification/post-identification-policy") == "2026-01-01"
    masked = put("us/ca sheriff", "2026-03-02", "cover_face")
    assert [r["form"] for r in masked.data["remedies"]] == ["crime", "civil penalty"]


# --- New Jersey, Illinois


def test_33_a_ground_opens_a_hold_to_the_end_of_that_day() -> None:
    """A first degree charge opens a hold until 11:59 p.m. of the day of release, in the time of the place."""
    facts: dict[str, Any] = {
        "papers": [I_247A],
        "charges": [{"offence": "first degree crime", "class": "felony", "stage": "charged"}],
        "convictions": [],
        "moments": {"release_due_at": "2021-03-02T03:30+00:00"},
        "release_due": True,
        "probable_cause_removable": True,
    }
    on_the_day = put("us/nj jail", "2021-03-01", "hold_on_detainer", **facts, past_release_day=False)
    assert on_the_day.outcomes == {"not_addressed"}
    duty = on_the_day.duties["us/nj:directive-2018-6-duties/release-that-day"]
    assert (duty["what"], duty["to"], duty["due"]) == ("release_in_time", ["person"], "2021-03-01T23:59:59-05:00")
    after = put("us/nj jail", "2021-03-02", "hold_on_detainer", **facts, past_release_day=True)
    assert (after.outcomes, after.controls) == ({"prohibited"}, {NJ + "no-holds"})


@pytest.mark.parametrize(
    ("day", "lodged", "outcomes"),
    [
        ("2021-03-01", True, {"permitted"}),
        ("2021-03-01", False, {"prohibited"}),
        ("2026-03-24", True, {"permitted"}),
        ("2026-03-25", True, {"permitted", "prohibited"}),
        ("2026-03-25", False, {"prohibited"}),
    ],
)
def test_33_the_final_order_is_open_since_the_act_of_2026(day: str, lodged: bool, outcomes: set[str]) -> None:
    """A lodged final order opened notice under the directive; what the unread statute made of it is not known."""
    facts: dict[str, Any] = {"papers": [I_247A], "charges": SHOPLIFTING, "convictions": [], **CIVIL}
    answer = put("us/nj jail", day, "notify_release", final_order_lodged=lodged, **facts)
    assert answer.outcomes == outcomes
    assert ("us/nj:immigrant-trust-2026/final-order" in answer.open) == (len(outcomes) > 1)


def test_33_whether_the_other_grounds_open_a_hold_is_open() -> None:
    """The final order opens a hold on one reading of a section that nobody here has read."""
    facts: dict[str, Any] = {"papers": [I_247A], "charges": SHOPLIFTING, "convictions": []}
    facts |= {"release_due": True, "past_release_day": False, "final_order_lodged": True}
    answer = put("us/nj jail", "2021-03-01", "hold_on_detainer", **facts, probable_cause_removable=True)
    assert (answer.outcomes, answer.open) == ({"prohibited", "not_addressed"}, {NJ + "hold-grounds"})


HELP = [
    ("give_support", "no-help"),
    ("allow_interview", "no-interview"),
    ("transfer_custody", "no-transfer"),
    ("use_of_property", "no-facilities"),
    ("database_access", "no-facilities"),
    ("share_personal_info", "no-information"),
    ("notify_release", "no-release-notice"),
]


@pytest.mark.parametrize(("action", "rule"), HELP)
def test_34_seven_kinds_of_help_wait_for_a_federal_criminal_warrant(action: str, rule: str) -> None:
    """An I-200 or a state warrant opens none; a federal criminal warrant or federal law opens all."""
    for papers, facts, closed in (
        ([SIGNED], {}, True),
        ([STATE_WARRANT], {}, True),
        ([WARRANT], {}, False),
        ([SIGNED], {"federal_law_requires": True}, False),
    ):
        answer = put("us/il jail", "2026-03-02", action, papers=papers, **PRIVATE, custody_place="jail", **facts)
        assert answer.outcomes == ({"prohibited"} if closed else {"not_addressed"})
        assert answer.controls == ({IL + rule} if closed else set())


def test_34_a_detainer_is_not_complied_with_even_under_a_warrant() -> None:
    """A detainer that asks for notice is refused by a subsection of its own, which has no such exception."""
    answer = put("us/il jail", "2026-03-02", "notify_release", papers=[I_247A, WARRANT], **PRIVATE)
    assert (answer.outcomes, answer.controls) == ({"prohibited"}, {IL + "no-compliance"})


def test_35_each_detainer_is_reported_by_the_first_of_march() -> None:
    """The report goes to the Attorney General, with bail day and time, nil certified, and is due on the day itself."""
    rule = "us/il:trust-act-duties/yearly-report"
    for day in ("2026-11-03", "2027-03-01"):
        duty = put("us/il jail", day, "record_and_report").duties[rule]
        assert (duty["what"], duty["to"], duty["nil"]) == ("periodic_report", ["attorney_general"], "certified")
        assert duty["due"] == "2027-03-01T23:59:59-06:00"
        assert "day and time of bail" in duty["rule"]


def test_36_no_civil_arrest_at_or_near_a_court() -> None:
    """Party, witness and companion are privileged within 1,000 feet; who knew or should have known is liable."""
    rule = "us/il:court-access/"
    for business in (True, False):
        answer = put(
            "us/il federal_agency",
            "2026-03-02",
            "courthouse_arrest",
            papers=[],
            court_business=business,
            crime_suspected=False,
        )
        assert (rule + "no-courthouse-arrest" in answer.controls) == business
        assert (answer.outcomes == {"prohibited"}) == business
        liable = [r for r in answer.data["remedies"] if "should have known" in r["says"]]
        assert [r["amount"] for r in liable] == ([{"statutory": "10000"}] if business else [])
    local = put(
        "us/il police_municipal", "2026-03-02", "civil_arrest", papers=[], court_business=True, crime_suspected=False
    )
    assert rule + "no-civil-arrest-at-court" in local.controls
    assert "1,000 feet" in law().provision(rule + "no-courthouse-arrest").says


# --- Connecticut


NO_FACTOR = dict.fromkeys(
    (
        "class_a_or_b_felony_ct",
        "terrorist_match_ct",
        "felony_conviction_ct",
        "gang_member_ct",
        "pending_charge_no_bond_ct",
        "outstanding_warrant_ct",
        "final_order_ct",
        "unacceptable_risk_ct",
    ),
    False,
)


@pytest.mark.parametrize(
    ("day", "offence", "outcomes", "rule"),
    [
        ("2018-05-02", "strangulation", {"prohibited"}, "us/ct:trust-act-2013/no-hold-without-factor"),
        ("2024-05-02", "strangulation", {"prohibited"}, CT + "no-hold-2019"),
        ("2025-11-03", "strangulation", {"not_addressed"}, None),
        ("2025-11-03", "an offence nobody looked up", {"prohibited", "not_addressed"}, None),
    ],
)
def test_37_three_versions_and_a_list_that_nobody_read(
    day: str, offence: str, outcomes: set[str], rule: str | None
) -> None:
    """Outside what is known of the thirteen crimes of 2025 the answer stays open."""
    record = [{"offence": offence, "class": "felony", "as": "felony", "date": "2016-01-04"}]
    facts: dict[str, Any] = {"papers": [I_247A], "convictions": record, "release_due": True, **NO_FACTOR}
    answer = put("us/ct corrections_state", day, "hold_on_detainer", **facts)
    assert answer.outcomes == outcomes
    assert answer.controls == ({rule} if rule else set())
    assert (CT + "added_offence" in answer.asked) == (len(outcomes) > 1)


def test_37_the_first_version_held_for_at_most_48_hours() -> None:
    """With a felony a hold was open for 48 hours and no longer."""
    for past, outcome in ((False, "not_addressed"), (True, "prohibited")):
        answer = put(
            "us/ct corrections_state",
            "2018-05-01",
            "hold_on_detainer",
            papers=[I_247A],
            release_due=True,
            felony_conviction_ct=True,
            past_48_hours_ct=past,
        )
        assert answer.outcomes == {outcome}
        assert ("us/ct:trust-act-2013/at-most-48-hours" in answer.controls) == past


def test_37_the_head_of_the_agency_reviews_first_and_whether_that_opens_notice_is_open() -> None:
    """The request goes to the head of the agency; two subsections read together leave notice undecided."""
    answer = put("us/ct corrections_state", "2024-05-02", "notify_release", papers=[I_247A], head_reviewed_ct=True)
    assert answer.duties[CT_DUTY + "head-reviews"]["to"] == ["agency_head"]
    assert (answer.outcomes, answer.open) == ({"permitted", "prohibited"}, {CT + "release-notice"})
    early = put("us/ct corrections_state", "2024-05-02", "notify_release", papers=[I_247A], head_reviewed_ct=False)
    assert (early.outcomes, early.controls) == ({"prohibited"}, {CT + "no-means-for-notice"})


def test_38_copy_reason_notice_and_a_report_each_half_year() -> None:
    """The person gets copy, notice and reason; the lawyer notice and reason; the town reports if ICE had access."""
    told = put("us/ct corrections_state", "2025-11-03", "notify_release", papers=[I_247A], did_notify_release=True)
    assert told.duties[CT_DUTY + "copy-of-detainer"]["to"] == ["person"]
    assert [told.duties[CT_DUTY + d]["to"] for d in ("same-notice", "reason-in-writing")] == [
        ["person", "attorney_or_designee"]
    ] * 2
    report = CT_DUTY + "half-yearly-figures"
    answer = put("us/ct governing_body", "2025-11-03", "record_and_report", ice_access_half_year_ct=True)
    assert (answer.due(report), answer.duties[report]["to"]) == ("2025-12-31", ["state_office"])
    none = put("us/ct governing_body", "2025-11-03", "record_and_report", ice_access_half_year_ct=False)
    assert report not in none.duties


def test_38_an_action_without_damages_since_october_2025() -> None:
    """The day before nobody could sue."""
    facts: dict[str, Any] = {"papers": [I_247A], "convictions": [], "release_due": True, **NO_FACTOR}
    for day, says in (("2025-09-30", []), ("2025-10-01", ["not for damages"])):
        found = put("us/ct corrections_state", day, "hold_on_detainer", **facts).data["remedies"]
        assert [s in r["says"] for s, r in zip(says, found, strict=True)] == [True] * len(says)


# --- Oregon, Washington


def test_39_ask_on_three_grounds() -> None:
    """Each ground alone opens the question of the act of 2021; an older section may still bar two of them."""
    rule, older = "us/or:sanctuary-promise-act-questions/no-status-questions", "us/or:ors-180-805/"
    none = {"linked_to_state_crime": False, "court_submission_or": False, "benefit_eligibility_or": False}
    barred = put("us/or sheriff", "2024-03-04", "inquire_status", **none)
    assert (barred.outcomes, barred.controls) == ({"prohibited"}, {rule})
    for ground in none:
        answer = put("us/or sheriff", "2024-03-04", "inquire_status", **{**none, ground: True})
        assert rule not in answer.roles
        assert "not_addressed" in answer.outcomes
        assert answer.open <= {older + "questions-since-2021"}


def test_39_decline_document_pass_upward_and_report_monthly_if_any_came() -> None:
    """A request is declined, kept and passed on; the month's report is owed only if one came."""
    facts = {"papers": [I_247A], "information_public": False, **CIVIL, "custody_place": "jail"}
    asked = put("us/or sheriff", "2024-03-04", "notify_release", **facts, initiated_by="ice")
    assert asked.outcomes == {"prohibited"}
    assert asked.owed == {OR + "keep-the-record", OR + "pass-upward"}
    assert asked.duties[OR + "pass-upward"]["to"] == ["agency_head", "supervisor"]
    for by, due in (("ice", "2024-03-31"), ("agency", None)):
        answer = put("us/or sheriff", "2024-03-04", "record_and_report", **facts, initiated_by=by)
        assert (OR + "monthly-report" in answer.owed) == (due is not None)
        assert not due or answer.due(OR + "monthly-report") == due


@pytest.mark.parametrize(
    ("facts", "papers", "closed"),
    [
        ({}, [I_247A], True),
        ({"state_law_requires": True}, [I_247A], False),
        ({"federal_law_requires": True}, [I_247A], False),
        ({}, [I_247A, STATE_ORDER], False),
    ],
)
def test_40_no_release_notice_unless_law_or_a_court_requires_it(
    facts: dict[str, bool], papers: list[Paper], closed: bool
) -> None:
    """State law, federal law and a court's order each lift the ban, and grant no more."""
    answer = put("us/wa jail", "2024-03-04", "notify_release", papers=papers, **CIVIL, custody_place="jail", **facts)
    assert answer.outcomes == ({"prohibited"} if closed else {"not_addressed"})
    assert answer.controls == ({WA + "no-release-notice"} if closed else set())
    ordered = STATE_ORDER in papers
    assert answer.roles.get(WA + "required-or-court-ordered") == ("exempts" if ordered else None)


@pytest.mark.parametrize(("agency", "rule"), [("sheriff", "law-enforcement"), ("school", "schools-hospitals-courts")])
def test_41_adopt_the_model_or_tell_the_attorney_general_why_not(agency: str, rule: str) -> None:
    """Either satisfies the duty, which has no day."""
    answer = put(f"us/wa {agency}", "2024-03-04", "adopt_policy", publicly_run=True)
    duty = answer.duties["us/wa:model-policies/" + rule]
    assert (duty["to"], duty["satisfied_by"], duty["due"]) == (["attorney_general"], ["adopted", "explained"], None)
    assert answer.outcomes == {"not_addressed"}


def test_42_people_in_prison_are_outside_but_interviews_need_consent_or_an_order() -> None:
    """The notice ban does not reach prison custody; an interview, even on a crime, needs consent or a court's order."""
    inside: dict[str, Any] = {"custody_place": "prison", "purposes": ["criminal_immigration"]}
    notice = put("us/wa corrections_state", "2024-03-04", "notify_release", papers=[I_247A], **inside)
    assert (notice.outcomes, WA + "no-release-notice" in notice.roles) == ({"not_addressed"}, False)
    for agreed, papers, closed in ((False, [], True), (True, [], False), (False, [STATE_ORDER], False)):
        facts = {**inside, "consent_written": agreed, "consent_explained": agreed}
        answer = put("us/wa corrections_state", "2024-03-04", "allow_interview", papers=papers, **facts)
        assert answer.outcomes == ({"prohibited"} if closed else {"not_addressed"})
        assert answer.controls == ({WA + "prison-interviews"} if closed else set())


# --- Colorado, Virginia


def test_43_release_within_six_hours_of_bond_and_never_later_for_an_operation() -> None:
    """Six hours run past midnight; a delay for an operation is barred."""
    answer = put(
        "us/co jail",
        "2026-03-03",
        "hold_on_detainer",
        papers=[I_247A],
        moments={"bond_ready_at": "2026-03-03T20:00-07:00"},
        bond_ready_co=True,
        release_due=True,
        release_delayed=True,
    )
    assert (answer.strict, answer.controls) == ({"prohibited"}, {CO + "no-delay", CO + "no-holds"})
    duty = answer.duties[CO + "release-in-six-hours"]
    assert (duty["to"], duty["due"]) == (["person"], "2026-03-04T02:00:00-07:00")


def test_43_a_breach_of_the_limit_on_data_costs_up_to_50000_dollars() -> None:
    """The limit reaches local bodies since the act; whether a release date is such data is an open point."""
    data = put("us/co jail", "2026-03-03", "share_personal_info", papers=[I_247A], **PRIVATE)
    assert (data.outcomes, data.controls) == ({"prohibited"}, {CO_DATA + "no-disclosure-local"})
    assert [r["amount"] for r in data.data["remedies"]] == [{"up_to": "50000", "per": "violation"}]
    notice = put("us/co jail", "2026-03-03", "notify_release", papers=[I_247A], **PRIVATE)
    assert (notice.outcomes, notice.open) == ({"prohibited", "not_addressed"}, {CO_DATA + "release-notice"})


def test_44_a_vote_whose_result_nobody_has_read() -> None:
    """Before the vote information is barred; since, it is barred or required, and the answer names the point."""
    facts: dict[str, Any] = {"papers": [], **PRIVATE, "charged_violent_or_prior_felony": True, "dhs_reply": "unclear"}
    before = put("us/co jail", "2026-11-02", "share_personal_info", **facts)
    assert (before.outcomes, before.open) == ({"prohibited"}, set())
    facts |= {"moments": {"charged_at": "2026-11-10T08:00-07:00"}}
    since = put("us/co jail", "2026-11-10", "share_personal_info", **facts)
    assert since.outcomes == {"prohibited", "required"}
    assert since.open == {VOTE + "result", VOTE + "changed-2026-11-03-to-2027-01-31"}
    duty = since.duties[VOTE + "in-72-hours"]
    assert (duty["to"], duty["due"]) == (["dhs"], "2026-11-13T08:00:00-07:00")
    assert "result is adopted" in duty["if"]


@pytest.mark.parametrize(("result", "outcome"), [("adopted", "required"), ("rejected", "prohibited")])
def test_44_each_result_has_its_own_answer(result: str, outcome: str) -> None:
    """Adopted, the constitution overrides the statute; rejected, the statute stands."""
    facts: dict[str, Any] = {"papers": [], **PRIVATE, "charged_violent_or_prior_felony": True, "dhs_reply": "unclear"}
    facts |= {f"reading:{VOTE}result": result}
    answer = put("us/co jail", "2027-02-01", "share_personal_info", **facts)
    assert (answer.outcomes, answer.open) == ({outcome}, set())
    assert answer.roles[CO_DATA + "no-disclosure-local"] == ("yields" if result == "adopted" else "controls")


def test_45_a_felony_commitment_is_asked_and_the_query_rests_on_a_transient_answer() -> None:
    """No answer means a query; an answer turns on what is not held here, and stays open."""
    where, day, felony = "us/va jail", "2022-03-01", {"committed_for_felony": True, "taken_in_for_felony": False}
    asked = put(where, day, "inquire_status", **felony)
    assert (asked.outcomes, asked.controls) == ({"required"}, {VA + "ask-on-commitment"})
    whole = decided(where, day, "query_dhs", **felony, questions_unanswered=True)
    assert Answer(whole["actions"]["query_dhs"]).outcomes == {"required"}
    assert whole["rested_on_transient"] == ["questions_unanswered"]
    answered = put(where, day, "query_dhs", **felony, questions_unanswered=False)
    assert (answered.outcomes, answered.open) == ({"required", "not_addressed"}, {"status"})


@pytest.mark.parametrize(("day", "outcome"), [("2022-03-01", "permitted"), ("2022-02-28", "not_addressed")])
def test_45_hand_over_at_most_five_days_before_release(day: str, outcome: str) -> None:
    """The fifth day before is open, the sixth is not."""
    moments = {"release_due_at": "2022-03-06T09:00-05:00"}
    answer = put("us/va jail", day, "transfer_custody", papers=[I_247A], moments=moments, listed_felony_1985=False)
    assert answer.outcomes == {outcome}
    assert answer.controls == ({VA + "early-transfer"} if outcome == "permitted" else set())


@pytest.mark.parametrize(
    ("day", "met", "outcomes"),
    [
        ("2026-06-01", False, {"prohibited", "not_addressed"}),
        ("2027-01-04", False, {"prohibited"}),
        ("2027-01-04", True, {"not_addressed"}),
        ("2028-06-30", False, {"prohibited"}),
        ("2028-07-01", False, {"not_addressed"}),
    ],
)
def test_46_agreements_only_on_terms_until_the_sunset(day: str, met: bool, outcomes: set[str]) -> None:
    """Terms open the agreement; the act begins on a day not read and ends with 30 June 2028."""
    answer = put("us/va sheriff", day, "agreement_287g", agreement_step="enter", agreement_terms_met=met)
    assert answer.outcomes == outcomes
    assert answer.open == ({"us/va:sb-783/changed-2026-04-22-to-2026-07-01"} if len(outcomes) > 1 else set())


# --- Texas


@pytest.mark.parametrize(
    ("shown", "asks", "outcomes", "role"),
    [
        (False, "ICE_ERO", {"required"}, "controls"),
        (True, "ICE_ERO", {"not_addressed"}, "yields"),
        (False, "CBP", {"not_addressed"}, None),
        (None, "ICE_ERO", {"required", "not_addressed"}, "may_control"),
    ],
)
def test_47_proof_lifts_the_duties_and_forbids_nothing(
    shown: bool | None, asks: str, outcomes: set[str], role: str | None
) -> None:
    """An ICE detainer is complied with and the person told, unless proof is shown; the fact is never kept."""
    facts: dict[str, Any] = {"papers": [I_247A], "requester": asks, "release_due": True}
    facts |= {} if shown is None else {"proof_shown": shown}
    whole = decided("us/tx jail", "2025-03-03", "hold_on_detainer", **facts)
    answer = Answer(whole["actions"]["hold_on_detainer"])
    assert (answer.outcomes, answer.roles.get(TX + "comply")) == (outcomes, role)
    assert whole["rested_on_transient"] == ([] if shown is None else ["proof_shown"])
    tell = answer.duties.get(TX + "tell-the-person")
    assert (tell is not None) == ("required" in outcomes)
    assert not tell or (tell["what"], tell["to"]) == ("tell_held", ["person"])
    assert not tell or ("proof shown" in str(tell["if"])) == (shown is None)


@pytest.mark.parametrize(
    ("opening", "role"),
    [
        (None, "controls"),
        ("needed_for_investigation", None),
        ("visa_information_tx", None),
        ("separate_offence_tx", "yields"),
        ("separate_investigation_tx", "yields"),
    ],
)
def test_48_victims_are_not_asked_unless_needed(opening: str | None, role: str | None) -> None:
    """Need, visas, and a separate offence or investigation open the question."""
    facts: dict[str, Any] = {"person_roles": ["victim"], "needed_for_investigation": False}
    facts |= {"detained_or_arrested_tx": False} | ({opening: True} if opening else {})
    answer = put("us/tx police_municipal", "2025-03-03", "inquire_status", **facts)
    assert answer.outcomes == ({"not_addressed"} if opening else {"prohibited"})
    assert answer.roles.get("us/tx:questions-to-victims/no-questions") == role


def test_48_asking_people_under_arrest_is_protected_from_local_rules() -> None:
    """A city's ban falls for people under arrest only, and the victim's article stands beside it."""
    city = "us/tx/example-city police_municipal"
    for held, outcome in ((True, "not_addressed"), (False, "prohibited")):
        facts = {"person_roles": ["suspect"], "detained_or_arrested_tx": held, "own_rule.inquire_status": "forbids"}
        answer = put(city, "2025-03-03", "inquire_status", **facts)
        assert answer.outcomes == {outcome}
        assert (answer.roles.get(TX_752 + "protects-asking") == "bars_limits") == held
    victim = {"person_roles": ["victim"], "needed_for_investigation": False, "detained_or_arrested_tx": True}
    assert put(city, "2025-03-03", "inquire_status", **victim).outcomes == {"prohibited"}


@pytest.mark.parametrize(
    ("agency", "day", "endorsing", "limiting"),
    [
        ("sheriff", "2017-09-01", {"not_addressed"}, {"not_addressed"}),
        ("police_municipal", "2017-09-01", {"not_addressed"}, {"not_addressed"}),
        ("sheriff", "2018-04-13", {"not_addressed"}, {"prohibited", "not_addressed"}),
        ("police_municipal", "2018-04-13", {"prohibited", "not_addressed"}, {"prohibited", "not_addressed"}),
        ("sheriff", "2018-06-01", {"not_addressed"}, {"prohibited"}),
        ("police_municipal", "2018-06-01", {"prohibited"}, {"prohibited"}),
    ],
)
def test_49_endorsing_is_enjoined_as_to_elected_officials(
    agency: str, day: str, endorsing: set[str], limiting: set[str]
) -> None:
    """Both words were enjoined at first; since 2018 a sheriff may endorse a limit, and nobody may adopt one."""
    for effect, outcomes in (("endorses_limits", endorsing), ("limits_enforcement", limiting)):
        answer = put(f"us/tx {agency}", day, "adopt_policy", policy_effects_tx=[effect])
        assert answer.outcomes == outcomes
        assert bool(answer.open) == (len(outcomes) > 1)
    always = put(f"us/tx {agency}", day, "adopt_policy", policy_effects_tx=["prohibits_enforcement"])
    assert (always.outcomes, always.controls) == ({"prohibited"}, {TX_752 + "no-prohibiting-policy"})


@pytest.mark.parametrize("where", ["us/tx/example-city police_municipal", "us/tx sheriff", "us/tx/a-county sheriff"])
def test_49_a_local_limit_is_void_save_at_a_place_of_worship(where: str) -> None:
    """The bar defeats a city's and an agency's own rule alike, orders nothing, and leaves worship alone."""
    for kind, outcome in (("street", "not_addressed"), ("worship", "prohibited")):
        facts = {"own_rule.joint_operation": "forbids", "place_kind": kind}
        answer = put(where, "2025-03-03", "joint_operation", **facts)
        assert answer.outcomes == {outcome}
        assert (TX_752 + "worship" in answer.roles) == (kind == "worship")


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        ("2026-05-31", "not_addressed"),
        ("2026-06-01", "contested"),
        ("2026-11-30", "contested"),
        ("2026-12-01", "required"),
    ],
)
def test_50_from_which_day_sheriffs_must_have_signed_is_disputed(day: str, outcome: str) -> None:
    """Between the two days the answer is contested; both days and the yearly request are told with their reading."""
    facts = {"runs_jail_tx": True, "agreement_step": "enter", "agreement_in_force": False}
    answer = put("us/tx sheriff", day, "agreement_287g", **facts, **{"own_rule.agreement_287g": "silent"})
    assert answer.strict == {outcome}
    assert answer.disputed == (
        {("june", "required"), ("december", "not_addressed")} if outcome == "contested" else set()
    )
    for rule, due in (("sign-by-june", "2026-06-01"), ("sign-by-december", "2026-12-01"), ("ask-again", "2026-12-31")):
        assert answer.due(TX_753 + rule) == due
        assert answer.duties[TX_753 + rule]["to"] == ["dhs"]
    assert "june" in answer.duties[TX_753 + "sign-by-june"]["if"]


def test_50_each_reading_names_its_authorities_and_a_county_without_a_jail_is_free() -> None:
    """The dispute is told with who says what; a sheriff whose county has no jail owes nothing."""
    facts = {"runs_jail_tx": True, "agreement_step": "enter", "agreement_in_force": False}
    answer = put("us/tx sheriff", "2026-08-03", "agreement_287g", **facts)
    assert all(d["authorities"] for d in answer.data["disputes"])
    assert put("us/tx sheriff", "2026-12-01", "agreement_287g", **{**facts, "runs_jail_tx": False}).duties == {}


def test_51_penalties_by_the_day_removal_and_a_crime_if_knowing() -> None:
    """First and later violations have their own range, each day; the crime has its mental element in words."""
    policy = put("us/tx governing_body", "2025-03-03", "adopt_policy", policy_effects_tx=["limits_enforcement"])
    by_form = {r["form"]: r for r in policy.data["remedies"]}
    assert by_form["civil penalty"]["amount"] == {"first": "1000-1500", "later": "25000-25500", "per": "day"}
    assert by_form["quo warranto"]["cite"] == "Tex. Gov. Code 752.0565(a)-(c)"
    facts: dict[str, Any] = {"papers": [I_247A], "requester": "ICE_ERO", "proof_shown": False, "release_due": True}
    hold = put("us/tx sheriff", "2025-03-03", "hold_on_detainer", **facts)
    crime = next(r for r in hold.data["remedies"] if r["form"] == "crime")
    assert "knowingly fails to comply commits a Class A misdemeanour" in crime["says"]


# --- Florida, North Carolina


def test_52_judge_and_file_first_then_comply_once_it_conforms() -> None:
    """Both duties run before the detainer is judged, and not again after a transfer; who judges is named."""
    first = put("us/fl jail", "2024-07-01", "hold_on_detainer", papers=[I_247A, SIGNED], release_due=True)
    assert (first.outcomes, first.owed) == ({"required", "not_addressed"}, {FL + "tell-bail-judge", FL + "record-it"})
    assert first.duties[FL + "tell-bail-judge"]["to"] == ["court"]
    assert first.data["judges"] == [{"fact": "facially_sufficient_fl", "by": "agency counsel"}]
    second = put(
        "us/fl jail",
        "2024-07-01",
        "hold_on_detainer",
        papers=[I_247A, SIGNED],
        facially_sufficient_fl=True,
        transferring_agency_did_fl=True,
    )
    assert (second.strict, second.controls, second.duties) == ({"required"}, {FL + "comply"}, {})
    assert second.roles[FL + "not-twice"] == "exempts"


@pytest.mark.parametrize(
    ("cooperating", "listed", "outcome", "lifts", "kept"),
    [
        (False, False, "required", None, None),
        (True, False, "not_addressed", "victim-information", "10 years"),
        (True, True, "not_addressed", "section-off", None),
    ],
)
def test_53_victims_lift_the_duty_and_a_listed_crime_the_whole_section(
    cooperating: bool, listed: bool, outcome: str, lifts: str | None, kept: str | None
) -> None:
    """Information held back is recorded for ten years; for victims of listed crimes neither is owed."""
    facts = {"within_best_efforts_fl": True, "cooperating_victim_fl": cooperating, "listed_crime_victim_fl": listed}
    answer = put("us/fl sheriff", "2024-07-01", "share_personal_info", **facts, did_share_personal_info=False)
    assert answer.outcomes == {outcome}
    assert lifts is None or answer.roles[FL + lifts] == "exempts"
    assert [d["keep_for"] for d in answer.duties.values()] == ([kept] if kept else [])


NC_HELD: dict[str, Any] = {
    "charges": SHOPLIFTING,
    "custody_place": "jail",
    "identity_match": True,
    "release_due": True,
    "agreement_in_force": False,
}
NC_2024 = {"offence_date": "2025-01-15", "request_at": "2025-02-03T09:00-05:00"}
NC_2025 = {"offence_date": "2025-01-15", "request_at": "2026-02-03T09:00-05:00"}


def test_54_before_a_judicial_official_who_looks_at_identity_alone() -> None:
    """Any charge and both papers bring the prisoner before an official, who orders the hold if it is the person."""
    jail = put("us/nc jail", "2025-02-04", "present_to_judge", papers=[I_247A, SIGNED], moments=NC_2024, **NC_HELD)
    assert (jail.outcomes, jail.controls) == ({"required"}, {NC + "before-judge-2024"})
    for match, outcome in ((True, "required"), (False, "not_addressed")):
        facts = {**NC_HELD, "identity_match": match, "papers": [I_247A, SIGNED], "moments": NC_2024}
        assert put("us/nc court", "2025-02-04", "hold_on_detainer", **facts).outcomes == {outcome}


@pytest.mark.parametrize(
    ("day", "moments", "rule", "due"),
    [
        (
            "2025-02-04",
            {**NC_2024, "release_due_at": "2025-02-04T09:00-05:00"},
            "end-of-hold-2024",
            "2025-02-05T09:00:00-05:00",
        ),
        (
            "2026-02-04",
            {**NC_2025, "release_due_at": "2026-02-04T09:00-05:00"},
            "end-of-hold-2025",
            "2026-02-06T09:00:00-05:00",
        ),
        (
            "2026-02-04",
            {**NC_2025, "release_due_at": "2026-02-04T09:00-05:00", "rescinded_at": "2026-02-04T15:00-05:00"},
            "end-of-hold-2025",
            "2026-02-04T15:00:00-05:00",
        ),
        (
            "2026-02-04",
            {**NC_2025, "release_due_at": "2026-02-04T09:00-05:00", "taken_over_at": "2026-02-05T08:00-05:00"},
            "end-of-hold-2025",
            "2026-02-05T08:00:00-05:00",
        ),
    ],
)
def test_54_no_longer_than_the_earliest_of_three(day: str, moments: dict[str, str], rule: str, due: str) -> None:
    """48 hours run from receipt in the version of 2024 and from release since; pick-up or withdrawal end it sooner."""
    papers = [I_247A, SIGNED, STATE_ORDER]
    answer = put("us/nc jail", day, "hold_on_detainer", papers=papers, moments=moments, **NC_HELD)
    assert answer.outcomes == {"required"}
    assert answer.owed == {NC_DUTY + rule}
    assert answer.duties[NC_DUTY + rule]["due"] == due


def test_54_ice_is_told_within_two_hours_and_a_hold_past_48_ends() -> None:
    """The two hours run from the time of release; when the 48 hours are over the person goes."""
    moments = {**NC_2025, "release_due_at": "2026-02-04T09:00-05:00"}
    facts: dict[str, Any] = {**NC_HELD, "papers": [I_247A, SIGNED, STATE_ORDER], "moments": moments}
    told = put("us/nc jail", "2026-02-04", "notify_release", **facts)
    assert (told.outcomes, told.controls) == ({"required"}, {NC + "two-hour-notice-2025"})
    assert told.duties[NC_DUTY + "tell-ice-in-two-hours"]["due"] == "2026-02-04T11:00:00-05:00"
    over = put("us/nc jail", "2026-02-06", "hold_on_detainer", **facts, hours_48_over=True)
    assert (over.outcomes, over.controls) == ({"prohibited"}, {NC + "release-at-the-end-2025"})


@pytest.mark.parametrize(
    ("on", "offence", "committed", "controls"),
    [
        ("2025-03-03", "felony larceny", "2024-11-30", "ask-first"),
        ("2025-03-03", "felony larceny", "2024-12-01", None),
        ("2025-03-03", "G.S. 90-95", "2024-12-01", "ask-2024"),
        ("2025-11-03", "felony larceny", "2024-11-30", "ask-2025"),
        ("2025-11-03", "felony larceny", "2025-10-02", "ask-2025"),
    ],
)
def test_55_the_version_follows_the_day_of_the_offence_and_then_confinement(
    on: str, offence: str, committed: str, controls: str | None
) -> None:
    """The second version counts from the offence; the third is for whoever is confined since October 2025."""
    charge = [{"offence": offence, "class": "felony", "stage": "charged"}]
    answer = put(
        "us/nc jail", on, "inquire_status", charges=charge, moments={"offence_date": committed}, custody_place="jail"
    )
    assert answer.outcomes == ({"required"} if controls else {"not_addressed"})
    assert answer.controls == ({NC + controls} if controls else set())


def test_55_without_the_day_of_the_offence_the_version_is_open() -> None:
    """The day is asked, not guessed."""
    charge = [{"offence": "felony larceny", "class": "felony", "stage": "charged"}]
    answer = put("us/nc jail", "2025-03-03", "inquire_status", charges=charge, custody_place="jail")
    assert answer.outcomes == {"required", "not_addressed"}
    assert "offence_date" in answer.asked


# --- Iowa, Tennessee, Georgia, Mississippi, Missouri, New Hampshire


@pytest.mark.parametrize(
    ("papers", "outcome"),
    [
        ([I_247A, SIGNED], "required"),
        ([I_247A], "not_addressed"),
        ([I_247A, {**SIGNED, "signed": "no"}], "not_addressed"),
    ],
)
def test_56_a_detainer_counts_only_with_a_signed_warrant(papers: list[Paper], outcome: str) -> None:
    """With it compliance is required; a county's own ban falls either way, and orders nothing by itself."""
    facts: dict[str, Any] = {"papers": papers, "requester": "ICE_ERO", "custody_place": "jail", "release_due": True}
    answer = put("us/ia/a-county sheriff", "2025-02-03", "hold_on_detainer", **facts)
    assert answer.outcomes == {outcome}
    assert answer.roles.get(IA + "comply-with-detainer") == ("controls" if outcome == "required" else None)
    banned = put(
        "us/ia/a-county sheriff", "2025-02-03", "hold_on_detainer", **facts, **{"own_rule.hold_on_detainer": "forbids"}
    )
    assert (banned.outcomes, banned.roles[IA + "no-local-limit"]) == ({outcome}, "bars_limits")


def test_56_written_policies_are_owed_and_state_funds_are_lost() -> None:
    """Every agency has written policies; a final judgment of an intentional breach costs all state funds."""
    answer = put("us/ia sheriff", "2025-02-03", "adopt_policy")
    assert (answer.outcomes, answer.controls) == ({"required"}, {IA + "written-policies"})
    assert "1 January 2019" in law().provision(IA + "written-policies").says
    assert "loss of all state funds" in {r["form"] for r in answer.data["remedies"]}


def test_57_a_policy_that_asks_for_a_warrant_is_itself_barred() -> None:
    """What the policy may not say is no order to hold; its remedies are suit, grants and office."""
    policy = put("us/tn sheriff", "2025-02-03", "adopt_policy", policy_effects_tn=["requires_warrant_or_cause"])
    assert policy.outcomes == {"prohibited"}
    assert policy.controls == {"us/tn:sanctuary-policies/no-local-sanctuary-policy"}
    assert {r["form"] for r in policy.data["remedies"]} == {
        "mandamus and injunction",
        "loss of grants",
        "felony and removal from office",
    }
    barred = {"own_rule.hold_on_detainer": "forbids", "release_due": True, "papers": [I_247A]}
    hold = put("us/tn/a-county sheriff", "2024-06-30", "hold_on_detainer", **barred)
    assert "prohibited" not in hold.outcomes


@pytest.mark.parametrize(
    ("day", "outcomes", "points"),
    [
        ("2024-06-30", {"permitted"}, set()),
        ("2024-07-01", {"permitted", "required"}, {TN + "or-otherwise"}),
    ],
)
def test_57_from_july_2024_a_duty_whose_reach_is_undecided(day: str, outcomes: set[str], points: set[str]) -> None:
    """Before, communicating was allowed; since, it is owed on one reading of the word or."""
    answer = put("us/tn sheriff", day, "share_status")
    assert (answer.outcomes, answer.open) == (outcomes, points)


def test_58_find_out_within_48_hours_query_and_never_keep_the_reply() -> None:
    """The effort ends 48 hours after arrival; the query follows where papers settle nothing."""
    person = {"consul_verified_ga": "no_claim"}
    asked = put("us/ga jail", "2025-07-01", "inquire_status", moments={"booked_at": "2025-07-01T22:00-04:00"}, **person)
    assert (asked.outcomes, asked.controls) == ({"required"}, {GA + "find-out"})
    assert asked.duties[GA + "in-48-hours"]["due"] == "2025-07-03T22:00:00-04:00"
    whole = decided("us/ga jail", "2025-07-01", "query_dhs", **person, papers_settle_ga=False)
    assert Answer(whole["actions"]["query_dhs"]).controls == {GA + "verify-status"}
    assert whole["rested_on_transient"] == ["papers_settle_ga"]


@pytest.mark.parametrize(
    ("day", "outcomes", "points"),
    [("2015-07-01", {"required"}, set()), ("2025-07-01", {"required", "not_addressed"}, {GA + "notice-kept"})],
)
def test_58_whether_notice_survived_2024_is_open(day: str, outcomes: set[str], points: set[str]) -> None:
    """The older version tells Homeland Security of a verified person; the newer was not read."""
    whole = decided("us/ga jail", day, "share_status", dhs_reply="no_match", needed_public_safety_ga=False)
    answer = Answer(whole["actions"]["share_status"])
    assert (answer.outcomes, answer.open) == (outcomes, points)
    assert "dhs_reply" in whole["rested_on_transient"]


def test_59_a_bar_on_limits_orders_nothing() -> None:
    """A city's ban on reporting falls and the act stays unaddressed; its ban on holds is another matter."""
    city, day = "us/ms/example-city police_municipal", "2025-03-03"
    status = put(city, day, "share_status", **{"own_rule.share_status": "forbids"})
    assert status.strict == {"not_addressed"}
    assert status.roles["us/ms:section-25-1-119/no-limit-on-status"] == "bars_limits"
    hold = put(city, day, "hold_on_detainer", **{"own_rule.hold_on_detainer": "forbids"}, release_due=True)
    assert hold.strict == {"prohibited"}
    for own in ("silent", "forbids"):
        facts = {"own_rule.share_status": own, "custody_place": "none"}
        answer = put("us/mo/a-county sheriff", day, "share_status", **facts)
        assert answer.strict == {"not_addressed"}
        assert answer.roles["us/mo:section-67-307/no-sanctuary-policy"] == "bars_limits"


NH_HELD: dict[str, Any] = {
    "papers": [I_247A],
    "custody_place": "jail",
    "release_due": True,
    "probable_cause_removable": True,
    "state_charges_resolved_nh": True,
}


@pytest.mark.parametrize(
    ("safe", "in_time", "outcome", "controls"),
    [
        (True, True, "required", NH + "comply-with-detainer"),
        (True, False, "required", NH + "comply-with-detainer"),
        (False, True, "permitted", "us/nh:sb-62/jail-may-hold"),
        (False, False, "not_addressed", None),
    ],
)
def test_60_inmates_if_safe_and_48_hours_for_a_county_jail(
    safe: bool, in_time: bool, outcome: str, controls: str | None
) -> None:
    """Compliance is owed if safe, as the head of the agency judges; a county jail may hold 48 hours besides."""
    facts = {**NH_HELD, "safe_to_comply_nh": safe, "within_48_hours_nh": in_time}
    answer = put("us/nh jail", "2026-03-03", "hold_on_detainer", **facts)
    assert answer.outcomes == {outcome}
    assert answer.controls == ({controls} if controls else set())
    assert "Saturdays, Sundays and holidays left out" in law().provision("us/nh:sb-62/jail-may-hold").says


def test_60_a_refusal_is_told_to_the_attorney_general_and_status_is_not_looked_into() -> None:
    """Each refusal is reported; without an alleged state offence an inmate's citizenship is left alone."""
    refused = put("us/nh jail", "2026-03-03", "record_and_report", **NH_HELD, did_hold_on_detainer=False)
    assert refused.duties["us/nh:sb-62/report-refusals"]["to"] == ["attorney_general"]
    open_safety = put("us/nh jail", "2026-03-03", "hold_on_detainer", **NH_HELD)
    assert {"fact": "safe_to_comply_nh", "by": "head of the agency"} in open_safety.data["judges"]
    for after, outcome in ((False, "prohibited"), (True, "not_addressed")):
        asked = put("us/nh jail", "2026-03-03", "inquire_status", custody_place="jail", after_state_offence_nh=after)
        assert asked.outcomes == {outcome}
