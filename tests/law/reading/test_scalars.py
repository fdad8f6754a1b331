"""Words, numbers, days and yes or no are read strictly, and refused with what would be right."""

from __future__ import annotations

import pytest
from tests.law.reading.examples import changed, wrong

from comity.law.reading.instrument_model import InstrumentModel


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("on: 2020-01-01", "on: 2020-1-1", "act.yaml:7: `2020-1-1` is not a date; write it like 2026-02-28"),
        ("on: 2020-01-01", "on: 2021-02-29", "act.yaml:7: `2021-02-29` is not a day of the calendar"),
        ("declares: yes", "declares: true", "act.yaml:7: `true` is neither `yes` nor `no`; write `yes` or `no`"),
        ("https://example.org/act", "example.org", "act.yaml:10: `example.org` is not an address"),
        ("us/xx/some-town", "US/xx", "act.yaml:5: `US/xx` is not a place; write it like `us/xx/some-town`"),
        ("id: no-holds", "id: No Holds", "act.yaml:26: `No Holds` is not an id of lower-case words and hyphens"),
        ("other-act/*", "other act", "act.yaml:35: `other act` is not a provision or `instrument/*`"),
        ("plus: 1 day", "plus: 1 dya", "act.yaml:47: unknown unit `dya`; did you mean `days`?"),
        ("plus: 1 day", "plus: soon", "act.yaml:47: `soon` is not a length of time; write it like `90 days`"),
        (
            "quote: shall not detain",
            "quote: one two three four five six seven eight nine ten eleven twelve thirteen",
            "a quote of 13 words",
        ),
        ("2025-03-01T02:40-05:00", "2025-03-01T02:40", "is not a moment with its offset"),
        ("cite: s. 2", "cite: ''", "act.yaml:42: nothing stands at `cite`"),
        ("cite: s. 2", "cite: [s. 2]", "act.yaml:42: a list stands where a word belongs, at `cite`"),
        ("title: Example Act", "title: {a: b}", "act.yaml:2: a mapping stands where a word belongs, at `title`"),
    ],
)
def test_a_word_of_the_wrong_kind_is_refused(old: str, new: str, said: str) -> None:
    """The message shows the word and how to write it."""
    assert said in wrong(InstrumentModel, changed(old, new))
