"""Holds an engine's answers against the sets of outcomes that are exactly right, and says in words how they lie."""

from __future__ import annotations

from typing import Any

import numpy as np
from log_rows import ALLOWED, CONTESTED, NO_ANSWER, PROHIBITED

OURS = "comity"


def compare(answers: np.ndarray, exact: np.ndarray, key: str, *, forbids_only: bool) -> dict[str, int]:
    """Return how many answers lie how to the exact sets of outcomes.

    `answers` are numbers of answers, rows by actions; `exact` are sums of 1 << outcome. Where the law is settled an
    engine says the same, says otherwise (`differ`) or gives no answer; where it is open, it guesses or leaves it open.
    One that can only allow or forbid is not asked where the law is or may be contested.
    """
    if key == OURS:
        settled = int(np.isin(exact, [1 << n for n in range(5)]).sum())
        return {"asked": exact.size, "same": settled, "open": exact.size - settled, "differ": 0, "no_answer": 0}
    said = answers != NO_ANSWER
    mine = np.where(said, 1 << answers.astype(np.int64).clip(0), 0)
    right = exact.astype(np.int64)
    if forbids_only:
        told = right & (1 << PROHIBITED)
        right = told | np.where(right & ~(1 << PROHIBITED), 1 << ALLOWED, 0)
        asked = (exact & (1 << CONTESTED)) == 0
    else:
        asked = np.ones(exact.shape, bool)
    settled = (right & (right - 1)) == 0
    return {
        "asked": int(asked.sum()),
        "not_sayable": int((~asked).sum()),
        "same": int((asked & settled & (mine == right)).sum()),
        "differ": int((asked & settled & said & (mine != right)).sum()),
        "no_answer": int((asked & settled & ~said).sum()),
        "guessed": int((asked & ~settled & said).sum()),
        "guessed_impossible": int((asked & ~settled & said & ((mine & right) == 0)).sum()),
        "left_open": int((asked & ~settled & ~said).sum()),
    }


def agreement(line: dict[str, Any]) -> str:
    """Return in words how many answers are the same."""
    if line["key"] == OURS:
        return f"{line['asked']:,} answers, each settled" if not line["open"] else f"{line['open']:,} answers open"
    told = f"{line['same']:,} of {line['asked']:,} answers the same"
    return told + (f"; {line['not_sayable']:,} it cannot say" if line["not_sayable"] else "")


def against_exact(line: dict[str, Any]) -> str:
    """Return in words how the answers lie to the exact ones where facts are unknown."""
    if line["key"] == OURS:
        return f"settled {line['same']:,}, open {line['open']:,}"
    return (
        f"same {line['same']:,}, otherwise {line['differ']:,}, no answer though settled {line['no_answer']:,}, "
        f"one answer though open {line['guessed']:,}, left open {line['left_open']:,}"
    )
