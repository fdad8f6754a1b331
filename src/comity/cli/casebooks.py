"""What the commands on a casebook share: its folder, set up for Django, and a database's errors in one sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from comity.cli.ends import ending


def start(data: Path, host: str = "127.0.0.1", *, new: bool = True) -> None:
    """Set up Django on a folder; without `new` it must be there. Raise InputError where it cannot be used."""
    from comity.vocabulary.errors import problem

    if not new and not data.is_dir():
        raise problem("--data", None, f"`{data}` is not there", "it is the folder that `comity serve --data` keeps")
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise problem("--data", None, f"`{data}` cannot be used: {error.strerror}") from None
    os.environ["COMITY_CASEBOOK"] = str(data.absolute())
    os.environ["COMITY_CASEBOOK_HOST"] = host
    os.environ["DJANGO_SETTINGS_MODULE"] = "comity.casebook.settings"
    import django

    django.setup()


@contextmanager
def casebook(data: Path, *, new: bool = False) -> Iterator[None]:
    """Open a casebook for a command: bad input, and a database that refuses, end with one sentence and exit 2."""
    with ending():
        start(data, new=new)
        from django.db import DatabaseError

        from comity.vocabulary.errors import problem

        try:
            yield
        except DatabaseError as error:
            said = str(error).strip().split("\n")[0][:200]
            raise problem(str(data), None, f"the database refused: {said}", "`comity doctor` looks at it") from None
