"""Dates that are known to less than a day: mid-May, première semaine de mars, semana del 8 de abril, Q2 2019, T2, en mayo, next week."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from re import Match
from typing import Final

from bot.calendar import spans
from bot.calendar.reading.dated import JUST_PAST, NO_SUCH_DAY, Dated
from bot.calendar.reading.days import OF
from bot.calendar.reading.near import ENDS
from bot.calendar.reading.reader import Reader
from bot.calendar.reading.text import Phrase, Text, one_of, pattern
from bot.calendar.reading.vocabulary import (
    DOUBTFUL_MONTHS,
    MONTHS,
    ORDINALS,
    day,
    month,
    ordinal,
    weekday,
    year,
)
from bot.calendar.spans import Part, Span

EARLY = (
    "early in|early|beginning of|the beginning of|start of|the start of|debut|debut de|debut du mois de|debut d'|principios de"
    "|principio de|comienzos de|inicios de|inicio de"
)
MID = "mid|mid-|middle of|the middle of|mi-|mi|mediados de|mediado de|milieu de|milieu du mois de|mid of"
LATE = "late in|late|end of|the end of|end|fin|fin de|fin du mois de|fin d'|finales de|fines de|final de"
_IN = r"(?:(?:in|all of|tout|todo|by|at|en|au|a la|a|courant|during|dans la|pour|for|before|avant|d'ici|el|la|the) )?"
_WEEK = r"(?:weeks?|wk|semaine|sem\.?|semana)"
_YEAR = r"(?P<y1>(?:19|20|21)[0-9]{2})"
_PERIODS: Final = {
    **dict.fromkeys(("week", "semaine", "semana"), "week"),
    **dict.fromkeys(("month", "mois", "mes"), "month"),
    **dict.fromkeys(("quarter", "trimestre"), "quarter"),
    **dict.fromkeys(("year", "annee", "an", "ano"), "year"),
}


def _written_year(m: Match[str]) -> int | None:
    parts = m.groupdict()
    written = parts.get("y1") or parts.get("y2")
    return int(written) if written else None


def _in_year(reader: Reader, m: Match[str], span: Callable[[int], Span]) -> Dated | None:
    """A span of the year that is written; or else of this year, or the next if it has long been."""
    written, this_year = _written_year(m), reader.today.year
    try:
        found = span(written or this_year)
        if not written and found[2] is not None and found[2] < reader.today - JUST_PAST:
            found = span(this_year + 1)
    except ValueError:
        return NO_SUCH_DAY
    return Dated(found)


def _month_of(m: Match[str], n: int = 1) -> int:
    return MONTHS[m[f"m{n}"].rstrip(".")]


def _week_of_day(reader: Reader, m: Match[str]) -> Dated | None:
    found = reader.day(m, 1)
    return Dated(spans.week_of(found)) if found else NO_SUCH_DAY


def _iso_week(reader: Reader, m: Match[str]) -> Dated | None:
    return _in_year(reader, m, lambda year: spans.iso_week(year, int(m["n"])))


def _nth_week(reader: Reader, m: Match[str]) -> Dated | None:
    number, in_month = ORDINALS[m["nth"]], _month_of(m)
    return _in_year(reader, m, lambda year: spans.week_in(year, in_month, number))


def _part(reader: Reader, m: Match[str]) -> Dated | None:
    name: Part = "early" if m["early"] else "mid" if m["mid"] else "late"
    return _in_year(reader, m, lambda year: spans.part(year, _month_of(m), name))


def _quarter(reader: Reader, m: Match[str]) -> Dated | None:
    parts = m.groupdict()
    number = ORDINALS[parts["nth"]] if parts.get("nth") else int(parts["q"])
    if not 1 <= number <= 4:
        number = 4
    return _in_year(reader, m, lambda year: spans.quarter(year, number))


def _month(reader: Reader, m: Match[str]) -> Dated | None:
    return _in_year(reader, m, lambda year: spans.month(year, _month_of(m)))


def _bare_month(reader: Reader, m: Match[str]) -> Dated | None:
    return None if m["m1"].rstrip(".") in DOUBTFUL_MONTHS else _month(reader, m)


def _months(reader: Reader, m: Match[str]) -> Dated | None:
    """From one month to another: a quarter if it is one, or else from the first day to the last."""
    first, last = _month_of(m), _month_of(m, 2)

    def of(year: int) -> Span:
        if last - first == 2 and first % 3 == 1:
            return spans.quarter(year, (first + 2) // 3)
        end = spans.month_end(year if last >= first else year + 1, last)
        return spans.days(date(year, first, 1), end)

    return _in_year(reader, m, of)


def _numbered_month(reader: Reader, m: Match[str]) -> Dated | None:
    number = int(m["n"])
    return _in_year(reader, m, lambda year: spans.month(year, number)) if 1 <= number <= 12 else None


def _period(reader: Reader, m: Match[str]) -> Dated | None:
    today, ahead = reader.today, 0 if m["this"] else 1
    match _PERIODS[m["period"]]:
        case "week":
            return Dated(spans.week_of(today + timedelta(days=7 * ahead)))
        case "month":
            year, month = divmod(12 * today.year + today.month - 1 + ahead, 12)
            return Dated(spans.month(year, month + 1))
        case "quarter":
            year, quarter = divmod(4 * today.year + (today.month - 1) // 3 + ahead, 4)
            return Dated(spans.quarter(year, quarter + 1))
        case _year:
            return Dated(spans.whole_year(today.year + ahead))


def _whole_year(_reader: Reader, m: Match[str]) -> Dated | None:
    return Dated(spans.whole_year(int(m["y1"])))


_THE = r"(?:in |la |de la |en la |en el |el |le |l'|sometime )?"
_NEXT = "next|prochain|prochaine|proximo|proxima|que viene|q viene"
_PERIOD = one_of(_PERIODS)
_WEEKS_DAY = rf"{_WEEK},? (?:of|commencing|beginning|starting|du|de|del|from)|w/c|w/b|wc"
Rule = Callable[[Reader, Match[str]], Dated | None]
_OF_DAYS: tuple[tuple[str, Rule], ...] = (
    (
        rf"{_IN}(?:{_WEEKS_DAY}) (?:the |le |el |du )?{weekday(1)}{day(1)}{OF}{month(1)}{year(1)}",
        _week_of_day,
    ),
    (rf"{_IN}(?:{_WEEKS_DAY}) (?:the )?{weekday(1)}{month(1)} ?(?:the )?{day(1)}{year(1)}", _week_of_day),
    (
        rf"{_IN}(?:{_WEEKS_DAY}) {weekday(1)}(?P<d1>[0-9]{{1,2}})/(?P<m1>[0-9]{{1,2}})(?:/(?P<y1>20[0-9]{{2}}))?",
        _week_of_day,
    ),
)
_RULES: tuple[tuple[str, Rule], ...] = (
    (rf"{_IN}{_YEAR}-?w(?P<n>[0-9]{{1,2}})", _iso_week),
    (rf"{_IN}(?:{_WEEK} ?(?:no?\.? ?)?|w)(?P<n>[0-9]{{1,2}}){year(1)}", _iso_week),
    (rf"{_IN}(?:the |la )?{ordinal()} {_WEEK}(?: in| du mois)?{OF}{month(1)}{year(1)}", _nth_week),
    (
        rf"{_IN}(?:au |a la )?(?:(?P<early>{one_of(EARLY)})|(?P<mid>{one_of(MID)})|(?P<late>{one_of(LATE)}))[ -]?{month(1)}{year(1)}",
        _part,
    ),
    (rf"{_IN}{_YEAR}[ /-]?(?:q|t)(?P<q>[1-4])", _quarter),
    (rf"{_IN}(?:the )?(?:q|t)(?P<q>[1-4])(?:[/-](?P<y2>20[0-9]{{2}})|{year(1)})", _quarter),
    (rf"{_IN}(?P<q>[1-4])(?:er|e|eme|st|nd|rd|th|o)? ?(?:t|q|trim\.?|trimestre|quarter){year(1)}", _quarter),
    (rf"{_IN}(?:the |le |el )?{ordinal()} (?:quarter|trimestre|trim\.?){year(1)}", _quarter),
    (
        rf"{_IN}(?:between |from |entre |de )?{month(1)} ?(?:-|to|and|a|et|y|al|au|/) ?{month(2)}{year(1)}",
        _months,
    ),
    (rf"(?:in|en|au mois de|en el mes de|courant|during|durante|for|before|by) {month(1)}{year(1)}", _month),
    (rf"{month(1)},? (?:de |del |of )?{_YEAR}", _month),
    (rf"{_YEAR}-(?P<n>[01][0-9])", _numbered_month),
    (rf"(?P<n>[01]?[0-9])/{_YEAR}", _numbered_month),
    (
        rf"{_THE}(?:(?P<this>this|cette|ce|esta|este)|{one_of(_NEXT)}) (?P<period>{_PERIOD})",
        _period,
    ),
    (
        rf"(?:in |la |de la |en la |en el |el |le |l')?(?P<period>{_PERIOD}) (?:(?P<this>en cours|en curso)|{one_of(_NEXT)})",
        _period,
    ),
    (
        rf"(?:(?:in|en|during|courant|durante)|{_IN}(?:{one_of(EARLY)}|{one_of(MID)}|{one_of(LATE)})) ?{_YEAR}",
        _whole_year,
    ),
    (rf"(?:all of |tout |todo |toute? )?{month(1)}{ENDS}", _bare_month),
)

_OF_DAYS_PATTERNS: Final = tuple((pattern(source), rule) for source, rule in _OF_DAYS)
_PATTERNS: Final = tuple((pattern(source), rule) for source, rule in _RULES)


def read_week_of_day(text: Text, reader: Reader) -> Dated | None:
    """“week of 8 April”: before the day itself is read."""
    return _read(text, reader, _OF_DAYS_PATTERNS)


def read_wide(text: Text, reader: Reader) -> Dated | None:
    """What is known to less than a day; taken out of the text."""
    return _read(text, reader, _PATTERNS)


def _read(text: Text, reader: Reader, patterns: tuple[tuple[Phrase, Rule], ...]) -> Dated | None:
    for dates, rule in patterns:
        found = text.read(dates, partial(rule, reader))
        if found:
            return found
    return None
