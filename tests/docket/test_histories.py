"""Histories become days, steps and houses, whatever the source; what cannot be read is told with its row."""

from __future__ import annotations

import json
import os
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.example_bills import document, legiscan, open_states, overlay, reading, words

from comity.docket.against import against
from comity.docket.histories import told
from comity.docket.shapes import found_in, read_json
from comity.docket.told import steps_of
from comity.vocabulary.errors import InputError

COUNT = int(os.environ.get("COMITY_FUZZ", "300"))
READING = reading()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def steps(data: Any) -> list[tuple[str, str, str]]:
    [bill] = found_in(data, "bill.json", READING)[0]
    return [(t.on.isoformat(), str(s), t.house) for s, t in steps_of(told(bill, READING).taken)]


def test_documents_and_their_history() -> None:
    """A moment in another zone is put into the place's own day."""
    assert steps(document()) == [
        ("2026-01-20", "in_committee", ""),
        ("2026-03-10", "passed_one", "lower"),
        ("2026-05-01", "passed_one", "upper"),
        ("2026-07-02", "passed_both", ""),
    ]
    early = document(
        DocumentHistoryActions=[{"Date": "2026-05-01T03:59:00Z", "Branch": "", "Action": "Signed by the Governor"}]
    )
    assert steps(early) == [("2026-04-30", "signed", "")]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-05-01", "2026-05-01"),
        ("2026-05-01T23:59:00", "2026-05-01"),
        ("2026-05-01T03:59:00Z", "2026-04-30"),
        ("2026-05-01T03:59:00.5+00:00", "2026-04-30"),
        ("2026-05-01T04:00:00Z", "2026-05-01"),
        ("2026-05-01T00:00:00+00:00", "2026-05-01"),
        ("2026-05-01T00:00:00Z", "2026-05-01"),
        ("2026-05-01 noon", "2026-05-01"),
    ],
)
def test_a_moment_is_the_day_of_the_place(written: str, day: str) -> None:
    """Midnight in another zone stands for a day without a time."""
    [(on, _, _)] = steps(open_states(actions=[{"date": written, "classification": ["passage"]}]))
    assert on == day


def test_open_states() -> None:
    """By classification and the organization that acted; the older bulk names a house in a text."""
    expected = [
        ("2026-01-05", "introduced", ""),
        ("2026-03-10", "passed_one", "lower"),
        ("2026-05-01", "passed_one", "upper"),
        ("2026-07-09", "vetoed", ""),
    ]
    assert steps(open_states()) == expected
    bulk = open_states()
    for action in bulk["actions"]:
        action["organization"] = f'~{{"classification": "{action["organization"]["classification"]}"}}'
    assert steps(bulk) == expected
    for action in bulk["actions"]:
        action["organization"] = "Senate" if "upper" in action["organization"] else "ocd-organization/1"
    assert [h for _, _, h in steps(bulk)] == ["", "", "upper", ""]


def test_legiscan() -> None:
    """Codes of the progress, and what the history's words say of the other house."""
    assert steps(legiscan()) == [
        ("2026-01-05", "introduced", ""),
        ("2026-01-06", "in_committee", ""),
        ("2026-03-10", "passed_one", "lower"),
        ("2026-05-01", "passed_one", "upper"),
        ("2026-06-30", "passed_both", ""),
    ]
    [bill] = found_in(legiscan(), "bill.json", READING)[0]
    said = {str(t.step): t.words for t in told(bill, READING).taken if t.step}
    assert said["passed_both"] == "To enrolling"
    again = legiscan(history=[{"date": "2026-07-01", "action": "Signed by Governor", "chamber": "S"}])
    again["bill"]["progress"] = [{"date": "2026-07-01", "event": 4}, {"date": "2026-07-01", "event": 4}]
    assert steps(again) == [("2026-07-01", "signed", "")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (document(DocumentHistoryActions=[]), "H101 has no history in it"),
        (document(DocumentHistoryActions=["x"]), "bill.json, entry 1: is no entry of a history"),
        (document(DocumentHistoryActions=[{"Action": "x"}]), "entry 1: `Date` is nothing that is a text, no date"),
        (open_states(actions=[{"date": "05/01/2026"}]), "entry 1: `date` is `05/01/2026`, no date"),
        (open_states(actions=[{"date": "2026-02-30"}]), "entry 1: `date` is `2026-02-30`, no date"),
        (open_states(actions=[{"date": "2026-02"}]), "`2026-02`, no date"),
        (legiscan(progress=[{"date": "2026-01-01", "event": True}]), "progress 1: `event` is no number"),
        (legiscan(progress=[1]), "progress 1: is no entry of the progress"),
        (legiscan(progress=[{"event": 1}]), "progress 1: `date` is nothing that is a text"),
    ],
)
def test_an_entry_that_cannot_be_read_is_told(data: Any, said: str) -> None:
    """With file and row; none is left out in silence."""
    with pytest.raises(InputError) as caught:
        steps(data)
    assert said in str(caught.value)


def said(error: InputError) -> None:
    """Hold that a refusal says something."""
    assert str(error).strip()


def read_through(raw: bytes) -> None:
    """Read bytes as far as they go: an answer or a message, nothing else."""
    try:
        for bill in found_in(read_json(raw, "fuzz.json"), "fuzz.json", READING)[0]:
            against(overlay(("2026-01-05", "introduced")), told(bill, READING), words())
    except InputError as error:
        said(error)


@given(JSON, st.sampled_from([document, open_states, legiscan]), st.randoms(use_true_random=False))
def test_values_of_any_shape_end_in_an_answer_or_a_message(value: Any, made: Any, rng: random.Random) -> None:
    """Any JSON anywhere in a bill, or instead of one."""
    data = made()
    inside: Any = data.get("bill", data)
    key = rng.choice(list(inside))
    if rng.random() < 0.6 and isinstance(inside[key], list) and inside[key]:
        entry = rng.choice(inside[key])
        entry[rng.choice(list(entry))] = value
    else:
        inside[key] = value
    for tried in (data, value, [data, value]):
        read_through(json.dumps(tried).encode())


@pytest.mark.slow
def test_fuzz_bill_json_ends_in_an_answer_or_a_message() -> None:
    """JSON that was cut, doubled or scrambled."""
    rng = random.Random(9)
    texts = [json.dumps(made()).encode() for made in (document, open_states, legiscan)]
    for _ in range(COUNT):
        raw = bytearray(rng.choice(texts))
        for _ in range(rng.randint(1, 4)):
            a, b = sorted(rng.randrange(len(raw) + 1) for _ in "ab")
            match rng.randrange(3):
                case 0:
                    del raw[a : min(b, a + 40)]
                case 1:
                    raw[a:a] = rng.choice([b"[", b"null", b'"', b"\xff", b"9" * 30, b"}"])
                case _:
                    raw[a:a] = raw[a:b][:60]
            raw = raw or bytearray(b" ")
        read_through(bytes(raw))
