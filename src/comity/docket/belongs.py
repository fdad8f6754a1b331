"""Which docket file a bill belongs to: the same place, a number its citation names, and the same session."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from comity.law.instrument import Overlay

_SPELLED = re.compile(
    r"\b(House|Senate|Assembly)\s+(Bill|File|Docket|Resolution)(?:\s+No\.?)?\s+(\d{1,5})\b", re.IGNORECASE
)
_SHORT = re.compile(
    r"(?<![\w.])([A-Z](?:\.?[A-Z]){0,4})\.?\s?(?:\d{2}-(?=\d{3,4}\b))?(\d{1,5})(?:-([A-Z])\b)?", re.ASCII
)
_OF_ID = re.compile(r"([a-z]{1,3})(?:\d{2}-(?=\d{3}))?-?(\d{1,5})(?:-([a-z])(?=-|$))?", re.ASCII)
_OF_SOURCE = re.compile(r"([A-Z][A-Z. ]{0,7}?)\.? ?(?:\d{2}-)?0*(\d{1,5}) ?-?([A-Z]?)", re.ASCII)
_KINDS = {"bill": "", "file": "F", "docket": "D", "resolution": "R"}
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:-(\d{4}|\d\d)(?!\d))?")
_RUN_TOGETHER = re.compile(r"(?<!\d)((?:19|20)\d\d)((?:19|20)\d\d)(?!\d)")
_ORDINAL = re.compile(r"(?<!\d)(\d{1,3})(?:st|nd|rd|th)\b", re.IGNORECASE)

Number = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Marks:
    """What a text tells of a session: its ordinals, and its years."""

    ordinals: frozenset[int]
    years: frozenset[int]


@dataclass(frozen=True, slots=True)
class Belonging:
    """The docket files a bill may belong to, and those that come near where it is none."""

    found: tuple[Overlay, ...]
    near: tuple[Overlay, ...]


def number_of(text: str) -> Number | None:
    """Return a bill's number as a source writes it: kind, number and the letter of a special session.

    >>> number_of("H.B. 0094"), number_of("S.3072"), number_of("no bill")
    (('H', 94, ''), ('S', 3072, ''), None)
    """
    found = _OF_SOURCE.fullmatch(" ".join(text.upper().split()))
    return (_kind(found.group(1)), int(found.group(2)), found.group(3)) if found else None


def _kind(letters: str) -> str:
    """Return the letters of a number in one form: H, HB and H.B. are the same, and a substitute is its bill."""
    plain = re.sub(r"[^A-Z]", "", letters.upper())
    plain = re.sub(r"^[A-Z]*?([HSA])B$", r"\1", plain)
    return {"LB": "L"}.get(plain, plain)


def cited(overlay: Overlay) -> list[tuple[Number, Marks]]:
    """Return the numbers that a docket file's citation and id name, each with the marks of its session.

    The session of a number is the one in the next brackets, or what the whole citation tells where these tell none.
    """
    return _cited(overlay.cite, overlay.id.split(":", 1)[1])


@cache
def _cited(cite: str, name: str) -> list[tuple[Number, Marks]]:
    whole = marks(cite)
    found: list[tuple[Number, Marks]] = []
    for part in re.findall(r"[^)]*\)?", cite):
        own = marks(part)
        session = own if own.ordinals or own.years else whole
        for house, kind, n in _SPELLED.findall(part):
            found.append(((house[0].upper() + _KINDS[kind.lower()], int(n), ""), session))
        for letters, n, letter in _SHORT.findall(part):
            found.append(((_kind(letters), int(n), letter), session))
    lead = _OF_ID.match(name)
    number = (_kind(lead.group(1)), int(lead.group(2)), (lead.group(3) or "").upper()) if lead else None
    if number and all(number != n for n, _ in found):
        found.append((number, whole))
    return found


def same_number(first: Number, second: Number) -> bool:
    """Return whether two numbers are one, where the letter of a special session may be left out."""
    return first[:2] == second[:2] and (first[2] == second[2] or not (first[2] and second[2]))


def marks(text: str, years: Iterable[int] = ()) -> Marks:
    """Return the session marks of a text, with years known otherwise.

    >>> sorted(marks("S 1 (101st, 2025-26)").years), sorted(marks("20252026").years)
    ([2025, 2026], [2025, 2026])
    """
    found = set(years)
    for first, last in _RUN_TOGETHER.findall(text):
        found |= {int(first), int(last)}
    for first, last in _YEAR.findall(text):
        start = int(first)
        end = int(first[: 4 - len(last)] + last) if last else start
        found |= set(range(start, end + 1)) if start <= end <= start + 4 else {start}
    return Marks(frozenset(int(n) for n in _ORDINAL.findall(text)), frozenset(found))


def same_session(ours: Marks, told: Marks, staged: frozenset[int], taken: frozenset[int]) -> bool:
    """Return whether a citation and a source may mean one session: by ordinals, else years, else the days told."""
    if ours.ordinals and told.ordinals:
        return bool(ours.ordinals & told.ordinals)
    if ours.years and told.years:
        return bool(ours.years & told.years)
    known = told.years or taken
    days = ours.years or staged
    return not known or not days or bool(known & days)


def belongs(
    overlays: Sequence[Overlay], place: str, number: str, told: Marks, taken: frozenset[int] = frozenset()
) -> Belonging:
    """Return the bills of the docket that a source's bill is, and at most four that come near where it is none.

    `taken` are the years of its history. Near are those of the same number in another session, then by spelling.
    """
    wanted = number_of(number)
    # INVARIANT: numbers repeat from place to place, so that a bill without a known place is nobody's.
    bills = [o for o in overlays if o.kind == "bill" and o.law.place == place]
    named = {o.id: o for o in bills if wanted and any(same_number(wanted, n) for n, _ in cited(o))}
    found = [
        o
        for o in named.values()
        if any(
            wanted is not None
            and same_number(wanted, n)
            and same_session(m, told, frozenset(d.year for d, _ in o.stages), taken)
            for n, m in cited(o)
        )
    ]
    if found:
        return Belonging(tuple(found), ())
    spelled = {f"{k}{n}{s}": o for o in bills for (k, n, s), _ in cited(o)}
    ours = "".join(map(str, wanted)) if wanted else number.upper()
    close = [spelled[w] for w in difflib.get_close_matches(ours, spelled, n=4, cutoff=0.6)]
    return Belonging((), tuple({o.id: o for o in (*named.values(), *close)}.values())[:4])
