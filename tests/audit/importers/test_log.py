"""The plain log."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from comity.audit.importers.frame import Imported, Words
from comity.audit.importers.log import read_log
from comity.vocabulary.day import parse_moment
from comity.vocabulary.errors import InputError


def read(tmp_path: Path, text: str, words: Words, name: str = "log.csv") -> Imported:
    """Write a log and read it."""
    path = tmp_path / name
    path.write_text(text)
    return read_log(path, words)


def refused(tmp_path: Path, header: str, words: Words) -> str:
    """Return the message about a header."""
    with pytest.raises(InputError) as raised:
        read(tmp_path, header + "\n", words)
    return str(raised.value)


def test_a_log_without_rows_is_a_log(tmp_path: Path, words: Words) -> None:
    """An agency may have had no request."""
    made = read(tmp_path, "place,agency,on\n", words)
    assert (made.rows_in, made.frame.height, made.notes) == (0, 0, ("the log holds no rows",))


def test_what_is_not_said_is_null(tmp_path: Path, words: Words) -> None:
    """Empty, null and unknown are one thing; `none` is a value."""
    made = read(
        tmp_path,
        "place,agency,on,request_form,release_due,did_notify_release\n"
        "us/xx,jail,2026-02-10,none,unknown,\nus/xx,jail,2026-02-10,,null,NULL\n",
        words,
    )
    assert made.frame["request_form"].to_list() == ["none", None]
    assert made.frame["release_due"].to_list() == [None, None]
    assert made.frame["did_notify_release"].to_list() == [None, None]


def test_a_moment_or_day_that_is_not_given_is_no_fault(tmp_path: Path, words: Words) -> None:
    """Most rows lack most moments."""
    made = read(tmp_path, "place,agency,on,request_at,offence_date\nus/xx,jail,2026-02-10,,\n", words)
    assert (made.frame.height, made.rejected.height) == (1, 0)


def test_a_header_of_nonsense_is_told_briefly(tmp_path: Path, words: Words) -> None:
    """Twenty faults are enough to see that it is no log."""
    message = refused(tmp_path, ",".join(f"c{n}" for n in range(30_000)), words)
    assert "has 29,980 more columns that are not known" in message


def test_a_row_is_read(tmp_path: Path, words: Words) -> None:
    """Days are dates, acts are yes/no, facts and moments are text, columns of one's own are kept."""
    acts = "did_hold_on_detainer,did_copy_of_request"
    header = f"place,agency,agency_id,on,release_due,{acts},request_at,offence_date,source_ref"
    made = read(
        tmp_path,
        f"{header}\nus/xx/a-town,jail,us/xx/a,2026-02-10,true,FALSE,yes,2026-02-10T02:40-05:00,2026-01-31,7\n",
        words,
    )
    row = made.frame.row(0, named=True)
    assert row["on"] == date(2026, 2, 10)
    assert (row["release_due"], row["did_hold_on_detainer"], row["did_copy_of_request"]) == ("yes", False, True)
    assert (row["request_at"], row["offence_date"], row["source_ref"]) == ("2026-02-10T02:40-05:00", "2026-01-31", "7")


@pytest.mark.parametrize(
    ("row", "column", "words_of_reason"),
    [
        ("us/xx,jail,2026-02-30,,", "on", "`2026-02-30` is not a day of the calendar"),
        ("us/xx,jail,10/02/2026,,", "on", "is not a day"),
        ("us/xx,jail,,,", "on", "not given"),
        ("XX,jail,2026-02-10,,", "place", "`XX` is not a place"),
        (",jail,2026-02-10,,", "place", "not given"),
        ("us/xx,jial,2026-02-10,,", "agency", "unknown agency `jial`; did you mean `jail`?"),
        ("us/xx,jail,2026-02-10,maybe,", "did_hold_on_detainer", "`maybe` is not true, false or empty"),
        ("us/xx,jail,2026-02-10,,2026-02-10T02:40", "request_at", "is not a moment with its offset"),
        ("us/xx,jail,2026-02-10", "", "has 3 cells where the header names 5"),
    ],
)
def test_a_bad_row_is_rejected_with_its_number_and_the_others_kept(
    tmp_path: Path, words: Words, row: str, column: str, words_of_reason: str
) -> None:
    """The number counts rows of data from one."""
    good = "us/xx,jail,2026-02-10,true,2026-02-10T02:40-05:00"
    made = read(tmp_path, f"place,agency,on,did_hold_on_detainer,request_at\n{good}\n{row}\n{good}\n", words)
    assert made.frame["row"].to_list() == [1, 3]
    told = made.rejected.row(0, named=True)
    assert (told["row"], told["column"]) == (2, column)
    assert words_of_reason in told["reason"]
    assert made.rows_accounted() == made.rows_in == 3


def test_an_agency_may_be_of_two_kinds(tmp_path: Path, words: Words) -> None:
    """A sheriff who runs the jail is both."""
    made = read(tmp_path, "place,agency,on\nus/xx,jail;sheriff,2026-02-10\nus/xx,jail;jial,2026-02-10\n", words)
    assert (made.frame["row"].to_list(), made.rejected["row"].to_list()) == ([1], [2])


def test_unknown_columns_get_the_nearest_word_all_at_once(tmp_path: Path, words: Words) -> None:
    """A misspelt column would make every row unknown in silence."""
    message = refused(tmp_path, "place,agency,on,relase_due,did_notify_relase", words)
    assert "unknown column `relase_due`; did you mean `release_due`?" in message
    assert "did you mean `did_notify_release`?" in message


def test_a_missing_column_is_named(tmp_path: Path, words: Words) -> None:
    """And where its name is only in the wrong case, that is said."""
    assert "has no column `on`; is it `On`?" in refused(tmp_path, "place,agency,On", words)


@pytest.mark.parametrize(
    "name",
    [
        "status",
        "immigration_status",
        "Citizenship",
        "source_citizenship",
        "country_of_birth",
        "case_status",
        "last_name",
        "name",
        "visa",
        "dob",
        "a_number",
    ],
)
def test_no_column_may_tell_who_somebody_is(tmp_path: Path, words: Words, name: str) -> None:
    """Under any prefix."""
    assert "no log may hold it" in refused(tmp_path, f"place,agency,on,{name}", words)


def test_known_facts_and_acts_about_status_as_a_topic_are_no_status(tmp_path: Path, words: Words) -> None:
    """`considers_status` says what the agency does."""
    assert (
        read(
            tmp_path, "place,agency,on,considers_status,did_share_status\nus,jail,2026-01-01,no,no\n", words
        ).frame.height
        == 1
    )


@pytest.mark.parametrize("name", ["proof_shown", "source_proof_shown"])
def test_transient_facts_are_never_kept(tmp_path: Path, words: Words, name: str) -> None:
    """They may decide at a desk; a log may not hold them."""
    assert "never kept" in refused(tmp_path, f"place,agency,on,{name}", words)


def test_json_lines_may_be_encounters(tmp_path: Path, words: Words) -> None:
    """Facts and moments under their own keys are laid flat."""
    text = (
        '{"place": "us/xx", "agency": "jail", "on": "2026-02-10", "facts": {"release_due": true}, '
        '"moments": {"request_at": "2026-02-10T02:40-05:00"}, "did_hold_on_detainer": false}\n'
    )
    row = read(tmp_path, text, words, "log.jsonl").frame.row(0, named=True)
    assert (row["release_due"], row["request_at"], row["did_hold_on_detainer"]) == (
        "yes",
        "2026-02-10T02:40-05:00",
        False,
    )


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-10T02:40-05:00", "2026-02-10 02:40Z", "2026-02-10T02:40:59.5+0530", "2026-02-10T02:40:00.123456-05:00",
        "2026-02-30T02:40Z", "2026-02-10T24:00Z", "2026-02-10T02:60Z", "2026-02-10T02:40:60Z", "2026-02-10T02:40+25:00",
        "2026-02-10", "2026-02-10T2:40Z",
    ],
)  # fmt: skip
def test_moments_are_read_as_the_engine_reads_them(tmp_path: Path, words: Words, text: str) -> None:
    """What the reader accepts by columns is what the engine accepts one by one."""
    made = read(tmp_path, f"place,agency,on,request_at\nus,jail,2026-02-10,{text}\n", words)
    try:
        parse_moment(text)
    except ValueError:
        assert made.frame.height == 0
    else:
        assert made.frame.height == 1


def test_a_spoiled_log_is_read_or_refused_and_every_row_accounted_for(tmp_path: Path, words: Words) -> None:
    """Whatever bytes change, no other outcome."""
    rng = random.Random(7)
    row = 'us/xx,jail,2026-02-10,true,2026-02-10T02:40-05:00,"a; b"\n'
    content = ("place,agency,on,did_hold_on_detainer,request_at,source_ref\n" + row * 5).encode()
    for turn in range(150):
        spoiled = bytearray(content[: rng.randrange(1, len(content) + 1)])
        for _ in range(rng.randrange(1, 6)):
            spoiled[rng.randrange(len(spoiled))] = rng.choice(b',"\n\r\x00\xff;{[0a ')
        path = tmp_path / f"{turn}.csv"
        path.write_bytes(bytes(spoiled))
        try:
            made = read_log(path, words)
        except InputError:
            continue
        assert made.rows_accounted() == made.rows_in
