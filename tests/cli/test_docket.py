"""`comity docket`: the list, and what bill JSON says of it; law is never changed and nothing is half-written."""

from __future__ import annotations

import json
import re
import shlex
import socket
from pathlib import Path
from typing import Any

import pytest
from tests.example_bills import document, law_of, legiscan, open_states
from typer.testing import CliRunner

from comity.cli.main import app

PAGE = Path(__file__).parents[2] / "docs" / "docket.md"


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the law folder of us/xx."""
    return law_of(tmp_path_factory.mktemp("law"))


@pytest.fixture
def here(tmp_path: Path, law: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which commands run; any connection is a failure."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMITY_LAW", str(law))

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("nothing may connect")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    return tmp_path


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["docket", *words])
    assert result.exit_code == code, result.output
    return " ".join(result.output.split())


def put(folder: Path, name: str, data: Any) -> str:
    (folder / name).write_text(json.dumps(data), encoding="utf-8")
    return name


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_docket_is_listed(here: Path) -> None:
    """With step, day and how it is known; --full says what is touched and how sure."""
    told = run("list", "--on", "2026-12-01")
    assert "The docket on 1 December 2026: 2 bills and 1 suit. None of it is law here" in told
    assert "An act on doors passed one house 2026-03-10 text read ◆ 266 days us/xx:door-bill" in told
    assert "injunction denied" in told
    assert "How sure: not sure" not in told
    assert "How sure: not sure" in run("list", "--full")
    assert "How sure: not sure" in run("list", "--place", "Exampleland", "--kind", "bill")
    assert "No bill or suit is in the docket on 1 January 2020" in run("list", "--on", "2020-01-01")
    assert here.exists()


def test_the_list_as_data(here: Path) -> None:
    """Says the same."""
    [suit] = json.loads(run("list", "--kind", "suit", "--on", "2026-12-01", "--json"))
    assert suit["last"] == {
        "on": "2026-02-02",
        "step": "injunction_denied",
        "stage": "preliminary injunction denied",
        "days": 302,
    }
    assert suit["looked"] == {"on": "2026-11-24", "days": 7}
    assert here.exists()


def test_the_docket_of_this_checkout_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every entry has a step, and what it is known by."""
    monkeypatch.delenv("COMITY_LAW", raising=False)
    rows = json.loads(run("list", "--json", "--on", "2026-12-01"))
    assert len(rows) > 80
    assert [r["bill"] for r in rows if r["last"]["step"] is None or not r["sure"]] == []


def test_each_source_is_held_against_the_docket(here: Path, law: Path) -> None:
    """New, missing and on another day; nothing is changed."""
    before = snapshot(law)
    for name, data, newest in (
        ("d.json", document(), "2 July 2026: passed both houses “Enacted and laid before the Governor”"),
        ("o.json", open_states(), "9 July 2026: vetoed “Vetoed”"),
        ("l.json", legiscan(), "30 June 2026: passed both houses “To enrolling”"),
    ):
        told = run("update", put(here, name, data), code=1)
        assert "An act on doors · us/xx:door-bill" in told
        assert newest in told
        assert "1 May 2026: passed the Senate" in told
        assert "No law was changed. --write DIR writes a copy" in told
    assert snapshot(law) == before


def test_a_copy_gets_the_new_stages_and_is_known_then(here: Path, law: Path) -> None:
    """Law stays; the copy differs from it in its stages alone; a second reading adds nothing."""
    before = snapshot(law)
    told = run("update", put(here, "o.json", open_states()), "--write", "out", code=1)
    assert "Written, with the new and missing stages added" in told
    assert snapshot(law) == before
    inside = Path("us/xx/docket/door-bill.yaml")
    copy, old = (here / "out" / inside).read_text(encoding="utf-8"), (law / inside).read_text(encoding="utf-8")
    added = [
        '- {on: 2026-05-01, stage: "passed the Senate (as Open States tells it)"}\n',
        '- {on: 2026-07-09, stage: "vetoed (as Open States tells it)"}\n',
    ]
    assert copy == old.replace("provisions:", f"{''.join(added)}provisions:", 1)
    kept = (law / inside).read_bytes()
    try:
        (law / inside).write_text(copy, encoding="utf-8")
        assert "No law was changed." in run("update", "o.json", code=0)
    finally:
        (law / inside).write_bytes(kept)
    assert snapshot(here / "out").keys() == {str(here / "out" / inside)}


def test_two_sources_of_one_bill_are_written_into_one_copy(here: Path) -> None:
    """What both tell alike is written once."""
    run("update", put(here, "o.json", open_states()), put(here, "l.json", legiscan()), "--write", "out", code=1)
    copy = (here / "out/us/xx/docket/door-bill.yaml").read_text(encoding="utf-8")
    assert copy.count("as Open States tells it") == 2
    assert copy.count("as LegiScan tells it") == 1
    assert copy.count("passed the Senate") == 1


def test_a_document_and_its_history_may_come_apart(here: Path) -> None:
    """The history after the document, or with --bill."""
    whole = document()
    history = whole.pop("DocumentHistoryActions")
    names = put(here, "doc.json", whole), put(here, "hist.json", history)
    assert "passed both houses" in run("update", *names, code=1)
    assert "passed both houses" in run("update", "hist.json", "--bill", "door-bill", code=1)
    assert "a history that names no bill; put it after its document, or give --bill" in run(
        "update", "hist.json", code=2
    )
    assert "H101 has no history in it" in run("update", "doc.json", code=2)


def test_bulk_tells_only_what_the_docket_has(here: Path) -> None:
    """The others are counted; a row that is no bill is counted and shown."""
    bulk = [open_states(identifier=f"HB {n}") for n in range(90, 110)] + [{"x": 1}]
    told = run("update", put(here, "bulk.json", bulk), code=1)
    assert "20 bills read, 2 of them in the docket; 1 row could not be read, the first: bulk.json, bill 21" in told
    data = json.loads(run("update", "bulk.json", "--json", code=1))
    assert [b["bill"] for b in data["in_docket"]] == ["us/xx:door-bill", "us/xx:window-bill"]
    assert (data["bills"], len(data["not_in_docket"]), len(data["unreadable"])) == (20, 18, 1)


def test_a_bill_that_belongs_nowhere_has_near_ones_named(here: Path) -> None:
    """And --bill says which it is; a place that is not known has none."""
    put(here, "o.json", open_states(session="49th"))
    told = run("update", "o.json", code=1)
    assert "no bill of the docket is HB 101 (49th) of us/xx. Near: us/xx:door-bill (H.101 and S.7 (50th))" in told
    assert "An act on doors" in run("update", "o.json", "--bill", "us/xx:door-bill", code=1)
    put(here, "p.json", open_states(jurisdiction="Elsewhere"))
    assert "of a place that is not told. `comity docket list` shows" in run("update", "p.json", code=1)


def test_bad_input_is_told_and_nothing_is_written(here: Path) -> None:
    """One bad file among good ones stops it all."""
    put(here, "good.json", open_states())
    put(here, "day.json", open_states(actions=[{"date": "soon"}]))
    (here / "cut.json").write_text('{"bill"', encoding="utf-8")
    for words, said in (
        (["good.json", "cut.json"], "cut.json:1: is not JSON"),
        (["good.json", "day.json"], "day.json, entry 1: `date` is `soon`, no date"),
        (["good.json", "none.json"], "none.json: cannot be read: no such file"),
        (["good.json", "--bill", "dor-bill"], "unknown bill `dor-bill`; did you mean `door-bill`?"),
        (["good.json", "--bill", "example-v-example"], "unknown bill `example-v-example`"),
        (["http://example.org/bill?key=secret"], "connects only over https: `http://example.org/bill`"),
    ):
        told = run("update", *words, "--write", "out", code=2)
        assert said in told
        assert "secret" not in told
    assert not (here / "out").exists()
    assert "unknown kind `bil`; did you mean `bill`?" in run("list", "--kind", "bil", code=2)
    assert "unknown place `Exampeland`; did you mean `Exampleland`?" in run("list", "--place", "Exampeland", code=2)


def test_no_copy_is_written_into_the_law_or_over_a_file(here: Path, law: Path) -> None:
    """By any name of that folder."""
    put(here, "good.json", open_states())
    (here / "link").symlink_to(law)
    (here / "inside").mkdir()
    (here / "inside" / "us").symlink_to(law / "us")
    before = snapshot(law)
    for out in (law, law / "us", here / "link", here / "inside"):
        assert "law is never changed here" in run("update", "good.json", "--write", str(out), code=2)
    assert "cannot be written" in run("update", "good.json", "--write", "good.json", code=2)
    assert snapshot(law) == before


def test_a_number_of_two_files_asks_which(here: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Instead of taking one."""
    twin = 'bill: twin-bill\ncite: "H.101 (50th)"\n'
    other = law_of(tmp_path_factory.mktemp("twin"), twin)
    put(here, "o.json", open_states())
    told = run("update", "o.json", "--law", str(other), code=2)
    assert "HB 101 may belong to us/xx:door-bill, us/xx:twin-bill; say which with --bill" in told
    assert "us/xx:twin-bill" in run("update", "o.json", "--law", str(other), "--bill", "twin-bill", code=1)


def test_a_table_that_cannot_be_read_is_told(here: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """With its path."""
    other = law_of(tmp_path_factory.mktemp("broken"))
    (other / "vocabulary" / "legislatures.csv").unlink()
    put(here, "o.json", open_states())
    assert "legislatures.csv: cannot be read as a table" in run("update", "o.json", "--law", str(other), code=2)


def test_an_address_is_read_as_a_file_is(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A history's address names its bill; the key in it is told nowhere."""
    asked = []

    def fetched(url: str) -> bytes:
        asked.append(url)
        return json.dumps(document()["DocumentHistoryActions"]).encode()

    monkeypatch.setattr("comity.docket.fetch.fetch", fetched)
    url = "https://example.org/api/GeneralCourts/50/Documents/H101/DocumentHistoryActions?key=secret"
    told = run("update", url, "--json", code=1)
    assert asked == [url]
    assert "secret" not in told
    [bill] = json.loads(told)["in_docket"]
    assert (bill["bill"], bill["where"]) == ("us/xx:door-bill", url.split("?", maxsplit=1)[0])
    assert here.exists()


def test_a_source_cannot_steer_the_terminal(here: Path) -> None:
    """Control characters and halves of characters become spaces."""
    action = {
        "date": "2026-06-01",
        "description": "Signed \x1b[2J\u202e\ud800 now",
        "classification": ["executive-signature"],
    }
    told = run("update", put(here, "o.json", open_states(actions=[action])), code=1)
    assert "1 June 2026: signed “Signed [2J now”" in told
    assert json.loads(run("update", "o.json", "--json", code=1))["in_docket"]
    assert "`[2J`, no date" in run("update", put(here, "p.json", open_states(actions=[{"date": "\x1b[2J"}])), code=2)


def test_help_says_when_it_connects() -> None:
    """In plain words, and that law never changes."""
    told = run("update", "--help")
    assert "connects to nothing but an https address that you give" in told
    assert "Law never changes." in told


def shown() -> list[str]:
    return re.findall(r"^ {4}(comity docket .+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("line", shown())
def test_every_command_of_the_page_runs(here: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On files of the kind it names; the lists run on the docket of this checkout."""
    whole = document()
    put(here, "history.json", whole.pop("DocumentHistoryActions"))
    put(here, "document.json", whole)
    put(here, "bill.json", open_states())
    put(here, "bulk.json", [open_states(), open_states(identifier="SB 99")])
    words = shlex.split(line)[2:]
    if words[0] == "list":
        monkeypatch.delenv("COMITY_LAW")
    assert run(*words, code=0 if words[0] == "list" else 1)


def test_the_page_shows_both_commands() -> None:
    """So that the test above has something to run."""
    assert {line.split()[2] for line in shown()} == {"list", "update"}
