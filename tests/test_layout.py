"""The house keeps its shape: sizes, names, a test per module, and nothing in it that belongs elsewhere."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SRC = ROOT / "src" / "comity"
MODULE_LINES = 500
FUNCTION_LINES = 60

# Exceptions: what, why, and since when. Each is taken back when the reason goes.
LONG_MODULES: dict[str, str] = {}  # "engine/example.py": "reason, 2026-11-24"
LONG_FUNCTIONS: dict[str, str] = {}  # "engine/example.py:name": "reason, 2026-11-24"
WITHOUT_OWN_TEST: dict[str, str] = {}  # "engine/example.py": "tested through ..., 2026-11-24"

BANNED_WORDS = {"utils", "util", "helpers", "helper", "common", "base", "core", "manager", "handler", "service", "info"}

SKIPPED_FOLDERS = {".git", ".uv", ".venv", "__pycache__", "out", "dist", "build", ".hypothesis", ".cache"}
SKIPPED_FOLDERS |= {".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", "node_modules"}
SKIPPED_FOLDERS |= {".venv-peers", ".venv-spark"}
BINARY = {".parquet", ".png", ".pdf", ".gz", ".woff2", ".ttf", ".mo", ".sqlite3", ".ico"}

MACHINE_PATH = re.compile(r"(?<![\w.~:/%-])/(?:home|root|Users|work|opt|mnt)/[\w.]")
# Written in pieces, so that this file does not name what it looks for.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
        ("crates", "io"),
        ("conda", "anaconda"),
        ("deb", "debian"),
        ("proxy", "golang"),
        ("repo1", "maven"),
        ("rubygems", "org"),
    )
]

STATES = """
Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois Indiana
Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska
Nevada New_Hampshire New_Jersey New_Mexico New_York North_Carolina North_Dakota Ohio Oklahoma Oregon Pennsylvania
Rhode_Island South_Carolina South_Dakota Tennessee Texas Utah Vermont Virginia Washington West_Virginia Wisconsin
Wyoming District_of_Columbia Puerto_Rico Guam
""".split()
CITIES = """
Boston Cambridge Chicago Denver Houston Los_Angeles Miami Philadelphia Phoenix San_Francisco Seattle Somerville Suffolk
""".split()
CASES = ["Lunn", "Arizona_v", "Trust_Act", "Laken", "Values_Act", "Plyler", "Commonwealth"]
CITATION = re.compile(r"\b\d+ U\.?S\.?C\b|\b\d+ C\.?F\.?R\b|§|\bG\.?L\.? c\. |\bSB ?\d+\b|\bHB ?\d+\b|\bMass\. ")
PLACE_ID = re.compile(r"\bus/(?!xx\b|yy\b|zz\b)[a-z]{2}\b")


def modules() -> list[Path]:
    """Return our modules; the migrations, which Django numbers and every start of the casebook runs, are none."""
    return sorted(p for p in SRC.rglob("*.py") if p.parent.name != "migrations")


def name_of(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def files() -> Iterator[Path]:
    todo = [ROOT]
    while todo:
        for path in sorted(todo.pop().iterdir()):
            if path.is_dir():
                if path.name not in SKIPPED_FOLDERS and not path.name.endswith(".egg-info"):
                    todo.append(path)
            elif path.suffix not in BINARY:
                yield path


def hits(pattern: re.Pattern[str], path: Path) -> Iterator[str]:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines, 1):
        found = pattern.search(line)
        if found:
            yield f"{path.relative_to(ROOT)}:{number}: {found.group()}"


def any_of(words: list[str]) -> re.Pattern[str]:
    """A pattern for words written apart, with `_`, with `-` or in one, in any case."""
    joined = "|".join(re.escape(w).replace("_", "[ _-]?") for w in words)
    return re.compile(rf"(?<![a-z])(?:{joined})(?![a-z])", re.IGNORECASE)


def test_no_module_is_too_long() -> None:
    """A module stays under 500 lines, and an exception that is no longer needed is taken back."""
    long = {name_of(p) for p in modules() if len(p.read_text(encoding="utf-8").splitlines()) >= MODULE_LINES}
    assert long == set(LONG_MODULES)


def test_no_function_is_too_long() -> None:
    """A function has at most 60 lines, and an exception that is no longer needed is taken back."""
    long = {
        f"{name_of(path)}:{f.name}"
        for path in modules()
        for f in functions(path)
        if (f.end_lineno or f.lineno) - f.lineno + 1 > FUNCTION_LINES
    }
    assert long == set(LONG_FUNCTIONS)


@pytest.mark.parametrize("exceptions", [LONG_MODULES, LONG_FUNCTIONS, WITHOUT_OWN_TEST])
def test_every_exception_has_a_reason_and_a_date(exceptions: dict[str, str]) -> None:
    """An exception says why and since when."""
    assert [k for k, why in exceptions.items() if not re.search(r"\w{3,}.*\d{4}-\d\d-\d\d$", why)] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    """A module is named after one thing; a function without a home means a word is missing."""
    places = [p for folder in ("src", "tests", "benchmarks", "examples") for p in (ROOT / folder).rglob("*.py")]
    named = {part for p in places for part in p.relative_to(ROOT).with_suffix("").parts}
    assert {n for n in named if BANNED_WORDS & set(n.split("_"))} == set()


def test_no_module_lacks_its_sentence() -> None:
    """A module with code opens with a docstring."""
    assert [name_of(p) for p in modules() if tree_of(p).body and not ast.get_docstring(tree_of(p))] == []


def test_every_package_is_a_package() -> None:
    """A folder of modules has an __init__.py, so that tools see it."""
    assert sorted({name_of(p.parent) for p in modules() if not (p.parent / "__init__.py").exists()}) == []


def test_no_machine_path_is_written_anywhere() -> None:
    """A path of somebody's machine works nowhere else."""
    assert [hit for p in files() for hit in hits(MACHINE_PATH, p)] == []


def test_no_registry_is_named_anywhere() -> None:
    """Packages come from the index the machine is set up with; no file names one."""
    pattern = re.compile("|".join(re.escape(h) for h in REGISTRY_HOSTS), re.IGNORECASE)
    assert [hit for p in files() for hit in hits(pattern, p)] == []
    assert list(hits(re.compile("http"), ROOT / "requirements.lock")) == []


@pytest.mark.parametrize("words", [STATES, CITIES, CASES], ids=["states", "cities", "instruments"])
def test_no_jurisdiction_or_instrument_is_named_in_code(words: list[str]) -> None:
    """What a lawyer could argue about is law data, so code names no place and no law."""
    pattern = any_of(words)
    assert [
        hit for p in sorted(SRC.rglob("*")) if p.suffix in {".py", ".html", ".js"} for hit in hits(pattern, p)
    ] == []


@pytest.mark.parametrize("pattern", [CITATION, PLACE_ID], ids=["citation", "place"])
def test_no_citation_and_no_real_place_is_in_code(pattern: re.Pattern[str]) -> None:
    """Examples in code use us/xx and cite nothing."""
    assert [hit for p in modules() for hit in hits(pattern, p)] == []


def test_no_instrument_of_the_law_folder_is_named_in_code() -> None:
    """An id of an instrument under law/ with at least two parts is named nowhere in the code."""
    ids = {
        found.group(1)
        for p in (ROOT / "law" / "us").rglob("*.yaml")
        if (
            found := re.search(
                r"^instrument: *([a-z0-9]+(?:-[a-z0-9]+)+) *$", p.read_text(encoding="utf-8"), re.MULTILINE
            )
        )
    }
    assert ids
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(sorted(map(re.escape, ids))) + r")(?![\w-])")
    assert [hit for p in modules() for hit in hits(pattern, p)] == []


def test_every_module_has_its_test() -> None:
    """Every module that holds code has its tests/<package>/test_<module>.py, or is listed with a reason."""
    without = set()
    for path in modules():
        code = [n for n in tree_of(path).body if not isinstance(n, (ast.Import, ast.ImportFrom, ast.Expr, ast.Assign))]
        if path.name == "__init__.py" and not code:
            continue
        inside = path.relative_to(SRC)
        if not (ROOT / "tests" / inside.parent / f"test_{inside.name}").exists():
            without.add(inside.as_posix())
    assert without == set(WITHOUT_OWN_TEST)


def test_every_dependency_is_locked_and_explained() -> None:
    """A package named in pyproject.toml has a version with hashes in the lock and a line in decision 0001."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = settings["project"]["dependencies"] + [d for group in settings["dependency-groups"].values() for d in group]
    names = {re.split(r"[^\w.-]", d)[0] for d in named}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {found.lower() for found in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    told = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text(encoding="utf-8")
    assert {n for n in names if n.lower() not in locked} == set()
    assert {n for n in names if f"| {n} |" not in told} == set()
    assert lock.count("--hash=sha256:") >= len(locked)


def test_every_test_opens_with_its_sentence() -> None:
    """A test says in its first line what should happen."""
    mute = [
        f"{path.relative_to(ROOT)}:{f.lineno}: {f.name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for f in functions(path)
        if f.name.startswith("test_") and not ast.get_docstring(f)
    ]
    assert mute == []
