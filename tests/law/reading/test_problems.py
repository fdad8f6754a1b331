"""What is wrong with a law file is said in words: all of it, in the order of its lines, each mistake once."""

from __future__ import annotations

import pytest
from tests.law.reading.examples import ACT, changed, wrong

from comity.law.reading.instrument_model import InstrumentModel


def test_a_key_with_a_slip_is_one_mistake() -> None:
    """The right key is not called missing as well."""
    assert wrong(InstrumentModel, changed("authority: statute", "autority: statute")).count("\n") == 0


def test_all_mistakes_of_a_file_are_said_in_the_order_of_its_lines() -> None:
    """One reading is enough to mend a file."""
    said = wrong(
        InstrumentModel,
        ACT.replace("A jail", "")
        .replace("evidence: primary", "evidence: some")
        .replace("2020-01-01", "then")
        .replace("title", "tittle"),
    )
    assert [line.split(":")[1] for line in said.splitlines()] == ["2", "7", "34"]


def test_messages_hold_no_word_of_python() -> None:
    """Somebody who writes law never reads of strings, dicts or validators."""
    text = ACT.replace("[", "{a: [").replace("]", "]}").replace("yes", "1").replace("2026-11-24", "x")
    said = wrong(InstrumentModel, text)
    for word in ("str", "dict", "tuple", "None", "Input", "valid ", "pydantic", "Error", "(list)", "bool"):
        assert f" {word}" not in said


@pytest.mark.parametrize("text", ["just words", "- a\n- b\n"])
def test_a_file_that_is_no_mapping_is_refused(text: str) -> None:
    """Text or a list at the top of a file is one mistake."""
    assert "stands where a mapping belongs, at the top of the file" in wrong(InstrumentModel, text)


def test_a_file_cut_short_names_what_is_missing() -> None:
    """A file that ends early but is still YAML lacks keys, and is told which."""
    assert "`evidence` is missing; it belongs to `no-holds`" in wrong(
        InstrumentModel, ACT[: ACT.index("    evidence: primary")]
    )
