"""Patterns of provisions, seen from where they attack."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.condition.tree import ALWAYS
from comity.law.provision import Clock, Duty, Pattern, Provision
from comity.law.selector import EVERYONE
from comity.vocabulary.modality import Modality

RULE = Provision(
    id="us/xx/town:act/no-holds",
    instrument="us/xx/town:act",
    place="us/xx/town",
    actions=("hold_on_detainer", "transfer_custody"),
    modality=Modality.MUST_NOT,
    authority="ordinance",
    binds=EVERYONE,
    when=ALWAYS,
    says="No holds.",
    cite="s. 1",
    evidence="primary",
)
FITS = Pattern(
    ids=frozenset({RULE.id}),
    modality=frozenset({Modality.MUST_NOT, Modality.LACKS_POWER}),
    action=frozenset({"hold_on_detainer"}),
    authority=frozenset({"ordinance"}),
    instrument=frozenset({"us/xx/town:act"}),
    place="below",
)


@pytest.mark.parametrize(
    "other",
    [
        {"id": "us/xx/town:act/other"},
        {"modality": Modality.MAY},
        {"actions": ("share_status",)},
        {"authority": "statute"},
        {"instrument": "us/xx/town:other"},
        {"place": "us/xx"},
        {"place": "us/yy"},
    ],
)
def test_one_field_that_does_not_fit_is_enough(other: dict[str, object]) -> None:
    """A pattern matches only what fits in every field it lists."""
    assert not FITS.matches(replace(RULE, **other), "us/xx")  # type: ignore[arg-type]  # one field at a time


def test_what_fits_in_every_field_matches() -> None:
    """The same provision, unchanged, fits; and a pattern that lists nothing fits anything."""
    assert FITS.matches(RULE, "us/xx")
    assert Pattern().matches(RULE, "us/yy")


@pytest.mark.parametrize(
    ("seen_from", "place"),
    [("us/xx", "below"), ("us/xx/town", "same"), ("us/xx/town/ward", "above"), ("us/yy", "aside")],
)
def test_above_and_below_are_seen_from_the_attacker(seen_from: str, place: str) -> None:
    """A town's rule lies below the State and above its own ward."""
    matching = [p for p in ("above", "same", "below") if Pattern(place=p).matches(RULE, seen_from)]
    assert matching == [place] * (place != "aside")


def test_a_provision_speaks_on_the_act_or_on_one_duty() -> None:
    """A duty to tell the person is another act than telling ICE."""
    assert RULE.act_duty is None
    assert replace(RULE, duty=Duty("copy_of_request", clock=Clock(start="request_at"))).act_duty == "copy_of_request"
