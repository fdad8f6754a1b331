"""Bills are found in each source's JSON, alone, in pages and in bulk; what is none is told with its file and row."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.example_bills import document, legiscan, open_states, reading

from comity.docket.shapes import Found, found_in, joined, read_json
from comity.vocabulary.errors import InputError


def found(data: Any, name: str = "bill.json") -> list[Found]:
    bills, wrong = found_in(data, name, reading())
    assert wrong == []
    return bills


@pytest.mark.parametrize(
    ("data", "source", "number", "session", "entries"),
    [
        (document(), "documents", "H101", "50th", 6),
        (document(BillNumber=None), "documents", "HD9", "50th", 6),
        ([document()], "documents", "H101", "50th", 6),
        (
            {"id": "H101", "court": 50, "content": {"Title": "Doors"}, "history": document()["DocumentHistoryActions"]},
            "documents",
            "H101",
            "50th",
            6,
        ),
        (open_states(), "open_states", "HB 101", "50th", 5),
        ({"results": [open_states()], "pagination": {"page": 1}}, "open_states", "HB 101", "50th", 5),
        (legiscan(), "legiscan", "H0101", "50th General Court", 4),
        (legiscan()["bill"], "legiscan", "H0101", "50th General Court", 4),
    ],
)
def test_each_shape_is_known(data: Any, source: str, number: str, session: str, entries: int) -> None:
    """By its own keys, wrapped as its source wraps it."""
    [bill] = found(data)
    assert (bill.source, bill.number, bill.session, bill.place) == (source, number, session, "us/xx")
    assert len(bill.history) == entries


@pytest.mark.parametrize(
    ("whose", "place"),
    [
        ({"id": "ocd-jurisdiction/country:us/state:xx/government"}, "us/xx"),
        ({"id": "ocd-jurisdiction/country:us/government", "name": "United States"}, "us"),
        ({"id": "ocd-jurisdiction/country:us/state:xx/place:some_town/government"}, ""),
        ({"id": "ocd-jurisdiction/country:us/state:yy/government"}, ""),
        ("Exampleland", "us/xx"),
        ("Elsewhere", ""),
        (None, ""),
        (7, ""),
    ],
)
def test_the_place_of_a_jurisdiction(whose: Any, place: str) -> None:
    """By its id or its name, where the law folder has the place; a town's council is not its state."""
    assert found(open_states(jurisdiction=whose))[0].place == place
    assert found(legiscan(state="QQ"))[0].place == ""


def test_bulk_uses_the_names_of_the_export() -> None:
    """`legislative_session` and `jurisdiction_name`, one list with every bill."""
    bulk = [open_states(), open_states(identifier="SB 7")]
    for bill in bulk:
        bill["legislative_session"] = bill.pop("session")
        bill["jurisdiction_name"] = bill.pop("jurisdiction")["name"]
    assert [(b.number, b.session, b.place, b.where) for b in found(bulk)] == [
        ("HB 101", "50th", "us/xx", "bill.json, bill 1"),
        ("SB 7", "50th", "us/xx", "bill.json, bill 2"),
    ]


def test_a_history_joins_its_document() -> None:
    """In one list, or by the address it came from; alone it names no bill."""
    head, history = document(), document()["DocumentHistoryActions"]
    del head["DocumentHistoryActions"]
    [bill] = found([head, history])
    assert (bill.number, len(bill.history)) == ("H101", 6)
    address = "https://example.org/api/GeneralCourts/50/Documents/H101/DocumentHistoryActions"
    [alone] = found(history, address)
    assert (alone.number, alone.session, len(alone.history)) == ("H101", "50th", 6)
    [nameless] = found(history)
    assert nameless.number == ""
    assert joined(found(head)[0], nameless).history == nameless.history
    _, wrong = found_in([document(), history], "bill.json", reading())
    assert "bill.json, bill 2: a history that names no bill" in str(wrong[0])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "bill.json: is no bill; known shapes"),
        ([], "bill.json: has no bill"),
        (["x"], "bill.json, bill 1: is no bill"),
        (7, "bill.json: is no bill"),
        ({"results": [None]}, "bill.json, bill 1: is no bill"),
        (open_states(identifier=7), "`identifier` names no bill"),
        (open_states(actions={}), "`actions` is no list"),
        (legiscan(bill_number="x" * 70), "`bill_number` names no bill"),
        (legiscan(progress="no"), "`progress` is no list"),
        ({"status": "ERROR", "alert": {"message": "Invalid key"}}, "answered with an error: Invalid key"),
        ({"status": "ERROR"}, "answered with an error"),
    ],
)
def test_what_is_no_bill_is_told(data: Any, said: str) -> None:
    """With file and row."""
    with pytest.raises(InputError) as caught:
        found_in(data, "bill.json", reading())
    assert said in str(caught.value)


def test_one_bad_row_leaves_the_others() -> None:
    """It is counted."""
    bills, wrong = found_in([open_states(), {"x": 1}, open_states(identifier="")], "bulk.json", reading())
    assert [b.number for b in bills] == ["HB 101"]
    assert [str(p).split(":")[0] for p in wrong] == ["bulk.json, bill 2", "bulk.json, bill 3"]


@pytest.mark.parametrize("years", [{}, {"year_start": True, "year_end": "x"}, {"year_start": 10**9}, 7])
def test_a_session_without_years_has_none(years: Any) -> None:
    """And a long one is cut, so that no set grows without end."""
    assert found(legiscan(session=years))[0].years == frozenset()
    assert found(legiscan(session={"year_start": 1901, "year_end": 2199}))[0].years == {1901, 1902, 1903, 1904, 1905}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "x.json:1: is not JSON"),
        (b'{\n"a": }', "x.json:2: is not JSON: Expecting value at column 6"),
        (b"\xff", "byte `0xff` is not UTF-8"),
        (b"NaN", "`NaN` is no number of JSON"),
        (b"[" * 200_000, "nested too deep"),
        (b"9" * 5000, "is not JSON that can be read"),
        (b"PK\x03\x04rest", "is a zip archive"),
    ],
)
def test_what_is_no_json_is_told(data: bytes, said: str) -> None:
    """With its line, and never a crash."""
    with pytest.raises(InputError) as caught:
        read_json(data, "x.json")
    assert said in str(caught.value)


def test_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is read as JSON."""
    monkeypatch.setattr("comity.docket.shapes.MAX_BYTES", 10)
    with pytest.raises(InputError, match="larger than"):
        read_json(json.dumps(open_states()).encode(), "x.json")
