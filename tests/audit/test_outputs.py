"""What an audit leaves behind is whole or not there."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from comity.audit.outputs import FILES, check_folder, write
from comity.audit.run import Audit
from comity.vocabulary.errors import InputError


def test_a_folder_that_holds_other_things_is_not_written_over(tmp_path: Path, found: Audit) -> None:
    """It is named, and left as it was."""
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match=r"holds other things \(`mine\.txt`\)"):
        write(found, tmp_path, summary={}, report="")
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_is_not_taken_for_a_folder(tmp_path: Path) -> None:
    """Nor is a link to one."""
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("file", "link"):
        with pytest.raises(InputError, match="is not a folder"):
            check_folder(tmp_path / name)


def test_a_folder_with_a_folder_of_one_of_our_names_is_left_alone(tmp_path: Path) -> None:
    """Only files that an audit writes are written over."""
    (tmp_path / "report.html").mkdir()
    with pytest.raises(InputError, match="holds other things"):
        check_folder(tmp_path)


def test_the_four_files_are_written(tmp_path: Path, found: Audit) -> None:
    """The findings come back as they were."""
    paths = write(found, tmp_path / "new" / "out", summary={"a": 1}, report="<!doctype html>")
    assert [p.name for p in paths] == list(FILES)
    assert pl.read_parquet(paths[0]).equals(found.findings)
    assert json.loads(paths[1].read_text()) == {"a": 1}
    assert pl.read_csv(paths[2])["row"].to_list() == [14, 15]
    assert paths[3].read_text() == "<!doctype html>"
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["out"]


def test_an_earlier_audit_is_replaced_whole(tmp_path: Path, found: Audit) -> None:
    """Nothing of the old one stays."""
    for report in ("one", "two"):
        write(found, tmp_path / "out", summary={}, report=report)
    assert (tmp_path / "out" / "report.html").read_text() == "two"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("earlier", [True, False])
def test_a_failure_leaves_nothing_half_written(tmp_path: Path, found: Audit, earlier: bool) -> None:
    """The old audit stands, or none does; no folder beside it is left."""
    if earlier:
        write(found, tmp_path / "out", summary={}, report="one")
    with pytest.raises(TypeError):
        write(found, tmp_path / "out", summary={"not": object()}, report="two")
    assert [p.name for p in tmp_path.iterdir()] == (["out"] if earlier else [])
    if earlier:
        assert (tmp_path / "out" / "report.html").read_text() == "one"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, found: Audit) -> None:
    """As bad input, with the reason."""
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        write(found, tmp_path / "file" / "out", summary={}, report="")
