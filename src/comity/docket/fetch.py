"""Fetches bill JSON from an address that the user gave: over https only, with an end in time and size.

An address may carry a key in its query, so messages show only host and path.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from comity.vocabulary.errors import problem

TIMEOUT = 20.0
MAX_BYTES = 20_000_000
_PART = 65_536


def is_address(text: str) -> bool:
    """Return whether a word is an address and not a file.

    >>> is_address("https://example.org/bill"), is_address("bill.json")
    (True, False)
    """
    return "://" in text


def shown(url: str) -> str:
    """Return an address without what may be secret in it: no user, no query.

    >>> shown("https://me:key@example.org/bill?key=secret")
    'https://example.org/bill'
    """
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "the address"
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"


class _SameSchemes(urllib.request.HTTPRedirectHandler):
    """Follows a redirection only to a scheme that was allowed at first."""

    def __init__(self, schemes: Collection[str]) -> None:
        self._schemes = schemes

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """Return the request that follows a redirection. Raise InputError for another scheme."""
        _allowed(newurl, self._schemes, f"{shown(req.full_url)}: leads on to")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(url: str, *, schemes: Collection[str] = ("https",), timeout: float = TIMEOUT, most: int = MAX_BYTES) -> bytes:
    """Return what an address holds. Raise InputError for another scheme, a failure, what is too large or too slow."""
    _allowed(url, schemes, "connects only over https:")
    name, ends = shown(url), time.monotonic() + timeout
    handlers: list[Any] = [_SameSchemes(schemes)]
    opener = urllib.request.build_opener(*handlers)
    asked = urllib.request.Request(url, headers={"User-Agent": "comity", "Accept": "application/json"})  # noqa: S310 - the scheme was tested
    data = bytearray()
    try:
        with opener.open(asked, timeout=timeout) as answer:
            while part := answer.read1(_PART):
                data += part
                if len(data) > most:
                    raise problem(
                        name, None, f"larger than {most // 1_000_000} MB", "fetch it yourself and give the file"
                    )
                if time.monotonic() > ends:
                    raise problem(name, None, f"not fetched within {timeout:g} seconds")
    except urllib.error.HTTPError as error:
        error.close()
        raise problem(name, None, f"the server answered {error.code}") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        late = isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError)
        why = f"no answer within {timeout:g} seconds" if late else "could not be reached"
        raise problem(name, None, f"{why}") from None
    return bytes(data)


def _allowed(url: str, schemes: Collection[str], told: str) -> None:
    try:
        parts = urlsplit(url)
        fine = parts.scheme in schemes and bool(parts.hostname)
    except ValueError:
        fine = False
    if not fine:
        raise problem("", None, f"{told} `{shown(url)[:200]}`", "give an https address or a file")
