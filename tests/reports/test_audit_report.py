"""The audit report: the answer first, presumptions apart, nothing hidden, nothing fetched."""

from __future__ import annotations

import html
import re
from copy import deepcopy
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import comity.reports
from comity import Law
from comity.audit.run import audit
from comity.audit.summary import summarise
from comity.reports.audit_report import audit_report, charts, headline, lead

TEMPLATES = Path(comity.reports.__file__).parent / "templates"
CSS = (TEMPLATES / "page.css").read_text(encoding="utf-8")
NEVER = r"\b(?:(?:non-?)?complian|sanctuary|illegal alien|knowing|blame|violat|culprit|guilty|fault)"


@pytest.fixture(scope="module")
def page(summary: dict[str, Any]) -> str:
    """Return the page of the small log."""
    return audit_report(summary)


def text_of(page: str) -> str:
    """Return the words of a page."""
    body = re.sub(r"<(style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def section(page: str, name: str) -> str:
    """Return the words of one section."""
    return text_of(page.split(f'id="{name}"', 1)[1].split("</section>", 1)[0])


class Tags(HTMLParser):
    """Collects every tag with its attributes, and what is left open."""

    VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another"


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    """Return every tag of a page; all are closed."""
    parser = Tags()
    parser.feed(page)
    assert parser.open == []
    return parser.found


def test_a_page_fetches_nothing_and_runs_nothing(page: str) -> None:
    """It can be mailed, printed and opened without a network; links are only for a reader to follow."""
    for tag, attributes in tags(page):
        assert tag not in {"script", "iframe", "img", "object", "embed", "form", "base"}
        assert not [a for a in attributes if a.startswith("on")]
        if tag != "a":
            assert not [v for v in attributes.values() if v and re.match(r"(https?:)?//", v)]
    assert not re.search(r"@import|url\(", page)


def test_links_go_to_sections_that_are_there_or_to_sources(page: str) -> None:
    """No link leads nowhere."""
    found = tags(page)
    ids = [a["id"] for _, a in found if a.get("id")]
    assert len(ids) == len(set(ids))
    for _, attributes in (t for t in found if t[0] == "a"):
        href = attributes["href"] or ""
        assert href[1:] in ids if href.startswith("#") else href.startswith("https://example.org/")


def test_the_headline_counts_requests_found_against_the_law_and_no_presumed_ones(summary: dict[str, Any]) -> None:
    """The act found most often is named."""
    assert headline(summary).startswith("5 of 13 requests were handled against the law; the most frequent act")
    assert lead(summary)[0].startswith("1 more would be, if presumptions listed below hold")


def test_a_log_without_breach_says_what_is_not_recorded(summary: dict[str, Any]) -> None:
    """None found is not the same as none done."""
    none = deepcopy(summary)
    none["against"]["strict"] = {"rows": 0, "findings": 0}
    none["rules"] = []
    assert headline(none) == (
        "None of 13 requests is shown to have been handled against the law; "
        "for 1 of them the log does not record what was done."
    )
    assert "not the same as finding that all was well" in section(audit_report(none), "found")


def test_an_empty_log_still_makes_a_page(law: Law, tmp_path: Path) -> None:
    """It says that there was nothing to judge."""
    path = tmp_path / "empty.csv"
    path.write_text("place,agency,on,did_hold_on_detainer\n", encoding="utf-8")
    told = summarise(audit(path, law.slices), law.slices, log=path)
    assert "The log holds no request that could be judged." in text_of(audit_report(told))
    assert charts(told) == []


def test_presumed_findings_stand_apart_with_what_they_presume(page: str) -> None:
    """Never among those found whatever the log leaves out."""
    assert "tell ICE when" not in section(page, "found")
    presumed = section(page, "presumed")
    assert "tell ICE when, or that, the person will be released" in presumed
    assert "Taken as: yes." in presumed


def test_every_finding_has_its_rule_cite_evidence_mark_and_row(page: str) -> None:
    """In words, on the page and not in a hint."""
    found = section(page, "found")
    for words in (
        "Nobody is kept past release for a detainer.",
        "Example Stat. s. 3",
        "text read",
        "since 1 January 2000",
    ):
        assert words in found
    assert "1 March 2024" in found
    assert "days late" in found
    assert "reported by others, text not read" in section(page, "presumed")


def test_what_could_not_be_judged_has_a_section_of_equal_rank(page: str) -> None:
    """Open, contested with its readings, unsurveyed, not recorded, rejected."""
    assert page.count("<h2 ") == len(re.findall(r"<h2 id=", page)) == 7
    told = section(page, "unjudged")
    for words in (
        "Open: 1 finding", "Was the request made in writing?", "Contested law: 2 findings", "Example v. Other",
        "Law nobody has read yet: 1 finding", "Some County, YY", "Not recorded:", "Rejected: 2 rows",
    ):  # fmt: skip
        assert words in told


def test_the_law_over_time_names_what_begins(page: str) -> None:
    """With the day and the rows on each side."""
    told = section(page, "time")
    assert "1 June 2025" in told
    assert "Begins: Example Later Act, Example Later Stat. s. 1" in told


def test_the_end_says_whose_count_which_law_and_what_was_assumed(page: str, law: Law) -> None:
    """And once, that it is information."""
    told = section(page, "method")
    assert "the agency's own record" in told
    assert law.body.digest in told
    assert "Is the person entitled to release now" in told
    assert text_of(page).count("Information, not legal advice. Ask the agency's counsel") == 1


def test_every_chart_has_a_question_a_source_and_a_table(summary: dict[str, Any], page: str) -> None:
    """And whose count it is."""
    made = charts(summary)
    assert len(made) == 3
    assert all(c["title"].endswith("?") for c in made)
    figures = re.findall(r"<figure>.*?</figure>", page, flags=re.DOTALL)
    assert len(figures) == 3
    for figure in figures:
        assert "<table>" in figure
        assert "Source: log.csv. Whose count: the agency&#39;s own record" in figure


def test_no_word_blames_or_labels(page: str) -> None:
    """What was done and which rule, never a label on an agency or a person."""
    assert re.findall(NEVER, text_of(page), flags=re.IGNORECASE) == []
    sources = [TEMPLATES / "audit_report.html.j2", *TEMPLATES.parent.glob("*.py")]
    assert [p.name for p in sources if re.search(NEVER, p.read_text(encoding="utf-8"), re.IGNORECASE)] == []


def test_text_from_a_log_is_never_taken_for_markup(summary: dict[str, Any]) -> None:
    """A file's name, a note or a reason may hold anything."""
    odd = deepcopy(summary)
    odd["log"]["name"] = "<script>alert(1)</script>"
    odd["rows"]["why_rejected"][0]["reason"] = "`<b onload=x>` is odd"
    page = audit_report(odd)
    assert "<script" not in page
    assert "<b onload" not in page


# --- the stylesheet


def tokens(block: str) -> dict[str, str]:
    """Return the colours of a block of custom properties."""
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", block))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 has it."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def palettes() -> dict[str, dict[str, str]]:
    """Return the colours for light, dark and print."""
    light = tokens(CSS.split(":root {")[1].split("}")[0])
    dark = tokens(CSS.split("(prefers-color-scheme: dark)")[1].split("}")[0])
    paper = tokens(CSS.split("@media print")[1].split("}")[0])
    return {"light": light, "dark": light | dark, "print": light | paper}


@pytest.mark.parametrize("name", ["light", "dark", "print"])
def test_every_text_colour_can_be_read_on_its_paper(name: str) -> None:
    """At least 4.5 to 1, on a screen, in the dark and in print."""
    colours = palettes()[name]
    assert len(colours) == 10
    for token in set(colours) - {"paper", "rule"}:
        assert contrast(colours[token], colours["paper"]) >= 4.5, (name, token)


def test_the_dark_has_a_colour_of_its_own_for_every_token() -> None:
    """None is left as it is by day."""
    both = palettes()
    assert [t for t in both["light"] if both["light"][t] == both["dark"][t]] == []


def test_there_is_one_stylesheet_and_it_asks_for_nothing() -> None:
    """System fonts, no import, no address."""
    assert [p.name for p in TEMPLATES.glob("*.css")] == ["page.css"]
    assert not re.search(r"@import|url\(|@font-face|gradient", CSS)
