"""The law written by hand in SQL for DuckDB; a fact that nobody gave is NULL, in SQL's own three-valued logic."""

from __future__ import annotations

import duckdb
import numpy as np
from log_rows import (
    ACTS,
    CONTESTED,
    DETAINERS,
    FORMS,
    ISSUERS,
    JUDGES,
    MISSING,
    NOT_ADDRESSED,
    PERMITTED,
    PROHIBITED,
    REQUIRED,
    YEARS,
    YESNO,
    Rows,
)
from peers.interface import BY_HAND, NO, Run, Said

NAME, PACKAGE, PACE = "DuckDB by hand", "duckdb", "columns"
UNKNOWN = "NULL"
FORBIDS_ONLY = False


def prepare(rows: Rows) -> Run:
    """Make a table in memory: Booleans, small whole numbers, and the day as "before or after the change"."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    raw = rows.facts | {"late": rows.late}
    connection.register("raw", raw)
    truths = [f"CASE {f} WHEN 1 THEN true WHEN 0 THEN false END AS {f}" for f in YESNO]
    codes = [f"nullif({f}, {MISSING}) AS {f}" for f in rows.facts if f not in YESNO]
    connection.execute(f"CREATE TABLE log AS SELECT {', '.join((*truths, *codes))}, late FROM raw")  # noqa: S608 - our own words
    connection.unregister("raw")

    def run() -> np.ndarray:
        told = connection.execute(_LAW).fetchnumpy()
        found = np.empty((len(rows), 2), np.int8, order="F")
        where = told["row"]  # on several threads, rows come back in the order in which the threads finish
        found[where, 0], found[where, 1] = told["hold"], told["notice"]
        return found

    return run


def _numbers(words: tuple[str, ...], chosen: tuple[str, ...]) -> str:
    return ", ".join(str(words.index(c)) for c in chosen)


_LAW = f"""
WITH told AS (
  SELECT *, rowid AS row,
    paper_issuer IN ({_numbers(ISSUERS, JUDGES)}) AND paper_authorises = {ACTS.index("arrest_person")} AS warrant,
    request_form IN ({_numbers(FORMS, DETAINERS)}) AS detainer,
    CASE WHEN late THEN {YEARS} <= 5 AND NOT minor ELSE {YEARS} <= 10 END AS lifted
  FROM log
), ruled AS (
  SELECT *,
    warrant AND identity_match AS held,
    (release_due AND solely_detainer AND NOT warrant AND NOT lifted) OR minor OR victim_or_witness AS kept,
    written_request AND detainer AND {YEARS} <= 5 AS owed,
    (purpose_civil AND NOT information_public AND NOT registrant)
      OR (detainer AND NOT information_public AND NOT warrant) AS told_not
  FROM told
)
SELECT
  CASE WHEN held AND kept THEN {CONTESTED} WHEN held THEN {REQUIRED} WHEN kept THEN {PROHIBITED}
    ELSE {NOT_ADDRESSED} END::TINYINT AS hold,
  CASE WHEN owed THEN {REQUIRED} WHEN told_not THEN {PROHIBITED}
    WHEN registrant OR {YEARS} <= 10 THEN {PERMITTED} ELSE {NOT_ADDRESSED} END::TINYINT AS notice,
  row
FROM ruled
"""  # noqa: S608 - our own words


def express(case: str) -> Said:
    """Run a case as SQL would have it written."""

    def ask(condition: str) -> str:
        given = "(SELECT true AS past, false AS warrant, NULL::BOOLEAN AS unknown, true AS felony, true AS ordered)"
        return str(duckdb.sql(f"SELECT CASE {condition} ELSE 'not addressed' END FROM {given}").fetchall()[0][0])  # noqa: S608 - our own words

    match case:
        case "unknown":
            found = ask("WHEN past AND NOT unknown THEN 'prohibited'")
            return Said(NO, found, "CASE takes an unknown condition for a false one")
        case "reasons":
            found = ask("WHEN past AND NOT warrant THEN 'prohibited'")
            return Said(
                BY_HAND, found, "the answer is a bare value; a second column would have to be written for each rule"
            )
        case "dates":
            rule = "WHEN past AND NOT warrant AND DATE '{}' >= DATE '2025-07-01' THEN 'prohibited'"
            days = [ask(rule.format(day)) for day in ("2025-06-30", "2025-07-01")]
            return Said(BY_HAND, ", ".join(days), "the day is one more condition in the query")
        case "exception":
            found = ask("WHEN past AND NOT warrant AND NOT felony THEN 'prohibited'")
            return Said(BY_HAND, found, "only by editing the rule's own expression")
        case _:
            found = ask("WHEN ordered THEN 'required' WHEN past AND NOT warrant THEN 'prohibited'")
            return Said(
                BY_HAND, found, "the branch written first wins in silence; a conflict must be a branch of its own"
            )
