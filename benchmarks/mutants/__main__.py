"""Counts how many small mistakes in engine/ and condition/ the tests notice.

Example: python -m benchmarks.mutants --seed 7 --count 400 --jobs 2
Everything runs in a copy of the checkout; nothing in it is changed.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import pickle
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.mutants.draw import KEY, Mutant, draw, mutated
from benchmarks.mutants.report import Outcome, report
from benchmarks.mutants.run import Reached, Watch, block_at, forked, trace, trial

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("condition", "engine")
TESTS = (
    *("tests/condition", "tests/engine", "tests/law_results", "tests/law", "tests/test_library.py"),
    *("tests/analysis/test_hypotheticals.py", "tests/analysis/test_checks.py"),
)
COPIED = ("src", "tests", "law", "docs", "examples", "benchmarks", "pyproject.toml", "README.md", "Makefile")


def main() -> None:
    """Draw, try and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--count", type=int, default=400)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--out", type=Path, default=ROOT / "out" / "mutants")
    options.add_argument("--again", type=Path, help="try only the survivors of an earlier run's .jsonl")
    options.add_argument("--only", nargs="*", help="only these modules, as in engine/board.py")
    options.add_argument(
        "--tests", nargs="*", default=TESTS, help="other test files or folders than those for a whole run"
    )
    given = options.parse_args()
    started = time.monotonic()
    given.out.mkdir(parents=True, exist_ok=True)
    name = given.out / f"seed-{given.seed}-count-{given.count}"
    survived = _survivors(given.again) if given.again else None  # read before its file is written anew
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder, name.with_suffix(".jsonl").open("w") as lines:
        outcomes = _run(Path(folder), given, survived, lambda o: print(_row(o), file=lines, flush=True))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = f"{(time.monotonic() - started) / 60:.1f} minutes, {(used.ru_utime + used.ru_stime) / 60:.1f} of a processor"
    text = report(outcomes, known_equivalent(), given.seed, took)
    name.with_suffix(".txt").write_text(text, encoding="utf-8")
    print(text)
    print(f"written to {name}.txt, each mutant on a line of {name}.jsonl")


def _survivors(lines: Path) -> set[tuple[str, ...]]:
    rows = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    return {tuple(r[k] for k in KEY) for r in rows if not r["noticed_by"]}


def _row(outcome: Outcome) -> str:
    row = {"noticed_by": outcome.noticed_by, "seconds": outcome.seconds}
    return json.dumps(asdict(outcome.mutant) | row)


def known_equivalent() -> dict[tuple[str, ...], str]:
    """Return the mutants that were looked at and change no answer, each with the reason."""
    rows = tomllib.loads((Path(__file__).parent / "equivalent.toml").read_text(encoding="utf-8")).get("mutant", [])
    return {tuple(r[k] for k in KEY): r["why"] for r in rows}


def _run(
    root: Path, given: argparse.Namespace, survived: set[tuple[str, ...]] | None, note: Callable[[Outcome], None]
) -> list[Outcome]:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(source, root / name)
    os.chdir(root)
    os.environ["COMITY_EXACT"] = "400"
    sys.path[:0] = [str(root / "src"), str(root)]
    package = root / "src" / "comity"
    sources = {
        f"{f}/{p.name}": p.read_text(encoding="utf-8") for f in FOLDERS for p in sorted((package / f).glob("*.py"))
    }
    chosen = {m: s for m, s in sources.items() if not given.only or m in given.only}
    mutants = draw(chosen, given.seed, given.count)
    if survived is not None:
        mutants = [m for m in mutants if m.key in survived]
    reached = _reach(root, sources, given)
    outcomes: list[Outcome] = []
    # First what the law's own reading rests on; only then is the law read once for all others.
    for folder in FOLDERS:
        if folder == "engine":
            _load_law(root)
        chosen = [m for m in mutants if m.module.startswith(folder)]
        for outcome in _trials(root, chosen, sources, reached, given.jobs):
            note(outcome)
            outcomes.append(outcome)
            alive = sum(not o.noticed_by for o in outcomes)
            _progress(f"{len(outcomes)} of {len(mutants)} mutants tried, {alive} not noticed")
    return outcomes


def _log(root: Path) -> str:
    return "\n".join((root / "log").read_text(encoding="utf-8", errors="replace").splitlines()[-30:])


def _load_law(root: Path) -> None:
    """Read the law once; a test that reads the whole of it gets this reading."""
    from comity.law import load  # noqa: PLC0415 - only now, since a mutant of what it imports must come first

    read, folder = load.load_body, (root / "law").resolve()
    kept = read(folder)

    def load_body(given: Path | None = None) -> Any:
        return kept if load.law_folder(given).resolve() == folder else read(given)

    load.load_body = load_body


def _reach(root: Path, sources: dict[str, str], given: argparse.Namespace) -> dict[str, dict[str, Reached]]:
    """Return, for each test file, what each of its tests enters. A file that fails unchanged is named and left out."""
    files = [f.relative_to(root).as_posix() for t in given.tests for f in _test_files(root / t)]
    found: dict[str, dict[str, Reached]] = {}
    work = ((f, lambda f=f: trace(sources, f)) for f in files)
    for n, (file, result, _, _) in enumerate(_all(work, given.jobs, root)):
        if result is None or result[1]:
            print(f"{file} is left out: it fails before anything is changed ({result and result[1]})")
            continue
        found[file] = result[0]
        _progress(f"{n + 1} of {len(files)} test files traced")
    return found


def _test_files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(path.glob("test_*.py"))


def _trials(
    root: Path, mutants: list[Mutant], sources: dict[str, str], reached: dict[str, dict[str, Reached]], jobs: int
) -> Iterator[Outcome]:
    """Try the mutants, and first one that is none. Raise SystemExit where a test fails even so: nothing would count."""
    tests = {node: r for found in reached.values() for node, r in found.items()}

    def work() -> Iterator[tuple[Mutant | None, Callable[[], str]]]:
        if mutants:
            module = mutants[0].module
            plain, everything = ast.parse(sources[module]), [list(reached)]
            yield None, lambda: trial(module, plain, Watch(tests, module, None), everything)
        for m in mutants:
            tree, plain = mutated(sources[m.module], m.number), ast.parse(sources[m.module])
            watch, stages = Watch(tests, m.module, block_at(plain, m.lines[0])), _stages(m, plain, reached)
            yield m, lambda m=m, tree=tree, watch=watch, stages=stages: trial(m.module, tree, watch, stages)

    for m, result, signalled, seconds in _all(work(), jobs, root):
        if m is None and result != "":
            sys.exit(f"{_log(root)}\nnothing is changed, yet: {result or signalled}")
        if m is None:
            _progress(f"nothing changed, nothing noticed, in {seconds:.0f} seconds")
            continue
        ended = {signal.SIGXCPU: "no end", signal.SIGKILL: "no end"}.get(signalled, f"signal {signalled}")
        yield Outcome(m, result if result is not None else ended, round(seconds, 1))


def _stages(mutant: Mutant, plain: ast.Module, reached: dict[str, dict[str, Reached]]) -> list[list[str]]:
    """Return the test files to run: the module's own, then those with a test that enters the block, by time."""
    folder, name = mutant.module.split("/")
    own = [f"tests/{folder}/test_{name}"]
    block = block_at(plain, mutant.lines[0])
    seconds = {
        f: [r.seconds for r in found.values() if r.reaches(mutant.module, block)] for f, found in reached.items()
    }
    entering = [(sum(took), file) for file, took in seconds.items() if took and file not in own]
    files = [file for _, file in sorted(entering)]
    quick = [f for f in files if f.startswith(f"tests/{folder}/")]
    rest = [f for f in files if f not in quick]
    return [stage for stage in ([f for f in own if f in reached], quick, rest) if stage]


def _all(work: Iterable[tuple[Any, Callable[[], Any]]], jobs: int, root: Path) -> Iterator[tuple[Any, Any, int, float]]:
    """Run each piece of work in a fork, `jobs` at a time; yield its subject, result, ending signal and seconds."""
    log = root / "log"
    todo, running = iter(work), dict[int, tuple[Any, int, float]]()
    while True:
        while len(running) < jobs and (piece := next(todo, None)) is not None:
            child, reading = forked(piece[1], log)
            running[reading] = (piece[0], child, time.monotonic())
        if not running:
            return
        for reading in select.select(list(running), [], [])[0]:
            subject, child, started = running.pop(reading)
            with os.fdopen(reading, "rb") as pipe:
                data = pipe.read()
            _, status = os.waitpid(child, 0)
            result = pickle.loads(data) if data and not os.WIFSIGNALED(status) else None  # noqa: S301 - our own fork
            ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
            yield subject, result, ended, time.monotonic() - started


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
    elif not text[0].isdigit() or text.split(" ", 1)[0].endswith("0"):
        sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
