"""How often a log holds each value of a fact: counts for the choice of questions, and nothing else."""

from __future__ import annotations

from datetime import date

import polars as pl

from comity import Law
from comity.audit.priors import priors_from


def test_an_empty_log_and_other_columns_tell_nothing(law: Law) -> None:
    """Names, numbers of cases and unknown columns are passed over."""
    assert priors_from({}, law.body) == {}
    assert priors_from({"name": ["A", "B"], "on": [1, 2]}, law.body) == {}
    assert priors_from({"written_request": [None, ""]}, law.body) == {}


def test_a_transient_fact_is_never_counted(law: Law) -> None:
    """What may not be kept is not kept as a count either."""
    transient = next(f.name for f in law.body.facts.values() if f.tier == "transient")
    assert priors_from({transient: ["yes", "no"]}, law.body) == {}


def test_values_are_counted_and_words_unknown_are_not(law: Law) -> None:
    """Booleans are yes and no; blanks and what a fact does not have count for nothing."""
    log = {"written_request": ["yes", True, False, None, "maybe"], "request_form": ["I-247A", "I-247A", "x", ""]}
    expected = {"written_request": {"no": 1, "yes": 2}, "request_form": {"I-247A": 2}}
    assert priors_from(log, law.body) == expected


def test_a_frame_and_columns_say_the_same(law: Law) -> None:
    """Days and numbers are kept as they are written."""
    log = {"years_since_listed_felony": [3, 3, None], "offence_date": [date(2020, 1, 2), None, date(2020, 1, 2)]}
    known = {n: v for n, v in log.items() if n in law.body.facts}
    assert priors_from(pl.DataFrame(known), law.body) == priors_from(known, law.body)
    assert all(sum(c.values()) == 2 for c in priors_from(known, law.body).values())


def test_each_member_of_a_set_is_counted_by_itself(law: Law) -> None:
    """A row that names other members lacks this one."""
    found = priors_from({"purposes": ["benefit; other_crime", "benefit", "", ["registration"]]}, law.body)
    assert found["purposes:benefit"] == {"yes": 2, "no": 1}
    assert found["purposes:registration"] == {"yes": 1, "no": 2}
