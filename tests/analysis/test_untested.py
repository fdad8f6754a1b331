"""Mistakes that no hypothetical would notice are told, and no others."""

from __future__ import annotations

from pathlib import Path

from tests.example_law import example

from comity.analysis.untested import problems_of, untested

ACT = """
instrument: act
derived:
  judge_signed: {is: "any(papers, issuer == 'state_judge' and authorises == 'arrest_person')", question: "Signed?"}
provisions:
  - {id: ban, modality: must_not, when: release_due and (minor or victim_or_witness), unless: judge_signed}
hypotheticals:
"""
ONE = """
  - says: {says}
    {who}
    on: 2021-01-01
    facts: {{{facts}}}
    {papers}
    expect: {{hold_on_detainer: {{{expect}}}}}
"""
PAPER = "papers: [{{issuer: {}, authorises: {}}}]"


def one(facts: str, expect: str, who: str = "agency: jail", papers: str = "papers: []") -> str:
    return ONE.format(says="One.", who=who, facts=facts, papers=papers, expect=expect)


BOUND = one("release_due: yes, minor: yes, victim_or_witness: no", "presumed: [prohibited], because: [ban]")
FREE = "presumed: [not_addressed], not_because: [ban]"
CASES = {
    "exception": one("release_due: yes, minor: yes", FREE, papers=PAPER.format("state_judge", "arrest_person")),
    "issuer": one(
        "release_due: yes, minor: yes",
        "presumed: [prohibited], because: [ban]",
        papers=PAPER.format("immigration_officer", "arrest_person"),
    ),
    "authorises": one(
        "release_due: yes, minor: yes",
        "presumed: [prohibited], because: [ban]",
        papers=PAPER.format("state_judge", "search_place"),
    ),
    "release": one("release_due: no, minor: yes", FREE),
    "neither": one("release_due: yes, minor: no, victim_or_witness: no", FREE),
    "witness": one("release_due: yes, minor: no, victim_or_witness: yes", "presumed: [prohibited], because: [ban]"),
}


def told(folder: Path, *cases: str, without: str = "") -> list[tuple[str, str]]:
    text = ACT + "".join(cases or (BOUND, *(c for name, c in CASES.items() if name != without)))
    return [(m.kind, m.what) for m in untested(example(folder, text).slices) if m.kind != "agency"]


def test_law_whose_every_part_is_tried_has_nothing_told(tmp_path: Path) -> None:
    """Each part decides alone in some hypothetical."""
    assert told(tmp_path) == []


def test_each_part_that_nothing_tries_is_told(tmp_path: Path) -> None:
    """By its kind, in the words of the condition."""
    for name, what in (
        ("release", ("condition", "release due")),
        ("neither", ("condition", "minor or victim or witness")),
        ("witness", ("alternative", "victim or witness")),
        ("issuer", ("filter", "issuer == 'state_judge'")),
        ("authorises", ("filter", "authorises == 'arrest_person'")),
    ):
        assert what in told(tmp_path / name, without=name), name
    kinds = [kind for kind, _ in told(tmp_path / "exception", without="exception")]
    assert "exception" in kinds


def test_a_lost_edge_is_told_until_the_two_meet(tmp_path: Path) -> None:
    """A hypothetical in which one defeats the other notices it."""
    text = """
instrument: act
provisions:
  - {id: ban, modality: must_not, when: release_due}
  - {id: grant, modality: may, when: minor, despite: [ban]}
hypotheticals:
"""
    apart = one("release_due: yes, minor: no", "presumed: [prohibited], because: [ban], not_because: [grant]")
    both = one("release_due: yes, minor: yes", "presumed: [permitted], because: [grant], not_because: [ban]")
    for name, cases, lost in (("apart", apart, True), ("both", apart + both, False)):
        found = [m.what for m in untested(example(tmp_path / name, text + cases).slices, ["edge"])]
        assert found == (["it defeats `us/xx:act/ban`"] if lost else [])


def test_who_could_be_bound_by_mistake_is_told_until_shown_free(tmp_path: Path) -> None:
    """A hypothetical that asks each of several kinds notices each of them, and the message names the others."""
    free = one("release_due: yes, minor: yes", "not_because: [ban]", "each_of: [court, school]")
    found = untested(example(tmp_path, ACT + BOUND + free).slices, ["agency"])
    kinds = {m.agency for m in found}
    assert "hospital" in kinds
    assert not {"court", "school", "jail"} & kinds
    message = str(problems_of(found)[0])
    assert "no hypothetical would notice `us/xx:act/ban` if it bound `police_municipal`" in message
    assert "act.yaml:" in message


def test_a_part_that_changes_no_answer_is_not_told(tmp_path: Path) -> None:
    """What a condition says a second time cannot be missed."""
    twice = ACT.replace("(minor or victim_or_witness)", "(release_due or minor)")
    found = untested(example(tmp_path, twice + BOUND + CASES["release"]).slices, ["condition"])
    assert found == []


def test_the_message_says_what_to_write(tmp_path: Path) -> None:
    """With the file and line of the provision."""
    found = untested(example(tmp_path, ACT + BOUND).slices, ["exception"])
    assert [m.kind for m in found] == ["exception"]
    message = str(problems_of(found)[0])
    assert "no hypothetical would notice `us/xx:act/ban` without the exception" in message
    assert "write one in which it alone makes the difference" in message
