"""Finds in free text what the casebook must not hold: A-numbers, social security numbers, birth dates, names.

Patterns find shapes, not meaning: what is found is shown to the writer, who takes it out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_YEAR = r"(?:19|20)\d\d"
_DATE = "(?:" + "|".join(
    (
        r"\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}",
        rf"{_YEAR}-\d\d-\d\d",
        rf"\d{{1,2}}\.? {_MONTH},? {_YEAR}",
        rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}",
    )
) + ")"  # fmt: skip
_BORN = r"(?:dob|d\.o\.b\.?|date of birth|birth ?date|birthday|born(?: on)?)"
_ALIEN = r"(?:A|alien(?: registration)?(?: no\.?| number)?)"
_SSN = r"(?:ssn|social security(?: no\.?| number)?)"
_WHO = "(?:mr|mrs|ms|miss|dr|inmate|detainee|subject|defendant|suspect|officer|agent|sgt|lt|det)"
_NAME = "(?-i:[A-Z][a-z'\u2019-]+)"
_PATTERNS = tuple(
    (what, re.compile(pattern, re.IGNORECASE))
    for what, pattern in (
        ("an A-number", rf"\b{_ALIEN}[\s#:-]*\d{{3}}[\s-]?\d{{3}}[\s-]?\d{{2,3}}\b"),
        ("an A-number", r"\bA\s?#?\s?\d{8,9}\b"),
        ("a social security number", r"\b(?!000|666|9\d\d)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}\b"),
        ("a social security number", rf"\b{_SSN}[\s#:]*\d{{9}}\b"),
        ("a birth date", rf"{_BORN}\W{{0,4}}{_DATE}"),
        ("a birth date", rf"{_DATE}\W{{0,3}}\(?{_BORN}\b"),
        ("a person's name", rf"\b{_WHO}\.? {_NAME}(?: {_NAME})?"),
        ("a person's name", rf"\b(?:name(?: is|:)|named|called|aka|a\.k\.a\.)\s+{_NAME}"),
        ("a person's name", rf"\b(?-i:[A-Z][A-Za-z'\u2019-]+), {_NAME}(?: (?-i:[A-Z])\.)?(?= |$|[,;.)])"),
    )
)
# Words with a capital that follow "agent", "officer" and the like without being a name.
_NO_NAMES = frozenset(
    ("ICE", "ERO", "HSI", "CBP", "DHS", "Field", "Office", "County", "Sheriff", "Police", "Department", "Court")
)


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
