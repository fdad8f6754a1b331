"""The vocabulary folder is read as one, and its words are checked against one another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from comity.law.reading.to_words import to_calendars
from comity.law.reading.vocabulary_files import read_vocabulary, read_words
from comity.vocabulary.errors import InputError

LAW = Path(__file__).resolve().parents[3] / "law"
SMALL = {
    "agencies.yaml": "agencies:\n  jail: {says: jail, level: local}\ngroups:\n  custody: [jail]\n",
    "actions.yaml": "actions:\n  civil_arrest: {verb: arrest}\n",
    "facts.yaml": "facts:\n  minor: {type: yesno, question: Q?}\n"
    "  request_form: {type: choice, values: [none, x], question: Q?}\n",
    "duties.yaml": "duties:\n  keep_record: {says: keep it}\nrecipients: [person]\n",
    "authorities.yaml": "authorities: [statute]\n",
    "moments.yaml": "moments:\n  request_at: when it came\n",
    "lists.yaml": "lists:\n  papers:\n    form: {type: choice, fact: request_form}\n",
    "calendars.yaml": "calendars:\n  us: {cite: x, library: {country: US}}\n  us/xx: {cite: x, extends: us}\n",
}


def folder(where: Path, files: Mapping[str, str]) -> Path:
    """Write a vocabulary folder."""
    for name, text in files.items():
        (where / name).write_text(text, encoding="utf-8")
    return where


def wrong(where: Path, files: Mapping[str, str]) -> list[str]:
    """Return the messages for a vocabulary that is not right."""
    with pytest.raises(InputError) as caught:
        read_vocabulary(folder(where, files), "vocabulary")
    return [str(problem) for problem in caught.value.problems]


def test_a_small_vocabulary_is_read(tmp_path: Path) -> None:
    """Lists that a vocabulary does not need may be left out."""
    words = read_vocabulary(folder(tmp_path, SMALL))
    assert (list(words.agencies), words.groups, words.constraints) == (["jail"], {"custody": ("jail",)}, ())
    assert words.trees["facts.yaml"].line(("facts", "request_form")) == 3


def test_facts_of_several_files_are_merged(tmp_path: Path) -> None:
    """Every file whose name starts with facts adds to the facts."""
    words = read_vocabulary(
        folder(tmp_path, {**SMALL, "facts-more.yaml": "facts:\n  exigent: {type: yesno, question: Q?}\n"})
    )
    assert set(words.facts) == {"minor", "request_form", "exigent"}


def test_a_place_brings_its_own_facts(tmp_path: Path) -> None:
    """A `facts.yaml` beside the law of a place adds to the vocabulary; a fact that is there already is an error."""
    (tmp_path / "vocabulary").mkdir()
    folder(tmp_path / "vocabulary", SMALL)
    (tmp_path / "us" / "xx").mkdir(parents=True)
    brought = tmp_path / "us" / "xx" / "facts.yaml"
    brought.write_text("facts:\n  exigent: {type: yesno, question: Q?}\n", encoding="utf-8")
    words = read_words(tmp_path)
    assert list(words.facts) == ["minor", "request_form", "exigent"]
    brought.write_text("facts:\n  minor: {type: yesno, question: Q?}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_words(tmp_path)
    at = f"{tmp_path.name}/us/xx/facts.yaml:2"
    assert [str(p).startswith(at) and "vocabulary/facts.yaml:2 already" in str(p) for p in caught.value.problems] == [
        True
    ]


def test_a_fact_in_two_files_is_an_error_that_names_both(tmp_path: Path) -> None:
    """The message names the file and line of each."""
    said = wrong(tmp_path, {**SMALL, "facts-more.yaml": "facts:\n  minor: {type: yesno, question: Q?}\n"})
    assert said == ["vocabulary/facts.yaml:2: repeated fact `minor`; it stands in vocabulary/facts-more.yaml:2 already"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "agencies.yaml",
            "agencies:\n  jail: {says: jail, level: local}\ngroups:\n  custody: [jial]\n",
            "agencies.yaml:4: unknown agency `jial`; did you mean `jail`?",
        ),
        (
            "agencies.yaml",
            "agencies:\n  jail: {says: jail, level: local}\ngroups:\n  jail: [jail]\n",
            "agencies.yaml:4: `jail` names both an agency and a group",
        ),
        (
            "agencies.yaml",
            "agencies:\n  jail: {says: jail, level: loca}\n",
            "agencies.yaml:2: unknown level `loca`; did you mean `local`?",
        ),
        (
            "facts-x.yaml",
            "facts:\n  did_arrest: {type: yesno, question: Q?}\n",
            "facts-x.yaml:2: fact `did_arrest` follows from an action or duty",
        ),
        (
            "lists.yaml",
            "lists: {papers: {form: {type: choice, fact: request_from}}}",
            "lists.yaml:1: unknown fact `request_from`; did you mean `request_form`?",
        ),
        ("calendars.yaml", "calendars: {us/xx: {cite: x, extends: us}}", "calendars.yaml:1: unknown calendar `us`"),
        ("calendars.yaml", "calendars: {us: {cite: x, extends: us}}", "calendars.yaml:1: calendar `us` extends itself"),
        ("action.yaml", "actions: {}", "unknown vocabulary file `action.yaml`; did you mean `actions.yaml`?"),
    ],
)
def test_words_that_do_not_fit_together_are_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    """A word of one list that another should have and does not is named with the nearest right one."""
    assert any(f"vocabulary/{said}" in message or said in message for message in wrong(tmp_path, {**SMALL, name: text}))


def test_a_missing_file_and_broken_files_are_all_reported(tmp_path: Path) -> None:
    """One reading names what is wrong in every file."""
    files = {**SMALL, "actions.yaml": "actions: [", "facts.yaml": "fact: {}\n"}
    del files["moments.yaml"]
    said = "\n".join(wrong(tmp_path, files))
    for words in ("actions.yaml:", "unknown key `fact`; did you mean `facts`?", "`moments.yaml` is missing"):
        assert words in said
    assert "`actions.yaml` is missing" not in said


# --- the law's own calendars

WORDS = read_words(LAW)
CALENDARS = to_calendars(WORDS)


@pytest.mark.parametrize(
    ("calendar", "day", "off"),
    [
        ("us", date(2026, 7, 3), True),
        ("us", date(2026, 11, 26), True),
        ("us", date(2026, 4, 20), False),
        ("us", date(2021, 12, 31), True),
        ("us/ma", date(2026, 7, 3), False),
        ("us/ma", date(2026, 4, 20), True),
        ("us/ma", date(2026, 10, 12), True),
        ("us/ma", date(2022, 6, 20), True),
        ("us/ma", date(2026, 3, 17), False),
        ("us/ma", date(2026, 6, 17), False),
        ("us/ma/suffolk-county", date(2026, 3, 17), True),
        ("us/ma/suffolk-county", date(2024, 3, 18), True),
        ("us/ma/suffolk-county", date(2024, 3, 17), False),
        ("us/ma/suffolk-county", date(2026, 6, 17), True),
        ("us/ma/suffolk-county", date(2026, 4, 20), True),
    ],
)
def test_the_calendars_have_the_days_off_of_their_place(calendar: str, day: date, off: bool) -> None:
    """Federal days move to Friday, the state's do not; the county's two days are the county's only."""
    assert (day in CALENDARS[calendar].holidays) is off
