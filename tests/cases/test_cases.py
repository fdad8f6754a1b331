"""The published cases: each of the home state agrees with ours, or is listed with a reason and a source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import comity
from tests.cases.count import cases_file, ours, read_cases
from tests.cases.keys import READERS, SET_ASIDE
from tests.cases.translate import PAPERS, agrees, place_of, to_encounter

ROOT = Path(__file__).resolve().parents[2]
HOME = "MA"
MISSING = not cases_file().exists()
CASES = {} if MISSING else {c["id"]: c for c in read_cases()}
HOME_CASES = [i for i, c in CASES.items() if c["jurisdiction"]["state"] == HOME]
needs_cases = pytest.mark.skipif(MISSING, reason="no published cases here; set COMITY_CASES to their folder")


@pytest.fixture(scope="module")
def law() -> comity.Law:
    return comity.load()


def disagreements() -> dict[str, list[str]]:
    """Return the rows of the table of cases in docs/disagreements.md: what stands after the case, by case."""
    text = (ROOT / "docs" / "disagreements.md").read_text(encoding="utf-8")
    table = text.split("## Cases", 1)[1].split("\n## ", 1)[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line[:1] == "|"]
    return {row[0]: row[1:] for row in rows if re.fullmatch(r"[A-Z]{2}-\d{3}", row[0])}


def made(**over: Any) -> dict[str, Any]:
    """Return a made-up case."""
    plain: dict[str, Any] = {
        "id": "XX-001",
        "jurisdiction": {"state": "MA"},
        "agency_type": "police_municipal",
        "evaluate_on": "2026-03-02",
        "action": "hold_on_detainer",
        "instrument": "none",
        "facts": {},
        "answer": "prohibited",
        "layer": "state_common_law",
        "layer_only": False,
    }
    return plain | over


def answered(*presumed: str, strict: list[str] | None = None, **over: Any) -> dict[str, Any]:
    """Return an answer of ours as plain data."""
    empty: dict[str, Any] = {k: [] for k in ("reasons", "ask", "open", "unread", "disputes", "duties")}
    return empty | {"outcomes": strict or list(presumed), "presumed": {"outcomes": list(presumed)}} | over


@needs_cases
@pytest.mark.parametrize("case_id", HOME_CASES)
def test_a_case_agrees_or_is_listed(law: comity.Law, case_id: str) -> None:
    """Each published case of Massachusetts agrees with our answer, or docs/disagreements.md says why not."""
    case = CASES[case_id]
    answer = ours(case, law)
    assert agrees(case, answer, law) == (case_id not in disagreements()), answer["presumed"]


@needs_cases
def test_fifteen_cases_are_of_this_state() -> None:
    """The set holds 79 cases, 15 of them from Massachusetts, so none is left out by a slip of the reader."""
    assert (len(CASES), len(HOME_CASES)) == (79, 15)


@needs_cases
def test_every_case_of_every_state_can_be_asked(law: comity.Law) -> None:
    """A case of any state becomes an encounter that the law folder can be asked, whatever the answer."""
    assert [i for i, c in CASES.items() if not ours(c, law)["outcomes"]] == []


@needs_cases
def test_every_key_of_the_schema_is_mapped_or_set_aside() -> None:
    """Every fact key that a case may use is read, or set aside with a reason, and never both."""
    readme = (cases_file().parent / "README.md").read_text(encoding="utf-8")
    keys = set(re.findall(r"^- `(\w+)` \(", readme.split("## Fact keys", 1)[1], re.MULTILINE))
    assert keys - set(READERS) - set(SET_ASIDE) == set()
    assert set(READERS) & set(SET_ASIDE) == set()


def test_a_listed_case_has_a_reason_and_a_source() -> None:
    """Each row of the page of disagreements is full, and names a case there is."""
    rows = disagreements()
    assert [i for i, cells in rows.items() if len(cells) != 4 or not all(cells)] == []
    assert MISSING or set(rows) <= set(HOME_CASES)


def test_a_key_set_aside_has_a_reason() -> None:
    """What is no fact for us says why."""
    assert [k for k, why in SET_ASIDE.items() if len(why.split()) < 3] == []


@pytest.mark.parametrize(
    ("jurisdiction", "place"),
    [
        ({"state": "MA"}, "us/ma"),
        ({"state": "MA", "county": "Plymouth"}, "us/ma/plymouth-county"),
        ({"state": "MA", "county": "Suffolk", "city": "Boston"}, "us/ma/boston"),
        ({"state": "NY", "city": "New York"}, "us/ny/new-york"),
    ],
)
def test_a_place_is_the_narrowest_named(jurisdiction: dict[str, str], place: str) -> None:
    """A city comes before its county, and a county before the state."""
    assert place_of(jurisdiction) == place


def test_an_unknown_value_stays_unknown(law: comity.Law) -> None:
    """`unknown` says no more than an absent key."""
    facts = {"local_ordinance_on_ice": "unknown", "same_person_confirmed": "unknown", "judicial_warrant": "unknown"}
    assert to_encounter(made(facts=facts), law) == to_encounter(made(), law)


def test_a_text_that_no_pattern_knows_says_nothing(law: comity.Law) -> None:
    """A purpose in words we do not know leaves the purpose open."""
    assert to_encounter(made(facts={"purpose": "something else again"}), law) == to_encounter(made(), law)


def test_no_ordinance_is_a_silent_own_rule(law: comity.Law) -> None:
    """Where the case says that the town has no rule, our own-rule fact of that act is silent."""
    case = made(action="notify_release", facts={"local_ordinance_on_ice": "none"})
    assert to_encounter(case, law)["facts"]["own_rule.notify_release"] == "silent"


def test_a_key_nobody_read_is_an_error(law: comity.Law) -> None:
    """A key that is neither mapped nor set aside stops the count, so that none is dropped in silence."""
    with pytest.raises(KeyError, match="weather"):
        to_encounter(made(facts={"weather": "rain"}), law)


def test_a_case_that_contradicts_itself_is_an_error(law: comity.Law) -> None:
    """A case that says two things of one fact is not counted as if it said one."""
    with pytest.raises(ValueError, match="release_due"):
        to_encounter(made(facts={"eligible_for_release": False, "release_event": "bail posted"}), law)


@pytest.mark.parametrize("shown", ["none", *PAPERS, "I-247A with I-200", "I-247A with I-205"])
def test_every_instrument_gives_papers_that_can_be(law: comity.Law, shown: str) -> None:
    """Each instrument of the schema becomes papers that the constraints allow."""
    encounter = to_encounter(made(instrument=shown), law)
    assert len(encounter["papers"]) == (0 if shown == "none" else 1 + shown.count(" with "))
    assert law.decide(encounter)["actions"]["hold_on_detainer"]["outcomes"]


def test_a_magistrate_who_signed_is_kept(law: comity.Law) -> None:
    """Who signed narrows the judge's warrant to that signer."""
    case = made(instrument="judicial warrant", facts={"warrant_signed_by": "federal magistrate"})
    assert to_encounter(case, law)["papers"][0]["issuer"] == "federal_magistrate"


def test_a_conviction_some_years_ago_has_its_year(law: comity.Law) -> None:
    """Four years ago lies between the fourth and the fifth anniversary."""
    case = made(evaluate_on="2021-03-01", facts={"years_since_conviction": 4})
    assert to_encounter(case, law)["convictions"] == [{"date": {"between": ["2016-03-02", "2017-03-01"]}}]


@pytest.mark.parametrize(
    ("word", "answer", "expected"),
    [
        ("prohibited", answered("prohibited"), True),
        ("prohibited", answered("prohibited", "permitted"), False),
        ("permitted", answered("not_addressed"), True),
        ("permitted", answered("not_addressed", "permitted"), True),
        ("permitted", answered("permitted", "prohibited"), False),
        ("permitted", answered("unsurveyed"), False),
        ("permitted", answered("required"), False),
        ("required", answered("required"), True),
        ("required", answered("permitted"), False),
        ("not_addressed", answered("not_addressed"), True),
        ("not_addressed", answered("permitted"), False),
    ],
)
def test_the_words_agree_as_the_page_says(law: comity.Law, word: str, answer: dict[str, Any], expected: bool) -> None:
    """docs/published-answers.md says which outcomes agree with which word."""
    assert agrees(made(answer=word), answer, law) is expected


def test_depends_needs_its_fact_named(law: comity.Law) -> None:
    """An open answer agrees with `depends` only if it names what it depends on."""
    case = made(answer="depends", depends_on="whether the city or town has an ordinance")
    both = ["not_addressed", "prohibited"]
    named = [{"place": "us/ma/x", "fact": "own_rule.hold_on_detainer"}]
    assert agrees(case, answered("not_addressed", strict=both, unread=named), law)
    assert not agrees(case, answered("not_addressed", strict=both), law)
    assert not agrees(case, answered("not_addressed", unread=named), law)


def test_one_authority_is_compared_by_its_reasons(law: comity.Law) -> None:
    """Where only one authority is asked of, another authority's rule does not count, nor one that is defeated."""
    case = made(answer="not_addressed", layer="executive_order_state", layer_only=True)
    other: Mapping[str, str] = {
        "provision": "us/ma:lunn/no-power-to-hold",
        "role": "controls",
        "modality": "lacks_power",
    }
    own = {"provision": "us/ma:executive-order-650/no-new-agreement", "role": "controls", "modality": "must_not"}
    assert agrees(case, answered("prohibited", reasons=[other]), law)
    assert not agrees(case, answered("prohibited", reasons=[own]), law)
    assert agrees(case, answered("prohibited", reasons=[own | {"role": "yields"}]), law)


def test_a_duty_counts_as_required_for_notices_and_records(law: comity.Law) -> None:
    """Giving notice is required where a duty of notice is owed without condition, and not where it has one."""
    case = made(answer="required", action="notice_to_person")
    assert agrees(case, answered("not_addressed", duties=[{"if": None}]), law)
    assert not agrees(case, answered("not_addressed", duties=[{"if": "the agency holds"}]), law)
