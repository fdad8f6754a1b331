"""Writes what an audit leaves behind: findings.parquet, summary.json, rejected.csv and report.html.

All is written to a folder beside the one asked for and renamed at the end, so nothing half-written ever stands under
the final names. A folder that holds anything else is never written over.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from comity.audit.run import Audit
from comity.vocabulary.errors import problem

FILES = ("findings.parquet", "summary.json", "rejected.csv", "report.html")


def check_folder(folder: Path) -> None:
    """Raise InputError unless the folder can be written: it is not there, is empty, or holds an earlier audit only."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise problem(str(folder), None, "is not a folder", "give a folder for the report with --out")
    if not folder.exists():
        return
    other = sorted(p.name for p in folder.iterdir() if p.name not in FILES or not p.is_file() or p.is_symlink())
    if other:
        raise problem(
            str(folder), None, f"holds other things (`{other[0][:80]}`)", "give a new or empty folder with --out"
        )


def write(audit: Audit, folder: Path, *, summary: dict[str, Any], report: str) -> tuple[Path, ...]:
    """Write the four files of an audit and return their paths.

    `report` is the page, already rendered. Raise InputError when the folder cannot be written or holds other things.
    """
    check_folder(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise problem(str(folder), None, f"cannot be written: {(error.strerror or 'no such folder').lower()}") from None
    try:
        beside.chmod(0o755)
        audit.findings.write_parquet(beside / "findings.parquet")
        (beside / "summary.json").write_text(_json(summary), encoding="utf-8")
        audit.rejected.write_csv(beside / "rejected.csv")
        (beside / "report.html").write_text(report, encoding="utf-8")
        swap(beside, folder)
    except OSError as error:
        raise problem(
            str(folder), None, f"cannot be written: {(error.strerror or 'the disk refused').lower()}"
        ) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return tuple(folder / name for name in FILES)


def _json(summary: dict[str, Any]) -> str:
    return json.dumps(summary, indent=2, ensure_ascii=False) + "\n"


def swap(beside: Path, folder: Path) -> None:
    """Put the new folder in the place of the old one, which comes back if that fails."""
    if not folder.exists():
        beside.rename(folder)
        return
    old = beside.with_name(f"{beside.name}-old")
    folder.rename(old)
    try:
        beside.rename(folder)
    except OSError:
        with contextlib.suppress(OSError):
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
