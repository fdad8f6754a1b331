"""Measures the grammar of citations, and eyecite beside it, on the gold set and on every provision of the law.

The gold set (tests/law/citation/gold.yaml) is keyed by hand. A part counts for us where form, name, numbers, caption
and pins are as keyed; for either of us its *numbers* count where volume or title, page or section, year, are as keyed.
eyecite looks for citations in running prose and reads no pins, bills or orders, so it is told by kind as well.

Example: python benchmarks/bench_citations.py --keep
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from tables import written

import comity
from comity.law.citation.grammar import NAMED, CiteError, Grammar
from comity.law.reading.to_grammar import to_grammar
from comity.law.reading.vocabulary_files import read_words

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "law" / "citation" / "gold.yaml"
PAGE = ROOT / "docs" / "citations.md"
PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
WORKER = Path(__file__).resolve().parent / "eyecite_worker.py"
NUMBERS = (
    "volume",
    "title",
    "year",
    "chapter",
    "section",
    "page",
    "part",
    "number",
    "docket",
    "article",
    "limb",
    "letter",
)
KINDS = {
    "federal statutes, rules and orders": "us-code cfr cfr-part public-law statutes-at-large federal-register "
    "federal-order treaty treaty-series constitution",
    "codes of the states": "state-code titled-code code-by-title general-laws general-laws-sections minnesota-statutes "
    "ohio-code columbia-code virginia-code washington-code wisconsin-statutes",
    "cases": "reporter neutral docket-number",
    "session laws": "session-law session-chapter massachusetts-acts",
    "ordinances": "local-code",
    "orders, opinions, bills, inner references": "order attorney-general-opinion bill inner limb",
}


def main() -> None:
    """Print the figures; with --keep also write them into docs/citations.md."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", action="store_true", help="write the figures into docs/citations.md")
    given = parser.parse_args()
    grammar = to_grammar(read_words(ROOT / "law"))
    gold = yaml.load(GOLD.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only, and our own
    law = comity.load(ROOT / "law").body
    cites = sorted({p.cite for p in law.provisions.values()})
    peer = eyecite([*(e["text"] for e in gold), *cites])
    blocks = {"gold": told(gold, grammar, peer), "law cites": of_law(cites, grammar, peer, len(gold))}
    for block in blocks.values():
        print(f"{block}\n")
    if given.keep:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), blocks), encoding="utf-8")


def eyecite(texts: list[str]) -> dict[str, Any] | None:
    """Return what eyecite finds in each text, or None where the peers' environment is not there."""
    if not PEERS_PYTHON.exists():
        return None
    done = subprocess.run(  # noqa: S603 - our own worker
        [str(PEERS_PYTHON), str(WORKER)], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def parts_of(text: str, grammar: Grammar) -> list[dict[str, str]]:
    """Return the parts that the grammar reads, as the gold set keys them; none where it reads nothing."""
    try:
        parts = grammar.parse(text).parts
    except CiteError:
        return []
    return [{"form": p.form, **p.values, **({"pins": p.pins} if p.pins else {})} for p in parts]


def numbers(part: dict[str, str]) -> list[str]:
    """Return the numbers of a part, sorted.

    >>> numbers({"form": "us-code", "title": "8", "name": "X.C.", "section": "12", "pins": "(a)"})
    ['12', '8']
    """
    return sorted(value for name, value in part.items() if name in NUMBERS)


def has(part: dict[str, str], found: list[dict[str, str]]) -> bool:
    """Return whether some citation found has all the numbers of a part, whatever it calls them."""
    wanted = Counter(numbers(part))
    return any(not wanted - Counter(v.rstrip(",.") for v in groups.values()) for groups in found)


def told(gold: list[dict[str, Any]], grammar: Grammar, peer: dict[str, Any] | None) -> str:
    """Return the table of the gold set by kind."""
    kind_of = {form: kind for kind, forms in KINDS.items() for form in forms.split()}
    practice = "of these, as written in practice"
    total, exact, ours, theirs = (Counter[str]() for _ in range(4))
    whole = 0
    for i, entry in enumerate(gold):
        mine = parts_of(entry["text"], grammar)
        whole += mine == entry["parts"]
        for part in entry["parts"]:
            theirs_too = peer is not None and has(part, peer["found"][i])
            for kind in (kind_of[part["form"]], "all", *([practice] if entry["in"] == "practice" else [])):
                total[kind] += 1
                exact[kind] += part in mine
                ours[kind] += has(part, mine)
                theirs[kind] += theirs_too
    name = f"eyecite {peer['version']}, numbers" if peer else "eyecite, not installed"
    rows = [f"| kind | parts | comity, all as keyed | comity, numbers | {name} |", "|---|---:|---:|---:|---:|"]
    rows += [
        f"| {kind} | {total[kind]} | {exact[kind]} | {ours[kind]} | {theirs[kind] if peer else 'not measured'} |"
        for kind in (*KINDS, "all", practice)
    ]
    law = sum(e["in"] == "law" for e in gold)
    first = f"{len(gold)} citations, {law} as they stand in `law/` and {len(gold) - law} as written in practice."
    return f"{first} All parts of {whole} are read as keyed.\n\n" + "\n".join(rows)


def of_law(cites: list[str], grammar: Grammar, peer: dict[str, Any] | None, start: int) -> str:
    """Return a sentence on every different citation of a provision."""
    read = [parts_of(c, grammar) for c in cites]
    named = sum(any(p["form"] == NAMED for p in parts) for parts in read)
    linked = 0
    for cite, parts in zip(cites, read, strict=True):
        linked += bool(parts) and any(p.link for p in grammar.parse(cite).parts)
    said = (
        f"Of {len(cites):,} different citations of provisions and bills in `law/`, {sum(map(bool, read)):,} are read "
        f"({named} of them with a part that is only `named`), and {linked} have a public address."
    )
    if peer:
        full = sum(map(bool, peer["found"][start:]))
        said += (
            f" eyecite finds a full citation in {full}; it is made for prose that writes section signs, and most of "
        )
        said += "ours write none."
    return said


if __name__ == "__main__":
    main()
