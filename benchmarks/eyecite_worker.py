"""Reads citations with eyecite, in the peers' environment: JSON texts on standard input, JSON groups on the output."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version

from eyecite import get_citations

FULL = {"FullCaseCitation", "FullLawCitation", "FullJournalCitation"}


def main() -> None:
    """Print, for each text, the groups of every full citation that eyecite finds in it."""
    found = [
        [
            {name: value for name, value in citation.groups.items() if value}
            for citation in get_citations(text)
            if type(citation).__name__ in FULL
        ]
        for text in json.load(sys.stdin)
    ]
    json.dump({"version": version("eyecite"), "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
