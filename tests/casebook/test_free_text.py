"""Free text is searched for what the casebook does not keep; ordinary sentences pass."""

from __future__ import annotations

import random

import pytest

from comity.casebook.free_text import spots

CALM = (
    "Faxed back at 14:05, field office told that we decline.",
    "Bail posted at 02:40; release not delayed.",
    "Copy given in Spanish and English on 3 March 2026.",
    "Supervisor agrees, see entry 12 of the log.",
    "Duty desk called the ERO field office; nobody answered.",
    "The form had no warrant with it and page 2 was missing.",
    "Agent ICE field office, Boston, by e-mail.",
    "Counsel asks for 555-1234 to be called back.",
    "Case 2026-00142, two charges dismissed.",
)


def written(rng: random.Random, kind: str) -> str:
    """Return a sentence with a made-up number or name of a kind."""
    digits = "".join(rng.choice("0123456789") for _ in range(9))
    day = f"{rng.randint(1, 12)}/{rng.randint(1, 28)}/{rng.randint(1950, 2005)}"
    ssn = f"{rng.randint(100, 665)}-{rng.randint(10, 99)}-{rng.randint(1000, 9999)}"
    names = ["Mr. Example Person", "inmate Sample", "EXAMPLE, Sample", "named Sample Person"]
    made = {
        "an A-number": rng.choice([f"A{digits}", f"A {digits[:3]} {digits[3:6]} {digits[6:]}", f"A#{digits[:8]}",
                                   f"A-{digits}", f"alien number {digits[:3]}-{digits[3:6]}-{digits[6:]}"]),
        "a social security number": rng.choice([ssn, ssn.replace("-", " "), f"SSN {ssn.replace('-', '')}"]),
        "a birth date": rng.choice([f"DOB {day}", f"born on {day}", f"date of birth: {day}", f"{day} (dob)"]),
        "a person's name": rng.choice(names),
    }  # fmt: skip
    return (
        f"{rng.choice(['Fax for', 'Note:', 'Seen', 'Call about'])} {made[kind]} {rng.choice(['today', 'at noon', '.'])}"
    )


@pytest.mark.parametrize("text", CALM)
def test_an_ordinary_sentence_passes(text: str) -> None:
    """Times, dates of acts, offices and case numbers are no person."""
    assert spots(text) == []


@pytest.mark.parametrize("kind", ["an A-number", "a social security number", "a birth date", "a person's name"])
def test_what_is_not_kept_is_found(kind: str) -> None:
    """At least 99 of 100 made-up ones, at their place."""
    rng = random.Random(5)
    texts = [written(rng, kind) for _ in range(500)]
    found = [t for t in texts if any(s.what == kind for s in spots(t))]
    assert len(found) >= 495, [t for t in texts if t not in found][:5]
    spot = spots("Fax for A012345678 today")[0]
    assert "Fax for A012345678 today"[spot.start : spot.end] == "A012345678"
