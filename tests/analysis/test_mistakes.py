"""The single mistakes that a provision or a filter could hold."""

from __future__ import annotations

from pathlib import Path

from tests.example_law import example

from comity.analysis.mistakes import AGENCY, ALTERNATIVE, CONDITION, EDGE, EXCEPTION, mistakes_in, mistakes_of, wider_by
from comity.law.body import Body
from comity.law.instrument import Derived

ACT = """
instrument: act
provisions:
  - {id: ban, modality: must_not, when: release_due and (minor or victim_or_witness), unless: crime_suspected}
  - {id: grant, modality: may, despite: [ban], subject_to: ['us/xx:act/last']}
  - {id: last, modality: must_not, when: did_notify_release}
"""


def body_of(folder: Path) -> Body:
    return example(folder, ACT).body


def found(body: Body, name: str, kind: str) -> list[str]:
    return [m.what for m in mistakes_in(body.provisions[f"us/xx:act/{name}"], body) if m.kind == kind]


def test_a_provision_without_a_condition_has_none_to_forget(tmp_path: Path) -> None:
    """Nor has one without edges an edge to forget."""
    body = body_of(tmp_path)
    assert [found(body, "grant", kind) for kind in (EXCEPTION, ALTERNATIVE, CONDITION)] == [[], [], []]
    assert found(body, "ban", EDGE) == []


def test_each_part_of_a_condition_can_be_forgotten(tmp_path: Path) -> None:
    """What `unless` says is an exception, what an `or` joins an alternative, what an `and` joins a condition."""
    body = body_of(tmp_path)
    assert [found(body, "ban", kind) for kind in (EXCEPTION, ALTERNATIVE)] == [
        ["crime suspected"],
        ["minor", "victim or witness"],
    ]
    assert found(body, "ban", CONDITION) == ["release due", "minor or victim or witness"]
    assert found(body, "last", CONDITION) == ["did notify release"]


def test_each_edge_can_be_forgotten(tmp_path: Path) -> None:
    """Those that defeat, and those that yield."""
    assert found(body_of(tmp_path), "grant", EDGE) == ["it defeats `us/xx:act/ban`", "it yields to `us/xx:act/last`"]


def test_every_other_kind_of_agency_can_be_bound_by_mistake(tmp_path: Path) -> None:
    """Federal agencies aside; the provisions that bind them all are one that is wider."""
    body = body_of(tmp_path)
    ban = body.provisions["us/xx:act/ban"]
    kinds = found(body, "ban", AGENCY)
    assert {"court", "sheriff"} <= set(kinds)
    assert not {"jail", "federal_agency"} & set(kinds)
    wider = wider_by([m for m in mistakes_in(ban, body) if m.kind == AGENCY])
    assert wider.binds.kinds == {"jail", *kinds}


def test_law_with_a_mistake_has_no_other_change(tmp_path: Path) -> None:
    """One provision reads otherwise; the others, and the law it came from, are as they were."""
    body = body_of(tmp_path)
    ban = body.provisions["us/xx:act/ban"]
    mistake = next(m for m in mistakes_in(ban, body) if m.kind == EXCEPTION)
    made = mistake.body(body)
    assert made.provisions["us/xx:act/ban"] == mistake.then != ban
    assert [made.provisions[n] for n in ("us/xx:act/grant", "us/xx:act/last")] == [
        body.provisions[n] for n in ("us/xx:act/grant", "us/xx:act/last")
    ]
    assert body.provisions["us/xx:act/ban"] == ban


def test_each_part_of_a_filter_can_be_forgotten() -> None:
    """Inside an `or` too; and the whole may match nothing. A span between two moments has no filter."""
    fact = Derived("act/x", "any", "?", over="papers", filter_text="signed and (form == 'I-200' or form == 'I-205')")
    assert [m.then.filter_text for m in mistakes_of(fact) if isinstance(m.then, Derived)][1:] == [
        "form == 'I-200' or form == 'I-205'",
        "signed",
        "signed and form == 'I-205'",
        "signed and form == 'I-200'",
    ]
    assert list(mistakes_of(Derived("act/y", "between", "?", ends=("on", "on")))) == []
