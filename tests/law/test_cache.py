"""The cache of the body: only what these very files say, read by this very code, is ever taken from it."""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.example_law import LAW, calendars_of, write
from tests.law.exactly import unlike

import comity.law.cache as kept
from comity import Law
from comity.law.body import Body
from comity.law.cache import MOST_KEPT, PUT_OFF, cache_folder, keep, recalled
from comity.law.codec import Codecs, to_json
from comity.law.load import digest, load_body, read_body
from comity.law.reading import to_body as reading
from comity.vocabulary.errors import LawError, Problem

ACT = """
instrument: act
open_points:
  - id: power
    kind: undecided
    question: Does an agreement supply the power?
    readings: {"no": {says: A statute has to.}, "yes": {says: It does.}}
derived:
  judged: {is: "any(papers, issuer == 'state_judge')", question: A judge's paper}
provisions:
  - id: no-hold
    modality: must_not
    when: written_request and not judged
    unless: exigent
    says: Nobody is kept past release for a detainer.
  - id: may-hold
    modality: may
    when: reading('power') == 'yes'
    says: An officer under an agreement may hold.
hypotheticals:
  - says: A jail may not keep a person.
    agency: jail
    on: 2026-03-02
    facts: {written_request: yes, exigent: no}
    expect: {hold_on_detainer: {presumed: [prohibited], because: [no-hold]}}
"""
BILL = """
bill: open-bill
title: An act to open doors
provisions: [{id: must-tell, action: notify_release, modality: must, says: ICE is told of every release.}]
"""

Read = tuple[Body, list[Problem]]
# A body follows from the folder's name and the digest: what a test of this run has read need not be read again.
READ: dict[tuple[str, str], Read] = {}


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the cache, which is not there yet."""
    monkeypatch.setenv("COMITY_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """Return the folder of a small law."""
    write(tmp_path / "law", ACT, BILL)
    return tmp_path / "law"


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that holds the digest of each reading of the files."""
    found: list[str] = []

    def to_body(folder: Path, files: list[Path], law: str, _: list[Problem]) -> Read:
        found.append(law)
        if (folder.name, law) not in READ:
            READ[folder.name, law] = real(folder, files, law)
        return READ[folder.name, law]

    real = reading.to_body

    monkeypatch.setattr(reading, "to_body", to_body)
    monkeypatch.setattr(reading, "to_calendars", lambda model: calendars_of(repr(model.calendars), model))
    return found


def never() -> Body:
    """Fail: nothing that was kept is damaged."""
    raise AssertionError


def only(where: Path) -> Path:
    """Return the one file in the cache."""
    (found,) = where.iterdir()
    return found


def forge(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Change what a kept file says, and give it a checksum that holds."""
    head, _, rest = path.read_bytes().partition(b"\n")
    changed = change(rest)
    assert changed != rest
    path.write_bytes(head.split()[0] + b" " + hashlib.sha256(changed).hexdigest().encode() + b"\n" + changed)


@pytest.mark.parametrize(
    ("named", "xdg", "found"),
    [
        ("", "/x", None),
        ("/c", "/x", "/c"),
        ("c", "/x", "c"),
        (None, "/x", "/x/comity"),
        (None, "x", "/h/.cache/comity"),
        (None, "", "/h/.cache/comity"),
        (None, None, "/h/.cache/comity"),
    ],
)
def test_the_cache_is_where_the_user_says_or_keeps_such_things(
    named: str | None, xdg: str | None, found: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """COMITY_CACHE first, and nowhere if it is empty; then XDG_CACHE_HOME, if it is a whole path; then ~/.cache."""
    monkeypatch.setattr(Path, "home", lambda: Path("/h"))
    for name, value in (("COMITY_CACHE", named), ("XDG_CACHE_HOME", xdg)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert cache_folder() == (None if found is None else Path(found))


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nobody is told: the cache saves time, no more."""

    def nowhere() -> Path:
        raise RuntimeError

    monkeypatch.delenv("COMITY_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", nowhere)
    assert cache_folder() is None


def test_an_empty_name_turns_the_cache_off(law: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are read each time."""
    monkeypatch.setenv("COMITY_CACHE", "")
    assert load_body(law) == load_body(law)
    assert len(readings) == 2


def test_the_second_start_reads_no_law_file_as_law(law: Path, where: Path, readings: list[str]) -> None:
    """What comes from the cache is what the files say, field by field, to the last type."""
    first = load_body(law)
    second = load_body(law)
    assert len(readings) == 1
    assert second == first
    assert first == second
    assert unlike(load_body(law), first) == []
    assert len(readings) == 1
    assert only(where).stat().st_mode & 0o777 == 0o600
    assert where.stat().st_mode & 0o777 == 0o700


def test_what_comes_from_the_cache_decides_the_same(law: Path, where: Path, readings: list[str]) -> None:
    """With its reasons, and what a person is asked."""
    asked = {"place": "us/xx", "agency": "jail", "on": "2026-03-02", "facts": {"written_request": "yes"}}
    first = Law(load_body(law)).decide(asked)
    assert Law(load_body(law)).decide(asked) == first
    assert first["actions"]["hold_on_detainer"]["reasons"]
    assert len(readings) == 1
    assert only(where)


def test_what_is_put_off_is_not_read_before_it_is_asked_for(law: Path, where: Path, readings: list[str]) -> None:
    """A place brings no more than it needs: that is what keeps a start quick with ten times the law."""
    load_body(law)
    forge(only(where), lambda rest: rest.replace(b"Nobody is kept past", b"Anyone is kept past"))
    body = load_body(law)
    assert body.provisions["us/xx:act/no-hold"].says.startswith("Anyone")
    assert len(readings) == 1
    assert all(cls.__dataclass_fields__.keys() > late for cls, late in PUT_OFF.items())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "change",
    [
        lambda law: (law / "us/xx/act.yaml").write_bytes(
            (law / "us/xx/act.yaml").read_bytes().replace(b"Nobody is kept", b"No person is kept")
        ),
        lambda law: (law / "us/xx/act.yaml").unlink(),
        lambda law: shutil.copytree(law / "us/xx", law / "us/yy"),
        lambda law: (law / "facilities.csv").write_text("facility\n"),
    ],
)
def test_a_changed_law_is_read_anew(
    law: Path, where: Path, readings: list[str], change: Callable[[Path], object]
) -> None:
    """One byte, a file less, a file more, another table: each is another law."""
    first = load_body(law)
    change(law)
    for path in (law / "us").rglob("yy/*.yaml"):
        path.write_text(path.read_text().replace("us/xx", "us/yy"))
    second = load_body(law)
    assert second.digest != first.digest
    assert len(readings) == 2
    assert len(list(where.iterdir())) == 2
    assert unlike(second, read_body(law)[0]) == []


def test_the_same_law_in_a_folder_of_another_name_has_its_own_paths(
    law: Path, where: Path, readings: list[str]
) -> None:
    """They are shown to people, so they are never those of the other folder."""
    load_body(law)
    shutil.copytree(law, law.with_name("other"))
    other = load_body(law.with_name("other"))
    assert other.provisions["us/xx:act/no-hold"].path == "other/us/xx/act.yaml"
    assert len(readings) == 2
    assert len(list(where.iterdir())) == 2


def test_a_law_with_a_problem_is_not_kept(law: Path, where: Path) -> None:
    """It is refused each time, with its lines."""
    (law / "us/xx/act.yaml").write_text((law / "us/xx/act.yaml").read_text().replace("must_not", "must_nod"))
    for _ in range(2):
        with pytest.raises(LawError, match=r"act\.yaml:\d+"):
            load_body(law)
    assert not where.exists()


def test_a_law_that_changes_while_it_is_read_is_not_kept(
    law: Path, where: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows which of the two was read."""
    real = reading.to_body

    def to_body(folder: Path, files: list[Path], found: str, _: list[Problem]) -> object:
        with (law / "us/xx/act.yaml").open("a") as stream:
            stream.write("\n")
        return real(folder, files, found)

    monkeypatch.setattr(reading, "to_body", to_body)
    load_body(law)
    assert not where.exists()


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "a line": lambda _: b"\n",
    "torn in its head": lambda data: data[:30],
    "torn": lambda data: data[: len(data) // 2],
    "torn at its end": lambda data: data[:-1],
    "longer": lambda data: data + b" ",
    "twice": lambda data: data + data,
    "not ours": lambda _: b'{"words": {}, "places": {}}',
    "pickled": lambda _: pickle.dumps({"words": {}}),
    "not text": lambda _: bytes(range(256)) * 4,
    "a flipped bit": lambda data: data[:9000] + bytes([data[9000] ^ 1]) + data[9001:],
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_damaged_file_is_not_trusted_and_made_anew(law: Path, where: Path, readings: list[str], how: str) -> None:
    """The answer is that of the files, nobody is troubled, and the next start is quick again."""
    first = load_body(law)
    path = only(where)
    path.write_bytes(BROKEN[how](path.read_bytes()))
    assert load_body(law) == first
    assert len(readings) == 2
    assert load_body(law) == first
    assert len(readings) == 2
    assert only(where) == path


def test_no_single_flipped_bit_is_passed(law: Path, where: Path, readings: list[str]) -> None:
    """In the head, in what is there at once, and in what is put off."""
    body = load_body(law)
    path = only(where)
    data = path.read_bytes()
    assert recalled(law, body.digest, never) is not None
    for at in (*range(300), *range(300, len(data), 997), len(data) - 1):
        path.write_bytes(data[:at] + bytes([data[at] ^ (1 << at % 8)]) + data[at + 1 :])
        assert recalled(law, body.digest, never) is None, at
    assert len(readings) == 1


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (rb'"us/xx:act/no-hold"', b"17"),
        (rb'"us/xx:act/no-hold"', b'["us/xx:act/no-hold"]'),
        (rb"\[\[", b"[["),
        (rb'"yesno"', b'"maybe"'),
        (rb'"sha256:', b'"sha512:'),
        (rb"\d+\n", b"17\n"),
        (rb"\d+\n", b"x\n"),
        (rb"\d+\n", b"1 2\n"),
        (rb"body-", b"bodi-"),
        (rb" sha256:", b" sha512:"),
        (rb"\n\[.*", b"\n" + b"[" * 100_000),
        (rb"\n\[.*", b"\n[]"),
        (rb"\n\[.*", b"\nnull"),
    ],
)
def test_a_file_whose_checksum_holds_is_still_read_by_type(
    law: Path, where: Path, readings: list[str], was: bytes, now: bytes
) -> None:
    """A number where a word belongs, a word beyond its list, or another law's name: the files are read."""
    first = load_body(law)

    def change(rest: bytes) -> bytes:
        return re.sub(was, lambda _: now, rest, count=1, flags=re.DOTALL) + (b" " if was == now else b"")

    if was == rb"\[\[":
        forge(only(where), lambda rest: rest.replace(b"[[", b"[[[", 1))
    else:
        forge(only(where), change)
    assert load_body(law) == first
    assert len(readings) == 2


def _put_off(body: Body) -> tuple[object, ...]:
    """Return a field put off of a record of each kind."""
    return (
        body.instruments["us/xx:act"].hypotheticals,
        body.provisions["us/xx:act/no-hold"].when,
        body.overlays["us/xx:open-bill"].law.provisions[0].says,
        body.overlays["us/xx:open-bill"].law.sources,
        body.derived["us/xx:act/judged"].filter_text,
        body.places["us/xx"].survey,
    )


@pytest.mark.parametrize("damage", [b"[17]", b"null", b"[[[[", b"{}", b"\xff\xff"])
def test_damage_in_what_was_put_off_is_mended_from_the_files(
    law: Path, where: Path, readings: list[str], damage: bytes
) -> None:
    """It is found when it is asked for, and the files then give what they say."""
    first, _ = read_body(law)
    load_body(law)
    forge(only(where), lambda rest: _apart_replaced(rest, damage))
    body = load_body(law)
    assert len(readings) == 2
    assert all(_put_off(first))
    assert _put_off(body) == _put_off(first)
    assert len(readings) == 8
    assert body == first


def _apart_replaced(rest: bytes, damage: bytes) -> bytes:
    head, _, behind = rest.partition(b"\n")
    length = int(head.split()[-1])
    return head + b"\n" + behind[:length] + damage.ljust(len(behind) - length)


def test_damage_found_after_the_law_has_changed_is_said(law: Path, where: Path) -> None:
    """Half an old law and half a new one would be neither."""
    load_body(law)
    forge(only(where), lambda rest: _apart_replaced(rest, b"[]"))
    body = load_body(law)
    (law / "us/xx/act.yaml").write_text((law / "us/xx/act.yaml").read_text().replace("Nobody", "Nobody at all"))
    with pytest.raises(LawError, match=r"the law was changed while it was in use; start again"):
        body.provisions["us/xx:act/no-hold"].says  # noqa: B018 - the reading fails


def _as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _as_loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def _as_link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


def _as_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _as_vast(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.truncate(1 << 40)


@pytest.mark.parametrize(
    "change",
    [_as_folder, _as_loop, _as_link, _as_pipe, _as_vast, lambda p: p.chmod(0o620), lambda p: p.chmod(0o602)],
)
def test_what_is_no_plain_file_of_the_user_alone_is_not_read(
    law: Path, where: Path, readings: list[str], change: Callable[[Path], None]
) -> None:
    """A folder, a link, a pipe, a file without end, or one that others may write."""
    first = load_body(law)
    change(only(where))
    assert load_body(law) == first
    assert len(readings) == 2


def test_a_file_of_another_user_is_not_read(
    law: Path, where: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder that several share, another's file is not this user's law."""
    first = load_body(law)
    assert only(where).stat().st_uid == os.geteuid()
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    assert load_body(law) == first
    assert len(readings) == 2


@pytest.mark.parametrize("place", ["file", "file/below", "loop", "/dev/null/cache", "a\0b"])
def test_a_folder_that_cannot_be_written_to_means_no_cache(
    law: Path, readings: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """The law is read all the same, and nothing is said."""
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    monkeypatch.setattr(kept, "cache_folder", lambda: tmp_path / place)
    assert load_body(law) == load_body(law)
    assert len(readings) == 2
    assert (tmp_path / "file").read_text() == ""


def test_no_right_to_read_means_no_cache(
    law: Path, where: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when another user's process wrote it."""
    first = load_body(law)
    real = os.open

    def refuse(path: str | Path, *arguments: int) -> int:
        if Path(path).parent == where:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *arguments)

    monkeypatch.setattr(os, "open", refuse)
    assert load_body(law) == first
    assert len(readings) == 2


def test_a_full_disk_leaves_nothing_behind(law: Path, where: Path, readings: list[str]) -> None:
    """Neither half a body nor the file in which it was to be written."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        first = load_body(law)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(where.iterdir()) == []
    assert load_body(law) == first
    assert len(readings) == 2
    assert only(where).stat().st_size > 20_000


def test_only_the_newest_bodies_stay(law: Path, where: Path, readings: list[str]) -> None:
    """What is kept is bounded, and what others keep in the folder is left alone."""
    load_body(law)
    first = only(where)
    others = ["body-1.json", "notes.txt", "body-" + "0" * 64 + ".yaml"]
    for name in others:
        (where / name).write_text("")
    for n in range(MOST_KEPT):
        newest = max((p for p in where.iterdir() if p.stat().st_size), key=lambda p: p.stat().st_mtime)
        os.utime(newest, (n, n))
        (law / "us/xx/act.yaml").write_text((law / "us/xx/act.yaml").read_text() + "\n")
        load_body(law)
    assert not first.exists()
    assert len(readings) == MOST_KEPT + 1
    assert sum(p.stat().st_size > 0 for p in where.iterdir()) == MOST_KEPT
    assert [name for name in others if not (where / name).exists()] == []


def test_a_part_that_was_left_behind_is_cleared_away_after_an_hour(law: Path, where: Path) -> None:
    """A younger one may still be written by another process."""
    where.mkdir()
    name = "body-" + "0" * 64
    old, young = (where / f"{name}.{digit * 16}.part" for digit in "01")
    for path in (old, young):
        path.write_text("half")
    os.utime(old, (time.time() - 4000, time.time() - 4000))
    load_body(law)
    assert not old.exists()
    assert young.exists()


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the code that the cache takes for its own."""
    real = Path(kept.__file__).parent.parent
    made = tmp_path / "house"
    shutil.copytree(real, made, ignore=shutil.ignore_patterns("__pycache__"))
    for path in made.rglob("*.py"):
        os.utime(path, (1, 1))
    monkeypatch.setattr(kept, "__file__", str(made / "law" / "cache.py"))
    kept._code.cache_clear()
    monkeypatch.setattr(kept, "_code", kept.cache(kept._code.__wrapped__))
    return made


@pytest.mark.parametrize(
    ("module", "counts"),
    [
        ("engine/compile.py", False),
        ("cli/decide.py", False),
        ("law/reading/to_place.py", True),
        ("law/reading/to_body.py", True),
        ("law/codec.py", True),
        ("law/instrument.py", True),
        ("condition/parse.py", True),
        ("vocabulary/fact.py", True),
    ],
)
def test_what_other_code_read_is_not_trusted(
    law: Path, where: Path, readings: list[str], house: Path, module: str, counts: bool
) -> None:
    """A change of what reads the law, or of what it is made of, makes every kept body another's."""
    load_body(law)
    with (house / module).open("a") as stream:
        stream.write("# changed\n")
    kept._code.cache_clear()
    load_body(law)
    assert len(readings) == (2 if counts else 1)
    assert only(where)


def test_other_holidays_make_another_body(
    law: Path, where: Path, readings: list[str], house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The days off are computed by a library, so its version counts."""
    load_body(law)
    (tmp_path / "version.py").write_text("__version__ = '0'\n")

    class Spec:
        origin = str(tmp_path / "__init__.py")

    monkeypatch.setattr(kept, "find_spec", lambda _: Spec)
    kept._code.cache_clear()
    assert recalled(law, digest(law), never) is None
    assert len(readings) == 1
    assert house.exists()
    assert only(where)


@pytest.mark.parametrize("gone", ["law/cache.py", "law/reading/to_place.py"])
def test_without_its_source_nothing_is_known_of_the_code(
    law: Path, where: Path, readings: list[str], house: Path, gone: str
) -> None:
    """So nothing is kept: not where the source was left out, and not where a part of it cannot be read."""
    (house / gone).unlink()
    if gone != "law/cache.py":
        (house / gone).symlink_to(house / "nowhere")
    load_body(law)
    assert len(readings) == 1
    assert not where.exists()


@pytest.mark.parametrize("when", ["before", "after"])
def test_code_that_was_changed_while_it_ran_keeps_nothing(law: Path, where: Path, house: Path, when: str) -> None:
    """The file on the disk is not the code that read the law, whether it was changed before the first look or after."""
    if when == "after":
        kept._code()
    path = house / "law/reading/to_place.py"
    path.write_text(path.read_text() + "# changed\n")
    if when == "after":
        os.utime(path, (1, 1))
    load_body(law)
    assert not where.exists()


START = """
import hashlib
from pathlib import Path
from comity.law.body import Body
from comity.law.codec import Codecs, to_json
from comity.law.load import load_body
body = load_body(Path({folder!r}))
print(hashlib.sha256(to_json(Codecs().of(Body).encode(body))).hexdigest())
"""


@pytest.mark.slow
def test_first_starts_at_the_same_time_all_get_the_law_and_leave_one_file(law: Path, where: Path) -> None:
    """Eight processes find no cache, and each makes it; none sees half of another's."""
    words = [sys.executable, "-c", START.format(folder=str(law))]
    started = [subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(8)]
    said = [process.communicate() for process in started]
    body, _ = read_body(law)
    assert said == [(hashlib.sha256(to_json(Codecs().of(Body).encode(body))).hexdigest() + "\n", "")] * 8
    assert unlike(load_body(law), body) == []
    assert [p.suffix for p in where.iterdir()] == [".json"]


@pytest.mark.slow
def test_the_law_of_this_checkout_from_the_cache_is_that_of_its_files(body: Body, where: Path) -> None:
    """Every field of every instrument, place and word."""
    files, problems = read_body(LAW)
    assert problems == []
    keep(LAW, files)
    found = recalled(LAW, files.digest, never)
    assert found == files
    assert found is not None
    again = recalled(LAW, files.digest, never)
    assert unlike(again, files) == []
    assert body == found
    assert only(where)


QUICK = """
import sys
from pathlib import Path
from comity.law.load import load_body
load_body(Path({folder!r}))
print(sorted({{"yaml", "pydantic", "holidays", "pickle", "comity.law.reading"}} & set(sys.modules)))
"""


def test_a_start_from_the_cache_loads_nothing_that_reads_yaml(law: Path, where: Path) -> None:
    """Nor anything that could run what a file says."""
    load_body(law)
    assert only(where)
    words = [sys.executable, "-c", QUICK.format(folder=str(law))]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout == "[]\n"
