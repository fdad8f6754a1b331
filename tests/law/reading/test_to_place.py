"""A place file as a place: canons, survey, agencies; unknown words become problems with their lines."""

from __future__ import annotations

from pathlib import Path

from tests.example_law import encounter, example, read

from comity.engine.encounter import read_encounter

PLACE = """
place: us/xx
name: Exampleland
kind: state
timezone: America/Chicago
canons:
  - {id: floor, says: The floor stands., cite: none, attacker: {modality: [must_not]}, target: {place: below}}
survey:
  - {agencies: [custody], actions: [train], own: unread, read: a, on: 2026-01-01, reaches: 2026-01-02, reviewed_by: b}
  - {agencies: all, actions: all, own: read, read: all, on: 2026-01-01, reaches: 2026-01-03, reviewed_by: none}
agencies:
  - {id: us/xx/sheriff, name: Exampleland Sheriff, kinds: [sheriff, jail]}
officials:
  - {who: Governor, controls: [executive_order], says: The executive only.}
"""


def test_groups_stand_for_their_members_and_the_first_row_that_matches_counts(tmp_path: Path) -> None:
    """A jail belongs to the group `custody`; a court does not."""
    place = example(tmp_path, PLACE).body.places["us/xx"]
    rows = [place.survey_row(frozenset({kind}), "train") for kind in ("jail", "court")]
    assert [r.own_read for r in rows if r] == [False, True]
    assert place.canons[0].id == "us/xx/floor"


def test_a_named_agency_has_all_its_kinds(tmp_path: Path) -> None:
    """Who is asked by its id is of every kind that the file gives it."""
    body = example(tmp_path, PLACE).body
    assert body.agencies["us/xx/sheriff"].kinds == {"sheriff", "jail"}
    assert str(body.zone("us/xx/town")) == "America/Chicago"
    asked = encounter(agency=[], agency_id="us/xx/sheriff")
    assert read_encounter(asked, body).who.kinds == {"sheriff", "jail"}


def test_an_unknown_word_names_line_and_nearest(tmp_path: Path) -> None:
    """All of them at once."""
    _, problems = read(tmp_path, PLACE.replace("[custody]", "[custdy]").replace("[train]", "[trian]"))
    assert all(p.line for p in problems)
    assert {"did you mean `custody`?", "did you mean `train`?"} <= {p.hint for p in problems}
