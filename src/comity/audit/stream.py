"""Judges a plain log in parts, for one larger than memory: the findings are those of the audit of the whole.

Each part is read, judged and written before the next is read; what is kept are the situations met and the counts.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from comity.audit.importers import words_of
from comity.audit.importers.frame import REJECTED
from comity.audit.importers.log import read_log
from comity.audit.importers.table import parquet_rows
from comity.audit.line import LINE
from comity.audit.outputs import check_folder, swap
from comity.audit.run import Progress, judged, readable
from comity.audit.situations import Situations
from comity.engine.slices import Slices
from comity.vocabulary.errors import InputError, problem

PART, CELLS = 250_000, 8_000_000


@dataclass(frozen=True)
class Streamed:
    """What a log came to: rows read, judged and rejected, and the findings counted by action, duty and finding."""

    rows: int
    judged: int
    rejected: int
    counts: dict[tuple[str, str, str, str], int]
    distinct: dict[str, int]
    digest: str

    def summary(self) -> str:
        """Return the counts as JSON text."""
        lines = [
            {"action": action, "duty": duty or None, "finding": finding, "presumed_finding": presumed, "findings": n}
            for (action, duty, finding, presumed), n in sorted(self.counts.items())
        ]
        made = {
            "law": {"digest": self.digest},
            "rows": {"in": self.rows, "judged": self.judged, "rejected": self.rejected},
            "situations": dict(sorted(self.distinct.items())),
            "findings": lines,
        }
        return json.dumps(made, indent=2) + "\n"


def stream(
    log: Path,
    slices: Slices,
    out: Path,
    *,
    actions: tuple[str, ...] = (),
    progress: Progress | None = None,
    part: int | None = None,
) -> Streamed:
    """Judge a plain log in a Parquet file part by part, and write findings.parquet, rejected.csv and summary.json.

    A part has `part` rows; by default fewer, the more columns there are. All is written to a folder beside `out` and
    renamed at the end. Raise InputError as `audit` does.
    """
    check_folder(out)
    total = parquet_rows(log)
    part = part or min(PART, max(1, CELLS // len(pl.read_parquet_schema(log))))
    words = words_of(slices.body.words)
    situations = Situations(slices)
    counts: Counter[tuple[str, str, str, str]] = Counter()
    good = 0
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise _unwritten(out, error) from None
    try:
        beside.chmod(0o755)
        bad: list[pl.DataFrame] = [pl.DataFrame(schema=REJECTED)]
        for start in range(0, max(total, 1), part):
            if progress:
                progress("rows", start, total)
            imported = read_log(log, words, (start, part))
            kept, rejected = readable(imported, slices.body)
            chosen = actions or tuple(a for a in slices.body.words.actions if f"did_{a}" in kept.columns)
            findings = judged(kept, situations, chosen)
            findings.write_parquet(beside / f"part-{start:012}.parquet")
            bad.append(rejected)
            good += kept.height
            for key in findings.group_by("action", "duty", "finding", "presumed_finding").len().iter_rows():
                counts[key[0], key[1] or "", key[2], key[3]] += key[4]
        parts = sorted(beside.glob("part-*.parquet"))
        pl.scan_parquet(parts, schema=LINE).sink_parquet(beside / "findings.parquet")
        for written in parts:
            written.unlink()
        wrong = pl.concat(bad)
        wrong.write_csv(beside / "rejected.csv")
        made = Streamed(total, good, wrong.height, dict(counts), situations.distinct, slices.body.digest)
        (beside / "summary.json").write_text(made.summary(), encoding="utf-8")
        swap(beside, out)
    except OSError as error:
        raise _unwritten(out, error) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return made


def _unwritten(out: Path, error: OSError) -> InputError:
    return problem(str(out), None, f"cannot be written: {(error.strerror or 'the disk refused').lower()}")
