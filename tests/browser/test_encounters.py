"""The ten commonest encounters of a jail's desk, each from the opened page to the filed decision.

What is not answered here is answered with "I don't know". Who denies one ground after another where a rule lists many
is asked about each: on a detainer that is more than six questions, and no test claims otherwise.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from tests.browser.person import Person

SECONDS, QUESTIONS = 60, 6
# Our choice, after what jails report: detainers and notification requests, then what is asked by word of mouth.
ENCOUNTERS = {
    "a detainer by fax": ("I-247A", (), {"release_due": "yes"}),
    "a detainer for a person not due for release": ("I-247A", (), {"release_due": "no"}),
    "a notification request": ("I-247G", (), {}),
    "a call: when is the person released": ("none", ("notify_release",), {}),
    "officers at the jail want an interview": ("none", ("allow_interview",), {}),
    "officers want into the booking area": ("none", ("allow_access",), {}),
    "an administrative warrant to hand over": ("I-200", ("transfer_custody",), {}),
    "an administrative subpoena for jail records": ("administrative_subpoena", ("share_personal_info",), {}),
    "a warrant of a judge": ("judicial_warrant", ("transfer_custody",), {}),
    "an e-mail asks for a home address": ("none", ("share_personal_info",), {}),
}


@pytest.mark.parametrize("what", ENCOUNTERS)
def test_an_encounter_is_decided_within_a_minute_and_six_questions(what: str, role: Callable[..., Person]) -> None:
    """Counted from the opened page; a person reads too, which no script does."""
    form, asked, said = ENCOUNTERS[what]
    desk = role("desk")
    began = time.monotonic()
    desk.take_in(form, asked=asked)
    questions = desk.answer_all(said)
    desk.file()
    took = time.monotonic() - began
    print(f"{what}: {len(questions)} questions, {took:.1f} s, {desk.page.locator('.answer h3').all_inner_texts()}")  # noqa: T201
    assert len(questions) <= QUESTIONS
    assert took <= SECONDS
