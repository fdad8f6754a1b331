"""What a whole log comes to under the whole law, as numbers with their meaning beside them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.audit.test_coded import random_rows

from comity.audit.answers import answers
from comity.audit.columns import encounter_of
from comity.audit.line import joined
from comity.engine.decision import decide_action
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.vocabulary.errors import InputError


def test_a_file_that_is_no_parquet_file_is_refused(slices: Slices, tmp_path: Path) -> None:
    """By its name."""
    path = tmp_path / "log.parquet"
    path.write_text("place,agency,on", encoding="utf-8")
    with pytest.raises(InputError, match="not a whole Parquet file"):
        answers(path, slices)


def test_a_row_that_cannot_be_read_has_no_answer(slices: Slices) -> None:
    """Its number is 0 and it is counted."""
    frame = pl.DataFrame(
        {"place": ["us/ma", "us/ma", "MA"], "agency": ["jail"] * 3, "on": ["2026-03-02", "soon", "2026-03-02"]}
    )
    found = answers(frame, slices, ("hold_on_detainer",))
    assert found.rejected == 2
    assert [n > 0 for n in found.ids["hold_on_detainer"]] == [True, False, False]


def test_every_row_has_the_answer_that_it_alone_would_get(body: Body, slices: Slices, tmp_path: Path) -> None:
    """Strictly and under the presumptions, for every action, from a file as from a frame."""
    rows = [row for seed in range(1, 5) for row in random_rows(body, seed)]
    frame = pl.DataFrame(rows).drop("row")
    frame.write_parquet(tmp_path / "log.parquet")
    found = answers(tmp_path / "log.parquet", slices)
    assert found.ids.equals(answers(frame, slices).ids)
    meaning = {(a, n): (o, p) for a, n, o, p in found.told.iter_rows()}
    differing = set()
    for row, ids in zip(rows, found.ids.iter_rows(named=True), strict=True):
        encounter = encounter_of(row, body)
        for action in body.words.actions:
            one = decide_action(encounter, slices, action)
            assert meaning[action, ids[action]] == (joined(one.outcomes), joined(one.presumed))
            differing.add(joined(one.outcomes))
    assert len(differing) > 5
