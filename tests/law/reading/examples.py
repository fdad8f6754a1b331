"""A small law file of each kind, and what reads it in the tests beside it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from comity.law.reading.problems import checked
from comity.law.reading.tree import read_tree
from comity.vocabulary.errors import InputError

ACT = """\
instrument: example-act
title: Example Act
cite: Example Stat. s. 3
authority: statute
reach: {circuits: ['1'], except: {places: [us/xx/some-town]}}
history:
  - {event: effective, on: 2020-01-01, source: s1, recorded: 2026-11-24, declares: yes}
  - {event: amended, between: [2025-06-01, 2025-06-30], source: s1, recorded: 2026-11-24, as_to: {kinds: [jail]}}
sources:
  s1: {url: "https://example.org/act", read: primary, on: 2026-11-24}
definitions:
  warrant: judge_signed and crime_suspected
derived:
  judge_signed: {is: "any(papers, issuer == 'state_judge')", question: Is there a warrant signed by a judge?}
tables:
  offences: {closed: no, rows: [murder, arson]}
open_points:
  - id: validity
    kind: disputed
    question: Is the section valid?
    readings:
      valid: {says: It is., authorities: [One v. Other]}
      invalid: {says: It is not.}
    settled: [{reading: invalid, in: {places: [us/xx]}, from: 2018-07-27, by: a cite}]
provisions:
  - id: no-holds
    action: hold_on_detainer
    modality: must_not
    binds: [police_municipal, custody]
    when: release_due
    says: A jail may not hold.
    cite: s. 1.10
    quote: shall not detain
    evidence: primary
    subject_to: [other-act/*, "us:act/rule", {modality: [may], place: above}]
    contested: {point: validity, reading: valid}
  - id: tell
    action: [notify_release, share_status]
    modality: must
    binds: {kinds: [jail], except: {agency_ids: [us/xx/a/sheriff]}}
    says: A copy goes to the person.
    cite: s. 2
    evidence: unread
    duty:
      what: copy_of_request
      to: [person]
      clock: {from: did_notify_release, plus: 1 day, calendar: us, rolls: next}
      keep_for: 5 years
remedies:
  - {for: [no-holds], who: [person], form: damages, says: Damages., cite: s. 9, amount: {first: 1000, per: day}}
hypotheticals:
  - says: A jail may not.
    agency: jail
    on: 2025-03-01
    facts: {release_due: yes, purposes: [benefit]}
    papers: [{form: I-247A, signed: yes}]
    moments: {request_at: "2025-03-01T02:40-05:00", offence_date: 2024-02-29}
    expect:
      hold_on_detainer: {presumed: [prohibited], because: [no-holds]}
"""


PLACE = """\
place: us/xx
name: Exampleland
kind: state
timezone: America/New_York
canons:
  - {id: no-power, says: No., cite: x, attacker: {modality: [lacks_power]}, target: {modality: [must], place: below}}
closing:
  - {actions: [civil_arrest], agencies: [jail], outcome: prohibited, says: No., cite: x}
survey:
  - {agencies: [court], actions: all, own: read, read: what, on: 2026-11-24, reaches: 2026-07-02, reviewed_by: none}
  - {agencies: all, actions: [civil_arrest], own: unread, read: x, on: 2026-11-24, reaches: 2026-07-02, reviewed_by: no}
agencies:
  - {id: us/xx/sheriff, name: Exampleland Sheriff, kinds: [sheriff, jail]}
officials:
  - {who: Governor, controls: [executive_order], says: Some.}
"""


DOCKET = """\
bill: protect-act
title: Protect Act
cite: H. 1
kind: bill
stage: [{on: 2026-03-25, stage: passed the House, source: s1}]
sure: Not sure.
sources: {s1: {read: memory, on: 2026-11-24}}
touches: [us/xx:act/provision]
provisions: []
"""


def reading(model: type[BaseModel], text: str) -> Any:
    """Return a text as a value of a model."""
    return checked(model, read_tree(text, "act.yaml"))


def wrong(model: type[BaseModel], text: str) -> str:
    """Return the messages for a text that does not fit a model."""
    with pytest.raises(InputError) as caught:
        reading(model, text)
    return str(caught.value)


def changed(old: str, new: str) -> str:
    """Return the example act with one thing changed."""
    assert old in ACT
    return ACT.replace(old, new, 1)
