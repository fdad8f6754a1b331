"""Prints how our answers stand beside the published ones, by state. Shown, not asserted: other states may be unread.

python tests/cases/count.py [--all]
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import yaml  # noqa: E402 # the checkout has to be on the path first

import comity  # noqa: E402 # as above
from tests.cases.translate import agrees, to_encounter  # noqa: E402 # as above


def cases_file() -> Path:
    """Return where the cases are: COMITY_CASES, else beside the real data, else beside the checkout."""
    data = os.environ.get("COMITY_DATA")
    default = Path(data).parent / "cases" if data else ROOT.parent / "shared" / "cases"
    return Path(os.environ.get("COMITY_CASES") or default) / "examples.yaml"


def read_cases() -> list[dict[str, Any]]:
    """Return the published cases."""
    loaded = yaml.safe_load(cases_file().read_text(encoding="utf-8"))
    return list(loaded["cases"])


def ours(case: Mapping[str, Any], law: comity.Law) -> Mapping[str, Any]:
    """Return our answer to a case."""
    decided: Mapping[str, Any] = law.decide(to_encounter(case, law))["actions"][case["action"]]
    return decided


def main(show_all: bool) -> None:
    """Print a line per state, and with --all a line per case."""
    law = comity.load()
    tally: dict[str, Counter[str]] = {}
    for case in read_cases():
        answer = ours(case, law)
        presumed = answer["presumed"]["outcomes"]
        result = "agrees" if agrees(case, answer, law) else "unsurveyed" if "unsurveyed" in presumed else "differs"
        state = case["jurisdiction"]["state"]
        tally.setdefault(state, Counter())[result] += 1
        if show_all or (state == "MA" and result != "agrees"):
            one = " ".join(presumed)
            sys.stdout.write(f"{case['id']:7} {case['action']:20} {case['answer']:14} {one:28} {result}\n")
    words = ("agrees", "differs", "unsurveyed")
    sys.stdout.write("state  cases  agrees  differs  unsurveyed\n")
    for state, counts in [*sorted(tally.items()), ("all", sum(tally.values(), Counter()))]:
        cells = "".join(f"{counts[w]:>{len(w) + 2}}" for w in words)
        sys.stdout.write(f"{state:5} {sum(counts.values()):6}{cells}\n")


if __name__ == "__main__":
    main("--all" in sys.argv)
