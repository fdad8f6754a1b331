"""A citation read into its parts: each a form with its numbers, what it pins down, and the notes that stand with it.

A description in words, such as a policy by its name, is a part of the form `named`: it is told apart, never guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from comity.law.citation.form import Fit, Form, follow

NAMED = "named"
LONGEST = 600
_SUB = r"(?:\([0-9A-Za-z]{1,6}\)){1,8}"
_NUMBER = r"-?[0-9]{1,6}[A-Za-z]{0,3}(?:[-.:/][0-9A-Za-z]{1,6}){0,5}(?:,[0-9]{3}(?![0-9]))?"
_PIN = re.compile(
    rf"(?:{_SUB}|, \.[0-9]{{1,2}}|, subds?\. [0-9]{{1,3}}[a-z]?"
    rf"|(?:[-\u2013]| to |, and | and |, )(?:{_SUB}|{_NUMBER}(?:{_SUB})?)| ff\.| et seq\.)(?![0-9A-Za-z])"
)
_MORE = re.compile(rf"; (?:(?:{_NUMBER})(?:{_SUB})?|{_SUB})(?![0-9A-Za-z ]*[A-Z])")
_NEXT = re.compile(r"; |, with |, on |, and |, | and ")
_JOINTS = 8
_DAY = re.compile(r"(?:[0-9]{1,2} )?[A-Z][a-z]{2,8} [0-9]{4}|[0-9]{4}(?:-[0-9]{1,4}(?:-[0-9]{2})?)?(?![0-9])")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing cited. `text` is its canonical form without notes; `link` is empty where no address can be made."""

    form: str
    values: Mapping[str, str]
    pins: str
    notes: tuple[str, ...]
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """The parts of one cite, in order."""

    parts: tuple[Part, ...]

    @property
    def canonical(self) -> str:
        """Return the one text that this citation is written as."""
        return "; ".join(part.text + "".join(f" ({note})" for note in part.notes) for part in self.parts)


@dataclass(eq=False)
class CiteError(ValueError):
    """A cite that does not parse: where reading stopped, counted from 0, and what was expected there."""

    text: str
    position: int
    expected: str

    def __str__(self) -> str:
        found = self.text[self.position : self.position + 20] or "the end"
        return f"`{self.text}` cannot be read at position {self.position} (`{found}`); expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The forms that may be cited, and the words with which a note begins (`as amended`, `before`)."""

    forms: tuple[Form, ...]
    notes: tuple[str, ...]

    def parse(self, text: str) -> Citation:
        """Return the parts of a cite. Raise CiteError where it follows no form.

        >>> from comity.law.citation.form import compiled
        >>> form = compiled("code", ["X.C. {section}"], {"section": "[0-9]{1,4}"})
        >>> Grammar((form,), ("as amended",)).parse("X.C. 12(a), as amended").canonical
        'X.C. 12(a) (as amended)'
        """
        if len(text) > LONGEST:
            raise CiteError(text, LONGEST, f"at most {LONGEST} characters")
        parts: list[Part] = []
        at = 0
        last: Fit | None = None
        while True:
            fit = self._fit(text, at)
            if fit is None or fit.expected:
                fit = _again(text, at, last) or fit
            part, at = self._part(text, at, fit)
            last = fit if fit is not None and not fit.expected else last
            parts.append(part)
            if at == len(text):
                return Citation(tuple(parts))
            joint = _NEXT.match(text, at)
            if joint is None:
                raise CiteError(text, at, "a subsection, a note in brackets, `;`, `,` or the end")
            at = joint.end()

    def _fit(self, text: str, at: int) -> Fit | None:
        """Return the form followed to the end and farthest, or else the form followed farthest."""
        fits = (follow(form, text, at) for form in self.forms)
        return max(fits, key=lambda fit: (not fit.expected, fit.end), default=None)

    def _part(self, text: str, start: int, fit: Fit | None) -> tuple[Part, int]:
        if fit is None or fit.expected:
            return self._named(text, start, fit)
        pins, notes, at = self._tail(text, fit.end)
        body = fit.pattern
        for key, value in fit.values.items():
            body = re.sub(rf"\{{{key}(:\w+)?\}}", lambda _, v=value: v, body)  # type: ignore[misc] # a default binds it
        values = dict(fit.values)
        link = fit.form.link.format_map(values) if fit.form.link else ""
        return Part(fit.form.id, values, pins, notes, body + pins, link), at

    def _tail(self, text: str, at: int) -> tuple[str, tuple[str, ...], int]:
        """Return what follows a form and belongs to it, and where that ends."""
        pins, notes = "", []
        while at < len(text):
            note = self._note(text, at)
            if note is not None:
                words, at = note
                notes.append(words)
                continue
            pin = None if notes else _PIN.match(text, at) or _MORE.match(text, at)
            if pin is None or self._starts(text, at, pin.end()):
                break
            pins += pin[0].replace("\u2013", "-").replace("et seq.", "ff.")
            at = pin.end()
        return pins, tuple(notes), at

    def _starts(self, text: str, at: int, end: int) -> bool:
        """Say whether a new citation starts here, longer than the number that was found."""
        joint = _NEXT.match(text, at)
        fit = self._fit(text, joint.end()) if joint else None
        return fit is not None and not fit.expected and fit.end > end

    def _note(self, text: str, at: int) -> tuple[str, int] | None:
        """Return a note and its end: words in brackets, or words after a comma that begin as a note does."""
        if text.startswith(" (", at):
            end = _closing(text, at + 1)
            return None if end < 0 else (text[at + 2 : end - 1], end)
        start = at + 2 if text.startswith(", ", at) else at + 1 if text.startswith(" ", at) else -1
        if start < 0 or not text.startswith(self.notes, start):
            return None
        end = _end_of_words(text, start)
        return (text[start:end], end) if _paired(text[start:end]) else None

    def _named(self, text: str, start: int, fit: Fit | None) -> tuple[Part, int]:
        if fit is not None and _abbreviated(text[start : fit.end]):
            raise CiteError(text, fit.end, fit.expected)
        at = self._end_of_name(text, start)
        words = text[start:at]
        bare = _DAY.sub(lambda day: "x" * len(day[0]), words)
        digit = re.search(r"[0-9\u00a7]", bare)
        if digit or not _paired(words) or not re.search(r"[A-Za-z]{3}", words):
            raise CiteError(
                text, start + (digit.start() if digit else 0), "a known form of citation, or words and days"
            )
        notes: list[str] = []
        while (note := self._note(text, at)) is not None:
            words_of_note, at = note
            notes.append(words_of_note)
        return Part(NAMED, {}, "", tuple(notes), words), at

    def _end_of_name(self, text: str, start: int) -> int:
        """Return where a description ends: where words end, or before a citation that follows within it."""
        end = _end_of_words(text, start)
        for joint in list(_NEXT.finditer(text, start, end))[:_JOINTS]:
            fit = self._fit(text, joint.end())
            if fit is not None and not fit.expected:
                return joint.start()
        return end


def _again(text: str, at: int, last: Fit | None) -> Fit | None:
    """Return the form cited last with the section that stands here alone: `X.C. 12 (read), 13` cites X.C. 13."""
    if last is None or "section" not in last.values:
        return None
    element = next(e for pattern in last.form.patterns for e in pattern if e.hole == "section")
    found = element.fits.match(text, at)
    return Fit(last.form, found.end(), {**last.values, "section": found[0]}, pattern=last.pattern) if found else None


def _abbreviated(words: str) -> bool:
    """Say whether what was followed is an abbreviation, after which a description in words would be a slip."""
    return "." in words or (len(words.strip()) > 1 and words.strip().isupper())


def _paired(words: str) -> bool:
    """Say whether every bracket in some words is closed there."""
    depth = 0
    for mark in words:
        depth += (mark == "(") - (mark == ")")
        if depth < 0:
            return False
    return depth == 0


def _closing(text: str, start: int) -> int:
    """Return the place after the bracket that closes the one at `start`, or -1."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at + 1
    return -1


def _end_of_words(text: str, start: int) -> int:
    """Return where words end: before `;`, before a bracket, or at the end."""
    ends = [place for mark in (";", " (") if (place := text.find(mark, start)) >= 0]
    return min(ends, default=len(text))
