"""The words, numbers, days and yes or no of law files: text in, values out, refused with what would be right.

Each type also says how an editor sees it, where a bare `1.10` is a number and `yes` may be true.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, NamedTuple, TypeAlias

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from comity.vocabulary.day import parse_day, parse_moment
from comity.vocabulary.errors import nearest
from comity.vocabulary.place import is_place

UNITS = ("minutes", "hours", "days", "business_days", "months", "years")
_SPAN = re.compile(r"(\d{1,4}) ([a-z_]+)")
_BARE: dict[str, Any] = {"type": ["string", "number", "boolean"]}


class Span(NamedTuple):
    """A length of time, as in a clock: `90 days`."""

    amount: int
    unit: str


def wrong(what: str, hint: str = "") -> PydanticCustomError:
    """Return an error whose message is shown as it is, with what would be right.

    >>> wrong("unknown unit `day`", "did you mean `days`?").message()
    'unknown unit `day`'
    """
    return PydanticCustomError("law", "{what}", {"what": what, "hint": hint})


def shown(value: object) -> str:
    r"""Return a value as it can stand in a message: short, on one line, or the name of its shape.

    >>> shown("a\nb"), shown([1])
    ('`a b`', 'a list')
    """
    if isinstance(value, str):
        word = " ".join(value.split())
        return f"`{word}`" if len(word) <= 60 else f"`{word[:60]}…`"
    return "a mapping" if isinstance(value, dict) else "a list"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise wrong(f"{shown(value)} stands where a word belongs")
    return value.strip()


def _shaped(pattern: str, what: str, right: str) -> BeforeValidator:
    shape = re.compile(pattern)

    def check(value: object) -> str:
        text = _text(value)
        if not shape.fullmatch(text):
            raise wrong(f"{shown(text)} is not {what}", f"write it like `{right}`")
        return text

    return BeforeValidator(check)


def _read(parse: Callable[[str], Any]) -> BeforeValidator:
    """Return a check by a parser whose ValueError already says what is wrong, perhaps with a hint after `; `."""

    def check(value: object) -> Any:
        try:
            return parse(_text(value))
        except ValueError as error:
            what, _, hint = str(error).rpartition("; ")
            raise (wrong(what, hint) if what else wrong(hint)) from None

    return BeforeValidator(check)


def _yes_no(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise ValueError(f"{shown(text)} is neither `yes` nor `no`; write `yes` or `no`")
    return text == "yes"


def _whole(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise ValueError(f"{shown(text)} is not a whole number; write it in digits")
    return int(text)


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if not found:
        raise ValueError(f"{shown(text)} is not a length of time; write it like `90 days`")
    unit = found[2] if found[2].endswith("s") else found[2] + "s"
    if unit not in UNITS:
        raise ValueError(f"unknown unit `{found[2]}`; {nearest(found[2], UNITS)}")
    return Span(int(found[1]), unit)


def _place(text: str) -> str:
    if not is_place(text):
        raise ValueError(f"{shown(text)} is not a place; write it like `us/xx/some-town`")
    return text


def _moment_or_day(text: str) -> datetime | date:
    return parse_day(text) if len(text) <= 10 else parse_moment(text)


def _yearly(text: str) -> str:
    if not re.fullmatch(r"\d{2}-\d{2}", text):
        raise ValueError(f"{shown(text)} is not a day of the year; write it like `02-01`")
    try:
        date.fromisoformat(f"2024-{text}")
    except ValueError:
        raise ValueError(f"{shown(text)} is not a day of the calendar; write month and day like `02-01`") from None
    return text


def _yearly_or_day(text: str) -> str | date:
    return _yearly(text) if len(text) <= 5 else parse_day(text)


def _url(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\S*", text):
        raise ValueError(f"{shown(text)} is not an address; write it like `https://example.org/act`")
    return text


def _short_quote(text: str) -> str:
    words = len(text.split())
    if words > 12:
        raise ValueError(f"a quote of {words} words; quote at most twelve, and say the rest in our words")
    return text


def _editor(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema(schema)


def word_of(listed: str) -> WithJsonSchema:
    """Return an editor's view of a word from a list of law/vocabulary, so that it can be completed."""
    return WithJsonSchema({**_BARE, "x-vocabulary": listed})


_NAME = _shaped(r"[A-Za-z0-9][A-Za-z0-9_.-]*", "a name of letters, digits, `_` and `-`", "some_name")
_ID = r"[a-z0-9]+(-[a-z0-9]+)*"
_INSTRUMENT = rf"([a-z]{{2}}(/[a-z0-9-]+)*:)?{_ID}"

Text: TypeAlias = Annotated[
    str, BeforeValidator(_text), StringConstraints(min_length=1), WithJsonSchema({**_BARE, "minLength": 1})
]
Quote: TypeAlias = Annotated[str, _read(_short_quote), StringConstraints(min_length=1), WithJsonSchema(_BARE)]
Name: TypeAlias = Annotated[str, _NAME, WithJsonSchema(_BARE)]
Id: TypeAlias = Annotated[
    str, _shaped(_ID, "an id of lower-case words and hyphens", "no-holds"), _editor(type="string", pattern=f"^{_ID}$")
]
InstrumentId: TypeAlias = Annotated[
    str, _shaped(_INSTRUMENT, "the id of an instrument", "us/xx:example-act"), WithJsonSchema(_BARE)
]
ProvisionId: TypeAlias = Annotated[
    str,
    _shaped(rf"({_INSTRUMENT}/)?{_ID}", "the id of a provision", "us/xx:example-act/no-holds"),
    WithJsonSchema(_BARE),
]
TargetId: TypeAlias = Annotated[
    str,
    _shaped(rf"({_INSTRUMENT}/)?{_ID}|{_INSTRUMENT}/\*", "a provision or `instrument/*`", "us/xx:example-act/no-holds"),
    WithJsonSchema(_BARE),
]
PlacePath: TypeAlias = Annotated[str, _read(_place), _editor(type="string")]
Url: TypeAlias = Annotated[str, _read(_url), _editor(type="string", pattern="^https?://")]
Day: TypeAlias = Annotated[date, _read(parse_day), _editor(type="string", pattern=r"^\d{4}-\d{2}-\d{2}$")]
MomentOrDay: TypeAlias = Annotated[datetime | date, _read(_moment_or_day), _editor(type="string")]
YearlyDay: TypeAlias = Annotated[str, _read(_yearly), _editor(type="string", pattern=r"^\d{2}-\d{2}$")]
YearlyDayOrDay: TypeAlias = Annotated[
    str | date, _read(_yearly_or_day), _editor(type="string", pattern=r"^(\d{4}-)?\d{2}-\d{2}$")
]
YesNo: TypeAlias = Annotated[bool, _read(_yes_no), _editor(enum=["yes", "no", True, False])]
Whole: TypeAlias = Annotated[int, _read(_whole), _editor(type=["integer", "string"], pattern="^-?[0-9]{1,9}$")]
Length: TypeAlias = Annotated[Span, _read(_span), _editor(type="string", pattern="^[0-9]{1,4} [a-z_]+$")]
AgencyKind: TypeAlias = Annotated[str, _NAME, word_of("agencies")]
AgencyOrGroup: TypeAlias = Annotated[str, _NAME, word_of("agencies_and_groups")]
GroupName: TypeAlias = Annotated[str, _NAME, word_of("groups")]
ActionName: TypeAlias = Annotated[str, _NAME, word_of("actions")]
DutyName: TypeAlias = Annotated[str, _NAME, word_of("duties")]
Recipient: TypeAlias = Annotated[str, _NAME, word_of("recipients")]
Authority: TypeAlias = Annotated[str, _NAME, word_of("authorities")]
