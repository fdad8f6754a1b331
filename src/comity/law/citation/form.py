"""A form of citation, compiled from its written patterns, and how far a text follows it.

A pattern is read from left to right and never tried again from the middle, so its time is bounded by its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_HOLE = re.compile(r"\{(\w+)(?::(\w+))?\}")
NAME = "name"
SECTION = "section"
# A section sign may stand where a pattern has `s.`, `ss.` or nothing before a section, and is not kept.
_SIGN = r"\u00a7{1,2} ?"
_MARK = re.compile(r"(?:(?<![^ ])ss?\.? )?\Z")


@dataclass(frozen=True, slots=True)
class Element:
    """A piece of a pattern: fixed words (`hole` is empty), or a hole and what fits in it."""

    hole: str
    fits: re.Pattern[str]
    expected: str


@dataclass(frozen=True, slots=True)
class Form:
    """A compiled form. `names` gives the one spelling of each name that is written in several ways."""

    id: str
    patterns: tuple[tuple[Element, ...], ...]
    written: tuple[str, ...]
    names: Mapping[str, str]
    link: str


@dataclass(frozen=True, slots=True)
class Fit:
    """How far a text follows a form: whole when `expected` is empty, else up to `end`, where it expected more."""

    form: Form
    end: int
    values: Mapping[str, str]
    expected: str = ""
    pattern: str = ""


def compiled(
    name: str,
    written: Iterable[str],
    numbers: Mapping[str, str],
    names: Mapping[str, Iterable[str]] | None = None,
    link: str = "",
) -> Form:
    """Return a form from its written patterns. A cite keeps the pattern it follows; its name takes the one spelling.

    >>> form = compiled("code", ["{title:whole} X.C. {section:whole}"], {"whole": "[0-9]{1,4}"})
    >>> follow(form, "8 X.C. 12", 0).values
    {'title': '8', 'section': '12'}
    """
    patterns = tuple(written)
    spelled = {also: one for one, others in (names or {}).items() for also in (one, *others)}
    return Form(name, tuple(_elements(p, numbers, spelled) for p in patterns), patterns, spelled, link)


def _elements(pattern: str, numbers: Mapping[str, str], names: Mapping[str, str]) -> tuple[Element, ...]:
    found: list[Element] = []
    at = 0
    for hole in _HOLE.finditer(pattern):
        key, kind = hole[1], hole[2] or hole[1]
        _fixed(pattern[at : hole.start()], found, signed=key == SECTION)
        if key == NAME:
            longest = sorted(names, key=len, reverse=True)
            whole = (re.escape(name) + ("(?![A-Za-z])" if name[-1:].isalpha() else "") for name in longest)
            found.append(Element(key, re.compile("|".join(whole)), "a name of the form"))
        else:
            found.append(Element(key, re.compile(numbers[kind]), f"a {kind}"))
        at = hole.end()
    _fixed(pattern[at:], found, signed=False)
    return tuple(found)


def _fixed(words: str, found: list[Element], *, signed: bool) -> None:
    if not words:
        return
    fits = re.escape(words)
    tail = _MARK.search(words)[0] if signed else ""  # type: ignore[index] # it matches the empty end at least
    if tail:
        fits = f"{re.escape(words.removesuffix(tail))}(?:{re.escape(tail)}|{_SIGN})"
    elif signed and words.endswith(" "):
        fits += f"(?:{_SIGN})?"
    found.append(Element("", re.compile(fits), f"`{words.strip() or 'a space'}`"))


def follow(form: Form, text: str, start: int) -> Fit:
    """Return how far the text follows the form from `start`: the pattern that is followed to the end, or farthest."""
    best = Fit(form, start, {}, "a citation")
    for pattern, written in zip(form.patterns, form.written, strict=True):
        fit = _follow(form, pattern, written, text, start)
        if (not fit.expected, fit.end) > (not best.expected, best.end):
            best = fit
    return best


def _follow(form: Form, pattern: tuple[Element, ...], written: str, text: str, start: int) -> Fit:
    values: dict[str, str] = {}
    at = start
    for element in pattern:
        found = element.fits.match(text, at)
        if found is None:
            return Fit(form, at, values, element.expected)
        if element.hole:
            values[element.hole] = form.names.get(found[0], found[0]) if element.hole == NAME else found[0]
        at = found.end()
    return Fit(form, at, values, pattern=written)
