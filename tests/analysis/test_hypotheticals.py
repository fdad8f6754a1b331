"""Hypotheticals are decided, and where the law comes out otherwise it is said how and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example_law import example

from comity import Law
from comity.analysis.hypotheticals import alone, encounter_of, full, run
from comity.engine.known import Values
from comity.engine.slices import Slices
from comity.law.body import Body

ACT = """
instrument: act
history: [{event: effective, on: 2020-01-01, source: s1, recorded: 2020-01-01}]
provisions:
  - {id: ban, modality: must_not, when: release_due}
  - {id: copy, modality: must, when: did_hold_on_detainer, duty: {what: copy_of_request, to: [person]}}
hypotheticals:
  - says: The day before.
    agency: jail
    on: 2019-12-31
    facts: {release_due: yes, did_hold_on_detainer: yes}
    expect: {hold_on_detainer: {outcomes: [not_addressed], not_because: [ban, copy]}}
  - says: The day.
    agency: jail
    on: 2020-01-01
    facts: {did_hold_on_detainer: yes}
    expect:
      hold_on_detainer:
        outcomes: [not_addressed, prohibited]
        presumed: [prohibited]
        because: [ban, copy]
        duties: [copy_of_request]
"""


def told(folder: Path, *texts: str) -> list[str]:
    return [str(p) for p in run(example(folder, *texts).slices)[0]]


def changed(old: str, new: str, *, last: bool = True) -> str:
    assert old in ACT
    head, _, tail = ACT.rpartition(old) if last else ACT.partition(old)
    return head + new + tail


def test_law_that_comes_out_as_it_says_has_nothing_told(tmp_path: Path) -> None:
    """And every hypothetical was decided."""
    assert run(example(tmp_path, ACT).slices) == ([], 2)


def test_the_law_of_this_checkout_comes_out_as_it_says(body: Body, slices: Slices) -> None:
    """Every hypothetical of every provision, with its reasons."""
    problems, count = run(slices)
    assert list(map(str, problems)) == []
    assert count == sum(len(i.hypotheticals) for i in body.all_instruments)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            changed("outcomes: [not_addressed, prohibited]", "outcomes: [prohibited]"),
            "outcomes come out {not_addressed, prohibited}, not {prohibited}; reasons: us/xx:act/ban (controls)",
        ),
        (changed("presumed: [prohibited]", "presumed: [permitted]"), "presumed come out {prohibited}, not {permitted}"),
        (
            changed("because: [ban, copy]", "because: [ban, copy, bann]"),
            "because: `us/xx:act/bann` is no provision",
        ),
        (
            changed("because: [ban, copy]", "because: [ban, copy]\n        not_because: [ban]"),
            "`us/xx:act/ban` is among the reasons",
        ),
        (
            changed("duties: [copy_of_request]", "duties: [copy_of_request, keep_record]"),
            "duty `keep_record` is not owed; owed: {copy_of_request}",
        ),
        (
            changed("{did_hold_on_detainer: yes}", "{did_hold_on_detainer: yes, minro: yes}"),
            "unknown fact `minro`; did you mean `minor`?",
        ),
        (changed("2020-01-01\n", "2020-01-02\n"), "no hypothetical on 2020-01-01, the day `effective` of `us/xx:act`"),
        (
            changed("because: [ban, copy]", "because: [copy]"),
            "`us/xx:act/ban` has no hypothetical that names it in because",
        ),
        (
            changed("on: 2019-12-31", "on: 2020-06-01", last=False),
            "`us/xx:act/ban` has no hypothetical on its action where it is not a reason",
        ),
    ],
)
def test_what_comes_out_otherwise_is_told(tmp_path: Path, text: str, message: str) -> None:
    """With the line of the expectation, what came out, and on what grounds."""
    messages = told(tmp_path, text)
    assert [m for m in messages if message in m], messages
    assert all("act.yaml:" in m for m in messages)


def test_a_message_says_which_hypothetical_and_on_what_its_answer_turns(tmp_path: Path) -> None:
    """A lawyer sees the sentence that is wrong."""
    found = [m for m in told(tmp_path, changed("presumed: [prohibited]", "presumed: [permitted]")) if "presumed" in m]
    assert found[0].endswith("hypothetical: The day.")
    unsettled = changed("release_due}", "minor}", last=False).replace("minor: yes, did", "release_due: yes, did")
    assert any("turns on minor" in m for m in told(tmp_path, unsettled))


def test_a_reason_in_the_wrong_role_does_not_count(tmp_path: Path) -> None:
    """A provision that yields is not why."""
    text = ACT + "".join(
        f"  - says: {s}\n    agency: jail\n    on: 2021-01-01\n    facts: {{release_due: yes, minor: {m}}}\n"
        f"    expect: {{hold_on_detainer: {{outcomes: [{o}], because: [{b}]}}}}\n"
        for s, m, o, b in (
            ("Lifted.", "yes", "not_addressed", "lifts, ban"),
            ("Not lifted.", "no", "prohibited", "ban"),
        )
    )
    text = text.replace("provisions:", "provisions:\n  - {id: lifts, modality: exempts, exempts: [ban], when: minor}")
    (message,) = (m for m in told(tmp_path, text) if "among the reasons" in m)
    assert "`us/xx:act/ban` is not among the reasons: us/xx:act/ban (yields), us/xx:act/lifts (exempts)" in message


def test_windows_and_enactments_and_days_counted_from_a_fact_need_no_day_before(tmp_path: Path) -> None:
    """Only a dated change of law has a day before it."""
    text = ACT.replace(
        "history: [",
        "history: [{event: enacted, on: 2018-01-01, source: s1, recorded: 2020-01-01}, "
        "{event: repealed, between: [2030-01-01, 2030-02-01], source: s1, recorded: 2020-01-01}, ",
    )
    assert told(tmp_path, text) == []


def test_a_bills_hypotheticals_are_decided_with_the_bill_as_law(tmp_path: Path) -> None:
    """On the day asked, and nowhere else; it needs no dates."""
    bill = """
    bill: hold-bill
    provisions:
      - {id: shall, modality: must, when: release_due, despite: ["us/xx:act/ban"]}
    hypotheticals:
      - {says: It would be., agency: jail, on: 2021-01-01, facts: {release_due: yes},
          expect: {hold_on_detainer: {outcomes: [required], because: [shall]}}}
      - {says: Not here., agency: jail, on: 2021-01-01, facts: {release_due: no},
          expect: {hold_on_detainer: {outcomes: [not_addressed], not_because: [shall]}}}
    """
    assert told(tmp_path, ACT, bill) == []


def test_short_ids_are_those_of_the_file(tmp_path: Path) -> None:
    """A full id is what it is."""
    instrument = example(tmp_path, ACT).body.instruments["us/xx:act"]
    assert (full("ban", instrument), full("us:other/ban", instrument)) == ("us/xx:act/ban", "us:other/ban")


def test_a_hypothetical_is_an_encounter_like_any_other(tmp_path: Path) -> None:
    """Its facts pass the same door."""
    law: Law = example(tmp_path, ACT)
    first = law.body.instruments["us/xx:act"].hypotheticals[0]
    assert encounter_of(first, law.body).facts["release_due"] == Values(frozenset({"yes"}))


EACH = """
  - says: Nobody else is bound.
    each_of: [court, school]
    on: 2021-01-01
    facts: {release_due: yes}
    expect: {hold_on_detainer: {not_because: [ban]}}
"""


def test_the_same_is_asked_of_each_of_several_agencies(tmp_path: Path) -> None:
    """Each by itself, and the message says of which it is not so; it stays one hypothetical."""
    assert run(example(tmp_path / "free", ACT + EACH).slices) == ([], 3)
    wider = (ACT + EACH).replace("{id: ban,", "{id: ban, binds: [jail, school],")
    messages = told(tmp_path / "wider", wider)
    assert len(messages) == 1
    assert "`hold_on_detainer` `us/xx:act/ban` is among the reasons: us/xx:act/ban (controls)" in messages[0]
    assert messages[0].endswith("hypothetical: Nobody else is bound. [school]")


def test_a_kind_of_agency_that_is_bound_is_shown_bound(tmp_path: Path) -> None:
    """By a hypothetical of the same file that gives the provision as a reason; once for the file, not per provision."""
    wider = ACT.replace("{id: ban,", "{id: ban, binds: [jail, school, court],")
    messages = told(tmp_path / "unshown", wider)
    assert len(messages) == 1
    assert "no hypothetical of this file shows `court`, `school` bound, as `us/xx:act/ban` says" in messages[0]
    shown = EACH.replace("not_because", "outcomes: [prohibited], because").replace(
        "Nobody else is", "Courts and schools are"
    )
    assert told(tmp_path / "shown", wider + shown) == []


def test_only_what_lies_at_a_place_and_below_is_decided_on_request(tmp_path: Path) -> None:
    """The rest is not even looked at."""
    law = example(tmp_path, changed("outcomes: [not_addressed, prohibited]", "outcomes: [prohibited]"))
    assert run(law.slices, "us/yy") == ([], 0)
    problems, count = run(law.slices, "us/xx")
    assert count == 2
    assert "come out {not_addressed, prohibited}" in str(problems[0])


def test_an_unknown_agency_among_several_is_told(tmp_path: Path) -> None:
    """With the nearest known kind."""
    messages = told(tmp_path, ACT + EACH.replace("school]", "shcool]"))
    assert any("unknown agency `shcool`; did you mean `school`?" in m for m in messages)


def test_one_for_each_agency_is_an_encounter_of_that_kind_alone(tmp_path: Path) -> None:
    """One without `each_of` stays as it is."""
    act = example(tmp_path, ACT + EACH).body.instruments["us/xx:act"]
    first, *_, last = act.hypotheticals
    assert list(alone(first)) == [first]
    assert [(h.encounter["agency"], h.says) for h in alone(last)] == [
        (["court"], "Nobody else is bound. [court]"),
        (["school"], "Nobody else is bound. [school]"),
    ]
