"""`comity audit`: judges a whole log against the law of its places and days, and writes the report."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.ends import ending

if TYPE_CHECKING:
    from comity.audit.importers import Imported
    from comity.audit.run import Audit, Progress
    from comity.cli.terminal import Line
    from comity.library import Law


def audit(
    log: Annotated[Path, typer.Argument(help="The log: CSV, Parquet or JSON lines, in any layout that is known.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="The folder to write; by default out/ and the log's name.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the summary as plain data; files are written only with --out.")
    ] = False,
    place: Annotated[
        str | None,
        typer.Option("--place", help="The place of a jail's file that does not say it, like us/xx/some-county."),
    ] = None,
    layout: Annotated[
        str | None, typer.Option("--layout", help="The layout of the log, where it is not told by its columns.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--law", help="The law folder; by default COMITY_LAW or the one that came along.")
    ] = None,
    streamed: Annotated[
        bool,
        typer.Option("--stream", help="Read a plain log in Parquet part by part: for one larger than memory. No page."),
    ] = False,
    engine: Annotated[
        str, typer.Option("--engine", help="What judges the rows: polars, duckdb or spark. The findings are the same.")
    ] = "polars",
    agreements: Annotated[
        Path | None, typer.Option("--agreements", help="A register of agreements (`comity agreements import`).")
    ] = None,
) -> None:
    """Judge a log: what was done against the law, what was not, and what could not be judged and why.

    A plain log has the columns place, agency, on, any facts, did_ columns (what was done) and _at columns (when).
    Exit 0: nothing was found against the law. 1: something was. 2: the log or the law cannot be read.

    Example: comity audit requests.csv --out out/requests
    """
    with ending():
        from comity.audit.outputs import check_folder
        from comity.library import load

        target = out or (None if as_json else Path("out") / (log.stem or "audit"))
        if target:
            check_folder(target)
        law = load(folder)
        _check_register(agreements, streamed=streamed, engine=engine)
        if streamed:
            if streamed_through(log, law, out or Path("out") / (log.stem or "audit"), as_json=as_json):
                raise typer.Exit(1)
            return
        found, summary = audited(
            log, law, place=place, layout=layout, folder=folder, engine=engine, agreements=agreements
        )
        if target:
            written(found, summary, target)
        _told(summary, target, as_json=as_json)
        if summary["against"]["strict"]["findings"]:
            raise typer.Exit(1)


def _told(summary: dict[str, Any], target: Path | None, *, as_json: bool) -> None:
    if as_json:
        import json

        typer.echo(json.dumps(summary, indent=2, ensure_ascii=False))
    else:
        printed(summary_lines(summary, target))


def audited(
    log: Path,
    law: Law,
    *,
    place: str | None = None,
    layout: str | None = None,
    folder: Path | None = None,
    engine: str = "polars",
    agreements: Path | None = None,
) -> tuple[Audit, dict[str, Any]]:
    """Return the audit of a log and its summary, with a bar on standard error where a person looks.

    A register of agreements fills its columns of the log first.
    """
    from comity.audit.engines import audit_by
    from comity.audit.run import audit as judge_log
    from comity.audit.summary import summarise

    tables = folder / "facilities" if folder else None
    with _bar() as progress:
        if agreements:
            found = judge_log(_filled(agreements, log, law, layout, place, tables), law.slices, progress=progress)
        elif engine == "polars":
            found = judge_log(log, law.slices, layout=layout, place=place, progress=progress, facilities=tables)
        else:
            found = audit_by(engine, log, law.slices, layout=layout, place=place, facilities=tables)
    return found, summarise(found, law.slices, log=log)


def _check_register(agreements: Path | None, *, streamed: bool, engine: str) -> None:
    from comity.vocabulary.errors import problem

    if agreements and (streamed or engine != "polars"):
        raise problem("--agreements", None, "goes with the polars engine and without --stream only")


def _filled(
    agreements: Path, log: Path, law: Law, layout: str | None, place: str | None, tables: Path | None
) -> Imported:
    from comity.audit.agreements.effect import columns_filled
    from comity.audit.agreements.register import read_register
    from comity.audit.run import opened

    register = read_register(agreements, law.body.words.agencies)
    return columns_filled(opened(log, law.body, layout, place, tables), register, law.body)


def streamed_through(log: Path, law: Law, target: Path, *, as_json: bool) -> bool:
    """Judge a log part by part, say what came of it, and return whether anything was found against the law."""
    from comity.audit.judge import AGAINST
    from comity.audit.stream import stream

    with _bar() as progress:
        made = stream(log, law.slices, target, progress=progress)
    against = sum(n for key, n in made.counts.items() if key[2] in AGAINST)
    if as_json:
        typer.echo(made.summary(), nl=False)
    else:
        typer.echo(f"{made.rows:,} rows: {made.judged:,} judged, {made.rejected:,} that cannot be read")
        lines: dict[tuple[str, str], int] = {}
        for (action, duty, finding, _), count in sorted(made.counts.items()):
            lines[duty or action, finding] = lines.get((duty or action, finding), 0) + count
        for (act, finding), count in lines.items():
            typer.echo(f"{count:>12,}  {act.replace('_', ' ')}: {finding.replace('_', ' ')}")
        typer.echo(f"{against:,} findings against the law. The lines: {target / 'findings.parquet'}")
    return against > 0


def written(found: Audit, summary: dict[str, Any], target: Path) -> None:
    """Write the report and the files beside it."""
    from comity.audit.outputs import write
    from comity.reports.audit_report import audit_report

    write(found, target, summary=summary, report=audit_report(summary))


@contextmanager
def _bar() -> Iterator[Progress | None]:
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading the log", total=None)

        def step(action: str, done: int, whole: int) -> None:
            bar.update(task, description=f"judging {action.replace('_', ' ')}", completed=done, total=whole)

        yield step


def printed(lines: list[Line]) -> None:
    """Print lines, in colour where that helps."""
    from comity.cli.terminal import painted, wants_colour

    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    typer.echo(painted(lines, colour=wants_colour(sys.stdout)))


def summary_lines(summary: dict[str, Any], target: Path | None) -> list[Line]:
    """Return an audit as lines: the headline, where the requests stand, the findings by rule, and where the rest is."""
    from comity.cli.terminal import Line, heading, para
    from comity.reports.audit_report import headline, lead
    from comity.reports.wording import STANDING, THIN

    lines = para(headline(summary).replace(THIN, ","), style="heading")
    lines += [line for sentence in lead(summary) for line in para(sentence.replace(THIN, ","))]
    lines += heading("Where they stand")
    for one in summary["requests"]:
        if one["rows"]:
            shape, state, words = STANDING[one["standing"]]
            lines += para(words, first=f"{one['rows']:>9,}  {shape} ", style={"silent": "muted"}.get(state, state))
    lines += _rule_lines("Found against the law", summary["rules"])
    lines += _rule_lines(
        "Against the law only if presumptions hold (they are in the report)", summary["rules_presumed"]
    )
    lines += _unjudged_lines(summary["unjudged"])
    lines += [Line(), *para(f"Whose count this is: {summary['log']['whose_count']}.", style="muted")]
    lines += para(f"Law {summary['law']['edition']}, {summary['law']['digest'][:23]}…", style="muted")
    lines += para(f"The report: {target / 'report.html'}") if target else []
    return [*lines, *para(summary["notice"], style="muted")]


def _rule_lines(title: str, groups: list[dict[str, Any]]) -> list[Line]:
    from comity.cli.terminal import heading, para
    from comity.reports.wording import DEED, EVIDENCE, FINDING

    lines = heading(title) if groups else []
    for group in groups:
        lines += para(
            f"{DEED[group['finding']]}{group['act']} ({FINDING[group['finding']]})",
            first=f"{group['findings']:>9,}  ▲ ",
        )
        for rule in group["rules"]:
            title = f"{rule['title']}, " if rule["title"] and rule["title"] not in rule["cite"] else ""
            lines += para(f"{title}{rule['cite']} · {EVIDENCE.get(rule['evidence'], rule['evidence'])}", 13, "muted")
    return lines


def _unjudged_lines(unjudged: dict[str, Any]) -> list[Line]:
    from comity.cli.terminal import heading, para

    says = {
        "open": "open: a fact is missing",
        "settled_by_presumption": "judged only by a presumption",
        "contested": "the law is contested",
        "unsurveyed": "nobody has read the law there",
        "not_recorded": "the log does not say what was done",
    }
    lines = heading("Acts that could not be judged, and why")
    for name, words in says.items():
        if unjudged[name]["findings"]:
            lines += para(words, first=f"{unjudged[name]['findings']:>9,}  ◆ ")
    return lines
