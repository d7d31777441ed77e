"""The form's menu of how something repeats, and the rules behind its choices. Pure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from bot.calendar.planning import errors
from bot.calendar.planning.form import REPEATS, UNTIL
from bot.calendar.recurrence import Rule, first_of
from bot.calendar.recurrence_words import describe
from bot.calendar.when import When
from bot.directory.profile.errors import NotOnTheList
from bot.errors import FieldErrors, Refusal
from bot.i18n import Markup, Words

NEVER: Final = "never"
KEPT: Final = "kept"  # a rule from before that no other choice is

_RULES: Final[dict[str, Callable[[date], Rule]]] = {
    "daily": lambda _day: Rule("daily"),
    "workdays": lambda _day: Rule("weekly", weekdays=(0, 1, 2, 3, 4)),
    "weekly": lambda day: Rule("weekly", weekdays=(day.weekday(),)),
    "fortnightly": lambda day: Rule("weekly", interval=2, weekdays=(day.weekday(),)),
    "monthly": lambda day: Rule("monthly", month_days=(day.day,)),
    "nth": lambda day: Rule("monthly", nth=((_nth(day), day.weekday()),)),
    "yearly": lambda _day: Rule("yearly"),
}


def choices(_: Words, kept: str = "", when: When | None = None) -> dict[str, Markup]:
    """What the menu offers, by value; `kept` is an RRULE that is among them only as it is."""
    offered = {
        NEVER: _("It does not repeat"),
        "daily": _("Every day"),
        "workdays": _("From Monday to Friday"),
        "weekly": _("Every week, on the same weekday"),
        "fortnightly": _("Every two weeks, on the same weekday"),
        "monthly": _("Every month, on the same date"),
        "nth": _("Every month, on the same weekday, such as the first Monday"),
        "yearly": _("Every year, on the same date"),
    }
    if kept and when is not None:
        offered[KEPT] = _("As before: {rule}", rule=describe(Rule.parse(kept), when, _))
    return offered


def choice_of(rule: Rule | None, when: When) -> str:
    """Which choice a rule is, on its first date."""
    if rule is None or when.starts_on is None:
        return NEVER
    plain = replace(rule, until=None)
    return next((name for name, make in _RULES.items() if make(when.starts_on) == plain), KEPT)


def repeating(choice: str, until: str, when: When, kept: str = "") -> tuple[Rule | None, When]:
    """The rule that was chosen, and its first date, which is one that the rule has. Raises FieldErrors."""
    if choice in ("", NEVER):
        return None, when
    if when.precision != "day" or when.starts_on is None:
        raise FieldErrors({REPEATS: errors.NeedsADay()})
    if choice not in _RULES and not (choice == KEPT and kept):
        raise FieldErrors({REPEATS: NotOnTheList()})
    wrong: Refusal
    try:
        rule = Rule.parse(kept) if choice == KEPT else _RULES[choice](when.starts_on)
        last = date.fromisoformat(until) if until else None
        rule = rule.ending(last)
        first = first_of(when, rule)
    except ValueError:
        wrong = errors.NoRule()
        raise FieldErrors({REPEATS: wrong}) from None
    if first is None:
        raise FieldErrors({UNTIL if until else REPEATS: errors.NeverOccurs()})
    return rule, first


def _nth(day: date) -> int:
    """Which of its weekdays of the month a day is; a fifth is the last, for most months have four."""
    number = (day.day - 1) // 7 + 1
    return -1 if number == 5 else number
