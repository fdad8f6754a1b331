"""Records some of whose fields are read when one of them is first asked for."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, fields, replace
from typing import Any

import pytest

from comity.law.deferred import deferred
from comity.law.place import NamedAgency

KINDS = frozenset({"jail"})
WHOLE = NamedAgency("us/xx/county-jail", "County Jail", KINDS)


class Source:
    """Where the fields put off come from; counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, str]] = []

    def __call__(self, rest: int, record: NamedAgency) -> list[Any]:
        self.asked.append((rest, record.id))
        return ["County Jail", KINDS]


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def late(source: Source) -> NamedAgency:
    """Return the agency with its name and kinds put off."""
    made: NamedAgency = deferred(NamedAgency, ["name", "kinds"], source)(["us/xx/county-jail", 7])
    return made


def test_nothing_is_read_for_what_is_there(late: NamedAgency, source: Source) -> None:
    """Nor for what no such record has."""
    assert late.id == "us/xx/county-jail"
    assert isinstance(late, NamedAgency)
    with pytest.raises(AttributeError, match="nickname"):
        late.nickname  # type: ignore[attr-defined]  # noqa: B018 - it is not there
    assert source.asked == []


def test_what_was_put_off_is_read_once(late: NamedAgency, source: Source) -> None:
    """One field brings the others with it."""
    assert (late.kinds, late.name, late.kinds) == (KINDS, "County Jail", KINDS)
    assert source.asked == [(7, "us/xx/county-jail")]
    with pytest.raises(AttributeError, match="nickname"):
        late.nickname  # type: ignore[attr-defined]  # noqa: B018 - it is not there


@pytest.mark.parametrize(
    "use",
    [
        lambda a: a == WHOLE,
        lambda a: (a != WHOLE) is False,
        lambda a: next(iter({WHOLE})) == a,
        lambda a: [WHOLE].index(a) == 0,
        lambda a: {WHOLE: 1}.get(a) == 1,
        lambda a: {a: 1}.get(WHOLE) == 1,
        lambda a: repr(a) == repr(WHOLE),
        lambda a: copy.deepcopy(a) == WHOLE,
        lambda a: type(pickle.loads(pickle.dumps(a))) is NamedAgency,  # noqa: S301 - our own
        lambda a: pickle.loads(pickle.dumps(a)) == WHOLE,  # noqa: S301 - our own
        lambda a: replace(a, id="b") == replace(WHOLE, id="b"),
        lambda a: (
            {f.name: getattr(a, f.name) for f in fields(a)} == {f.name: getattr(WHOLE, f.name) for f in fields(WHOLE)}
        ),
    ],
)
def test_it_is_as_good_as_the_whole_one(late: NamedAgency, use: Callable[[NamedAgency], bool]) -> None:
    """Equal from both sides, found under the same key, printed and copied the same."""
    assert use(late)


def test_it_differs_where_the_whole_one_would(late: NamedAgency) -> None:
    """In a field that is there, in one that was put off, and from another kind of thing."""
    assert late != replace(WHOLE, id="us/xx/other-jail")
    assert replace(WHOLE, name="Other Jail") != late
    assert late != ("us/xx/county-jail", "County Jail", KINDS)


def test_two_that_are_put_off_are_compared_in_full() -> None:
    """The same id does not make two records the same."""

    def of(name: str) -> NamedAgency:
        made: NamedAgency = deferred(NamedAgency, ["name"], lambda _, __: [name])(["a", KINDS, 0])
        return made

    assert of("County Jail") == of("County Jail")
    assert of("County Jail") != of("Town Jail")


def test_it_cannot_be_written_to(late: NamedAgency) -> None:
    """Law is never changed in place, read or unread."""
    for name in ("id", "name"):
        with pytest.raises((FrozenInstanceError, TypeError)):
            setattr(late, name, "x")


def test_a_reading_that_fails_leaves_it_as_it_was(source: Source) -> None:
    """The next who asks gets another try, not half a record."""
    torn = [OSError("torn")]

    def read(rest: int, record: NamedAgency) -> list[Any]:
        if torn:
            raise torn.pop()
        return source(rest, record)

    late = deferred(NamedAgency, ["name", "kinds"], read)(["a", 7])
    with pytest.raises(OSError, match="torn"):
        late.name  # noqa: B018 - the reading fails
    assert late.name == "County Jail"
    assert source.asked == [(7, "a")]


def test_a_record_of_records_may_be_put_off_too() -> None:
    """Reading one says nothing of the other."""

    @dataclass(frozen=True, slots=True)
    class Town:
        name: str
        jail: NamedAgency

    source = Source()
    jail = deferred(NamedAgency, ["name", "kinds"], source)(["us/xx/county-jail", 7])
    town = deferred(Town, ["jail"], lambda _, __: [jail])(["Some Town", 1])
    assert town.jail.id == "us/xx/county-jail"
    assert source.asked == []
    assert town == Town("Some Town", WHOLE)
