"""Every law file of the repository has the right shape, and reading them all is quick."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from comity.law.reading.files import read_docket, read_instrument, read_place
from comity.vocabulary.errors import InputError

LAW = Path(__file__).resolve().parents[3] / "law"
PATHS = [p for p in sorted(LAW.rglob("*.yaml")) if p.parent.name != "vocabulary" and p.name != "facts.yaml"]


def reader(path: Path) -> object:
    """Return what reads a file, by where it lies."""
    if path.name == "place.yaml":
        return read_place(path)
    return read_docket(path) if path.parent.name == "docket" else read_instrument(path)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.relative_to(LAW).as_posix())
def test_a_law_file_is_read(path: Path) -> None:
    """The file has the keys and shapes of docs/law-format.md."""
    assert reader(path)


def test_a_file_is_read_in_a_few_hundredths_of_a_second() -> None:
    """Reading is no reason to keep a second copy of the law."""
    paths = PATHS[:10]
    started = time.process_time()
    for path in paths:
        reader(path)
    assert time.process_time() - started < 0.1 * len(paths)


def test_the_shown_path_is_used_in_messages(tmp_path: Path) -> None:
    """The tree and the messages carry the path one is shown."""
    path = tmp_path / "x.yaml"
    path.write_text("place: us/xx\nname: X\nkind: state\n", encoding="utf-8")
    place, tree = read_place(path, "law/us/xx/place.yaml")
    assert (place.place, tree.path, tree.line(("kind",))) == ("us/xx", "law/us/xx/place.yaml", 3)
    with pytest.raises(InputError, match=r"law/us/xx/x\.yaml:1: unknown key `place`"):
        read_instrument(path, "law/us/xx/x.yaml")
