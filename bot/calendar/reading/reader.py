"""Who reads: what it takes to know which day is meant."""

from dataclasses import dataclass
from datetime import date
from re import Match

from bot.calendar.reading.dated import day_in
from bot.calendar.reading.vocabulary import MONTHS, number


@dataclass(frozen=True, slots=True)
class Reader:
    """The day on which, and the language in which, a sentence was written."""

    today: date
    language: str

    def day(self, m: Match[str], n: int, *, year: int | None = None) -> date | None:
        """The day of the groups y, m and d with that number; `year` is for what has none written."""
        parts = m.groupdict()
        written, in_month = parts.get(f"y{n}"), parts.get(f"m{n}") or parts.get("m2") or parts["m1"]
        number_of_month = MONTHS.get(in_month.rstrip(".")) or int(in_month)
        return day_in(year_of(written) or year, number_of_month, number(parts[f"d{n}"]), self.today)


def year_of(written: str | None) -> int | None:
    """A year as it was written, in four figures or in two."""
    if not written:
        return None
    return int(written) if len(written) > 2 else 2000 + int(written)
