"""A rule in words: “every second Tuesday, until 30 Jun 2019”. Pure."""

from calendar import monthrange
from datetime import date

from bot.calendar.recurrence import LEAP_YEAR, Rule
from bot.calendar.rrule_text import DAYS
from bot.calendar.when import When
from bot.i18n import Markup, Words

WORKING_DAYS = (0, 1, 2, 3, 4)


def describe(rule: Rule, when: When, _: Words) -> Markup:
    """How often and until when, in words that stand within a sentence. `when` is its first date, which says what the rule leaves open."""
    if rule.is_list:
        return _.many("on {n} date", "on {n} dates", 1 + len(rule.dates))
    said = _until(rule, when, _)
    if rule.dates:
        n = len(rule.dates)
        return _.many("{repeats}, and on {n} more date", "{repeats}, and on {n} more dates", n, repeats=said)
    return said


def _until(rule: Rule, when: When, _: Words) -> Markup:
    said = _how_often(rule, when, _)
    if rule.until is not None:
        return _("{repeats}, until {day}", repeats=said, day=_.day(rule.until, year=True))
    if rule.count is not None:
        return _.many("{repeats}, once", "{repeats}, {n} times", rule.count, repeats=said)
    return said


def _how_often(rule: Rule, when: When, _: Words) -> Markup:
    n = rule.interval
    match rule.frequency:
        case "daily":
            return _.many("every day", "every {n} days", n)
        case "weekly":
            return _weekly(rule, when, _)
        case "monthly":
            often = _.many("every month", "every {n} months", n)
            return _("{often}, {days}", often=often, days=_days(rule, when, _))
        case "yearly":
            return _yearly(rule, when, _)


def _weekly(rule: Rule, when: When, _: Words) -> Markup:
    weekdays = rule.weekdays or (_first(when).weekday(),)
    if rule.interval == 1 and weekdays == WORKING_DAYS:
        return _("every weekday from Monday to Friday")
    days = _.listing(_weekday(day, _) for day in weekdays)
    if rule.interval == 1:
        return _("every {weekday}", weekday=days)
    if rule.interval == 2 and len(weekdays) == 1:
        return _("every second {weekday}", weekday=days)
    return _.many(
        "every {n} week on {weekdays}", "every {n} weeks on {weekdays}", rule.interval, weekdays=days
    )


def _yearly(rule: Rule, when: When, _: Words) -> Markup:
    often = _.many("every year", "every {n} years", rule.interval)
    months = rule.months or (_first(when).month,)
    days = rule.month_days or (_first(when).day,)
    is_date = not rule.nth and not rule.positions
    if is_date and len(months) == len(days) == 1 and 0 < days[0] <= monthrange(LEAP_YEAR, months[0])[1]:
        return _("{often} on {date}", often=often, date=_.day_and_month(date(LEAP_YEAR, months[0], days[0])))
    names = _.listing(Markup(_.locale.months[month - 1]) for month in months)
    return _("{often} in {months}, {days}", often=often, months=names, days=_days(rule, when, _))


def _days(rule: Rule, when: When, _: Words) -> Markup:
    counted = [(number, _weekday(day, _)) for number, day in rule.nth]
    counted += [(position, _any_of(rule.weekdays, _)) for position in rule.positions]
    if counted:
        # The last (-1) is said at the end.
        counted.sort(key=lambda each: each[0] < 0)
        return _.listing(_counted(*each, _) for each in counted)
    days = rule.month_days or (_first(when).day,)
    numbered = [Markup(day) for day in days if day > 0]
    if not numbered:
        return _("on the last day")
    if days == (1,):
        return _("on the first day")
    if len(numbered) == 1 and len(days) == 1:
        return _("on day {day}", day=numbered[0])
    if len(numbered) == len(days):
        return _("on days {days}", days=_.listing(numbered))
    return _("on days {days}", days=_.listing([*numbered, _("the last")]))


def _any_of(weekdays: tuple[int, ...], _: Words) -> Markup:
    """What is counted where several weekdays are counted together."""
    if weekdays == WORKING_DAYS:
        return _("working day (Monday to Friday)")
    if len(weekdays) == len(DAYS):
        return _("day")
    return _.either(_weekday(day, _) for day in weekdays)


def _counted(number: int, day: Markup, _: Words) -> Markup:
    match number:
        case 1:
            return _("on the first {weekday}", weekday=day)
        case 2:
            return _("on the second {weekday}", weekday=day)
        case 3:
            return _("on the third {weekday}", weekday=day)
        case 4:
            return _("on the fourth {weekday}", weekday=day)
        case 5:
            return _("on the fifth {weekday}", weekday=day)
        case -1:
            return _("on the last {weekday}", weekday=day)
        case -2:
            return _("on the second to last {weekday}", weekday=day)
        case _ if number < 0:
            return _("on {weekday} number {number} from the end", weekday=day, number=Markup(-number))
        case _:
            return _("on {weekday} number {number}", weekday=day, number=Markup(number))


def _weekday(day: int, _: Words) -> Markup:
    return Markup(_.locale.weekdays[day])


def _first(when: When) -> date:
    if when.starts_on is None:
        raise ValueError("What repeats needs a day to begin with.")
    return when.starts_on
