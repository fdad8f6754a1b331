"""The words of a report: outcomes, findings and marks as a reader who is no lawyer meets them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from comity.audit.judge import Finding
from comity.audit.standing import Standing

THIN = "\u202f"

# What a state looks like: its shape and the name of its colour. The word always stands beside them.
STANDING = {
    Standing.AGAINST: ("▲", "prohibited", "against the law"),
    Standing.AGAINST_IF: ("△", "prohibited", "against the law, if the presumptions hold"),
    Standing.CONTESTED: ("◆", "contested", "the law itself is contested"),
    Standing.OPEN: ("◆", "contested", "open: a fact or a reading is missing"),
    Standing.UNSURVEYED: ("◇", "contested", "nobody has read the law there yet"),
    Standing.CONSISTENT_IF: ("◌", "silent", "in line with the law, if the presumptions hold"),
    Standing.CONSISTENT: ("●", "permitted", "in line with the law"),
    Standing.NOT_RECORDED: ("○", "silent", "what was done is not recorded"),
}
FINDING = {
    Finding.DID_PROHIBITED: "done, though the law says not to",
    Finding.LEFT_UNDONE: "not done, though the law requires it",
    Finding.DUTY_LATE: "done after it was due",
    Finding.DUTY_MISSING: "owed, and recorded as not done",
    Finding.OPEN: "open",
    Finding.CONTESTED: "contested",
    Finding.UNSURVEYED: "law not read",
    Finding.CONSISTENT: "in line with the law",
    Finding.NOT_RECORDED: "not recorded",
}
# How a finding is told before the verb phrase of its act.
DEED = {
    Finding.DID_PROHIBITED: "",
    Finding.LEFT_UNDONE: "did not ",
    Finding.DUTY_LATE: "too late, ",
    Finding.DUTY_MISSING: "did not ",
}
OUTCOME = {
    "prohibited": ("▲", "prohibited", "forbidden"),
    "required": ("■", "required", "required"),
    "permitted": ("●", "permitted", "allowed"),
    "not_addressed": ("○", "silent", "not addressed: no rule that was read speaks on it"),
    "contested": ("◆", "contested", "contested"),
    "unsurveyed": ("◇", "contested", "not read: nobody has read the law on this yet"),
}
EVIDENCE = {
    "primary": "text read",
    "secondary": "reported by others, text not read",
    "unread": "not read",
}
MODALITY = {
    "must": "requires it",
    "must_not": "forbids it",
    "may": "allows it",
    "lacks_power": "says that no power for it exists",
    "exempts": "lifts other rules",
    "asks": "shows what federal authorities ask; creates no duty",
    "bars_limits": "keeps others from limiting it; requires nothing",
    "closing": "says what holds where no rule speaks",
}
_ORDER = tuple(OUTCOME)


def number(count: int) -> str:
    """Return a count with thin separators.

    >>> number(26128).replace(THIN, " ")
    '26 128'
    """
    return f"{count:,}".replace(",", THIN)


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun.

    >>> counted(1, "row"), counted(2, "row")
    ('1 row', '2 rows')
    """
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def day(text: str | None) -> str:
    """Return a day as people write it.

    >>> day("2026-02-10")
    '10 February 2026'
    """
    if not text:
        return "unknown"
    found = date.fromisoformat(text)
    return f"{found.day} {found:%B} {found.year}"


def answer(outcomes: Iterable[str]) -> tuple[str, str, str]:
    """Return the shape, the state and the words of the outcomes still possible.

    >>> answer(["prohibited"]), answer(["not_addressed", "prohibited"])[2]
    (('▲', 'prohibited', 'forbidden'), 'open: forbidden or not addressed')
    """
    found = sorted(outcomes, key=_ORDER.index)
    if len(found) == 1:
        return OUTCOME[found[0]]
    words = [OUTCOME[o][2].split(":")[0] for o in found]
    return "◆", "contested", "open: " + (f"{', '.join(words[:-1])} or {words[-1]}" if words else "nothing is possible")
