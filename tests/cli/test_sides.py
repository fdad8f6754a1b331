"""A side is a place, an agency, a day and bills, any part of it, or a law folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from comity import InputError, Law
from comity.cli.sides import Written, known, written


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "A: `` is not a side; write PLACE:AGENCY@DAY+BILL"),
        ("us/xx@soon", "A: `soon` is not a date; write it like 2026-02-28"),
        ("us/xx@", "A: `` is not a date"),
        ("us/xx+", "A: `us/xx+` is not a side"),
        ("us/xx:@2026-01-01", "is not a side"),
    ],
)
def test_what_is_no_side_is_refused(text: str, message: str) -> None:
    """The message says which side it is and how one is written."""
    with pytest.raises(InputError) as refused:
        written(text, "A")
    assert message in str(refused.value)


def test_a_folder_without_a_vocabulary_is_no_law_folder(tmp_path: Path) -> None:
    """A folder that is no law folder is not taken for a place."""
    with pytest.raises(InputError, match="is not a law folder: it has no `vocabulary`"):
        written(str(tmp_path), "B")


def test_the_parts_of_a_side_are_read() -> None:
    """Any part may be left out, and bills keep their own colon."""
    assert written("us/xx:jail@2026-01-01+us/xx:a-bill+other", "A") == Written(
        "us/xx", "jail", date(2026, 1, 1), ("us/xx:a-bill", "other")
    )
    assert written("@2026-01-01", "A") == Written(on=date(2026, 1, 1))
    assert written("+us/xx:a-bill", "A") == Written(bills=("us/xx:a-bill",))
    assert written("us/xx:us/xx/sheriff", "A") == Written("us/xx", "us/xx/sheriff")


def test_what_is_left_out_is_as_in_the_other(folder: Path) -> None:
    """Place, agency and day are filled from the other side; its bills and its law folder are not."""
    other = Written("us/xx", "jail", date(2026, 1, 1), ("a-bill",))
    assert written(str(folder), "B").filled(other) == Written("us/xx", "jail", date(2026, 1, 1), (), folder)


def test_words_are_found_by_name_and_the_nearest_is_offered(law: Law) -> None:
    """A place may be given by its name, a bill by its short name."""
    assert known(Written("Some Town", bills=("open-bill",)), law.body, "A") == Written(
        "us/xx/some-town", bills=("us/xx:open-bill",)
    )
    for wrong, message in (
        (Written("Sum Town"), "A: unknown place `Sum Town`; did you mean `Some Town`?"),
        (Written(agency="jial"), "A: unknown agency `jial`; did you mean `jail`?"),
        (Written(bills=("us/xx:opn-bill",)), "A: unknown bill `us/xx:opn-bill`; did you mean `us/xx:open-bill`?"),
    ):
        with pytest.raises(InputError) as refused:
            known(wrong, law.body, "A")
        assert message in str(refused.value)
