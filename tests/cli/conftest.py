"""A small state with a town of its own, for the commands: its law is read through the one door, as any law is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example_law import write

from comity import Law, load

ACT = """
instrument: safe-act
title: Example Safe Act
purpose: Keeps a jail to its own work.
open_points:
  - id: agreement-power
    kind: undecided
    question: Does an agreement supply the power?
    readings:
      no_power: {says: A statute has to., authorities: ["Example v. Example"]}
      power: {says: It does.}
provisions:
  - id: no-hold
    binds: [jail, police_municipal]
    modality: must_not
    when: written_request
    unless: exigent
    says: Nobody is kept past release for a detainer.
    cite: Example Stat. s. 3
    quote: shall not be kept
    notes: [A person who is lawfully held is not yet kept.]
  - id: officer-power
    binds: [jail]
    modality: may
    when: written_request and ice_present and reading('agreement-power') == 'power'
    despite: [no-hold]
    says: An officer under an agreement may hold.
  - id: copy
    binds: [jail, police_municipal]
    modality: must
    when: request_form != 'none'
    duty: {what: copy_of_request, to: [person], clock: {from: request_at, plus: 24 hours}}
    says: The person gets a copy.
  - id: report
    modality: must
    duty: {what: periodic_report, to: [city_clerk], clock: {each: year, by: 12-31, nil: required}}
    when: minor
    says: The jail reports each year.
remedies:
  - for: [no-hold]
    who: [person]
    forum: court
    form: damages
    says: Damages.
    cite: Example Stat. s. 9
    evidence: memory
hypotheticals:
  - says: A jail may not keep a person after bail.
    agency: jail
    on: 2026-03-02
    facts: {written_request: yes, ice_present: no}
    expect: {hold_on_detainer: {presumed: [prohibited], because: [no-hold]}}
"""
RULE = """
instrument: notice-rule
at: us/xx/some-town
title: Some Town notice rule
authority: ordinance
provisions:
  - id: no-notice
    action: notify_release
    binds: [police_municipal]
    modality: must_not
    when: minor and ice_present
    says: A minor's release is not told while officers wait.
    evidence: secondary
"""
BILL = """
bill: open-bill
title: An act to open doors
provisions:
  - id: must-tell
    action: notify_release
    binds: [police_municipal, jail]
    modality: must
    says: ICE is told of every release.
"""
TOWN = """
place: us/xx/some-town
name: Some Town
kind: town
survey:
  - agencies: [police_municipal]
    actions: all
    own: read
    read: the rule
    on: 2026-11-24
    reaches: 2026-07-02
    reviewed_by: none
officials: [{who: Mayor, controls: [ordinance], says: The mayor proposes.}]
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the law folder of the small state."""
    made = tmp_path_factory.mktemp("law")
    write(made, ACT, RULE, BILL, TOWN)
    return made


@pytest.fixture(scope="session")
def law(folder: Path) -> Law:
    """Return the law of the small state."""
    return load(folder)
