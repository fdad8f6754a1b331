"""The invented log of examples/."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from comity.audit.importers.frame import words_of
from comity.audit.importers.log import read_log
from comity.law.reading.to_words import to_words
from comity.law.reading.vocabulary_files import read_words

ROOT = Path(__file__).resolve().parents[3]
LOG = ROOT / "examples" / "massachusetts.csv"


def test_the_committed_log_is_what_its_maker_writes(tmp_path: Path) -> None:
    """Seeded, so the same bytes on every machine, and small enough to carry."""
    spec = importlib.util.spec_from_file_location("make_massachusetts", ROOT / "examples" / "make_massachusetts.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    maker.main(tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == LOG.read_bytes()
    assert LOG.stat().st_size < 200_000


def test_the_log_is_read_whole_by_the_words_of_the_law() -> None:
    """512 rows, ten kinds of agency, none rejected; most rows hold no mistake."""
    vocabulary = to_words(read_words(ROOT / "law"))
    words = words_of(vocabulary)
    made = read_log(LOG, words)
    assert (made.rows_in, made.frame.height, made.rejected.height) == (512, 512, 0)
    assert made.frame["agency"].n_unique() == 10
    assert 400 < made.frame["source_planted"].null_count() < 480
    for name in set(made.frame.columns) & set(vocabulary.facts):
        values = {part for text in made.frame[name].drop_nulls().unique() for part in text.split(";")}
        fact = vocabulary.facts[name]
        assert values <= set(fact.values or fact.options()), name
