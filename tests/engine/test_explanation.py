"""A decision as plain data: what every command and page renders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from comity import Law
from comity.engine.ask import next_question
from comity.engine.explanation import question, reason_data
from tests.example_law import ACTION, DAY, READ, answer, encounter, example

ACT = """
instrument: act
history:
  - {event: enacted, on: 2009-05-01, source: s1, recorded: 2020-01-01}
  - {event: effective, on: 2010-01-01, source: s1, recorded: 2020-01-01}
provisions:
  - id: ban
    modality: must_not
    when: release_due
    quote: shall not detain
    notes: [A note.]
    source: s1
  - id: copy
    modality: must
    when: did_hold_on_detainer and minor
    duty: {what: copy_of_request, to: [person, attorney], clock: {from: request_at, plus: 3 business_days,
        calendar: us}, keep_for: 5 years}
  - id: report
    modality: must
    history: [{event: effective, on: 2015-01-01, source: s1, recorded: 2020-01-01}]
    duty: {what: periodic_report, to: [city_clerk], clock: {each: year, by: 12-31}, satisfied_by: [nil_report]}
  - {id: judge, modality: may, action: transfer_custody, when: probable_cause_removable}
remedies:
  - {for: [ban], who: [person], forum: court, form: damages, says: Damages for each day., cite: s. 9,
      amount: {first: "1000", per: day}}
  - {for: [judge], who: [person], form: other, says: Something else., cite: s. 10}
"""
BILL = """
bill: hold-bill
title: A Bill
stage: [{on: 2026-01-05, stage: filed}, {on: 2026-02-01, stage: passed one house}]
provisions:
  - {id: shall, modality: must, despite: ["us/xx:act/ban"]}
"""


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    return example(tmp_path_factory.mktemp("law"), ACT, BILL)


def plain(data: Any) -> bool:
    """Return whether data are mappings, lists, text, yes or no, whole numbers and None only."""
    if isinstance(data, dict):
        return all(isinstance(k, str) for k in data) and all(map(plain, data.values()))
    return all(map(plain, data)) if isinstance(data, list) else data is None or isinstance(data, str | bool | int)


def test_nothing_is_said_where_there_is_nothing_to_say(law: Law) -> None:
    """An act that no provision speaks on has every key, all of them empty."""
    found = answer(law, "train")
    empty = {k for k, v in found.items() if v in ([], None)}
    assert empty == {
        "basis",
        "reasons",
        "ask",
        "open",
        "duties",
        "remedies",
        "disputes",
        "unread",
        "closing",
        "watch",
        "judges",
        "later",
    }
    assert found["survey"][1]["place"] == "us/xx"


def test_a_decision_is_plain_data_and_says_which_law_it_rests_on(law: Law) -> None:
    """It can be written as JSON and read back the same."""
    found = law.decide(encounter(actions=[]))
    assert plain(found)
    assert json.loads(json.dumps(found)) == found
    assert found["law"] == {"digest": law.body.digest, "on": DAY, "edition": "2026.11"}
    assert (found["place"], found["agency"], found["rested_on_transient"]) == ("us/xx", ["jail"], [])


def test_a_reason_has_what_a_lawyer_looks_for(law: Law) -> None:
    """The citation, the words, the evidence, the address and since when; nothing that was not written."""
    (ban,) = answer(law, facts={"release_due": "yes"})["reasons"]
    assert ban == {
        "provision": "us/xx:act/ban",
        "modality": "must_not",
        "cite": "Example act, ban",
        "evidence": "primary",
        "role": "controls",
        "says": "The rule ban.",
        "url": "https://example.org/act",
        "since": "2010-01-01",
        "notes": ["A note."],
        "quote": "shall not detain",
    }


def test_a_provision_newer_than_its_instrument_is_dated_by_itself(law: Law) -> None:
    """Since when is the later of the two."""
    duties = law.decision(encounter()).actions[ACTION].duties
    (report,) = (r for d in duties for r in d.reasons if r.provision.id.endswith("report"))
    assert reason_data(report, law.body)["since"] == "2015-01-01"


def test_remedies_are_those_for_what_controls_or_may(law: Law) -> None:
    """What follows a breach of this act's law, not of another's."""
    found = answer(law, facts={"release_due": "yes"})["remedies"]
    assert [(r["for"], r["form"], r["amount"], r["evidence"]) for r in found] == [
        (["us/xx:act/ban"], "damages", {"first": "1000", "per": "day"}, "unread")
    ]
    assert answer(law, facts={"release_due": "no"})["remedies"] == []


def test_a_bill_that_would_change_the_answer_is_watched(law: Law) -> None:
    """With the last step it took and what the answer would be; not where it would change nothing."""
    (bill,) = answer(law, facts={"release_due": "yes"})["watch"]
    assert (bill["bill"], bill["stage"], bill["as_of"]) == ("us/xx:hold-bill", "passed one house", "2026-02-01")
    assert bill["would_be"] == ["required"]
    assert answer(law, "transfer_custody")["watch"] == []
    assert answer(law, place="us/yy", facts={"release_due": "yes"})["watch"] == []


def test_a_judgement_names_who_must_judge(law: Law) -> None:
    """Where an answer turns on one, the answer says whose it is."""
    assert answer(law, "transfer_custody")["judges"] == [{"fact": "probable_cause_removable", "by": "a court"}]
    assert answer(law)["judges"] == []


def test_transient_facts_are_named_and_their_values_are_not(tmp_path: Path) -> None:
    """The record says that the answer rested on one, and no more."""
    text = "instrument: act\nprovisions:\n  - {id: ban, modality: must_not, unless: \"dhs_reply == 'match'\"}\n"
    found = example(tmp_path, text).decide(encounter(facts={"dhs_reply": "match"}))
    assert found["rested_on_transient"] == ["dhs_reply"]
    assert found["actions"][ACTION]["outcomes"] == ["not_addressed"]
    assert '"match"' not in json.dumps(found)


POINT = """
instrument: point
open_points:
  - {id: held, kind: disputed, question: "Is it an arrest?", readings: {arrest: {says: It is., authorities: [A v. B]},
      no_arrest: {says: It is not.}}}
  - {id: still, kind: undecided, question: "Does it still hold?",
      readings: {holds: {says: It holds.}, gone: {says: No.}}}
provisions:
  - {id: ban, modality: must_not, when: reading.held == 'arrest' and minor}
  - {id: share, modality: must_not, action: share_status, when: reading.still == 'holds'}
  - {id: bars, modality: bars_limits, action: transfer_custody}
  - {id: old, modality: must_not, action: transfer_custody, subject_to: ["us/xx:point/bars"]}
remedies:
  - {for: [ban], who: [person], forum: court, form: damages, says: Once., cite: s. 9}
  - {for: [bars], who: [person], form: other, says: For bars., cite: s. 11}
  - {for: [old], who: [person], form: other, says: For old., cite: s. 12}
  - {for: [ban], who: [person], form: other, says: Later only., cite: s. 10,
      history: [{event: effective, on: 2030-01-01, source: s1, recorded: 2020-01-01}]}
"""


def test_readings_that_differ_are_told_with_their_authorities_and_outcomes(tmp_path: Path) -> None:
    """Each reading says what it says, who says so and what follows; where they do not differ none is told."""
    law = example(tmp_path, POINT)
    found = answer(law, facts={"minor": "yes"})
    common = {"point": "us/xx:point/held", "question": "Is it an arrest?"}
    assert (found["outcomes"], found["basis"]) == (["contested"], ["dispute"])
    assert found["disputes"] == [
        {**common, "reading": "arrest", "says": "It is.", "authorities": ["A v. B"], "outcome": "prohibited"},
        {**common, "reading": "no_arrest", "says": "It is not.", "authorities": [], "outcome": "not_addressed"},
    ]
    assert answer(law, facts={"minor": "no"})["disputes"] == []


def test_a_point_nobody_decided_is_told_with_its_readings(tmp_path: Path) -> None:
    """Its kind, its question, and each reading with who stands behind it."""
    found = answer(example(tmp_path, POINT), "share_status")
    assert found["outcomes"] == ["not_addressed", "prohibited"]
    assert found["open"] == [
        {
            "point": "us/xx:point/still",
            "kind": "undecided",
            "question": "Does it still hold?",
            "readings": [
                {"reading": "holds", "says": "It holds.", "authorities": []},
                {"reading": "gone", "says": "No.", "authorities": []},
            ],
        }
    ]


def test_a_rule_on_status_is_open_with_nothing_to_read(tmp_path: Path) -> None:
    """Status is no point of law with readings: it is told that Comity does not hold it."""
    text = "instrument: act\nprovisions:\n  - {id: ban, modality: must_not, when: \"status == 'any'\"}\n"
    (point,) = answer(example(tmp_path, text))["open"]
    assert (point["point"], point["kind"], point["readings"]) == ("status", "undecided", [])
    assert "immigration status" in point["question"]


def test_a_remedy_is_that_of_the_day_and_for_what_bars_limits_too(tmp_path: Path) -> None:
    """What is not in force yet is no remedy, nor what is for a provision that yields; every part of it is told."""
    law = example(tmp_path, POINT)
    assert answer(law, facts={"minor": "yes"})["remedies"] == [
        {
            "for": ["us/xx:point/ban"],
            "who": ["person"],
            "forum": "court",
            "form": "damages",
            "says": "Once.",
            "cite": "s. 9",
            "evidence": "unread",
            "amount": {},
        }
    ]
    later = answer(law, facts={"minor": "yes"}, on="2030-01-01")["remedies"]
    assert [r["says"] for r in later] == ["Once.", "Later only."]


def test_a_reason_that_yields_says_to_whom_and_no_other_does(tmp_path: Path) -> None:
    """And a reason that needs a failed presumption says so."""
    text = """
    instrument: act
    provisions:
      - {id: ban, modality: must_not}
      - {id: must, modality: must, despite: ["us/xx:act/ban"]}
      - {id: late, modality: may, when: not release_due}
    """
    found = {r["provision"][-4:].strip("/"): r for r in answer(example(tmp_path, text))["reasons"]}
    assert found["ban"]["yields_to"] == ["us/xx:act/must"]
    assert "yields_to" not in found["must"]
    assert found["late"]["only_if"] == "a presumption fails"
    assert not {"only_if", "quote"} & found["must"].keys()
    assert found["must"]["notes"] == []


def test_what_lifts_a_duty_only_is_a_reason_once(tmp_path: Path) -> None:
    """An exemption from a duty stands among the action's reasons though it says nothing on the act."""
    text = """
    instrument: act
    provisions:
      - {id: copy, modality: must, duty: {what: copy_of_request, to: [person]}}
      - {id: reason, modality: must, duty: {what: written_reason, to: [person]}}
      - {id: not-minors, modality: exempts, when: minor, despite: ["us/xx:act/copy", "us/xx:act/reason"],
         duty: {what: copy_of_request, to: [person]}}
    """
    found = answer(example(tmp_path, text), facts={"minor": "yes"})
    assert [(r["provision"], r["role"]) for r in found["reasons"]] == [("us/xx:act/not-minors", "exempts")]
    assert answer(example(tmp_path, text), facts={"minor": "no"})["reasons"] == []


def test_what_the_survey_and_a_closing_rule_say_is_told_in_full(tmp_path: Path) -> None:
    """Who read what, up to which day, and who reviewed it; the closing rule with its citation."""
    place = f"""
    place: us/xx
    name: Exampleland
    kind: state
    timezone: America/New_York
    survey: [{READ}]
    closing:
      - {{actions: [{ACTION}], agencies: [jail], outcome: prohibited, says: No power without law., cite: s. 1}}
    """
    found = answer(example(tmp_path, place))
    assert found["closing"] == {"says": "No power without law.", "cite": "s. 1"}
    assert (found["outcomes"], found["basis"]) == (["prohibited"], ["closing"])
    assert found["survey"][-1] == {
        "place": "us/xx",
        "read": "everything",
        "reaches": "2026-11-24",
        "own": "read",
        "reviewed_by": "none",
    }
    assert sorted(r["place"] for r in found["survey"]) == ["us", "us/xx"]


def test_rules_that_nobody_read_are_told_by_the_name_of_their_place(tmp_path: Path) -> None:
    """A place that a file describes by its name, another by its id; and which fact would tell of them."""
    town = "place: us/xx/sample\nname: Sampleton\nkind: town\nsurvey: []\n"
    law = example(tmp_path, town)
    for place, name in (("us/xx/sample", "Sampleton"), ("us/xx/other", "us/xx/other")):
        (unread,) = answer(law, place=place)["unread"]
        assert (unread["place"], unread["fact"]) == (place, f"own_rule.{ACTION}")
        assert f"own rules in {name} " in unread["says"]
    assert answer(law)["unread"] == []


def test_a_watched_bill_is_told_with_what_it_would_change(tmp_path: Path) -> None:
    """Its name, its last step, what we do not know of it, the answer it would make and the duties it would add."""
    bill = """
    bill: copy-bill
    title: A Copy Bill
    cite: H. 1
    provisions:
      - {id: copy, modality: must, duty: {what: copy_of_request, to: [person]}}
    """
    law = example(tmp_path, "instrument: act\nprovisions:\n  - {id: ban, modality: must_not}\n", bill)
    (watched,) = answer(law)["watch"]
    assert watched == {
        "bill": "us/xx:copy-bill",
        "title": "A Copy Bill",
        "cite": "H. 1",
        "stage": "filed",
        "sure": "not sure",
        "as_of": "2026-01-05",
        "would_be": ["prohibited"],
        "duties": [{"what": "copy_of_request", "says": law.body.words.duties["copy_of_request"]}],
    }


def test_law_that_a_later_decision_declares_is_told_with_its_day(tmp_path: Path) -> None:
    """What was always so, as a decision not made on the day says: its provision, words, citation and day."""
    text = """
    instrument: ruling
    authority: decision
    history: [{event: effective, on: 2027-05-01, source: s1, recorded: 2020-01-01, declares: yes}]
    provisions:
      - {id: none, modality: lacks_power}
      - {id: other, modality: lacks_power, action: share_status}
      - {id: courts, modality: lacks_power, binds: [court]}
    """
    law = example(tmp_path, text)
    assert answer(law)["later"] == [
        {"provision": "us/xx:ruling/none", "says": "The rule none.", "cite": "Example ruling, none", "on": "2027-05-01"}
    ]
    assert answer(law, on="2027-05-01")["later"] == []
    assert answer(law, on="2027-05-02")["later"] == []
    assert answer(law, place="us/yy")["later"] == []


def test_a_question_on_two_acts_says_what_of_each(tmp_path: Path) -> None:
    """One act has no row of its own; of two, each answer's outcomes are told act by act, and the verbs of both."""
    text = """
    instrument: act
    provisions:
      - {id: ban, modality: must_not, action: [hold_on_detainer, share_status], when: minor}
      - {id: may, modality: may, action: share_status, when: not minor}
    """
    law = example(tmp_path, text)
    both = law.decision(encounter(actions=[ACTION, "share_status"]))
    asked = next_question(list(both.actions.values()), law.body)
    assert asked is not None
    found = question(asked, law.body)
    assert found["by_action"] == {
        ACTION: [
            {"answer": "no", "outcomes": ["not_addressed"]},
            {"answer": "yes", "outcomes": ["prohibited"]},
        ],
        "share_status": [
            {"answer": "no", "outcomes": ["permitted"]},
            {"answer": "yes", "outcomes": ["prohibited"]},
        ],
    }
    verbs = [law.body.words.actions[a].verb for a in (ACTION, "share_status")]
    assert found["why"] == f"decides whether the agency may {verbs[0]} or {verbs[1]}"
    assert (found["fact"], found["question"]) == ("minor", law.body.facts["minor"].question)
    (alone,) = answer(law)["ask"]
    assert "by_action" not in alone


def test_what_was_asked_before_is_not_asked_of_another_situation(tmp_path: Path) -> None:
    """Questions are kept, yet each encounter gets those of what is still open in it, whatever was asked first."""
    text = "instrument: act\nprovisions:\n  - {id: ban, modality: must_not, when: minor and paper_signed}\n"
    law = example(tmp_path, text)
    known = [{}, {"minor": "yes"}, {"paper_signed": "yes"}, {"minor": "no"}, {"paper_signed": "no"}]
    asked = [{q["fact"] for q in answer(law, facts=facts)["ask"]} for facts in known]
    assert asked == [{"minor", "paper_signed"}, {"paper_signed"}, {"minor"}, set(), set()]
    assert [{q["fact"] for q in answer(law, facts=facts)["ask"]} for facts in known] == asked


def test_no_remedy_is_told_for_what_yields_or_was_lifted(tmp_path: Path) -> None:
    """A bar on limits has its remedy, the limit that it bars has none; so with a duty and what lifts it."""
    assert [r["says"] for r in answer(example(tmp_path / "bar", POINT), "transfer_custody")["remedies"]] == [
        "For bars."
    ]
    text = """
    instrument: act
    provisions:
      - {id: copy, modality: must, when: not minor, duty: {what: copy_of_request, to: [person]}}
      - {id: record, modality: must, duty: {what: keep_record, to: [person]}}
      - {id: no-record, modality: exempts, exempts: [record], when: minor, duty: {what: keep_record, to: [person]}}
    remedies:
      - {for: [copy], who: [person], form: other, says: For the copy., cite: s. 1}
      - {for: [record, no-record], who: [person], form: other, says: For the record., cite: s. 2}
    """
    law = example(tmp_path / "duty", text)
    told = {m: [r["says"] for r in answer(law, facts={"minor": m})["remedies"]] for m in ("no", "yes")}
    assert told == {"no": ["For the copy.", "For the record."], "yes": []}


def test_the_survey_says_where_own_rules_were_not_read(tmp_path: Path) -> None:
    """Read or unread, row by row, beside how far the reading went."""
    place = f"place: us/xx\nname: Exampleland\nkind: state\nsurvey: [{READ.replace('own: read', 'own: unread')}]\n"
    found = answer(example(tmp_path, place))
    assert {r["place"]: r["own"] for r in found["survey"]} == {"us": "read", "us/xx": "unread"}
