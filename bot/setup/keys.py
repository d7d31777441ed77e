"""The kinds of values that stand in a workspace file. Each says in plain words what is wrong with it."""

import re
from datetime import date, time
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from bot import cldr
from bot.calendar.planning.places import known
from bot.directory.words.folding import fold
from bot.nudges import holidays

_MINUTES = {"m": 1, "h": 60, "d": 1440, "w": 10080}
LONGEST_LEAD = 366 * 1440  # minutes


def _storable(text: str) -> str:
    # TOML can spell control characters as escapes; no database and no message wants them.
    if any(ord(c) < 32 or ord(c) == 127 for c in text):
        raise ValueError("has a control character or a line break in it")
    return text


def _channel(text: str) -> str:
    name = text.removeprefix("#")
    # https://docs.slack.dev/reference/methods/conversations.create#naming: no capitals but in an id, no spaces or full stops.
    if not re.fullmatch(r"[CG][A-Z0-9]+|[^\sA-Z.,#@<>&]{1,80}", name):
        raise ValueError(f'"{text}" is neither a channel\'s name nor its id (C…)')
    return name


def _person(text: str) -> str:
    if re.fullmatch(r"[UW][A-Z0-9]+", text):
        return text
    if re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", text):
        return text.lower()
    raise ValueError(f'"{text}" is neither a Slack member id (U…) nor an e-mail address')


def _zone(text: str) -> str:
    if text not in known():
        raise ValueError(f'"{text}" is not a time zone of the IANA list, such as "Europe/Zurich"')
    return text


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\s<>|]", text):
        raise ValueError(f'"{text}" is not a web address that begins with https://')
    return text


def _country(text: str) -> str:
    if (
        not re.fullmatch(r"[A-Z]{2}", text)
        or text not in cldr.locale("en").territories
        or text in ("EU", "UN", "ZZ")
    ):
        raise ValueError(f'"{text}" is not a country\'s two letters (ISO 3166-1), such as "MG"')
    return text


def _as_written(value: Any) -> Any:
    """TOML has dates and times of its own; they may be written without quotes, too."""
    return value.isoformat() if isinstance(value, date | time) else value


def _past(text: str) -> str:
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", text):
        raise ValueError(
            f'"{text}" is not a year, a month or a day, such as "2018", "2018-11" or "2018-11-30"'
        )
    return text


def _lead(value: Any) -> int:
    """Minutes, from "1w", "2d", "3h", "30m", or "0" for the moment itself."""
    found = re.fullmatch(r"(\d{1,6})([mhdw])", value) if isinstance(value, str) else None
    if value == "0":
        return 0
    if found is None:
        raise ValueError(
            f"{value!r} is not a time before, such as '7d', '1d', '1h', '30m', or '0' for the moment"
        )
    minutes = int(found[1]) * _MINUTES[found[2]]
    if minutes > LONGEST_LEAD:
        raise ValueError(f'"{value}" is more than a year before')
    return minutes


def _step(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,29}", text):
        raise ValueError(f'"{text}" is not a step\'s name: small letters without accents, at most 30')
    return text


def _findable(text: str) -> str:
    if not fold(text):
        raise ValueError(f'"{text}" has no letter or digit in it: nobody could find it')
    return text


Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_storable)
]
Name = Annotated[  # as long as a choice of Slack's
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=75),
    AfterValidator(_storable),
    AfterValidator(_findable),
]
Paragraph = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=1000), AfterValidator(_storable)
]
ChannelRef = Annotated[Line, AfterValidator(_channel)]
PersonRef = Annotated[Line, AfterValidator(_person)]
Zone = Annotated[Line, AfterValidator(_zone)]
Url = Annotated[str, Field(max_length=2000), AfterValidator(_url)]
Country = Annotated[str, AfterValidator(_country)]
Written = Annotated[Line, BeforeValidator(_as_written)]
Holiday = Annotated[Written, AfterValidator(holidays.check)]
Past = Annotated[Written, AfterValidator(_past)]
Rrule = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
StepName = Annotated[Line, AfterValidator(_step)]
Lead = Annotated[int, BeforeValidator(_lead)]
QuietDays = Annotated[int, Field(strict=True, ge=1, le=365)]
# Single posts are kept for five weeks and the rest of the last one, whatever the file says.
Months = Annotated[int, Field(strict=True, ge=2, le=120)]
Seats = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
Count = Annotated[int, Field(strict=True, ge=0)]
Number = Annotated[float, Field(strict=True)]
YesNo = Annotated[bool, Field(strict=True)]


def lead_in_words(minutes: int) -> str:
    """A lead as the file writes it: “7d”."""
    if minutes == 0:
        return "0"
    unit = next(unit for unit in ("d", "h", "m") if minutes % _MINUTES[unit] == 0)
    return f"{minutes // _MINUTES[unit]}{unit}"
