"""A small log with a finding of each kind, audited and told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.audit.conftest import ACT, ADVICE, HEADER, LATER, ROWS
from tests.example_law import example

from comity import Law
from comity.audit.run import audit
from comity.audit.summary import summarise


@pytest.fixture(scope="session")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    """Return the law of a small state."""
    return example(tmp_path_factory.mktemp("law"), ACT, LATER, ADVICE)


@pytest.fixture(scope="session")
def summary(law: Law, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the summary of the small log."""
    path: Path = tmp_path_factory.mktemp("log") / "log.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return summarise(audit(path, law.slices), law.slices, log=path)
