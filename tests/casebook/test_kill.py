"""A writer of the casebook killed at any moment loses nothing that it acknowledged.

On SQLite, and where it is installed, on PostgreSQL. COMITY_KILL=1000 tries it that often. A kill is not a loss of
power: what the system holds for the disk is still written. So SQLite is tried on a disk that keeps what was synced
and nothing else.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.casebook import trials
from tests.cluster import binaries, cluster

TRIALS = int(os.environ.get("COMITY_KILL", "20"))


def tried(folder: Path, what: str, count: int, url: str = "", **more: str) -> str:
    """Run trials in a process of their own, and return what it said."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("COMITY_CASEBOOK", "DJANGO", "DATABASE_URL"))}
    env |= ({"DATABASE_URL": url} if url else {}) | more
    words = [sys.executable, "-m", "tests.casebook.trials", str(folder), what, str(count)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=env)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr[-3000:]
    sys.stdout.write(done.stdout)
    return done.stdout


@pytest.mark.slow
def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    """Killed at a random moment; and what was not answered, sent again, is one record."""
    assert f"{TRIALS} kills" in tried(tmp_path, "kill", TRIALS)


@pytest.mark.slow
def test_what_was_committed_and_not_answered_is_one_record_when_sent_again(tmp_path: Path) -> None:
    """Killed between the commit and the answer, every time."""
    count = max(5, TRIALS // 10)
    assert f"{count} kills, {count} after a commit" in tried(tmp_path, "unanswered", count)


@pytest.mark.slow
def test_writers_at_once_wait_for_each_other(tmp_path: Path) -> None:
    """None is refused, and what two of them send is one record."""
    assert "160 requests, 200 entries" in tried(tmp_path, "together", 40)


@pytest.mark.slow
def test_a_disk_that_keeps_only_what_was_synced_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    """As when the power goes, and the disk keeps its word; and the trial would notice a writer that does not wait."""
    compiler = shutil.which("cc")
    if compiler is None:
        assert not os.environ.get("COMITY_NO_SKIP"), "there is no C compiler"
        pytest.skip("there is no C compiler")
    shim = tmp_path / "only_synced.so"
    source = Path(trials.__file__).with_name("only_synced.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(shim), str(source), "-ldl"], check=True)
    for name, more, said in (("a", {}, "0 lost"), ("b", {"COMITY_UNSYNCED": "yes"}, "1 lost")):
        (tmp_path / f"{name}-synced").mkdir()
        env = {"LD_PRELOAD": str(shim), "COMITY_SYNCED": str(tmp_path / f"{name}-synced")} | more
        assert said in tried(tmp_path / name, "power", max(5, TRIALS // 4), **env)


def need_postgresql() -> None:
    """Skip where PostgreSQL is not installed, or fail where a skip is a failure."""
    if binaries() is None:
        why = "PostgreSQL is not installed under /usr/lib/postgresql (Debian: postgresql)"
        assert not os.environ.get("COMITY_NO_SKIP"), why
        pytest.skip(why)


@pytest.mark.slow
def test_a_killed_server_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    """SIGKILL for the whole of PostgreSQL under a writer, which sends again what was not answered: one row each."""
    need_postgresql()
    kills, chance = max(3, TRIALS // 50), random.Random(7)
    with cluster() as made:
        env = {k: v for k, v in os.environ.items() if not k.startswith(("COMITY_CASEBOOK", "DJANGO"))}
        env["DATABASE_URL"] = made.make("through")
        words = [sys.executable, "-m", "tests.casebook.trials", str(tmp_path / "d"), "through", "0"]
        writer = subprocess.Popen(
            words, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        with writer:
            try:
                assert writer.stdout is not None
                assert writer.stdout.readline() == "ready\n"
                for _ in range(kills):
                    time.sleep(chance.uniform(0.2, 1.0))
                    made.kill()
                time.sleep(0.5)
                said, errors = writer.communicate("stop\n", timeout=120)
            except BaseException:
                writer.kill()
                raise
        assert (writer.returncode, errors) == (0, ""), errors[-3000:]
        sys.stdout.write(f"{kills} kills of the server: {said}")
        assert re.search(r"^\"\d+ answered, [1-9]\d* sent again", said), said


@pytest.mark.slow
def test_on_postgresql_it_is_the_same(tmp_path: Path) -> None:
    """Workers killed at random, and between commit and answer; four at once."""
    need_postgresql()
    count = max(5, TRIALS // 10)
    with cluster() as made:
        assert f"{TRIALS} kills" in tried(tmp_path / "a", "kill", TRIALS, made.make("a"))
        assert f"{count} kills, {count} after a commit" in tried(tmp_path / "b", "unanswered", count, made.make("b"))
        assert "160 requests, 200 entries" in tried(tmp_path / "c", "together", 40, made.make("c"))
