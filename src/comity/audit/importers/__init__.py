"""Readers of real logs: each turns one source file into one plain log and an account of every row.

They judge nothing. A reader knows a layout and the words of the trade; which agency a building stands for is data.
"""

from __future__ import annotations

from comity.audit.importers.frame import Imported, Words, words_of
from comity.audit.importers.layouts import detect, read

__all__ = ["Imported", "Words", "detect", "read", "words_of"]
