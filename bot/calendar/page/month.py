"""The public page as a month: a table of its days, on narrow screens a list of those with something on; below it, all of it in full."""

import calendar
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from bot.calendar.page.activity import anchor, article, hour, title
from bot.calendar.page.html import Html, element
from bot.calendar.page.listing import capital, order
from bot.calendar.page.request import Asked
from bot.i18n import Words
from storage.published import Entry

DAY = timedelta(days=1)


def month(entries: Sequence[Entry], asked: Asked, first: date, today: date, _: Words) -> list[Html | None]:
    """The month of `asked`, or the nearest that there is; `first` is the first day of which feeds know."""
    start = within(asked.month or today.replace(day=1), first, entries, today)
    end = start.replace(day=calendar.monthrange(start.year, start.month)[1])
    shown = sorted((entry for entry in entries if _overlaps(entry, start, end)), key=order)
    name = capital(_.month(start))
    dated = [entry for entry in shown if entry.activity.precision == "day"]
    details = [element("li", article(entry, today, _)) for entry in shown]
    empty = element("p", _("Nothing is in the calendar in this month."))
    return [
        element("h2", name, id="month"),
        _turning(start, first, entries, today, asked, _),
        _table(start, end, dated, today, name, _) if dated else None,
        element("ol", *details) if details else empty,
    ]


def within(wanted: date, first: date, entries: Sequence[Entry], today: date) -> date:
    """The month wanted, or the nearest of those that can be looked at: from the first known to the last with something in it."""
    days = [entry.activity.ends_on for entry in entries if entry.activity.ends_on is not None]
    return max(first.replace(day=1), min(wanted, max([*days, today]).replace(day=1)))


def _overlaps(entry: Entry, start: date, end: date) -> bool:
    """Whether it is in the month: of what has no day yet, whether it may be, if it is known to the month or nearer."""
    activity = entry.activity
    if activity.starts_on is None or activity.ends_on is None or activity.precision in ("quarter", "year"):
        return False
    return activity.starts_on <= end and activity.ends_on >= start


def _turning(start: date, first: date, entries: Sequence[Entry], today: date, asked: Asked, _: Words) -> Html:
    before, after = (start - DAY).replace(day=1), (start + 31 * DAY).replace(day=1)
    links = [
        element("a", capital(_.month(to)), href=asked.address(month=to), rel=rel)
        for to, rel in ((before, "prev"), (after, "next"))
        if within(to, first, entries, today) == to
    ]
    return element("nav", *links, class_="turning", aria_label=_("Months"))


def _table(start: date, end: date, dated: Sequence[Entry], today: date, name: str, _: Words) -> Html:
    on: dict[date, list[Entry]] = defaultdict(list)
    for entry in dated:
        day = max(entry.activity.starts_on or start, start)
        while day <= min(entry.activity.ends_on or end, end):
            on[day].append(entry)
            day += DAY
    weeks = calendar.Calendar().monthdatescalendar(start.year, start.month)
    rows = [
        element("tr", *(_cell(day, on[day], today, _) if start <= day <= end else element("td") for day in week))
        for week in weeks
    ]  # fmt: skip
    return element(
        "table",
        element("caption", name, class_="unseen"),
        element("thead", element("tr", *_weekdays(_))),
        element("tbody", *rows),
    )


def _weekdays(_: Words) -> list[Html]:
    names = zip(_.locale.short_weekdays, _.locale.weekdays, strict=True)
    return [element("th", short, scope="col", abbr=name) for short, name in names]


def _cell(day: date, entries: Sequence[Entry], today: date, _: Words) -> Html:
    number = element("span", str(day.day), class_="number", aria_hidden="true")
    in_full = element("span", _.day(day), class_="full")
    is_today = "date" if day == today else None
    when = element("time", number, in_full, datetime=day.isoformat(), aria_current=is_today)
    items = [element("li", _link(entry, day, _)) for entry in entries]
    return element("td", when, element("ul", *items) if items else None, class_="on" if items else None)


def _link(entry: Entry, day: date, _: Words) -> Html:
    activity = entry.activity
    begins = hour(activity, _) if activity.starts_on == day else ""
    is_off = activity.status == "cancelled"
    mark = element("span", " (", _("Cancelled"), ")") if is_off else None
    starting = element("span", begins, " ", class_="hour") if begins else None
    name = "off" if is_off else None
    return element("a", starting, title(entry, _), mark, href=f"#{anchor(activity)}", class_=name)
