"""The columns of a log as cells: each distinct value goes through the one door once."""

from __future__ import annotations

import random
from datetime import date

import narwhals as nw
import polars as pl
import pytest

import comity.audit.columns as columns_module
from comity.audit.columns import Columns, cell, contradictions, encounter_of, read_row
from comity.audit.run import audit
from comity.condition import tree
from comity.condition.cells import cells_of
from comity.engine.decision import encode
from comity.engine.door import enter
from comity.engine.encounter import Encounter
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.vocabulary.errors import InputError
from comity.vocabulary.fact import Kind, Tier

PLACES = (
    ("us/ma/boston", "police_municipal"),
    ("us/ma", "motor_vehicles"),
    ("us/ca", "jail"),
    ("us/ma", "court"),
    ("us/ma", "state_police"),
)
ACTIONS = ("hold_on_detainer", "share_personal_info", "notify_release", "agreement_287g")


def random_rows(body: Body, seed: int) -> list[dict[str, object]]:
    """Return rows with facts known at random; papers and what constraints tie are left to the flat form."""
    rng = random.Random(seed)
    tied = {*body.words.flat.values(), "solely_status", "considers_status"}
    stored = [f for f in body.words.facts.values() if f.tier is Tier.STORED and f.name not in tied]
    rows: list[dict[str, object]] = []
    for number in range(12):
        place, agency = rng.choice(PLACES)
        row: dict[str, object] = {
            "row": number,
            "place": place,
            "agency": agency,
            "on": f"2026-{rng.randint(3, 12):02}-01",
        }
        for fact in stored:
            known = rng.random() < 0.6
            if fact.kind is Kind.SET:
                row[fact.name] = ";".join(rng.sample(fact.values, 2)) if known else ""
            elif fact.kind in (Kind.YESNO, Kind.CHOICE):
                row[fact.name] = rng.choice(fact.options()) if known else ""
        row["request_form"] = rng.choice(("I-247A", "I-200", "none", ""))
        row["agreement_signed_on"] = rng.choice(("2024-11-30", "2026-02-02", "2026-02-03", ""))
        rows.append(row)
    return rows


def columns_of(body: Body, rows: list[dict[str, object]]) -> Columns:
    return Columns(body, nw.from_native(pl.DataFrame(rows), eager_only=True))


def test_an_empty_column_says_nothing(body: Body) -> None:
    """A blank is unknown, never no."""
    assert "minor" not in read_row({"request_form": "I-200"}, body).facts


def test_a_fact_without_a_column_is_not_known(body: Body) -> None:
    """Every row can still lie in every cell."""
    columns = columns_of(body, [{"row": 1, "minor": "yes"}, {"row": 2, "minor": ""}])
    cells = cells_of(body.facts["release_due"], [tree.Test("release_due", "in", ("yes",))])
    (name,) = columns.masks((cells,))
    assert nw.to_native(columns.frame)[name].to_list() == [cells.whole, cells.whole]
    assert columns.known("release_due", {"minor": "yes"}) is None


def test_each_distinct_value_goes_through_the_door_once(body: Body, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rows have it, and however often the same cells are asked for."""
    seen: list[str] = []

    def counted(encounter: Encounter, body: Body, where: str) -> Encounter:
        seen.append(str(encounter.facts.get("minor")))
        return enter(encounter, body, where)

    monkeypatch.setattr(columns_module, "enter", counted)
    columns = columns_of(body, [{"row": n, "minor": ("yes", "no", "")[n % 3]} for n in range(300)])
    cells = cells_of(body.facts["minor"], [tree.Test("minor", "in", ("yes",))])
    assert columns.masks((cells,)) == columns.masks((cells,))
    assert (len(seen), len(set(seen))) == (3, 3)


@pytest.mark.parametrize("seed", range(1, 7))
def test_masks_equal_what_one_encounter_at_a_time_is_encoded_as(body: Body, slices: Slices, seed: int) -> None:
    """A log is no second engine: every row carries the masks that its encounter would have."""
    rows = random_rows(body, seed)
    columns = columns_of(body, rows)
    for action in ACTIONS:
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
