"""Derived facts: what is not known stays open, exactly as far as every completion of it allows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations_with_replacement, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity import Law
from comity.engine.derived import MANY_DOUBTFUL, derive, years_between
from comity.engine.encounter import read_encounter
from comity.engine.known import Known, Range, Values
from tests.example_law import DAY, encounter, example

ACT = """
instrument: act
tables:
  listed: {closed: yes, rows: [murder, arson]}
  some: {closed: no, rows: [murder, arson]}
derived:
  felon: {is: "any(convictions, class == 'felony' and not juvenile)", question: A felony?}
  felonies: {is: "count(convictions, class == 'felony' and not juvenile)", question: How many felonies?}
  years: {is: "since(convictions, class == 'felony' and as == 'felony')", question: Years since a felony?}
  second: {is: "since(convictions, class == 'felony', nth=2)", question: Years since the second felony?}
  lately: {is: "any(convictions, date >= '2020-01-01' and date < '2022-01-01')",
      question: A conviction of 2020 or 2021?}
  listed_one: {is: "any(convictions, offence in listed)", question: A listed offence?}
  some_one: {is: "any(convictions, offence in some)", question: An offence like those?}
  judged: {is: "any(papers, issuer in ['state_judge', 'article_iii_judge'])", question: A judge's paper?}
  held_days: {is: "between(booked_at, released_at, 'days')", question: Days held?}
  held_hours: {is: "between(booked_at, released_at, 'hours')", question: Hours held?}
  held_business: {is: "between(booked_at, released_at, 'business_days', calendar='us')", question: Business days held?}
  age: {is: "between(offence_date, on, 'years')", question: Years since the offence?}
provisions:
  - {id: no-holds, modality: must_not}
"""
YES, NO = Values(frozenset({"yes"})), Values(frozenset({"no"}))
NEVER = float("inf")
CLASSES, ROLES = ["felony", "misdemeanour", "other"], ["yes", "no"]


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    return example(tmp_path_factory.mktemp("law"), ACT.replace("?}", "}"))


def known(law: Law, name: str, **more: Any) -> Known | None:
    """Return what is known of a derived fact of the act."""
    return derive(law.body.derived[f"us/xx:act/{name}"], read_encounter(encounter(**more), law.body), law.body)


@pytest.mark.parametrize(
    "name", ["felon", "felonies", "years", "second", "lately", "judged", "held_days", "held_hours", "age"]
)
def test_of_what_was_not_told_nothing_is_known(law: Law, name: str) -> None:
    """No list and no moment is not an empty list."""
    assert known(law, name) is None


def test_an_empty_list_is_none_of_it(law: Law) -> None:
    """A person known to have no convictions has no felony, and never had one."""
    assert known(law, "felon", convictions=[]) == NO
    assert known(law, "felonies", convictions=[]) == Range(((0, 0),))
    assert known(law, "years", convictions=[]) == Range(((NEVER, NEVER),))


def test_an_empty_list_that_may_be_incomplete_says_nothing(law: Law) -> None:
    """There may be more records than the none we see."""
    some: dict[str, Any] = {"items": [], "complete": "no"}
    assert known(law, "felon", convictions=some) is None
    assert known(law, "felonies", convictions=some) == Range(((0, NEVER),))
    assert known(law, "years", convictions=some) == Range(((0, NEVER),))


def test_one_sure_match_is_enough_however_much_is_unknown(law: Law) -> None:
    """A known felony is one, in an incomplete list and beside a record nobody can read."""
    items = [{}, {"class": "felony", "juvenile": "no"}]
    assert known(law, "felon", convictions={"items": items, "complete": "no"}) == YES


def _completions(record: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield from product(
        *([record[k]] if k in record else options for k, options in (("class", CLASSES), ("juvenile", ROLES)))
    )


@st.composite
def partial_convictions(draw: st.DrawFn) -> list[dict[str, str]]:
    fields = {"class": st.sampled_from(CLASSES), "juvenile": st.sampled_from(ROLES)}
    return draw(st.lists(st.fixed_dictionaries({}, optional=fields), max_size=4))


@given(records=partial_convictions(), complete=st.booleans())
def test_any_and_count_are_what_every_completion_says(law: Law, records: list[dict[str, str]], complete: bool) -> None:
    """Going through every value of every field that is not known gives the same knowledge."""
    counts = set()
    for whole in product(*(list(_completions(r)) for r in records)):
        counts.add(sum(c == "felony" and j == "no" for c, j in whole))
    if not complete:
        counts |= {max(counts) + n for n in (1, 2)}
    data = {"items": records, "complete": "yes" if complete else "no"}
    truths = {n > 0 for n in counts}
    expected = None if len(truths) == 2 else YES if truths == {True} else NO
    assert known(law, "felon", convictions=data) == expected
    high = max(counts) if complete else NEVER
    assert known(law, "felonies", convictions=data) == Range(((min(counts), high),))


def test_an_open_table_leaves_open_what_it_does_not_list(law: Law) -> None:
    """Outside a closed table the answer is no; outside one that only illustrates it is unknown."""
    for offence, closed, illustrative in (("murder", YES, YES), ("theft", NO, None)):
        assert known(law, "listed_one", convictions=[{"offence": offence}]) == closed
        assert known(law, "some_one", convictions=[{"offence": offence}]) == illustrative
    assert known(law, "listed_one", convictions=[{}]) is None


@pytest.mark.parametrize("when", [{}, {"date": {"between": ["2019-01-01", "2023-01-01"]}}])
def test_a_day_that_is_not_known_may_lie_in_a_span_of_the_rule(law: Law, when: dict[str, Any]) -> None:
    """A conviction of an unknown day may be one of 2020; it is not silently none."""
    assert known(law, "lately", convictions=[when]) is None


@pytest.mark.parametrize(
    ("day", "expected"), [("2019-12-31", NO), ("2020-01-01", YES), ("2021-12-31", YES), ("2022-01-01", NO)]
)
def test_a_known_day_lies_in_the_span_or_not(law: Law, day: str, expected: Known) -> None:
    """The bounds of a rule are as sharp as they are written."""
    assert known(law, "lately", convictions=[{"date": day}]) == expected


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2026-03-03", "2026-03-02", 0.0),
        ("2026-03-02", "2026-03-02", 0.0),
        ("2021-03-03", "2026-03-02", 4.5),
        ("2021-03-02", "2026-03-02", 5.0),
        ("2021-03-01", "2026-03-02", 5.5),
        ("2020-02-29", "2025-02-27", 4.5),
        ("2020-02-29", "2025-02-28", 5.0),
        ("2020-02-29", "2025-03-01", 5.5),
        ("2020-02-29", "2024-02-28", 3.5),
        ("2020-02-29", "2024-02-29", 4.0),
    ],
)
def test_years_are_counted_by_anniversary(start: str, end: str, years: float) -> None:
    """On the anniversary a whole number, after it a half more; 29 February has its on the 28th of a common year."""
    assert years_between(date.fromisoformat(start), date.fromisoformat(end)) == years


@given(st.dates(date(1950, 1, 1), date(2030, 1, 1)), st.integers(0, 30_000))
def test_years_never_run_back(start: date, days: int) -> None:
    """A day later never is fewer years, and at most half a step more."""
    end = start + timedelta(days=days)
    step = years_between(start, end + timedelta(days=1)) - years_between(start, end)
    assert 0.0 <= step <= 0.5
    assert years_between(start, end) <= days / 365 + 0.5


def _felony(day: Any) -> dict[str, Any]:
    return {"class": "felony", "as": "felony", "date": day}


def test_the_most_recent_match_counts_and_the_nth_is_the_nth_most_recent(law: Law) -> None:
    """Records may come in any order; what does not match does not count."""
    records = [
        _felony("2010-03-02"),
        _felony("2021-03-02"),
        _felony("2016-03-01"),
        {"class": "misdemeanour", "as": "felony", "date": "2025-01-01"},
    ]
    for _ in range(4):
        random.Random(_).shuffle(records)
        assert known(law, "years", convictions=records) == Range(((5.0, 5.0),))
        assert known(law, "second", convictions=records) == Range(((10.5, 10.5),))
    assert known(law, "second", convictions=[_felony("2021-03-02")]) == Range(((NEVER, NEVER),))


def test_a_conviction_of_an_unknown_day_is_some_time_ago(law: Law) -> None:
    """From today to the beginning of time, but it did happen."""
    found = known(law, "years", convictions=[{"class": "felony", "as": "felony"}])
    assert isinstance(found, Range)
    assert found.spans[0][0] == 0.0
    assert 2000 < found.spans[0][1] < NEVER


def test_a_conviction_known_by_a_span_of_days_is_a_span_of_years(law: Law) -> None:
    """Some time in 2020 is five or six years before March 2026, never four or seven."""
    span = _felony({"between": ["2020-01-01", "2020-12-31"]})
    assert known(law, "years", convictions=[span]) == Range(((5.5, 6.5),))


def test_an_incomplete_list_may_hold_a_more_recent_match(law: Law) -> None:
    """What is known is only how long ago it is at most."""
    some = {"items": [_felony("2021-03-02")], "complete": "no"}
    assert known(law, "years", convictions=some) == Range(((0.0, 5.0),))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["sure", "maybe", "not"]), st.sampled_from(["2024-03-02", "2019-05-05", "2011-01-01"])
        ),
        max_size=4,
    )
)
def test_years_since_cover_what_every_completion_says(law: Law, records: list[tuple[str, str]]) -> None:
    """No completion lies outside what is known, and the two ends are those of some completion."""
    items = [
        {"date": d, "as": "felony"} | {"sure": {"class": "felony"}, "maybe": {}, "not": {"class": "other"}}[k]
        for k, d in records
    ]
    found = known(law, "years", convictions=items)
    assert isinstance(found, Range)
    values = set(_years_of(records))
    assert (found.spans[0][0], found.spans[-1][1]) == (min(values), max(values))


def test_years_since_hold_no_more_than_every_completion_says(law: Law) -> None:
    """Two years ago or ten, but not five."""
    maybe = {"as": "felony", "date": "2024-03-02"}
    found = known(law, "years", convictions=[maybe, _felony("2016-03-02")])
    assert found == Range(((2.0, 2.0), (10.0, 10.0)))


def _years_of(records: list[tuple[str, str]]) -> Iterator[float]:
    for truths in product(*([True] if k == "sure" else [True, False] if k == "maybe" else [False] for k, _ in records)):
        matches = [
            years_between(date.fromisoformat(d), date.fromisoformat(DAY))
            for t, (_, d) in zip(truths, records, strict=True)
            if t
        ]
        yield min(matches, default=NEVER)


PAPERS = [
    {"form": "I-247A"},
    {"form": "judicial_warrant"},
    {"form": "court_order"},
    {},
    {"issuer": "state_judge"},
    {"issuer": "grand_jury"},
]


@pytest.mark.parametrize("papers", [list(p) for n in (1, 2) for p in combinations_with_replacement(PAPERS, n)])
def test_a_papers_unknown_signer_is_who_the_vocabulary_lets_it_be(law: Law, papers: list[dict[str, str]]) -> None:
    """A detainer has no judge as signer, whatever else is unknown of it; a warrant may have a magistrate."""
    verdicts = [{"I-247A": NO, "state_judge": YES, "grand_jury": NO}.get(next(iter(p.values()), "")) for p in papers]
    expected = YES if YES in verdicts else NO if set(map(str, verdicts)) == {str(NO)} else None
    assert known(law, "judged", papers=papers) == expected


def test_one_paper_may_be_given_flat(law: Law) -> None:
    """The flat facts of a paper are a list of one."""
    assert known(law, "judged", facts={"request_form": "I-247A"}) == NO
    assert known(law, "judged", facts={"paper_issuer": "state_judge"}) == YES
    assert known(law, "judged", facts={"paper_signed": "yes"}) is None


HELD = {"booked_at": "2026-03-06T22:00-05:00", "released_at": "2026-03-09T10:30-04:00"}


def test_days_and_hours_between_two_moments(law: Law) -> None:
    """Hours are hours that passed, over the night the clocks change; days are days of the calendar; Monday is one
    business day later.
    """
    assert known(law, "held_hours", moments=HELD) == Range(((59.5, 59.5),))
    assert known(law, "held_days", moments=HELD) == Range(((3.0, 3.0),))
    assert known(law, "held_business", moments=HELD) == Range(((1.0, 1.0),))
    assert known(law, "age", facts={"offence_date": "2020-02-29"}) == Range(((6.5, 6.5),))


def test_one_moment_is_no_time_between(law: Law) -> None:
    """With an end missing nothing is known."""
    assert known(law, "held_hours", moments={"booked_at": HELD["booked_at"]}) is None
    assert known(law, "age", facts={"offence_date": {"between": ["2020-01-01", "2020-12-31"]}}) is None


def test_a_derived_fact_decides_by_what_is_known_of_it(tmp_path: Path) -> None:
    """A rule on years since a conviction is settled by a span of days that lies on one side of it."""
    text = ACT.replace(
        "{id: no-holds, modality: must_not}", "{id: no-holds, modality: must_not, unless: years <= 5}"
    ).replace("?}", "}")
    law = example(tmp_path, text)
    for span, expected in (
        (["2021-03-02", "2021-06-01"], ["not_addressed"]),
        (["2020-01-01", "2021-03-01"], ["prohibited"]),
        (["2021-03-01", "2021-03-02"], ["not_addressed", "prohibited"]),
    ):
        found = law.decide(encounter(convictions=[_felony({"between": span})]))["actions"]["hold_on_detainer"]
        assert found["outcomes"] == expected


def test_a_day_known_as_a_span_is_no_time_between(law: Law) -> None:
    """Only one single day tells how many years there are; a span of them tells nothing of it."""
    assert known(law, "age", facts={"offence_date": "2020-03-01"}) == Range(((6.0 + 0.5, 6.0 + 0.5),))
    assert known(law, "age", facts={"offence_date": "2020-03-02"}) == Range(((6.0, 6.0),))
    assert known(law, "age", facts={"offence_date": {"between": ["2020-03-01", "2020-03-02"]}}) is None
    assert known(law, "age", facts={"offence_date": {"between": ["2020-03-02", "2020-03-02"]}}) == Range(((6.0, 6.0),))
    two = Range(((737000.0, 737000.0), (737400.0, 737400.0)))
    read = read_encounter(encounter(), law.body)
    of_two = replace(read, facts={"offence_date": two})
    assert derive(law.body.derived["us/xx:act/age"], of_two, law.body) is None


def test_a_day_of_a_record_at_the_edge_of_a_span_is_told_apart(law: Law) -> None:
    """A record's day known from the last day before to the first day within may or may not match."""
    for days, expected in (
        (["2019-12-30", "2019-12-31"], NO),
        (["2019-12-31", "2020-01-01"], None),
        (["2020-01-01", "2021-12-31"], YES),
        (["2021-12-31", "2022-01-01"], None),
        (["2022-01-01", "2022-01-02"], NO),
        (["2019-01-01", "2023-01-01"], None),
    ):
        assert known(law, "lately", convictions=[{"date": {"between": days}}]) == expected, days


def test_a_count_is_at_least_what_is_sure_and_at_most_what_may_be(law: Law) -> None:
    """Of three records one is sure, one may be and one is not; a list that may go on has no most."""
    rows = [{"class": "felony", "juvenile": "no"}, {"class": "felony"}, {"class": "other"}]
    whole, more = (known(law, "felonies", convictions={"items": rows, "complete": c}) for c in ("yes", "no"))
    assert isinstance(whole, Range)
    assert isinstance(more, Range)
    assert (whole.spans[0][0], more.spans[0]) == (1.0, (1.0, NEVER))
    assert whole.spans[0][1] == 2.0


def test_of_very_many_doubtful_records_a_span_that_holds_every_completion_is_told(law: Law) -> None:
    """From the nth most recent of all that may count to the nth most recent of those that do; else it never was."""
    doubtful = [{"date": f"{2000 + n}-03-02"} for n in range(MANY_DOUBTFUL + 1)]
    last = 2026 - (2000 + MANY_DOUBTFUL)
    sure = [{"class": "felony", "date": f"{year}-03-02"} for year in (2001, 2003, 1990)]
    assert known(law, "second", convictions=doubtful) == Range(((last + 1.0, NEVER),))
    assert known(law, "second", convictions=[*doubtful, sure[0]]) == Range(((last + 1.0, NEVER),))
    assert known(law, "second", convictions=[*doubtful, *sure]) == Range(((last + 1.0, 25.0),))


def test_a_list_that_may_go_on_may_hold_a_later_match_and_never_an_earlier_first(law: Law) -> None:
    """From no time at all up to the latest that the records told leave possible, whichever of them count."""
    rows = [{"class": "felony", "date": "2016-03-02"}, {"date": "2020-03-02"}]
    told = {"items": rows, "complete": "no"}
    assert known(law, "second", convictions=told) == Range(((0.0, NEVER),))
    both = {"items": [{**r, "class": "felony"} for r in rows], "complete": "no"}
    assert known(law, "second", convictions=both) == Range(((0.0, 10.0),))


def test_dates_known_in_part_give_the_span_between_their_ends(law: Law) -> None:
    """The later end gives the fewer years; of a day nobody knows it may be any day up to now."""
    span = [{"class": "felony", "date": {"between": ["2016-03-02", "2020-03-01"]}}] * 2
    assert known(law, "second", convictions=span) == Range(((6.5, 10.0),))
    unknown = known(law, "second", convictions=[{"class": "felony"}] * 2)
    assert isinstance(unknown, Range)
    assert unknown.spans[0][0] == 0.0
    assert unknown.spans[-1][1] > 2000
