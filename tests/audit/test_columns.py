"""The columns of a log as cells: each distinct value goes through the one door once."""

from __future__ import annotations

import random

import narwhals as nw
import polars as pl
import pytest

from comity.audit.columns import Columns, cell, contradictions, encounter_of, read_row
from comity.engine.decision import encode
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.vocabulary.errors import InputError
from comity.vocabulary.fact import Kind, Tier

PLACES = (("us/ma/boston", "police_municipal"), ("us/ma", "motor_vehicles"), ("us/ca", "jail"), ("us/ma", "court"))


def random_rows(body: Body, seed: int) -> list[dict[str, object]]:
    """Return rows with facts known at random; papers and what constraints tie are left to the flat form."""
    rng = random.Random(seed)
    tied = {*body.words.flat.values(), "solely_status", "considers_status"}
    stored = [f for f in body.words.facts.values() if f.tier is Tier.STORED and f.name not in tied]
    rows: list[dict[str, object]] = []
    for number in range(12):
        place, agency = rng.choice(PLACES)
        row: dict[str, object] = {"row": number, "place": place, "agency": agency, "on": "2025-03-03"}
        for fact in stored:
            known = rng.random() < 0.6
            if fact.kind is Kind.SET:
                row[fact.name] = ";".join(rng.sample(fact.values, 2)) if known else ""
            elif fact.kind in (Kind.YESNO, Kind.CHOICE):
                row[fact.name] = rng.choice(fact.options()) if known else ""
        row["request_form"] = rng.choice(("I-247A", "I-200", "none", ""))
        rows.append(row)
    return rows


def columns_of(body: Body, rows: list[dict[str, object]]) -> Columns:
    return Columns(body, nw.from_native(pl.DataFrame(rows), eager_only=True))


def test_an_empty_column_says_nothing(body: Body) -> None:
    """A blank is unknown, never no."""
    assert "minor" not in read_row({"request_form": "I-200"}, body).facts


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_masks_equal_what_one_encounter_at_a_time_is_encoded_as(body: Body, slices: Slices, seed: int) -> None:
    """A log is no second engine: every row carries the masks that its encounter would have."""
    rows = random_rows(body, seed)
    columns = columns_of(body, rows)
    for action in ("hold_on_detainer", "share_personal_info", "notify_release"):
        for row in rows:
            encounter = encounter_of(row, body)
            compiled = slices.compiled(slices.play(encounter, action))
            names = columns.masks(compiled.variables)
            native: pl.DataFrame = nw.to_native(columns.frame)
            got = native.filter(pl.col("row") == row["row"]).select(names).row(0) if names else ()
            assert got == encode(encounter.facts, compiled.variables)


def test_a_column_of_masks_is_worked_out_once(body: Body, slices: Slices) -> None:
    """The same cells of the same fact are one column, whatever act asks."""
    columns = columns_of(body, random_rows(body, 4))
    compiled = slices.compiled(slices.play(encounter_of(random_rows(body, 4)[0], body), "hold_on_detainer"))
    assert columns.masks(compiled.variables) == columns.masks(compiled.variables)


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
    found = contradictions(columns_of(body, rows))
    assert any(names == ["request_form"] and "I-247Q" in why for names, _, why in found)
    assert any(
        set(names) >= {"request_form", "paper_issuer"} and "cannot be together" in why for names, _, why in found
    )
    assert not [v for _, v, _ in found if v["request_form"] == "I-200" and v.get("paper_issuer") == ""]


def test_a_row_that_cannot_be_read_is_refused_with_its_name(body: Body) -> None:
    """`where` says which."""
    with pytest.raises(InputError, match="row 7"):
        read_row({"minor": "perhaps"}, body, where="row 7")
