"""What a reader hands on: one plain log, and an account of every row of the source.

A reader judges nothing. What the source does not say is null, and null means unknown, never "no" and never "done".
Facts are text as the vocabulary writes them (`yes`, `no`, a choice); the members of a set are joined by `;`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from comity.vocabulary.fact import Tier
from comity.vocabulary.words import Words as Vocabulary

SET_SEPARATOR = ";"

Schema = Mapping[str, type[pl.DataType]]

FIXED: Schema = {"row": pl.Int64, "place": pl.String, "agency": pl.String, "agency_id": pl.String, "on": pl.Date}
REJECTED: Schema = {"row": pl.Int64, "column": pl.String, "reason": pl.String}
SET_APART: Schema = {"row": pl.Int64, "why": pl.String}


@dataclass(frozen=True, slots=True)
class Words:
    """The names a log may use. `known_duties` may appear as `did_<duty>`; no `known_agencies`: none is checked."""

    known_facts: frozenset[str]
    known_actions: frozenset[str]
    known_moments: frozenset[str]
    known_duties: frozenset[str] = frozenset()
    known_agencies: frozenset[str] = frozenset()
    transient: frozenset[str] = frozenset()

    def acts(self) -> frozenset[str]:
        """Return every `did_` column a log may have."""
        return frozenset(f"did_{name}" for name in self.known_actions | self.known_duties)


def words_of(vocabulary: Vocabulary) -> Words:
    """Return the names that a log may use under this vocabulary."""
    transient = frozenset(name for name, fact in vocabulary.facts.items() if fact.tier is Tier.TRANSIENT)
    return Words(
        known_facts=frozenset(vocabulary.facts) - transient,
        known_actions=frozenset(vocabulary.actions),
        known_moments=frozenset(vocabulary.moments),
        known_duties=frozenset(vocabulary.duties),
        known_agencies=frozenset(vocabulary.agencies),
        transient=transient,
    )


@dataclass(frozen=True)
class Imported:
    """One source, read. Every source row is in exactly one of `frame`, `rejected` and `set_apart`.

    `whose_count` says whose record the numbers are. Where a reader folds several source rows into one (the charges of
    a booking), the frame's `source_rows` counts them.
    """

    frame: pl.DataFrame
    rejected: pl.DataFrame
    set_apart: pl.DataFrame
    layout: str
    whose_count: str
    notes: tuple[str, ...]
    rows_in: int

    def rows_accounted(self) -> int:
        """Return how many source rows the three parts hold together."""
        folded = "source_rows" in self.frame.columns
        kept = int(self.frame["source_rows"].sum()) if folded else self.frame.height
        return kept + self.rejected.height + self.set_apart.height


def ordered(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with its columns in the usual order: fixed, facts, acts, moments, source."""
    rest = [name for name in frame.columns if name not in FIXED]

    def rank(name: str) -> int:
        if name.startswith("source_"):
            return 3
        if name.endswith("_at"):
            return 2
        return 1 if name.startswith("did_") else 0

    return typed(frame, FIXED).select(*FIXED, *sorted(rest, key=rank))


def typed(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """Return the frame with the columns of `schema` in its types."""
    return frame.with_columns(pl.col(name).cast(kind) for name, kind in schema.items())


def account(
    frame: pl.DataFrame,
    rejected: pl.DataFrame,
    set_apart: pl.DataFrame,
    *,
    layout: str,
    whose_count: str,
    notes: tuple[str, ...],
    rows_in: int,
) -> Imported:
    """Return the parts as one value, having counted them.

    INVARIANT: the three parts hold every source row once. A row lost is a fault of ours, not of the file.
    """
    made = Imported(
        ordered(frame),
        typed(rejected, REJECTED).select(*REJECTED).sort("row"),
        typed(set_apart, SET_APART).select(*SET_APART).sort("row"),
        layout,
        whose_count,
        notes,
        rows_in,
    )
    if made.rows_accounted() != rows_in:
        raise AssertionError(f"{layout}: {rows_in} rows read, {made.rows_accounted()} accounted for")
    return made
