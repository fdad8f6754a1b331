"""Finds the bills in JSON: a legislature's documents with their history, Open States (one, a page, bulk), LegiScan.

What is no bill is refused with its file and row; nothing is guessed. `Reading` gives what a shape does not say itself.
Histories are left as they came, since a bulk file has many bills that nobody asks for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from comity.docket.step import StepWords
from comity.vocabulary.errors import InputError, Problem, problem

KNOWN = "known shapes: a document with its DocumentHistoryActions, an Open States bill, a LegiScan bill"
NAMES = {"documents": "the legislature's API", "open_states": "Open States", "legiscan": "LegiScan"}
MAX_BYTES = 200_000_000
_JURISDICTION = re.compile(r"country:us(?:/(?:state|district|territory):([a-z]{2}))?(?:/(government|legislature))?$")
_ADDRESS = re.compile(r"/GeneralCourts/(\d+)/Documents/([A-Za-z]+\d+)", re.IGNORECASE)

Data = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """What readers need of the law folder: words for steps, places by name, the place of a documents API, zones."""

    words: StepWords
    places: dict[str, str]
    documents: str
    zone: Callable[[str], ZoneInfo]


@dataclass(frozen=True, slots=True)
class Found:
    """A bill of a file before its history is read: a bulk file has many that no docket file asks for."""

    source: str
    where: str
    place: str
    number: str
    session: str
    title: str
    years: frozenset[int]
    history: tuple[Any, ...]
    more: Data = field(default_factory=dict)


def read_json(data: bytes, name: str) -> Any:
    """Return what a file's bytes say. Raise InputError for what is too large, no UTF-8 or no JSON.

    >>> read_json(b"[1", "x.json")
    Traceback (most recent call last):
    comity.vocabulary.errors.InputError: x.json:1: is not JSON: Expecting ',' delimiter at column 3
    """
    if len(data) > MAX_BYTES:
        raise problem(name, None, f"larger than {MAX_BYTES // 1_000_000} MB", "split it")
    if data[:4] == b"PK\x03\x04":
        raise problem(name, None, "is a zip archive", "unpack it and give the JSON files")
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise problem(name, line, f"byte `0x{data[error.start]:02x}` is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise problem(name, error.lineno, f"is not JSON: {error.msg} at column {error.colno}") from None
    except (ValueError, RecursionError) as error:
        why = "nested too deep" if isinstance(error, RecursionError) else str(error)[:80]
        raise problem(name, None, f"is not JSON that can be read: {why}") from None


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"`{word}` is no number of JSON")


def found_in(data: Any, name: str, reading: Reading) -> tuple[list[Found], list[Problem]]:
    """Return the bills of a file, and a problem for each row that is none. Raise InputError where there is none at all.

    A history alone takes its bill from the address it came from, or from the document before it.
    """
    bills: list[Found] = []
    wrong: list[Problem] = []
    for where, item in _items(data, name):
        try:
            _add(bills, _one(item, where, reading))
        except InputError as error:
            wrong += error.problems
    if not bills:
        raise InputError(wrong or [Problem(name, None, "has no bill", KNOWN)])
    return bills, wrong


def _add(bills: list[Found], new: Found) -> None:
    """Join a history that names no bill to the document before it, which has none of its own."""
    if new.number or not bills:
        bills.append(new)
    elif bills[-1].source == "documents" and not bills[-1].history:
        bills[-1] = joined(bills[-1], new)
    else:
        raise problem(new.where, None, "a history that names no bill", "put it after its document, or give --bill")


def joined(document: Found, history: Found) -> Found:
    """Return a document with the history that came apart from it."""
    return Found(
        document.source,
        history.where,
        document.place,
        document.number,
        document.session,
        document.title,
        document.years,
        history.history,
    )


def _items(data: Any, name: str) -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict) and isinstance(data.get("results"), list):
        data = data["results"]
    if isinstance(data, list) and not _is_history(data):
        for row, item in enumerate(data, 1):
            yield f"{name}, bill {row}", item
    else:
        yield name, data


def _is_history(data: Any) -> bool:
    return (
        isinstance(data, list)
        and bool(data)
        and all(isinstance(e, dict) for e in data)
        and any("Action" in e and "Date" in e and "BillNumber" not in e for e in data[:20])
    )


def _one(item: Any, where: str, reading: Reading) -> Found:
    if _is_history(item):
        return _history(item, where, reading)
    if not isinstance(item, dict):
        raise problem(where, None, "is no bill", KNOWN)
    if item.get("status") == "ERROR":
        alert = item.get("alert")
        said = alert.get("message") if isinstance(alert, dict) else None
        raise problem(where, None, f"the source answered with an error: {plain(str(said))[:120]}")
    inside = item.get("bill")
    if isinstance(inside, dict):
        item = inside
    if "bill_number" in item:
        return _legiscan(item, where, reading)
    if "identifier" in item:
        return _open_states(item, where, reading)
    content = item.get("content")
    if "BillNumber" in item or "DocketNumber" in item or (isinstance(content, dict) and "Title" in content):
        return _document(item, where, reading)
    raise problem(where, None, "is no bill", KNOWN)


def _history(entries: list[Any], where: str, reading: Reading) -> Found:
    address = _ADDRESS.search(where)
    session, number = (address.group(1), address.group(2)) if address else ("", "")
    return Found("documents", where, reading.documents, number, _court(session), "", frozenset(), tuple(entries))


def _court(text: str) -> str:
    """Return a session told by its number as an ordinal, so that it meets `(101st)` in a citation.

    >>> _court("101"), _court("112"), _court("2025-2026")
    ('101st', '112th', '2025-2026')
    """
    if not re.fullmatch(r"\d{2,3}", text):
        return text
    last = "" if text[-2] == "1" else text[-1]
    return text + {"1": "st", "2": "nd", "3": "rd"}.get(last, "th")


def _document(item: Data, where: str, reading: Reading) -> Found:
    content = item["content"] if isinstance(item.get("content"), dict) else item
    number = text_of(content, "BillNumber") or text_of(content, "DocketNumber") or text_of(item, "id")
    court = content.get("GeneralCourtNumber", item.get("court"))
    given = item.get("DocumentHistoryActions", item.get("history", item.get("History")))
    return Found(
        "documents",
        where,
        reading.documents,
        _needed(number, "BillNumber", where),
        _court("" if court is None or isinstance(court, (dict, list)) else str(court)),
        text_of(content, "Title"),
        frozenset(),
        tuple(given) if isinstance(given, list) else (),
    )


def _open_states(item: Data, where: str, reading: Reading) -> Found:
    given = item.get("jurisdiction", item.get("jurisdiction_name"))
    names = [given] if isinstance(given, str) else []
    if isinstance(given, dict):
        names = [v for v in (given.get("id"), given.get("name")) if isinstance(v, str)]
    place = next((p for p in (_place(n, reading) for n in names) if p), "")
    return Found(
        "open_states",
        where,
        place,
        _needed(text_of(item, "identifier"), "identifier", where),
        text_of(item, "session") or text_of(item, "legislative_session"),
        text_of(item, "title"),
        frozenset(),
        _entries(item, "actions", where),
    )


def _place(name: str, reading: Reading) -> str:
    """Return the place of a jurisdiction's id or name, or "" where it is none that the law folder knows."""
    found = _JURISDICTION.search(name)
    if found:
        place = f"us/{found.group(1)}" if found.group(1) else "us"
        return place if place in reading.places.values() else ""
    return reading.places.get(name.strip().lower(), "")


def _legiscan(item: Data, where: str, reading: Reading) -> Found:
    state = text_of(item, "state").lower()
    place = "us" if state == "us" else f"us/{state}"
    session = item["session"] if isinstance(item.get("session"), dict) else {}
    years = [session.get(k) for k in ("year_start", "year_end")]
    ends = [y for y in years if isinstance(y, int) and not isinstance(y, bool) and 1900 < y < 2200]
    more = {"progress": _entries(item, "progress", where), "body": text_of(item, "body")}
    return Found(
        "legiscan",
        where,
        place if place in reading.places.values() else "",
        _needed(text_of(item, "bill_number"), "bill_number", where),
        text_of(session, "session_name") or text_of(session, "session_title"),
        text_of(item, "title"),
        frozenset(range(min(ends), min(max(ends), min(ends) + 4) + 1)) if ends else frozenset(),
        _entries(item, "history", where),
        more,
    )


def _entries(item: Data, key: str, where: str) -> tuple[Any, ...]:
    given = item.get(key)
    if given is None:
        return ()
    if not isinstance(given, list):
        raise problem(where, None, f"`{key}` is no list")
    return tuple(given)


def text_of(item: Data, key: str) -> str:
    """Return the text under a key on one line, or "" where there is none."""
    value = item.get(key)
    return plain(value) if isinstance(value, str) else ""


def plain(text: str) -> str:
    r"""Return a text of a source on one line, without what would steer a terminal or cannot be written.

    >>> plain("a\n\x1b[2Jb\ud800")
    'a [2Jb'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _needed(value: str, key: str, where: str) -> str:
    if not value or len(value) > 60:
        raise problem(where, None, f"`{key}` names no bill")
    return value
