"""What a record is against what the law made of it."""

from __future__ import annotations

from itertools import chain, combinations

import pytest

from comity.audit.judge import AGAINST, UNJUDGED, Finding, judge
from comity.vocabulary.modality import Outcome

P, R, M, N = Outcome.PROHIBITED, Outcome.REQUIRED, Outcome.PERMITTED, Outcome.NOT_ADDRESSED
C, U = Outcome.CONTESTED, Outcome.UNSURVEYED


@pytest.mark.parametrize(
    ("outcomes", "did", "finding"),
    [
        ({P}, None, Finding.NOT_RECORDED),
        ({M}, True, Finding.CONSISTENT),
        ({N}, False, Finding.CONSISTENT),
        ({P}, False, Finding.CONSISTENT),
        ({R}, True, Finding.CONSISTENT),
        ({P}, True, Finding.DID_PROHIBITED),
        ({R}, False, Finding.LEFT_UNDONE),
        ({P, M}, True, Finding.OPEN),
        ({P, M}, False, Finding.CONSISTENT),
        ({R, N}, False, Finding.OPEN),
        ({C}, True, Finding.CONTESTED),
        ({U}, False, Finding.UNSURVEYED),
        ({C, M}, True, Finding.CONTESTED),
        ({U, P}, True, Finding.OPEN),
        ({C, U}, True, Finding.OPEN),
    ],
)
def test_the_finding_follows_from_the_record_and_what_is_still_possible(
    outcomes: set[Outcome], did: bool | None, finding: Finding
) -> None:
    """A breach is found only where every outcome still possible makes it one."""
    assert judge(frozenset(outcomes), did) is finding


def test_fewer_outcomes_never_turn_a_settled_finding() -> None:
    """What is found against the law, or in line with it, stays so when more facts become known."""
    sets = [frozenset(s) for s in chain.from_iterable(combinations(Outcome, n) for n in range(1, 7))]
    for did in (True, False, None):
        for outcomes in sets:
            whole = judge(outcomes, did)
            if whole in AGAINST or whole is Finding.CONSISTENT:
                assert {judge(part, did) for part in sets if part <= outcomes} == {whole}


def test_every_finding_is_judged_or_not() -> None:
    """Each finding is against the law, in line with it, or says why it could not be judged."""
    assert {*AGAINST, *UNJUDGED, Finding.CONSISTENT} == set(Finding)
