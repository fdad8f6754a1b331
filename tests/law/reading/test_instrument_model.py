"""An instrument file becomes values with dates, yes or no and numbers; everything else stays text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.law.reading.examples import ACT, changed, reading, wrong

from comity.law.reading.instrument_model import InstrumentModel
from comity.vocabulary.modality import Outcome


def test_an_instrument_keeps_text_and_reads_days_and_yes_or_no() -> None:
    """Days, yes or no and lengths of time are values; everything else stays text."""
    act = reading(InstrumentModel, ACT)
    assert (act.force, act.purpose, act.reach.except_.places) == ("binding", None, ("us/xx/some-town",))
    assert (act.history[0].on, act.history[0].declares, act.history[1].between) == (
        date(2020, 1, 1),
        True,
        (date(2025, 6, 1), date(2025, 6, 30)),
    )
    assert (act.tables["offences"].closed, act.derived["judge_signed"].is_) == (
        False,
        "any(papers, issuer == 'state_judge')",
    )
    assert (act.open_points[0].settled[0].from_, act.open_points[0].settled[0].in_.places) == (
        date(2018, 7, 27),
        ("us/xx",),
    )
    assert act.provisions[0].cite == "s. 1.10"
    assert act.remedies[0].amount == {"first": "1000", "per": "day"}


def test_a_hypothetical_states_facts_papers_moments_and_what_to_expect() -> None:
    """Facts stay text or a list of text; a moment has its offset, a dated fact is a day."""
    one = reading(InstrumentModel, ACT).hypotheticals[0]
    assert (one.agency, one.facts, one.papers) == (
        ("jail",),
        {"release_due": "yes", "purposes": ("benefit",)},
        ({"form": "I-247A", "signed": "yes"},),
    )
    assert one.moments == {"request_at": datetime(2025, 3, 1, 7, 40, tzinfo=UTC), "offence_date": date(2024, 2, 29)}
    assert (one.expect["hold_on_detainer"].presumed, one.expect["hold_on_detainer"].outcomes) == (
        (Outcome.PROHIBITED,),
        None,
    )


def test_a_hypothetical_may_ask_each_of_several_agencies() -> None:
    """Of an agency that a rule leaves free it need not say how the act comes out."""
    text = changed("agency: jail", "each_of: [jail, court]").replace(
        "{presumed: [prohibited], because: [no-holds]", "{X"
    )
    one = reading(InstrumentModel, text.replace("{X", "{not_because: [no-holds]")).hypotheticals[0]
    assert (one.agency, one.each_of) == ((), ("jail", "court"))
    assert one.expect["hold_on_detainer"].not_because == ("no-holds",)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("authority: statute", "autority: statute", "act.yaml:4: unknown key `autority`; did you mean `authority`?"),
        ("authority: statute\n", "", "act.yaml:1: `authority` is missing"),
        ("    evidence: primary\n", "", "act.yaml:26: `evidence` is missing; it belongs to `no-holds`"),
        (
            "    says: A jail may not hold.",
            "    sais: A jail may not hold.",
            "act.yaml:31: unknown key `sais`; did you mean `says`?",
        ),
        (
            "modality: must_not",
            "modality: must_nott",
            "act.yaml:28: unknown modality `must_nott`; did you mean `must_not`?",
        ),
        (
            "modality: must_not",
            "modality: [must_not]",
            "act.yaml:28: a list stands where a word belongs, at `modality`",
        ),
        ("[prohibited]", "[prohibitted]", "act.yaml:59: unknown outcome `prohibitted`; did you mean `prohibited`?"),
        ("presumed: [prohibited]", "presumed: []", "act.yaml:59: nothing stands at `presumed`"),
        ("presumed: [prohibited], ", "", "neither `outcomes` nor `presumed` is given"),
        ("    agency: jail\n", "", "a hypothetical has either `agency` or `each_of`"),
        ("agency: jail", "agency: jail\n    each_of: [court]", "a hypothetical has either `agency` or `each_of`"),
        ("agency: jail", "each_of: [jail]\n    agency_id: us/xx/jail", "`each_of` stands beside `agency_id`"),
        (
            "presumed: [prohibited], because:",
            "not_because:",
            "neither `outcomes` nor `presumed` is given for `hold_on_detainer`",
        ),
        ("id: tell", "id: no-holds", "act.yaml:37: repeated id `no-holds`; it stands on line 26 already"),
        ("    when: release_due\n", "    when: release_due\n    of: {place: below}\n", "only `bars_limits` takes it"),
    ],
)
def test_a_broken_instrument_is_refused_in_words(old: str, new: str, said: str) -> None:
    """Each mistake names its line, the wrong word and the nearest right one."""
    assert said in wrong(InstrumentModel, changed(old, new))
