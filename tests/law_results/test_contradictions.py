"""What people say about Massachusetts, and what is so: each saying is held against the law as encoded."""

from __future__ import annotations

import re

import pytest

from tests.law_results.asking import (
    BOTH,
    COURT_ORDER,
    I_200,
    I_205,
    I_247A,
    NOTICE_ONLY,
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
LUNN_HOLD = "us/ma:lunn/no-power-to-hold"
PRISON = {"agency_id": "us/ma/department-of-correction", "agreement_in_force": True}
FIRST_DAYS = ["2018-03-01", "2021-07-01", "2025-05-01", "2026-07-02"]
KINDS = [k for k in law().body.words.agencies if k != "federal_agency"]
DESCRIBED = sorted(p for p in law().body.places if p == STATE or p.startswith(STATE + "/"))


# --- police must notify ICE; police must not tell ICE anything


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", [*DESCRIBED, TOWN])
def test_with_no_own_rule_nobody_must_tell_ice_of_a_release(kind: str, place: str) -> None:
    """Whatever the place, agency, facts and readings, telling ICE of a release is never required."""
    answer = ask(place, kind, "notify_release", **{"own_rule.notify_release": "silent"})
    assert "required" not in answer.strict
    assert not [d for d in answer.data["duties"] if d["if"] is None]


@pytest.mark.parametrize("day", FIRST_DAYS)
@pytest.mark.parametrize("agency_id", sorted(a for a in law().body.agencies if a.startswith(STATE + "/")))
def test_no_named_agency_must_tell_ice_either(agency_id: str, day: str) -> None:
    """No sheriff, department or court that the law names owes the notice, in any year since Lunn."""
    place = agency_id.rsplit("/", 1)[0]
    answer = ask(place, [], "notify_release", day, agency_id=agency_id, **{"own_rule.notify_release": "silent"})
    assert "required" not in answer.strict


SCENES = {
    "ICE asks for public information": {"initiated_by": "ice", "information_public": True},
    "ICE asks for what is not public": {"initiated_by": "ice", "information_public": False},
    "the agency calls first": {"initiated_by": "agency", "information_public": False},
}
FOUR = {
    "Boston police": (BOSTON, POLICE, {}, ["not_addressed", "prohibited", "prohibited"]),
    "a town with no ordinance": (TOWN, POLICE, {}, ["not_addressed", "not_addressed", "not_addressed"]),
    "the Trial Court": (STATE, "court", {}, ["permitted", "not_addressed", "prohibited"]),
    "the Department of Correction": (STATE, "corrections_state", PRISON, ["permitted", "permitted", "permitted"]),
}


@pytest.mark.parametrize("name", FOUR)
def test_the_four_have_four_answers(name: str) -> None:
    """Boston police, a town with no ordinance, the Trial Court and the Department of Correction each differ."""
    place, agency, more, expected = FOUR[name]
    got: list[str] = []
    for facts in SCENES.values():
        given = {**more, **facts, "own_rule.notify_release": "silent"}
        answer = ask(place, agency, "notify_release", papers=[I_247A], **given)
        assert len(answer.outcomes) == 1
        got += answer.outcomes
    assert got == expected
    assert len({tuple(row[3]) for row in FOUR.values()}) == len(FOUR)


@pytest.mark.parametrize("city", ["boston", "newton", "lawrence"])
def test_telling_is_barred_in_some_cities(city: str) -> None:
    """In Boston, Newton and Lawrence the city's own ordinance bars the notice."""
    answer = ask(f"{STATE}/{city}", POLICE, "notify_release", papers=[I_247A], grave_conviction=False)
    assert answer.outcomes == {"prohibited"}
    assert all(p.startswith(f"{STATE}/{city}:") for p in answer.controls)


def test_no_statewide_law_bars_or_orders_the_notice() -> None:
    """No binding provision of the state itself forbids or requires a release notice by police or sheriffs."""
    binding = [
        p.id
        for i in law().body.by_place[STATE]
        for p in i.provisions
        if "notify_release" in p.actions and p.modality in ("must", "must_not", "lacks_power")
    ]
    assert binding == ["us/ma:trial-court-policy/no-first-contact"]


# --- police hold people on detainers

SHORT_OF_A_WARRANT: list[list[Paper]] = [
    [I_247A],
    list(BOTH),
    [I_247A, I_205],
    [I_200],
    [I_205],
    [NOTICE_ONLY],
    [SUBPOENA],
    [{**COURT_ORDER, "basis": "other_civil", "authorises": "other_act"}],
    [],
]


@pytest.mark.parametrize("papers", SHORT_OF_A_WARRANT, ids=lambda papers: "+".join(p["form"] for p in papers) or "none")
@pytest.mark.parametrize(
    "agency", [POLICE, "state_police", "sheriff", "jail", "court", "probation", "corrections_state"]
)
def test_no_paper_short_of_a_criminal_warrant_gives_power_to_hold(agency: str, papers: list[Paper]) -> None:
    """No detainer, officer's warrant, subpoena or civil order lets an agency keep someone who is due for release."""
    answer = ask(STATE, agency, "hold_on_detainer", papers=papers, release_due=True)
    assert answer.outcomes == {"prohibited"}
    assert LUNN_HOLD in answer.controls


def test_a_criminal_warrant_is_another_matter() -> None:
    """With a judge's criminal warrant Lunn does not speak, and arrest law does."""
    answer = ask(TOWN, POLICE, "hold_on_detainer", papers=[I_247A, WARRANT], release_due=True, crime_suspected=True)
    assert LUNN_HOLD not in answer.roles


# --- the state Trust Act forbids it


def test_there_is_no_state_trust_act() -> None:
    """No instrument of the state has that name; Boston has one, and it stands in no answer for another place."""
    titled = {i.id for i in law().body.instruments.values() if re.search(r"\btrust act\b", i.title, re.IGNORECASE)}
    assert not [i for i in titled if i.startswith("us/ma:")]
    assert "us/ma/boston:trust-act" in titled
    for action in ("hold_on_detainer", "notify_release", "inquire_status"):
        assert not [p for p in ask(TOWN, POLICE, action, papers=BOTH).roles if "trust" in p]


@pytest.mark.parametrize(("day", "rule"), [("2018-03-01", "no-detainer-hold-2014"), ("2021-03-01", "no-hold")])
def test_bostons_ordinance_has_two_versions(day: str, rule: str) -> None:
    """The ordinance of 2014 bars the hold until the amendment of December 2019 takes its place."""
    answer = ask(BOSTON, POLICE, "hold_on_detainer", day, papers=BOTH, release_due=True, probable_cause_removable=True)
    mine = {p for p in answer.roles if p.startswith("us/ma/boston:")}
    assert mine == {"us/ma/boston:trust-act/" + rule}


# --- the Safe Communities Act forbids asking about status


def test_the_safe_communities_act_was_never_enacted() -> None:
    """The act is a bill in the docket, no instrument, and a reason for nothing."""
    assert "us/ma:safe-communities-act" in law().body.overlays
    assert "us/ma:safe-communities-act" not in law().body.instruments
    answer = ask(TOWN, POLICE, "inquire_status", considers_status=False)
    assert answer.outcomes == {"not_addressed"}
    assert not [p for p in answer.roles if "safe-communities" in p]


ASKING = [
    (
        TOWN,
        POLICE,
        {"considers_status": True, "nondiscriminatory_purpose": False, "status_is_element": False},
        "chapter-6e",
    ),
    (STATE, "state_police", {"purpose_civil": True}, "state-police-policy"),
    (BOSTON, POLICE, {}, "trust-act"),
]


@pytest.mark.parametrize(("place", "agency", "facts", "limit"), ASKING)
def test_asking_is_limited_by_other_law(place: str, agency: str, facts: dict[str, bool], limit: str) -> None:
    """Asking about status is limited by the police standards statute, the State Police policy and ordinances."""
    answer = ask(place, agency, "inquire_status", **facts)
    assert answer.outcomes == {"prohibited"}
    assert any(f":{limit}/" in p for p in answer.controls)


# --- agencies lose state money for not complying


def test_no_penalty_in_state_money_was_found_in_either_direction() -> None:
    """No remedy of the state or its cities takes state money from an agency for helping or for not helping."""
    money = re.compile(r"state (aid|money|funds?|grants?)|withh[eo]ld|loss of fund|local aid", re.IGNORECASE)
    remedies = [
        (i.id, f"{r.form} {r.says}")
        for i in law().body.instruments.values()
        if i.id.startswith(STATE)
        for r in i.remedies
    ]
    assert remedies
    assert [r for r in remedies if money.search(r[1])] == []


def test_what_is_threatened_is_federal_money_and_only_asked() -> None:
    """The federal orders on funds stand among the reasons as a request and require nothing."""
    answer = ask(TOWN, POLICE, "notify_release", papers=[I_247A])
    assert answer.roles["us:eo-funding/funds-for-cooperation"] == "asks"


# --- victims, minors and patients are exempt from notification


@pytest.mark.parametrize("facts", [{"victim_or_witness": True}, {"minor": True}, {"custody_place": "hospital"}])
def test_there_is_no_duty_to_be_exempt_from(facts: dict[str, bool]) -> None:
    """For a victim, a minor or a patient the answer on notice is the same as for anyone: nothing is required."""
    given = {**facts, "own_rule.notify_release": "silent"}
    answer = ask(TOWN, POLICE, "notify_release", papers=[I_247A], **given)
    plain = ask(TOWN, POLICE, "notify_release", papers=[I_247A], **{"own_rule.notify_release": "silent"})
    assert (answer.strict, answer.roles) == (plain.strict, plain.roles)


def test_victims_are_protected_by_other_law() -> None:
    """A victim's request for certification is owed an answer, and federal officers certify a courthouse arrest."""
    assert ask(TOWN, POLICE, "visa_certification", victim_or_witness=True).owed == {"us/ma:chapter-258f/answer"}
    facts = {"victim_or_witness": True, "did_courthouse_arrest": True}
    assert ask(STATE, "court", "courthouse_arrest", **facts).owed == {"us:section-1367/certify-compliance"}


@pytest.mark.parametrize(
    ("agency", "kind", "rule"),
    [
        ("hospital", "health_record", "us:hipaa/privacy-2025"),
        ("school", "education_record", "us:ferpa/consent-or-court-paper"),
    ],
)
def test_patients_and_pupils_are_protected_by_other_law(agency: str, kind: str, rule: str) -> None:
    """A patient's record and a pupil's record are closed by federal privacy rules, whoever asks."""
    facts = {"information_classes": [kind], "consent_written": False, "person_roles": [], "information_public": False}
    answer = ask(TOWN, agency, "share_personal_info", papers=[I_247A], **facts)
    assert answer.outcomes == {"prohibited"}
    assert rule in answer.controls


# --- status may not be conveyed at all


@pytest.mark.parametrize("place", [TOWN, BOSTON])
def test_status_may_be_conveyed_and_need_not_be(place: str) -> None:
    """Nothing read bars police from sending status, and section 1373 makes nobody send it."""
    answer = ask(place, POLICE, "share_status", **{"own_rule.share_status": "silent"})
    assert answer.strict == {"not_addressed"}
    assert answer.roles["us:section-1373/no-limits-on-status"] == "bars_limits"


def test_a_local_ban_on_asking_federal_authorities_is_contested() -> None:
    """Northampton bars using city resources to find out status; whether section 1373 lifts it is disputed."""
    facts = {"own_rule.query_dhs": "silent", "purposes": {"civil_immigration"}}
    answer = ask("us/ma/northampton", POLICE, "query_dhs", **facts)
    assert answer.outcomes == {"contested"}
    assert answer.disputed == {("valid", "not_addressed"), ("invalid", "prohibited")}
