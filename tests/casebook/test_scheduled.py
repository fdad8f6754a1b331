"""The logs are signed on a schedule, by a process that ends with the one that started it."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator

import pytest
from django.db import OperationalError
from tests.casebook.conftest import received

from comity.casebook import scheduled
from comity.casebook.models import Agency


def test_what_has_grown_is_signed_until_the_parent_is_gone(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is away is waited for."""
    parents = itertools.chain([5, 5, 5, 5], itertools.repeat(1))
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    monkeypatch.setattr(scheduled.time, "sleep", lambda _: None)
    monkeypatch.setattr(scheduled, "close_old_connections", lambda: None)
    tries = iter([[], OperationalError("away"), None])
    truly = scheduled.sign_all

    def sign() -> list[str]:
        given = next(tries)
        if isinstance(given, Exception):
            raise given
        return truly() if given is None else given

    monkeypatch.setattr(scheduled, "sign_all", sign)
    received(agency)
    said: Iterator[str] = scheduled.keep_signing(0)
    assert list(said) == ["comity/one: signed at 1 entries"]
