"""The files of one instrument, place, bill or suit, read and checked for shape.

Whether their words are in the vocabulary, and whether their law makes sense, is for law/checks.
"""

from __future__ import annotations

from pathlib import Path

from comity.law.reading.docket_model import DocketModel
from comity.law.reading.instrument_model import InstrumentModel, PolicyModel
from comity.law.reading.place_model import PlaceModel
from comity.law.reading.problems import checked
from comity.law.reading.tree import Tree, read_file


def read_instrument(path: Path, shown: str | None = None) -> tuple[InstrumentModel, Tree]:
    """Return an instrument and the tree it was read from. `shown` is the path used in messages."""
    tree = read_file(path, shown)
    return checked(InstrumentModel, tree), tree


def read_policy_model(path: Path, shown: str | None = None) -> tuple[PolicyModel, Tree]:
    """Return an agency's policy and the tree it was read from. `shown` is the path used in messages."""
    tree = read_file(path, shown)
    return checked(PolicyModel, tree), tree


def read_place(path: Path, shown: str | None = None) -> tuple[PlaceModel, Tree]:
    """Return a place and the tree it was read from. `shown` is the path used in messages."""
    tree = read_file(path, shown)
    return checked(PlaceModel, tree), tree


def read_docket(path: Path, shown: str | None = None) -> tuple[DocketModel, Tree]:
    """Return a bill or suit and the tree it was read from. `shown` is the path used in messages."""
    tree = read_file(path, shown)
    return checked(DocketModel, tree), tree
