"""A restore drill by the commands: into an empty host, ending at the last published root, with later seals sealed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from tests.casebook import drilled
from tests.casebook.test_kill import need_postgresql
from tests.cluster import cluster

WITHOUT = ("COMITY_CASEBOOK", "DJANGO")


def run(*words: str, fails: int = 0, url: str = "") -> str:
    """Run a command as a person would; return what it says."""
    env = {k: v for k, v in os.environ.items() if not k.startswith((*WITHOUT, "DATABASE_URL"))}
    env |= {"DATABASE_URL": url} if url else {}
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False, env=env)
    assert done.returncode == fails, done.stdout + done.stderr
    return done.stderr if fails else done.stdout


def comity(*words: str | Path, fails: int = 0, url: str = "") -> str:
    return run("-m", "comity.cli.main", *map(str, words), fails=fails, url=url)


def work(data: Path, what: str, url: str = "") -> str:
    """Do some work in a casebook, in a process of its own."""
    return run(str(Path(drilled.__file__)), str(data), what, url=url)


def roots(said: str) -> list[str]:
    return [line for line in said.splitlines() if " root " in line and line.startswith("jail:")]


@pytest.mark.slow
def test_a_restore_ends_at_the_last_published_root(tmp_path: Path) -> None:
    """It asks for the newest log, refuses without it, and no file of it holds what was sealed after the backup."""
    data, file, keys, log = (tmp_path / name for name in ("data", "b.tar", "k.tar", "log.jsonl"))
    comity("serve", "--data", data, "--prepare")
    work(data, "open")
    first = comity("backup", file, "--data", data, "--keys", keys)
    work(data, "more")
    sealed = work(data, "seal")
    comity("ledger", "export", "jail", log, "--data", data)
    key = comity("verify", log)

    new = tmp_path / "new"
    said = comity("restore", file, "--data", new, "--keys", keys, fails=2)
    assert "the newest exported log of jail is needed" in said
    assert not (new / "casebook.sqlite3").exists()
    said = comity("restore", file, "--data", new, "--keys", keys, "--log", log)
    assert roots(said)[-1].split(" root ")[1] in key
    assert roots(said)[-1] != roots(first)[-1]
    assert not (new / "restoring").exists()
    told = json.loads(work(new, "look"))
    assert told == json.loads(sealed)
    for path in new.rglob("*"):
        assert not path.is_file() or b"forgettable" not in path.read_bytes(), path

    # Another drill into the same place is refused; so is a damaged file, and one that was kept too long.
    assert "there is a casebook already" in comity("restore", file, "--data", new, "--log", log, fails=2)
    (tmp_path / "bad.tar").write_bytes(file.read_bytes().replace(b"SQLite format 3", b"SQLite format 4", 1))
    assert "damaged" in comity("restore", tmp_path / "bad.tar", "--data", tmp_path / "n2", "--log", log, fails=2)
    assert "has not ended" in comity("serve", "--data", tmp_path / "n2", "--prepare", fails=2)
    late(file)
    assert "it was to be kept until" in comity("restore", file, "--data", tmp_path / "n3", "--log", log, fails=2)


@pytest.mark.slow
def test_it_is_the_same_on_postgresql(tmp_path: Path) -> None:
    """Into an empty database; a backup of the other kind is refused, and the doctor finds nothing to mend."""
    need_postgresql()
    data, file, keys, log = (tmp_path / name for name in ("data", "b.dump", "k.tar", "log.jsonl"))
    with cluster() as made:
        old, new = made.make("old"), made.make("new")
        comity("serve", "--data", data, "--prepare", url=old)
        work(data, "open", old)
        comity("backup", file, "--data", data, "--keys", keys, url=old)
        assert "MEND" not in comity("doctor", "--data", data, url=old)
        work(data, "more", old)
        sealed = work(data, "seal", old)
        comity("ledger", "export", "jail", log, "--data", data, url=old)
        key = comity("verify", log)
        words = ("restore", file, "--data", tmp_path / "new", "--keys", keys, "--log", log)
        assert "and the database here is sqlite" in comity(*words, fails=2)
        said = comity(*words, url=new)
        assert roots(said)[-1].split(" root ")[1] in key
        assert json.loads(work(tmp_path / "new", "look", new)) == json.loads(sealed)
        assert "there is a casebook already" in comity(*words, fails=2, url=new)


def late(file: Path) -> None:
    """Let a backup be one that was to be deleted."""
    with tarfile.open(file) as tar:
        about = json.load(tar.extractfile("backup.json"))  # type: ignore[arg-type]
    # The file's bytes are changed in place: a year ago instead of this year's, of the same length.
    until = about["keep_until"]
    file.write_bytes(file.read_bytes().replace(until.encode(), f"2001{until[4:]}".encode(), 1))
