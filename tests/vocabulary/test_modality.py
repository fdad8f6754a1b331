"""What pulls in opposite directions, and what does not."""

from __future__ import annotations

from itertools import product

import pytest

from comity.vocabulary.modality import GRANTS, LIMITS, Modality, Role, opposed

NEUTRAL = set(Modality) - LIMITS - GRANTS


@pytest.mark.parametrize("other", list(Modality))
@pytest.mark.parametrize("neutral", sorted(NEUTRAL))
def test_a_request_a_bar_and_an_exemption_oppose_nothing(neutral: Modality, other: Modality) -> None:
    """`asks`, `bars_limits` and `exempts` neither forbid an act nor call for it."""
    assert not opposed(neutral, other)


def test_two_limits_or_two_grants_do_not_oppose() -> None:
    """A ban beside a lack of power, or a duty beside a permission, agree."""
    for same in (LIMITS, GRANTS):
        assert not any(opposed(a, b) for a, b in product(same, same))


def test_every_limit_opposes_every_grant_from_both_ends() -> None:
    """A ban or a lack of power pulls against a duty and a permission, whichever is named first."""
    assert all(opposed(a, b) and opposed(b, a) for a, b in product(LIMITS, GRANTS))


def test_roles_are_listed_from_what_decides_to_what_yields() -> None:
    """Reasons are shown in the order of roles, so what controls comes first."""
    assert list(Role)[:2] == [Role.CONTROLS, Role.MAY_CONTROL]


def test_there_are_seven_modalities() -> None:
    """The engine reasons with seven modalities and no more; an eighth needs a decision record first."""
    assert len(Modality) == 7
