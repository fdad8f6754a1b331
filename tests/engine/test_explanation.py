"""A decision as plain data: what every command and page renders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from comity import Law
from comity.engine.explanation import reason_data
from tests.example_law import ACTION, DAY, answer, encounter, example

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
