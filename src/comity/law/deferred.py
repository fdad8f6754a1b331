"""A record of the law that is there at once, while the fields that few ask for are read when one of them is asked for.

A reader would take it for a record that lacks something. It equals, hashes and prints as the whole one, and is one from
the first use of a field that was put off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar

Read = Callable[[Any, Any], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class _How:
    """What is put off of which dataclass, and how it is read: from where it is, and the record."""

    whole: type
    names: tuple[str, ...]
    late: tuple[str, ...]
    read: Read


class _Deferred:
    """What a record with fields put off does otherwise than a whole one.

    `_rest` says where these fields are, until they have been read; then it is None.
    """

    __slots__ = ()
    _how: ClassVar[_How]

    def __getattr__(self, name: str) -> Any:
        """Read the fields put off. Python comes here only for a field that is not there."""
        rest = object.__getattribute__(self, "_rest")
        if rest is not None and name in self._how.late:
            # INVARIANT: two threads may both read them; they write the same.
            for late, value in zip(self._how.late, self._how.read(rest, self), strict=True):
                object.__setattr__(self, late, value)
            object.__setattr__(self, "_rest", None)
        return object.__getattribute__(self, name)

    def _values(self) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in self._how.names])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, self._how.whole):
            return NotImplemented
        return self._values() == tuple([getattr(other, name) for name in self._how.names])

    def __hash__(self) -> int:
        return hash(self._values())

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        return self._how.whole, self._values()


def deferred(cls: type, late: Sequence[str], read: Read) -> Callable[[Sequence[Any]], Any]:
    """Return what makes a record of `cls`, a slotted dataclass, from the values of its other fields and a last one.

    The last value is given to `read`, with the record, when a field in `late` is first asked for; `read` returns the
    values of these, in order.

    >>> from comity.law.place import Official
    >>> make = deferred(Official, ["says"], lambda number, official: [f"{official.who} {number}"])
    >>> make(["Mayor", (), 7])
    Official(who='Mayor', controls=(), says='Mayor 7')
    """
    names = tuple(f.name for f in fields(cls))
    same = {"__module__": cls.__module__, "__qualname__": cls.__qualname__, "__doc__": cls.__doc__}
    own = {"__slots__": ("_rest",), "_how": _How(cls, names, tuple(late), read)}
    kind: Any = type(cls.__name__, (_Deferred, cls), same | own)
    put = [getattr(kind, name).__set__ for name in (*(n for n in names if n not in late), "_rest")]

    def make(values: Sequence[Any]) -> Any:
        record = object.__new__(kind)
        for set_one, value in zip(put, values, strict=True):
            set_one(record, value)
        return record

    return make
