"""`comity check` at the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

from jsonschema import Draft202012Validator
from tests.example_law import write
from typer.testing import CliRunner

from comity.cli.main import app

GOOD = """
instrument: no-power
history: [{event: effective, on: 2017-07-24, source: s1, recorded: 2026-11-24}]
provisions: [{id: no-power, modality: lacks_power}]
hypotheticals:
  - {says: Before., agency: jail, on: 2017-07-23, expect: {hold_on_detainer: {outcomes: [not_addressed],
      not_because: [no-power]}}}
  - {says: After., agency: jail, on: 2017-07-24, expect: {hold_on_detainer: {outcomes: [prohibited],
      because: [no-power]}}}
"""


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.stdout, done.stderr


def test_good_law_ends_with_a_line_on_what_was_checked(tmp_path: Path) -> None:
    """And exit 0."""
    write(tmp_path, GOOD)
    code, out, err = run("check", str(tmp_path))
    assert (code, err) == (0, "")
    assert "1 instruments, 1 provisions" in out
    assert "all as they say" in out


def test_a_hypothetical_that_comes_out_otherwise_is_exit_1_with_file_and_line(tmp_path: Path) -> None:
    """The message names the outcome that came and the one that was expected."""
    write(tmp_path, GOOD.replace("[prohibited]", "[permitted]"))
    code, out, err = run("check", str(tmp_path))
    assert code == 1
    assert re.search(r"us/xx/no-power\.yaml:\d+: ", err)
    assert "come out {prohibited}, not {permitted}" in err
    assert "1 problems" in out


def test_law_that_cannot_be_read_is_exit_2_and_the_rest_is_checked_all_the_same(tmp_path: Path) -> None:
    """Its problems stand beside those of the law that can be read."""
    write(
        tmp_path, GOOD.replace("[prohibited]", "[permitted]"), "instrument: torn\nprovisions: [{id: a, modality: my}]"
    )
    code, out, err = run("check", str(tmp_path))
    assert code == 2
    assert "torn.yaml:" in err
    assert "come out {prohibited}, not {permitted}" in err
    assert "2 problems" in out


def test_an_empty_folder_is_exit_2(tmp_path: Path) -> None:
    """It is no law folder either."""
    code, out, err = run("check", str(tmp_path))
    assert (code, out) == (2, "")
    assert str(tmp_path.name) in err


def test_no_law_folder_is_exit_2(tmp_path: Path) -> None:
    """Nothing is checked and nothing is said on standard output."""
    code, out, err = run("check", str(tmp_path / "nowhere"))
    assert (code, out) == (2, "")
    assert "no law folder here" in err


def test_schemas_for_editors_are_written(tmp_path: Path) -> None:
    """One per kind of file, each a schema with the words of the vocabulary; their paths are all that is said."""
    code, out, err = run("check", "--schemas", str(tmp_path / "schemas"))
    made = sorted((tmp_path / "schemas").iterdir())
    assert (code, err) == (0, "")
    assert sorted(out.split()) == [str(p) for p in made]
    assert {"instrument.schema.json", "place.schema.json"} <= {p.name for p in made}
    for path in made:
        Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
    assert "hold_on_detainer" in (tmp_path / "schemas" / "instrument.schema.json").read_text(encoding="utf-8")


def test_one_analysis_alone_is_printed_and_decides_the_exit(tmp_path: Path) -> None:
    """Gaps are told and never fail; a dead provision does; both as lines or as plain data."""
    write(tmp_path, GOOD)
    words = ("--only", "gaps", "--place", "us/xx", "--agency", "jail", "--on", "2017-07-23")
    code, out, err = run("check", str(tmp_path), *words)
    assert (code, err) == (0, "")
    assert "Exampleland, on 23 July 2017" in out
    code, out, _ = run("check", str(tmp_path), *words, "--action", "hold_on_detainer", "--json")
    assert code == 0
    (gap,) = json.loads(out)
    assert (gap["action"], gap["agencies"], gap["share"], gap["where"]) == ("hold_on_detainer", ["jail"], 1.0, [])
    write(tmp_path, "instrument: idle\nprovisions: [{id: idle, modality: may, when: minor and not minor}]")
    code, out, _ = run("check", str(tmp_path), "--only", "dead")
    assert code == 1
    assert "`us/xx:idle/idle` is dead: it applies in no situation" in " ".join(out.split())


def test_a_day_or_an_analysis_that_is_none_is_exit_2(tmp_path: Path) -> None:
    """The message names the word; nothing is printed."""
    write(tmp_path, GOOD)
    for words, said in ((("gap",), "did you mean `gaps`?"), (("gaps", "--on", "2017-02-30"), "2017-02-30")):
        code, out, err = run("check", str(tmp_path), "--only", *words)
        assert (code, out) == (2, "")
        assert said in err


def test_the_files_of_one_place_can_be_checked_alone(tmp_path: Path) -> None:
    """Its mistakes and its counts; a place nobody knows is told with the nearest."""
    write(tmp_path, GOOD.replace("[prohibited]", "[permitted]"))
    code, out, err = run("check", str(tmp_path), "--place", "us/xx")
    assert (code, "1 instruments, 1 provisions, 0 bills and suits, 2 hypotheticals" in out) == (1, True)
    assert "come out {prohibited}, not {permitted}" in err
    code, out, err = run("check", str(tmp_path), "--place", "us/yy")
    assert (code, "0 instruments" in out, err) == (0, True, "")
    code, _, err = run("check", str(tmp_path), "--place", "xx")
    assert code == 2
    assert "--place: unknown place `xx`" in err


def test_a_citation_that_cannot_be_read_fails_the_check(tmp_path: Path) -> None:
    """It is told with file, line and position, by the whole check and by the list of cites alone."""
    write(tmp_path, GOOD.replace("modality: lacks_power}", 'modality: lacks_power, cite: "8 U.S.C. x"}'))
    code, out, err = run("check", str(tmp_path))
    assert code == 1
    assert re.search(r"us/xx/no-power\.yaml:\d+: the cite of `us/xx:no-power/no-power` cannot be read", err)
    code, out, _ = run("check", str(tmp_path), "--only", "cites")
    assert code == 1
    assert "cannot be read at position 9" in out
    assert "1 cannot be read." in out
    code, out, _ = run("check", str(tmp_path), "--only", "cites", "--json")
    assert [one["where"] for one in json.loads(out)] == ["us/xx:no-power/no-power"]


def test_where_every_citation_can_be_read_the_list_says_so(tmp_path: Path) -> None:
    """And exit 0."""
    write(tmp_path, GOOD)
    assert run("check", str(tmp_path), "--only", "cites")[:2] == (0, "Every citation can be read.\n")
