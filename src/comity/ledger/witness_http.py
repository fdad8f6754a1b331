"""A witness over HTTP: one address, `add-checkpoint`, as C2SP tlog-witness has it; and how a log asks one.

It is meant to stand behind a proxy that does TLS. It answers whoever asks, since what counts is the log's signature.
"""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from comity.ledger.note import DASH, Signature, VerifierKey, parse_signature
from comity.ledger.witness import CONFLICT, MALFORMED, SIGNED, TEXT_TYPE, Answer, Witness
from comity.vocabulary.errors import LedgerError, Problem

PATH = "/add-checkpoint"
MAX_BYTES = 64 * 1024
SECONDS = 10.0
NOT_FOUND, TOO_LARGE, FAILED = 404, 413, 500


def serving(witness: Witness, host: str, port: int, clock: Callable[[], float] = time.time) -> ThreadingHTTPServer:
    """Return a server that answers for a witness; it serves when the caller says `serve_forever`."""

    class Asked(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = SECONDS

        def do_POST(self) -> None:
            self._say(self._answer())

        def _answer(self) -> Answer:
            if self.path.rstrip("/").rpartition("/")[2] != PATH[1:]:
                return Answer(NOT_FOUND, "nothing here but add-checkpoint\n")
            length = self.headers.get("Content-Length", "")
            if not (length.isascii() and length.isdigit()):
                self.close_connection = True
                return Answer(MALFORMED, "a request states its length\n")
            if len(length) > 9 or int(length) > MAX_BYTES:
                self.close_connection = True
                return Answer(TOO_LARGE, f"a request has at most {MAX_BYTES} bytes\n")
            try:
                return witness.add_checkpoint(self.rfile.read(int(length)).decode(), int(clock()))
            except UnicodeDecodeError:
                return Answer(MALFORMED, "a request is UTF-8\n")
            except LedgerError:
                # What is wrong with the disk of a witness is not for those who ask.
                return Answer(FAILED, "the witness cannot keep its state; nothing is signed\n")

        def _say(self, answer: Answer) -> None:
            body = answer.text.encode()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives
            """Keep no record of who asked."""

    return ThreadingHTTPServer((host, port), Asked)


def ask(prefix: str, key: VerifierKey, request_from: Callable[[int], str], known: int = 0) -> Signature:
    """Ask a witness to sign the last checkpoint, and return its signature, which the caller keeps.

    `request_from` makes the request from the size that the witness saw last; `known` is what the caller thinks it is.
    A witness that saw another size says so, and is asked once more. LedgerError: it refused, or cannot be reached.
    """
    request = request_from(known)
    status, text = _post(prefix, request)
    if status == CONFLICT and text.strip().isdigit() and int(text) != known:
        known = int(text)
        request = request_from(known)
        status, text = _post(prefix, request)
    if status != SIGNED:
        why = (
            text.strip()[:300] if status != CONFLICT else f"it has seen {text.strip()[:20]} entries of another history"
        )
        raise LedgerError([Problem(prefix, None, f"the witness did not sign: {why}")])
    note = request.partition("\n\n")[2].rpartition("\n\n")[0] + "\n"
    for line in text.splitlines():
        if line.startswith(f"{DASH}{key.name} "):
            with suppress(ValueError):
                signature = parse_signature(line)
                if key.verifies(note, signature):
                    return signature
    raise LedgerError([Problem(prefix, None, f"the witness answered without a signature of {key}")])


def _post(prefix: str, request: str) -> tuple[int, str]:
    if not prefix.startswith(("https://", "http://")):
        raise LedgerError(
            [Problem(prefix[:200], None, "a witness has an address that begins with https:// or http://")]
        )
    asked = urllib.request.Request(  # noqa: S310 - the scheme was looked at
        prefix.rstrip("/") + PATH, data=request.encode(), headers={"Content-Type": TEXT_TYPE}, method="POST"
    )
    try:
        with urllib.request.urlopen(asked, timeout=SECONDS) as answer:  # noqa: S310 - the scheme was looked at
            return answer.status, answer.read(MAX_BYTES).decode(errors="replace")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(MAX_BYTES).decode(errors="replace")
    except OSError as error:
        raise LedgerError([Problem(prefix, None, f"the witness cannot be reached: {error}")]) from None
