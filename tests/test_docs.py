"""The documents say what is there: every word is defined, every command shown exists."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from comity.vocabulary.modality import Basis, Modality, Outcome, Role

ROOT = Path(__file__).parent.parent
KEY_WORDS = """
place instrument provision action request encounter fact cell situation presumption modality outcome duty clock remedy
docket overlay survey evidence role basis edge canon calendar slice terminal condition hypothetical bill suit casebook
ledger finding reading settled open_point
checkpoint commitment entry export leaf origin root salt sealed tile withheld witness
""".split()
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
SHOWN = ["README.md", "CONTRIBUTING.md", "law/README.md"]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def terms() -> list[str]:
    return re.findall(r"^- \*([^*]+)\*: \S", read("docs/terms.md"), re.MULTILINE)


@cache
def commands_shown() -> list[tuple[str, str]]:
    """(file, command line) of every `comity` and `make` line in a code block or in backticks."""
    found = []
    for name in SHOWN:
        if not (ROOT / name).exists():
            continue
        text = read(name)
        blocks = re.findall(r"^```(?:sh|bash|console|shell)?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        indented = re.findall(r"^ {4}(.+)$", text, re.MULTILINE)
        spans = re.findall(r"`([^`\n]+)`", text)
        lines = [line for block in blocks for line in block.splitlines()] + indented + spans
        for line in lines:
            command = line.strip().removeprefix("$ ").removeprefix(".venv/bin/")
            if re.match(r"(?:comity|make) [a-z]", command):
                found.append((name, command))
    return found


@pytest.mark.parametrize("enum", [Modality, Outcome, Basis, Role])
def test_every_word_of_the_engine_is_a_term(enum: type[Modality | Outcome | Basis | Role]) -> None:
    """Every modality, outcome, basis and role is defined in docs/terms.md."""
    assert [str(word) for word in enum if str(word) not in terms()] == []


def test_every_key_word_is_a_term() -> None:
    """The words of the trade are defined in docs/terms.md."""
    assert [word for word in KEY_WORDS if word.replace("_", " ") not in terms()] == []


def test_terms_are_one_sorted_list() -> None:
    """docs/terms.md is one list, a line per word, in the order of the alphabet, no word twice."""
    lines = read("docs/terms.md").splitlines()
    assert lines[0] == "# Terms"
    assert [line for line in lines[1:] if line and not re.match(r"- \*[^*]+\*: \S.*\.$", line)] == []
    keys = [term.lower().replace("_", " ") for term in terms()]
    assert keys == sorted(set(keys))


def test_every_make_target_shown_exists() -> None:
    """A make target shown in a document is one of the Makefile, and each has its line of help."""
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    helped = set(re.findall(r"^([a-z-]+):.*## \S", read("Makefile"), re.MULTILINE))
    shown = {
        word for _, line in commands_shown() if line.startswith("make") for word in re.findall(r" ([a-z-]+)", line)[:1]
    }
    assert shown - targets == set()
    assert targets == helped


@cache
def commands() -> set[str]:
    """The commands that `comity --help` lists."""
    done = subprocess.run(
        [sys.executable, "-m", "comity.cli.main", "--help"], capture_output=True, text=True, check=True, timeout=60
    )
    listed = done.stdout.split("Commands:", 1)[-1]
    return set(re.findall(r"^\W{1,4}([a-z][a-z-]+)\b", listed, re.MULTILINE))


def test_every_command_shown_exists() -> None:
    """A `comity` command shown in a document is one that `comity --help` lists."""
    shown = {line.split()[1] for _, line in commands_shown() if line.startswith("comity ")}
    assert shown - commands() == set()


def test_readme_shows_how_to_start() -> None:
    """The README shows how to set up, to try and to ask."""
    lines = {line for name, line in commands_shown() if name == "README.md"}
    assert any(line.startswith(("make setup", "make demo")) for line in lines)
    assert any(line.startswith("comity decide") for line in lines)


def test_every_decision_is_listed() -> None:
    """Each record in docs/decisions has a row in its README."""
    index = read("docs/decisions/README.md")
    records = sorted(p.name for p in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert records
    assert [name for name in records if f"({name})" not in index] == []


def test_every_link_between_documents_leads_somewhere() -> None:
    """A relative link in a document leads to a file that exists."""
    paths = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "law").rglob("*.md")]
    links = [(path, target) for path in paths for target in LINK.findall(path.read_text(encoding="utf-8"))]
    assert [f"{p.relative_to(ROOT)}: {target}" for p, target in links if not (p.parent / target).exists()] == []
