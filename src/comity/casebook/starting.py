"""The first start and every other: tables, the one-time link, and the web server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from gunicorn.app.base import BaseApplication

from comity.casebook.demo import fill
from comity.casebook.first import make_token
from comity.casebook.law_here import law
from comity.casebook.restoring import whole
from comity.casebook.scheduled import beside


def prepare_casebook(site: str, *, demo: bool = False) -> Iterator[str]:
    """Make or mend the tables, and yield what to tell the person who starts it.

    Raise InputError where a restore has not ended.
    """
    whole()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if demo:
        yield from fill(site)
    token = make_token()
    if token:
        yield "Nobody has an account yet. Open this link once to make the first administrator:"
        yield site + reverse("first_administrator", args=[token])


def run(host: str, port: int, data: Path) -> None:
    """Serve with gunicorn: two workers with threads, the law read before they part; and sign the logs meanwhile."""
    law()
    signing = beside(data)

    class Casebook(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            told = {"bind": f"{host}:{port}", "workers": 2, "threads": 4, "preload_app": True, "loglevel": "warning",
                    "control_socket_disable": True}  # fmt: skip
            for key, value in told.items():
                self.cfg.set(key, value)

        def load(self) -> object:
            return get_wsgi_application()

    try:
        Casebook().run()
    finally:
        signing.terminate()
