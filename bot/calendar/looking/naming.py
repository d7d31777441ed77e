"""What kinds, groups, countries and repetitions are called in lists, chips and menus. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from bot.calendar import wording
from bot.calendar.looking.place import Part
from bot.calendar.recurrence import Rule
from bot.calendar.recurrence_words import describe
from bot.calendar.when import When
from bot.i18n import Markup, Words, escape
from storage.calendar import Activity


def part(asked: Part, groups: Mapping[str, str], _: Words) -> Markup:
    """Something to narrow the calendar by, as a chip or a menu says it."""
    match asked.what:
        case "kind":
            return kinds(_)[asked.value]
        case "country":
            return Markup(escape(_.country(asked.value)))
        case "group":
            return wording.one_line(groups.get(asked.value, ""), wording.PLACE)
        case "mine":
            return _("Mine")


@lru_cache(maxsize=8)
def kinds(_: Words) -> dict[str, Markup]:
    return {
        "event": _("Events"),
        "news": _.many("News", "News", 2),
        "campaign": _("Campaigns"),
        "report": _("Reports"),
        "deadline": _("Deadlines"),
    }


def every(activity: Activity, _: Words) -> Markup | None:
    """“every Tuesday”, of an occurrence of what repeats. How long it goes on is said where it is shown whole."""
    if activity.rrule is None or activity.on is None:
        return None
    return _every(activity.rrule, When("day", activity.on, activity.on, None, None, activity.timezone), _)


@lru_cache(maxsize=1024)
def _every(rrule: str, when: When, _: Words) -> Markup:
    rule = Rule.parse(rrule)
    return describe(rule if rule.is_list else replace(rule, until=None, count=None), when, _)
