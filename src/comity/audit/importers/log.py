"""The plain log: `place`, `agency`, `on`, facts, what the agency did (`did_...`) and when (`..._at`).

Columns are checked against the vocabulary at once, since a misspelt column would silently make every row unknown.
Dates, yes/no acts, moments and the shape of places are checked row by row; the values of facts are for the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

from comity.audit.importers.frame import SET_APART, SET_SEPARATOR, Imported, Words, account
from comity.audit.importers.table import by_value, read_table
from comity.vocabulary.errors import InputError, Problem, nearest
from comity.vocabulary.place import is_place

LAYOUT = "log"
WHOSE = "the agency's own record"

REQUIRED = ("place", "agency", "on")
OPTIONAL = ("agency_id",)
MOST_FAULTS = 20
LISTS = frozenset({"charges", "convictions", "papers"})

# Parts of a column's name that mark it as telling who somebody is, or somebody's status. No such column is read.
REFUSED = frozenset(
    {
        "alien",
        "alienage",
        "anumber",
        "birth",
        "birthdate",
        "birthplace",
        "born",
        "citizen",
        "citizenship",
        "country",
        "deportable",
        "dob",
        "documented",
        "ethnicity",
        "firstname",
        "gender",
        "lastname",
        "legal",
        "nationality",
        "noncitizen",
        "passport",
        "race",
        "religion",
        "removable",
        "sex",
        "ssn",
        "status",
        "surname",
        "undocumented",
        "visa",
    }
)
REFUSED_WHOLE = frozenset(
    {"name", "names", "a_number", "first_name", "full_name", "last_name", "person_name", "immigration"}
)

_PLACE = "`{}` is not a place; write it like us/xx/some-town"
_DAY = "`{}` is not a day of the calendar; write it like 2026-02-28"
_MOMENT = "`{}` is not a moment with its offset; write it like 2026-02-10T02:40-05:00"
_YES, _NO = ("true", "yes"), ("false", "no")
UNKNOWN = ("null", "unknown", "na", "n/a")


def read_log(path: Path, words: Words, span: tuple[int, int] | None = None) -> Imported:
    """Return a plain log, its columns checked against `words`, its unreadable rows set out with their numbers.

    `span` limits it to a part of a Parquet file: where to start and how many rows.
    """
    table = read_table(path, lambda header: choose(path, header, words), span=span)
    raw = table.frame.with_columns(by_value(series, _known) for series in table.frame if series.dtype == pl.String)
    if "agency_id" not in raw.columns:
        raw = raw.with_columns(pl.lit(None, pl.String).alias("agency_id"))
    checked = raw.with_columns(wrong=_wrong(raw, words))
    bad = checked.filter(pl.col("wrong").is_not_null()).select("row", pl.col("wrong").struct.unnest())
    good = checked.filter(pl.col("wrong").is_null()).drop("wrong") if bad.height else raw
    frame = good.with_columns(
        by_value(good["on"], lambda text: text.str.to_date("%Y-%m-%d", strict=True)),
        *(by_value(good[name], done) for name in good.columns if name in words.acts()),
        *(by_value(good[name], _fact) for name in good.columns if name in words.known_facts),
    )
    notes = () if table.rows_in else ("the log holds no rows",)
    return account(
        frame,
        pl.concat([table.rejected, bad]),
        pl.DataFrame(schema=SET_APART),
        layout=LAYOUT,
        whose_count=WHOSE,
        notes=notes,
        rows_in=table.rows_in,
    )


def choose(path: Path, header: Sequence[str], words: Words) -> dict[str, str]:
    """Return the columns of a plain log. Raise InputError for one that is missing, unknown or that no log may hold."""
    known = {*REQUIRED, *OPTIONAL, *words.known_facts, *words.known_moments, *words.acts()}
    problems = [
        Problem(str(path), None, f"has no column `{name}`", _meant(name, header, known))
        for name in REQUIRED
        if name not in header
    ]
    strange = [name for name in header if name not in known]
    for name in strange[:MOST_FAULTS]:
        problems += _fault(path, name, words, known)
    if len(strange) > MOST_FAULTS:
        problems.append(Problem(str(path), None, f"has {len(strange) - MOST_FAULTS:,} more columns that are not known"))
    if problems:
        raise InputError(problems)
    return {name: name for name in header}


def _meant(name: str, header: Sequence[str], known: set[str]) -> str:
    """Return a hint when some unknown column is nearly the missing one."""
    spare = [other for other in header if other not in known]
    return (
        f"is it `{spare[0][:80]}`?"
        if len(spare) == 1 and spare[0].lower().strip() == name
        else "a log needs `place`, `agency` and `on`"
    )


def _fault(path: Path, name: str, words: Words, known: set[str]) -> list[Problem]:
    shown = name[:80]
    told = name.lower().removeprefix("source_").replace("-", "_").replace(" ", "_")
    if told in words.transient or name in words.transient:
        return [Problem(str(path), None, f"column `{shown}` may decide but is never kept", "remove the column")]
    if told in REFUSED_WHOLE or REFUSED & set(told.split("_")):
        what = f"column `{shown}` would tell who somebody is, or somebody's status; no log may hold it"
        return [Problem(str(path), None, what, "remove the column")]
    if told in LISTS:
        what = f"column `{shown}` holds a list; a log gives one paper flat and no other list"
        return [Problem(str(path), None, what, "use `request_form`, `paper_issuer` and so on")]
    if not name:
        return [Problem(str(path), None, "has a column without a name")]
    if name.startswith("source_") and len(name) > len("source_"):
        return []
    hint = nearest(name, known)
    also = "; to keep a column of your own, start its name with `source_`"
    return [Problem(str(path), None, f"unknown column `{shown}`", hint + also)]


def _wrong(frame: pl.DataFrame, words: Words) -> pl.Expr:
    """Return the first thing wrong with a row as a struct of column and reason, or null."""
    faults = [_blame(name, pl.col(name).is_null(), "not given") for name in REQUIRED]
    for name, (odd, reason) in {"place": (_bad_place, _PLACE), "on": (_bad_day, _DAY)}.items():
        faults += _fault_of(frame[name], odd, reason)
    if words.known_agencies:
        faults += _strange_agencies(frame["agency"], words.known_agencies)
    for name in frame.columns:
        if name in words.acts():
            faults += _fault_of(frame[name], _bad_act, "`{}` is not true, false or empty")
        elif name in words.known_moments and name.endswith("_at"):
            faults += _fault_of(frame[name], _bad_moment, _MOMENT)
        elif name in words.known_moments:
            faults += _fault_of(frame[name], lambda text: _bad_day(text) & _bad_moment(text), _DAY)
    return pl.coalesce(faults)


def _fault_of(series: pl.Series, odd: Callable[[pl.Expr], pl.Expr], reason: str) -> list[pl.Expr]:
    """Return the fault of a column, if any of its distinct values is odd."""
    name = series.name
    bad = series.unique().drop_nulls().to_frame().filter(odd(pl.col(name))).to_series()
    return [_blame(name, pl.col(name).is_in(bad.implode()), reason)] if len(bad) else []


def _strange_agencies(series: pl.Series, known: frozenset[str]) -> list[pl.Expr]:
    found = set(series.unique().drop_nulls())
    strange = pl.Series(
        "agency", sorted(kinds for kinds in found if not set(kinds.split(SET_SEPARATOR)) <= known), dtype=pl.String
    )
    told = [f"unknown agency `{{}}`; {nearest(agency, known)}" for agency in strange.head(MOST_FAULTS)]
    named = [
        _blame("agency", pl.col("agency") == agency, reason) for agency, reason in zip(strange, told, strict=False)
    ]
    rest = [_blame("agency", pl.col("agency").is_in(strange.implode()), "unknown agency `{}`")] if len(strange) else []
    return named + rest


def _blame(name: str, bad: pl.Expr, reason: str) -> pl.Expr:
    told = pl.format(reason, pl.col(name).str.slice(0, 40)) if "{}" in reason else pl.lit(reason)
    return pl.when(bad.fill_null(value=False)).then(pl.struct(pl.lit(name).alias("column"), told.alias("reason")))


def _bad_place(text: pl.Expr) -> pl.Expr:
    return ~text.map_elements(is_place, return_dtype=pl.Boolean)


def _bad_act(text: pl.Expr) -> pl.Expr:
    return ~text.str.to_lowercase().is_in([*_YES, *_NO])


def _bad_day(text: pl.Expr) -> pl.Expr:
    return ~text.str.contains(r"^\d{4}-\d{2}-\d{2}$") | text.str.to_date("%Y-%m-%d", strict=False).is_null()


def _bad_moment(text: pl.Expr) -> pl.Expr:
    """Return whether a text is no moment as `comity.vocabulary.day` reads one; a test holds the two equal."""
    shape = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)$"
    clock = text.str.slice(0, 16).str.replace(" ", "T", literal=True)
    return ~text.str.contains(shape) | clock.str.to_datetime("%Y-%m-%dT%H:%M", strict=False).is_null()


def _known(text: pl.Expr) -> pl.Expr:
    return pl.when(~text.str.to_lowercase().is_in(UNKNOWN)).then(text)


def _fact(text: pl.Expr) -> pl.Expr:
    """Return a fact as the vocabulary writes it: `true` and `yes` are one."""
    told = text.str.to_lowercase()
    return pl.when(told == "true").then(pl.lit("yes")).when(told == "false").then(pl.lit("no")).otherwise(text)


def done(text: pl.Expr) -> pl.Expr:
    """Return an act written as text as true, false or not recorded."""
    told = text.str.to_lowercase()
    return pl.when(told.is_in(_YES)).then(pl.lit(value=True)).when(told.is_in(_NO)).then(pl.lit(value=False))
