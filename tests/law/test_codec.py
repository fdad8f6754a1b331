"""Whole values of the law as plain data and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.example_law import example
from tests.law.exactly import unlike

from comity.condition.tree import All, Not, Tree
from comity.condition.tree import Any as Either
from comity.condition.tree import Test as Single
from comity.law.body import Body
from comity.law.codec import DAMAGED, Apart, Codecs, to_json
from comity.law.load import read_body
from comity.law.place import Official
from comity.law.provision import Clock, Duty, Pattern
from comity.law.selector import Selector
from comity.vocabulary.modality import Modality

ACT = """
instrument: act
provisions:
  - id: no-hold
    modality: must_not
    when: written_request
    unless: exigent or minor
    says: Nobody is kept past release for a detainer.
    despite: [may-hold]
  - id: may-hold
    modality: may
    says: A jail may hold, says §1.
  - id: report
    modality: must
    duty: {what: periodic_report, to: [city_clerk], clock: {each: year, by: 12-31, nil: required}}
    says: The jail reports.
hypotheticals:
  - says: A jail may not keep a person.
    agency: jail
    on: 2026-03-02
    facts: {written_request: yes}
    expect: {hold_on_detainer: {presumed: [prohibited], because: [no-hold]}}
"""
TESTS = st.builds(Single, st.text(), st.sampled_from(["in", "<="]), st.lists(st.text() | st.integers()).map(tuple))
TREES: st.SearchStrategy[Any] = st.recursive(
    TESTS,
    lambda part: (
        st.builds(Not, part)
        | st.builds(All, st.lists(part, max_size=3).map(tuple))
        | st.builds(Either, st.lists(part, max_size=3).map(tuple))
    ),
    max_leaves=8,
)


@dataclass(frozen=True, slots=True)
class Undated:
    """A dataclass of a type that plain data cannot hold."""

    when: float


def there_and_back(value: Any, hint: Any, codecs: Codecs | None = None) -> Any:
    """Return a value read from what it was written as."""
    codec = (codecs or Codecs()).of(hint)
    return codec.decode(json.loads(to_json(codec.encode(value))))


@pytest.mark.parametrize("hint", [Undated, float, bytes, list[str], dict[int, str], tuple[float, ...], object])
def test_a_type_that_plain_data_cannot_hold_has_no_codec(hint: Any) -> None:
    """It is refused when the codec is made, before anything is written."""
    with pytest.raises(TypeError, match=r"no codec for|float"):
        Codecs().of(hint)


@pytest.mark.parametrize(
    "row", [None, {}, [], ["Mayor"], ["Mayor", [], 1], ["Mayor", [1], ""], ["Mayor", "x", ""], ["a", [], "", ""]]
)
def test_a_row_of_another_shape_is_no_record(row: Any) -> None:
    """Each value is where its field is, and of its type."""
    with pytest.raises(DAMAGED):
        Codecs().of(Official).decode(row)


def test_a_row_that_fits_says_nothing_of_the_next() -> None:
    """Every row is judged, the quick way or the long one."""
    codec = Codecs().of(Official)
    assert codec.decode(["Mayor", ["ordinance"], "x"]) == Official("Mayor", ("ordinance",), "x")
    with pytest.raises(DAMAGED):
        codec.decode(["Mayor", ["ordinance"], None])
    with pytest.raises(DAMAGED):
        codec.decode(["Mayor", [7], "x"])


def test_another_dataclass_with_the_same_fields_is_not_written() -> None:
    """What would come back is of the type that was asked for."""

    @dataclass(frozen=True, slots=True)
    class Officer:
        who: str
        controls: tuple[str, ...]
        says: str

    with pytest.raises(DAMAGED):
        Codecs().of(Official).encode(Officer("a", (), ""))


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (Selector(), Selector),
        (Selector(frozenset({"b", "a"}), places=("us/xx",), apart=Selector(apart=Selector())), Selector),
        (Duty("copy", ("person",), Clock(earliest_of=(Clock("a", 1), Clock(by=(12, 31), on=date(2026, 1, 1))))), Duty),
        (Pattern(modality=frozenset({Modality.MUST, Modality.MAY}), place="above"), Pattern),
        ({"a": (frozenset({"x"}), True)}, dict[str, tuple[frozenset[str], bool]]),
        (All(()), Tree),
        (Either(()), Tree),
    ],
)
def test_a_value_comes_back_as_it_was(value: Any, hint: Any) -> None:
    """Those that hold their own kind too."""
    assert unlike(there_and_back(value, hint), value) == []


@given(TREES)
def test_a_condition_comes_back_as_it_was(tree: Tree) -> None:
    """All is not any, and the text 1 is not the number."""
    assert unlike(there_and_back(tree, Tree), tree) == []


def test_a_small_law_comes_back_as_it_was(tmp_path: Path) -> None:
    """Every field of every value, to the last type and the order of every list."""
    body = example(tmp_path, ACT).body
    back = there_and_back(body, Body)
    assert back == body
    assert unlike(back, body) == []


@pytest.mark.slow
def test_the_law_of_this_checkout_comes_back_as_it_was() -> None:
    """Whatever real law makes of the types; read from its files, since a body from the cache has come back already."""
    body, problems = read_body()
    assert problems == []
    assert unlike(there_and_back(body, Body), body) == []


def test_fields_that_are_put_off_come_back_when_they_are_asked_for() -> None:
    """They lie apart, in the order in which they were written."""
    apart = Apart(bytearray(), lambda _: pytest.fail("nothing is damaged"))
    officials = (Official("Mayor", ("ordinance",), "proposes"), Official("Council", (), "§ makes"))
    codecs = Codecs({Official: frozenset({"says", "controls"})}, apart)
    back = there_and_back(officials, tuple[Official, ...], codecs)
    assert b"proposes" in apart.data
    assert [o.who for o in back] == ["Mayor", "Council"]
    kept = bytes(apart.data)
    apart.data.clear()
    apart.data.extend(kept.replace(b"proposes", b"disposes"))
    assert [o.says for o in back] == ["disposes", "§ makes"]
    assert unlike(back[1], officials[1]) == []


@pytest.mark.parametrize("damage", [b"", b"[", b'{"a":1}', b"[1,2]", b'[["ordinance"],7]', b"\xff\xfe"])
def test_fields_put_off_that_are_damaged_come_from_the_source(damage: bytes) -> None:
    """Whatever stands where they should be."""
    mayor = Official("Mayor", ("ordinance",), "proposes")
    asked = []

    def instead(record: Official) -> Official:
        asked.append(record.who)
        return mayor

    apart = Apart(bytearray(), instead)
    back = there_and_back(mayor, Official, Codecs({Official: frozenset({"says", "controls"})}, apart))
    size = len(apart.data)
    apart.data[:] = damage.ljust(size)[:size] if damage else b""
    assert back.says == "proposes"
    assert asked == ["Mayor"]
    assert back == mayor


@pytest.mark.parametrize("where", [(-1, 3), (0, 0), (0, -1), (1, 4), (9, 1)])
def test_nothing_is_read_from_outside_of_what_was_put_apart(where: tuple[int, int]) -> None:
    """A wrong place is damage, and not some other record's text."""
    with pytest.raises(DAMAGED):
        Apart(bytearray(b"1234"), lambda record: record).get(where)


def test_plain_data_is_written_in_ascii_and_without_what_is_no_number() -> None:
    """So that it can be read anywhere."""
    assert to_json(["§", {"a": 1}]) == b'["\\u00a7",{"a":1}]'
    with pytest.raises(ValueError, match="JSON"):
        to_json(float("nan"))
