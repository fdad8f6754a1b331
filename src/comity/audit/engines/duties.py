"""The duties of a log, judged in the engine that holds it: each distinct record of a place where a duty can be owed.

Whether a duty was done in time turns on the day and the moments, so nearly every row that could owe one is a record of
its own, and goes to the driver.
"""

from __future__ import annotations

import narwhals as nw
import polars as pl

from comity.audit.duties import judge_duties
from comity.audit.engines.faults import Sorted
from comity.audit.engines.native import Lazy, distinct
from comity.audit.engines.plain import DONE, WHO, Plain
from comity.audit.line import NAMES
from comity.audit.situations import Situations
from comity.law.body import Body
from comity.vocabulary.place import path_of


def judge_lazy_duties(out: Sorted, log: Plain, situations: Situations, actions: tuple[str, ...]) -> Lazy | None:
    """Return a line for each duty recorded in a row that the law of its place and day speaks on, or None for none."""
    body = situations.slices.body
    recorded = [d for d in body.words.duties if f"did_{d}" in log.facts]
    places = {str(key["place"]) for key in out.keys}
    speaking = sorted(p for p in places if _spoken_of(p, body, set(recorded), set(actions)))
    if not recorded or not speaking:
        return None
    owing = out.kept().filter(nw.col("place").is_in(speaking))
    by = [*WHO, "on", *log.facts]
    met = distinct(owing, by).drop("_rows").with_row_index("_record").with_columns(pl.col("_record").cast(pl.Int64))
    rows = met.with_columns(
        pl.col("_record").alias("row"),
        pl.col("on").str.to_date("%Y-%m-%d"),
        *(
            pl.col(f"did_{d}").str.to_lowercase().replace_strict(DONE, default=None, return_dtype=pl.Boolean)
            for d in recorded
        ),
    )
    found = judge_duties(rows, situations, actions)
    if not found:
        return None
    lines = pl.concat(found).rename({"row": "_record"}).drop("place", "agency", "on")
    verdicts = met.join(lines, on="_record", how="inner").drop("_record")
    told = owing.join(log.beside(verdicts), on=by, how="inner")
    return told.with_columns(nw.col("_on").alias("on")).select(*NAMES)


def _spoken_of(place: str, body: Body, duties: set[str], actions: set[str]) -> bool:
    """Return whether law that can reach a place, at any time, speaks on one of these duties of these actions."""
    instruments = [i for p in path_of(place) for i in body.by_place.get(p, ())] + list(body.reaching)
    return any(p.act_duty in duties and actions & set(p.actions) for i in instruments for p in i.provisions)
