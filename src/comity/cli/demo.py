"""`comity demo`: audits the example log of the checkout, prints what it found and one decision in full."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.audit import audited, printed, summary_lines, written
from comity.cli.ends import ending

if TYPE_CHECKING:
    from comity.audit.run import Audit
    from comity.cli.terminal import Line
    from comity.library import Law


def demo(
    out: Annotated[Path, typer.Option("--out", help="The folder to write the report to.")] = Path("out/demo"),
    folder: Annotated[
        Path | None, typer.Option("--law", help="The law folder; by default COMITY_LAW or the one that came along.")
    ] = None,
) -> None:
    """Audit the example log, show one of its decisions in full, and write the report.

    The log is made up; no row is about a real person or event.

    Example: comity demo --out out/demo
    """
    with ending():
        from comity.audit.outputs import check_folder
        from comity.library import load

        log = example()
        check_folder(out)
        law = load(folder)
        found, summary = audited(log, law)
        written(found, summary, out)
        printed([*summary_lines(summary, out), *_one_decision(found, law)])


def example() -> Path:
    """Return the first log in the folder of examples. Raise InputError where there is none."""
    import comity
    from comity.vocabulary.errors import problem

    checkout = Path(comity.__file__).resolve().parents[2] / "examples"
    for folder in (checkout, Path("examples")):
        logs = sorted(folder.glob("*.csv"))
        if logs:
            return logs[0]
    hint = "run it in a checkout, or audit a log of your own: comity audit LOG"
    raise problem("examples", None, "no example log was found", hint)


def _one_decision(found: Audit, law: Law) -> list[Line]:
    """Return the first finding against the law as a decision in full."""
    from comity.audit.columns import encounter_of
    from comity.cli.render import decision_lines
    from comity.cli.terminal import Line, heading, para, rule
    from comity.engine.decision import Decision, decide_action
    from comity.engine.explanation import explain

    lines = found.findings.filter(found.findings["finding"] == "did_prohibited")
    if lines.is_empty():
        return []
    first = lines.row(0, named=True)
    row = found.imported.frame.filter(found.imported.frame["row"] == first["row"]).row(0, named=True)
    encounter = encounter_of(row, law.body)
    decision = Decision(encounter, {first["action"]: decide_action(encounter, law.slices, first["action"])})
    told = {k: v for k, v in row.items() if v is not None and k in law.body.words.facts}
    facts = ", ".join(f"{k.replace('_', ' ')}: {_plain(v)}" for k, v in told.items())
    return [
        Line(),
        rule(),
        *heading(f"One of them in full: row {first['row']} of the log"),
        *para(f"What the log says: {facts}.", style="muted"),
        *decision_lines(explain(decision, law.body), law.body),
    ]


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value).replace("_", " ")
