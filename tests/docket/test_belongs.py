"""A bill finds its docket file by place, number and session; where it finds none, the near ones are told."""

from __future__ import annotations

import pytest
from tests.example_bills import overlay

from comity.docket.belongs import belongs, cited, marks, number_of, same_number
from comity.law.body import Body

ONE = overlay(("2026-01-05", "introduced"))
TWO = overlay(("2026-01-05", "introduced"), cite="SB 7 (2025-26)", id="us/xx:window-bill")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("H5316", ("H", 5316, "")),
        ("H 5316", ("H", 5316, "")),
        ("hb 0094", ("H", 94, "")),
        ("HB26-1276", ("H", 1276, "")),
        ("HB1276", ("H", 1276, "")),
        ("SSB 5855", ("S", 5855, "")),
        ("S0002B", ("S", 2, "B")),
        ("SB 2-B", ("S", 2, "B")),
        ("LD 1971", ("LD", 1971, "")),
        ("HD.5608", ("HD", 5608, "")),
        ("A. 70", ("A", 70, "")),
        ("nothing", None),
        ("101", None),
        ("", None),
    ],
)
def test_a_number_has_one_form(written: str, number: tuple[str, int, str] | None) -> None:
    """However a source writes it."""
    assert number_of(written) == number


@pytest.mark.parametrize(
    ("cite", "number"),
    [
        ("House Bill 13 (2026 regular session)", "HB13"),
        ("House File 2041 (91st General Assembly)", "HF 2041"),
        ("H.2580 and S.1681 (194th)", "S1681"),
        ("HB26-1276", "HB 1276"),
        ("CS for SB 2-B (2025 Special Session B)", "S0002B"),
        ("P.A. 26-14 (SB 397), signed 4 May 2026", "SB397"),
        ("SSB 5855 (chapter 115)", "SB 5855"),
    ],
)
def test_the_numbers_of_a_citation(cite: str, number: str) -> None:
    """Spelled out or short, each of several."""
    wanted = number_of(number)
    assert wanted is not None
    assert any(same_number(wanted, n) for n, _ in cited(overlay(("2026-01-05", "filed"), cite=cite)))


def test_every_bill_of_this_checkout_with_a_number_finds_itself(body: Body) -> None:
    """By the number its citation leads with, in its own session, and no other file claims it."""
    bills = [o for o in body.overlays.values() if o.kind == "bill"]
    for bill in bills:
        for (kind, number, letter), session in cited(bill):
            written = f"{kind} {number}{letter}"
            found = belongs(bills, bill.law.place, written, session, frozenset({bill.stages[-1][0].year}))
            if number_of(written):
                assert bill in found.found, (bill.id, written)


@pytest.mark.parametrize(
    ("number", "session", "years", "found", "near"),
    [
        ("H101", "50th", (), [ONE], []),
        ("HB 101", "50th General Court", (2025, 2026), [ONE], []),
        ("H101", "49th", (), [], [ONE]),
        ("H101", "", (2026,), [ONE], []),
        ("H101", "2011-2012", (), [], [ONE]),
        ("S7", "20252026", (), [TWO], []),
        ("SB 7", "2025-2026 Regular Session", (), [TWO], []),
        ("SB 7", "2023-24", (), [], [TWO]),
        ("SB 7", "", (), [TWO], []),
        ("H1010", "50th", (), [], [ONE]),
        ("no number", "50th", (), [], []),
    ],
)
def test_place_number_and_session_tell_the_file(
    number: str, session: str, years: tuple[int, ...], found: list[object], near: list[object]
) -> None:
    """Ordinals decide where both have one, else years, else the days of the stages."""
    own = belongs([ONE, TWO], "us/xx", number, marks(session, years))
    assert (list(own.found), list(own.near)) == (found, near)


def test_each_number_has_the_session_in_its_own_brackets() -> None:
    """So that a number of one session is not taken for that of another."""
    both = overlay(("2026-01-05", "introduced"), cite="H.101 (50th); S.7 and S.8 (49th)")
    cases = [("H101", "50th", 1), ("H101", "49th", 0), ("S7", "49th", 1), ("S8", "49th", 1), ("S8", "50th", 0)]
    assert [len(belongs([both], "us/xx", n, marks(s)).found) for n, s, _ in cases] == [c for _, _, c in cases]


def test_a_bill_of_another_or_no_place_is_nobodys() -> None:
    """Numbers repeat from place to place."""
    for place in ("us/yy", "us", "us/xx/some-town", ""):
        assert belongs([ONE, TWO], place, "H101", marks("50th")).found == ()


def test_the_years_of_the_history_count_where_no_session_is_told() -> None:
    """And a suit is never found."""
    assert belongs([ONE], "us/xx", "H101", marks(""), frozenset({2019})).found == ()
    assert belongs([ONE], "us/xx", "H101", marks(""), frozenset({2026})).found == (ONE,)
