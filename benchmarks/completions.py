"""Answers a log with unknown facts by brute force: every completion of a row is answered by the law written by hand.

Nothing of comity is used here, so that its sets of outcomes are held against something that shares no line with it.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from log_rows import MISSING, NEVER, PAPER, YEARS, YESNO, Rows, papers_that_can_be
from peers.numpy import law

# One number of years in each span that the law tells apart.
_YEARS = (3, 8, NEVER)
MOST = 4096


def sets(rows: Rows) -> tuple[np.ndarray, np.ndarray]:
    """Return, for the rows that have at most MOST completions, their numbers and the set of outcomes of each action."""
    papers = papers_that_can_be()
    late = rows.late
    numbers, found = [], []
    for row in range(len(rows)):
        given = {f: int(c[row]) for f, c in rows.facts.items()}
        fits = papers
        for column, fact in enumerate(PAPER):
            if given[fact] != MISSING:
                fits = fits[fits[:, column] == given[fact]]
        rest = [(0, 1) if given[f] == MISSING else (given[f],) for f in YESNO]
        rest.append(_YEARS if given[YEARS] == MISSING else (given[YEARS],))
        others = np.array(list(product(*rest)), np.int16)
        if len(fits) * len(others) > MOST:
            continue
        numbers.append(row)
        found.append(_outcomes(fits, others, late=bool(late[row])))
    return np.array(numbers), np.array(found, np.uint8).reshape(-1, 2)


def _outcomes(papers: np.ndarray, others: np.ndarray, *, late: bool) -> list[int]:
    paper, other = np.repeat(papers, len(others), axis=0), np.tile(others, (len(papers), 1))
    facts = {f: paper[:, i] for i, f in enumerate(PAPER)} | {YEARS: other[:, -1]}
    yes = {f: other[:, i] == 1 for i, f in enumerate(YESNO)}
    answers = law(yes, facts, np.full(len(paper), late))
    return [int(np.bitwise_or.reduce(1 << answers[:, action].astype(np.int64))) for action in (0, 1)]
