"""Three engines, one suite: a log is judged once by each, and every test looks at the same findings."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.audit.engines.made import LAW, as_texts, made_log
from tests.example_law import example

from comity import Law
from comity.audit.engines import ENGINES, LazyAudit, audit_lazy
from comity.audit.engines.native import moved
from comity.audit.engines.run import brought
from comity.audit.run import Audit, audit
from comity.engine.slices import Slices

EXAMPLE = Path(__file__).parents[3] / "examples" / "massachusetts.csv"
PENNSYLVANIA = "ice-detainers-pa-2007-2015/detainers.parquet"


@dataclass(frozen=True)
class Both:
    """One log judged by the audit of a file (`eager`) and by an engine (`lazy`, and `here` brought to this machine)."""

    log: pl.DataFrame
    eager: Audit
    lazy: LazyAudit
    here: Audit


def _absent(why: str) -> None:
    """Skip, or fail where COMITY_NO_SKIP says that nothing may be left out."""
    if os.environ.get("COMITY_NO_SKIP"):
        pytest.fail(f"{why}, and COMITY_NO_SKIP is set")
    pytest.skip(why)


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """Return the one Spark session of the suite: local, two cores, no pages."""
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - not everybody has it
    except ImportError:
        _absent("pyspark is not installed; `make test-spark` brings it")
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        _absent("Spark needs Java, and there is none")
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.default.parallelism": "2",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[2]").appName("comity-tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Return the name of each engine in turn."""
    if request.param == "spark":
        request.getfixturevalue("spark")
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Law:
    """Return the law of the made-up state."""
    return example(tmp_path_factory.mktemp("law"), *LAW)


@pytest.fixture(scope="session")
def both(made: Law, slices: Slices) -> Callable[[str, str], Both]:
    """Return a log by its name, judged by an engine and by the audit of a file; each is judged once in a run."""
    eager: dict[str, tuple[pl.DataFrame, Slices, Audit]] = {}
    judged: dict[tuple[str, str], Both] = {}

    def reference(name: str) -> tuple[pl.DataFrame, Slices, Audit]:
        if name in ("made", "empty"):
            log = made_log() if name == "made" else made_log().clear()
            return log, made.slices, audit(log, made.slices)
        path = EXAMPLE if name == "example" else _real() / PENNSYLVANIA
        found = audit(path, slices)
        return found.imported.frame, slices, found

    def of(engine: str, name: str) -> Both:
        if (engine, name) not in judged:
            kind = name.removesuffix(" as text")
            if kind not in eager:
                eager[kind] = reference(kind)
            log, law, found = eager[kind]
            lazy = audit_lazy(moved(as_texts(log) if name != kind else log, engine), law)
            judged[engine, name] = Both(log, found, lazy, brought(lazy, found.imported))
        return judged[engine, name]

    return of


def has_real_data() -> bool:
    """Return whether the real log is there to be judged, or was promised by COMITY_DATA and must be."""
    return "COMITY_DATA" in os.environ or (real_data() / PENNSYLVANIA).is_file()


def real_data() -> Path:
    """Return where real data are: COMITY_DATA, else beside the checkout."""
    return Path(os.environ.get("COMITY_DATA") or Path(__file__).resolve().parents[4] / "shared" / "data")


def _real() -> Path:
    folder = real_data()
    if not (folder / PENNSYLVANIA).is_file():
        _absent(f"no real data at {folder}; set COMITY_DATA")
    return folder


def pytest_report_header() -> list[str]:
    """Say which log is left out where nothing may be skipped."""
    if os.environ.get("COMITY_NO_SKIP") and not has_real_data():
        return [f"{PENNSYLVANIA} is not in {real_data()} and is not compared; COMITY_DATA says where it is"]
    return []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a skip of any kind a failure where COMITY_NO_SKIP says that nothing may be left out."""
    report = yield
    if report.skipped and os.environ.get("COMITY_NO_SKIP"):
        report.outcome, report.longrepr = "failed", f"skipped, and COMITY_NO_SKIP is set: {report.longrepr}"
    return report
