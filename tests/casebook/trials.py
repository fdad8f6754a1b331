"""Writers of a casebook, killed at any moment: a process of its own, on the folder and database that it is given.

Each trial forks a writer, which records through the casebook's own doors (`receive`, and `note` on the record) and
says on a pipe what was committed. It is killed after a random time, or between its commit and its answer. Then all
that it acknowledged must be there, whole; and what it did not answer, sent again with the same key, is one record.

Arguments: the folder, which of the trials below, and how many.
"""

from __future__ import annotations

import json
import os
import random
import resource
import select
import shutil
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from comity.cli.casebooks import start

SLUG = "jail"
AT = datetime(2026, 3, 2, 7, 40, tzinfo=UTC)
# How many trials write into one log before the next begins: reading it whole after each takes its time.
EACH = 50


def write(slug: str, first: int, answers: int, count: int = 10**6, *, silent: bool = False) -> None:
    """Record one after another until killed, and say of each on a pipe that it was committed."""
    for number in range(first, first + count):
        one(slug, number)
        if silent:
            time.sleep(60)
        os.write(answers, f"{number}\n".encode())


def one(slug: str, number: int) -> int:
    """Send one request and one thing done about it, each with its key; return the record's number."""
    from comity.casebook.models import Account, Agency  # noqa: PLC0415 - after the start
    from comity.casebook.recording import note  # noqa: PLC0415
    from comity.casebook.views.intake import receive  # noqa: PLC0415

    agency = Agency.objects.get(slug=slug)
    by = Account.objects.get(username=f"{slug}-desk")
    paper = {"key": number, "received_at": AT, "channel": "fax", "form": "I-247A", "asked": ["notify_release"]}
    record = receive(agency, by, paper)
    note(agency, "done", {"deed": "declined", "number": number}, record=record, by=by, key=f"done-{number}")
    found: int = record.number
    return found


def opened(slug: str) -> None:
    """Make an agency with one person at the desk."""
    from comity.casebook.models import Account, Agency  # noqa: PLC0415

    agency = Agency.objects.create(slug=slug, name=slug, place="us/xx", kinds=["jail"])
    Account.objects.create(username=f"{slug}-desk", role="desk", agency=agency)


def seen_whole(slug: str, acknowledged: set[int]) -> int:
    """Assert that log, events and records stand together and hold all that was acknowledged; return the entries."""
    from comity.casebook.models import Event, Record  # noqa: PLC0415
    from comity.casebook.recording import rows_of_log  # noqa: PLC0415
    from comity.ledger.store import check  # noqa: PLC0415

    with rows_of_log() as rows:
        head = rows.head(slug)
        assert head is None or check(rows, slug) == []
        keys = {entry.key: entry.index for entry in rows.entries(slug)}
    size = head.size if head else 0
    assert len(keys) == size, "one row for each idempotency key"
    owed = {f"received-{n}" for n in acknowledged} | {f"done-{n}" for n in acknowledged}
    assert owed <= keys.keys(), f"acknowledged and lost: {sorted(owed - keys.keys())}"
    events = dict(Event.objects.filter(agency__slug=slug).values_list("index", "kind"))
    assert set(events) == set(range(size)), "an event for each entry, and none without"
    received = sorted(i for k, i in keys.items() if k and k.startswith("received-"))
    rows_of = Record.objects.filter(agency__slug=slug)
    assert sorted(rows_of.values_list("number", flat=True)) == list(range(1, len(received) + 1)), "numbers in a row"
    assert sorted(Event.objects.filter(record__in=rows_of, kind="received").values_list("index", flat=True)) == received
    return size


def forked(work: Callable[[int], None]) -> tuple[int, int]:
    """Run some work in a child with a connection of its own; return its process and the pipe of its answers."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    read, answers = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            work(answers)
        finally:
            os._exit(9)
    os.close(answers)
    return child, read


def ended(read: int, child: int, exits: int | None = None) -> set[int]:
    """Return what was acknowledged by a child that is gone; a line that was cut is none."""
    data = b""
    while part := os.read(read, 65536):
        data += part
    os.close(read)
    how = os.waitpid(child, 0)[1]
    assert exits is None or os.waitstatus_to_exitcode(how) == exits, how
    return {int(line) for line in data.split(b"\n")[:-1]}


def kill(trials: int, *, silent: bool = False) -> str:
    """Kill a writer at a random moment, or between commit and answer, and look; the last is sent again."""
    chance, landed, sent, total = random.Random(7), 0, 0, 0
    slug, acknowledged = "", set[int]()
    for trial in range(trials):
        if trial % EACH == 0:
            slug, acknowledged = f"{SLUG}-{silent:d}-{trial}", set()
            opened(slug)
        first = 100_000 * (trial % EACH)
        child, read = forked(lambda answers, s=slug, f=first: write(s, f, answers, silent=silent))  # type: ignore[misc]
        before = len(acknowledged)
        if silent:
            wait_for(slug, f"done-{first}")
        else:
            # Most of the time once it is at work, and sometimes before.
            if chance.random() < 0.8:
                select.select([read], [], [], 60)
            time.sleep(chance.uniform(0, 0.15))
        os.kill(child, signal.SIGKILL)
        acknowledged |= ended(read, child)
        total += len(acknowledged) - before
        size = seen_whole(slug, acknowledged)
        landed += size > 2 * len(acknowledged)
        number = max((n for n in acknowledged if n >= first), default=first - 1) + 1
        assert one(slug, number) == one(slug, number), "the same key is the same record"
        acknowledged.add(number)
        assert seen_whole(slug, acknowledged) == 2 * len(acknowledged), "sent again, there is one of each"
        sent += 1
    return f"{trials} kills, {landed} after a commit and before its answer, {total} answered, {sent} sent again"


def power(trials: int) -> str:
    """Kill a writer and put the disk back to what was synced, as when the power goes; all that was answered is there.

    With COMITY_UNSYNCED the writer does not wait for the disk: then this must find something lost.
    """
    from django.db import connections  # noqa: PLC0415

    from comity.casebook.settings import FOLDER  # noqa: PLC0415

    chance, acknowledged, lost = random.Random(7), set[int](), 0
    opened(SLUG)
    for trial in range(trials):
        child, read = forked(lambda answers, f=100_000 * trial: write(SLUG, f, answers))  # type: ignore[misc]
        select.select([read], [], [], 60)
        time.sleep(chance.uniform(0, 0.3))
        os.kill(child, signal.SIGKILL)
        acknowledged |= ended(read, child)
        connections.close_all()
        for name in ("casebook.sqlite3", "casebook.sqlite3-wal", "casebook.sqlite3-shm"):
            (FOLDER / name).unlink(missing_ok=True)
            kept = Path(os.environ["COMITY_SYNCED"]) / name
            if kept.exists():
                shutil.copy(kept, FOLDER / name)
        if os.environ.get("COMITY_UNSYNCED"):
            lost += is_lost(acknowledged)
            break
        seen_whole(SLUG, acknowledged)
    return f"{trial + 1} losses of power, {len(acknowledged)} answered, {lost} lost something"


def is_lost(acknowledged: set[int]) -> bool:
    """Return whether something that was answered is not there any more, or the file is broken."""
    from django.db import DatabaseError  # noqa: PLC0415

    try:
        seen_whole(SLUG, acknowledged)
    except (AssertionError, DatabaseError):
        return True
    return False


def wait_for(slug: str, key: str) -> None:
    """Wait until an entry of that key is committed."""
    from comity.casebook.recording import rows_of_log  # noqa: PLC0415

    until = time.monotonic() + 60
    while time.monotonic() < until:
        with rows_of_log() as rows:
            if rows.entry_of_key(slug, key):
                return
        time.sleep(0.005)
    raise TimeoutError(key)


def together(count: int, writers: int = 4) -> str:
    """Let writers record at once, half of what they send being the same: nobody is refused, nothing is there twice."""
    opened(SLUG)
    half = count // 2
    firsts = [10_000 * (n + 1) for n in range(writers)]

    def work(first: int) -> Callable[[int], None]:
        def both(answers: int) -> None:
            for n in range(half):
                write(SLUG, n, answers, 1)
                write(SLUG, first + n, answers, 1)

        return both

    children = [forked(work(first)) for first in firsts]
    acknowledged = [ended(read, child) for child, read in children]
    assert [len(one) for one in acknowledged] == [2 * half] * writers, "every writer was answered every time"
    size = seen_whole(SLUG, set().union(*acknowledged))
    assert size == 2 * half * (writers + 1)
    return f"{writers} writers at once, {2 * half * writers} requests, {size} entries"


def through(_count: int) -> str:
    """Record until told to stop on standard input, and send again what the database did not answer, with its key."""
    from django.db import DatabaseError, connections  # noqa: PLC0415

    from comity.casebook.models import Event  # noqa: PLC0415

    opened(SLUG)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    acknowledged, unanswered, there = set[int](), 0, 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        number, again = len(acknowledged), False
        while number not in acknowledged:
            try:
                if again:
                    there += Event.objects.count() > 2 * len(acknowledged)
                one(SLUG, number)
                acknowledged.add(number)
            except DatabaseError:
                unanswered += not again
                again = True
                connections.close_all()
                time.sleep(0.05)
    assert seen_whole(SLUG, acknowledged) == 2 * len(acknowledged)
    return f"{len(acknowledged)} answered, {unanswered} sent again, {there} of them in part there already"


def full(_count: int) -> str:
    """Record until no file may grow any more, as on a full disk; then go on with room."""

    def until_full(answers: int) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))
        write(SLUG, 0, answers)

    return refused(until_full)


def read_only(_count: int) -> str:
    """Record until the database may not be written any more, as on a disk that turned read-only; then go on."""

    def until_read_only(answers: int) -> None:
        from django.db import connection  # noqa: PLC0415

        write(SLUG, 0, answers, 5)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = ON")
        write(SLUG, 5, answers)

    return refused(until_read_only)


def refused(work: Callable[[int], None]) -> str:
    """Do some work until the database refuses, look at what is there, and send again what was refused."""
    from django.db import DatabaseError  # noqa: PLC0415

    def until(answers: int) -> None:
        try:
            work(answers)
        except DatabaseError:
            os._exit(3)

    opened(SLUG)
    child, read = forked(until)
    acknowledged = ended(read, child, exits=3)
    seen_whole(SLUG, acknowledged)
    number = len(acknowledged)
    assert number > 0
    one(SLUG, number)
    assert seen_whole(SLUG, acknowledged | {number}) == 2 * (number + 1)
    return f"{number} answered, then refused; then all of it"


def main(data: Path, what: str, count: int) -> None:
    """Try it and say what came of it."""
    start(data)
    if os.environ.get("COMITY_UNSYNCED"):
        from django.conf import settings  # noqa: PLC0415

        given = settings.DATABASES["default"]["OPTIONS"]
        given["init_command"] = given["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    tried = {
        "kill": kill,
        "unanswered": lambda n: kill(n, silent=True),
        "together": together,
        "through": through,
        "power": power,
    }
    tried |= {"full": full, "read-only": read_only}
    sys.stdout.write(json.dumps(tried[what](count)) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
