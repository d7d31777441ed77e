"""Days in a sentence: 3 April, le 1er mai, del 4 al 6 de mayo, March 12-14, 31/03, 2019-04-12, lundi 25 mars."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from re import Match
from typing import Final

from bot.calendar.reading.dated import (
    LONGEST_OVER_NEW_YEAR,
    NO_SUCH_DAY,
    Dated,
    day_in,
    one_day,
    several_days,
)
from bot.calendar.reading.reader import Reader, year_of
from bot.calendar.reading.text import TAKEN, Text, one_of, pattern
from bot.calendar.reading.vocabulary import ALL_WEEKDAYS, day, month, weekday, year

DUE = (
    "due by|due on|due before|due|by|by the|no later than|not later than|before|d'ici le|d'ici au|d'ici|avant le|avant|au plus tard le"
    "|antes del|antes de|a mas tardar el|hasta el|hasta|jusqu'au|until|till"
)
FROM = (
    "on|the|on the|le|les|la|el|los|los dias|les jours|on the days|du|del|from|from the|between|between the|entre le|entre el|entre"
    "|starting|starting on|starting from|as of|since|a partir du|a compter du|des le|a partir del|a partir de|desde el|ce|cet|este"
    "|dated|dia|el dia|date:|date|fecha:|fecha|al|au|para el|pour le"
)
LEAD = rf"(?:(?:(?P<due>{one_of(DUE)})|{one_of(FROM)})(?: ?: ?| ))?"
_TO_WORDS = "to|until|till|through|thru|au|a|al|et|and|y|e|jusqu'au|hasta el"
TO = rf" ?(?:-|/|&|\b{one_of(_TO_WORDS)}\b) ?(?:the |le |el )?"
OF = r" ?(?:of |de |d'|du mois de |del mes de )?"
NOT_A_DAYS_MONTH = (
    r"(?<![0-9] )(?<![0-9])(?<![0-9](?:st|nd|rd|th|er) )(?<![0-9] (?:of|de) )"  # “3 april 10” is not April 10
)
ISO = r"(?P<y{0}>(?:19|20|21)[0-9]{{2}})[-/](?P<m{0}>[0-9]{{1,2}})[-/](?P<d{0}>[0-9]{{1,2}})"
SLASHED = r"(?P<d{0}>[0-9]{{1,2}})(?P<s{0}>[/.-])(?P<m{0}>[0-9]{{1,2}})(?:(?P=s{0})(?P<y{0}>(?:19|20|21)?[0-9]{{2}}))?"
A_PART = r"(?<!part )(?<!partie )(?<!parte )(?<!phase )(?<!fase )(?<!session )(?<!volet )(?<!lot )(?<!vol )(?<!open )"


Rule = Callable[[Reader, Match[str]], Dated | None]


def _one(reader: Reader, m: Match[str]) -> Dated:
    said = m.groupdict().get("w1")
    return one_day(reader.day(m, 1), ALL_WEEKDAYS[said] if said else None)


def _slashed(reader: Reader, m: Match[str]) -> Dated | None:
    """31/03 and 4/17: the day comes first, as in Geneva, unless only the other way there is such a day. 3.4 is no date without a year."""
    if m["s1"] != "/" and not m["y1"]:
        return None
    first, second, written = int(m["d1"]), int(m["m1"]), year_of(m["y1"])
    if first == 24 and second == 7 and not written:
        return None  # around the clock
    if second > 12 >= first:
        first, second = second, first
    return one_day(day_in(written, second, first, reader.today))


def _span(reader: Reader, m: Match[str]) -> Dated | None:
    """From one day to another. The year, or the month, that only the second names is that of both."""
    parts = m.groupdict()
    last_year = year_of(parts.get("y2"))
    first = reader.day(m, 1, year=last_year)
    last = reader.day(m, 2, year=year_of(parts.get("y1")) or (first.year if first else None))
    if first is None or last is None:
        return NO_SUCH_DAY
    is_open = not parts.get("y1") or not parts.get("y2")
    if last < first and is_open and parts.get("m1") and parts.get("m2"):
        first, last = _over_newyear_of(first, last, is_end_known=last_year is not None)
    joined = m["to"].strip()
    if (
        joined.split(" ")[0] in ("and", "et", "y", "e", "&")
        and last != first + timedelta(days=1)
        and "between" not in m[0][:7]
    ):
        return None if not m[0].startswith("entre") else several_days(first, last)
    found = several_days(first, last)
    said = parts.get("w1")
    if found.problem is None and said and first.weekday() != ALL_WEEKDAYS[said]:
        return replace(found, problem="wrong_weekday")
    return found


def _over_newyear_of(first: date, last: date, *, is_end_known: bool) -> tuple[date, date]:
    try:
        moved = (
            (first.replace(year=first.year - 1), last)
            if is_end_known
            else (first, last.replace(year=last.year + 1))
        )
    except ValueError:  # 29 February
        return first, last
    return moved if moved[1] - moved[0] <= LONGEST_OVER_NEW_YEAR else (first, last)


_TO = f"(?P<to>{TO})"
RULES: Final[tuple[tuple[str, Rule], ...]] = (
    (rf"{LEAD}{ISO.format(1)}(?P<to>{TO}){ISO.format(2)}", _span),
    (
        rf"{LEAD}{weekday(1)}{day(1)}{OF}{month(1)}{year(1)}{_TO}{weekday(2)}{day(2)}{OF}{month(2)}{year(2)}",
        _span,
    ),
    (rf"{LEAD}{weekday(1)}{day(1)}{_TO}{weekday(2)}{day(2)}{OF}{month(2)}{year(2)}", _span),
    (
        rf"{LEAD}{NOT_A_DAYS_MONTH}{weekday(1)}{month(1)} ?(?:the )?{day(1)}{year(1)}{_TO}{weekday(2)}{month(2)} ?{day(2)}{year(2)}",
        _span,
    ),
    (rf"{LEAD}{NOT_A_DAYS_MONTH}{weekday(1)}{month(1)} ?(?:the )?{day(1)}{_TO}{day(2)}{year(2)}", _span),
    (rf"{LEAD}{SLASHED.format(1)}(?P<to>{TO}){SLASHED.format(2)}", _span),
    (
        rf"{LEAD}(?P<d1>[0-9]{{1,2}})(?P<to>{TO})(?P<d2>[0-9]{{1,2}})/(?P<m2>[0-9]{{1,2}})(?:/(?P<y2>(?:20)?[0-9]{{2}}))?",
        _span,
    ),
    (rf"{LEAD}{ISO.format(1)}", _one),
    (rf"{LEAD}{weekday(1)}{day(1)}{OF}{month(1)}{year(1)}", _one),
    (rf"{LEAD}{NOT_A_DAYS_MONTH}{weekday(1)}{month(1)} ?(?:the )?{day(1)}{year(1)}", _one),
    (rf"{A_PART}{LEAD}{A_PART}(?:{weekday(1)})?{SLASHED.format(1)}(?![/.-]?[0-9])", _slashed),
)
_COMING: Final = pattern(f"(?<={TAKEN}) (?:prochain|proximo|next|coming|inclus|inclusive|included)")
_PATTERNS: Final = tuple((pattern(source), rule) for source, rule in RULES)


def read_days(text: Text, reader: Reader) -> Dated | None:
    """The day, or the days, that are written as such; taken out of the text."""
    for days, rule in _PATTERNS:

        def meaning(m: Match[str], rule: Rule = rule) -> Dated | None:
            found = rule(reader, m)
            return replace(found, is_due=bool(m.groupdict().get("due"))) if found else None

        found = text.read(days, meaning)
        if found:
            text.read(_COMING, lambda m: m)
            return found
    return None
