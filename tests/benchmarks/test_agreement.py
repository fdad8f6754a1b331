"""Answers that differ are counted as differing, so that no figure stands beside a wrong answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
REQUIRED, PERMITTED, PROHIBITED, NOT_ADDRESSED, CONTESTED, ALLOWED = range(6)
NO_ANSWER = -1


@pytest.fixture
def compare(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, int]]:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    for name in ("agreement", "log_rows"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    from agreement import compare  # noqa: PLC0415 - found only now

    def compared(answers: list[int], exact: list[set[int]], **more: bool) -> dict[str, int]:
        sets = np.array([[sum(1 << o for o in outcomes)] for outcomes in exact], np.uint8)
        options = {"forbids_only": False} | more
        return {k: n for k, n in compare(np.array(answers, np.int8)[:, None], sets, "peer", **options).items() if n}

    return compared


def test_the_same_answers_do_not_differ(compare: Callable[..., dict[str, int]]) -> None:
    """Where the law is settled and the engine says so, nothing else is counted."""
    found = compare([REQUIRED, NOT_ADDRESSED, CONTESTED], [{REQUIRED}, {NOT_ADDRESSED}, {CONTESTED}])
    assert found == {"asked": 3, "same": 3}


def test_another_answer_differs(compare: Callable[..., dict[str, int]]) -> None:
    """Another outcome than the only one possible is a difference; no answer at all is not, and is counted."""
    found = compare([PERMITTED, NO_ANSWER], [{REQUIRED}, {REQUIRED}])
    assert found == {"asked": 2, "differ": 1, "no_answer": 1}


def test_one_answer_where_the_law_is_open_is_a_guess(compare: Callable[..., dict[str, int]]) -> None:
    """A guess outside what is possible is counted once more; silence is right."""
    both = {PROHIBITED, NOT_ADDRESSED}
    found = compare([PROHIBITED, REQUIRED, NO_ANSWER], [both, both, both])
    assert found == {"asked": 3, "guessed": 2, "guessed_impossible": 1, "left_open": 1}


def test_an_engine_that_only_forbids_is_asked_only_that(compare: Callable[..., dict[str, int]]) -> None:
    """What is not prohibited is allowed to it; two outcomes that both allow are settled; contested is not asked."""
    exact = [{REQUIRED}, {PROHIBITED}, {CONTESTED}, {PERMITTED, NOT_ADDRESSED}, {PROHIBITED, PERMITTED}]
    found = compare([ALLOWED, ALLOWED, PROHIBITED, ALLOWED, ALLOWED], exact, forbids_only=True)
    assert found == {"asked": 4, "not_sayable": 1, "same": 2, "differ": 1, "guessed": 1}
