"""The memo of a policy check: headline, counts, points, how far it reaches; the same as a page and as a PDF."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.example_law import real_body
from tests.reports.test_audit_report import tags

from comity.analysis.policy import PolicyFinding, check_policy
from comity.law.instrument import Instrument
from comity.law.reading.policy_file import read_policy
from comity.reports.policy_memo import headline, memo, memo_html, memo_pdf

MANUAL = Path(__file__).parents[2] / "examples" / "policy" / "some-town-manual.yaml"
ON = date(2026, 11, 24)


@pytest.fixture(scope="module")
def policy() -> Instrument:
    """Return the example manual."""
    return read_policy(MANUAL, None, real_body())


@pytest.fixture(scope="module")
def found(policy: Instrument) -> list[PolicyFinding]:
    """Return its findings."""
    return check_policy(policy, real_body(), ON)


@pytest.fixture(scope="module")
def data(policy: Instrument, found: list[PolicyFinding]) -> dict[str, Any]:
    """Return its memo as data."""
    return memo(found, policy, real_body(), ON)


@pytest.fixture(scope="module")
def page(data: dict[str, Any]) -> str:
    """Return its memo as a page."""
    return memo_html(data)


def words_of(page: str) -> str:
    """Return the words of a page."""
    body = re.sub(r"<style\b.*?</style>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_the_page_says_which_manual_and_which_law(data: dict[str, Any], page: str) -> None:
    """The manual by its cite and file, the law by its day and digest."""
    words = words_of(page)
    for needed in ("Some Town Police Manual", "some-town-manual.yaml", "24 November 2026", real_body().digest):
        assert needed in words
    assert data["headline"] in words


def test_the_counts_are_those_of_the_points(data: dict[str, Any]) -> None:
    """Every point is counted in one class, and those that need a failed presumption are a part of it."""
    every = [*data["short"], *data["other"], *data["rest"]]
    assert sum(c["points"] for c in data["counts"]) == len(every)
    assert sum(c["rare"] for c in data["counts"]) == sum(not p["usual"] for p in every)


def test_each_point_has_both_sides_an_example_and_what_to_change(data: dict[str, Any], page: str) -> None:
    """The manual with its line, the law with its cite, a situation in questions and answers."""
    words = words_of(page)
    for point in (*data["short"], *data["other"]):
        assert point["title"] in words
        assert point["change"] in words
        assert point["cases"]
        assert all(f"line {r['line']} of" in words for r in point["policy_rules"])
        assert all(r["cite"] in words for r in point["law_rules"])


def test_the_end_says_how_far_the_sources_reach(page: str) -> None:
    """No lawyer reviewed it, not every own rule was read, and it is no legal advice."""
    end = words_of(page.split('id="reach"', 1)[1])
    for needed in ("no lawyer yet", "ordinances and other rules there were not all read", "Information, not legal"):
        assert needed in end


def test_the_headline_counts_what_needs_a_failed_presumption_apart(
    policy: Instrument, found: list[PolicyFinding]
) -> None:
    """Where nothing else falls short, it says "if the presumptions hold"; where nothing does, it says that."""
    rare = [replace(f, usual=False) for f in found]
    body = real_body()
    assert memo(rare, policy, body, ON)["headline"].startswith("If the presumptions hold, Some Town Police Manual")
    fine = [f for f in found if not f.short]
    assert headline([], policy.cite) == memo(fine, policy, body, ON)["headline"]
    assert "nowhere, as far as the law was read" in headline([], policy.cite)


def test_the_page_fetches_and_runs_nothing(page: str) -> None:
    """It can be mailed, printed and opened without a network; every tag is closed."""
    for tag, attributes in tags(page):
        assert tag not in {"script", "iframe", "img", "object", "embed", "form", "base"}
        assert not [a for a in attributes if a.startswith("on")]
        if tag != "a":
            assert not [v for v in attributes.values() if v and re.match(r"(https?:)?//", v)]
    assert not re.search(r"@import|url\(", page)


def test_the_page_can_be_read_by_ear_and_by_keyboard(page: str) -> None:
    """One first heading, no level left out, table headers with a scope, a way past the top, unique ids, a language."""
    found = tags(page)
    levels = [int(t[1]) for t, _ in found if re.fullmatch(r"h[1-6]", t)]
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert all(a.get("scope") for t, a in found if t == "th")
    assert [a["href"] for t, a in found if a.get("class") == "skip"] == ["#short"]
    ids = [a["id"] for _, a in found if "id" in a]
    assert len(ids) == len(set(ids))
    assert ("html", {"lang": "en"}) in found


def test_words_of_a_manual_are_never_markup(policy: Instrument, found: list[PolicyFinding]) -> None:
    """A manual may be anybody's file."""
    hostile = replace(policy, cite='<script>alert("x")</script>', title="#panic()")
    made = memo(found, hostile, real_body(), ON)
    assert "<script>" not in memo_html(made)
    assert memo_pdf(made, ON).startswith(b"%PDF-")


def test_the_tone_neither_praises_nor_blames(page: str) -> None:
    """No word of the memo judges an agency."""
    assert not re.findall(r"(?i)\b(?:(?:non-?)?complian\w*|illegal alien|blame|fault\w*)", words_of(page))


def test_the_pdf_is_the_same_every_time_and_has_the_day(data: dict[str, Any]) -> None:
    """The bytes depend on manual, law and day only."""
    assert memo_pdf(data, ON) == memo_pdf(data, ON)
    assert b"D:20261124000000" in memo_pdf(data, ON)


def test_a_manual_that_is_in_line_makes_a_memo_too(policy: Instrument) -> None:
    """With no finding at all, every section says so."""
    made = memo([], policy, real_body(), ON)
    assert "Nowhere, as far as the law was read." in words_of(memo_html(made))
    assert memo_pdf(made, ON).startswith(b"%PDF-")
