"""What a page shows of an answer: its words and shape, what was presumed, and the outcome that a list shows."""

from __future__ import annotations

from comity.casebook import answers
from comity.casebook.answers import encounter_of, fresh, lines_of, worst
from comity.casebook.models import Record


def test_the_encounter_of_a_record_is_its_place_paper_and_time(request_at: Record) -> None:
    """And what its draft has answered."""
    request_at.draft = {"facts": {"release_due": "yes"}, "unknown": []}
    encounter = encounter_of(request_at)
    assert (encounter["place"], encounter["agency"], encounter["on"]) == ("us/xx", ["jail"], "2026-03-02")
    assert encounter["facts"] == {"request_form": "I-247A", "release_due": "yes"}
    assert encounter["moments"]["request_at"] == "2026-03-02T02:40-05:00"


def test_the_day_is_that_of_the_place(request_at: Record) -> None:
    """Half past three at Greenwich is still the evening before."""
    request_at.received_at = request_at.received_at.replace(hour=3, minute=30)
    assert encounter_of(request_at)["on"] == "2026-03-01"


def test_a_line_has_word_and_shape_and_says_what_was_presumed(request_at: Record) -> None:
    """A list shows the most pressing of them."""
    request_at.draft = {"facts": {"order_lodged": "none"}, "unknown": []}
    decision = answers.law().decide(encounter_of(request_at))
    lines = {line["action"]: line for line in lines_of(decision)}
    hold = lines["hold_on_detainer"]
    assert (hold["shape"], hold["sentence"]) == (
        "▲",
        "Do not hold the person past release for an immigration detainer",
    )
    assert hold["assumed"]
    assert not hold["settled"]
    assert "controls" in {r["role_words"] for r in hold["reasons"]}
    assert worst(decision) == "prohibited"
    assert worst({"actions": {}}) == ""


def test_how_far_the_law_was_read_is_a_sentence() -> None:
    """With the day, who reviewed it, and whose own rules nobody read."""
    read_to = "Law as read to 31 March 2026;"
    read = {"reaches": "2026-03-31", "reviewed_by": "none", "own": "unread", "place": "us/xx/some-town"}
    assert fresh([read]) == f"{read_to} not reviewed by a lawyer; own rules of Some Town not read."
    assert fresh([read | {"own": "read", "reviewed_by": "counsel"}]) == f"{read_to} reviewed by counsel."
    assert fresh([]) == ""
