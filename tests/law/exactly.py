"""Whether two values of law are the same to the last type.

Equality alone takes `True` for 1, a word for the member it spells, and a mapping for one in another order.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any


def unlike(one: Any, other: Any, where: str = "") -> list[str]:
    """Return where two values are not the same: in value, type, or order of a mapping."""
    if is_dataclass(one) and is_dataclass(other) and isinstance(one, type(other)):
        names = [f.name for f in fields(other)]
        return [found for n in names for found in unlike(getattr(one, n), getattr(other, n), f"{where}.{n}")]
    if type(one) is not type(other):
        return [f"{where}: {type(one).__name__}, not {type(other).__name__}"]
    if isinstance(one, dict):
        if list(one) != list(other):
            return [f"{where}: other keys, or in another order"]
        return [found for k in one for found in unlike(one[k], other[k], f"{where}[{k}]")]
    if isinstance(one, (tuple, list)):
        if len(one) != len(other):
            return [f"{where}: {len(one)}, not {len(other)}"]
        return [
            found for i, (a, b) in enumerate(zip(one, other, strict=True)) for found in unlike(a, b, f"{where}[{i}]")
        ]
    if isinstance(one, frozenset):
        kinds = ({type(v) for v in one}, {type(v) for v in other})
        return [] if one == other and kinds[0] == kinds[1] else [f"{where}: {sorted(one)}, not {sorted(other)}"]
    return [] if one == other else [f"{where}: {one!r}, not {other!r}"]
