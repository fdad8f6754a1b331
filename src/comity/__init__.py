"""Comity: what the law requires, permits or forbids when federal immigration authorities ask an agency for something.

    import comity
    law = comity.load()
    law.decide({"place": "us/xx/some-town", "agency": "police_municipal", "on": "2026-02-10", "facts": {}})

It is information, not legal advice. There is no field for anyone's immigration status.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.library import Law, load
    from comity.vocabulary.errors import InputError, LawError, Problem
    from comity.vocabulary.modality import Basis, Modality, Outcome, Role

__all__ = ["Basis", "InputError", "Law", "LawError", "Modality", "Outcome", "Problem", "Role", "load"]

_HOMES = {
    "comity.library": ("Law", "load"),
    "comity.vocabulary.errors": ("InputError", "LawError", "Problem"),
    "comity.vocabulary.modality": ("Basis", "Modality", "Outcome", "Role"),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `comity --help` loads no law."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(name)
