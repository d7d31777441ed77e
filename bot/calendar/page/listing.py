"""The public page as a list: what is ahead, month by month, and last what has no day yet."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Final

from bot.calendar.page.activity import article
from bot.calendar.page.html import Html, element
from bot.calendar.page.request import Asked
from bot.i18n import Words
from storage.published import Entry

PAGE: Final = 50  # activities


def listing(entries: Sequence[Entry], asked: Asked, today: date, _: Words) -> list[Html | None]:
    """One page of it: the one asked for, or the nearest there is."""
    ahead = sorted((entry for entry in entries if _is_ahead(entry, today)), key=order)
    if not ahead:
        return [element("p", _("Nothing is in the calendar at the moment."))]
    pages = -(-len(ahead) // PAGE)
    page = min(asked.page, pages)
    shown = ahead[(page - 1) * PAGE : page * PAGE]
    sections = [
        _section(name, f"part-{number}", list(group), today, _)
        for number, (name, group) in enumerate(groupby(shown, lambda entry: _heading(entry, today, _)))
    ]
    return [*sections, _turning(page, pages, asked, _)]


def _section(name: str, id_: str, entries: Sequence[Entry], today: date, _: Words) -> Html:
    items = [element("li", article(entry, today, _)) for entry in entries]
    return element("section", element("h2", name, id=id_), element("ol", *items), aria_labelledby=id_)


def order(entry: Entry) -> tuple[bool, date, bool, float, int]:
    """By day; of a day first what lasts it all; last what has no day."""
    activity = entry.activity
    begins = activity.begins.timestamp() if activity.begins else 0.0
    first = activity.starts_on or date.max
    return activity.precision != "day", first, activity.starts_at is not None, begins, activity.id


def _is_ahead(entry: Entry, today: date) -> bool:
    return entry.activity.ends_on is None or entry.activity.ends_on >= today


def _heading(entry: Entry, today: date, _: Words) -> str:
    activity = entry.activity
    if activity.precision != "day" or activity.starts_on is None:
        return _("Date to be confirmed")
    if activity.starts_on < today:
        return _("Under way")
    return capital(_.month(activity.starts_on))


def capital(text: str) -> str:
    """As a heading begins."""
    return text[:1].upper() + text[1:]


def _turning(page: int, pages: int, asked: Asked, _: Words) -> Html | None:
    if pages == 1:
        return None
    earlier = element("a", _("Earlier"), href=asked.address(page=page - 1), rel="prev") if page > 1 else None
    more = element("a", _("More"), href=asked.address(page=page + 1), rel="next") if page < pages else None
    where = element("span", _("Page {page} of {pages}.", page=page, pages=pages))
    return element("nav", earlier, where, more, class_="turning", aria_label=_("Pages"))
