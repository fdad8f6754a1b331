"""How each kind of value is written as plain data, and what is refused on the way back."""

from __future__ import annotations

import json
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law.plain import (
    LIST,
    Codec,
    CodecError,
    anything,
    as_is,
    closed_list,
    day,
    exact,
    fixed,
    mapping,
    one_of,
    optional,
    series,
)
from comity.vocabulary.fact import Kind
from comity.vocabulary.modality import Modality

WORD, NUMBER = as_is(str), as_is(int)
NONE = type(None)


class Size(IntEnum):
    ONE = 1


class Word(StrEnum):
    YES = "yes"


@pytest.mark.parametrize(
    ("codec", "raw"),
    [
        (WORD, 1),
        (NUMBER, True),
        (NUMBER, "1"),
        (as_is(str, NONE), 0),
        (day(), "2026-02-10"),
        (day(), True),
        (day(), 0),
        (day(), 10**30),
        (closed_list(Modality), "mustn't"),
        (closed_list(Modality), ["must"]),
        (fixed([WORD, NUMBER]), ["a"]),
        (fixed([WORD, NUMBER]), ["a", 1, 2]),
        (fixed([WORD, NUMBER]), {"a": 1}),
        (series(WORD, tuple), ["a", 1]),
        (series(WORD, tuple), "ab"),
        (series(day(), tuple), [1, "2"]),
        (series(WORD, frozenset), [["a"]]),
        (mapping(WORD), {"a": 1}),
        (mapping(WORD), [["a", "b"]]),
        (optional(frozenset({NONE}), WORD), 1),
        (one_of(frozenset({NONE}), [str, int], [WORD, NUMBER]), [2, "a"]),
        (one_of(frozenset({NONE}), [str, int], [WORD, NUMBER]), [0, 1]),
        (one_of(frozenset({NONE}), [str, int], [WORD, NUMBER]), [-1, 1]),
        (one_of(frozenset({NONE}), [str, int], [WORD, NUMBER]), [0]),
        (one_of(frozenset({NONE}), [str, int], [WORD, NUMBER]), "a"),
        (anything(), {"at": 1}),
        (anything(), {}),
        (anything(), {"on": 1, "of": {}}),
        (anything(), {"on": "2026-02-10"}),
        (anything(), [1.5]),
    ],
)
def test_plain_data_of_another_type_is_refused(codec: Codec, raw: Any) -> None:
    """And never turned into something near it."""
    with pytest.raises(ValueError, match=r"\w"):
        codec.decode(raw)


@pytest.mark.parametrize(
    ("codec", "value"),
    [
        (WORD, Word.YES),
        (NUMBER, Size.ONE),
        (NUMBER, True),
        (closed_list(Modality), "must"),
        (closed_list(Modality), Kind.CHOICE),
        (series(WORD, tuple), ["a"]),
        (series(WORD, frozenset), ("a",)),
        (fixed([WORD]), ("a", "b")),
        (mapping(WORD), {1: "a"}),
        (one_of(frozenset({NONE}), [str], [WORD]), 1),
        (anything(), ("a",)),
        (anything(), {1: "a"}),
        (anything(), 1.5),
        (anything(), Word.YES),
    ],
)
def test_a_value_that_would_come_back_as_another_type_is_not_written(codec: Codec, value: Any) -> None:
    """What a type does not say is a mistake in the type, and is not papered over."""
    with pytest.raises(ValueError, match=r"\w"):
        codec.encode(value)


def test_two_types_that_look_the_same_as_plain_data_have_no_codec() -> None:
    """A reader could not tell which one was meant."""
    with pytest.raises(TypeError, match="look the same"):
        optional(frozenset({str}), closed_list(Modality))


def test_exact_takes_no_type_below() -> None:
    """`True` is an int to Python, and no number to the law."""
    assert exact(1, int) == 1
    with pytest.raises(CodecError, match="bool where int belongs"):
        exact(True, int)


def test_a_set_is_written_in_order() -> None:
    """The same set gives the same bytes on every machine."""
    assert series(WORD, frozenset).encode(frozenset("dacb")) == ["a", "b", "c", "d"]


SCALARS = st.none() | st.booleans() | st.integers() | st.text()
WRITTEN = st.recursive(
    SCALARS | st.dates(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text() | st.sampled_from(["on", "of"]), inside),
    max_leaves=12,
)


@given(WRITTEN)
def test_whatever_a_hypothetical_may_hold_comes_back_as_it_was(value: Any) -> None:
    """Days too, and mappings with the very words that mark a day or a mapping."""
    codec = anything()
    back = codec.decode(json.loads(json.dumps(codec.encode(value))))
    assert repr(back) == repr(value)


@given(st.lists(st.none() | st.text() | st.dates() | st.sampled_from(Modality), max_size=6))
def test_values_of_several_types_come_back_as_the_types_they_were(values: list[Any]) -> None:
    """A word that is spelled like a modality stays a word."""
    one = one_of(frozenset({NONE, str}), [date, Modality], [day(), closed_list(Modality)])
    codec = series(one, tuple)
    back = codec.decode(json.loads(json.dumps(codec.encode(tuple(values)))))
    assert [(type(v), v) for v in back] == [(type(v), v) for v in values]


def test_a_codec_says_what_it_reads() -> None:
    """So that a row can be judged before it is read."""
    assert optional(frozenset({NONE}), series(WORD, tuple)).takes == LIST | {NONE}
