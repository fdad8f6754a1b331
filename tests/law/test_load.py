"""The one door to the law folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.example_law import LAW, write
from typer.testing import CliRunner

import comity.law.load as door
from comity.cli.main import app
from comity.law.body import Body
from comity.law.load import digest, files, law_folder, load_body, read_body, tables
from comity.vocabulary.errors import InputError, LawError

ACT = """
instrument: act
provisions:
  - {id: no-holds, modality: must_not}
"""


def test_a_folder_without_a_vocabulary_is_no_law_folder(tmp_path: Path) -> None:
    """A wrong folder is told so, with how to name the right one."""
    with pytest.raises(InputError, match=r"no law folder here .* give --law or COMITY_LAW"):
        law_folder(tmp_path)


def test_a_folder_named_wrongly_by_the_environment_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who set COMITY_LAW does not get some other law in silence."""
    monkeypatch.setenv("COMITY_LAW", str(tmp_path))
    with pytest.raises(InputError, match="no law folder here"):
        law_folder()


def test_the_folder_given_comes_before_the_environment_and_that_before_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One order, everywhere: the argument, COMITY_LAW, what came along."""
    monkeypatch.delenv("COMITY_LAW", raising=False)
    assert law_folder().samefile(LAW)
    for name in ("one", "two"):
        (tmp_path / name / "vocabulary").mkdir(parents=True)
    monkeypatch.setenv("COMITY_LAW", str(tmp_path / "one"))
    assert law_folder() == tmp_path / "one"
    assert law_folder(tmp_path / "two") == tmp_path / "two"


def test_the_digest_is_of_paths_and_bytes_and_nothing_else(tmp_path: Path) -> None:
    """The same files elsewhere, at another time, give the same digest; a byte, a name or a file more does not."""
    write(tmp_path / "a", ACT)
    shutil.copytree(tmp_path / "a", tmp_path / "b" / "deeper")
    (tmp_path / "b" / "deeper" / "notes.txt").write_text("no law")
    one, other = tmp_path / "a", tmp_path / "b" / "deeper"
    assert digest(one) == digest(other)
    assert digest(one).startswith("sha256:")
    path = other / "us" / "xx" / "act.yaml"
    path.write_bytes(path.read_bytes().replace(b"no-holds", b"no-helps"))
    changed = digest(other)
    assert changed != digest(one)
    path.rename(path.with_name("act2.yaml"))
    assert digest(other) not in (changed, digest(one))


def test_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    """Reading does not depend on the order in which a disk lists its files."""
    write(tmp_path, ACT)
    found = files(tmp_path)
    assert found == sorted(found)
    assert tmp_path / "us" / "xx" / "act.yaml" in found


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    """Two mistakes in two files are two messages, in the order of the files, each with its line."""
    broken = ACT.replace("must_not", "must_not, binds: [jial]")
    write(tmp_path, broken, broken.replace("act", "bet").replace("jial", "curt"))
    with pytest.raises(LawError) as caught:
        load_body(tmp_path)
    first, second = str(caught.value).splitlines()
    assert "/us/xx/act.yaml:" in first
    assert "unknown agency `jial`; did you mean `jail`?" in first
    assert "/us/xx/bet.yaml:" in second
    assert "did you mean `court`?" in second


@pytest.mark.parametrize("name", ["us/xx/act.yaml", "vocabulary/facts.yaml", "facilities/table.csv"])
def test_a_file_that_may_not_be_read_is_bad_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """It is named, as any file that is wrong, be it law or a table."""
    write(tmp_path / "law", ACT)
    path = tmp_path / "law" / name
    path.parent.mkdir(exist_ok=True)
    path.touch()
    real_open, real_path_open = open, Path.open

    def refused(found: object) -> None:
        if str(found) == str(path):
            raise PermissionError(13, "Permission denied", str(path))

    def by_name(file: object, *arguments: Any, **named: Any) -> Any:
        refused(file)
        return real_open(file, *arguments, **named)  # type: ignore[call-overload]

    def by_path(file: Path, *arguments: Any, **named: Any) -> Any:
        refused(file)
        return real_path_open(file, *arguments, **named)

    monkeypatch.setattr("builtins.open", by_name)
    monkeypatch.setattr(Path, "open", by_path)
    with pytest.raises(InputError) as caught:
        load_body(tmp_path / "law")
    assert f"law/{name}: cannot be read: permission denied" in str(caught.value).splitlines()


def test_a_folder_that_may_not_be_read_is_bad_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Law that cannot be seen is never taken for law that is not there."""
    write(tmp_path / "law", ACT)
    real = os.scandir

    def refuse(at: str) -> Any:
        if at.rstrip("/").endswith("us/xx"):
            raise PermissionError(13, "Permission denied", at)
        return real(at)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(InputError, match=r"law/us/xx/: cannot be read: permission denied"):
        load_body(tmp_path / "law")


def test_a_link_to_a_file_is_law_and_a_link_to_a_folder_is_not(tmp_path: Path) -> None:
    """A folder that holds a link to itself has an end."""
    write(tmp_path / "law", ACT)
    act = tmp_path / "law/us/xx/act.yaml"
    act.rename(tmp_path / "act.yaml")
    act.symlink_to(tmp_path / "act.yaml")
    (tmp_path / "law/us/again").symlink_to(tmp_path / "law/us")
    (tmp_path / "law/us/gone.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "law/us/folder.yaml").mkdir()
    assert [p.name for p in files(tmp_path / "law") if "us" in p.parts] == ["place.yaml", "act.yaml", "place.yaml"]


def test_files_come_in_the_order_of_their_folders(tmp_path: Path) -> None:
    """A folder's files stand together, though a hyphen comes before a slash."""
    for name in ("a/b.yaml", "a-b/a.yaml", "a.yaml", "a/a/a.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [p.relative_to(tmp_path).as_posix() for p in files(tmp_path)] == [
        "a/a/a.yaml",
        "a/b.yaml",
        "a-b/a.yaml",
        "a.yaml",
    ]
    assert files(tmp_path) == sorted(files(tmp_path))


def test_tables_count_in_the_digest_and_are_no_law_files(tmp_path: Path) -> None:
    """Which agency a facility belongs to can change a finding."""
    write(tmp_path, ACT)
    before = digest(tmp_path), files(tmp_path)
    had = tables(tmp_path)
    (tmp_path / "table.csv").write_text("a,b")
    assert set(tables(tmp_path)) - set(had) == {tmp_path / "table.csv"}
    assert files(tmp_path) == before[1]
    assert digest(tmp_path) != before[0]


def test_whoever_wants_lines_and_messages_reads_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`read_body` and so `comity check` never ask the cache, whatever it holds."""
    write(tmp_path / "law", ACT)
    monkeypatch.setenv("COMITY_CACHE", str(tmp_path / "cache"))
    load_body(tmp_path / "law")
    assert list((tmp_path / "cache").iterdir())

    def asked(*_: object) -> Body:
        raise AssertionError

    monkeypatch.setattr(door, "recalled", asked)
    with pytest.raises(AssertionError):
        load_body(tmp_path / "law")
    body, problems = read_body(tmp_path / "law")
    assert (set(body.instruments), problems) == ({"us/xx:act"}, [])
    done = CliRunner().invoke(app, ["check", str(tmp_path / "law")])
    assert done.stdout.startswith("1 instruments, 1 provisions")


def test_the_law_of_this_checkout_has_nothing_wrong_on_reading() -> None:
    """What is shipped can be read."""
    assert load_body(LAW).provisions
