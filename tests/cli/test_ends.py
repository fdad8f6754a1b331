"""How a command ends on bad input."""

from __future__ import annotations

import pytest
import typer

from comity.cli.ends import ending
from comity.vocabulary.errors import InputError, LawError, Problem, problem


def test_good_input_ends_as_it_is() -> None:
    """Nothing is said, nothing is raised."""
    with ending():
        pass


def test_bad_input_is_its_message_on_standard_error_and_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    """Standard output stays empty, so that a pipe never gets half an answer."""
    with pytest.raises(typer.Exit) as ended, ending():
        raise problem("log.csv", 3, "unknown agency `jial`", "did you mean `jail`?")
    out, err = capsys.readouterr()
    assert (ended.value.exit_code, out) == (2, "")
    assert err == "log.csv:3: unknown agency `jial`; did you mean `jail`?\n"


def test_every_problem_has_its_own_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Of law too, for there is one family of errors."""
    with pytest.raises(typer.Exit) as ended, ending():
        raise LawError([Problem("a.yaml", 1, "one"), Problem("b.yaml", 2, "two")])
    out, err = capsys.readouterr()
    assert (ended.value.exit_code, out, err) == (2, "", "a.yaml:1: one\nb.yaml:2: two\n")
    assert issubclass(LawError, InputError)


def test_an_exit_chosen_inside_stays_and_a_fault_of_ours_is_not_hidden() -> None:
    """Only bad input is taken for bad input."""
    with pytest.raises(typer.Exit) as ended, ending():
        raise typer.Exit(1)
    assert ended.value.exit_code == 1
    with pytest.raises(ZeroDivisionError), ending():
        raise ZeroDivisionError
