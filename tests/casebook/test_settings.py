"""The settings are strict, and a database is named by one address."""

from __future__ import annotations

import pytest

from comity.casebook import settings


def test_without_an_address_it_is_sqlite_that_waits_and_syncs() -> None:
    """A write is acknowledged when it is on the disk."""
    found = settings.database("")
    assert found["ENGINE"].endswith("sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]


def test_an_address_names_a_postgresql_database() -> None:
    """Signs in a password are written as in any address; another kind of database is refused."""
    found = settings.database("postgres://me:p%40ss@db.example:5433/casebook")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("me", "p@ss", "db.example", 5433)
    with pytest.raises(ValueError, match="mysql"):
        settings.database("mysql://x/y")


def test_nothing_from_elsewhere_and_nothing_inline_may_run() -> None:
    """And the cookies cannot be read by a script or sent from another site."""
    rules = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert rules["default-src"] == ["'none'"]
    assert not any("unsafe" in value or "http" in value for values in rules.values() for value in values)
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Strict"
    assert not settings.DEBUG
