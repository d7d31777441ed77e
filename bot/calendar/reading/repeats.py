"""What repeats: every first Monday, tous les mardis, cada dos semanas, le 15 de chaque mois, weekly, until 30 June, ten times."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from re import Match
from typing import Final

from bot.calendar.reading.dated import day_in
from bot.calendar.reading.days import ISO, OF
from bot.calendar.reading.reader import Reader
from bot.calendar.reading.text import Phrase, Text, one_of, pattern
from bot.calendar.reading.vocabulary import (
    ALL_WEEKDAYS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PLURAL_WEEKDAYS,
    day,
    month,
    number,
    ordinal,
    weekday,
    year,
)
from bot.calendar.recurrence import Rule
from bot.calendar.rule_requirements import Frequency
from bot.calendar.spans import month_end

EVERY = "every|each|chaque|cada|tous les|toutes les|todos los|todas las"
UNITS: Final[dict[str, tuple[Frequency, int]]] = {
    **dict.fromkeys(("day", "days", "jour", "jours", "dia", "dias"), ("daily", 1)),
    **dict.fromkeys(("week", "weeks", "semaine", "semaines", "semana", "semanas"), ("weekly", 1)),
    **dict.fromkeys(("fortnight", "quincena", "quinzaine"), ("weekly", 2)),
    **dict.fromkeys(("month", "months", "mois", "mes", "meses"), ("monthly", 1)),
    **dict.fromkeys(("quarter", "quarters", "trimestre", "trimestres"), ("monthly", 3)),
    **dict.fromkeys(("year", "years", "an", "ans", "annee", "annees", "ano", "anos"), ("yearly", 1)),
}
# They stand in titles (“monthly call”), and stay there. “Annual” and “quarterly” are names of reports.
ADVERBS: Final[dict[str, tuple[Frequency, int]]] = {
    **dict.fromkeys(("daily", "quotidien", "quotidienne", "diario", "diaria"), ("daily", 1)),
    **dict.fromkeys(("weekly", "hebdomadaire", "hebdo", "semanal"), ("weekly", 1)),
    **dict.fromkeys(
        ("fortnightly", "biweekly", "bi-weekly", "bimensuel", "bimensuelle", "quincenal"), ("weekly", 2)
    ),
    **dict.fromkeys(("monthly", "mensuel", "mensuelle", "mensual"), ("monthly", 1)),
    **dict.fromkeys(("yearly", "annually", "annuellement", "anualmente"), ("yearly", 1)),
}
FIFTEEN_DAYS: Final = ("daily", 15)  # in French and Spanish that is a fortnight

_DAYS = ALL_WEEKDAYS | PLURAL_WEEKDAYS
_WEEKDAY, _PLURAL, _UNIT = one_of(_DAYS), one_of(PLURAL_WEEKDAYS), one_of(UNITS)
_OF_MONTH = r"(?: (?:of|in|de|du|del) ?(?:(?:the|every|each|chaque|cada) )?(?:month|mois|mes)| (?:du mois|del mes|each month|every month))"
_NUMBER = rf"(?P<n>[0-9]{{1,3}}|{one_of(NUMBERS)})"
_ON = rf"(?:,? (?:on |le |les |el |los )?(?P<days>{_WEEKDAY}(?:(?:, ?| (?:and|et|y|&) )(?:le |el )?{_WEEKDAY}){{0,6}}))?"
_ON_DAYS = _ON.removesuffix("?").replace("(?:,? (?:on |le |les |el |los )?", "(?:", 1)
_AT_MOST = 5000


def _nth(m: Match[str]) -> Rule | None:
    nth, weekday = ORDINALS[m["nth"]], _DAYS[m["w"]]
    if m["nth"] in ("second", "2nd") and not m["month"]:
        return Rule("weekly", 2, weekdays=(weekday,))  # “every second Tuesday” is every other
    return Rule("monthly", nth=((nth, weekday),))


def _weekdays(m: Match[str], interval: int = 1) -> Rule:
    return Rule("weekly", interval, weekdays=_listed(m["days"]))


def _listed(days: str | None) -> tuple[int, ...]:
    return tuple(_DAYS[word] for word in re.findall(r"[a-z]+", days or "") if word in _DAYS)


def _every(m: Match[str]) -> Rule | None:
    parts = m.groupdict()
    frequency, times = UNITS[parts["unit"]]
    interval = times * (2 if parts.get("other") else number(parts["n"]) if parts.get("n") else 1)
    if (frequency, interval) == FIFTEEN_DAYS:
        frequency, interval = "weekly", 2
    if not 1 <= interval <= 999:
        return None
    weekdays = _listed(parts.get("days")) if frequency == "weekly" else ()
    return Rule(frequency, interval, weekdays=weekdays)


def _of_month(m: Match[str]) -> Rule | None:
    parts = m.groupdict()
    if parts.get("last"):
        return Rule("monthly", month_days=(-1,))
    on = number(parts["d1"])
    return Rule("monthly", month_days=(on,)) if 1 <= on <= 31 else None


_RULES: Final[tuple[tuple[str, Callable[[Match[str]], Rule | None]], ...]] = (
    (rf"(?:(?:{EVERY}|le|les|el|los|on the|the) )?{ordinal()} (?P<w>{_WEEKDAY})(?P<month>{_OF_MONTH})", _nth),
    (rf"(?:{EVERY}) {ordinal()} (?P<w>{_WEEKDAY})(?P<month>{_OF_MONTH})?", _nth),
    (rf"(?:every|each) (?:other|alternate) {_ON_DAYS}", partial(_weekdays, interval=2)),
    (rf"cada (?:dos|2) {_ON_DAYS}", partial(_weekdays, interval=2)),
    (rf"(?:un )?(?P<days>{_WEEKDAY}) sur deux", partial(_weekdays, interval=2)),
    (rf"(?:{EVERY}) {_ON_DAYS}", _weekdays),
    (rf"(?:on |le |el )?(?:the )?(?P<last>last day|dernier jour|ultimo dia){_OF_MONTH}", _of_month),
    (rf"(?:on |le |el |el dia )?(?:the )?{day(1)}{_OF_MONTH}", _of_month),
    (rf"(?:every|each) {day(1)}(?<=st|nd|rd|th)", _of_month),
    (rf"(?:every|each) (?P<other>other|second|alternate) (?P<unit>{_UNIT}){_ON}", _every),
    (rf"une? (?P<unit>{_UNIT}) (?P<other>sur deux){_ON}", _every),
    (rf"(?:{EVERY}) (?:{_NUMBER} )?(?P<unit>{_UNIT})\b{_ON}", _every),
    (rf"(?:on |los ){_ON_DAYS.replace(_WEEKDAY, _PLURAL)}", _weekdays),
    (rf"(?P<days>{one_of([word for word in PLURAL_WEEKDAYS if word.endswith('days')])})", _weekdays),
)
_PATTERNS: Final = tuple((pattern(source), make) for source, make in _RULES)
_ADVERB: Final = pattern(one_of(ADVERBS))
_YEARLY: Final = Phrase(
    rf"(?<!\w)(?:every|each|chaque|cada|tous les|todos los) (?={day(1)}{OF}{month(1)}|{month(2)} [0-9])"
)

_END = "until|till|jusqu'au|jusqu'a|jusqu'en|hasta el|hasta"
_UNTIL: Final = tuple(
    pattern(rf",? ?(?:{_END})(?: the| le| el)? {source}")
    for source in (
        rf"{weekday(1)}{day(1)}{OF}{month(1)}{year(1)}",
        rf"{weekday(1)}{month(1)} ?(?:the )?{day(1)}{year(1)}",
        ISO.format(1),
        r"(?P<d1>[0-9]{1,2})/(?P<m1>[0-9]{1,2})(?:/(?P<y1>20[0-9]{2}))?",
    )
)
_UNTIL_MONTH: Final = pattern(
    rf",? ?(?:{_END}|to)(?: the end of| la fin de| fin| finales de)? {month(1)}{year(1)}"
)
_TIMES: Final = pattern(rf"(?:for )?{_NUMBER} (?:times|fois|veces)")


def read_repeats(text: Text, reader: Reader) -> Rule | None:
    """The rule by which it repeats, with its end; taken out of the text."""
    found: Rule | None = None
    for repeats, make in _PATTERNS:
        found = text.read(repeats, make)
        if found:
            break
    yearly = None if found else next(text.search(_YEARLY), None)
    if yearly:
        text.take(*yearly.span())
        found = Rule("yearly")
    return _ended(text, reader, found) if found else None


def read_adverb(text: Text) -> Rule | None:
    """“Weekly”, which stays where it is."""
    match = next(text.search(_ADVERB), None)
    return Rule(ADVERBS[match[0]][0], ADVERBS[match[0]][1]) if match else None


def _ended(text: Text, reader: Reader, rule: Rule) -> Rule:
    for until in _UNTIL:
        last = text.read(until, lambda m: reader.day(m, 1))
        if last:
            return replace(rule, until=last)
    last = text.read(_UNTIL_MONTH, partial(_month_end, reader))
    if last:
        return replace(rule, until=last)
    times = text.read(_TIMES, lambda m: number(m["n"]))
    return replace(rule, count=times) if times and times <= _AT_MOST else rule


def _month_end(reader: Reader, m: Match[str]) -> date | None:
    in_month = MONTHS[m["m1"].rstrip(".")]
    first = day_in(int(m["y1"]) if m["y1"] else None, in_month, 28, reader.today)
    return month_end(first.year, in_month) if first else None
