"""Bad input through the command line: one clear message, exit 2, nothing half-written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.example_law import write
from typer.testing import CliRunner

from comity.cli.main import app

GOOD = {"place": "us/ma", "agency": "court", "on": "2025-06-02", "facts": {}, "actions": ["hold_on_detainer"]}
HEAD = "place,agency,on,request_form,paper_issuer,did_hold_on_detainer\n"


def decide(folder: Path, data: bytes | str, name: str = "fax.json") -> tuple[int, str, str]:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    done = CliRunner().invoke(app, ["decide", str(path)])
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"agency": "cuort"}, "did you mean `court`?"),
        ({"on": "2025-02-30"}, "not a day of the calendar"),
        ({"facts": {"request_form": "I-247B"}}, "`I-247B`"),
        ({"facts": {"relese_due": "yes"}}, "did you mean `release_due`?"),
        ({"facts": {"request_form": "I-200", "paper_issuer": "state_judge"}}, "cannot be together"),
        ({"actions": ["hold"]}, "unknown action `hold`"),
        ({"facts": {"status": "any"}}, "unknown fact `status`"),
        ({"facts": {"request_form": "x" * 1_000_000}}, "longer"),
    ],
)
def test_a_wrong_word_is_named_with_the_right_one(tmp_path: Path, changed: dict[str, object], key: str) -> None:
    """Exit 2, the file and the word on standard error, nothing on standard output."""
    code, out, err = decide(tmp_path, json.dumps({**GOOD, **changed}))
    assert (code, out) == (2, "")
    assert "fax.json" in err
    assert key in err or (key == "longer" and "1,000,000 characters" in err)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("", "fax.json"),
        ('{"place": "us/ma", "agency"', "fax.json"),
        ('{"a": '.encode("utf-16"), "fax.json"),
        ("[" * 100_000, "fax.yaml"),
        ("[" * 100_000, "fax.json"),
        ("a: &x [*x]\n", "fax.yaml"),
        ("a: &a [1]\nb: &b [*a, *a]\nc: [*b, *b]\n", "fax.yaml"),
        ('{"place": "us/ma", "place": "us"}', "fax.json"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, data: bytes | str, name: str) -> None:
    """Empty, truncated, in another encoding, too deep, with anchors, with a key twice."""
    code, out, err = decide(tmp_path, data, name)
    assert (code, out) == (2, "")
    assert name in err


@pytest.mark.parametrize("condition", ["not " * 100_000 + "minor", "__import__('os')", "minor +", "(" * 5000])
def test_a_condition_outside_the_language_is_refused_on_reading(tmp_path: Path, condition: str) -> None:
    """However long it is."""
    write(
        tmp_path, f'instrument: act\nprovisions: [{{id: a, modality: may, when: "{condition.replace(chr(34), "")}"}}]'
    )
    done = CliRunner().invoke(app, ["check", str(tmp_path)])
    assert done.exit_code in (1, 2)
    assert "act.yaml" in done.stderr
    assert "Traceback" not in done.stderr


def audit(folder: Path, data: bytes | str) -> tuple[int, str, Path]:
    path, out = folder / "log.csv", folder / "found"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    done = CliRunner().invoke(app, ["audit", str(path), "--out", str(out)])
    return done.exit_code, done.stderr, out


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ("", "log.csv"),
        (HEAD.replace("request_form", "reqest_form") + "us/ma,court,2025-06-02,,,\n", "did you mean `request_form`?"),
        (HEAD.replace("request_form", "status") + "us/ma,court,2025-06-02,,,\n", "status"),
        (HEAD.encode("utf-16"), "log.csv"),
    ],
)
def test_a_log_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path, data: bytes | str, key: str) -> None:
    """No folder, no file under the final name."""
    code, err, out = audit(tmp_path, data)
    assert (code, out.exists()) == (2, False)
    assert key in err


def test_rows_that_cannot_be_read_are_listed_and_counted(tmp_path: Path) -> None:
    """Each with its row number; the others are judged."""
    rows = (
        "us/ma,court,2025-06-02,I-247A,,false\nus/ma,court,2025-02-30,,,\nus/ma,court,2025-06-02,I-200,state_judge,\n"
    )
    code, _, out = audit(tmp_path, HEAD + rows)
    assert code == 0
    rejected = (out / "rejected.csv").read_text(encoding="utf-8")
    assert [line.split(",", 1)[0] for line in rejected.splitlines()[1:]] == ["2", "3"]
    assert json.loads((out / "summary.json").read_text(encoding="utf-8"))["rows"]["rejected"] == 2
