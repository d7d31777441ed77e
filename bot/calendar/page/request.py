"""What somebody asks the public page for, read from its address: whatever is wrong in it is taken for what is nearest."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal
from urllib.parse import urlencode

MONTH: Final = re.compile(r"(19\d\d|2[01]\d\d)-(0[1-9]|1[0-2])", re.ASCII)
_PAGE: Final = re.compile(r"[1-9]\d{0,4}", re.ASCII)
_ACCEPTED: Final = re.compile(r"\s*([a-zA-Z*]{1,8})[-\w]*\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*", re.ASCII)
LONGEST_HEADER: Final = 500  # characters of Accept-Language that are read


@dataclass(frozen=True, slots=True)
class Asked:
    """`month` is the first day of one; None: the present one. `is_said`: the language was asked for in the address."""

    language: str
    view: Literal["list", "month"] = "list"
    month: date | None = None
    page: int = 1
    is_embedded: bool = False
    is_said: bool = False

    def address(self, **changed: Any) -> str:
        """The address of the page with something else asked for, relative to itself."""
        asked = replace(self, **changed)
        parts = {
            "view": "month" if asked.view == "month" else "",
            "month": f"{asked.month:%Y-%m}" if asked.month and asked.view == "month" else "",
            "page": str(asked.page) if asked.page > 1 and asked.view == "list" else "",
            "lang": asked.language if asked.is_said else "",
            "embed": "1" if asked.is_embedded else "",
        }
        query = urlencode({name: value for name, value in parts.items() if value})
        return f"calendar?{query}" if query else "calendar"

    def feed(self, form: str) -> str:
        """The address of a feed in the same language, relative to the page."""
        return f"calendar.{form}?{urlencode({'lang': self.language})}"


def read(query: Mapping[str, str], accepted: str, offered: Sequence[str]) -> Asked:
    """`accepted` is the header Accept-Language; `offered` are the languages that there are, the default first."""
    said = query.get("lang", "").lower()[:2]
    month = MONTH.fullmatch(query.get("month", ""))
    return Asked(
        language=said if said in offered else preferred(accepted, offered),
        view="month" if query.get("view") == "month" else "list",
        month=date(int(month[1]), int(month[2]), 1) if month else None,
        page=int(query["page"]) if _PAGE.fullmatch(query.get("page", "")) else 1,
        is_embedded=query.get("embed") == "1",
        is_said=said in offered,
    )


def preferred(accepted: str, offered: Sequence[str]) -> str:
    """The language that somebody reads best of those offered (RFC 9110, 12.5.4); the first, if none is named."""
    weights: dict[str, float] = {}
    for part in accepted[:LONGEST_HEADER].split(","):
        if match := _ACCEPTED.fullmatch(part):
            language = match[1].lower()
            weights[language] = max(weights.get(language, 0.0), float(match[2] or 1))
    known = [language for language in offered if weights.get(language, 0.0) > 0]
    return max(known, key=lambda language: weights[language], default=offered[0])
