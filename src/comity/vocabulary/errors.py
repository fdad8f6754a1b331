"""What can be wrong with input, said so that a person can mend it.

Every error names the file and line or the row, the word, and the nearest right one.
There is one family; a new type exists only where a caller must tell it apart.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: where (`path`, `line` or row), what, and what would be right.

    >>> str(Problem("law/us/xx/act.yaml", 14, "unknown action `hold_for_ice`", "did you mean `hold_on_detainer`?"))
    'law/us/xx/act.yaml:14: unknown action `hold_for_ice`; did you mean `hold_on_detainer`?'
    """

    path: str
    line: int | None
    what: str
    hint: str = ""

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        text = f"{where}: {self.what}" if where else self.what
        # A word of the input may hold line breaks; a message is one line.
        return " ".join((f"{text}; {self.hint}" if self.hint else text).split())


@dataclass(eq=False)
class InputError(Exception):
    """Bad input. Holds every problem found, not only the first."""

    problems: list[Problem] = field(default_factory=list)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class LawError(InputError):
    """The law data cannot be used: it does not say something the engine can decide."""


class LedgerError(InputError):
    """The ledger refused or could not be written, or a log does not verify; nothing was recorded."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint naming the known word most like `word`, or some of the known words.

    >>> nearest("notify_relase", ["notify_release", "share_status"])
    'did you mean `notify_release`?'
    """
    words = sorted(known)
    close = difflib.get_close_matches(word[:80], words, n=1, cutoff=0.5)
    if close:
        return f"did you mean `{close[0]}`?"
    if not words:
        return ""
    shown = ", ".join(f"`{w}`" for w in words[:6])
    return f"known: {shown}" + (" and more" if len(words) > 6 else "")


def problem(path: str, line: int | None, what: str, hint: str = "") -> InputError:
    """Return an InputError with a single problem, ready to raise."""
    return InputError([Problem(path, line, what, hint)])
