"""A docket file holds a bill or suit, how far it has come and how sure we are."""

from __future__ import annotations

from datetime import date

from tests.law.reading.examples import DOCKET, reading, wrong

from comity.law.reading.docket_model import DocketModel


def test_a_docket_file_has_stages_and_may_be_from_memory() -> None:
    """A source read as memory needs no address."""
    bill = reading(DocketModel, DOCKET)
    assert (bill.stage[0].on, bill.authority, bill.touches) == (date(2026, 3, 25), "statute", ("us/xx:act/provision",))


def test_a_broken_docket_file_is_refused_in_words() -> None:
    """A source that was read needs its address, and a docket entry is a bill or a suit."""
    said = wrong(DocketModel, DOCKET.replace("read: memory", "read: primary").replace("kind: bill", "kind: bil"))
    assert "act.yaml:7: `url` is missing" in said
    assert "act.yaml:4: unknown kind `bil`; did you mean `bill`?" in said
