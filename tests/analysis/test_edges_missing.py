"""A grant and another instrument's limit that can meet need a word on which yields."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example_law import READ, example

from comity.analysis.edges_missing import missing

LIMIT = """
instrument: no-power
authority: decision
history: [{event: effective, on: 2017-07-24, source: s1, recorded: 2020-01-01}]
provisions:
  - {id: no-power, modality: lacks_power, binds: [jail, sheriff]}
"""
ORDER = """
instrument: order
history: [{event: effective, on: 2020-01-01, source: s1, recorded: 2020-01-01}]
provisions:
  - {id: hold, modality: must, binds: [jail, court]}
"""
REPEALED = "{event: repealed, on: 2015-01-01, source: s1, recorded: 2020-01-01}"


def told(folder: Path, *texts: str) -> list[str]:
    return [str(p) for p in missing(example(folder, *texts).body)]


def changed(old: str, new: str) -> str:
    assert old in ORDER
    return ORDER.replace(old, new)


@pytest.mark.parametrize(
    "order",
    [
        pytest.param(changed("must,", "asks,"), id="a request is no order"),
        pytest.param(changed("must,", "must_not,"), id="two limits agree"),
        pytest.param(changed("[jail, court]", "[court]"), id="other agencies"),
        pytest.param(changed("instrument: order", "instrument: order\nat: us/yy"), id="another place"),
        pytest.param(changed("must,", "must, action: share_status,"), id="another act"),
        pytest.param(changed("must,", "must, duty: {what: copy_of_request},"), id="a duty"),
        pytest.param(changed("instrument: order", "instrument: order\nforce: advisory"), id="advice"),
        pytest.param(
            changed("[jail, court]", f"[jail], history: [{REPEALED}]").replace(
                "2020-01-01, source", "2010-01-01, source"
            ),
            id="never at once",
        ),
        pytest.param(changed("must,", 'must, despite: ["us/xx:no-power/no-power"],'), id="an edge"),
        pytest.param(changed("must,", 'must, subject_to: ["us/xx:no-power/*"],'), id="an edge from the other end"),
        pytest.param(changed("must,", 'must, beside: ["us/xx:no-power/no-power"],'), id="beside"),
    ],
)
def test_what_cannot_meet_or_is_settled_is_not_told(tmp_path: Path, order: str) -> None:
    """No word is asked for where none is needed, or where one stands already."""
    assert told(tmp_path, LIMIT, order) == []


@pytest.mark.parametrize("modality", ["must", "may"])
def test_what_can_meet_is_told_with_both_sides(tmp_path: Path, modality: str) -> None:
    """The grant's file and line, the two provisions, and what would mend it."""
    (message,) = told(tmp_path, LIMIT, changed("must,", f"{modality},"))
    pair = f"`us/xx:order/hold` ({modality}) can meet `us/xx:no-power/no-power` (lacks_power)"
    assert f"{pair} on one act and no text says which yields; add an edge, a canon or `beside`" in message
    assert "order.yaml:" in message


def test_a_town_and_its_state_meet_and_so_do_all_agencies_with_any(tmp_path: Path) -> None:
    """Law runs down the path; a provision that binds everyone binds these too."""
    town = changed("instrument: order", "instrument: order\nat: us/xx/town")
    assert len(told(tmp_path / "a", LIMIT, town)) == 1
    assert len(told(tmp_path / "b", LIMIT, changed("[jail, court]", "{places: [us/xx]}"))) == 1


@pytest.mark.parametrize(
    ("attacker", "target", "found"),
    [("{modality: [lacks_power]}", "{}", 0), ("{}", "{modality: [must_not]}", 1), ("{place: above}", "{}", 1)],
)
def test_a_canon_on_the_path_settles_what_it_matches(tmp_path: Path, attacker: str, target: str, found: int) -> None:
    """And only that: a canon on other provisions leaves these two as they are."""
    state = f"""
    place: us/xx
    kind: state
    survey: [{READ}]
    canons: [{{id: first, says: First., cite: s. 0, attacker: {attacker}, target: {target}}}]
    """
    assert len(told(tmp_path, LIMIT, ORDER, state)) == found


def test_a_bill_has_to_say_what_becomes_of_the_law(tmp_path: Path) -> None:
    """Before it is law it is asked the same; two bills never meet."""
    bill = """
    bill: hold-bill
    provisions:
      - {id: hold, modality: must}
    """
    other = bill.replace("hold-bill", "no-hold-bill").replace("must", "must_not")
    (message,) = told(tmp_path, LIMIT, bill, other)
    assert "`us/xx:hold-bill/hold` (must) can meet `us/xx:no-power/no-power`" in message
