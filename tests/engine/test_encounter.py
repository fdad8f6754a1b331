"""An encounter is read with every wrong word named; what is not given is unknown."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.engine.encounter import KEYS, Encounter, read_encounter
from comity.engine.known import Known, Members, Range, Values
from comity.law.body import Body
from comity.vocabulary.errors import InputError
from tests.example_law import encounter, example, real_body

GOOD: dict[str, Any] = {"place": "us/ma", "agency": "jail", "on": "2026-03-02"}


def reading(body: Body, **more: Any) -> Encounter:
    return read_encounter(GOOD | more, body)


def fact(body: Body, name: str, value: Any) -> Known | None:
    return reading(body, facts={name: value}).facts.get(name)


def wrong(body: Body, **more: Any) -> str:
    with pytest.raises(InputError) as caught:
        reading(body, **more)
    return str(caught.value)


@pytest.mark.parametrize("value", [None, "", "unknown"])
def test_what_is_not_known_is_not_there(body: Body, value: Any) -> None:
    """An empty cell, a null and the word unknown say nothing; none of them is no."""
    assert reading(body, facts={"minor": value, "purposes": value, "request_form": value}).facts == {}


def test_the_least_an_encounter_needs(body: Body) -> None:
    """Place, agency and day are enough; everything else may be unknown."""
    found = reading(body)
    assert (found.who.place, set(found.who.kinds), found.on) == ("us/ma", {"jail"}, date(2026, 3, 2))
    assert (found.facts, found.lists, found.moments, found.actions, found.known_at) == ({}, {}, {}, (), None)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"agencyy": "jail"}, "unknown key `agencyy`; did you mean `agency`?"),
        ({"place": "us/ma/Boston"}, "`us/ma/Boston` is not a place; did you mean `us/ma/boston`?"),
        ({"place": None}, "`` is not a place"),
        ({"agency": "jial"}, "unknown agency `jial`; did you mean `jail`?"),
        ({"agency": ["jail", "sherif"]}, "unknown agency `sherif`; did you mean `sheriff`?"),
        ({"agency": None}, "`agency` is missing"),
        ({"on": None}, "`on`: `` is not a date"),
        ({"on": "2026-02-30"}, "`on`: `2026-02-30` is not a day of the calendar"),
        ({"known_at": "yesterday"}, "`known_at`: `yesterday` is not a date"),
        ({"actions": ["hold_for_ice"]}, "unknown action `hold_for_ice`"),
        ({"facts": {"release_du": "yes"}}, "unknown fact `release_du`; did you mean `release_due`?"),
        ({"facts": {"release_due": "maybe"}}, "unknown value `maybe` of `release_due`; did you mean `yes`?"),
        ({"facts": {"request_form": "I-247B"}}, "unknown value `I-247B` of `request_form`; did you mean `I-247"),
        ({"facts": {"purposes": ["benefits"]}}, "unknown value `benefits` of `purposes`; did you mean `benefit`?"),
        ({"facts": {"purposes": {"with": ["benefit"]}}}, "`purposes` is known in part by `has` and `lacks`"),
        ({"facts": {"minor": {"some_of": ["yes"]}}}, "`minor` is known in part by `one_of` or `not`"),
        ({"facts": {"minor": ["yes", "no"]}}, "unknown value `['yes', 'no']` of `minor`"),
        ({"facts": {"offence_date": "2026-02-30"}}, "`offence_date`: `2026-02-30` is not a day of the calendar"),
        (
            {"facts": {"offence_date": {"between": ["2026-02-02", "2026-02-01"]}}},
            "`offence_date`: the range is the wrong way round",
        ),
        (
            {"facts": {"offence_date": {"around": "2026-02-01"}}},
            "`offence_date` is known in part by `between: [low, high]`",
        ),
        ({"facts": {"request_at": "2026-02-10T02:40-05:00"}}, "`request_at` is a moment; give it under `moments`"),
        (
            {"moments": {"request_at": "2026-02-10T02:40"}},
            "`request_at`: `2026-02-10T02:40` is not a moment with its offset",
        ),
        (
            {"moments": {"reqest_at": "2026-02-10T02:40-05:00"}},
            "unknown moment `reqest_at`; did you mean `request_at`?",
        ),
        ({"papers": ["I-247A"]}, "an entry of `papers` is a mapping of form, issuer"),
        ({"papers": [{"from": "I-247A"}]}, "unknown field `from` of `papers`; did you mean `form`?"),
        ({"papers": [{"form": "I-247Z"}]}, "unknown value `I-247Z` of `request_form`; did you mean `I-247"),
        ({"convictions": [{"date": "1.1.2020"}]}, "`convictions.date`: `1.1.2020` is not a date"),
    ],
)
def test_a_wrong_word_is_named_with_the_nearest_right_one(body: Body, more: dict[str, Any], message: str) -> None:
    """Nothing that is not understood is passed over."""
    told = wrong(body, **more)
    assert message in told
    assert all(line.startswith("encounter: ") for line in told.splitlines())


@pytest.mark.parametrize("name", ["status", "immigration_status", "citizenship", "reading:nothing"])
def test_no_fact_named_status_can_be_given(body: Body, name: str) -> None:
    """There is no field for anyone's status, whatever it is called, and none is offered instead."""
    told = wrong(body, facts={name: "any"})
    assert f"unknown fact `{name}`" in told
    assert "did you mean `status`" not in told
    assert "`status`" not in told.split(";", 1)[1]


def test_every_problem_is_told_at_once(body: Body) -> None:
    """Who mends an encounter mends it once."""
    told = wrong(body, agency="jial", on="soon", facts={"minro": "yes", "release_due": "maybe"}).splitlines()
    assert len(told) == 4


def test_what_is_no_mapping_is_no_encounter(body: Body) -> None:
    """A list, a text or a number is told what an encounter is."""
    wrongs: list[Any] = [[], "us/ma", 5, None]
    for data in wrongs:
        with pytest.raises(InputError, match="an encounter is a mapping with place, agency, on and facts"):
            read_encounter(data, body)


@pytest.mark.parametrize("key", ["facts", "moments"])
@pytest.mark.parametrize("value", [["minor"], "minor", 5])
def test_facts_that_are_no_mapping_are_told_so(body: Body, key: str, value: Any) -> None:
    """A list of facts is bad input like any other, not a crash."""
    assert f"`{key}`" in wrong(body, **{key: value})


@pytest.mark.parametrize("key", ["on", "known_at"])
def test_a_day_given_as_a_moment_is_that_day_or_is_refused(body: Body, key: str) -> None:
    """A log's column of moments is no column of days, but it is no crash either."""
    try:
        found = reading(body, **{key: datetime(2026, 3, 2, 4, 5, tzinfo=UTC)})
    except InputError as error:
        found = None
        assert f"`{key}`" in str(error)  # noqa: PT017 - either is right
    assert found is None or type(getattr(found, key)) is date


@pytest.mark.parametrize(
    ("given", "value"), [(True, "yes"), ("TRUE", "yes"), (1, "yes"), (False, "no"), ("No", "no"), ("0", "no")]
)
def test_yes_and_no_are_read_in_the_ways_logs_write_them(body: Body, given: Any, value: str) -> None:
    """A log writes true, 1 or Yes."""
    assert fact(body, "minor", given) == Values(frozenset({value}))


def test_a_choice_may_be_known_in_part(body: Body) -> None:
    """One of these, or not that."""
    assert fact(body, "order_lodged", {"one_of": ["none", "judge_signed"]}) == Values(
        frozenset({"none", "judge_signed"})
    )
    assert fact(body, "order_lodged", {"not": "none"}) == Values(frozenset({"administrative", "judge_signed"}))


def test_a_set_may_be_known_in_part(body: Body) -> None:
    """A list is the whole set; has and lacks leave the rest unknown."""
    others = frozenset(body.facts["purposes"].values) - {"benefit"}
    assert fact(body, "purposes", ["benefit"]) == Members(frozenset({"benefit"}), others)
    assert fact(body, "purposes", {"has": "benefit"}) == Members(frozenset({"benefit"}), frozenset())
    assert fact(body, "purposes", {"lacks": ["benefit"]}) == Members(frozenset(), frozenset({"benefit"}))
    assert fact(body, "purposes", []) == Members(frozenset(), others | {"benefit"})


def test_a_day_may_be_known_as_a_span(body: Body) -> None:
    """Between two days, both of them included; a moment that is a day may stand under moments too."""
    low, high = date(2026, 1, 1).toordinal(), date(2026, 1, 31).toordinal()
    assert fact(body, "offence_date", {"between": ["2026-01-01", "2026-01-31"]}) == Range(((low, high),))
    assert reading(body, moments={"offence_date": "2026-01-01"}).facts["offence_date"] == Range(((low, low),))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("minor", {"not": ["yes", "no"]}),
        ("minor", {"one_of": []}),
        ("purposes", {"has": ["benefit"], "lacks": ["benefit"]}),
    ],
)
def test_what_leaves_no_value_is_refused(body: Body, name: str, value: Any) -> None:
    """A fact has a value; who rules out all of them has made a mistake."""
    assert f"`{name}`" in wrong(body, facts={name: value})


def test_a_list_may_be_marked_incomplete(body: Body) -> None:
    """There may be more records than those shown."""
    plain = reading(body, convictions=[{"class": "felony"}]).lists["convictions"]
    part = reading(body, convictions={"items": [{"class": "felony"}], "complete": "no"}).lists["convictions"]
    assert (plain.complete, part.complete) == (True, False)
    assert plain.items == part.items == ({"class": Values(frozenset({"felony"}))},)


def test_an_empty_list_is_known_to_be_empty(body: Body) -> None:
    """No convictions is knowledge; no list is none."""
    assert reading(body, convictions=[]).lists["convictions"].items == ()
    assert "convictions" not in reading(body, convictions=None).lists


def test_a_derived_fact_may_be_answered_by_its_short_name_where_only_one_has_it(body: Body) -> None:
    """A person at a desk may answer the derived fact itself."""
    shorts: dict[str, list[str]] = {}
    for name, derived in body.derived.items():
        if derived.form == "any":
            shorts.setdefault(name.rsplit("/", 1)[1], []).append(name)
    one = next(full[0] for short, full in shorts.items() if len(full) == 1 and short not in body.facts)
    assert reading(body, facts={one.rsplit("/", 1)[1]: "yes"}).facts == {one: Values(frozenset({"yes"}))}
    assert reading(body, facts={one: "yes"}).facts == {one: Values(frozenset({"yes"}))}


def test_years_since_known_by_whole_years_include_the_part_year(body: Body) -> None:
    """Five years ago is between the fifth anniversary and the sixth."""
    since = next((n for n, d in body.derived.items() if d.form == "since"), None)
    assert since is not None
    assert fact(body, since, "5") == Range(((5.0, 5.5),))
    assert fact(body, since, "never") == Range(((float("inf"), float("inf")),))
    assert "`five` is not a whole number" in wrong(body, facts={since: "five"})


def test_several_kinds_are_one_agency_of_all_of_them(body: Body) -> None:
    """A sheriff may run the jail; a named agency brings its kinds."""
    assert reading(body, agency=["sheriff", "jail"]).who.kinds == {"sheriff", "jail"}
    named = next(iter(body.agencies.values()))
    assert reading(body, agency=None, agency_id=named.id).who.kinds == named.kinds


@given(
    st.dictionaries(
        st.one_of(st.sampled_from(KEYS), st.text(max_size=8)),
        st.one_of(
            st.none(), st.text(max_size=12), st.integers(), st.booleans(), st.lists(st.text(max_size=5), max_size=3)
        ),
        max_size=6,
    )
)
def test_any_mapping_is_read_or_told_what_is_wrong(data: dict[str, Any]) -> None:
    """No encounter made of words, numbers and lists ends in a crash."""
    with suppress(InputError):
        read_encounter(data, real_body())


@given(
    st.text(max_size=15),
    st.one_of(
        st.text(max_size=15),
        st.integers(),
        st.dictionaries(
            st.sampled_from(["one_of", "not", "between", "has", "lacks"]),
            st.lists(st.text(max_size=5), max_size=3),
            max_size=2,
        ),
    ),
)
def test_any_fact_with_any_value_is_read_or_told_what_is_wrong(name: str, value: Any) -> None:
    """Facts come from logs and forms; whatever they hold, the message says which word it was."""
    for fact_name in (name, "minor", "request_form", "purposes", "offence_date"):
        told = ""
        try:
            reading(real_body(), facts={fact_name: value})
        except InputError as error:
            told = str(error)
        assert all(len(line) < 400 for line in told.splitlines())


def test_years_since_what_never_was_have_no_part_year(tmp_path: Path) -> None:
    """Never is later than every bound, and nothing is added to it."""
    text = """
    instrument: act
    derived:
      years: {is: "since(convictions, class == 'felony')", question: Years since a felony}
    provisions:
      - {id: ban, modality: must_not, when: years > 5}
    """
    body = example(tmp_path, text).body
    never, infinite = (read_encounter(encounter(facts={"years": v}), body).facts for v in ("never", "3"))
    assert never["us/xx:act/years"] == Range(((float("inf"), float("inf")),))
    assert infinite["us/xx:act/years"] == Range(((3.0, 3.5),))


def test_every_wrong_entry_of_a_list_is_told_and_the_right_ones_are_read_on(body: Body) -> None:
    """An entry that is no mapping or has an unknown field or value does not hide the one after it."""
    with pytest.raises(InputError) as caught:
        read_encounter(
            encounter(convictions=["felony", {"clas": "felony", "class": "fellony"}, 7, {"jurisdicton": "x"}]), body
        )
    told = [p.what for p in caught.value.problems]
    assert len(told) == 5, told
    assert sum("an entry of `convictions` is a mapping" in t for t in told) == 2
    for word in ("`clas`", "`fellony`", "`jurisdicton`"):
        assert sum(word in t for t in told) == 1


def test_every_wrong_moment_member_and_part_is_told(body: Body) -> None:
    """One wrong name does not hide the next."""
    with pytest.raises(InputError) as caught:
        read_encounter(
            encounter(
                moments={"request_att": "2026-03-02T10:00-05:00", "request_at": "soon", "boked_at": "2026-03-02"},
                facts={"purposes": {"hass": ["civil_immigration"], "has": ["civl"], "lack": []}},
            ),
            body,
        )
    told = "\n".join(p.what for p in caught.value.problems)
    for word in ("`request_att`", "`request_at`", "`boked_at`", "`civl`"):
        assert word in told
    assert told.count("is known in part by `has` and `lacks`") == 2
