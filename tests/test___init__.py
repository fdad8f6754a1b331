"""Importing comity loads nothing until a public name is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import comity


def test_what_is_not_public_is_not_there() -> None:
    """An unknown name is an error, as with any module."""
    with pytest.raises(AttributeError):
        _ = comity.decide


@pytest.mark.parametrize("name", comity.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """What is listed can be imported, and is the same each time."""
    assert getattr(comity, name) is getattr(comity, name)


def test_every_public_name_has_its_home_and_every_home_its_public_names() -> None:
    """The list and the homes say the same."""
    assert sorted(n for names in comity._HOMES.values() for n in names) == sorted(comity.__all__)


def test_importing_comity_reads_no_law_and_loads_no_heavy_package() -> None:
    """`comity --help` is quick because of this."""
    code = "import sys, comity; print(sorted({'yaml', 'pydantic', 'polars', 'comity.law.load'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
