"""Bad input through the command line: one clear message, exit 2, nothing half-written."""

from __future__ import annotations

import csv
import json
import re
import time
from pathlib import Path

import pytest
from tests.example_law import write
from typer.testing import CliRunner

from comity import Law, library, load
from comity.cli.main import app
from comity.law.body import Body

GOOD = {"place": "us/ma", "agency": "court", "on": "2025-06-02", "facts": {}, "actions": ["hold_on_detainer"]}
HEAD = "place,agency,on,request_form,paper_issuer,did_hold_on_detainer\n"
ROW = "us/ma,court,2025-06-02,I-247A,,false\n"
MILLION = "x" * 1_000_000
DEEP = "[" * 100_000
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
SLOWEST = 10.0


@pytest.fixture(scope="module")
def checkout(body: Body) -> Law:
    return Law(body)


@pytest.fixture(autouse=True)
def _loaded_once(checkout: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the law of this checkout once for all the commands here; any other folder is read as ever."""
    monkeypatch.setattr(library, "load", lambda folder=None: load(folder) if folder else checkout)


def run(*words: str) -> tuple[int, str, str]:
    """Return the exit, standard output and standard error of a command that neither crashed nor hung."""
    start = time.monotonic()
    done = CliRunner().invoke(app, list(words))
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert time.monotonic() - start < SLOWEST
    assert "Traceback" not in done.stderr
    return done.exit_code, done.stdout, done.stderr


def put(folder: Path, name: str, data: bytes | str) -> str:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


# --- one encounter


@pytest.mark.parametrize(
    ("changed", "line", "says"),
    [
        ({"agency": "cuort"}, 3, "unknown agency `cuort`; did you mean `court`?"),
        ({"place": "Boston"}, 2, "`Boston` is not a place; did you mean `us/ma/boston`?"),
        ({"on": "2025-02-30"}, 4, "`2025-02-30` is not a day of the calendar"),
        ({"facts": {"request_form": "I-247B"}}, 6, "unknown value `I-247B` of `request_form`; did you mean `I-247`?"),
        ({"facts": {"minor": "perhaps"}}, 6, "unknown value `perhaps` of `minor`; known: `no`, `yes`"),
        ({"facts": {"relese_due": "yes"}}, 6, "unknown fact `relese_due`; did you mean `release_due`?"),
        ({"facts": {"status": "any"}}, 6, "unknown fact `status`"),
        ({"actions": ["hold_detainer"]}, 7, "unknown action `hold_detainer`; did you mean `hold_on_detainer`?"),
        ({"moments": {"request_at": "2025-02-30T02:40-05:00"}}, 10, "is not a moment of the calendar"),
        ({"facts": {"request_form": MILLION}}, 1, "text of 1,000,000 characters; at most 20,000"),
        (
            {"facts": {"request_form": "I-200", "paper_issuer": "state_judge"}},
            1,
            "`paper_issuer: state_judge`, `request_form: I-200` cannot be together",
        ),
    ],
)
def test_a_wrong_word_is_named_with_file_line_and_the_right_one(
    tmp_path: Path, changed: dict[str, object], line: int, says: str
) -> None:
    """One message, exit 2, nothing on standard output."""
    path = put(tmp_path, "fax.json", json.dumps({**GOOD, **changed}, indent=1))
    code, out, err = run("decide", path)
    assert (code, out) == (2, "")
    assert err.startswith(f"{path}:{line}: ")
    assert says in err
    assert err.count("\n") == 1
    assert len(err) < 1000


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        ("", "fax.json", ": there is nothing in it"),
        ("\n \n", "fax.yaml", ": there is nothing in it"),
        ('{"place": "us/ma",\n "agency"', "fax.json", "expecting ':' delimiter; is the file cut short?"),
        ("place: us/ma\nfacts: {minor: ye", "fax.yaml", ":2: cannot be read as YAML"),
        (json.dumps(GOOD).encode("utf-16"), "fax.json", ":1: byte `0xff` is not UTF-8; save the file as UTF-8"),
        ("place: us/ma\nagency: café\n".encode("latin-1"), "fax.yaml", ":2: byte `0xe9` is not UTF-8"),
        (DEEP, "fax.yaml", ":1: nested more than 40 deep"),
        (DEEP, "fax.json", ":1: nested more than 40 deep"),
        (f"facts: {{request_form: {MILLION}}}\n", "fax.yaml", ":1: text of 1,000,000 characters"),
        ("a: &x [*x]\n", "fax.yaml", ":1: anchor `&x`; take it out"),
        (BOMB, "fax.yaml", ":1: anchor `&a`; take it out"),
        ('{"place": "us/ma",\n "place": "us"}', "fax.json", "repeated key `place`; keep one of them"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(tmp_path: Path, data: bytes | str, name: str, says: str) -> None:
    """Empty, cut short, in another encoding, too long, too deep, with anchors, with a key twice."""
    path = put(tmp_path, name, data)
    code, out, err = run("decide", path)
    assert (code, out) == (2, "")
    assert all(line.startswith(path) for line in err.splitlines())
    assert says in err


# --- a condition


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ("not " * 100_000 + "minor", "text of 400,005 characters; at most 20,000"),
        ("not " * 4_900 + "minor", "the condition is 19605 characters long; at most 4000 are read"),
        ("not " * 900 + "minor", "the condition is nested too deeply"),
        ("(" * 100_000, "text of 100,000 characters; at most 20,000"),
        ("(" * 3_900, "the condition is nested too deeply"),
        ("__import__('os').system('true')", "is not in the language of conditions"),
        ("[minor for minor in minor]", "is not in the language of conditions"),
        ("minor +", "`minor +` is not a condition"),
        ("minor and minr", "unknown fact `minr`; did you mean `minor`?"),
        ("request_form == 'I-247B'", "unknown value `I-247B` of `request_form`; did you mean `I-247`?"),
    ],
)
def test_a_condition_outside_the_language_is_refused_on_reading(tmp_path: Path, condition: str, says: str) -> None:
    """By what checks law and by what decides with it, at the condition's line, however long it is."""
    write(tmp_path, f'instrument: act\nprovisions: [{{id: a, modality: may, when: "{condition}"}}]')
    encounter = put(tmp_path, "fax.json", json.dumps({**GOOD, "place": "us/xx"}))
    for words in (["check", str(tmp_path)], ["decide", encounter, "--law", str(tmp_path)]):
        code, out, err = run(*words)
        assert code == 2
        assert out == "" or words[0] == "check"
        told = [line for line in err.splitlines() if says in line]
        assert len(told) == 1
        assert re.search(r"us/xx/act\.yaml:\d+: ", told[0])
        assert len(told[0]) < 500


# --- a log


def audit(folder: Path, name: str, data: bytes | str) -> tuple[int, str, str, list[str]]:
    """Return how an audit ended, and the names that it left beside the log."""
    path = put(folder, name, data)
    code, out, err = run("audit", path, "--out", str(folder / "found"))
    return code, out, err, sorted(p.name for p in folder.iterdir() if p.name != name)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("log.csv", "", ": is empty"),
        (
            "log.csv",
            HEAD.replace("request_form", "reqest_form") + ROW,
            ": unknown column `reqest_form`; did you mean `request_form`?",
        ),
        ("log.csv", HEAD.replace("request_form", "status") + ROW, ": column `status` would tell who somebody is"),
        ("log.csv", HEAD.replace("place,", "") + ROW, "`place`"),
        ("log.csv", (HEAD + ROW).encode("utf-16"), ": is UTF-16 text; save it as UTF-8"),
        ("log.csv", (HEAD + "us/ma,café,2025-06-02,,,\n").encode("latin-1"), ": is not UTF-8 text near here"),
        ("log.csv", HEAD + ROW + 'us/ma,court,"2025', ":4: ends inside a quoted cell; the file is cut short"),
        ("log.csv", HEAD + ROW + f"us/ma,court,2025-06-02,{MILLION},,\n", ":4: holds a cell of more than 100,000"),
        ("log.csv", HEAD + ROW + f"us/ma,court,2025-06-02,{MILLION[:50_000]},,\n", ": row 2 holds a cell of 50,000"),
        ("log.jsonl", DEEP, ": holds no JSON object"),
        ("log.parquet", b"PAR1 cut short", ": is not a whole Parquet file; it may be cut short"),
    ],
)
def test_a_log_that_cannot_be_read_leaves_nothing_behind(
    tmp_path: Path, name: str, data: bytes | str, says: str
) -> None:
    """One message; no folder, no file under the final name or beside it."""
    code, out, err, left = audit(tmp_path, name, data)
    assert (code, out, left) == (2, "", [])
    assert err.startswith(str(tmp_path / name))
    assert says in err
    assert err.count("\n") == 1
    assert len(err) < 1000


def test_an_earlier_report_stays_whole_when_a_later_log_cannot_be_read(tmp_path: Path) -> None:
    """Nothing of it is touched."""
    audit(tmp_path, "log.csv", HEAD + ROW)
    before = {p.name: p.read_bytes() for p in (tmp_path / "found").iterdir()}
    assert len(before) == 4
    assert audit(tmp_path, "log.csv", HEAD + ROW + '"')[0] == 2
    assert {p.name: p.read_bytes() for p in (tmp_path / "found").iterdir()} == before


BAD_ROWS = (
    ("us/ma,cuort,2025-06-02,,,", "agency", "unknown agency `cuort`; did you mean `court`?"),
    ("Boston,court,2025-06-02,,,", "place", "`Boston` is not a place"),
    ("us/ma,court,2025-02-30,,,", "on", "`2025-02-30` is not a day of the calendar"),
    ("us/ma,court,2025-06-02,I-247B,,", "request_form", "`I-247B` of `request_form`; did you mean `I-247`?"),
    ("us/ma,court,2025-06-02,I-200,state_judge,", "paper_issuer, request_form", "cannot be together"),
    ("us/ma,court,2025-06-02,,,perhaps", "did_hold_on_detainer", "`perhaps` is not true, false or empty"),
    ("us/ma,court,2025-06-02", "", "3 cells where the header names 6"),
)


def test_rows_that_cannot_be_read_are_listed_and_counted(tmp_path: Path) -> None:
    """Each with its row number, its column and what is wrong; the others are judged."""
    code, _, _, left = audit(tmp_path, "log.csv", HEAD + ROW + "".join(f"{row}\n" for row, _, _ in BAD_ROWS) + ROW)
    assert (code, left) == (0, ["found"])
    with (tmp_path / "found" / "rejected.csv").open(encoding="utf-8", newline="") as file:
        rejected = list(csv.DictReader(file))
    assert [r["row"] for r in rejected] == ["2", "3", "4", "5", "6", "7", "8"]
    for told, (_, column, says) in zip(rejected, BAD_ROWS, strict=True):
        assert told["column"] == column
        assert says in told["reason"]
    rows = json.loads((tmp_path / "found" / "summary.json").read_text(encoding="utf-8"))["rows"]
    assert (rows["in"], rows["rejected"], rows["judged"], rows["accounted"]) == (9, 7, 2, 9)


def test_a_log_of_json_lines_that_is_cut_short_loses_its_last_row_alone(tmp_path: Path) -> None:
    """That row is listed too."""
    whole = json.dumps({"place": "us/ma", "agency": "court", "on": "2025-06-02", "did_hold_on_detainer": False})
    code, _, _, _ = audit(tmp_path, "log.jsonl", f"{whole}\n{whole[:30]}")
    assert code == 0
    listed = (tmp_path / "found" / "rejected.csv").read_text(encoding="utf-8")
    assert "line 2 is not a whole JSON object" in listed
