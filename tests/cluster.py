"""A PostgreSQL cluster of its own in a temporary folder, for tests: `python -m tests.cluster pytest ...`.

It runs Debian's binaries, as the user `postgres` where we are root, and answers on this machine only. Without the
binaries the command says so and ends with 0, or with 1 where COMITY_NO_SKIP is set.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "comity"


def binaries() -> Path | None:
    """Return the folder of the newest binaries that are installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parts[-3]))
    return found[-1].parent if found else None


class Cluster:
    """A cluster that can be started, stopped, and killed as by a loss of its process."""

    def __init__(self, folder: Path, bin_: Path) -> None:
        self.data = folder / "cluster"
        self._folder, self._bin = folder, bin_
        self._password = secrets.token_hex(16)
        self._port = _free_port()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        secret = folder / "password"
        secret.write_text(self._password)
        secret.chmod(0o644)
        words = ["--auth=scram-sha-256", f"--username={USER}", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C"]
        self._run("initdb", f"--pgdata={self.data}", *words, "--no-sync")
        self.start()

    def url(self, name: str = "postgres") -> str:
        """Return the address of a database in it."""
        return f"postgres://{USER}:{self._password}@127.0.0.1:{self._port}/{name}"

    def start(self) -> None:
        """Start it, and return when it answers."""
        options = f"-h 127.0.0.1 -p {self._port} -k ''"
        log = self._folder / "server.log"
        self._run("pg_ctl", f"--pgdata={self.data}", f"--log={log}", f"--options={options}", "--wait", "start")

    def stop(self) -> None:
        """Stop it at once."""
        self._run("pg_ctl", f"--pgdata={self.data}", "--mode=immediate", "--wait", "stop")

    def make(self, name: str) -> str:
        """Make a database, and return its address."""
        env = {**os.environ, "PGPASSWORD": self._password}
        words = ["createdb", "-h", "127.0.0.1", "-p", str(self._port), "-U", USER, name]
        subprocess.run([str(self._bin / words[0]), *words[1:]], check=True, env=env)
        return self.url(name)

    def kill(self) -> None:
        """Kill the server with SIGKILL, wait until nothing of it is left, and start it again."""
        first = int((self.data / "postmaster.pid").read_text().split()[0])
        # All at once: a backend that outlives the first process would still commit what it holds.
        all_of_it = [first, *_children(first)]
        for pid in all_of_it:
            _kill(pid)
        while any(_alive(pid) for pid in all_of_it):
            time.sleep(0.01)
        # Where nobody reaps the dead, their number is still taken, and a new server would wait for them.
        (self.data / "postmaster.pid").unlink()
        self.start()

    def _run(self, name: str, *words: str) -> None:
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        command = [*as_user, str(self._bin / name), *words]
        done = subprocess.run(
            command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
        )
        if done.returncode:
            log = self._folder / "server.log"
            told = log.read_text()[-1000:] if log.exists() else ""
            raise RuntimeError(f"{name}: {done.stderr[-1000:]}{told}")


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Make a cluster for as long as it is used. Raise RuntimeError where there are no binaries."""
    found = binaries()
    if found is None:
        raise RuntimeError("PostgreSQL is not installed under /usr/lib/postgresql (Debian: postgresql)")
    with tempfile.TemporaryDirectory(prefix="comity-cluster-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        made = Cluster(folder, found)
        try:
            yield made
        finally:
            made.stop()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except FileNotFoundError:
        return []


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def main(words: list[str]) -> int:
    """Run a command with DATABASE_URL naming a fresh cluster, and return how it ended."""
    try:
        with cluster() as made:
            return subprocess.run(words, check=False, env={**os.environ, "DATABASE_URL": made.url()}).returncode
    except RuntimeError as error:
        if binaries() is not None:
            raise
        sys.stderr.write(f"skipped: {error}\n")
        return 1 if os.environ.get("COMITY_NO_SKIP") else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
