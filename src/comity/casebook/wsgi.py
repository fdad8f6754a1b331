"""The door for a web server: gunicorn runs `comity.casebook.wsgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.casebook.settings")
if not os.environ.get("COMITY_CASEBOOK"):
    raise SystemExit("comity: COMITY_CASEBOOK names no folder; `comity serve --data DIR` sets it")
application = get_wsgi_application()
