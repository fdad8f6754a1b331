"""The columns of a log as facts: what their values say goes through the one door."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from comity.audit.columns import cell, read_row, read_together, wrong_with
from comity.audit.run import audit
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.vocabulary.errors import InputError


def test_an_empty_column_says_nothing(body: Body) -> None:
    """A blank is unknown, never no."""
    assert "minor" not in read_row({"request_form": "I-200"}, body).facts


def test_sets_are_split_at_semicolons_and_booleans_are_yes_and_no(body: Body) -> None:
    """As a table writes them."""
    assert cell(body, "purposes", "other_crime; benefit") == ["other_crime", "benefit"]
    assert [cell(body, "minor", v) for v in (True, False, "yes")] == ["yes", "no", "yes"]


def test_a_value_that_cannot_be_is_named_with_its_column(body: Body) -> None:
    """Unknown words, and facts that cannot be together, each with the columns that make them."""
    rows = [
        {"row": 1, "request_form": "I-247Q", "paper_issuer": ""},
        {"row": 2, "request_form": "I-200", "paper_issuer": "state_judge"},
        {"row": 3, "request_form": "I-200", "paper_issuer": ""},
    ]
    names = read_together(body, ["row", "request_form", "paper_issuer"])
    assert names[:2] == [("request_form",), ("paper_issuer",)]
    assert any(set(n) == {"request_form", "paper_issuer"} for n in names[2:])
    told = [wrong_with({k: v for k, v in row.items() if k != "row"}, body) for row in rows]
    assert "I-247Q" in str(told[0])
    assert "cannot be together" in str(told[1])
    assert told[2] is None


def test_a_row_that_cannot_be_read_is_refused_with_its_name(body: Body) -> None:
    """`where` says which."""
    with pytest.raises(InputError, match="row 7"):
        read_row({"minor": "perhaps"}, body, where="row 7")


def test_every_row_that_contradicts_itself_is_listed_with_its_columns(slices: Slices) -> None:
    """By its number, with what is wrong and what would be right; equal rows are each listed, the others judged."""
    made = {"place": "us/ma", "agency": "jail", "on": date(2026, 3, 2), "did_hold_on_detainer": False}
    pairs = [
        ("I-247A", None),
        ("I-200", "state_judge"),
        ("I-247B", None),
        ("I-200", "immigration_officer"),
        ("I-200", "state_judge"),
    ]
    frame = pl.DataFrame([{**made, "request_form": form, "paper_issuer": issuer} for form, issuer in pairs])
    rejected = audit(frame, slices).rejected
    together = rejected.filter(pl.col("column") == "paper_issuer, request_form")
    assert (rejected["row"].to_list(), together["row"].to_list()) == ([2, 3, 5], [2, 5])
    assert "signed by an immigration officer" in together["reason"][0]
    alone = rejected.row(1, named=True)
    assert alone["column"] == "request_form"
    assert alone["reason"] == "unknown value `I-247B` of `request_form`; did you mean `I-247`?"
