"""Decisions: everything still possible, what is certain of it, and on what grounds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from comity import InputError, Law
from comity.engine.decision import decide, decide_action, encode, presume_masks, readings_assumed
from comity.engine.encounter import read_encounter
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.vocabulary.modality import Outcome
from tests.example_law import ACTION, READ, answer, encounter, example, roles

BAN = """
instrument: act
provisions:
  - {id: no-holds, modality: must_not, when: release_due, unless: minor or crime_suspected}
  - {id: may-help, modality: may, when: minor}
"""


def test_an_empty_law_answers_that_nothing_was_found(tmp_path: Path) -> None:
    """Not addressed, settled, on no ground, with nothing to ask."""
    found = answer(example(tmp_path))
    assert (found["outcomes"], found["basis"], found["reasons"], found["ask"]) == (["not_addressed"], [], [], [])
    assert found["presumed"] == {"outcomes": ["not_addressed"], "basis": [], "assumed": {}}


def test_what_is_unknown_leaves_every_outcome_that_a_completion_has(tmp_path: Path) -> None:
    """An unknown fact is never silently no: a provision that lacks one stays, marked."""
    found = answer(example(tmp_path, BAN))
    assert found["outcomes"] == ["not_addressed", "permitted", "prohibited"]
    assert found["basis"] == []
    assert roles(found) == {"no-holds": "may_control", "may-help": "may_control"}


def test_what_is_known_settles_it_and_says_by_what(tmp_path: Path) -> None:
    """The provision that is in every completion controls; the one that is in none is no reason."""
    found = answer(example(tmp_path, BAN), facts={"release_due": "yes", "minor": "no", "crime_suspected": "no"})
    assert (found["outcomes"], found["basis"], roles(found)) == (
        ["prohibited"],
        ["forbidden"],
        {"no-holds": "controls"},
    )


def test_presumptions_fill_only_what_is_wholly_unknown_and_are_listed(tmp_path: Path) -> None:
    """The strict answer is given beside the presumed one, which names every presumption it rests on."""
    law = example(tmp_path, BAN)
    found = answer(law, facts={"minor": "no"})
    assert found["outcomes"] == ["not_addressed", "prohibited"]
    assert found["presumed"] == {
        "outcomes": ["prohibited"],
        "basis": ["forbidden"],
        "assumed": {"release_due": "yes", "crime_suspected": "no"},
    }
    assert answer(law, facts={"minor": "no", "release_due": "no"})["presumed"]["assumed"] == {}
    part = answer(law, facts={"minor": "no", "release_due": {"one_of": ["yes", "no"]}})
    assert part["presumed"]["assumed"] == {"crime_suspected": "no"}
    assert part["presumed"]["outcomes"] == ["not_addressed", "prohibited"]


def test_a_presumption_that_the_facts_rule_out_is_not_made(tmp_path: Path) -> None:
    """With facts and constraints that leave only the other value, nothing is presumed against them."""
    text = """
    instrument: act
    provisions:
      - {id: ban, modality: must_not, when: release_due}
      - {id: other, modality: must_not, when: "request_form == 'other'"}
    """
    law = example(tmp_path, text)
    path = tmp_path / "vocabulary" / "constraints.yaml"
    rule = (
        "  - {id: no-release, that: \"request_form != 'other' or not release_due\", says: nobody is released on it}\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    law = example(tmp_path, text)
    assert answer(law, facts={"request_form": "other"})["presumed"]["assumed"] == {}
    assert answer(law, facts={"request_form": "none"})["presumed"]["assumed"] == {"release_due": "yes"}


def test_a_reason_that_needs_a_failed_presumption_is_shown_as_remote(tmp_path: Path) -> None:
    """What applies only if a presumption fails may control; it never does under the presumptions."""
    text = """
    instrument: act
    provisions:
      - {id: ban, modality: must_not}
      - {id: by-crime, modality: exempts, when: crime_suspected, exempts: [ban]}
    """
    found = answer(example(tmp_path, text), facts={})
    assert found["presumed"]["outcomes"] == ["prohibited"]
    assert roles(found) == {"ban": "controls", "by-crime": "may_control"}
    remote = {r["provision"].rsplit("/", 1)[1]: r.get("only_if") for r in found["reasons"]}
    assert remote == {"ban": None, "by-crime": "a presumption fails"}


PARTLY = """
instrument: act
derived:
  years: {is: "since(convictions, class == 'felony')", question: Years since a felony}
provisions:
  - {id: ban, modality: must_not, when: "order_lodged == 'none'"}
  - {id: may, modality: may, when: "order_lodged == 'judge_signed'"}
  - {id: civil, modality: must_not, when: "'civil_immigration' in purposes"}
  - {id: old, modality: must_not, when: years > 5}
  - {id: dated, modality: must_not, when: "offence_date >= '2020-01-01'"}
"""
REST: dict[str, Any] = {"order_lodged": "administrative", "purposes": [], "years": "0", "offence_date": "2019-01-01"}


@pytest.mark.parametrize(
    ("facts", "outcomes"),
    [
        ({}, ["not_addressed"]),
        ({"order_lodged": {"one_of": ["none", "administrative"]}}, ["not_addressed", "prohibited"]),
        ({"order_lodged": {"one_of": ["judge_signed", "none"]}}, ["permitted", "prohibited"]),
        ({"order_lodged": {"not": "none"}}, ["not_addressed", "permitted"]),
        ({"order_lodged": {"not": ["none", "judge_signed"]}}, ["not_addressed"]),
        ({"purposes": {"has": ["civil_immigration"]}}, ["prohibited"]),
        ({"purposes": {"lacks": ["civil_immigration"]}}, ["not_addressed"]),
        ({"purposes": {"has": ["benefit"]}}, ["not_addressed", "prohibited"]),
        ({"years": {"between": [1, 5]}}, ["not_addressed"]),
        ({"years": {"between": [6, 9]}}, ["prohibited"]),
        ({"years": {"between": [3, 9]}}, ["not_addressed", "prohibited"]),
        ({"years": "5"}, ["not_addressed", "prohibited"]),
        ({"years": "never"}, ["prohibited"]),
        ({"offence_date": {"between": ["2019-12-30", "2019-12-31"]}}, ["not_addressed"]),
        ({"offence_date": {"between": ["2019-12-31", "2020-01-01"]}}, ["not_addressed", "prohibited"]),
    ],
)
def test_what_is_known_in_part_narrows_the_answer_by_that_much(
    tmp_path: Path, facts: dict[str, Any], outcomes: list[str]
) -> None:
    """One of these, not that, between, has and lacks: each leaves the cells it leaves."""
    assert answer(example(tmp_path, PARTLY), facts=REST | facts)["outcomes"] == outcomes


def pair(more: str = "", **keys: str) -> str:
    """Return an act of a ban and what else is said."""
    extra = "".join(f", {k}: {v}" for k, v in keys.items())
    return f"instrument: act\nprovisions:\n  - {{id: ban, modality: must_not{extra}}}\n{more}"


def test_an_exemption_lifts_and_grants_nothing(tmp_path: Path) -> None:
    """Where a ban is lifted the law is silent; only a permission permits."""
    lifted = pair("  - {id: lifts, modality: exempts, exempts: [ban], when: minor}\n")
    law = example(tmp_path, lifted)
    found = answer(law, facts={"minor": "yes"})
    assert (found["outcomes"], roles(found)) == (["not_addressed"], {"lifts": "exempts", "ban": "yields"})
    assert [r["yields_to"] for r in found["reasons"] if "yields_to" in r] == [["us/xx:act/lifts"]]
    assert roles(answer(law, facts={"minor": "no"})) == {"ban": "controls"}
    granted = lifted + "  - {id: grants, modality: may, when: minor}\n"
    assert answer(example(tmp_path, granted), facts={"minor": "yes"})["outcomes"] == ["permitted"]


def test_an_exemption_with_nothing_to_lift_is_no_reason(tmp_path: Path) -> None:
    """It applies, but the ban it names does not."""
    text = pair("  - {id: lifts, modality: exempts, exempts: [ban]}\n", when="minor")
    assert roles(answer(example(tmp_path, text), facts={"minor": "no"})) == {}


def test_a_federal_request_creates_no_duty(tmp_path: Path) -> None:
    """Asked a hundred times, the law is as silent as before."""
    text = "instrument: act\nprovisions:\n  - {id: asked, modality: asks}\n"
    found = answer(example(tmp_path, text))
    assert (found["outcomes"], roles(found)) == (["not_addressed"], {"asked": "asks"})


BARRED = """
instrument: federal
at: us
provisions:
  - {id: no-bans, modality: bars_limits}
"""
TOWN = f"""
place: us/xx/town
kind: town
survey: [{READ}]
"""


def test_a_bar_on_limits_takes_the_ban_and_requires_nothing(tmp_path: Path) -> None:
    """The ban yields to it; the act is neither required nor permitted by that."""
    found = answer(example(tmp_path, pair(), BARRED))
    assert (found["outcomes"], roles(found)) == (["not_addressed"], {"no-bans": "bars_limits", "ban": "yields"})


def test_a_bar_on_limits_never_gives_a_power_that_is_not_there(tmp_path: Path) -> None:
    """Against a lack of power it is shown, and changes nothing."""
    lacking = pair().replace("must_not", "lacks_power").replace("ban", "no-power")
    found = answer(example(tmp_path, lacking, BARRED))
    assert (found["outcomes"], found["basis"]) == (["prohibited"], ["no_power"])
    assert roles(found) == {"no-power": "controls", "no-bans": "bars_limits"}


def test_a_city_may_be_stricter_than_the_state(tmp_path: Path) -> None:
    """A permission obliges nobody: beside a town's ban the act is prohibited, and the permission stands beside it."""
    state = "instrument: permit\nprovisions:\n  - {id: allowed, modality: may}\n"
    town = pair().replace("instrument: act", "instrument: act\nat: us/xx/town")
    law = example(tmp_path, state, town, TOWN)
    found = answer(law, place="us/xx/town")
    assert (found["outcomes"], roles(found)) == (["prohibited"], {"ban": "controls", "allowed": "beside"})
    assert answer(law)["outcomes"] == ["permitted"]


def test_a_conflict_that_no_text_settles_is_contested_and_names_both_sides(tmp_path: Path) -> None:
    """The engine does not choose between a state's order and a town's ban."""
    state = "instrument: order\nprovisions:\n  - {id: shall, modality: must}\n"
    law = example(tmp_path, state, pair())
    found = answer(law)
    assert (found["outcomes"], found["basis"]) == (["contested"], ["conflict"])
    assert roles(found) == {"ban": "controls", "shall": "controls"}


def test_advice_is_marked_and_falls_silent_beside_law(tmp_path: Path) -> None:
    """Guidance speaks only where nothing binding does."""
    advice = """
    instrument: guide
    force: advisory
    authority: guidance
    provisions:
      - {id: better-not, modality: must_not}
    """
    found = answer(example(tmp_path, advice))
    assert (found["outcomes"], found["basis"], roles(found)) == (
        ["prohibited"],
        ["advised", "forbidden"],
        {"better-not": "controls"},
    )
    law = "instrument: law\nprovisions:\n  - {id: allowed, modality: may}\n"
    both = answer(example(tmp_path, advice, law))
    assert (both["outcomes"], both["basis"]) == (["permitted"], [])
    assert roles(both) == {"allowed": "controls", "better-not": "beside"}


CLOSED = f"""
place: us/xx
kind: state
survey: [{READ}]
closing:
  - {{actions: [hold_on_detainer], agencies: [jail], outcome: prohibited, says: What no law allows is barred.,
      cite: s. 99}}
"""


def test_a_closing_rule_decides_silence_with_its_own_citation(tmp_path: Path) -> None:
    """The basis says closing, no provision controls, and the rule is shown."""
    found = answer(example(tmp_path, CLOSED, BARRED))
    assert (found["outcomes"], found["basis"], roles(found)) == (
        ["prohibited"],
        ["closing"],
        {"no-bans": "bars_limits"},
    )
    assert found["closing"] == {"says": "What no law allows is barred.", "cite": "s. 99"}
    assert answer(example(tmp_path, CLOSED), agency="court")["outcomes"] == ["not_addressed"]


POINT = """
instrument: act
open_points:
  - id: valid
    kind: {kind}
    question: Is the ban valid
    readings: {{valid: {{says: It is., authorities: [A v. B]}}, invalid: {{says: It is not., authorities: [C v. D]}}}}
    settled: [{{reading: invalid, in: {{places: [us/xx/town]}}, from: 2020-01-01, by: E v. F}}]
provisions:
  - {{id: ban, modality: must_not, when: "minor or reading('valid') == 'valid'"}}
"""


def test_authorities_that_differ_make_it_contested_with_each_ones_outcome(tmp_path: Path) -> None:
    """Both readings are shown with who holds them and what follows; nobody at a desk is asked."""
    found = answer(example(tmp_path, POINT.format(kind="disputed")), facts={"minor": "no"})
    assert (found["outcomes"], found["basis"], found["ask"], found["open"]) == (["contested"], ["dispute"], [], [])
    told = [(d["reading"], d["outcome"], d["authorities"]) for d in found["disputes"]]
    assert told == [("invalid", "not_addressed", ["C v. D"]), ("valid", "prohibited", ["A v. B"])]
    assert roles(found) == {"ban": "may_control"}


def test_a_dispute_that_changes_nothing_here_is_none(tmp_path: Path) -> None:
    """Where every reading comes out the same the answer is settled."""
    found = answer(example(tmp_path, POINT.format(kind="disputed")), facts={"minor": "yes"})
    assert (found["outcomes"], found["basis"], found["disputes"]) == (["prohibited"], ["forbidden"], [])


@pytest.mark.parametrize("kind", ["undecided", "unverified"])
def test_law_nobody_has_decided_or_verified_ranges_like_a_fact_that_nobody_is_asked(tmp_path: Path, kind: str) -> None:
    """Its outcomes stay side by side, and the point is named under open."""
    found = answer(example(tmp_path, POINT.format(kind=kind)), facts={"minor": "no"})
    assert (found["outcomes"], found["ask"], found["disputes"]) == (["not_addressed", "prohibited"], [], [])
    assert [(o["point"], o["kind"]) for o in found["open"]] == [("us/xx:act/valid", kind)]
    settled = answer(example(tmp_path, POINT.format(kind=kind)), facts={"minor": "yes"})
    assert (settled["outcomes"], settled["open"]) == (["prohibited"], [])


@pytest.mark.parametrize("kind", ["disputed", "undecided", "unverified"])
def test_a_point_a_court_settled_here_has_one_reading(tmp_path: Path, kind: str) -> None:
    """In its places and from its day on; the day before it is open."""
    law = example(tmp_path, POINT.format(kind=kind), TOWN)
    town: dict[str, Any] = {"place": "us/xx/town", "facts": {"minor": "no"}}
    found = answer(law, on="2020-01-01", **town)
    assert (found["outcomes"], found["disputes"], found["open"]) == (["not_addressed"], [], [])
    before = answer(law, on="2019-12-31", **town)
    assert before["outcomes"] == (["contested"] if kind == "disputed" else ["not_addressed", "prohibited"])


def test_a_contested_edge_makes_the_answer_contested_only_if_it_matters(tmp_path: Path) -> None:
    """Whether the bar reaches the ban is the dispute; each reading's outcome is shown."""
    text = POINT.format(kind="disputed").replace(
        ", when: \"minor or reading('valid') == 'valid'\"", ", when: release_due"
    )
    text += "  - {id: lifts, modality: exempts, exempts: [ban], contested: {point: valid, reading: invalid}}\n"
    law = example(tmp_path, text)
    found = answer(law, facts={"release_due": "yes"})
    assert (found["outcomes"], found["basis"]) == (["contested"], ["dispute"])
    assert [(d["reading"], d["outcome"]) for d in found["disputes"]] == [
        ("invalid", "not_addressed"),
        ("valid", "prohibited"),
    ]
    assert answer(law, facts={"release_due": "no"})["outcomes"] == ["not_addressed"]


def test_a_caller_may_assume_a_reading(tmp_path: Path) -> None:
    """Under it the answer is that reading's; the facts say which was assumed."""
    law = example(tmp_path, POINT.format(kind="disputed"))
    given = {"minor": "no", "reading:us/xx:act/valid": "valid"}
    assert readings_assumed(read_encounter(encounter(facts=given), law.body)) == (("us/xx:act/valid", "valid"),)
    assert answer(law, facts=given)["presumed"]["outcomes"] == ["prohibited"]


def test_an_assumed_reading_is_listed_and_the_strict_answer_does_without(tmp_path: Path) -> None:
    """What is assumed is said; the answer that presumes nothing presumes no reading either."""
    found = answer(
        example(tmp_path, POINT.format(kind="disputed")), facts={"minor": "no", "reading:us/xx:act/valid": "valid"}
    )
    assert found["presumed"]["assumed"] == {"reading:us/xx:act/valid": "valid"}
    assert found["outcomes"] == ["contested"]


def test_a_window_is_an_open_point_only_inside_it(tmp_path: Path) -> None:
    """Between its two days the law may have changed or not; nobody guesses which."""
    text = """
    instrument: act
    history: [{event: effective, between: [2025-06-01, 2025-06-30], source: s1, recorded: 2026-11-24}]
    provisions:
      - {id: ban, modality: must_not}
    """
    law = example(tmp_path, text)
    found = {d: answer(law, on=f"2025-{d}") for d in ("05-31", "06-01", "06-29", "06-30")}
    assert [f["outcomes"] for f in found.values()] == [
        ["not_addressed"],
        *[["not_addressed", "prohibited"]] * 2,
        ["prohibited"],
    ]
    assert [o["point"] for o in found["06-29"]["open"]] == ["us/xx:act/changed-2025-06-01-to-2025-06-30"]
    assert (found["06-30"]["open"], found["06-29"]["ask"]) == ([], [])


def test_a_rule_that_turns_on_status_stays_open_and_says_why(tmp_path: Path) -> None:
    """There is no such fact; nobody is asked it, and the answer says so."""
    text = pair(when="\"status == 'any'\"")
    found = answer(example(tmp_path, text))
    assert found["outcomes"] == ["not_addressed", "prohibited"]
    assert (found["ask"], [o["point"] for o in found["open"]]) == ([], ["status"])
    assert "does not hold" in found["open"][0]["question"]


def test_an_unread_layer_is_presumed_silent_listed_and_asked(tmp_path: Path) -> None:
    """A town whose rules nobody read may forbid, allow or require; only an answer that none of them can change is
    settled.
    """
    law = example(tmp_path, pair(when="minor"))
    found = answer(law, place="us/xx/town", facts={"minor": "no"})
    assert found["outcomes"] == ["not_addressed", "permitted", "prohibited", "required"]
    assert found["presumed"] == {
        "outcomes": ["not_addressed"],
        "basis": [],
        "assumed": {f"own_rule.{ACTION}": "silent"},
    }
    assert [u["place"] for u in found["unread"]] == ["us/xx/town"]
    assert [q["fact"] for q in found["ask"]] == [f"own_rule.{ACTION}"]
    banned = answer(law, place="us/xx/town", facts={"minor": "yes"})
    assert banned["outcomes"] == ["contested", "prohibited"]
    assert roles(banned) == {"ban": "controls"}


def test_an_unread_layer_that_no_rule_could_change_is_not_listed(tmp_path: Path) -> None:
    """Above a canon that settles it, whatever the town may have said, the answer stands."""
    first = f"""
    place: us/xx
    kind: state
    survey: [{READ}]
    canons:
      - {{id: floor, says: The State first., cite: s. 0, attacker: {{modality: [must_not]}}, target: {{place: below}}}}
    """
    found = answer(example(tmp_path, pair(), first), place="us/xx/town")
    assert (found["outcomes"], found["unread"], found["ask"]) == (["prohibited"], [], [])


@pytest.mark.parametrize(
    ("own", "outcome"),
    [("silent", "not_addressed"), ("forbids", "prohibited"), ("allows", "permitted"), ("requires", "required")],
)
def test_an_own_rule_that_is_told_is_law_like_any_other(tmp_path: Path, own: str, outcome: str) -> None:
    """Asked at the desk and answered, it decides."""
    found = answer(example(tmp_path), place="us/xx/town", facts={f"own_rule.{ACTION}": own})
    assert (found["outcomes"], found["ask"], found["presumed"]["assumed"]) == ([outcome], [], {})


def test_an_own_rule_that_is_told_is_unread_no_more(tmp_path: Path) -> None:
    """What could change the answer is said only while it could."""
    found = answer(example(tmp_path), place="us/xx/town", facts={f"own_rule.{ACTION}": "silent"})
    assert found["unread"] == []


DUTY = """
instrument: act
provisions:
  - {id: copy, modality: must, when: did_hold_on_detainer, duty: {what: copy_of_request, to: [person],
      clock: {from: request_at, plus: 1 day}}}
  - {id: no-copy, modality: exempts, exempts: [copy], when: minor}
  - {id: ban, modality: must_not}
"""


def test_a_duty_can_be_owed_where_the_act_is_forbidden(tmp_path: Path) -> None:
    """Declining is the answer, and a copy is due all the same; the duty's provision is no reason for the act."""
    found = answer(example(tmp_path, DUTY), facts={"did_hold_on_detainer": "yes", "minor": "no"})
    assert (found["outcomes"], roles(found)) == (["prohibited"], {"ban": "controls"})
    assert [(d["what"], d["if"]) for d in found["duties"]] == [("copy_of_request", None)]


def test_a_duty_that_waits_on_a_fact_says_on_which(tmp_path: Path) -> None:
    """Before the act the answer says: if you hold, then you owe."""
    law = example(tmp_path, DUTY)
    found = answer(law, facts={"minor": "no"})
    assert [(d["what"], d["if"]) for d in found["duties"]] == [("copy_of_request", "did hold on detainer")]
    assert answer(law, facts={"did_hold_on_detainer": "no"})["duties"] == []
    assert answer(law, facts={"did_hold_on_detainer": "yes", "minor": "yes"})["duties"] == []


def test_facts_that_contradict_one_another_decide_nothing(body: Body) -> None:
    """Nothing is answered on facts that cannot be."""
    with pytest.raises(InputError, match="cannot be together"):
        decide(
            read_encounter(
                encounter(place="us/ma", facts={"request_form": "I-247A", "paper_issuer": "state_judge"}), body
            ),
            Slices(body),
        )


def test_every_action_is_decided_where_none_is_named(tmp_path: Path) -> None:
    """An encounter without actions asks about all of them."""
    law = example(tmp_path, pair())
    whole = decide(read_encounter(encounter(actions=[]), law.body), law.slices)
    assert set(whole.actions) == set(law.body.words.actions)


def test_masks_and_facts_presume_alike(tmp_path: Path) -> None:
    """A log judged by masks alone presumes what an encounter does."""
    law = example(tmp_path, BAN)
    found = law.decision(encounter(facts={"minor": "no"}), watched=False).actions[ACTION]
    masks = encode({}, found.compiled.variables)
    assert presume_masks(found.compiled, found.masks, law.body) == (found.presumed_masks, found.assumed)
    assert presume_masks(found.compiled, masks, law.body, frozenset({"release_due", "crime_suspected"})) == (masks, {})


def _order(law: Law) -> list[str]:
    found: list[str] = [r["role"] for r in answer(law)["reasons"]]
    return found


def test_reasons_come_with_what_controls_first(tmp_path: Path) -> None:
    """Then what may, what stands beside, what yields, and requests last but shown."""
    text = pair(
        """  - {id: allowed, modality: may}
  - {id: asked, modality: asks}
  - {id: lifted, modality: must_not}
  - {id: lifts, modality: exempts, exempts: [lifted]}
  - {id: if-minor, modality: lacks_power, when: minor}
"""
    )
    assert _order(example(tmp_path, text)) == ["controls", "may_control", "beside", "yields", "asks", "exempts"]


def test_a_duty_waits_on_every_fact_that_its_own_rules_or_its_answer_turn_on(tmp_path: Path) -> None:
    """Two rules on one duty: though it is owed by one in any case, whether the other applies waits on its fact."""
    text = """
    instrument: act
    provisions:
      - {id: copy, modality: must, duty: {what: copy_of_request, to: [person]}}
      - {id: more, modality: must, when: minor, duty: {what: copy_of_request, to: [attorney]}}
    """
    law = example(tmp_path, text)
    (owed,) = law.decision(encounter()).actions[ACTION].duties
    assert (owed.outcomes, owed.waits_on) == (frozenset({Outcome.REQUIRED}), ("minor",))
    assert {d["provision"]: d["if"] for d in answer(law)["duties"]} == {
        "us/xx:act/copy": None,
        "us/xx:act/more": "minor",
    }
    (settled,) = law.decision(encounter(facts={"minor": "yes"})).actions[ACTION].duties
    assert settled.waits_on == ()


def test_one_action_is_decided_as_the_whole_encounter_decides_it(tmp_path: Path) -> None:
    """Facts that have not passed the door, and a reading that the caller assumes, give the same answer."""
    point = POINT.format(kind="disputed")
    law = example(tmp_path, point)
    for facts in ({}, {"minor": "no"}, {"minor": "yes"}, {"minor": "no", "reading:us/xx:act/valid": "valid"}):
        read = read_encounter(encounter(facts=facts), law.body)
        alone = decide_action(read, Slices(law.body), ACTION)
        whole = decide(read, law.slices).actions[ACTION]
        assert (alone.outcomes, alone.presumed, alone.basis, alone.presumed_basis, alone.assumed) == (
            (whole.outcomes, whole.presumed, whole.basis, whole.presumed_basis, whole.assumed)
        )
        assert [(r.provision.id, r.role) for r in alone.reasons] == [(r.provision.id, r.role) for r in whole.reasons]
        assert (alone.masks, alone.presumed_masks) == (whole.masks, whole.presumed_masks)


def test_a_bill_is_watched_for_a_duty_only_it_would_give_and_not_for_one_that_is_owed(tmp_path: Path) -> None:
    """What is not owed today and would not be owed under the bill either is no change."""
    bill = """
    bill: duty-bill
    provisions:
      - {id: copy, modality: must, when: minor, duty: {what: copy_of_request, to: [person]}}
      - {id: record, modality: must, duty: {what: keep_record, to: [person]}}
    """
    text = "instrument: act\nprovisions:\n  - {id: ban, modality: must_not}\n"
    owed = "  - {id: keeps, modality: must, duty: {what: keep_record, to: [person]}}\n"
    law, more = example(tmp_path / "one", text, bill), example(tmp_path / "two", text + owed, bill)

    def duties(of: Law, minor: str) -> list[list[str]]:
        return [[d["what"] for d in w["duties"]] for w in answer(of, facts={"minor": minor})["watch"]]

    assert duties(law, "yes") == [["copy_of_request", "keep_record"]]
    assert duties(law, "no") == [["keep_record"]]
    assert duties(more, "yes") == [["copy_of_request"]]
    assert duties(more, "no") == []
