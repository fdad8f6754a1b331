"""What a register gives an encounter and a log: facts where a row covers the day, and never a no from silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest
from tests.audit.agreements.test_register import ROW

from comity import Law
from comity.audit.agreements.effect import NOTE, columns_filled, with_register
from comity.audit.agreements.register import Agreement, Register, register_of
from comity.audit.run import audit, opened

PLACE = ROW.place.replace("/xx/", "/ma/")
JAIL = replace(ROW, place=PLACE)


def asked(on: str = "2021-01-05", **facts: Any) -> dict[str, Any]:
    return {"place": PLACE, "agency": "jail", "on": on, "facts": facts}


def register(*rows: Agreement) -> Register:
    return register_of("register.csv", rows or (JAIL,))


def test_a_row_that_covers_the_day_gives_both_facts_and_is_told(law: Law) -> None:
    """With name, day signed, how known, and that listed is not active."""
    data, told = with_register(asked(), register(), law.body)
    assert data["facts"] == {"agreement_in_force": "yes", "agreement_model": "jem"} == told["filled"]
    [row] = told["rows"]
    assert (row["name"], row["signed"], row["how_known"]) == ("Some County Sheriff", "2020-06-08", "listed")
    assert told["note"] == NOTE == "Listed does not mean trained or active."


@pytest.mark.parametrize("on", ["2021-05-22", "2021-06-01", "2019-01-01"])
def test_outside_what_is_known_nothing_is_filled(law: Law, on: str) -> None:
    """Neither in the window nor after it nor before: silence is no no."""
    data, told = with_register(asked(on), register(), law.body)
    assert (data["facts"], told["filled"], len(told["rows"])) == ({}, {}, 1)


def test_the_decision_presumes_what_the_register_leaves_open(law: Law) -> None:
    """And says so; a covered day needs no presumption."""
    open_day = law.decide({**asked("2021-05-22"), "actions": ["hold_on_detainer"]}, agreements=register())
    covered = law.decide({**asked(), "actions": ["hold_on_detainer"]}, agreements=register())
    assumed = [d["actions"]["hold_on_detainer"]["presumed"]["assumed"] for d in (open_day, covered)]
    assert ["agreement_in_force" in a for a in assumed] == [True, False]
    assert covered["agreements"]["filled"]["agreement_in_force"] == "yes"
    assert "agreements" not in law.decide(asked())


def test_of_several_models_none_is_given(law: Law) -> None:
    """Nor where another may be in force in its unknown window."""
    other = replace(JAIL, model="wso")
    window = replace(other, last_seen=date(2021, 1, 1), absent_from=date(2021, 2, 1))
    for second in (other, window):
        assert with_register(asked(), register(JAIL, second), law.body)[1]["filled"] == {"agreement_in_force": "yes"}
    gone = replace(other, last_seen=date(2020, 7, 1), absent_from=date(2020, 7, 4))
    assert with_register(asked(), register(JAIL, gone), law.body)[1]["filled"]["agreement_model"] == "jem"


def test_another_kind_of_agency_or_place_gets_nothing(law: Law) -> None:
    """A town in the county is not the county's sheriff."""
    for change in ({"agency": "police_municipal"}, {"place": f"{PLACE}/some-town"}):
        assert with_register({**asked(), **change}, register(), law.body)[1]["rows"] == []


def test_a_detention_agreement_is_listed_and_gives_no_fact(law: Law) -> None:
    """It is another kind of paper."""
    told = with_register(asked(), register(replace(JAIL, model="detention")), law.body)[1]
    assert (told["filled"], told["rows"][0]["standing"]) == ({}, "covers")


def test_what_was_given_is_never_overwritten_and_a_contradiction_is_told(law: Law) -> None:
    """Then nothing else is filled either; what agrees or is unknown is no contradiction."""
    data, told = with_register(asked(agreement_in_force="no"), register(), law.body)
    assert data["facts"] == {"agreement_in_force": "no"}
    assert told["contradicted"] == {"agreement_in_force": "yes"}
    data, told = with_register(asked(agreement_in_force="yes", agreement_model="unknown"), register(), law.body)
    assert (told["contradicted"], data["facts"]["agreement_model"]) == ({}, "jem")


def test_a_log_gets_its_columns_before_it_is_judged(law: Law) -> None:
    """Row by row; what a row says stays, and the notes count both."""
    log = pl.DataFrame(
        {
            "place": [PLACE, PLACE, PLACE, "nowhere"],
            "agency": ["jail"] * 4,
            "on": ["2021-01-05", "2021-05-22", "2021-01-05", "soon"],
            "agreement_in_force": [None, None, "no", None],
            "did_hold_on_detainer": ["yes"] * 4,
        }
    )
    imported = columns_filled(opened(log, law.body, None, None, None), register(), law.body)
    assert imported.frame["agreement_in_force"].to_list() == ["yes", None, "no", None]
    assert imported.frame["agreement_model"].to_list() == ["jem", None, None, None]
    assert "1 rows got a fact from it, 1 say otherwise" in imported.notes[-1]
    assert NOTE in imported.notes[-1]
    found = audit(imported, law.slices)
    assert (found.imported, found.rejected["row"].to_list()) == (imported, [4])


def test_a_log_that_the_register_does_not_reach_gets_no_column(law: Law) -> None:
    """It is judged as without."""
    log = pl.DataFrame({"place": ["us/ma"], "agency": ["court"], "on": [date(2021, 1, 5)]})
    imported = columns_filled(opened(log, law.body, None, None, None), register(), law.body)
    assert "agreement_in_force" not in imported.frame.columns
