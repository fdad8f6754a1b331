"""What was found once and need not be found again, so much of it at most.

What is kept must follow from its key alone. Nothing that rests on a transient fact is kept; whoever keeps sees to it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

Found = TypeVar("Found")


class Kept:
    """A store of at most `most` findings; for one more, what was not asked for longest is forgotten.

    >>> kept = Kept(most=2)
    >>> kept.of(("a",), lambda: 1), kept.of(("a",), lambda: 2)
    (1, 1)
    """

    __slots__ = ("_found", "most")

    def __init__(self, most: int) -> None:
        self.most = most
        self._found: OrderedDict[tuple[object, ...], Any] = OrderedDict()

    def __len__(self) -> int:
        return len(self._found)

    def of(self, key: tuple[object, ...], find: Callable[[], Found]) -> Found:
        """Return what was found under this key before; else what `find` finds now, which is kept."""
        found: Found | None = self._found.get(key)
        if found is not None:
            self._found.move_to_end(key)
            return found
        found = self._found[key] = find()
        if len(self._found) > self.most:
            self._found.popitem(last=False)
        return found
