"""JSON lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.audit.importers.jsonlines import json_columns, json_table
from comity.vocabulary.errors import InputError


def test_a_file_without_any_object_is_refused(tmp_path: Path) -> None:
    """There is nothing to read a column name from."""
    path = tmp_path / "a.jsonl"
    path.write_text('"text"\n3\n')
    with pytest.raises(InputError, match="one object a line"):
        json_columns(path)


def test_a_name_given_flat_and_under_facts_is_given_twice(tmp_path: Path) -> None:
    """Which of the two would count? The row is rejected."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"due": true, "facts": {"due": false}}\n{"due": null}\n')
    frame, rejected, rows_in, columns = json_table(path, lambda names: {name: name for name in names})
    assert (frame.rows(), rows_in, columns) == ([(2, None)], 2, ("due",))
    assert rejected["reason"].to_list() == ["line 1 names `due` twice"]
