"""The one door to law/: finds the folder and returns the body, from the cache or from every file.

What the cache holds was read from the same files by the same code; whoever wants lines and messages reads the files.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from comity.law.body import Body
from comity.law.cache import keep, recalled
from comity.vocabulary.errors import InputError, LawError, Problem, problem

VARIABLE = "COMITY_LAW"


def law_folder(given: Path | None = None) -> Path:
    """Return the law folder: the one given, `COMITY_LAW`, the wheel's, or the checkout's.

    Raise InputError when there is none.
    """
    package = Path(__file__).resolve().parent.parent
    choices = [given] if given else []
    if not choices and os.environ.get(VARIABLE):
        choices = [Path(os.environ[VARIABLE])]
    if not choices:
        choices = [package / "law_data", package.parent.parent / "law"]
    for folder in choices:
        if (folder / "vocabulary").is_dir():
            return folder
    raise problem(
        str(choices[0]), None, "no law folder here (it has a `vocabulary` folder)", f"give --law or {VARIABLE}"
    )


def files(folder: Path) -> list[Path]:
    """Return every law file below the folder, in path order."""
    return [folder / name for name in _below(folder, ".yaml")]


def tables(folder: Path) -> list[Path]:
    """Return the tables that come with the law: which agency a facility belongs to, what a bill's steps are called."""
    return [folder / name for name in _below(folder, ".csv")]


def digest(folder: Path) -> str:
    """Return the digest of the law: SHA-256 over each file's path and bytes.

    The same files give the same digest on any machine. Raise InputError for a file that cannot be read.
    """
    total = hashlib.sha256()
    for name in (*_below(folder, ".yaml"), *_below(folder, ".csv")):
        try:
            with open(os.path.join(folder, name), "rb", buffering=0) as stream:  # noqa: PTH118, PTH123 - many files
                data = stream.read()
        except OSError as error:
            raise _unreadable(folder, name, error) from None
        total.update(f"{name}\0{len(data)}\0".encode())
        total.update(data)
    return f"sha256:{total.hexdigest()}"


def _below(folder: Path, ending: str) -> list[str]:
    """Return the files below a folder whose names end so, in path order. A link to a folder is not followed."""
    start, found, todo = os.fspath(folder), [], [""]
    while todo:
        at = todo.pop()
        try:
            with os.scandir(f"{start}/{at}") as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(f"{at}{entry.name}/")
                    elif entry.name.endswith(ending) and entry.is_file():
                        found.append(at + entry.name)
        except OSError as error:
            raise _unreadable(folder, at, error) from None
    return sorted(found, key=lambda name: name.split("/"))


def _unreadable(folder: Path, name: str, error: OSError) -> InputError:
    return problem(f"{folder.name}/{name}", None, f"cannot be read: {(error.strerror or 'unreadable').lower()}")


def load_body(given: Path | None = None) -> Body:
    """Return the whole body of law of a folder: from the cache, when it holds what these very files say.

    Raise LawError with every problem of every file.
    """
    folder, found = law_folder(given), ""
    with suppress(InputError):
        found = digest(folder)
    body = recalled(folder, found, lambda: _whole(folder, found)) if found else None
    if body is None:
        body = _whole(folder)
        # INVARIANT: what is kept under a digest was read while the files had it.
        if found and body.digest == found == digest(folder):
            keep(folder, body)
    return body


def _whole(folder: Path, expected: str = "") -> Body:
    body, problems = read_body(folder)
    if problems:
        raise LawError(problems)
    if expected and body.digest != expected:
        raise LawError([Problem(str(folder), None, "the law was changed while it was in use", "start again")])
    return body


def read_body(given: Path | None = None) -> tuple[Body, list[Problem]]:
    """Return what could be read of a law folder, with every problem of every file; never from the cache.

    Raise LawError when the vocabulary cannot be read at all.
    """
    from comity.law.reading.to_body import to_body  # noqa: PLC0415 - what reads YAML is slow to import

    folder, found = law_folder(given), ""
    unread: list[Problem] = []
    try:
        found = digest(folder)
    except InputError as error:
        unread = error.problems
    return to_body(folder, files(folder), found, unread)
