"""Finds in free text what the casebook must not hold: A-numbers, social security numbers, birth dates, names.

Patterns find shapes, not meaning: what is found is shown to the writer, who takes it out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:19|20)?\d{{2}}|(?:19|20)\d\d-\d\d-\d\d|\d{{1,2}}\.? {_MONTH},? (?:19|20)\d\d|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d)"
_BORN = r"(?:dob|d\.o\.b\.?|date of birth|birth ?date|birthday|born(?: on)?)"
_PATTERNS = (
    ("an A-number", re.compile(r"\b(?:A|alien(?: registration)?(?: no\.?| number)?)[\s#:-]*\d{3}[\s-]?\d{3}[\s-]?\d{2,3}\b", re.I)),
    ("an A-number", re.compile(r"\bA\s?#?\s?\d{8,9}\b", re.I)),
    ("a social security number", re.compile(r"\b(?!000|666|9\d\d)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}\b")),
    ("a social security number", re.compile(r"\b(?:ssn|social security(?: no\.?| number)?)[\s#:]*\d{9}\b", re.I)),
    ("a birth date", re.compile(rf"{_BORN}\W{{0,4}}{_DATE}", re.I)),
    ("a birth date", re.compile(rf"{_DATE}\W{{0,3}}\(?{_BORN}\b", re.I)),
    ("a person's name", re.compile(r"\b(?:mr|mrs|ms|miss|dr|inmate|detainee|subject|defendant|suspect|officer|agent|sgt|lt|det)\.? (?-i:[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)?)", re.I)),
    ("a person's name", re.compile(r"\b(?:name(?: is|:)|named|called|aka|a\.k\.a\.)\s+(?-i:[A-Z][\w'’-]+)", re.I)),
    ("a person's name", re.compile(r"\b[A-Z][A-Za-z'’-]+, [A-Z][a-z'’-]+(?: [A-Z]\.)?(?= |$|[,;.)])")),
)
# Words with a capital that follow "agent", "officer" and the like without being a name.
_NO_NAMES = frozenset("ICE ERO HSI CBP DHS Field Office County Sheriff Police Department Court Clerk Duty".split())


@dataclass(frozen=True, slots=True)
class Spot:
    """What was found in a text and where."""

    what: str
    start: int
    end: int


def spots(text: str) -> list[Spot]:
    """Return what a text seems to hold that the casebook must not, in its order.

    >>> [s.what for s in spots("Fax for A 012 345 678, dob 3/4/1990")]
    ['an A-number', 'a birth date']
    """
    found: list[Spot] = []
    for what, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if what == "a person's name" and _NO_NAMES & set(match[0].replace(",", " ").split()[1:]):
                continue
            if not any(s.start < match.end() and match.start() < s.end for s in found):
                found.append(Spot(what, match.start(), match.end()))
    return sorted(found, key=lambda s: s.start)
