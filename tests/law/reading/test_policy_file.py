"""A manual is read as strictly as law, wherever it lies, and every mistake in it is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.law.load import load_body
from comity.law.reading.policy_file import read_policy
from comity.vocabulary.errors import InputError, LawError

MANUAL = Path(__file__).parents[3] / "examples" / "policy" / "some-town-manual.yaml"


def test_the_example_is_an_instrument_of_its_place() -> None:
    """Its provisions carry the file and line they stand on."""
    found = read_policy(MANUAL, "us/ma/some-town", load_body())
    assert found.place == "us/ma/some-town"
    assert found.authority == "agency_policy"
    assert all(p.line for p in found.provisions)


def test_every_wrong_word_is_told_at_once(tmp_path: Path) -> None:
    """With the nearest right one, and nothing is returned."""
    text = MANUAL.read_text(encoding="utf-8")
    wrong = text.replace("hold_on_detainer", "hold_on_detainr").replace("agency_policy", "statute")
    path = tmp_path / "manual.yaml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises((LawError, InputError)) as caught:
        read_policy(path, "us/ma/some-town", load_body())
    told = " ".join(str(p) for p in caught.value.problems)
    assert "did you mean `hold_on_detainer`" in told
    assert "write `agency_policy`" in told


def test_the_file_names_its_place_and_an_option_may_not_name_another() -> None:
    """Without an option the file's own place counts; with one the two must agree."""
    body = load_body()
    assert read_policy(MANUAL, None, body).place == "us/ma/some-town"
    with pytest.raises(InputError, match="--place says `us/ma/boston`"):
        read_policy(MANUAL, "us/ma/boston", body)


def test_an_agency_that_no_place_lists_is_told(tmp_path: Path) -> None:
    """A policy may bind a named agency, and it has to be one of the law folder."""
    path = tmp_path / "manual.yaml"
    text = MANUAL.read_text(encoding="utf-8")
    path.write_text(text.replace("[police_municipal]", "{agency_ids: [us/ma/bostn]}", 1), encoding="utf-8")
    with pytest.raises(LawError, match="unknown agency"):
        read_policy(path, None, load_body())
