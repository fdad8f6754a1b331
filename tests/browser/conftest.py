"""Two casebooks that run, and persons at a browser (Debian's chromium). `make test-browser` asks for these tests."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.browser.person import Person

ASKED_FOR = "COMITY_BROWSER" in os.environ
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WHY_NOT = "browser tests run by `make test-browser`" if not ASKED_FOR else "" if CHROMIUM else "chromium is missing"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip with a reason where nobody asked for a browser or there is none; fail where nothing may be left out."""
    if WHY_NOT and ASKED_FOR and os.environ.get("COMITY_NO_SKIP"):
        raise pytest.UsageError(f"{WHY_NOT}, and COMITY_NO_SKIP is set")
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if WHY_NOT:
                item.add_marker(pytest.mark.skip(reason=WHY_NOT))


@dataclass
class Site:
    """A casebook that runs: its address, and what its first start told."""

    url: str
    told: str


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Yield a browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Yield a casebook with the made-up county in it."""
    with_demo = _serving(tmp_path_factory.mktemp("demo"), "--demo")
    yield next(with_demo)
    next(with_demo, None)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Site]:
    """Yield a casebook that nobody has opened yet."""
    yield from _serving(tmp_path / "casebook")


def _serving(folder: Path, *options: str) -> Iterator[Site]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    comity = [sys.executable, "-m", "comity.cli.main", "serve", "--data", str(folder), "--bind", address]
    folder.mkdir(exist_ok=True)
    with (folder / "said.txt").open("w") as said:
        server = subprocess.Popen([*comity, *options], stdout=said, stderr=said)
        try:
            _wait(f"http://{address}/sign-in/", server)
            yield Site(f"http://{address}", (folder / "said.txt").read_text())
        finally:
            server.terminate()
            server.wait(20)
    told = (folder / "said.txt").read_text()
    assert not re.search(r" (?:ERROR|CRITICAL) ", told), told[-6000:]


def _wait(url: str, server: subprocess.Popen[Any]) -> None:
    for _ in range(240):
        assert server.poll() is None, "the casebook ended"
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise AssertionError("the casebook does not answer")


@pytest.fixture
def someone(chromium: Browser) -> Iterator[Callable[..., Person]]:
    """Return how to get a person with a browser of their own; at the end, nothing strange may have happened."""
    made: list[Person] = []

    def person(site: str, name: str, **options: Any) -> Person:
        context = chromium.new_context(viewport={"width": 1366, "height": 768}, **options)
        context.set_default_timeout(15_000)
        made.append(Person(context.new_page(), site, name))
        return made[-1]

    yield person
    for one in made:
        # Shown where a test fails: where the person stood.
        print(one.name, one.page.url, one.page.locator("main").inner_text(timeout=2000) if one.page.url else "")  # noqa: T201
        one.page.context.close()
    assert [s for one in made for s in one.strange] == []


_SIGNED_IN: dict[tuple[str, str], Any] = {}


@pytest.fixture
def role(demo: Site, someone: Callable[..., Person]) -> Callable[..., Person]:
    """Return how to get a person of the made-up county in a role, signed in with both factors."""

    def of(name: str, **options: Any) -> Person:
        kept = _SIGNED_IN.get((demo.url, name))
        one = someone(demo.url, name, storage_state=kept, **options)
        if kept is None:
            one.sign_in()
            one.set_up_second_factor()
            _SIGNED_IN[demo.url, name] = one.page.context.storage_state()
        return one

    return of
