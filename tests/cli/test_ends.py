"""How a command ends on bad input."""

from __future__ import annotations

import pytest
import typer

from comity.cli.ends import ending
from comity.vocabulary.errors import problem


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
