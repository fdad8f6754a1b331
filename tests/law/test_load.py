"""The one door to the law folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.example_law import LAW, example, read, write

from comity.law.load import digest, files, law_folder, load_body
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


def test_a_file_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    """What can be read is there, beside what is wrong."""
    write(tmp_path, ACT)
    (tmp_path / "us" / "xx" / "torn.yaml").write_text("instrument: [", encoding="utf-8")
    body, problems = read(tmp_path)
    assert set(body.instruments) == {"us/xx:act"}
    assert [p.path.rsplit("/", 1)[1] for p in problems] == ["torn.yaml"]


def test_a_broken_vocabulary_stops_the_reading(tmp_path: Path) -> None:
    """Without its words no law can be read."""
    write(tmp_path, ACT)
    (tmp_path / "vocabulary" / "actions.yaml").unlink()
    with pytest.raises(LawError, match=r"`actions\.yaml` is missing"):
        load_body(tmp_path)


@pytest.mark.parametrize(
    ("path", "moved", "message"),
    [
        ("us/xx/act.yaml", "us/xx/other.yaml", "`instrument: act` does not match where the file lies; write `other`"),
        ("us/xx/place.yaml", "us/yy/place.yaml", "`place: us/xx` does not match where the file lies; write `us/yy`"),
    ],
)
def test_a_file_lies_where_its_name_says(tmp_path: Path, path: str, moved: str, message: str) -> None:
    """An id is the path of its file, so that it can be found."""
    write(tmp_path, ACT)
    (tmp_path / moved).parent.mkdir(exist_ok=True)
    (tmp_path / path).rename(tmp_path / moved)
    assert [p for p in map(str, read(tmp_path)[1]) if message in p]


def test_the_edition_is_the_month_in_which_a_source_was_last_read(tmp_path: Path) -> None:
    """A reader sees how fresh the law is."""
    assert example(tmp_path, ACT).body.edition == "2026.11"


def test_the_law_of_this_checkout_has_nothing_wrong_on_reading() -> None:
    """What is shipped can be read."""
    assert load_body(LAW).provisions
