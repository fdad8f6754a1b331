"""The place of an option: by path or by name, and what is none told with the nearest one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example_law import example

from comity.cli.places import place_given
from comity.vocabulary.errors import InputError

ACT = """
instrument: act
provisions: [{id: ban, modality: must_not}]
hypotheticals:
  - {says: After., agency: jail, on: 2020-01-01, expect: {hold_on_detainer: {outcomes: [prohibited], because: [ban]}}}
"""


def test_a_place_is_named_by_its_path_or_its_name(tmp_path: Path) -> None:
    """A town that no file describes is a place where its nation is known."""
    body = example(tmp_path, ACT).body
    name = body.places["us/xx"].name
    assert place_given("us/xx", body) == place_given(name.upper(), body) == "us/xx"
    assert place_given("us/xx/nowhere", body) == "us/xx/nowhere"


def test_what_is_no_place_is_told_with_the_option_the_nearest_and_the_hint(tmp_path: Path) -> None:
    """The words are those the user wrote."""
    body = example(tmp_path, ACT).body
    with pytest.raises(InputError) as caught:
        place_given("us-xx", body, "side A", "(write it so)")
    assert str(caught.value.problems[0]) == "side A: unknown place `us-xx`; did you mean `us/xx`? (write it so)"
