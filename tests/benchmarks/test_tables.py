"""The tables of docs/benchmarks.md say what was measured."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_a_block_without_marks_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that lost its marks is not left with old figures in silence."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from tables import written  # noqa: PLC0415 - found only now

    assert written("<!-- a -->\nold\n<!-- end of a -->", {"a": "new"}) == "<!-- a -->\nnew\n<!-- end of a -->"
    with pytest.raises(ValueError, match="no marks `<!-- b -->`"):
        written("<!-- a -->\n<!-- end of a -->", {"b": "new"})


def test_the_page_holds_the_figures_that_were_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in the page is what docs/benchmarks/*.json says; `python benchmarks/charts.py` writes it."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    monkeypatch.delitem(sys.modules, "tables", raising=False)
    from tables import blocks, written  # noqa: PLC0415 - found only now

    kept = sorted((ROOT / "docs" / "benchmarks").glob("*.json"))
    figures = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in kept}
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert {"peers", "scaling"} <= figures.keys()
    assert written(page, blocks(figures)) == page
