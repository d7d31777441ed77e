"""How an activity is put into words: its title, its dates, its place. Everything here is mrkdwn, escaped and of bounded length."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.blocks import Block, clip, section
from bot.calendar import plain
from bot.calendar.reading import place_names
from bot.calendar.spans import part_at
from bot.calendar.when import TO_BE_CONFIRMED
from bot.i18n import Markup, Words, escape, words
from bot.i18n import link as hyperlink
from storage.calendar import Activity

# Characters. Together far below the 3,000 of a section, with room for dates around them.
TITLE, PLACE, LINK = 200, 150, 1000
ROOM = 2900  # characters of a section, of Slack's 3,000
# Characters of all blocks of a message: somewhere above 11,000 Slack refuses it (`msg_blocks_too_long`), and documents no limit.
# The rest is for what is changed in it later. Source: https://github.com/slackapi/bolt-js/issues/2867
MESSAGE = 8000
CHANGED = 9_000  # with what is changed in it; the labels of its buttons come to that


@lru_cache(maxsize=4096)
def one_line(text: str, limit: int) -> Markup:
    """What somebody typed, on one line and escaped."""
    return Markup(clip(escape(" ".join(text.split())), limit))


def title(activity: Activity) -> Markup:
    return one_line(activity.title, TITLE)


def lines(activities: Iterable[Activity], zone: ZoneInfo, now: datetime, _: Words) -> list[Markup]:
    """A short line for each, for one reader: what and when."""
    found, today = [], now.astimezone(zone).date()
    for activity in activities:
        dates = dates_for_reader(activity, zone, today, _)
        found.append(_bullet(activity, kind(activity, _), dates))
    return found


def line(activity: Activity, dates: Markup, _: Words, *more: Markup) -> Markup:
    """“• *Title* · Wed 20 Mar · Geneva”, to stand under a heading. What has no date yet is under one that says so."""
    return _bullet(activity, details(activity, Markup("") if activity.starts_on is None else dates, _, *more))


def _bullet(activity: Activity, *about: Markup | None) -> Markup:
    return joined((Markup(f"•  *{title(activity)}*"), *about))


def in_sections(texts: Sequence[Markup]) -> list[Block]:
    """The lines, in as few sections as hold them. No line is longer than a section."""
    filled = [""]
    for text in texts:
        joined = f"{filled[-1]}\n{text}" if filled[-1] else text
        if len(joined) <= ROOM:
            filled[-1] = joined
        else:
            filled.append(text)
    return [section(Markup(text)) for text in filled]


def fitting(texts: Iterable[str], limit: int = MESSAGE) -> int:
    """How many of the first of these texts are together no longer than `limit`; the first is taken in any case."""
    taken, length = 0, 0
    for text in texts:
        length += len(text)
        if taken and length > limit:
            break
        taken += 1
    return taken


def kind(activity: Activity, _: Words) -> Markup | None:
    """The kind in a word, where it is not a plain event."""
    return None if activity.kind == "event" else plain.kind(activity, _)


def details(activity: Activity, dates: Markup, _: Words, *more: Markup) -> Markup:
    """The line under a title: kind, dates, place, and how sure it is."""
    return joined(parts(activity, dates, _, *more))


def parts(activity: Activity, dates: Markup, _: Words, *more: Markup | None) -> list[Markup | None]:
    """What `details` is made of, each in its place; None for what there is nothing to say of."""
    tentative = _("not certain yet") if activity.status == "tentative" else None
    return [kind(activity, _), dates, where(activity, _), *more, tentative, link(activity, _)]


def joined(said: Iterable[Markup | None]) -> Markup:
    return Markup(" · ".join(part for part in said if part))


def where(activity: Activity, _: Words, *, is_whole: bool = False) -> Markup | None:
    """“Palais des Nations, Geneva, Switzerland”, or None. What the title says already is left out, unless all `is_whole`."""
    is_open = (activity.venue or "").strip().upper() == TO_BE_CONFIRMED
    venue = None if is_open else activity.venue
    town = None if not is_whole and is_said(activity.place, activity) else _town(activity, _)
    typed = [one_line(name, PLACE) for name in (venue, town) if name]
    country = activity.country
    is_named = country and any(is_said(spoken.country(country), activity) for spoken in (_, words("en")))
    if country and (is_whole or not is_named):
        typed.append(Markup(escape(_.country(country))))
    place = Markup(", ".join(typed))
    if not is_open:
        return place or None
    return _("{place} (venue to be confirmed)", place=place) if place else _("venue to be confirmed")


def is_said(name: str | None, activity: Activity) -> bool:
    """Whether the title has a name in it: “Strategic planning workshop: Tunisia”. “Nigeria” does not say Niger."""
    if not name or name.casefold() not in activity.title.casefold():
        return False
    return re.search(rf"\b{re.escape(name)}\b", activity.title, re.IGNORECASE) is not None


def _town(activity: Activity, _: Words) -> str | None:
    """The place as it was typed; in the reader's language if it is the city that the activity's zone goes by."""
    is_citys = activity.place == words("en").city(activity.timezone)
    return _.city(activity.timezone) if is_citys else activity.place


def link(activity: Activity, _: Words) -> Markup | None:
    url = "".join((activity.link or "").split())
    if not url.startswith(("https://", "http://")) or len(url) > LINK:
        return None
    return hyperlink(escape(url), _("More about it"))


def dates_for_reader(activity: Activity, zone: ZoneInfo, today: date, _: Words) -> Markup:
    """The dates for one person: times in their zone, and beside it the time at the place where that is another."""
    begins, finishes = activity.begins, activity.finishes
    if activity.precision != "day" or activity.starts_at is None or begins is None or finishes is None:
        return dates_without_hours(activity, today, _)
    start = begins.astimezone(zone)
    text = _("{day}, {time}", day=_day(start.date(), today, _), time=_.hour(start))
    there = begins.astimezone(ZoneInfo(activity.timezone))
    is_elsewhere = there.utcoffset() != start.utcoffset()
    local = _local(activity, there, start.date(), _)
    if is_elsewhere and activity.starts_on != activity.ends_on:
        text, is_elsewhere = _("{dates} ({local})", dates=text, local=local), False
    if activity.ends_at is not None:
        end = finishes.astimezone(zone)
        until = _.hour(end)
        if end.date() != start.date():
            until = _("{day}, {time}", day=_day(end.date(), today, _), time=until)
        text = _("{first} to {last}", first=text, last=until)
    elif activity.ends_on and activity.ends_on != activity.starts_on:
        text = _("{first} to {last}", first=text, last=_day(activity.ends_on, today, _))
    return _("{dates} ({local})", dates=text, local=local) if is_elsewhere else text


def short_date(activity: Activity, zone: ZoneInfo, today: date, _: Words) -> Markup:
    """The day on which it begins, for one person; what is not known to the day as everywhere."""
    begins = activity.begins
    if activity.precision != "day" or activity.starts_on is None or begins is None:
        return dates_without_hours(activity, today, _)
    day = activity.starts_on if activity.starts_at is None else begins.astimezone(zone).date()
    return _day(day, today, _)


def dates_for_channel(activity: Activity, zone: ZoneInfo, now: datetime, _: Words) -> Markup:
    """The dates for many people: Slack shows each the time in their own zone, and the time at the place stands beside it.

    Where Slack can't (old clients, notifications), the time is in the workspace's `zone`, and says so.
    Source: https://docs.slack.dev/messaging/formatting-message-text#date-formatting
    """
    begins, finishes = activity.begins, activity.finishes
    today = now.astimezone(zone).date()
    if activity.precision != "day" or activity.starts_at is None or begins is None or finishes is None:
        return dates_without_hours(activity, today, _)
    start = begins.astimezone(zone)
    fallback = _("{day}, {time}", day=_day(start.date(), today, _), time=_.hour(start))
    text = _token(begins, "{date_short_pretty} {time}", f"{fallback} ({_.city(zone.key)})")
    if activity.ends_at is not None:
        end = finishes.astimezone(zone)
        shape = "{time}" if finishes - begins < timedelta(hours=12) else "{date_short_pretty} {time}"
        text = _("{first} to {last}", first=text, last=_token(finishes, shape, _.hour(end)))
    elif activity.ends_on and activity.ends_on != activity.starts_on:
        text = _("{first} to {last}", first=text, last=_day(activity.ends_on, today, _))
    there = begins.astimezone(ZoneInfo(activity.timezone))
    if activity.place is None and there.utcoffset() == start.utcoffset():
        return text
    return _("{dates} ({local})", dates=text, local=_local(activity, there, start.date(), _))


def dates_without_hours(activity: Activity, today: date, _: Words) -> Markup:
    """The dates of what is known to the day or less: the same wherever one is."""
    first, last = activity.starts_on, activity.ends_on
    if first is None or last is None:
        return _("date to be confirmed")
    match activity.precision:
        case "week":
            return _("in the week of {day}", day=_day(first, today, _))
        case "part":
            return _part(first, _)
        case "month":
            return _("in {month}", month=_.month(first))
        case "quarter":
            return _("between {first} and {last}", first=_.name_of_month(first), last=_.month(last))
        case "year":
            return _("in {year}", year=first.year)
        case _day_known if first == last:
            return _day(first, today, _)
        case _several:
            return _("{first} to {last}", first=_day(first, today, _), last=_day(last, today, _))


def _part(first: date, _: Words) -> Markup:
    """A part of a month, by its first day."""
    match part_at(first):
        case "early":
            return _("in early {month}", month=_.month(first))
        case "mid":
            return _("in mid-{month}", month=_.month(first))
        case "late":
            return _("in late {month}", month=_.month(first))


def _day(day: date, today: date, _: Words) -> Markup:
    return _.day(day, year=day.year != today.year)


def _local(activity: Activity, there: datetime, readers_day: date, _: Words) -> Markup:
    """“13:15 in New York”, with the day if it is another there."""
    town = (_town(activity, _) or "").partition(",")[0].strip()  # “Geneva, Palais des Nations”
    if not town or place_names.is_online(town):
        town = _.city(activity.timezone)
    place = one_line(town, PLACE)
    if there.date() == readers_day:
        return _("{time} in {place}", time=_.hour(there), place=place)
    return _("{day}, {time} in {place}", day=_.day(there.date()), time=_.hour(there), place=place)


def _token(moment: datetime, shape: str, fallback: str) -> Markup:
    return Markup(f"<!date^{int(moment.timestamp())}^{shape}|{fallback}>")
