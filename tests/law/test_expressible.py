"""The format can say what the hard rows of law say: a row a test, its outcome and its reason.

The rows are numbered as in the list of hard provisions. Most lie as small instruments in `expressible/`; where the law
folder has a row, the test asks that. What cannot be said yet stands here as not yet, with the smallest case that shows
it.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.example_law import LAW, answer, example

from comity import Law
from comity.analysis.checks import check_law
from comity.law.body import Body
from comity.law.load import load_body
from comity.law.reading.tree import read_file

HERE = Path(__file__).parent / "expressible"
NO_GROUND = dict.fromkeys(
    (
        "state_prison_conviction",
        "registrant",
        "federal_aggravated_felony",
        "federal_felony_warrant",
        "magistrate_state_prison",
        "information_public",
    ),
    "no",
)
DETAINER = [{"form": "I-247A"}]
BOTH = [*DETAINER, {"form": "I-200", "signed": "yes", "complete": "yes"}]
ORDER = {"form": "court_order", "issuer": "state_judge", "basis": "other_civil", "authorises": "other_act"}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Law:
    """Return the law of the rows: the law folder's vocabulary, the words the rows add, and their instruments."""
    folder = tmp_path_factory.mktemp("rows") / "law"
    shutil.copytree(LAW / "vocabulary", folder / "vocabulary")
    shutil.copytree(HERE / "us", folder / "us")
    shutil.copy(HERE / "vocabulary" / "facts-expressible.yaml", folder / "vocabulary")
    own = read_file(HERE / "vocabulary" / "facts-expressible.yaml").data["facts"]
    listed = (read_file(p).data["facts"] for p in LAW.glob("us/*/facts.yaml"))
    brought = {name: fact for facts in listed for name, fact in facts.items() if name not in own}
    (folder / "us" / "facts.yaml").write_text(yaml.safe_dump({"facts": brought}, sort_keys=False), encoding="utf-8")
    for kind, words in _read(HERE / "vocabulary" / "words-expressible.yaml").items():
        file = folder / "vocabulary" / f"{kind}.yaml"
        listed = _read(file)
        file.write_text(yaml.safe_dump(listed | {kind: listed[kind] | words}, sort_keys=False), encoding="utf-8")
    return Law(load_body(folder))


@pytest.fixture(scope="module")
def law(body: Body) -> Law:
    """Return the law of this checkout."""
    return Law(body)


def _read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    return data


def ask(law: Law, where: str, on: str, action: str, **more: Any) -> dict[str, Any]:
    """Return the answer on one action; `where` is `place agency`."""
    place, agency = where.split()
    given = {"place": place, "agency": agency, "on": on, "actions": [action], **more}
    found: dict[str, Any] = law.decide(given)["actions"][action]
    return found


def says(found: Mapping[str, Any]) -> set[str]:
    """Return the outcomes of an answer under the stated presumptions."""
    return set(found["presumed"]["outcomes"])


def role(found: Mapping[str, Any], short: str) -> str | None:
    """Return the part that a provision, named by its short id, plays in an answer, or None."""
    named = [r for r in found["reasons"] if r["provision"].endswith(f"/{short}") and "only_if" not in r]
    return str(named[0]["role"]) if named else None


def duties(found: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the duties of an answer by the short id of their provision."""
    return {d["provision"].rsplit("/", 1)[1]: d for d in found["duties"]}


def test_the_rows_are_clean_law(rows: Law) -> None:
    """All hypotheticals of the rows come out as they say, and nothing is missing or in conflict.

    Whom a row binds is only sketched, so that not every kind of agency has its hypothetical.
    """
    report = check_law(rows.body)
    problems = [p for p in report.problems if "no hypothetical of this file shows" not in p.what]
    # Virginia's jails ask where a person was born, and the law turns on the answer: check says so of a protected fact.
    told = [p for p in problems if "turns on the protected fact" in p.what]
    assert {p.path for p in told} == {"law/us/va/title-53-1.yaml"}
    assert [str(p) for p in problems if p not in told] == []
    assert report.instruments == len([p for p in (HERE / "us").rglob("*.yaml") if p.name != "place.yaml"])


# --- California, New Jersey


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2010-06-02", {"permitted"}), ("2010-06-01", {"prohibited"}), (None, {"permitted", "prohibited"})],
)
def test_row_27_a_listed_felony_opens_notice_to_its_fifteenth_anniversary(
    law: Law, day: str | None, expected: set[str]
) -> None:
    """Any one ground opens notice; a conviction known only to a year leaves it open."""
    date = day or {"between": ["2010-01-01", "2010-12-31"]}
    convicted = [{"offence": "PC 459", "class": "felony", "as": "felony", "date": date, "reclassified": "no"}]
    found = ask(law, "us/ca sheriff", "2025-06-02", "notify_release",
                facts=NO_GROUND, papers=DETAINER, convictions=convicted, charges=[])  # fmt: skip
    assert says(found) == expected


def test_row_27_lists_that_are_not_closed_and_records_that_are_not_complete_stay_open(law: Law) -> None:
    """An offence outside a list "not limited to" its words, or a record with more to come, settles nothing."""
    unlisted = [{"offence": "PC 191", "class": "felony", "as": "felony", "date": "2019-05-01", "reclassified": "no"}]
    for convicted in (unlisted, {"items": [], "complete": "no"}):
        found = ask(law, "us/ca sheriff", "2025-06-02", "notify_release",
                    facts=NO_GROUND, papers=DETAINER, convictions=convicted, charges=[])  # fmt: skip
        assert says(found) == {"permitted", "prohibited"}


def test_row_27_whether_a_reclassified_misdemeanour_bars_the_person_is_an_open_point(law: Law) -> None:
    """A violent felony beside a reclassified misdemeanour: the answer names the undecided reading."""
    old = {"offence": "PC 459", "class": "felony", "as": "misdemeanour", "date": "2021-05-01", "reclassified": "yes"}
    grave = {"offence": "PC 211", "class": "violent_felony", "as": "felony", "date": "1999-05-01", "reclassified": "no"}
    found = ask(law, "us/ca sheriff", "2025-06-02", "transfer_custody",
                facts=NO_GROUND, papers=DETAINER, convictions=[old, grave], charges=[])  # fmt: skip
    assert says(found) == {"permitted", "prohibited"}
    assert [p["point"] for p in found["open"]] == ["us/ca:values-act/prop-47-reach"]


def test_row_28_notice_and_transfer_have_their_own_gates_and_a_stricter_town_wins(rows: Law) -> None:
    """A magistrate's finding opens notice and not transfer; a town that forbids notice is left its rule."""
    held: dict[str, Any] = {"charges": [{"class": "violent_felony", "stage": "held_to_answer"}], "convictions": []}
    here = ("us/ca/some-town police_municipal", "2025-06-02")
    assert says(ask(rows, *here, "notify_release", **held)) == {"permitted"}
    assert says(ask(rows, *here, "transfer_custody", **held)) == {"prohibited"}
    strict = ask(rows, *here, "notify_release", facts={"own_rule.notify_release": "forbids"}, **held)
    assert (says(strict), role(strict, "notice-open")) == ({"prohibited"}, "beside")
    loose = ask(rows, *here, "transfer_custody", facts={"own_rule.transfer_custody": "allows"}, **held)
    assert says(loose) == {"prohibited"}


def test_row_28_the_state_prisons_are_outside(law: Law) -> None:
    """Neither gate of the Values Act binds the state prison department."""
    found = ask(law, "us/ca corrections_state", "2025-06-02", "transfer_custody", facts=NO_GROUND, papers=DETAINER)
    assert (role(found, "no-transfer"), role(found, "transfer")) == (None, None)


def test_row_28_in_the_law_folder_a_stricter_town_wins(law: Law) -> None:
    """A town whose own rule forbids notice may not give it, though a ground of the State's act is there."""
    convicted = [{"offence": "PC 459", "class": "felony", "as": "felony", "date": "2015-01-01", "reclassified": "no"}]
    found = ask(law, "us/ca/some-town police_municipal", "2025-06-02", "notify_release", papers=DETAINER, charges=[],
                convictions=convicted, facts=NO_GROUND | {"own_rule.notify_release": "forbids"})  # fmt: skip
    assert says(found) == {"prohibited"}


def test_row_29_copy_and_intention_at_once_and_the_same_notice_once_ice_is_told(law: Law) -> None:
    """The same notice is owed to the person and to the lawyer or one designee, and only if ICE was told of a day."""
    for told, owed in (("no", None), ("yes", ["person", "attorney_or_designee"])):
        found = ask(law, "us/ca jail", "2025-06-02", "notify_release", papers=DETAINER, convictions=[], charges=[],
                    facts=NO_GROUND | {"did_notify_release": told})  # fmt: skip
        assert {"copy-of-request", "say-whether-complying"} <= set(duties(found))
        assert duties(found).get("same-release-notice", {}).get("to") == owed


def test_row_30_a_form_in_six_languages_before_an_interview(law: Law) -> None:
    """The written consent form is owed before an interview about civil violations; the county's languages are told."""
    found = ask(law, "us/ca jail", "2025-06-02", "allow_interview", facts={"purposes": ["civil_immigration"]})
    owed = duties(found)["consent-form"]
    assert (owed["what"], owed["to"]) == ("interview_consent", ["person"])
    assert all(word in owed["rule"] for word in ("English", "Spanish", "Chinese", "Tagalog", "Vietnamese", "Korean"))
    found = ask(law, "us/ca jail", "2025-06-02", "allow_interview",
                facts={"purposes": ["civil_immigration"], "did_interview_consent": "no"})  # fmt: skip
    assert (says(found), role(found, "interview-only-with-form")) == ({"prohibited"}, "controls")


def test_row_31_a_task_force_on_other_crime_is_open_and_one_lead_agency_reports(law: Law, rows: Law) -> None:
    """Primary purpose decides; the lead agency reports by the end of the year, and transfers are counted by offence."""
    facts = {"primary_purpose_immigration": "no", "task_force_duties_other": "yes", "border_search": "no"}
    found = ask(law, "us/ca police_municipal", "2025-06-02", "joint_operation", facts=facts)
    assert (says(found), role(found, "other-task-forces")) == ({"permitted"}, "controls")
    found = ask(law, "us/ca police_municipal", "2025-06-02", "joint_operation",
                facts=facts | {"primary_purpose_immigration": "yes"})  # fmt: skip
    assert (says(found), role(found, "no-immigration-operations")) == ({"prohibited"}, "controls")
    found = ask(law, "us/ca sheriff", "2025-06-02", "record_and_report")
    assert "which offence allowed each" in duties(found)["report-transfers"]["rule"]
    for leads, due in (("yes", "2025-12-31T23:59:59-08:00"), ("no", None)):
        found = ask(rows, "us/ca sheriff", "2025-06-02", "record_and_report",
                    facts={"task_force_ongoing": "yes", "lead_agency": leads})  # fmt: skip
        assert duties(found).get("one-agency-reports", {}).get("due") == due


@pytest.mark.parametrize(
    ("action", "day", "federal", "local"),
    [
        ("cover_face", "2026-02-08", "prohibited", "prohibited"),
        ("cover_face", "2026-02-09", "not_addressed", "prohibited"),
        ("show_identity", "2026-02-18", "required", "required"),
        ("show_identity", "2026-02-19", "not_addressed", "required"),
        ("show_identity", "2026-05-01", "not_addressed", "required"),
    ],
)
def test_row_32_an_injunction_as_to_federal_officers_leaves_local_ones_bound(
    rows: Law, action: str, day: str, federal: str, local: str
) -> None:
    """Enjoined, stayed and decided as to federal officers; a town officer is bound throughout."""
    assert says(ask(rows, "us/ca federal_agency", day, action)) == {federal}
    assert says(ask(rows, "us/ca police_municipal", day, action)) == {local}
    assert says(ask(rows, "us/ca state_police", day, "cover_face")) == {"not_addressed"}


def test_row_32_local_agencies_post_their_policy_by_the_first_of_july(rows: Law) -> None:
    """The posting is owed on a date."""
    found = ask(rows, "us/ca sheriff", "2026-03-02", "adopt_policy")
    assert duties(found)["post-mask-policy"]["due"] == "2026-07-01T23:59:59-07:00"


def test_row_33_grounds_open_a_hold_only_to_the_end_of_that_day(law: Law, rows: Law) -> None:
    """A first degree charge opens a hold on the day of release and not past 11:59 p.m.; its end is told."""
    charged = [{"offence": "first degree crime", "class": "felony", "stage": "charged"}]
    for past, expected in (("no", {"not_addressed"}), ("yes", {"prohibited"})):
        found = ask(law, "us/nj jail", "2021-03-01", "hold_on_detainer", papers=DETAINER, charges=charged,
                    facts={"past_release_day": past, "probable_cause_removable": "yes", "order_lodged": "none"},
                    convictions=[])  # fmt: skip
        assert says(found) == expected
    moments = {"release_due_at": "2021-03-01T10:00-05:00"}
    found = ask(rows, "us/nj jail", "2021-03-01", "hold_on_detainer", moments=moments)
    assert duties(found)["release-that-day"]["due"] == "2021-03-01T23:59:59-05:00"
    found = ask(rows, "us/nj jail", "2021-03-02", "hold_on_detainer", moments=moments)
    assert (says(found), role(found, "not-past-midnight")) == ({"prohibited"}, "controls")


def test_row_33_the_day_of_release_is_the_day_of_the_place(rows: Law) -> None:
    """Half past three in the morning at Greenwich is still the evening before in New Jersey."""
    found = ask(rows, "us/nj jail", "2021-03-02", "hold_on_detainer",
                moments={"release_due_at": "2021-03-02T03:30+00:00"})  # fmt: skip
    assert says(found) == {"prohibited"}


def test_row_33_a_clock_to_the_end_of_the_day_says_so(rows: Law) -> None:
    """The words of a clock fit its time."""
    found = ask(rows, "us/nj jail", "2021-03-01", "hold_on_detainer",
                moments={"release_due_at": "2021-03-01T10:00-05:00"})  # fmt: skip
    assert "day" in duties(found)["release-that-day"]["clock"]


# --- Illinois, Connecticut, Oregon, Washington


@pytest.mark.parametrize(
    "action",
    [
        "give_support",
        "allow_interview",
        "transfer_custody",
        "use_of_property",
        "database_access",
        "share_personal_info",
        "notify_release",
    ],
)
def test_row_34_seven_kinds_of_help_wait_for_a_federal_criminal_warrant(rows: Law, action: str) -> None:
    """An I-200 or a state warrant opens none; a federal criminal warrant or federal law opens all."""
    state = {"form": "judicial_warrant", "issuer": "state_judge", "basis": "criminal", "authorises": "arrest_person"}
    federal = state | {"issuer": "federal_magistrate"}
    private = {"information_public": "no"}
    for papers, facts, expected in (
        (BOTH, private, "prohibited"),
        ([state], private, "prohibited"),
        ([federal], private, "not_addressed"),
        (BOTH, private | {"federal_law_requires": "yes"}, "not_addressed"),
    ):
        found = ask(rows, "us/il jail", "2026-03-02", action, papers=papers, facts=facts)
        assert says(found) == {expected}
        assert role(found, "seven-kinds-of-help") == ("controls" if expected == "prohibited" else None)


def test_row_35_each_detainer_is_reported_by_the_first_of_march_without_names(rows: Law) -> None:
    """The report is owed by 1 March for the past year, with bail day and time, and names nobody."""
    found = ask(rows, "us/il jail", "2026-11-03", "record_and_report")
    owed = duties(found)["yearly-report"]
    assert (owed["what"], owed["to"], owed["due"]) == (
        "periodic_report",
        ["attorney_general"],
        "2027-03-01T23:59:59-06:00",
    )
    assert "time and day of bail" in owed["rule"]
    assert rows.provision("us/il:trust-act/yearly-report").notes == ("The report names nobody.",)


def test_row_35_a_year_without_requests_is_certified(rows: Law) -> None:
    """The answer says that a certified nil return is owed."""
    found = ask(rows, "us/il jail", "2026-11-03", "record_and_report")
    assert duties(found)["yearly-report"]["nil"] == "certified"


def test_row_35_on_the_first_of_march_the_report_is_due_that_day(rows: Law) -> None:
    """A report due by a day is still due on it."""
    found = ask(rows, "us/il jail", "2027-03-01", "record_and_report")
    assert duties(found)["yearly-report"]["due"] == "2027-03-01T23:59:59-06:00"


@pytest.mark.parametrize(
    ("feet", "roles", "expected"),
    [
        (0, ["party"], "prohibited"),
        (1000, ["companion"], "prohibited"),
        (1001, ["witness"], "not_addressed"),
        (0, ["juror"], "not_addressed"),
    ],
)
def test_row_36_a_federal_arrest_within_a_thousand_feet_of_a_court(
    rows: Law, feet: int, roles: list[str], expected: str
) -> None:
    """What a federal officer may do is told whoever asks; who knew or should have known is liable."""
    facts = {"feet_from_court": feet, "bound_for_court": "yes", "court_roles": roles}
    found = ask(rows, "us/il/some-county police_municipal", "2026-03-02", "courthouse_arrest", facts=facts)
    assert says(found) == {expected}
    follows = [(r["form"], r["amount"], r["says"]) for r in found["remedies"]]
    liable = "False imprisonment, if who made the arrest knew or should have known."
    assert follows == ([("damages", {"statutory": "10000"}, liable)] if expected == "prohibited" else [])


@pytest.mark.parametrize(
    ("day", "offence", "expected"),
    [
        ("2018-05-02", "strangulation", {"prohibited"}),
        ("2024-05-02", "strangulation", {"prohibited"}),
        ("2025-11-03", "strangulation", {"not_addressed"}),
        ("2025-11-03", "an offence nobody looked up", {"prohibited", "not_addressed"}),
    ],
)
def test_row_37_three_versions_and_a_list_that_nobody_read(
    rows: Law, day: str, offence: str, expected: set[str]
) -> None:
    """The offences added in 2025 are a list that is not closed: outside what is known of it the answer stays open."""
    convicted = [{"offence": offence, "class": "felony", "as": "felony", "date": "2016-01-04"}]
    found = ask(rows, "us/ct jail", day, "hold_on_detainer", papers=DETAINER, convictions=convicted,
                facts={"release_due": "yes", "class_ab_conviction": "no", "risk_factor": "no"})  # fmt: skip
    assert says(found) == expected


def test_row_37_the_first_version_held_for_at_most_48_hours(rows: Law) -> None:
    """With a risk factor a hold was open for 48 hours and not for 49."""
    for end, expected in (("2018-05-03T09:00-04:00", "not_addressed"), ("2018-05-03T10:00-04:00", "prohibited")):
        found = ask(rows, "us/ct jail", "2018-05-01", "hold_on_detainer", papers=DETAINER,
                    facts={"release_due": "yes", "risk_factor": "yes"},
                    moments={"release_due_at": "2018-05-01T09:00-04:00", "released_at": end})  # fmt: skip
        assert says(found) == {expected}


def test_row_37_the_head_of_the_agency_reviews_before_ice_is_told(rows: Law) -> None:
    """The review is due before the information is given; whether it opens notice is undecided."""
    found = ask(rows, "us/ct jail", "2024-05-02", "notify_release", papers=DETAINER,
                facts={"did_refer_upward": "yes"}, moments={"disclosed_at": "2024-05-02T12:00-04:00"})  # fmt: skip
    owed = duties(found)["head-reviews-first"]
    assert (owed["to"], owed["due"]) == (["agency_head"], "2024-05-02T12:00:00-04:00")
    assert owed["clock"].startswith("before")
    assert says(found) == {"prohibited", "not_addressed"}
    assert [(p["point"], p["kind"]) for p in found["open"]] == [("us/ct:trust-act/notice-gate", "undecided")]


def test_row_38_copy_reason_notice_report_and_an_action_without_damages(rows: Law) -> None:
    """The person and one other get notice and reason once ICE is told; the town reports each half year."""
    found = ask(rows, "us/ct jail", "2025-11-03", "notify_release", papers=DETAINER,
                facts={"did_notify_release": "yes"})  # fmt: skip
    assert duties(found)["copy-of-request"]["to"] == ["person"]
    assert [duties(found)[d]["to"] for d in ("same-notice", "reason-in-writing")] == [
        ["person", "attorney_or_designee"]
    ] * 2
    found = ask(rows, "us/ct governing_body", "2025-11-03", "record_and_report",
                facts={"access_given_half_year": "yes"})  # fmt: skip
    assert duties(found)["access-report"]["due"] == "2025-12-31T23:59:59-05:00"
    found = ask(rows, "us/ct jail", "2025-10-01", "hold_on_detainer", convictions=[], papers=DETAINER,
                facts={"release_due": "yes", "class_ab_conviction": "no"})  # fmt: skip
    assert role(found, "no-holds-2025") == "controls"
    assert [r["form"] for r in found["remedies"]] == ["injunction and declaration, with fees; no damages"]


def test_row_38_an_action_given_in_2025_is_not_told_for_2024(rows: Law) -> None:
    """Before 1 October 2025 nobody could sue for a copy not given."""
    found = ask(rows, "us/ct jail", "2024-05-02", "notify_release", papers=DETAINER)
    assert found["remedies"] == []


def test_row_39_ask_on_three_grounds_and_decline_document_and_pass_upward(rows: Law) -> None:
    """Each ground alone opens the question; a request is declined and two duties run; the month's report has no nil."""
    none = {"linked_to_state_crime": "no", "submitted_to_court": "no", "needed_for_benefit": "no"}
    found = ask(rows, "us/or sheriff", "2024-03-04", "inquire_status", facts=none)
    assert (says(found), role(found, "three-grounds-to-ask")) == ({"prohibited"}, "controls")
    for ground in none:
        found = ask(rows, "us/or sheriff", "2024-03-04", "inquire_status", facts=none | {ground: "yes"})
        assert says(found) == {"not_addressed"}
    found = ask(rows, "us/or sheriff", "2024-03-04", "notify_release", papers=DETAINER, facts={"initiated_by": "ice"})
    assert (says(found), role(found, "decline")) == ({"prohibited"}, "controls")
    assert {d["what"] for d in found["duties"]} == {"record_in_file", "refer_upward"}
    for came, due in (("yes", "2024-03-31T23:59:59-07:00"), ("no", None)):
        found = ask(rows, "us/or sheriff", "2024-03-04", "record_and_report", facts={"requests_this_month": came})
        assert duties(found).get("monthly-report", {}).get("due") == due


def test_row_40_no_release_notice_unless_law_or_a_court_requires_it(law: Law) -> None:
    """State law, federal law and a court's order each lift the ban; none of them grants more."""
    civil = {"purposes": ["civil_immigration"], "custody_place": "jail"}
    found = ask(law, "us/wa jail", "2024-03-04", "notify_release", papers=DETAINER, facts=civil)
    assert (says(found), role(found, "no-release-notice")) == ({"prohibited"}, "controls")
    for facts, papers in (
        ({"state_law_requires": "yes"}, DETAINER),
        ({"federal_law_requires": "yes"}, DETAINER),
        ({}, [*DETAINER, ORDER]),
    ):
        found = ask(law, "us/wa jail", "2024-03-04", "notify_release", papers=papers, facts=civil | facts)
        assert says(found) == {"not_addressed"}
    assert role(found, "required-or-court-ordered") == "exempts"


def test_row_41_adopt_the_model_or_tell_why_not(rows: Law) -> None:
    """Either satisfies the duty, and an agency that explained owes nothing more."""
    found = ask(rows, "us/wa sheriff", "2024-03-04", "adopt_policy", facts={"model_policy": "none"})
    owed = duties(found)["adopt-or-explain"]
    assert (owed["to"], owed["satisfied_by"]) == (["attorney_general"], ["adopted", "explained"])
    found = ask(rows, "us/wa sheriff", "2024-03-04", "adopt_policy", facts={"model_policy": "explained"})
    assert found["duties"] == []


def test_row_42_people_in_prison_custody_are_outside_but_interviews_need_consent(law: Law) -> None:
    """The notice ban does not reach prison custody; an interview, even about a crime, needs consent or an order."""
    inside = {"custody_place": "prison", "purposes": ["criminal_immigration"]}
    found = ask(law, "us/wa corrections_state", "2024-03-04", "notify_release", papers=DETAINER, facts=inside)
    assert (says(found), role(found, "no-release-notice")) == ({"not_addressed"}, None)
    refused = inside | {"consent_written": "no", "consent_explained": "no"}
    found = ask(law, "us/wa corrections_state", "2024-03-04", "allow_interview", papers=[], facts=refused)
    assert (says(found), role(found, "prison-interviews")) == ({"prohibited"}, "controls")
    agreed = inside | {"consent_written": "yes", "consent_explained": "yes"}
    for facts, papers in ((agreed, []), (refused, [ORDER])):
        found = ask(law, "us/wa corrections_state", "2024-03-04", "allow_interview", papers=papers, facts=facts)
        assert says(found) == {"not_addressed"}


# --- Colorado, Virginia


def test_row_43_release_within_six_hours_of_bond_and_never_later_for_an_operation(rows: Law) -> None:
    """Six hours run past midnight; delay for an operation is prohibited; a breach of the data rule costs to $50,000."""
    found = ask(rows, "us/co jail", "2026-03-03", "hold_on_detainer",
                facts={"release_due": "yes", "release_delayed": "yes"},
                moments={"bond_ready_at": "2026-03-03T20:00-07:00"})  # fmt: skip
    assert duties(found)["release-in-six-hours"]["due"] == "2026-03-04T02:00:00-07:00"
    assert (says(found), role(found, "no-delay")) == ({"prohibited"}, "controls")
    found = ask(rows, "us/co jail", "2026-03-03", "notify_release", papers=DETAINER)
    assert [r["amount"] for r in found["remedies"]] == [{"most": "50000", "per": "violation"}]


def test_row_44_a_vote_whose_result_nobody_has_read(rows: Law) -> None:
    """Before the vote notice is barred; since, it is barred or required, and the answer names the point."""
    given: dict[str, Any] = {"papers": DETAINER, "convictions": [], "facts": {"dhs_reply": "unclear"}}
    given |= {
        "charges": [{"class": "violent_felony", "stage": "charged"}],
        "moments": {"booked_at": "2026-11-10T08:00-07:00"},
    }
    found = ask(rows, "us/co jail", "2026-11-02", "notify_release", **given)
    assert (says(found), found["open"]) == ({"prohibited"}, [])
    found = ask(rows, "us/co jail", "2026-11-10", "notify_release", **given)
    assert says(found) == {"prohibited", "required"}
    assert [(p["point"], p["kind"]) for p in found["open"]] == [("us/co:initiative-95/result", "unverified")]
    assert duties(found)["in-72-hours"]["due"] == "2026-11-13T08:00:00-07:00"
    adopted = {"reading:us/co:initiative-95/result": "adopted"}
    found = ask(rows, "us/co jail", "2026-11-10", "notify_release", **given | {"facts": given["facts"] | adopted})
    assert (says(found), role(found, "no-identifying-data")) == ({"required"}, "yields")


def test_row_44_the_duty_waits_on_the_point_alone(rows: Law) -> None:
    """Charge and reply are known, so the duty turns on the result of the vote and on nothing else."""
    found = ask(rows, "us/co jail", "2026-11-10", "notify_release", papers=DETAINER, convictions=[],
                facts={"dhs_reply": "unclear"}, charges=[{"class": "violent_felony", "stage": "charged"}])  # fmt: skip
    condition = duties(found)["in-72-hours"]["if"]
    assert "adopted" in condition
    assert "charge" not in condition


def test_row_45_a_felony_commitment_is_asked_and_the_query_rests_on_a_transient_answer(rows: Law) -> None:
    """No answer means a query; an answer turns on what Comity does not hold, and stays open."""
    where, day = "us/va jail", "2022-03-01"
    found = ask(rows, where, day, "inquire_status", facts={"committed_for_felony": "yes"})
    assert (says(found), role(found, "ask-on-commitment")) == ({"required"}, "controls")
    facts = {"committed_for_felony": "yes", "birthplace_answer": "declined"}
    whole = rows.decide({"place": "us/va", "agency": "jail", "on": day, "actions": ["query_dhs"], "facts": facts})
    assert says(whole["actions"]["query_dhs"]) == {"required"}
    assert whole["rested_on_transient"] == ["birthplace_answer"]
    found = ask(rows, where, day, "query_dhs", facts=facts | {"birthplace_answer": "given"})
    assert (says(found), [p["point"] for p in found["open"]]) == ({"required", "not_addressed"}, ["status"])


def test_row_45_hand_over_at_most_five_days_before_release(rows: Law) -> None:
    """The fifth day before is open, the sixth is not."""
    for day, expected in (("2022-03-01", "permitted"), ("2022-02-28", "not_addressed")):
        found = ask(rows, "us/va jail", day, "transfer_custody", papers=DETAINER,
                    moments={"release_due_at": "2022-03-06T09:00-05:00"})  # fmt: skip
        assert (says(found), role(found, "early-transfer")) == (
            {expected},
            "controls" if expected == "permitted" else None,
        )


def test_row_46_agreements_only_on_terms_until_the_sunset(rows: Law) -> None:
    """Terms open the agreement; the act begins in a window and its last day is 30 June 2028."""
    for day, met, expected in (
        ("2026-06-01", "no", {"prohibited", "not_addressed"}),
        ("2027-01-04", "no", {"prohibited"}),
        ("2027-01-04", "yes", {"not_addressed"}),
        ("2028-06-30", "no", {"prohibited"}),
        ("2028-07-01", "no", {"not_addressed"}),
    ):
        found = ask(rows, "us/va sheriff", day, "agreement_287g",
                    facts={"agreement_step": "enter", "agreement_terms_met": met})  # fmt: skip
        assert says(found) == expected


# --- Texas


def test_row_47_proof_lifts_both_duties_and_forbids_nothing(rows: Law) -> None:
    """An ICE detainer is complied with and the person told; proof, a transient fact, lifts both; CBP's is outside."""
    given: dict[str, Any] = {"place": "us/tx", "agency": "jail", "on": "2025-03-03", "papers": DETAINER}
    given["actions"] = ["hold_on_detainer"]
    for shown, asks, outcome, part in (
        ("no", "ICE_ERO", "required", "controls"),
        ("yes", "ICE_ERO", "not_addressed", "yields"),
        ("no", "CBP", "not_addressed", None),
    ):
        whole = rows.decide({**given, "facts": {"requester": asks, "proof_shown": shown}})
        found = whole["actions"]["hold_on_detainer"]
        assert (says(found), role(found, "comply")) == ({outcome}, part)
        assert [d["what"] for d in found["duties"]] == (["tell_held"] if outcome == "required" else [])
        assert whole["rested_on_transient"] == ["proof_shown"]


def test_row_47_until_proof_is_settled_the_duty_is_open(rows: Law) -> None:
    """Not knowing whether proof was shown leaves the hold required or not addressed, never prohibited."""
    found = ask(rows, "us/tx jail", "2025-03-03", "hold_on_detainer", papers=DETAINER, facts={"requester": "ICE_ERO"})
    assert says(found) == {"required", "not_addressed"}


def test_row_47_the_duty_says_that_it_waits_on_proof(rows: Law) -> None:
    """The duty to tell the person turns on one thing only: whether proof was shown."""
    found = ask(rows, "us/tx jail", "2025-03-03", "hold_on_detainer", papers=DETAINER, facts={"requester": "ICE_ERO"})
    assert "proof" in duties(found)["tell-the-person"]["if"]


def test_row_48_victims_are_not_asked_and_asking_detainees_is_protected(rows: Law) -> None:
    """Need, visas or a separate offence open the question; a city's wider ban falls for people under arrest only."""
    victim = {"person_roles": ["victim"], "needed_for_investigation": "no", "lawfully_detained": "no"}
    found = ask(rows, "us/tx police_municipal", "2025-03-03", "inquire_status", facts=victim)
    assert (says(found), role(found, "no-questions-to-victims")) == ({"prohibited"}, "controls")
    for opening in ("needed_for_investigation", "visa_information", "separate_offence"):
        found = ask(rows, "us/tx police_municipal", "2025-03-03", "inquire_status", facts=victim | {opening: "yes"})
        assert says(found) == {"not_addressed"}
    for held, expected in (("yes", "not_addressed"), ("no", "prohibited")):
        found = ask(rows, "us/tx/example-city police_municipal", "2025-03-03", "inquire_status",
                    facts={"person_roles": ["suspect"], "lawfully_detained": held})  # fmt: skip
        assert says(found) == {expected}
    both = victim | {"lawfully_detained": "yes"}
    found = ask(rows, "us/tx police_municipal", "2025-03-03", "inquire_status", facts=both)
    assert (says(found), role(found, "protects-asking")) == ({"prohibited"}, "bars_limits")


@pytest.mark.parametrize(
    ("agency", "day", "expected"),
    [
        ("sheriff", "2018-03-12", "prohibited"),
        ("sheriff", "2018-03-13", "not_addressed"),
        ("police_municipal", "2018-03-13", "prohibited"),
    ],
)
def test_row_49_endorsing_is_enjoined_as_to_elected_officials(rows: Law, agency: str, day: str, expected: str) -> None:
    """A sheriff may endorse a limit from the day of the decision; a police chief may not; adopting one nobody may."""
    found = ask(rows, f"us/tx {agency}", day, "adopt_policy", facts={"policy_effects": ["endorses_limits"]})
    assert says(found) == {expected}
    found = ask(rows, f"us/tx {agency}", day, "adopt_policy", facts={"policy_effects": ["limits_enforcement"]})
    assert (says(found), role(found, "no-limiting-policy")) == ({"prohibited"}, "controls")


def test_row_49_a_city_or_agency_limit_is_void_save_at_a_place_of_worship(rows: Law) -> None:
    """The bar defeats an ordinance and an agency's own rule alike, orders nothing, and leaves worship alone."""
    for where, facts in (
        ("us/tx/example-city police_municipal", {}),
        ("us/tx sheriff", {"own_rule.joint_operation": "forbids"}),
        ("us/tx/some-county sheriff", {"own_rule.joint_operation": "forbids"}),
    ):
        for kind, expected in (("street", "not_addressed"), ("worship", "prohibited")):
            found = ask(rows, where, "2025-03-03", "joint_operation", facts=facts | {"place_kind": kind})
            assert says(found) == {expected}


def test_row_50_from_which_day_sheriffs_must_have_signed_is_disputed(rows: Law) -> None:
    """Between the two days the answer is contested, with each reading's authorities; then both agree."""
    facts = {"runs_jail": "yes", "agreement_step": "enter", "agreement_in_force": "no"}
    for day, expected in (("2026-05-31", "not_addressed"), ("2026-08-03", "contested"), ("2026-12-01", "required")):
        found = ask(rows, "us/tx sheriff", day, "agreement_287g", facts=facts)
        assert says(found) == {expected}
    found = ask(rows, "us/tx sheriff", "2026-08-03", "agreement_287g",
                facts=facts | {"own_rule.agreement_287g": "silent"})  # fmt: skip
    assert {(d["reading"], d["outcome"]) for d in found["disputes"]} == {
        ("june", "required"),
        ("december", "not_addressed"),
    }
    assert all(d["authorities"] for d in found["disputes"])
    assert {duties(found)[d]["due"][:10] for d in ("sign-by-june", "sign-by-december", "ask-again")} == {
        "2026-06-01",
        "2026-12-01",
        "2026-12-31",
    }
    assert ask(rows, "us/tx sheriff", "2026-12-01", "agreement_287g", facts={"runs_jail": "no"})["duties"] == []


def test_row_50_each_day_says_on_whose_reading_it_is(rows: Law) -> None:
    """Two days are told for one duty, so each names the reading it rests on."""
    found = ask(rows, "us/tx sheriff", "2026-08-03", "agreement_287g",
                facts={"runs_jail": "yes", "agreement_step": "enter", "agreement_in_force": "no"})  # fmt: skip
    assert "june" in duties(found)["sign-by-june"]["if"]


def test_row_51_penalties_by_the_day_a_crime_if_knowing_and_removal(rows: Law) -> None:
    """First and later violations have their own range, each day; the crime has its mental element in words."""
    found = ask(rows, "us/tx governing_body", "2025-03-03", "adopt_policy",
                facts={"policy_effects": ["limits_enforcement"]})  # fmt: skip
    by_form = {r["form"]: r for r in found["remedies"]}
    assert by_form["civil penalty"]["amount"] == {"first": "1000-1500", "later": "25000-25500", "per": "day"}
    assert by_form["quo warranto"]["cite"] == "Tex. Gov. Code 752.0565"
    found = ask(rows, "us/tx sheriff", "2025-03-03", "hold_on_detainer", papers=DETAINER,
                facts={"requester": "ICE_ERO", "proof_shown": "no"})  # fmt: skip
    assert ["knowingly" in r["says"] and "Class A" in r["says"] for r in found["remedies"]] == [True]


# --- Florida, North Carolina, Iowa, Tennessee, Georgia, Mississippi, Missouri, New Hampshire


def test_row_52_judge_and_file_first_then_comply_once_it_conforms(rows: Law) -> None:
    """Both duties run before the detainer is judged, and not again after a transfer; who judges is named."""
    found = ask(rows, "us/fl jail", "2024-07-01", "hold_on_detainer", papers=BOTH)
    assert {d["what"] for d in found["duties"]} == {"tell_bail_judge", "record_in_file"}
    assert says(found) == {"required", "not_addressed"}
    assert found["judges"] == [{"fact": "detainer_conforms", "by": "agency counsel"}]
    found = ask(rows, "us/fl jail", "2024-07-01", "hold_on_detainer", papers=BOTH,
                facts={"detainer_conforms": "yes", "transferring_agency_told": "yes"})  # fmt: skip
    assert (says(found), role(found, "comply"), found["duties"]) == ({"required"}, "controls", [])


def test_row_52_what_lifts_a_duty_is_among_the_reasons(tmp_path: Path) -> None:
    """The law says why the judge is not told a second time."""
    text = """
    instrument: twice
    provisions:
      - {id: tell, modality: must, duty: {what: tell_bail_judge, to: [court]}}
      - {id: not-twice, modality: exempts, when: minor, exempts: [tell]}
    """
    found = answer(example(tmp_path / "law", text), facts={"minor": "yes"})
    assert found["duties"] == []
    assert role(found, "not-twice") == "exempts"


def test_row_53_victims_lift_the_duty_and_a_listed_crime_the_whole_section(rows: Law) -> None:
    """Information held back is recorded for ten years; for listed victims neither efforts nor record are owed."""
    where, day = "us/fl sheriff", "2024-07-01"
    found = ask(rows, where, day, "share_personal_info", facts={"cooperating_victim": "no"})
    assert (says(found), role(found, "best-efforts")) == ({"required"}, "controls")
    facts = {"cooperating_victim": "yes", "did_share_personal_info": "no"}
    found = ask(rows, where, day, "share_personal_info", facts=facts)
    assert (says(found), role(found, "victim-information")) == ({"not_addressed"}, "exempts")
    assert duties(found)["keep-the-record"]["keep_for"] == "10 years"
    found = ask(rows, where, day, "share_personal_info", facts=facts | {"listed_crime_victim": "yes"})
    assert (says(found), role(found, "section-off"), found["duties"]) == ({"not_addressed"}, "exempts", [])


def _held_in_nc(rows: Law, day: str, action: str, **moments: str) -> dict[str, Any]:
    return ask(rows, "us/nc jail", day, action, facts={"identity_match": "yes"}, papers=[*BOTH, ORDER],
               charges=[{"offence": "shoplifting", "class": "misdemeanour", "stage": "charged"}],
               moments=moments)  # fmt: skip


def test_row_54_before_a_judicial_official_and_no_longer_than_the_earliest_of_three(rows: Law) -> None:
    """48 hours run from receipt in the version of 2024 and from release since; pick-up or withdrawal end it sooner."""
    assert says(_held_in_nc(rows, "2025-02-03", "present_to_judge")) == {"required"}
    found = ask(rows, "us/nc court", "2025-02-03", "hold_on_detainer", facts={"identity_match": "no"}, papers=BOTH)
    assert says(found) == {"not_addressed"}
    late = {"taken_over_at": "2027-01-01T09:00-05:00", "rescinded_at": "2027-01-01T09:00-05:00"}
    start = {"request_at": "2025-02-03T09:00-05:00", "release_due_at": "2025-02-04T09:00-05:00"}
    found = _held_in_nc(rows, "2025-02-04", "hold_on_detainer", **start, **late)
    assert duties(found)["earliest-2024"]["due"] == "2025-02-05T09:00:00-05:00"
    start = {"request_at": "2026-02-03T09:00-05:00", "release_due_at": "2026-02-04T09:00-05:00"}
    found = _held_in_nc(rows, "2026-02-04", "hold_on_detainer", **start, **late)
    assert duties(found)["earliest-2025"]["due"] == "2026-02-06T09:00:00-05:00"
    found = _held_in_nc(
        rows, "2026-02-04", "hold_on_detainer", **start, **late | {"rescinded_at": "2026-02-04T15:00-05:00"}
    )
    assert duties(found)["earliest-2025"]["due"] == "2026-02-04T15:00:00-05:00"
    found = _held_in_nc(rows, "2026-02-04", "notify_release", **start)
    assert duties(found)["tell-ice"]["due"] == "2026-02-04T11:00:00-05:00"


def test_row_54_while_nobody_came_the_48_hours_are_the_latest(rows: Law) -> None:
    """Neither pick-up nor withdrawal has happened: the hold ends at 48 hours at the latest."""
    found = _held_in_nc(rows, "2026-02-04", "hold_on_detainer", release_due_at="2026-02-04T09:00-05:00")
    assert duties(found)["earliest-2025"]["due"] == "2026-02-06T09:00:00-05:00"


@pytest.mark.parametrize(
    ("offence", "committed", "confined", "controls"),
    [
        ("larceny", "2024-11-30", "2025-03-01", "ask-2008"),
        ("larceny", "2024-12-01", "2025-03-01", None),
        ("90-95 felony", "2024-12-01", "2025-03-01", "ask-2024"),
        ("larceny", "2024-11-30", "2025-10-01", "ask-2025"),
        ("larceny", "2025-10-02", "2025-10-02", "ask-2025"),
    ],
)
def test_row_55_the_version_follows_the_day_of_the_offence_and_then_of_confinement(
    rows: Law, offence: str, committed: str, confined: str, controls: str | None
) -> None:
    """Each version counts from a day of its own: the offence's for the second, confinement's for the third."""
    found = ask(rows, "us/nc jail", "2025-11-03", "inquire_status",
                charges=[{"offence": offence, "class": "felony", "stage": "charged"}],
                moments={"offence_date": committed, "confined_on": confined})  # fmt: skip
    assert says(found) == ({"required"} if controls else {"not_addressed"})
    assert [r["provision"].rsplit("/", 1)[1] for r in found["reasons"]] == ([controls] if controls else [])


def test_row_55_without_the_day_of_the_offence_the_version_is_open(rows: Law) -> None:
    """The day is asked, not guessed."""
    found = ask(rows, "us/nc jail", "2025-03-03", "inquire_status", moments={"confined_on": "2025-03-01"},
                charges=[{"offence": "larceny", "class": "felony", "stage": "charged"}])  # fmt: skip
    assert says(found) == {"required", "not_addressed"}
    assert "offence_date" in {q["fact"] for q in found["ask"]}


def test_row_55_the_day_of_the_only_charge_is_the_day_of_the_offence(rows: Law) -> None:
    """A complete list of one charge with its day says when the offence was."""
    dated = [{"offence": "larceny", "class": "felony", "stage": "charged", "offence_date": "2024-11-30"}]
    found = ask(rows, "us/nc jail", "2025-03-03", "inquire_status", moments={"confined_on": "2025-03-01"},
                charges=dated)  # fmt: skip
    assert says(found) == {"required"}


def test_row_56_a_detainer_counts_only_with_a_signed_warrant(rows: Law) -> None:
    """With it compliance is required; a policy that discourages is barred; written policies were due in 2019."""
    for papers, expected in ((BOTH, "required"), (DETAINER, "not_addressed")):
        found = ask(rows, "us/ia sheriff", "2025-02-03", "hold_on_detainer", papers=papers)
        assert says(found) == {expected}
    unsigned = [*DETAINER, {"form": "I-200", "signed": "no", "complete": "yes"}]
    assert says(ask(rows, "us/ia sheriff", "2025-02-03", "hold_on_detainer", papers=unsigned)) == {"not_addressed"}
    found = ask(rows, "us/ia sheriff", "2025-02-03", "adopt_policy", facts={"policy_effects": ["discourages"]})
    assert (says(found), role(found, "no-discouraging-policy")) == ({"prohibited"}, "controls")
    assert duties(found)["written-policies"]["due"] == "2019-01-01T23:59:59-06:00"


def test_row_57_a_policy_that_asks_for_a_warrant_is_itself_barred(rows: Law) -> None:
    """No hold is thereby ordered; from July 2024 a duty to communicate stands whose reach is undecided."""
    found = ask(rows, "us/tn sheriff", "2025-02-03", "adopt_policy", facts={"policy_effects": ["demands_warrant"]})
    assert (says(found), role(found, "no-sanctuary-policy")) == ({"prohibited"}, "controls")
    found = ask(rows, "us/tn sheriff", "2025-02-03", "hold_on_detainer", papers=DETAINER)
    assert says(found) == {"not_addressed"}
    assert says(ask(rows, "us/tn sheriff", "2024-06-30", "share_status")) == {"permitted"}
    found = ask(rows, "us/tn sheriff", "2024-07-01", "share_status")
    assert says(found) == {"required", "not_addressed"}
    assert {p["point"] for p in found["open"]} == {"status", "us/tn:chapter-7-68/or"}


def test_row_58_find_out_within_48_hours_query_and_tell_if_verified(rows: Law) -> None:
    """The effort has an end; a reply decides and is never kept; whether notice survived 2024 is open."""
    found = ask(rows, "us/ga jail", "2025-07-01", "inquire_status", moments={"booked_at": "2025-07-01T22:00-04:00"})
    assert says(found) == {"required"}
    assert duties(found)["in-48-hours"]["due"] == "2025-07-03T22:00:00-04:00"
    facts = {"dhs_reply": "none", "question_settled": "no"}
    assert says(ask(rows, "us/ga jail", "2025-07-01", "query_dhs", facts=facts)) == {"required"}
    given = {"place": "us/ga", "agency": "jail", "actions": ["share_status"], "facts": {"dhs_reply": "no_match"}}
    for day, expected in (("2015-07-01", {"required"}), ("2025-07-01", {"required", "not_addressed"})):
        whole = rows.decide({**given, "on": day})
        assert says(whole["actions"]["share_status"]) == expected
        assert whole["rested_on_transient"] == ["dhs_reply"]
    found = ask(rows, "us/ga jail", "2025-07-01", "share_status", facts={"dhs_reply": "no_match"})
    assert [p["kind"] for p in found["open"]] == ["unverified"]


def test_row_59_a_bar_on_limits_orders_nothing(rows: Law) -> None:
    """A city's ban on reporting falls and the act stays unaddressed; its ban on holds is another matter."""
    city, day = "us/ms/example-city police_municipal", "2025-03-03"
    found = ask(rows, city, day, "share_status")
    assert (says(found), role(found, "no-status"), role(found, "no-limits")) == (
        {"not_addressed"},
        "yields",
        "bars_limits",
    )
    assert says(ask(rows, city, day, "hold_on_detainer", facts={"release_due": "yes"})) == {"prohibited"}
    for own in ("silent", "forbids"):
        found = ask(rows, "us/mo/some-county sheriff", day, "share_status", facts={"own_rule.share_status": own})
        assert (says(found), found["outcomes"]) == ({"not_addressed"}, ["not_addressed"])


def test_row_60_inmates_if_safe_no_status_investigation_and_a_refusal_is_reported(rows: Law) -> None:
    """Who judges safety is named; a county jail may hold besides; a refusal goes to the Attorney General."""
    where, day = "us/nh jail", "2026-03-03"
    held = {"release_due_at": "2026-03-03T09:00-05:00", "released_at": "2026-03-05T09:00-05:00"}
    found = ask(rows, where, day, "hold_on_detainer", papers=DETAINER, facts={"inmate": "yes"}, moments=held)
    assert (says(found), found["judges"]) == (
        {"required", "permitted"},
        [{"fact": "safe_to_comply", "by": "head of the jail"}],
    )
    refused = {"inmate": "yes", "safe_to_comply": "yes", "did_hold_on_detainer": "no"}
    found = ask(rows, where, day, "hold_on_detainer", papers=DETAINER, facts=refused, moments=held)
    assert (says(found), role(found, "comply-if-safe")) == ({"required"}, "controls")
    assert duties(found)["report-refusal"]["to"] == ["attorney_general"]
    for after, expected in (("no", "prohibited"), ("yes", "not_addressed")):
        found = ask(rows, where, day, "inquire_status", facts={"inmate": "yes", "after_state_offence": after})
        assert says(found) == {expected}


def test_row_60_the_48_hours_leave_out_saturday_and_sunday(rows: Law) -> None:
    """From Friday afternoon 48 hours reach to Tuesday afternoon."""
    found = ask(rows, "us/nh jail", "2026-03-06", "hold_on_detainer", papers=DETAINER, facts={"inmate": "no"},
                moments={"release_due_at": "2026-03-06T17:00-05:00",
                         "released_at": "2026-03-10T16:00-04:00"})  # fmt: skip
    assert (says(found), role(found, "county-jail-48-hours")) == ({"permitted"}, "controls")


def test_row_60_a_clock_of_hours_leaves_out_saturday_and_sunday(tmp_path: Path) -> None:
    """The same as a time by which the person has to be released."""
    text = """
    instrument: hours
    provisions:
      - id: end
        modality: must
        duty: {what: keep_record, clock: {from: release_due_at, plus: 48 hours, calendar: us}}
    """
    found = answer(example(tmp_path / "law", text), on="2026-03-06",
                   moments={"release_due_at": "2026-03-06T17:00-05:00"})  # fmt: skip
    assert found["duties"][0]["due"] == "2026-03-10T17:00:00-04:00"
