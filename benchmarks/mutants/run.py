"""Runs tests in a forked process: once traced, to see which test reaches which line, and once for each mutant.

A fork is a copy of a process that has loaded everything a mutant does not touch, so a trial costs its tests only.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import pickle
import resource
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import hypothesis
import pytest

OPTIONS = ["-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:faulthandler", "--no-header", "--tb=no"]
OPTIONS += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
MEMORY = 6 << 30
ENTERED: set[int] = set()
# A test may take this many seconds of processor time more than ten times what it took unchanged.
PATIENCE = 10


@dataclass(frozen=True)
class Reached:
    """What a test took, and which blocks of which module it entered: a function's body, a branch, a loop."""

    seconds: float
    blocks: frozenset[tuple[str, int, int]]

    def reaches(self, module: str, block: tuple[int, int] | None) -> bool:
        """Return whether a block was entered; what stands in none runs whenever its module is read."""
        return block is None or (module, *block) in self.blocks


class Quiet:
    """Sets hypothesis up so that one mutant has one result: the same examples each time, none kept, none shrunk."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Load the profile after conftest.py has loaded its own, before any test is read."""
        hypothesis.settings.register_profile(
            "mutants",
            deadline=None,
            derandomize=True,
            database=None,
            phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        hypothesis.settings.load_profile("mutants")


class Tracer(Quiet):
    """Notes for each test its processor time and the blocks it entered; the modules say so, being marked.

    What is entered while the file is read counts for each of its tests; what is entered while a fixture is made that
    several tests share, for each test that uses the fixture.
    """

    def __init__(self, marks: list[tuple[str, int, int]]) -> None:
        self.marks = marks
        self.found: dict[str, Reached] = {}
        self.failed: list[str] = []
        self.reading: set[int] = set()
        self.fixtures: dict[str, set[int]] = {}

    def pytest_collection_finish(self) -> None:
        """Note what the file's own lines entered."""
        self.reading |= ENTERED

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
        """Note what a shared fixture enters."""
        before = set(ENTERED)
        ENTERED.clear()
        try:
            return (yield)
        finally:
            if fixturedef.scope != "function":
                self.fixtures.setdefault(fixturedef.argname, set()).update(ENTERED)
            ENTERED.update(before)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Look at one test with its fixtures."""
        ENTERED.clear()
        started = time.process_time()
        try:
            return (yield)
        finally:
            shared = [self.fixtures.get(name, set()) for name in getattr(item, "fixturenames", ())]
            entered = frozenset(self.marks[n] for n in ENTERED.union(self.reading, *shared))
            self.found[item.nodeid] = Reached(time.process_time() - started, entered)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a failure."""
        if report.failed:
            self.failed.append(report.nodeid)


class Watch(Quiet):
    """Keeps the tests that reach the mutant, the quickest first, gives each its time, and notes the first that fails.

    What never enters the block of the mutant cannot notice it.
    """

    def __init__(self, reached: dict[str, Reached], module: str, block: tuple[int, int] | None) -> None:
        self.reached, self.module, self.block = reached, module, block
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the tests that do not enter the mutant's block, and order the others: the quickest file first."""
        items[:] = [item for item in items if self._known(item).reaches(self.module, self.block)]
        took: dict[Path, float] = {}
        for item in items:
            took[item.path] = took.get(item.path, 0.0) + self._known(item).seconds
        items.sort(key=lambda item: (took[item.path], str(item.path), self._known(item).seconds))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """End the process when a test takes far longer than it did: an endless loop."""
        allow(PATIENCE + 10 * self._known(item).seconds)
        return (yield)

    def _known(self, item: pytest.Item) -> Reached:
        return self.reached.get(item.nodeid) or Reached(1.0, frozenset({(self.module, *(self.block or (0, 0)))}))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note the first failure."""
        if report.failed and not self.failed:
            self.failed = report.nodeid


def allow(seconds: float) -> None:
    """Let this process use so much more processor time; after that the system ends it."""
    soft = int(time.process_time() + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def trace(sources: dict[str, str], file: str) -> tuple[dict[str, Reached], list[str]]:
    """Run one test file unchanged; return what each test entered, and those that failed."""
    marks: list[tuple[str, int, int]] = []
    sys.meta_path.insert(0, _Finder({name_of(m): _marked(m, text, marks) for m, text in sources.items()}))
    builtins.__entered__ = ENTERED  # type: ignore[attr-defined] # the marks are found wherever they stand
    tracer = Tracer(marks)
    code = pytest.main([*OPTIONS, file], plugins=[tracer])
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED} and not tracer.failed:
        tracer.failed.append(file)
    return tracer.found, tracer.failed


def blocks(tree: ast.Module) -> Iterator[tuple[list[ast.stmt], int, int]]:
    """Yield each block within the functions of a module, with its first and last line, the outer before the inner."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                for field in ("body", "orelse", "finalbody"):
                    block = getattr(node, field, None)
                    if isinstance(block, list) and block:
                        yield block, block[0].lineno, block[-1].end_lineno or 0


def block_at(tree: ast.Module, line: int) -> tuple[int, int] | None:
    """Return the smallest block that a line stands in, or None for a line outside any function."""
    around = [(last - first, first, last) for _, first, last in blocks(tree) if first <= line <= last]
    return min(around)[1:] if around else None


def name_of(module: str) -> str:
    """Return the name a module is imported by."""
    return f"comity.{module.removesuffix('.py').replace('/', '.')}"


def _marked(module: str, text: str, marks: list[tuple[str, int, int]]) -> ast.Module:
    """Return the module with a mark at the start of each block."""
    tree = ast.parse(text)
    found = {(first, last): block for block, first, last in blocks(tree)}
    for (first, last), block in found.items():
        mark = ast.parse(f"__entered__.add({len(marks)})").body[0]
        block.insert(0, ast.copy_location(mark, block[0]))
        marks.append((module, first, last))
    return ast.fix_missing_locations(tree)


def trial(module: str, tree: ast.Module, watch: Watch, stages: list[list[str]]) -> str:
    """Run the tests on a mutant in this process, stage after stage; return the test that failed, or nothing."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.RLIM_INFINITY))
    allow(4 * PATIENCE)
    sys.meta_path.insert(0, _Finder({name_of(module): tree}))
    try:
        importlib.import_module(name_of(module))
    except BaseException as wrong:  # noqa: BLE001 - whatever a mutant does when it is read, it is noticed
        return f"reading the module: {type(wrong).__name__}"
    for files in stages:
        allow(4 * PATIENCE)
        code = pytest.main([*OPTIONS, *files], plugins=[watch])
        if watch.failed:
            return watch.failed
        if code not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
            return f"reading the tests: exit {int(code)}"
    return ""


class _Finder(importlib.abc.MetaPathFinder):
    """Gives other code instead of a module's own."""

    def __init__(self, trees: dict[str, ast.Module]) -> None:
        self.trees = trees

    def find_spec(self, fullname: str, path: Any, target: ModuleType | None = None) -> Any:
        """Return where the module is found: at its own place, with other code."""
        if fullname not in self.trees:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.origin is None:
            return None
        return importlib.util.spec_from_loader(
            fullname, _Loader(fullname, spec.origin, self.trees[fullname]), origin=spec.origin
        )


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, origin: str, tree: ast.Module) -> None:
        super().__init__(name, origin)
        self.tree = tree

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - the loader's own signature
        """Return the other code; nothing is written beside the module."""
        return compile(self.tree, self.path, "exec")


def forked(work: Callable[[], Any], log: Path) -> tuple[int, int]:
    """Start `work` in a copy of this process; return its id and where its result, pickled, can be read."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    status = 1
    try:
        os.close(reading)
        sink = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(work(), pipe)
        status = 0
    except BaseException:  # noqa: BLE001 - the log tells it
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
