"""`comity decide` answers from a file, standard input or an interview, and prints nothing when its input is bad."""

from __future__ import annotations

import json
import os
import pty
import select
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from comity.cli.main import app

ONE: dict[str, Any] = {
    "place": "us/xx",
    "agency": "jail",
    "on": "2026-03-02",
    "facts": {"written_request": True, "ice_present": False},
}


def run(folder: Path, *words: str, given: str | bytes | None = None) -> Result:
    """Return the result of the command on the small state's law."""
    return CliRunner().invoke(app, ["decide", "--law", str(folder), *words], input=given)


def test_bad_input_leaves_standard_output_empty(folder: Path) -> None:
    """Every problem of every encounter is named with its line and the nearest word, and the exit is 2."""
    text = (
        '[{"place": "us/xx", "agency": "jale", "on": "2026-02-30"},\n'
        ' {"place": "us/xx", "agency": "jail", "on": "2026-03-02",\n  "facts": {"minr": true}}]'
    )
    result = run(folder, given=text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "standard input:1: encounter 1: unknown agency `jale`; did you mean `jail`?" in result.stderr
    assert "standard input:1: encounter 1: `on`: `2026-02-30` is not a day of the calendar" in result.stderr
    assert "standard input:3: encounter 2: unknown fact `minr`; did you mean `minor`?" in result.stderr


@pytest.mark.parametrize(
    ("words", "given", "message"),
    [
        (["--action", "hold_on_detaner"], json.dumps(ONE), "did you mean `hold_on_detainer`?"),
        (["no-such-file.json"], None, "no-such-file.json: cannot be read: no such file"),
        ([], "", "there is nothing in it"),
        (["--law", "no-such-folder"], json.dumps(ONE), "no law folder here"),
    ],
)
def test_a_wrong_word_on_the_line_exits_2(folder: Path, words: list[str], given: str | None, message: str) -> None:
    """An unknown action, file or folder gets one message on standard error."""
    result = run(folder, *words, given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_facts_that_cannot_be_together_are_refused(folder: Path) -> None:
    """A contradiction names the facts and the file."""
    result = run(
        folder, given=json.dumps(ONE | {"facts": {"request_form": "none", "paper_issuer": "immigration_officer"}})
    )
    assert result.exit_code == 2
    assert "cannot be together" in result.stderr


def test_a_file_is_answered_in_words(folder: Path, tmp_path: Path) -> None:
    """YAML from a file, one action: the answer first, no colour when piped."""
    file = tmp_path / "night.yaml"
    file.write_text(
        "place: us/xx\nagency: jail\non: 2026-03-02\nfacts: {written_request: yes, ice_present: no}\n", encoding="utf-8"
    )
    result = run(folder, str(file), "--action", "hold_on_detainer")
    assert result.exit_code == 0
    assert "▲ Do not hold the person past release" in result.stdout
    assert "\x1b" not in result.stdout
    assert result.stdout.count("Information, not legal advice.") == 1


def test_json_keeps_the_shape_and_order_of_the_input(folder: Path) -> None:
    """One gives one, a list a list, JSON lines JSON lines."""
    two = [ONE, ONE | {"agency": "school"}]
    one = json.loads(run(folder, "-", "--json", given=json.dumps(ONE)).stdout)
    assert one["actions"]["hold_on_detainer"]["presumed"]["outcomes"] == ["prohibited"]
    several = json.loads(run(folder, "--json", given=json.dumps(two)).stdout)
    assert [d["agency"] for d in several] == [["jail"], ["school"]]
    lines = run(folder, "--json", given="\n".join(map(json.dumps, two))).stdout.splitlines()
    assert [json.loads(line)["agency"] for line in lines] == [["jail"], ["school"]]


def test_action_limits_what_is_decided(folder: Path) -> None:
    """Only the actions given are in the answer."""
    result = run(folder, "--json", "--action", "train", "--action", "civil_arrest", given=json.dumps(ONE))
    assert list(json.loads(result.stdout)["actions"]) == ["train", "civil_arrest"]


def test_trace_prints_the_stages(folder: Path) -> None:
    """In words after the answer, and as data in JSON."""
    words = ["--trace", "--action", "hold_on_detainer"]
    assert "Trace 4" in run(folder, *words, given=json.dumps(ONE)).stdout
    assert "trace" in json.loads(run(folder, *words, "--json", given=json.dumps(ONE)).stdout)


def test_help_has_an_example() -> None:
    """The help shows how the command is used."""
    assert "Example: comity decide" in CliRunner().invoke(app, ["decide", "--help"]).stdout


def at_a_terminal(folder: Path, *answers: str) -> tuple[str, int]:
    """Return what a terminal shows when the command runs on it with no file, and its exit."""
    child, terminal = pty.fork()
    if child == 0:
        words = [sys.executable, "-m", "comity.cli.main", "decide", "--law", str(folder)]
        os.execve(sys.executable, words, {**os.environ, "TERM": "xterm"})  # noqa: S606 - our own command
    shown, left, ends = b"", list(answers), time.monotonic() + 60
    while time.monotonic() < ends:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                shown += os.read(terminal, 65536)
            except OSError:
                break
        elif shown.endswith(b"> "):
            os.write(terminal, (left.pop(0) + "\n").encode() if left else b"\x04")
    return shown.decode(), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_with_no_file_a_terminal_gets_an_interview(folder: Path) -> None:
    """The interview ends with the answer, in colour."""
    shown, code = at_a_terminal(folder, "us/xx", "jail", "2026-03-02", "hold_on_detainer", "yes", "no")
    assert code == 0
    assert "Why: the answer decides" in shown
    assert "\x1b[1;31m▲ Do not hold" in shown


def test_an_interview_that_is_ended_says_so(folder: Path) -> None:
    """The end of input before the answer is bad input."""
    shown, code = at_a_terminal(folder, "us/xx")
    assert code == 2
    assert "interview: ended before the answer" in shown
