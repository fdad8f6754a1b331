"""The first start and every other: tables, the one-time link, and the web server."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.management import call_command
from django.urls import reverse

from comity.casebook.first import make_token


def prepare_casebook(site: str, *, demo: bool = False) -> Iterator[str]:
    """Make or mend the tables, and yield what to tell the person who starts it."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if demo:
        from comity.casebook.demo import fill

        yield from fill(site)
    token = make_token()
    if token:
        yield "Nobody has an account yet. Open this link once to make the first administrator:"
        yield site + reverse("first_administrator", args=[token])


def run(host: str, port: int) -> None:
    """Serve with gunicorn: two workers with threads, the law read before they part."""
    from gunicorn.app.base import BaseApplication

    from comity.casebook.law_here import law
    from comity.casebook.wsgi import application

    law()

    class Casebook(BaseApplication):  # type: ignore[misc] - gunicorn has no types
        def load_config(self) -> None:
            told = {"bind": f"{host}:{port}", "workers": 2, "threads": 4, "preload_app": True, "accesslog": None}
            for key, value in told.items():
                self.cfg.set(key, value)

        def load(self) -> object:
            return application

    Casebook().run()
