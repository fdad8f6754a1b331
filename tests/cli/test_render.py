"""An explanation as lines: the answer first, then who says so, then what is open."""

from __future__ import annotations

from typing import Any

from comity import Law
from comity.cli.render import NOT_ADVICE, closing, decision_lines, freshness
from comity.cli.terminal import WIDTH, painted


def shown(law: Law, *, strict: bool = False, **more: Any) -> str:
    """Return a decision as text."""
    one = {"place": "us/xx", "agency": "jail", "on": "2026-03-02", "actions": ["hold_on_detainer"], "facts": {}} | more
    return painted([*decision_lines(law.decide(one), law.body, strict=strict), *closing()], colour=False)


def in_order(text: str, *parts: str) -> bool:
    """Return whether the parts stand in the text, one after the other, however it wraps."""
    flat = " ".join(text.split())
    at = [flat.find(part) for part in parts]
    return -1 not in at and at == sorted(at)


def test_silence_is_not_a_permission(law: Law) -> None:
    """Where nothing speaks the answer says that we read nothing, not that it is allowed."""
    text = shown(law, agency="school")
    assert "○ Nothing we read forbids or requires it: hold the person" in text
    assert "Who says so" not in text


def test_the_answer_comes_before_who_says_so_and_what_is_open(law: Law) -> None:
    """The order is: answer, reasons, assumptions, duties, freshness, and once that it is no advice."""
    text = shown(law, facts={"written_request": True, "request_form": "I-247A", "ice_present": False})
    assert in_order(
        text,
        "▲ Do not hold the person past release",
        "forbidden, Exampleland statute",
        "Who says so",
        "Nobody is kept past release for a detainer.",
        "“shall not be kept”",
        "Example Stat. s. 3 · since 1 January 2000 · read · controls",
        "- A person who is lawfully held",
        "Assumed, because it was not given",
        "To do",
        "What may follow a breach",
        "Law as read to 24 November 2026; not reviewed by a lawyer",
        NOT_ADVICE,
    )
    assert text.count(NOT_ADVICE) == 1


def test_no_line_is_longer_than_80(law: Law) -> None:
    """Every text wraps."""
    text = shown(law, actions=[])
    assert max(map(len, text.splitlines())) <= WIDTH


def test_a_duty_has_its_due_time_and_whom(law: Law) -> None:
    """What is due by a clock says when; a duty that may be owed says under what."""
    text = shown(law, facts={"request_form": "I-247A"}, moments={"request_at": "2026-03-02T02:40-05:00"})
    assert "□ Give the person a copy of the request." in text
    assert "due by 3 March 2026, 02:40 UTC-05:00" in text
    assert "File the periodic report, to the city clerk, if minor" in text
    assert "next by 31 December 2026" in text


def test_what_decides_is_asked_with_what_each_answer_leaves(law: Law) -> None:
    """An unsettled answer shows every outcome, then the questions and what they decide."""
    text = shown(law)
    assert "◆ It depends: hold the person" in text
    assert "It comes out ▲●○ forbidden, allowed or not addressed." in text
    assert in_order(text, "Still open", law.body.facts["written_request"].question[:20], "if no: not addressed")


def test_strict_presumes_nothing(law: Law) -> None:
    """With strict the assumptions are gone and the outcomes are all that are possible."""
    facts = {"written_request": True, "ice_present": False}
    assert "Assumed" in shown(law, facts=facts)
    assert "Assumed" not in shown(law, strict=True, facts=facts)


def test_law_that_is_open_is_not_asked_of_a_person(law: Law) -> None:
    """An open point stands with its readings, apart from the questions."""
    text = shown(law, facts={"written_request": True, "ice_present": True})
    assert in_order(
        text, "Open in law; nobody at a desk can answer it", "Does an agreement supply the power?", "Example v. Example"
    )


def test_a_place_nobody_read_says_so(law: Law) -> None:
    """The own rules of a place without a file are named as not read."""
    assert "We have not read Other Town's own rules" in " ".join(
        shown(law, place="us/xx/other-town", agency="police_municipal").split()
    )


def test_a_bill_that_would_change_the_answer_is_shown(law: Law) -> None:
    """Watch says what the answer would be, were the bill law."""
    text = shown(law, actions=["notify_release"])
    assert in_order(
        text,
        "Would change this answer",
        "An act to open doors · filed, 5 January 2026",
        "Were it law, this would be required",
    )


def test_many_actions_come_as_one_line_each(law: Law) -> None:
    """All actions together show answers and cites, silence in one list, and how to see more."""
    text = shown(law, actions=[], facts={"written_request": True, "ice_present": False})
    assert in_order(
        text,
        "▲ Do not hold",
        "Example Stat. s. 3 (read)",
        "○ Nothing we read forbids or requires any of these",
        "add --action",
    )
    assert "Who says so" not in text


def test_freshness_says_how_far_the_law_was_read(law: Law) -> None:
    """Days that differ are given with their places, the oldest part too, and a later day asked is marked."""
    rows = [
        {"place": "us", "reaches": "2026-04-30", "reviewed_by": "none"},
        {"place": "us/xx", "reaches": "2026-07-02", "reviewed_by": "none"},
        {"place": "us/xx", "reaches": "2025-01-01", "reviewed_by": "none"},
    ]
    text = " ".join(line.text for line in freshness(rows, "2026-06-01", law.body, 2))
    assert "2 July 2026 (Exampleland) and 30 April 2026 (Example Nation), some of it only to 1 January 2025" in text
    assert text.endswith("the day asked is later; not reviewed by a lawyer; 2 open points.")
    assert "Nobody has read" in freshness([], "2026-06-01", law.body)[0].text


def test_what_is_transient_is_said_to_be_never_kept(law: Law) -> None:
    """An answer that rests on a transient fact says so."""
    assert "never kept: proof shown" in shown(law, facts={"proof_shown": True})
