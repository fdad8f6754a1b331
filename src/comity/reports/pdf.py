"""PDF from a template and data, tagged for screen readers (PDF/UA-1) and the same bytes for the same input.

A template is Typst source that finds the data with `json(bytes(sys.inputs.data))`. It has our two typefaces and the
monospaced one that comes with Typst, whatever else the machine has, and nothing is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any

import typst

STANDARDS: list[typst.PDFStandard] = ["ua-1"]
TYPEFACES = ("fontpkg_noto_sans", "fontpkg_noto_serif")
_DAY = date(2020, 1, 1)


def to_pdf(source: str, data: Mapping[str, Any], day: date = _DAY) -> bytes:
    r"""Return the PDF that a template makes of data. `day` is the day of making that the file states.

    Raise ValueError where the template does not fit the data, or where the file would not be accessible.

    >>> source = '#set document(title: "Example")\n#set text(lang: "en")\n= #json(bytes(sys.inputs.data)).name'
    >>> to_pdf(source, {"name": "Example Act"})[:5]
    b'%PDF-'
    """
    return _one(_made(source, data, "pdf", day))


def to_png(source: str, data: Mapping[str, Any], day: date = _DAY) -> list[bytes]:
    """Return the same pages as pictures, for a look at them."""
    made = _made(source, data, "png", day)
    return made if isinstance(made, list) else [made]


def _made(source: str, data: Mapping[str, Any], kind: typst.OutputFormat, day: date) -> bytes | list[bytes]:
    compiler = typst.Compiler(
        input=source.encode(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
    )
    try:
        made = compiler.compile(
            format=kind,
            pdf_standards=STANDARDS if kind == "pdf" else [],
            timestamp=datetime.combine(day, time(), UTC),
        )
    except typst.TypstError as error:
        raise ValueError(f"the template makes no PDF of the data: {error.message}") from error
    if made is None:
        raise ValueError("the template makes no page")
    return made


def _one(made: bytes | list[bytes]) -> bytes:
    return made if isinstance(made, bytes) else made[0]


@cache
def _fonts() -> typst.Fonts:
    folders = [str(files(name) / "files") for name in TYPEFACES]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
