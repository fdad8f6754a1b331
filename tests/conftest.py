"""What every test run has: `--quick` leaves out the tests marked slow."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.load import load_body

# Cores are shared: how long one example takes says nothing.
settings.register_profile("comity", deadline=None)
settings.load_profile("comity")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--quick`, for the loop of change and try; `make test` and CI never use it."""
    parser.addoption("--quick", action="store_true", help="leave out tests marked slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `--quick`, deselect the slow tests, so that they are counted as left out and not as skipped."""
    if not config.getoption("--quick"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    items[:] = [item for item in items if item not in slow]
    config.hook.pytest_deselected(items=slow)


@pytest.fixture(scope="session")
def body() -> Body:
    """Return the law of this checkout."""
    return load_body(Path(__file__).parent.parent / "law")


@pytest.fixture(scope="session")
def slices(body: Body) -> Slices:
    """Return the compiled law of this checkout; it fills as tests ask."""
    return Slices(body)
