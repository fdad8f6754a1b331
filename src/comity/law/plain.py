"""How a word, a day, a list of them is written as plain data and read back; nothing of another type comes out.

A reader would expect `True` where 1 is allowed, or a word beyond a closed list: types are exact, and lists are closed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import NoneType
from typing import Any

Plain = Any
Turn = Callable[[Any], Any]
AS_IS = (str, int, bool, NoneType)
LIST = frozenset({list})
_DAY, _MAPPING = "on", "of"


class CodecError(ValueError):
    """Plain data that no value of the type has, or a value that its type does not allow."""


@dataclass(frozen=True, slots=True)
class Codec:
    """How one type is written and read; both raise CodecError, or another ValueError, for what is not of it.

    `takes` are the exact types of plain data it reads; `whole` says that these are the value itself.
    """

    takes: frozenset[type]
    encode: Turn
    decode: Turn
    whole: bool = False


def exact(value: Any, kind: type) -> Any:
    """Return the value. Raise CodecError unless it is of this type and not of one below it."""
    if type(value) is not kind:
        raise CodecError(f"{type(value).__name__} where {kind.__name__} belongs")
    return value


def as_is(*takes: type) -> Codec:
    """Return the codec of scalars.

    >>> as_is(int).decode(True)
    Traceback (most recent call last):
    comity.law.plain.CodecError: bool does not belong here
    """
    kinds = frozenset(takes)

    def same(value: Any) -> Any:
        if type(value) not in kinds:
            raise CodecError(f"{type(value).__name__} does not belong here")
        return value

    return Codec(kinds, same, same, whole=True)


def day() -> Codec:
    """Return the codec of a day: its number in the calendar."""
    return Codec(frozenset({int}), lambda value: exact(value, date).toordinal(), _to_day)


def _to_day(raw: Plain) -> date:
    try:
        return date.fromordinal(exact(raw, int))
    except OverflowError:
        raise CodecError(f"{raw} is the number of no day") from None


def closed_list(kind: type[Enum]) -> Codec:
    """Return the codec of an enumeration of words."""
    members: dict[str, Enum] = {m.value: m for m in kind}

    def decode(raw: Plain) -> Enum:
        found = members.get(exact(raw, str))
        if found is None:
            raise CodecError(f"{raw} is no {kind.__name__}")
        return found

    return Codec(frozenset({str}), lambda value: exact(value, kind).value, decode)


def optional(scalars: frozenset[type], part: Codec) -> Codec:
    """Return the codec of one type or else a scalar. Raise TypeError when plain data does not tell them apart."""
    if scalars & part.takes:
        raise TypeError("no codec for types that look the same as plain data")
    turn, back = part.encode, part.decode
    return Codec(
        scalars | part.takes,
        lambda value: value if type(value) in scalars else turn(value),
        lambda raw: raw if type(raw) in scalars else back(raw),
    )


def one_of(scalars: frozenset[type], kinds: Sequence[type], parts: Sequence[Codec]) -> Codec:
    """Return the codec of a value of one of several types, each told by its place among them."""
    place = {kind: at for at, kind in enumerate(kinds)}
    back = {at: part.decode for at, part in enumerate(parts)}

    def encode(value: Any) -> Plain:
        if type(value) in scalars:
            return value
        at = place.get(type(value))
        if at is None:
            raise CodecError(f"{type(value).__name__} does not belong here")
        return [at, parts[at].encode(value)]

    def decode(raw: Plain) -> Any:
        if type(raw) in scalars:
            return raw
        at, inside = exact(raw, list)
        turn = back.get(exact(at, int))
        if turn is None:
            raise CodecError(f"no type number {at} here")
        return turn(inside)

    return Codec(scalars | LIST, encode, decode)


def fixed(parts: Sequence[Codec]) -> Codec:
    """Return the codec of a tuple of so many values, each of its own type."""

    def encode(value: Any) -> Plain:
        return [part.encode(v) for part, v in zip(parts, exact(value, tuple), strict=True)]

    def decode(raw: Plain) -> Any:
        return tuple([part.decode(v) for part, v in zip(parts, exact(raw, list), strict=True)])

    return Codec(LIST, encode, decode)


def series(part: Codec, made: type) -> Codec:
    """Return the codec of a tuple of any length, or of a frozenset, which is written in order."""
    turn, takes = part.decode, part.takes

    def encode(value: Any) -> Plain:
        plain = [part.encode(v) for v in exact(value, made)]
        return sorted(plain) if made is frozenset else plain

    def decode(raw: Plain) -> Any:
        if not part.whole:
            return made(map(turn, exact(raw, list)))
        if not takes.issuperset(map(type, exact(raw, list))):
            raise CodecError("a list of other types")
        return made(raw)

    return Codec(LIST, encode, decode)


def mapping(part: Codec) -> Codec:
    """Return the codec of a mapping from words; its order is kept."""

    def encode(value: Any) -> Plain:
        return {exact(k, str): part.encode(v) for k, v in exact(value, dict).items()}

    def decode(raw: Plain) -> Any:
        return {k: part.decode(v) for k, v in exact(raw, dict).items()}

    return Codec(frozenset({dict}), encode, decode)


def anything() -> Codec:
    """Return the codec of what a hypothetical gives as facts: scalars, days, and lists and mappings of them.

    A day and a mapping are both written as a mapping of one key, which says what it is.
    """
    return Codec(frozenset({*AS_IS, list, dict}), _from_any, _to_any)


def _from_any(value: Any) -> Plain:
    if type(value) in AS_IS:
        return value
    if type(value) is date:
        return {_DAY: value.toordinal()}
    if type(value) is dict:
        return {_MAPPING: {exact(k, str): _from_any(v) for k, v in value.items()}}
    return [_from_any(v) for v in exact(value, list)]


def _to_any(raw: Plain) -> Any:
    if type(raw) in AS_IS:
        return raw
    if type(raw) is list:
        return [_to_any(v) for v in raw]
    ((kind, inside),) = exact(raw, dict).items()
    if kind == _DAY:
        return _to_day(inside)
    if kind != _MAPPING:
        raise CodecError(f"no value of the kind {kind}")
    return {k: _to_any(v) for k, v in exact(inside, dict).items()}
