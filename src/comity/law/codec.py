"""Values of the law as plain data and back, by what their types say.

A reader would take the plain data for a format of its own. It is none: it follows the dataclasses field by field, in
their order, so it is good for the code that wrote it and for no other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from comity.law.deferred import deferred
from comity.law.plain import (
    AS_IS,
    LIST,
    Codec,
    CodecError,
    Plain,
    Turn,
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

# What reading damaged data can raise; nothing else is caught, so that a mistake of ours shows.
DAMAGED = (ValueError, TypeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Apart:
    """Fields that are put off, written one behind the other, each found by its start and length.

    `instead` returns a record in full from its source, should what stands here be damaged.
    """

    data: bytearray
    instead: Callable[[Any], Any]

    def put(self, plain: Plain) -> tuple[int, int]:
        """Keep plain data and return where it is."""
        part = to_json(plain)
        self.data.extend(part)
        return len(self.data) - len(part), len(part)

    def get(self, where: tuple[int, int]) -> Plain:
        """Return the plain data that was put there. Raise ValueError when there is none."""
        start, length = where
        if not 0 <= start < start + length <= len(self.data):
            raise CodecError(f"nothing at {where}")
        return json.loads(self.data[start : start + length])


def to_json(plain: Plain) -> bytes:
    """Return plain data as text in ASCII."""
    return json.dumps(plain, separators=(",", ":"), allow_nan=False).encode("ascii")


class Codecs:
    """The codec of each type met, made once.

    Of the dataclasses in `put_off` the fields named go to `apart`, and come back when one of them is first asked for.

    >>> codec = Codecs().of(tuple[date, ...])
    >>> codec.encode((date(2026, 2, 10),)), codec.decode([739657])
    ([739657], (datetime.date(2026, 2, 10),))
    """

    def __init__(self, put_off: Mapping[type, frozenset[str]] | None = None, apart: Apart | None = None) -> None:
        self._put_off, self._apart = put_off or {}, apart
        self._made: dict[Any, Codec] = {}

    def of(self, hint: Any) -> Codec:
        """Return the codec of a type. Raise TypeError for a type that plain data cannot hold."""
        found = self._made.get(hint)
        if found is None:
            single = isinstance(hint, type) and not get_args(hint) and hint is not Any
            found = self._made[hint] = self._one(hint) if single else self._many(hint)
        return found

    def _one(self, hint: type) -> Codec:
        if hint in AS_IS:
            return as_is(hint)
        if hint is date:
            return day()
        if issubclass(hint, Enum):
            return closed_list(hint)
        if is_dataclass(hint):
            return self._record(hint)
        raise TypeError(f"no codec for {hint}")

    def _many(self, hint: Any) -> Codec:
        origin, parts = get_origin(hint), get_args(hint)
        if hint is Any:
            return anything()
        if origin in (Union, UnionType):
            return self._union(parts)
        if origin is tuple and parts[1:] != (...,):
            return fixed([self.of(p) for p in parts])
        if origin in (tuple, frozenset):
            return series(self.of(parts[0]), origin)
        if origin is dict and parts[0] is str:
            return mapping(self.of(parts[1]))
        raise TypeError(f"no codec for {hint}")

    def _union(self, parts: tuple[Any, ...]) -> Codec:
        scalars = tuple(p for p in parts if p in AS_IS)
        rest = [p for p in parts if p not in AS_IS]
        if not rest:
            return as_is(*scalars)
        if len(rest) == 1:
            return optional(frozenset(scalars), self.of(rest[0]))
        return one_of(frozenset(scalars), rest, [self.of(p) for p in rest])

    def _record(self, cls: type) -> Codec:
        """Return the codec of a dataclass: the list of its fields' values, then where those put off are."""
        hints, late, made = get_type_hints(cls), self._put_off.get(cls, frozenset()), self._made
        # INVARIANT: it is known before those of its fields are made, since a field may hold the same type again.
        made[cls] = Codec(LIST, lambda v: made[cls].encode(v), lambda row: made[cls].decode(row))  # noqa: PLW0108 - as said
        now = [f.name for f in fields(cls) if f.name not in late]
        first = [self.of(hints[name]) for name in now]
        encode = _from_record(cls, now, first)
        if self._apart is None or not late:
            values = _to_values(first)
            return Codec(LIST, encode, lambda row: cls(*values(row)))
        where = self.of(tuple[int, int])
        values = _to_values([*first, where])
        rest = _Rest(self, cls, hints, tuple(f.name for f in fields(cls) if f.name in late), self._apart)
        make = deferred(cls, rest.names, rest.read)
        return Codec(LIST, lambda v: [*encode(v), where.encode(rest.put(v))], lambda row: make(values(row)))


@dataclass(frozen=True, slots=True)
class _Rest:
    """The fields of a dataclass that are kept apart. Their codecs are made when they are needed."""

    codecs: Codecs
    cls: type
    hints: dict[str, Any]
    names: tuple[str, ...]
    apart: Apart

    def put(self, record: Any) -> tuple[int, int]:
        """Keep these fields of a record apart and return where they are."""
        return self.apart.put(_from_record(self.cls, self.names, self._parts())(record))

    def read(self, where: tuple[int, int], record: Any) -> list[Any]:
        """Return the values of these fields of a record."""
        try:
            return _to_values(self._parts())(self.apart.get(where))
        except DAMAGED:
            whole = self.apart.instead(record)
            return [getattr(whole, name) for name in self.names]

    def _parts(self) -> list[Codec]:
        return [self.codecs.of(self.hints[name]) for name in self.names]


def _from_record(cls: type, names: Sequence[str], parts: Sequence[Codec]) -> Turn:
    pairs = list(zip(names, parts, strict=True))

    def encode(record: Any) -> Plain:
        if not isinstance(record, cls):
            raise CodecError(f"{type(record).__name__} where {cls.__name__} belongs")
        return [part.encode(getattr(record, name)) for name, part in pairs]

    return encode


def _to_values(parts: Sequence[Codec]) -> Callable[[Plain], list[Any]]:
    """Return the reader of a row. The types of its values are judged together: few combinations ever occur."""
    nested = [(at, part.decode) for at, part in enumerate(parts) if not part.whole]
    fit: set[tuple[type, ...]] = set()

    def decode(raw: Plain) -> list[Any]:
        row: list[Any] = exact(raw, list)
        kinds = tuple(map(type, row))
        if kinds not in fit:
            if len(kinds) != len(parts) or any(k not in p.takes for k, p in zip(kinds, parts, strict=True)):
                raise CodecError("a row of other types")
            fit.add(kinds)
        for at, turn in nested:
            row[at] = turn(row[at])
        return row

    return decode
