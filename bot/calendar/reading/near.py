"""Days that are told from today: tomorrow, après-demain, in two weeks, lundi prochain, el viernes, Tuesday next week, le 26."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from re import Match
from typing import Final

from bot.calendar.reading.dated import Dated, day_in, one_day, several_days
from bot.calendar.reading.days import LEAD, TO
from bot.calendar.reading.reader import Reader
from bot.calendar.reading.text import TAKEN, Text, one_of, pattern
from bot.calendar.reading.vocabulary import ALL_WEEKDAYS, NUMBERS, SHORT_WEEKDAYS, WEEKDAYS, number
from bot.calendar.spans import month_end

DAYS: Final = {
    **dict.fromkeys(
        (
            "today",
            "tonight",
            "aujourd'hui",
            "ce soir",
            "ce matin",
            "hoy",
            "esta tarde",
            "esta noche",
            "esta manana",
        ),
        0,
    ),
    **dict.fromkeys(("tomorrow", "tmrw", "tmw", "tomorow", "demain", "manana"), 1),
    **dict.fromkeys(
        ("day after tomorrow", "the day after tomorrow", "apres-demain", "apres demain", "pasado manana"), 2
    ),
    **dict.fromkeys(("yesterday", "hier", "ayer"), -1),
}
UNITS: Final = {
    **dict.fromkeys(("day", "days", "jour", "jours", "dia", "dias"), 1),
    **dict.fromkeys(("week", "weeks", "semaine", "semaines", "semana", "semanas"), 7),
}
# “next Friday” is in the week after this one; “vendredi prochain” and “el próximo viernes” are the coming one.
COMING = "prochain|prochaine|proximo|proxima|que viene|q viene|coming|this coming|qui vient|entrant"
NEXT = "next"
THIS = "this|ce|cet|este"
NEXT_WEEK = (
    "next week|de la semaine prochaine|la semaine prochaine|semaine prochaine|de la proxima semana|de la semana que viene"
    "|de la semana proxima|la semana que viene"
)
ENDS = (
    rf"(?=[ ,.;:)(!-]*(?:$|{TAKEN}|at |a |en |in |@|con |with |avec ))"  # what a date is mostly followed by
)
_ENGLISH: Final = frozenset(
    {"mon", "tues", "tue", "weds", "wed", "thurs", "thur", "thu", "fri", "sat", "sun"}
)
_NO_OTHER_WORDS: Final = frozenset({"tues", "weds", "thurs", "thur", "thu", "fri"})
_FULL, _ANY = one_of(WEEKDAYS), one_of(ALL_WEEKDAYS)


def _day(reader: Reader, m: Match[str]) -> Dated:
    return one_day(reader.today + timedelta(days=DAYS[m["word"]]))


def _in_days(reader: Reader, m: Match[str]) -> Dated:
    return one_day(reader.today + timedelta(days=min(number(m["n"]), 999) * UNITS[m["unit"]]))


def _weekday(reader: Reader, m: Match[str]) -> Dated | None:
    parts = m.groupdict()
    weekday, today = ALL_WEEKDAYS[parts["w1"]], reader.today
    is_next_week = parts.get("next") or parts.get("week")
    if is_next_week:
        return one_day(today + timedelta(days=7 - today.weekday() + weekday))
    ahead = (weekday - today.weekday()) % 7
    if not parts.get("this"):
        ahead = ahead or 7
    return one_day(today + timedelta(days=ahead))


def _short_weekday(reader: Reader, m: Match[str]) -> Dated | None:
    """“mar”, “sun” and “mon” are other words as well: only in their language, and where a date would end."""
    is_of_language = (m["w1"] in _ENGLISH) == (reader.language == "en")
    return _weekday(reader, m) if is_of_language or m["w1"] in _NO_OTHER_WORDS else None


def _weekdays(reader: Reader, m: Match[str]) -> Dated | None:
    first, last = _weekday(reader, m), ALL_WEEKDAYS[m["w2"]]
    if first is None or first.span is None or first.span[1] is None:
        return None
    day = first.span[1]
    return several_days(day, day + timedelta(days=(last - day.weekday()) % 7))


def _day_of_month(reader: Reader, m: Match[str]) -> Dated | None:
    """“le 26”, “Friday 29”: the next such day of a month."""
    parts = m.groupdict()
    day, weekday, today = int(m["d"]), parts.get("w1"), reader.today
    if not 1 <= day <= 31:
        return None
    for ahead in range(12):
        year, month = divmod(12 * today.year + today.month - 1 + ahead, 12)
        if day <= month_end(year, month + 1).day and date(year, month + 1, day) >= today:
            return one_day(day_in(year, month + 1, day, today), ALL_WEEKDAYS[weekday] if weekday else None)
    return None


def _is_late(m: Match[str]) -> bool:
    return m["late"] is not None


Rule = Callable[[Reader, Match[str]], Dated | None]
_RULES: tuple[tuple[str, Rule], ...] = (
    (rf"{LEAD}(?<!la )(?<!por la )(?P<word>{one_of(DAYS)})", _day),
    (rf"(?:in|dans|en|dentro de) (?P<n>[0-9]{{1,3}}|{one_of(NUMBERS)}) (?P<unit>{one_of(UNITS)})", _in_days),
    (
        rf"{LEAD}(?P<w1>{_ANY})\b\.? (?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![\w:]| ?h\b| ?[ap]\.? ?m\b|[./-][0-9])",
        _day_of_month,
    ),
    (rf"{LEAD}(?:(?P<next>{NEXT})|(?P<this>{THIS})|{one_of(COMING)}) (?P<w1>{_ANY})\b\.?", _weekday),
    (rf"{LEAD}(?P<w1>{_ANY})\b\.? (?:of )?(?P<week>{one_of(NEXT_WEEK)})", _weekday),
    (rf"{LEAD}(?P<w1>{_ANY})\b\.? {one_of(COMING)}", _weekday),
    (rf"{LEAD}(?P<w1>{_FULL})(?P<to>{TO})(?P<w2>{_FULL})", _weekdays),
    (rf"(?<!un )(?<!one ){LEAD}(?P<w1>{_FULL})", _weekday),
    (rf"{LEAD}(?P<w1>{one_of(SHORT_WEEKDAYS)})\b\.?{ENDS}", _short_weekday),
    (
        rf"(?:the|on the|le|el|el dia|du|del) (?P<d>[0-9]{{1,2}})(?:st|nd|rd|th|er)?(?![\w:/.-]){ENDS}",
        _day_of_month,
    ),
    (r"(?:on )?the (?P<d>[0-9]{1,2})(?:st|nd|rd|th)", _day_of_month),
)
EVENINGS: Final = ("tonight", "ce soir", "esta tarde", "esta noche")
_PART_OF_DAY: Final = pattern(
    f"(?<={TAKEN}),? (?:in the |au |por la |en la )?"
    r"(?:morning|matin|manana|am|(?P<late>afternoon|evening|night|soir|apres-midi|tarde|noche))"
)
_PATTERNS: Final = tuple((pattern(source), rule) for source, rule in _RULES)


def read_near_day(text: Text, reader: Reader) -> Dated | None:
    """The day that is told from today; taken out of the text."""
    for days, rule in _PATTERNS:

        def meaning(m: Match[str], rule: Rule = rule) -> Dated | None:
            found = rule(reader, m)
            is_late = m[0] in EVENINGS
            return replace(found, is_due=bool(m.groupdict().get("due")), is_late=is_late) if found else None

        found = text.read(days, meaning)
        if found:
            return replace(found, is_late=found.is_late or text.read(_PART_OF_DAY, _is_late) is True)
    return None
