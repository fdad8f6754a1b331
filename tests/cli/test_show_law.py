"""A provision or instrument is shown with everything its file and its neighbours say of it."""

from __future__ import annotations

from comity import Law
from comity.cli.show_law import (
    instrument_data,
    instrument_lines,
    pattern_words,
    provision_data,
    provision_lines,
    selector_words,
)
from comity.cli.terminal import WIDTH, painted
from comity.law.provision import Pattern
from comity.law.selector import Selector
from comity.vocabulary.modality import Modality

ACT = "us/xx:safe-act"


def test_a_provision_says_all_of_itself(law: Law) -> None:
    """Sentence, quote, cite, evidence, modality, whom, when, history, edges, hypotheticals, remedies."""
    shown = painted(provision_lines(provision_data(law.provision(f"{ACT}/no-hold"), law.body), law.body), colour=False)
    flat = " ".join(shown.split())
    for part in (
        "Nobody is kept past release for a detainer.",
        "“shall not be kept”",
        "Example Stat. s. 3 · Example Safe Act · read",
        "it forbids it.",
        "Written request and not exigent.",
        "1 January 2000: effective",
        f"Yields to {ACT}/officer-power, where both apply",
        "A jail may not keep a person after bail.",
        "it is among the reasons",
        "person: Damages.",
        "from memory",
    ):
        assert part in flat
    assert max(map(len, shown.splitlines())) <= WIDTH


def test_a_duty_shows_its_clock(law: Law) -> None:
    """A provision on a duty says what is owed, to whom and by when."""
    shown = painted(provision_lines(provision_data(law.provision(f"{ACT}/copy"), law.body), law.body), colour=False)
    assert "□ Give the person a copy of the request, to the person · within 24 hours" in shown
    assert "it speaks on a duty that comes with it" in " ".join(shown.split())


def test_a_bill_is_said_not_to_be_law(law: Law) -> None:
    """An overlay's provision and instrument say that they decide nothing by themselves."""
    one = painted(
        provision_lines(provision_data(law.provision("us/xx:open-bill/must-tell"), law.body), law.body), colour=False
    )
    assert "Not law: only if the bill is laid over the law." in one
    bill = law.body.overlays["us/xx:open-bill"].law
    whole = painted(instrument_lines(instrument_data(bill, law.body), law.body), colour=False)
    assert "Not law: it decides nothing by itself." in whole
    assert "5 January 2026: filed" in whole


def test_an_instrument_lists_its_provisions_and_open_points(law: Law) -> None:
    """Every provision with its id, each open point, the remedies and the sources."""
    data = instrument_data(law.body.instruments[ACT], law.body)
    assert [p["provision"] for p in data["provisions"]] == [
        f"{ACT}/{n}" for n in ("no-hold", "officer-power", "copy", "report")
    ]
    shown = painted(instrument_lines(data, law.body), colour=False)
    assert "◆ Does an agreement supply the power? (undecided)" in shown
    assert "https://example.org/act" in shown
    assert "1 hypotheticals" in shown


def test_selectors_and_patterns_are_put_in_words(law: Law) -> None:
    """Who and what is meant is said without ids of kinds."""
    jail = law.body.words.agencies["jail"].says
    some = Selector(
        kinds=frozenset({"jail"}), places=("us/xx/some-town",), apart=Selector(places=("us/xx/other-town",))
    )
    assert selector_words(Selector(), law.body) == "every agency"
    assert selector_words(some, law.body) == f"{jail} · in Some Town, except in Other Town"
    pattern = Pattern(modality=frozenset({Modality.MUST_NOT}), authority=frozenset({"ordinance"}), place="below")
    assert pattern_words(pattern) == "any rule that forbids it made by ordinance of a place below"
    assert pattern_words(Pattern(ids=frozenset({"a", "b"}))) == "a or b"
