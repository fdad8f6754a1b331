"""The whole body of law, by place and by id."""

from __future__ import annotations

from pathlib import Path

from tests.example_law import example

from comity.law.body import STATUS, Body
from comity.vocabulary.fact import Kind

ACT = """
instrument: act
derived:
  judge_signed: {is: "any(papers, issuer == 'state_judge')", question: "Did a judge sign a paper?"}
  days_held: {is: "between(booked_at, released_at, 'days')", question: "How many days was the person held?"}
open_points:
  - {id: validity, kind: disputed, question: "Is it valid?", readings: {valid: {says: It is.},
      invalid: {says: It is not.}}}
provisions:
  - {id: no-holds, modality: must_not}
"""
TOWN = """
place: us/xx/town
kind: town
agencies:
  - {id: us/xx/town/police, name: Town Police, kinds: [police_municipal]}
"""
ZONED = """
place: us/xx/city
kind: city
timezone: America/Chicago
"""
BILL = """
bill: hold-bill
provisions:
  - {id: holds, modality: must}
"""


def body_of(folder: Path) -> Body:
    return example(folder, ACT, TOWN, ZONED, BILL).body


def test_law_of_a_bill_is_no_instrument_of_the_place(tmp_path: Path) -> None:
    """A bill's provisions can be looked up, but no place has them among its law."""
    body = body_of(tmp_path)
    assert set(body.instruments) == {"us/xx:act"}
    assert [i.id for i in body.by_place["us/xx"]] == ["us/xx:act"]
    assert set(body.provisions) == {"us/xx:act/no-holds", "us/xx:hold-bill/holds"}
    assert [i.id for i in body.all_instruments] == ["us/xx:act", "us/xx:hold-bill"]


def test_a_place_nobody_described_is_not_among_those_described(tmp_path: Path) -> None:
    """The path of a place shows only the places that have a file, from the widest."""
    body = body_of(tmp_path)
    assert [p.id for p in body.described("us/xx/elsewhere")] == ["us", "us/xx"]
    assert [p.id for p in body.described("us/xx/town")] == ["us", "us/xx", "us/xx/town"]
    assert body.described("us/zz") == body.described("us")


def test_a_place_keeps_the_time_of_the_narrowest_that_names_one(tmp_path: Path) -> None:
    """A town goes by its State's clock unless it has its own; where nobody names one it is UTC."""
    body = body_of(tmp_path)
    assert [str(body.zone(p)) for p in ("us", "us/xx/town", "us/xx/city")] == [
        "UTC",
        "America/New_York",
        "America/Chicago",
    ]


def test_every_fact_that_a_condition_can_test_is_there(tmp_path: Path) -> None:
    """Derived facts and readings are facts as well; readings and status are never asked."""
    facts = body_of(tmp_path).facts
    assert facts["us/xx:act/judge_signed"].kind is Kind.YESNO
    assert facts["us/xx:act/days_held"].kind is Kind.NUMBER
    assert facts["reading:us/xx:act/validity"].options() == ("valid", "invalid")
    assert not facts["reading:us/xx:act/validity"].asked
    assert not facts[STATUS].asked


def test_a_named_agency_is_found_by_its_id(tmp_path: Path) -> None:
    """An agency with a name has its kinds from the place's file."""
    assert body_of(tmp_path).agencies["us/xx/town/police"].kinds == {"police_municipal"}
