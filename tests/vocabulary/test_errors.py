"""A message names where, the word, and the nearest right one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comity.vocabulary.errors import InputError, LawError, Problem, nearest, problem

WORDS = ["notify_release", "share_status", "hold_on_detainer"]


def test_nothing_is_offered_where_nothing_is_known() -> None:
    """With no known words there is no hint."""
    assert nearest("anything", []) == ""
    assert str(Problem("act.yaml", 3, "unknown word `x`", nearest("x", []))) == "act.yaml:3: unknown word `x`"


def test_a_word_like_none_lists_some_that_are_known() -> None:
    """Where no known word is near, the first known ones are shown, and that there are more."""
    assert nearest("zzz", WORDS) == "known: `hold_on_detainer`, `notify_release`, `share_status`"
    assert nearest("zzz", [f"word{n}" for n in range(7)]).endswith("`word5` and more")
    assert "more" not in nearest("zzz", [f"word{n}" for n in range(6)])


def test_a_word_like_a_known_one_gets_that_one() -> None:
    """A slip of the hand is mended by the message."""
    assert nearest("notify_relase", WORDS) == "did you mean `notify_release`?"


@given(st.text(max_size=2000))
def test_no_word_is_too_odd_to_be_answered(word: str) -> None:
    """Whatever was written, the hint names known words only."""
    hint = nearest(word, WORDS)
    assert hint.startswith(("did you mean `", "known: `"))
    assert len(hint) < 200


def test_a_problem_says_where_only_as_far_as_is_known() -> None:
    """A file has lines, a row has none, and some problems have no place at all."""
    assert str(Problem("act.yaml", 14, "wrong", "right")) == "act.yaml:14: wrong; right"
    assert str(Problem("encounter", None, "wrong")) == "encounter: wrong"
    assert str(Problem("", None, "wrong")) == "wrong"


def test_an_error_shows_every_problem() -> None:
    """All problems of an input are told at once, one a line."""
    error = LawError([Problem("a.yaml", 1, "one"), Problem("b.yaml", 2, "two")])
    assert str(error) == "a.yaml:1: one\nb.yaml:2: two"
    assert isinstance(error, InputError)


def test_one_problem_is_ready_to_raise() -> None:
    """A single problem comes as an error that holds it."""
    assert problem("row 7", None, "no place", "write one").problems == [Problem("row 7", None, "no place", "write one")]


def test_a_message_is_one_line_whatever_the_input_holds() -> None:
    """A word with a line break in it does not break the message."""
    assert str(Problem("act.yaml", 7, "`20\n26` is not a date")) == "act.yaml:7: `20 26` is not a date"
