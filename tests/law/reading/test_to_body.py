"""From the files of a law folder to its body, with all that is wrong in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example_law import example, read, write

from comity.law.load import read_body
from comity.vocabulary.errors import LawError

ACT = """
instrument: act
provisions:
  - {id: no-holds, modality: must_not}
"""


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
        read_body(tmp_path)


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
