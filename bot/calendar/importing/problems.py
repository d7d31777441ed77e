"""What is wrong with an activity of a file, or what was left out of it, in words. Each is said behind its line and its title."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.i18n import Words


class Bad(Exception):
    """Carries a problem to where the activity is skipped."""

    def __init__(self, what: str, value: str = "") -> None:
        super().__init__(what)
        self.problem = Problem(what, value)


@dataclass(frozen=True, slots=True)
class Problem:
    """`what` is one of those below; `value` is what stands in the file, or what it is about."""

    what: str
    value: str = ""

    def say(self, _: Words) -> str:
        return _SAID[self.what](_, self.value[:60])


_SAID: Final[dict[str, Callable[[Words, str], str]]] = {
    # Not taken.
    "private": lambda _, _v: _("it is marked private"),
    "no_title": lambda _, _v: _("it has no title"),
    "no_date": lambda _, _v: _("it has no date"),
    "bad_date": lambda _, v: _("“{value}” is not a date; write it as 2019-03-20", value=v),
    "bad_time": lambda _, v: _("“{value}” is not a time; write it as 14:30", value=v),
    "bad_zone": lambda _, v: _("nobody knows the time zone “{value}”", value=v),
    "bad_duration": lambda _, v: _("“{value}” is not how long something takes", value=v),
    "out_of_reach": lambda _, v: _("its year is out of reach: {value}", value=v),
    "ends_early": lambda _, _v: _("it ends before it starts"),
    "too_long": lambda _, _v: _("it takes more than a year; a campaign of that length can be added by hand"),
    "needs_day": lambda _, _v: _("it has a time or an end, and no day"),
    "too_often": lambda _, _v: _("it repeats more often than daily"),
    "rule": lambda _, _v: _("how it repeats is more than this calendar can keep"),
    "never": lambda _, _v: _("it never takes place: its rule has no date"),
    "many_dates": lambda _, v: _("it has more than {n} dates beside its rule", n=v),
    "many_exceptions": lambda _, _v: _("too many of its dates are exceptions"),
    "twice": lambda _, _v: _("it is in the file twice, with the same UID"),
    "no_series": lambda _, _v: _("it is one date of something that repeats, which is not in the file"),
    "bad_kind": lambda _, v: _("“{value}” is no kind: event, news, campaign, report or deadline", value=v),
    "bad_status": lambda _, v: _("“{value}” is no status: tentative, confirmed or cancelled", value=v),
    "bad_country": lambda _, v: _("there is no country “{value}”", value=v),
    "bad_language": lambda _, v: _("there is no language “{value}”", value=v),
    "bad_link": lambda _, v: _("“{value}” is not an address of the web", value=v),
    "bad_group": lambda _, v: _("there is no group “{value}” for which you could add it", value=v),
    "title_too_long": lambda _, _v: _("its title is too long: at most 200 characters"),
    "cell_too_long": lambda _, v: _("too long: {value}", value=v),
    "many_fields": lambda _, _v: _("there are too many different fields in the file"),
    "many_words": lambda _, _v: _("too many dates in the file are in words; write them as 2019-03-20"),
    "bad_rule": lambda _, v: _("“{value}” is no rule, such as `FREQ=WEEKLY;BYDAY=MO`", value=v),
    "cells": lambda _, _v: _("it has more cells than the first row has names of columns"),
    "older": lambda _, _v: _("the file is older than what was taken over before"),
    "elsewhere": lambda _, _v: _("it is in the calendar already, and did not come from a file"),
    "not_yours": lambda _, _v: _("it is in the calendar already, and others decide on it"),
    "off": lambda _, _v: _("it is called off, and was never in the calendar"),
    # Taken, but not all of it.
    "more_dates": lambda _, v: _("further dates that were taken over with it: {n}", n=v),
    "second_time": lambda _, v: _("of several times on {value} only the first was taken over", value=v),
    "exrule": lambda _, _v: _("the rule of its exceptions was left out"),
    "following": lambda _, _v: _("a change of “this and all following” dates was left out"),
    "one_date": lambda _, v: _(
        "of the date {value} only its time, place and status were taken over", value=v
    ),
    "one_left_out": lambda _, v: _("what is different on {value} was left out", value=v),
    "date_left_out": lambda _, v: _("a further date that I can't read was left out: {value}", value=v),
    "cut": lambda _, v: _("cut off, for it is too long: {value}", value=v),
    "read_as": lambda _, v: _("dates are read as {value}", value=v),
    "column": lambda _, v: _("the column “{value}” was left out: there is none of that name", value=v),
}
