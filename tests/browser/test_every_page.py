"""Every page, as its reader sees it: axe finds no barrier in any look, and nothing is cut off at 320 px."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.browser.person import Person

LOOKS = (
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "contrast": "more"},
    {"media": "print"},
)
PAGES = {
    "desk": ("/", "/records/", "/records/new/", "/deadlines/", "record", "desk", "/second-factor/", "/no-such-page/"),
    "supervisor": ("/log/", "record"),
    "records": ("seal", "/second-factor/recovery-codes/"),
    "counsel": ("record",),
    "auditor": ("/log/", "/records/?state=sealed"),
    "administrator": ("/people/", "/log/", "/records/", "/password/", "/second-factor/webauthn/add/"),
}


def shown(person: Person, page: str) -> Page:
    """Open a page by its address, or by what it is about."""
    if page.startswith("/"):
        return person.open(page)
    person.open("/records/?state=" + ("received" if page == "desk" else "closed"))
    person.page.locator("tbody a").first.click()
    if page == "desk":
        person.page.get_by_role("link", name="Go to the desk").click()
    if page == "seal":
        person.page.get_by_role("link", name="Seal this record").click()
    return person.page


def barriers(page: Page) -> list[str]:
    """Return what axe finds, each with where it is."""
    found = Axe().run(page).response["violations"]
    return [f"{page.url} {v['id']}: {n['html'][:120]}" for v in found for n in v["nodes"]]


def cut_off(page: Page) -> list[str]:
    """Return the page where it must be scrolled sideways (320 px is 1280 px at 400 %)."""
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 1366, "height": 768})
    return [f"{page.url}: {wide} px"] if wide > 320 else []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_barrier_or_is_cut_off(name: str, role: Callable[..., Person]) -> None:
    """In any look, for any role."""
    person, wrong = role(name), []
    for path in PAGES[name]:
        page = shown(person, path)
        for look in LOOKS:
            page.emulate_media(**look)
            wrong += barriers(page)
        page.emulate_media(media="screen", contrast="no-preference")
        wrong += cut_off(page)
        words = page.locator("main").inner_text()
        wrong += [f"{page.url}: {w}" for w in words.split() if "_" in w.strip(".,:") and "/" not in w]
    # A page that is missing or forbidden is told to the console by the browser itself.
    person.strange[:] = [s for s in person.strange if "status of 40" not in s]
    assert not wrong, "\n".join(wrong)


def test_signing_in_has_no_barrier(demo: object, someone: Callable[..., Person]) -> None:
    """Nor has the second factor."""
    person = someone(demo.url, "counsel")  # type: ignore[attr-defined]
    wrong = barriers(person.open("/sign-in/")) + cut_off(person.page)
    person.open("/sign-in/")
    person.page.get_by_label("Name").fill("counsel")
    person.page.get_by_label("Password").fill("wrong")
    person.page.get_by_role("button", name="Sign in", exact=True).click()
    person.page.get_by_role("alert").wait_for()
    wrong += barriers(person.page)
    assert wrong == []


def test_without_scripts_and_by_keyboard_alone_a_decision_is_filed(role: Callable[..., Person]) -> None:
    """Every button is a form's; Enter and Tab reach all."""
    desk = role("desk", java_script_enabled=False)
    desk.open("/records/new/")
    page = desk.page
    page.get_by_label("Which form or paper is it?").focus()
    page.keyboard.type("I-247A")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator("button:focus").get_by_text("Take it in").count():
            break
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What may we do?").wait_for()
    while page.locator("form.ask").count():
        page.get_by_role("button", name="I don't know").press("Enter")
        page.wait_for_load_state()
    page.get_by_role("button", name="File this decision").press("Enter")
    page.get_by_role("heading", name="The answer as filed").wait_for()
