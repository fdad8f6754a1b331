"""Eleven demands that the law of Massachusetts makes on any engine, each shown on real provisions.

Their numbers are those of the list that the law was researched with.
"""

from __future__ import annotations

import pytest

from comity import Law
from tests.law_results.asking import (
    BOTH,
    COURT_ORDER,
    I_200,
    I_205,
    I_247A,
    I_247D,
    MAGISTRATE_WARRANT,
    NOTICE_ONLY,
    TOWN,
    WARRANT,
    Paper,
    ask,
    law,
    without,
)

POLICE = "police_municipal"
BOSTON = "us/ma/boston"
STATE = "us/ma"
LUNN_HOLD = "us/ma:lunn/no-power-to-hold"
ORDINANCE = "us/ma/boston:trust-act"
ORDER_650 = "us/ma:executive-order-650/"
HELD = {"release_due": True, "probable_cause_removable": True}


@pytest.fixture(scope="module")
def without_ordinance() -> Law:
    """Return the law as if Boston's ordinance had fallen."""
    return without(ORDINANCE)


def test_1_authority_comes_before_prohibition() -> None:
    """Where no law gives the power, the basis is that, and not a ban; the remedy is that of a false arrest."""
    town = ask(TOWN, POLICE, "hold_on_detainer", papers=BOTH, **HELD)
    assert (town.outcomes, town.basis) == ({"prohibited"}, {"no_power"})
    assert any("false imprisonment" in r["says"] for r in town.data["remedies"])
    state_police = ask(STATE, "state_police", "notify_release", papers=BOTH, **HELD)
    assert state_police.basis == set()


def test_1_a_ban_beside_it_has_its_own_basis_and_remedy() -> None:
    """In Boston both bases are given, and the ordinance's own remedy is told beside that of the want of power."""
    boston = ask(BOSTON, POLICE, "hold_on_detainer", papers=BOTH, **HELD)
    assert boston.basis == {"forbidden", "no_power"}
    targets = {target for r in boston.data["remedies"] for target in r["for"]}
    assert {LUNN_HOLD, ORDINANCE + "/no-hold"} <= targets


ASKED = [
    ("hold_on_detainer", BOTH),
    ("notify_release", [I_247A]),
    ("notify_release", [NOTICE_ONLY]),
    ("transfer_custody", [I_247A, I_205]),
    ("allow_interview", [I_247A]),
    ("agreement_287g", []),
]


@pytest.mark.parametrize(("action", "papers"), ASKED)
@pytest.mark.parametrize(
    "agency", [POLICE, "sheriff", "jail", "state_police", "corrections_state", "court", "probation"]
)
def test_2_requests_never_become_duties(action: str, papers: list[Paper], agency: str) -> None:
    """What ICE asks for is never required of an agency that has no such rule itself."""
    facts = {**HELD, f"own_rule.{action}": "silent", "custody_place": "jail"}
    answer = ask(STATE, agency, action, papers=papers, **facts)
    assert "required" not in answer.strict
    assert answer.owed == set()


def test_2_what_is_asked_is_shown_as_asked() -> None:
    """The form and the regulation behind it stand among the reasons, in the role of a request."""
    answer = ask(TOWN, POLICE, "hold_on_detainer", papers=BOTH, **HELD)
    assert answer.roles["us:cfr-287-7/asks-for-hold"] == "asks"
    assert answer.roles["us:dhs-forms/form-i-247a"] == "asks"


def test_3_an_ordinances_exception_gives_no_power() -> None:
    """Newton lets a serious conviction lift its own ban; since Lunn there is no power behind it."""
    newton = "us/ma/newton"
    facts = {**HELD, "grave_conviction": True}
    before = ask(newton, POLICE, "hold_on_detainer", "2017-07-23", papers=BOTH, **facts)
    assert before.outcomes == {"not_addressed"}
    after = ask(newton, POLICE, "hold_on_detainer", papers=BOTH, **facts)
    assert (after.outcomes, after.controls) == ({"prohibited"}, {LUNN_HOLD})


def test_3_a_judges_criminal_warrant_meets_both() -> None:
    """A criminal warrant is an exception of the ordinance and outside Lunn as well, so nothing bars the arrest."""
    answer = ask("us/ma/newton", POLICE, "hold_on_detainer", papers=[I_247A, WARRANT], crime_suspected=True, **HELD)
    assert answer.outcomes == {"not_addressed"}


def test_3_an_own_rule_that_allows_gives_no_power() -> None:
    """A department's rule that allows or orders the hold changes nothing: a town cannot confer the power."""
    for rule in ("allows", "requires"):
        facts = {**HELD, "own_rule.hold_on_detainer": rule}
        answer = ask(TOWN, POLICE, "hold_on_detainer", papers=BOTH, **facts)
        assert answer.outcomes == {"prohibited"}
        assert LUNN_HOLD in answer.controls


def test_4_even_if_the_ordinance_fell_the_hold_stays_barred(without_ordinance: Law) -> None:
    """Without Boston's ordinance Lunn decides the hold the same: striking it would not let police hold."""
    answer = ask(BOSTON, POLICE, "hold_on_detainer", papers=BOTH, body=without_ordinance, **HELD)
    assert (answer.outcomes, answer.controls) == ({"prohibited"}, {LUNN_HOLD})


@pytest.mark.parametrize("action", ["notify_release", "transfer_custody", "inquire_status"])
def test_4_what_lunn_does_not_reach_does_change(without_ordinance: Law, action: str) -> None:
    """Notice, hand-over and questions are barred by the ordinance alone, so with it the bar goes."""
    facts = {**HELD, "considers_status": False}
    assert ask(BOSTON, POLICE, action, papers=BOTH, **facts).outcomes == {"prohibited"}
    assert ask(BOSTON, POLICE, action, papers=BOTH, body=without_ordinance, **facts).outcomes == {"not_addressed"}


def test_4_without_lunn_the_ordinance_still_bars_in_boston_only() -> None:
    """Without Lunn Boston's ordinance bars the hold by itself, and a town without one is left without a bar."""
    body = without("us/ma:lunn/no-power-to-hold")
    boston = ask(BOSTON, POLICE, "hold_on_detainer", papers=BOTH, body=body, **HELD)
    assert (boston.outcomes, boston.basis) == ({"prohibited"}, {"forbidden"})
    assert ask(TOWN, POLICE, "hold_on_detainer", papers=BOTH, body=body, **HELD).outcomes == {"not_addressed"}


def test_5_a_local_ban_on_status_is_contested() -> None:
    """Where a rule of the town forbids sending status, both readings of section 1373 are given, neither picked."""
    answer = ask(TOWN, POLICE, "share_status", **{"own_rule.share_status": "forbids"})
    assert (answer.outcomes, answer.basis) == ({"contested"}, {"dispute"})
    assert answer.disputed == {("valid", "not_addressed"), ("invalid", "prohibited")}
    assert all(d["authorities"] for d in answer.data["disputes"])


def test_5_the_registrys_ban_conflicts_too() -> None:
    """The registry's rule covers status in licence data and has no saving clause for section 1373."""
    facts = {"information_classes": ["licence_data"], "requester": "ICE_ERO", "purposes": ["civil_immigration"]}
    answer = ask(STATE, "motor_vehicles", "share_status", papers=[], **facts)
    assert answer.outcomes == {"contested"}
    assert {reading for reading, _ in answer.disputed} == {"valid", "invalid"}


def test_5_where_nothing_bans_there_is_no_dispute() -> None:
    """Section 1373 itself requires nothing: without a ban there is nothing to dispute."""
    answer = ask(TOWN, POLICE, "share_status", **{"own_rule.share_status": "silent"})
    assert (answer.strict, answer.disputed) == ({"not_addressed"}, set())


NOT_IN_THE_DEPARTMENT = [
    (TOWN, POLICE),
    (BOSTON, POLICE),
    ("us/ma/norfolk-county", "sheriff"),
    (STATE, "court"),
    (TOWN, "school"),
    (TOWN, "governing_body"),
]


@pytest.mark.parametrize("action", ["agreement_287g", "allow_access", "use_of_property"])
@pytest.mark.parametrize(("place", "agency"), NOT_IN_THE_DEPARTMENT)
def test_6_the_governors_order_binds_the_executive_department_only(action: str, place: str, agency: str) -> None:
    """Executive Order 650 is no reason for a sheriff, a court, a city or a school."""
    facts = {"agreement_step": "enter", "nonpublic_area": True, "purposes": ["civil_immigration"]}
    assert not [p for p in ask(place, agency, action, **facts).roles if p.startswith(ORDER_650)]


@pytest.mark.parametrize("agency", ["state_police", "corrections_state", "state_agency", "motor_vehicles"])
def test_6_it_binds_those_inside(agency: str) -> None:
    """A state agency without certification may not enter a new agreement."""
    answer = ask(STATE, agency, "agreement_287g", agreement_step="enter", written_certification=False)
    assert (answer.outcomes, answer.controls) == ({"prohibited"}, {ORDER_650 + "no-new-agreement"})


@pytest.mark.parametrize(
    ("place", "agency"), [(STATE, "court"), (TOWN, POLICE), (TOWN, "city_agency"), (TOWN, "school")]
)
def test_6_the_privacy_statute_does_not_reach_courts_or_towns(place: str, agency: str) -> None:
    """The default ban on personal data of executive agencies is no reason for a court or a town."""
    roles = ask(place, agency, "share_personal_info", papers=[], information_public=False).roles
    assert "us/ma:chapter-66a/no-access" not in roles


@pytest.mark.parametrize("agency", ["state_police", "federal_agency", "court", "sheriff"])
def test_6_an_ordinance_binds_its_city_only(agency: str) -> None:
    """Boston's ordinance is no reason for the State Police, a sheriff, a court or ICE, though they act in Boston."""
    for action in ("hold_on_detainer", "notify_release", "transfer_custody", "inquire_status"):
        roles = ask(BOSTON, agency, action, papers=BOTH, **HELD).roles
        assert not [p for p in roles if p.startswith(ORDINANCE)]


@pytest.mark.parametrize(
    ("paper", "boston", "hold", "registry"),
    [
        (I_200, "prohibited", "prohibited", {"prohibited"}),
        (I_205, "prohibited", "prohibited", {"prohibited"}),
        (
            {**COURT_ORDER, "authorises": "other_act", "basis": "other_civil"},
            "not_addressed",
            "prohibited",
            {"permitted"},
        ),
        (MAGISTRATE_WARRANT, "not_addressed", "not_addressed", {"permitted", "prohibited"}),
        (WARRANT, "not_addressed", "not_addressed", {"permitted"}),
    ],
    ids=["I-200", "I-205", "court order", "magistrate", "Article III"],
)
def test_7_warrants_are_told_apart_by_who_signed(paper: Paper, boston: str, hold: str, registry: set[str]) -> None:
    """An officer's warrant opens nothing; a civil court order lets Boston hand over but gives no power to hold;
    only an Article III judge surely opens the registry, and a magistrate's name there is a question for a lawyer.
    """
    assert ask(BOSTON, POLICE, "transfer_custody", papers=[paper], **HELD).outcomes == {boston}
    assert ask(BOSTON, POLICE, "hold_on_detainer", papers=[I_247A, paper], **HELD).outcomes == {hold}
    facts = {
        "information_classes": ["licence_data"],
        "requester": "ICE_ERO",
        "beyond_request": False,
        "reading:us/ma:940-cmr-37/kept-back": "not_covered",
    }
    assert ask(STATE, "motor_vehicles", "share_personal_info", papers=[paper], **facts).outcomes == registry


def test_7_the_health_rule_takes_more_kinds() -> None:
    """A hospital's records open on a magistrate's paper, and not on an I-200."""
    facts = {"information_classes": ["health_record"], "person_roles": [], "consent_written": False}
    for paper, barred in ((MAGISTRATE_WARRANT, False), (COURT_ORDER, False), (I_200, True), (I_205, True)):
        roles = ask(TOWN, "hospital", "share_personal_info", papers=[paper], state_law_requires=False, **facts).roles
        assert ("us:hipaa/privacy-2025" in roles) == barred


SWITCHES = [
    (BOSTON, POLICE, "hold_on_detainer", "2014-08-19", "2014-09-01", {"not_addressed"}, {"prohibited"}),
    (STATE, "state_police", "hold_on_detainer", "2016-06-01", "2016-06-02", {"prohibited"}, {"permitted"}),
    (STATE, "state_police", "hold_on_detainer", "2017-07-23", "2017-07-24", {"permitted"}, {"prohibited"}),
    (TOWN, POLICE, "hold_on_detainer", "2017-07-23", "2017-07-24", {"not_addressed"}, {"prohibited"}),
    (STATE, "court", "courthouse_arrest", "2019-06-19", "2019-06-20", {"permitted"}, {"prohibited"}),
    (STATE, "court", "courthouse_arrest", "2020-08-31", "2020-09-01", {"prohibited"}, {"permitted"}),
    (STATE, "court", "courthouse_arrest", "2025-01-20", "2025-01-21", {"prohibited"}, {"permitted"}),
    (BOSTON, POLICE, "notify_release", "2019-11-30", "2020-01-01", {"not_addressed"}, {"prohibited"}),
    (TOWN, POLICE, "inquire_status", "2021-06-30", "2021-07-01", {"not_addressed"}, {"prohibited"}),
    (STATE, "motor_vehicles", "inquire_status", "2023-06-30", "2023-07-01", {"not_addressed"}, {"prohibited"}),
    (STATE, "court", "notify_release", "2025-04-30", "2025-05-01", {"not_addressed"}, {"prohibited"}),
    ("us/ma/worcester", POLICE, "transfer_custody", "2025-05-15", "2025-05-16", {"not_addressed"}, {"prohibited"}),
    (STATE, "state_police", "agreement_287g", "2026-01-28", "2026-01-29", {"not_addressed"}, {"prohibited"}),
    ("us/ma/worcester", POLICE, "use_of_property", "2026-02-03", "2026-02-04", {"not_addressed"}, {"prohibited"}),
    (BOSTON, POLICE, "use_of_property", "2026-02-04", "2026-02-05", {"not_addressed"}, {"prohibited"}),
]
SWITCH_FACTS = {
    "release_due": True,
    "probable_cause_removable": True,
    "federal_priority": True,
    "considers_status": True,
    "nondiscriminatory_purpose": False,
    "status_is_element": False,
    "licence_application": "standard",
    "initiated_by": "agency",
    "agreement_step": "enter",
    "written_certification": False,
}


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda s: f"{s[4]} {s[2]} {s[0]}")
def test_8_the_law_changes_on_its_day(switch: tuple[str, str, str, str, str, set[str], set[str]]) -> None:
    """On each historical day of change the answer is one thing the day before and another on the day."""
    place, agency, action, before, on, first, then = switch
    for day, outcomes in ((before, first), (on, then)):
        form = I_247D if day < "2017-04-02" else I_247A
        assert ask(place, agency, action, day, papers=[form], **SWITCH_FACTS).outcomes == outcomes


def test_8_certification_duties_begin_in_july_2021() -> None:
    """The duty to answer a certification request begins on 1 July 2021."""
    assert ask(TOWN, POLICE, "visa_certification", "2021-06-30").owed == set()
    assert ask(TOWN, POLICE, "visa_certification", "2021-07-01").owed == {"us/ma:chapter-258f/answer"}


def test_8_the_protected_area_policy_ends_in_january_2025() -> None:
    """ICE's own limit at schools and the like ends on 20 January 2025 and gives way to discretion."""
    facts = {"place_kind": "school", "nonpublic_area": True}
    before = ask(STATE, "federal_agency", "allow_access", "2025-01-19", papers=[], **facts)
    assert before.because >= {"us:dhs-protected-areas/guidelines-2021"}
    after = ask(STATE, "federal_agency", "allow_access", "2025-01-20", papers=[], **facts)
    assert "us:dhs-protected-areas/guidelines-2021" not in after.roles
    assert after.because >= {"us:dhs-protected-areas/discretion-2025"}


def test_8_inside_a_window_the_day_of_change_is_open() -> None:
    """Boston's amendment came on an unknown day of December 2019, so in that month both answers stay possible."""
    answer = ask(BOSTON, POLICE, "notify_release", "2019-12-15", papers=[I_247A])
    assert answer.outcomes == {"not_addressed", "prohibited"}
    assert len(answer.open) == 1


def test_9_silence_is_not_permission() -> None:
    """The State Police policy says nothing of release notices: not addressed, with the layers that were read."""
    answer = ask(STATE, "state_police", "notify_release", papers=[I_247A])
    assert answer.strict == {"not_addressed"}
    assert {row["place"] for row in answer.data["survey"]} == {"us", STATE}
    assert all(row["read"] and row["reaches"] for row in answer.data["survey"])


def test_9_an_unread_layer_is_named() -> None:
    """In a town whose rules nobody has read the silence is presumed, and the answer says so and asks."""
    answer = ask(TOWN, POLICE, "notify_release", papers=[I_247A])
    assert (answer.outcomes, answer.unread) == ({"not_addressed"}, {TOWN})
    assert answer.data["presumed"]["assumed"]["own_rule.notify_release"] == "silent"
    assert "own_rule.notify_release" in answer.asked
    assert {"permitted", "prohibited", "required"} <= answer.strict


def test_9_a_state_nobody_read_is_not_silent() -> None:
    """Where the law has not been read the answer is unsurveyed, and never not addressed."""
    answer = ask("us/zz/a-town", POLICE, "notify_release", papers=[I_247A])
    assert answer.outcomes == {"unsurveyed"}


def test_10_the_confidence_of_the_source_travels() -> None:
    """Each reason says how its text was read, and none that nobody read claims to be primary."""
    boston = ask(BOSTON, POLICE, "hold_on_detainer", papers=BOTH, **HELD)
    assert boston.evidence(LUNN_HOLD) == "primary"
    assert boston.evidence(ORDINANCE + "/no-hold") == "secondary"
    assert all(r["evidence"] in {"primary", "secondary", "unread"} for r in boston.data["reasons"])
    profiling = ask(STATE, "state_agency", "inquire_status", selects_by_origin=True)
    assert profiling.evidence("us/ma:anti-discrimination/no-origin-profiling") == "unread"


def test_10_no_encoding_claims_a_review() -> None:
    """Until a lawyer has reviewed the encoding, each row of the survey says that none has."""
    rows = [row for place in law().body.places.values() for row in place.survey]
    assert {row.reviewed_by for row in rows} == {"none"}


def test_11_a_bill_is_watched_and_decides_nothing() -> None:
    """The bill that would bar release notices stands beside the answer with what it would be, and is no reason."""
    answer = ask(TOWN, POLICE, "notify_release", papers=[I_247A])
    assert answer.outcomes == {"not_addressed"}
    assert answer.watched["us/ma:protect-act-hd5608"] == {"prohibited"}
    bills = [p.id for o in law().body.overlays.values() for p in o.law.provisions]
    assert not set(bills) & set(answer.roles)


def test_11_bills_of_both_sides_are_watched() -> None:
    """A bill that would order cooperation is watched as well as one that would forbid it."""
    watched = ask(TOWN, POLICE, "notify_release", papers=[I_247A]).watched
    assert watched["us/ma:hd4793-federal-operations"] == {"required"}
    assert watched["us/ma:protect-act-hd5608"] == {"prohibited"}


def test_11_a_bill_that_changes_nothing_here_is_not_shown() -> None:
    """A bill that speaks on other acts, or would give the same answer, is not listed."""
    answer = ask(TOWN, POLICE, "notify_release", papers=[I_247A])
    assert "us/ma:s1268-court-detention" not in answer.watched
    stage = next(w for w in answer.data["watch"] if w["bill"] == "us/ma:protect-act-hd5608")
    assert stage["stage"]
    assert stage["sure"]
