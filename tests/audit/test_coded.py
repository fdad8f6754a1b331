"""The columns of a log as letters: each distinct value goes through the one door once."""

from __future__ import annotations

import random

import numpy as np
import polars as pl
import pytest

import comity.audit.columns as columns_module
from comity.audit.coded import Coded, columns_of, combined, distinct
from comity.audit.columns import Columns, encounter_of
from comity.condition import tree
from comity.condition.cells import cells_of
from comity.engine.decision import encode
from comity.engine.door import enter
from comity.engine.encounter import Encounter
from comity.engine.slices import Slices
from comity.law.body import Body
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


def coded_rows(body: Body, rows: list[dict[str, object]]) -> Coded:
    return Coded(Columns(body), columns_of(pl.DataFrame(rows)), len(rows))


def test_no_rows_are_no_numbers(body: Body) -> None:
    """A log without rows has columns without values, and combinations of nothing."""
    coded = Coded(Columns(body), columns_of(pl.DataFrame({"minor": []}, schema={"minor": pl.String})), 0)
    assert coded.columns["minor"].values == ()
    assert [len(part) for part in distinct(combined([coded.columns["minor"].codes], [0], 0))] == [0, 0]


def test_a_fact_without_a_column_is_not_known(body: Body) -> None:
    """Every row can still lie in every cell; what is presumed of it is told beside."""
    coded = coded_rows(body, [{"row": 1, "minor": "yes"}, {"row": 2, "minor": ""}])
    cells = cells_of(body.facts["release_due"], [tree.Test("release_due", "in", ("yes",))])
    letters, codes = coded.letters(cells)
    assert letters == ((cells.whole, cells.mask_of_values({"yes"})),)
    assert codes.tolist() == [0, 0]
    assert coded.reader.known("release_due", {"minor": "yes"}) is None


def test_each_distinct_value_goes_through_the_door_once(body: Body, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rows have it, and however often the same cells are asked for."""
    seen: list[str] = []

    def counted(encounter: Encounter, body: Body, where: str) -> Encounter:
        seen.append(str(encounter.facts.get("minor")))
        return enter(encounter, body, where)

    monkeypatch.setattr(columns_module, "enter", counted)
    coded = coded_rows(body, [{"row": n, "minor": ("yes", "no", "")[n % 3]} for n in range(300)])
    cells = cells_of(body.facts["minor"], [tree.Test("minor", "in", ("yes",))])
    assert coded.letters(cells) is coded.letters(cells)
    assert (len(seen), len(set(seen))) == (3, 3)


@pytest.mark.parametrize("seed", range(1, 7))
def test_letters_equal_what_one_encounter_at_a_time_is_encoded_as(body: Body, slices: Slices, seed: int) -> None:
    """A log is no second engine: every row carries the masks that its encounter would have."""
    rows = random_rows(body, seed)
    coded = coded_rows(body, rows)
    for action in ACTIONS:
        for at, row in enumerate(rows):
            encounter = encounter_of(row, body)
            compiled = slices.compiled(slices.play(encounter, action))
            told = [coded.letters(cells) for cells in compiled.variables]
            assert tuple(letters[int(codes[at])][0] for letters, codes in told) == encode(
                encounter.facts, compiled.variables
            )


def test_combinations_are_told_apart_however_many_columns_there_are() -> None:
    """Where one number cannot hold them all, those met so far are numbered anew."""
    rng = np.random.default_rng(3)
    columns = [rng.integers(0, 50, 4000).astype(np.uint8) for _ in range(20)]
    columns[0][:2000], columns[1][:2000] = columns[0][2000:], columns[1][2000:]
    for many in (columns, columns[:2]):
        first, inverse = distinct(combined(many, [50] * len(many), 4000))
        told = list(zip(*(c.tolist() for c in many), strict=True))
        assert len(first) == len(set(told))
        assert [told[first[i]] for i in inverse] == told


def test_texts_that_mean_the_same_become_one(body: Body) -> None:
    """A change of every distinct text keeps each row's own, and equal texts share a number."""
    coded = coded_rows(body, [{"row": n, "minor": text} for n, text in enumerate(["yes", "YES", "no", None])])
    told = coded.renamed(str.lower).columns["minor"]
    assert [told.values[c] for c in told.codes] == ["yes", "yes", "no", ""]
    assert len(told.values) == 3
