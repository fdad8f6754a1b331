"""Every stage on the way to an answer can be printed."""

from __future__ import annotations

from comity import Law
from comity.cli.terminal import painted
from comity.cli.trace import trace_data, trace_lines

ONE = {
    "place": "us/xx",
    "agency": "jail",
    "on": "2026-03-02",
    "actions": ["hold_on_detainer"],
    "facts": {"written_request": True},
}


def test_the_stages_hold_what_the_engine_used(law: Law) -> None:
    """In play, edges, cells with masks, and results are those of the decision."""
    decision = law.decision(ONE)
    found = trace_data(decision, law)
    action = found["actions"]["hold_on_detainer"]
    assert found["door"]["facts"] == {"written_request": "yes"}
    assert {p["provision"] for p in action["in_play"]} == {
        b.provision.id for b in decision.actions["hold_on_detainer"].play.bound
    }
    assert action["edges"] == [
        {"attacker": "us/xx:safe-act/officer-power", "target": "us/xx:safe-act/no-hold", "by": "text", "reading": None}
    ]
    due = next(v for v in action["diagram"]["variables"] if v["fact"] == "written_request")
    assert (due["cells"], due["strict"]) == (["no", "yes"], "01")
    assert "prohibited (forbidden)" in action["reached"]["strict"]
    assert set(action["duties"]) == {"copy_of_request", "periodic_report"}


def test_the_stages_print_in_their_order(law: Law) -> None:
    """The lines go from the door to the results."""
    text = painted(trace_lines(trace_data(law.decision(ONE), law)), colour=False)
    at = [text.index(f"Trace {n}") for n in range(1, 6)]
    assert at == sorted(at)
    assert "us/xx:safe-act/officer-power > us/xx:safe-act/no-hold" in " ".join(text.split())
