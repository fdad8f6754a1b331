"""From the first link to a filed decision, each role at its own browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.browser.conftest import Site
from tests.browser.person import Person

WORDS = "four plain words together"


def test_from_the_first_link_to_a_filed_decision(empty: Site, someone: Callable[..., Person]) -> None:
    """The administrator opens the casebook and invites the desk, which files a decision and signs in again."""
    first = someone(empty.url, "head")
    link = re.search(r"http\S+/first/\S+", empty.told)
    assert link, empty.told
    page = first.page
    page.goto(link[0])
    page.get_by_label("The agency's name").fill("Examplia County Sheriff")
    page.get_by_label("Its short name").fill("examplia")
    page.get_by_label("Its place").fill("us")
    page.locator("input[name=kinds][value=sheriff]").check()
    page.get_by_label("Your name for signing in").fill("head")
    page.get_by_label("Password", exact=True).fill(WORDS)
    page.get_by_label("The same again").fill(WORDS)
    page.get_by_role("button", name="Open the casebook").click()
    first.set_up_second_factor()
    first.open("/people/")
    page.get_by_label("Name for signing in").fill("night-desk")
    page.get_by_role("button", name="Make the link").click()
    invitation = page.locator(".told .digest").inner_text()

    desk = someone(empty.url, "night-desk")
    desk.page.goto(invitation)
    desk.page.get_by_label("Password", exact=True).fill(WORDS)
    desk.page.get_by_label("The same again").fill(WORDS)
    desk.page.get_by_role("button", name="Set the password").click()
    desk.set_up_second_factor()
    desk.take_in("I-247A")
    desk.answer_all({})
    desk.file()
    desk.page.get_by_role("button", name="Sign out").click()
    desk.open("/records/")
    assert "/sign-in/" in desk.page.url
    desk.sign_in(WORDS)
    desk.page.get_by_role("heading", name="Today").wait_for()


def test_what_each_role_does_with_a_record(demo: Site, role: Callable[..., Person], tmp_path: Path) -> None:
    """The desk files and notes what was done, records seals, the auditor exports, counsel and supervisor read."""
    desk = role("desk")
    desk.take_in("I-247A")
    desk.answer_all({})
    desk.file()
    address = desk.page.url.removeprefix(demo.url)
    desk.page.get_by_label("What was done?").select_option("declined")
    desk.page.get_by_label("To which office?").fill("field office")
    desk.page.get_by_label("Nothing more is to be done").check()
    desk.page.get_by_role("button", name="Note it").click()
    assert "declined the request, field office" in desk.page.locator(".time").inner_text()

    for name in ("supervisor", "counsel"):
        role(name).open(address).get_by_role("heading", name="The answer as filed").wait_for()

    keeper = role("records")
    keeper.open(address).get_by_role("link", name="Seal this record").click()
    keeper.page.get_by_label("Under which order or law?").fill("expungement order")
    keeper.page.get_by_label("are deleted for good").check()
    keeper.page.get_by_role("button", name="Seal it").click()
    keeper.page.get_by_role("heading", name="This record is sealed").wait_for()

    auditor = role("auditor")
    auditor.open("/log/")
    with auditor.page.expect_download() as told:
        auditor.page.get_by_role("link", name="Export the log").click()
    told.value.save_as(tmp_path / "log.jsonl")
    assert (tmp_path / "log.jsonl").stat().st_size > 1000

    head = role("administrator").open("/")
    head.get_by_role("heading", name="People", exact=True).wait_for()
