"""An instrument's or a bill's file as a whole: derived facts, remedies, hypotheticals, overlays."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example_law import example, read

ACT = """
instrument: act
force: advisory
tables: {listed: {closed: no, rows: [arson]}}
derived:
  since_listed: {is: "since(convictions, offence in listed and as == 'felony', nth=2)", question: "How long ago?"}
  warrant: {is: "any(papers, issuer == 'state_judge')", question: "A warrant?", presumption: no}
  waited: {is: "between(request_at, released_at, 'hours', calendar='us')", question: "How many hours?"}
provisions: [{id: rule, modality: must_not, when: warrant or since_listed <= 5 or waited > 48}]
remedies:
  - {for: [rule], who: [person], forum: court, form: damages, says: Sue., cite: none, amount: {first: 1000}}
"""


def test_derived_facts_are_read_from_their_call(tmp_path: Path) -> None:
    """A filter over a list, which match counts, and a span between two moments."""
    derived = example(tmp_path, ACT).body.derived
    since = derived["us/xx:act/since_listed"]
    assert (since.form, since.over, since.nth, since.tables["listed"][1]) == ("since", "convictions", 2, False)
    assert derived["us/xx:act/warrant"].presumption == "no"
    assert (derived["us/xx:act/waited"].unit, derived["us/xx:act/waited"].calendar) == ("hours", "us")


def test_advisory_force_and_remedies_reach_the_values(tmp_path: Path) -> None:
    """Force belongs to every provision; a remedy names provisions by full id."""
    body = example(tmp_path, ACT).body
    assert body.provisions["us/xx:act/rule"].advisory
    assert body.remedies["us/xx:act/rule"][0].amount == {"first": "1000"}


@pytest.mark.parametrize(
    ("call", "key"),
    [
        ("anny(papers, signed)", "is not a derived fact"),
        ("any(papers)", "takes a list and a filter"),
        ("any(paprs, signed)", "did you mean `papers`?"),
        ("between(request_at, 'days')", "two moments"),
        ("between(request_att, released_at, 'days')", "did you mean `request_at`?"),
    ],
)
def test_a_call_that_cannot_be_read_is_a_problem(tmp_path: Path, call: str, key: str) -> None:
    """The message says what would be right."""
    text = f'instrument: act\nderived: {{d: {{is: "{call}", question: What}}}}\nprovisions: [{{id: a, modality: may}}]'
    _, problems = read(tmp_path, text)
    assert any(key in str(p) for p in problems)


def test_a_bill_is_an_overlay_that_is_never_in_force_of_itself(tmp_path: Path) -> None:
    """Its provisions lie beside the body's instruments, not among them."""
    bill = "bill: hold-bill\nprovisions: [{id: shall, modality: must}]"
    body = example(tmp_path, ACT, bill).body
    assert body.overlays["us/xx:hold-bill"].law.quiet
    assert "us/xx:hold-bill" not in body.instruments
