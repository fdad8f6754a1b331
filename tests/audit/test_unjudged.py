"""What could not be judged, and why."""

from __future__ import annotations

from comity import Law
from comity.audit.judge import AGAINST, Finding
from comity.audit.run import Audit
from comity.audit.unjudged import unjudged


def test_an_open_finding_names_the_fact_that_would_settle_it(found: Audit, law: Law) -> None:
    """In the words of its question."""
    told = unjudged(found, law.body)["open"]
    assert (told["findings"], told["rows"]) == (1, 1)
    assert [f["fact"] for f in told["facts"]] == ["written_request"]
    assert told["facts"][0]["question"]


def test_what_only_a_presumption_settles_names_what_to_check(found: Audit, law: Law) -> None:
    """With the value presumed."""
    told = unjudged(found, law.body)["settled_by_presumption"]
    assert ("release_due", "yes") in {(f["fact"], f["presumption"]) for f in told["facts"]}


def test_contested_law_shows_its_readings_or_the_rules_that_stand_opposed(found: Audit, law: Law) -> None:
    """Both are disputes; neither is decided here."""
    points = {p["act"]: p for p in unjudged(found, law.body)["contested"]["points"]}
    assert len(points["hand the person over to ICE"]["points"][0]["readings"]) == 2
    opposed = points["let ICE interview the person"]["rules"]
    assert {r["cite"] for r in opposed} == {"Example Stat. s. 6", "Example Later Stat. s. 2"}


def test_a_place_nobody_has_read_is_named(found: Audit, law: Law) -> None:
    """Silence in our files is not silence of the law."""
    places = unjudged(found, law.body)["unsurveyed"]["places"]
    assert [(p["name"], p["findings"]) for p in places] == [("Some County, YY", 1)]


def test_acts_without_a_record_are_counted(found: Audit, law: Law) -> None:
    """Nothing recorded is a reason of its own."""
    told = unjudged(found, law.body)["not_recorded"]
    assert told["findings"] == sum(a["findings"] for a in told["acts"]) > 0


def test_every_finding_is_judged_or_has_its_reason(found: Audit, law: Law) -> None:
    """What is not judged under presumptions falls into exactly one part."""
    told = unjudged(found, law.body)
    parts = ("open", "contested", "unsurveyed", "not_recorded")
    settled = [str(f) for f in (*AGAINST, Finding.CONSISTENT)]
    judged = found.findings["presumed_finding"].is_in(settled)
    assert sum(told[p]["findings"] for p in parts) == found.findings.height - int(judged.sum())
