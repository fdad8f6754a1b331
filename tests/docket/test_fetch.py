"""An address is fetched over https only, with an end in time and size, and no message tells its key."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from comity.docket.fetch import fetch, is_address, shown
from comity.vocabulary.errors import InputError

ASKED: list[tuple[str, str]] = []


class _Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        ASKED.append((self.path, self.headers["User-Agent"]))
        status, where = {"/gone": (404, ""), "/away": (302, "/bill"), "/file": (302, "ftp://127.0.0.1/x")}.get(
            self.path.split("?")[0], (200, "")
        )
        self.send_response(status)
        if where:
            self.send_header("Location", where)
        self.end_headers()
        if self.path.startswith("/bill"):
            self.wfile.write(b'{"a": 1}')
        elif self.path == "/slow":
            for _ in range(40):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.05)
        elif self.path == "/large":
            self.wfile.write(b" " * 200_000)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Return the address of a server on this machine."""
    made = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


def get(url: str, **more: float) -> bytes:
    """Fetch from the local server, which has no certificate."""
    return fetch(url, schemes=("http",), **more)  # type: ignore[arg-type]


def test_an_address_is_asked_once(server: str) -> None:
    """With its query, by our name; a redirection within what is allowed is followed."""
    ASKED.clear()
    assert get(f"{server}/bill?key=secret") == b'{"a": 1}'
    assert ASKED == [("/bill?key=secret", "comity")]
    assert get(f"{server}/away") == b'{"a": 1}'


def test_only_https_is_fetched(server: str) -> None:
    """No http, no file, nothing without a host: before anything is asked."""
    ASKED.clear()
    for url in (f"{server}/bill", "file:///etc/hostname", "ftp://example.org/x", "https://", "https://[x/"):
        with pytest.raises(InputError, match="connects only over https"):
            fetch(url)
    assert ASKED == []


def test_a_redirection_to_another_scheme_is_refused(server: str) -> None:
    """So that no server can have a file of this machine read."""
    with pytest.raises(InputError, match="leads on to"):
        get(f"{server}/file")


def test_what_goes_wrong_is_told_without_the_key(server: str) -> None:
    """An error of the server, too much, too slow, nobody there."""
    for path, limits, said in (
        ("/gone?key=secret", {}, "/gone: the server answered 404"),
        ("/large", {"most": 100_000}, "larger than"),
        ("/slow", {"timeout": 0.3}, "within 0.3 seconds"),
    ):
        with pytest.raises(InputError, match=said) as caught:
            get(f"{server}{path}", **limits)
        assert "secret" not in str(caught.value)
    with pytest.raises(InputError, match="could not be reached"):
        get("http://127.0.0.1:9/bill", timeout=2)


def test_a_shown_address_has_no_secret() -> None:
    """Neither user nor query; a file is no address."""
    assert shown("https://me:key@example.org:8443/bill?key=secret#x") == "https://example.org:8443/bill"
    assert shown("https://example.org:port/") == "the address"
    assert [is_address(t) for t in ("https://example.org", "bill.json", "C:/bill.json")] == [True, False, False]
