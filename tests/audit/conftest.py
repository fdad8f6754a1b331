"""A small state with a jail, and a small log of it; and the real files, where they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.example_law import example

from comity import Law
from comity.audit.run import Audit, audit

ACT = """
instrument: safe-act
title: Example Safe Act
open_points:
  - id: reach
    kind: disputed
    question: Does the act reach transfers?
    readings:
      wide: {says: It does., authorities: ["Example v. Example"]}
      narrow: {says: It does not., authorities: ["Example v. Other"]}
provisions:
  - id: no-hold
    modality: must_not
    when: written_request
    says: Nobody is kept past release for a detainer.
    cite: Example Stat. s. 3
  - id: no-notice
    action: notify_release
    modality: must_not
    when: release_due
    says: A release is not told.
    cite: Example Stat. s. 4
    evidence: secondary
  - id: no-transfer
    action: transfer_custody
    modality: must_not
    when: reading('reach') == 'wide'
    says: Nobody is handed over.
    cite: Example Stat. s. 5
  - id: must-interview
    action: allow_interview
    modality: must
    says: ICE is let in to ask.
    cite: Example Stat. s. 6
  - id: tell-person
    modality: must
    when: written_request
    duty: {what: same_release_notice, to: [person], clock: {from: request_at, plus: 24 hours}}
    says: The person is told the same.
    cite: Example Stat. s. 7
"""
LATER = """
instrument: later-act
title: Example Later Act
history: [{event: effective, on: 2025-06-01, source: s1, recorded: 2025-06-02}]
provisions:
  - id: no-access
    action: allow_access
    modality: must_not
    says: ICE is not let in.
    cite: Example Later Stat. s. 1
  - id: no-interview
    action: allow_interview
    modality: must_not
    says: ICE is not let in to ask.
    cite: Example Later Stat. s. 2
"""
ADVICE = """
instrument: advice
title: Example advice
authority: guidance
force: advisory
provisions:
  - id: no-use
    action: use_of_property
    modality: must_not
    says: Better not.
"""
HEADER = (
    "place,agency,on,written_request,release_due,did_hold_on_detainer,did_notify_release,did_transfer_custody,"
    "did_allow_access,did_allow_interview,did_use_of_property,did_same_release_notice,request_at,told_at\n"
)
ROWS = """\
us/xx,jail,2024-03-01,yes,no,true,,,,,,true,2024-03-01T08:00-05:00,2024-03-01T09:00-05:00
us/xx,jail,2024-04-01,yes,no,false,,,,,,true,2024-04-01T08:00-05:00,2024-04-09T09:00-05:00
us/xx,jail,2024-05-01,yes,no,false,,,,,,false,2024-05-01T08:00-05:00,
us/xx,jail,2024-06-01,,,true,,,,,,,,
us/xx,jail,2025-05-31,no,,,true,,,,,,,
us/xx,jail,2025-05-31,no,no,,,,true,,,,,
us/xx,jail,2025-06-01,no,no,,,,true,,,,,
us/xx,jail,2025-07-01,no,no,,,true,,,,,,
us/xx,jail,2025-05-01,no,no,,,,,false,,,,
us/xx,jail,2025-07-01,no,no,,,,,true,,,,
us/xx,jail,2025-07-02,no,no,,,,,,true,,,
us/xx,jail,2025-07-03,no,no,,,,,,,,,
us/yy/some-county,jail,2025-07-04,yes,no,true,,,,,,,,
us/xx,jail,2025-07-05,maybe,no,true,,,,,,,,
us/xx,jail,2025-02-30,yes,no,true,,,,,,,,
"""


@pytest.fixture(scope="session")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    """Return the law of the small state."""
    return example(tmp_path_factory.mktemp("law"), ACT, LATER, ADVICE)


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a log with one row of each kind, two of them unreadable."""
    path = tmp_path_factory.mktemp("log") / "log.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def found(law: Law, log: Path) -> Audit:
    """Return the audit of the log."""
    return audit(log, law.slices)


@pytest.fixture(scope="session")
def data() -> Path:
    """Return the folder of real data, or skip."""
    folder = Path(os.environ.get("COMITY_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}; set COMITY_DATA")
    return folder
