"""A person at a browser: how they sign in with both factors and take a request from the paper to a filed decision."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response

PASSWORD = "a made-up county"  # noqa: S105 - the demo's
STEP = 30


def code_of(secret: str, at: float) -> str:
    """Return the six digits that an authenticator app shows at a moment (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, int(at // STEP).to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


@dataclass
class Person:
    """One browser of one person, and what its pages did that they should not."""

    page: Page
    site: str
    name: str
    secret: str = ""
    strange: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda m: m.type == "error" and self.strange.append(f"console: {m.text}"))
        self.page.on("pageerror", lambda e: self.strange.append(f"script: {e}"))
        self.page.on("request", lambda r: self._asked(r.url))
        self.page.on("response", self._got)

    def _asked(self, url: str) -> None:
        if urlsplit(url).scheme != "data" and not url.startswith(self.site):
            self.strange.append(f"third party: {url}")

    def _got(self, response: Response) -> None:
        policy = response.headers.get("content-security-policy", "")
        if "text/html" in response.headers.get("content-type", "") and (
            "default-src 'none'" not in policy or "unsafe" in policy
        ):
            self.strange.append(f"policy of {response.url}: {policy}")

    def open(self, path: str) -> Page:
        """Open a page of the site."""
        self.page.goto(self.site + path)
        return self.page

    def set_up_second_factor(self) -> None:
        """Read the secret off the page as a person does, give the code and take the recovery codes."""
        self.secret = "".join(self.page.locator("#authenticator_secret").inner_text().split())
        self.page.get_by_label("Code").fill(code_of(self.secret, time.time()))
        self.page.get_by_role("button", name="Turn it on").click()
        self.page.get_by_role("heading", name="Recovery codes").wait_for()

    def sign_in(self, password: str = PASSWORD) -> None:
        """Give name and password, and the second factor where there is one; a code works once, so wait for the next."""
        self.open("/sign-in/")
        self.page.get_by_label("Name").fill(self.name)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        if self.secret:
            for _ in range(3):
                self.page.get_by_label("Code").fill(code_of(self.secret, time.time()))
                self.page.get_by_role("button", name="Sign in", exact=True).click()
                if "/authenticate/" not in self.page.url:
                    return
                time.sleep(STEP - time.time() % STEP + 0.5)
            raise AssertionError(self.page.locator("main").inner_text())

    def take_in(self, form: str, *, asked: tuple[str, ...] = (), channel: str = "fax") -> None:
        """Take a request in and stand at the desk."""
        self.open("/records/new/")
        self.page.get_by_label("Which form or paper is it?").select_option(form)
        self.page.get_by_label("How did it come?").select_option(channel)
        for act in asked:
            self.page.locator(f"input[name=asked][value={act}]").check()
        self.page.get_by_role("button", name="Take it in").click()
        self.page.get_by_role("heading", name="What may we do?").wait_for()

    def answer_all(self, said: dict[str, str]) -> list[str]:
        """Answer every question that comes, by its fact and else with "I don't know"; return the facts asked."""
        asked: list[str] = []
        question = self.page.locator("form.ask")
        while question.count():
            fact = question.locator("input[name=fact]").input_value()
            assert fact not in asked, fact
            asked.append(fact)
            choices = question.get_by_role("button", name=said.get(fact, "I don't know"), exact=True)
            choices.first.click()
            # The page is done when another question, or none, stands there.
            self.page.wait_for_function(
                "was => (document.querySelector('form.ask input[name=fact]') || {}).value !== was", arg=fact
            )
        return asked

    def file(self) -> None:
        """File the decision and stand at the record."""
        self.page.get_by_role("button", name="File this decision").click()
        self.page.get_by_role("heading", name="The answer as filed").wait_for()
