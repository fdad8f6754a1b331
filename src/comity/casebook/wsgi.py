"""The door for a web server: gunicorn runs `comity.casebook.wsgi:application`.

`COMITY_CASEBOOK` names the folder; without it there is no database, and every page is an error.
"""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.casebook.settings")
application = get_wsgi_application()

from comity.casebook.restoring import whole  # noqa: E402 - the models are there only now

whole()
