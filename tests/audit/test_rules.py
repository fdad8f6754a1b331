"""Findings against the law, grouped by the rules that make them."""

from __future__ import annotations

from comity import Law
from comity.audit.rules import by_provision, rule_groups
from comity.audit.run import Audit


def test_findings_that_need_a_presumption_are_never_among_the_strict_ones(found: Audit, law: Law) -> None:
    """And each lists what it presumes."""
    strict = rule_groups(found, law.body, presumed=False)
    assert all(g["action"] != "notify_release" and not g["assumed"] for g in strict)
    (only,) = rule_groups(found, law.body, presumed=True)
    assert (only["action"], only["rows"][0]["row"]) == ("notify_release", 5)
    assert [(a["fact"], a["value"]) for a in only["assumed"]] == [("release_due", "yes")]


def test_a_group_has_its_rules_and_its_first_rows(found: Audit, law: Law) -> None:
    """And says how many more there are."""
    groups = {(g["finding"], g["action"], g["duty"]): g for g in rule_groups(found, law.body, presumed=False)}
    assert set(groups) == {
        ("did_prohibited", "hold_on_detainer", None),
        ("duty_late", "hold_on_detainer", "same_release_notice"),
        ("duty_missing", "hold_on_detainer", "same_release_notice"),
        ("did_prohibited", "allow_access", None),
        ("left_undone", "allow_interview", None),
    }
    late = groups["duty_late", "hold_on_detainer", "same_release_notice"]
    assert late["rules"][0]["provision"] == "us/xx:safe-act/tell-person"
    assert late["act"] == "give the same release notice to the person"
    assert "late" in late["rows"][0]["detail"]
    assert [g["more"] for g in rule_groups(found, law.body, presumed=False, first=0)] == [1] * 5


def test_every_rule_counts_its_findings_with_its_evidence_mark(found: Audit, law: Law) -> None:
    """Strict ones and those that need a presumption apart."""
    counted = {p["provision"].rsplit("/", 1)[1]: p for p in by_provision(found, law.body)}
    assert (counted["tell-person"]["findings"], counted["tell-person"]["only_if_presumed"]) == (2, 0)
    assert (counted["no-notice"]["findings"], counted["no-notice"]["only_if_presumed"]) == (0, 1)
    assert counted["no-notice"]["evidence"] == "secondary"
