"""The pictures of docs/casebook-tour.md: of the made-up county, drawn anew by `make pictures`."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from tests.browser.person import Person

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
MOST = 200_000


def kept(person: Person, name: str) -> None:
    """Keep a picture of the page, in docs/ where it is asked for; in any case it must be small enough."""
    picture = person.page.screenshot()
    assert len(picture) < MOST, name
    if os.environ.get("COMITY_PICTURES"):
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"casebook-{name}.png").write_bytes(picture)


def test_the_pictures_of_the_tour(role: Callable[..., Person]) -> None:
    """Each is of a page as a person of that role finds it."""
    desk = role("desk")
    desk.open("/")
    kept(desk, "today")
    desk.open("/records/new/")
    kept(desk, "new-request")
    desk.take_in("I-247A")
    kept(desk, "desk")
    address = desk.page.url
    desk.page.set_viewport_size({"width": 320, "height": 700})
    kept(desk, "desk-phone")
    desk.page.set_viewport_size({"width": 1366, "height": 768})
    desk.page.emulate_media(color_scheme="dark")
    kept(desk, "desk-dark")
    desk.page.emulate_media(color_scheme="light")
    desk.page.goto(address)
    desk.answer_all({"release_due": "yes"})
    desk.file()
    kept(desk, "record")
    desk.page.emulate_media(media="print")
    desk.page.set_viewport_size({"width": 760, "height": 1000})
    kept(desk, "record-print")
    for name, path, picture in (
        ("supervisor", "/records/", "records"),
        ("auditor", "/log/", "log"),
        ("administrator", "/people/", "people"),
    ):
        one = role(name)
        one.open(path)
        kept(one, picture)


def test_the_second_factor_in_pictures(someone: Callable[..., Person], demo: object) -> None:
    """Signing in for the first time."""
    one = someone(demo.url, "counsel")  # type: ignore[attr-defined]
    one.open("/sign-in/")
    kept(one, "sign-in")


def test_every_picture_is_small_and_shown() -> None:
    """In the tour, with words for who cannot see it."""
    tour = (FOLDER.parent / "casebook-tour.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"!\[([^\]]+)\]\(pictures/([^)]+)\)", tour))
    assert sorted(shown.values()) == sorted(p.name for p in FOLDER.glob("casebook-*.png"))
    assert [p.name for p in FOLDER.glob("casebook-*.png") if p.stat().st_size >= MOST] == []
