"""What Liaison says of the calendar in channels: reminders, and Monday's round-up. In the workspace's language, and brief."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot import blocks as b
from bot.blocks import Block
from bot.calendar import wording
from bot.calendar.agenda import NEXT_WEEKS, RoundUp, first_day
from bot.i18n import Markup, Words
from storage.calendar import Activity

NAMED: Final = 20  # reminders in one post; what is beyond is counted
LISTED: Final = 12  # lines under one heading of the round-up

Message = tuple[str, list[Block]]


def reminder(activities: Sequence[Activity], zone: ZoneInfo, now: datetime, _: Words) -> Message:
    """One post for all activities (at least one) of which a channel is told at one moment. `zone` is the workspace's."""
    if len(activities) == 1:
        sentence = headline(activities[0], zone, now, _)
        text = Markup(sentence.replace("*", ""))
        blocks = []
    else:
        text = _.many("{n} date is coming up.", "{n} dates are coming up.", len(activities))
        blocks = [b.header(_("Coming up"))]
    for activity in activities[:NAMED]:
        dates = wording.dates_for_channel(activity, zone, now, _)
        line = Markup(f"{headline(activity, zone, now, _)}\n{wording.details(activity, dates, _)}")
        blocks.append(b.section(line))
    blocks.append(b.context(*_more(len(activities) - NAMED, _), _("Everything that is ahead: `/calendar`")))
    return text, blocks


def headline(activity: Activity, zone: ZoneInfo, now: datetime, _: Words) -> Markup:
    """“*Workshop* takes place tomorrow.”: each kind in its own words. It is true at `now`, however late that is."""
    title = wording.title(activity)
    soon = _how_soon(activity, zone, now, _)
    match activity.kind:
        case "deadline":
            return (
                _("*{title}* falls due {soon}.", title=title, soon=soon)
                if soon
                else _("*{title}* falls due now.", title=title)
            )
        case "report":
            return (
                _("*{title}* is published {soon}.", title=title, soon=soon)
                if soon
                else _("*{title}* is out.", title=title)
            )
        case "news":
            return (
                _("News {soon}: *{title}*", title=title, soon=soon)
                if soon
                else _("News: *{title}*", title=title)
            )
        case _other if soon is None:
            return _("*{title}* has begun.", title=title)
        case "campaign":
            return _("*{title}* begins {soon}.", title=title, soon=soon)
        case _event:
            return _("*{title}* takes place {soon}.", title=title, soon=soon)


def _how_soon(activity: Activity, zone: ZoneInfo, now: datetime, _: Words) -> Markup | None:
    """“tomorrow”, “in an hour”; None if it has begun. Days are those of the workspace's zone, as the dates beside it are."""
    day, begins = first_day(activity, zone), activity.begins
    if day is None or begins is None:
        return None
    days = (day - now.astimezone(zone).date()).days
    is_timed = activity.starts_at is not None
    if days < 0 or (is_timed and begins <= now):
        return None
    minutes = round((begins - now).total_seconds() / 60)
    if is_timed and minutes == 60:
        return _("in an hour")
    if is_timed and minutes < 60:
        return _.many("in {n} minute", "in {n} minutes", max(1, minutes))
    if days < 2:
        return _("tomorrow") if days else _("today")
    return _("in a week") if days == 7 else _.many("in {n} day", "in {n} days", days)


def round_up(found: RoundUp, zone: ZoneInfo, now: datetime, _: Words) -> Message:
    """What is on this week and in the weeks after, and what has no date yet: for one channel."""
    weeks = _("The {n} weeks after", n=NEXT_WEEKS)
    parts = (
        (_("This week"), found.this_week),
        (weeks, found.next_weeks),
        (_("Date to be confirmed"), found.to_confirm),
    )
    blocks = [b.header(_("The weeks ahead"))]
    for heading, activities in parts:
        if activities:
            lines = [_line(activity, zone, now, _) for activity in activities[:LISTED]]
            blocks += wording.in_sections(
                [Markup(f"*{heading}*"), *lines, *_more(len(activities) - LISTED, _)]
            )
    if not found.this_week:
        blocks.insert(1, b.section(_("Nothing is planned for this week.")))
    blocks.append(b.context(_("Everything that is ahead, with times in your zone: `/calendar`")))
    counts = (
        (found.this_week, _.many("{n} activity this week", "{n} activities this week", len(found.this_week))),
        (found.next_weeks, _.many("{n} in the weeks after", "{n} in the weeks after", len(found.next_weeks))),
        (
            found.to_confirm,
            _.many(
                "{n} with a date to be confirmed", "{n} with a date to be confirmed", len(found.to_confirm)
            ),
        ),
    )
    listing = _.listing([count for activities, count in counts if activities])
    return _("The weeks ahead: {counts}.", counts=listing), blocks


def _line(activity: Activity, zone: ZoneInfo, now: datetime, _: Words) -> Markup:
    return wording.line(activity, wording.dates_for_channel(activity, zone, now, _), _)


def _more(beyond: int, _: Words) -> list[Markup]:
    return [_.many("and {n} more: `/calendar`", "and {n} more: `/calendar`", beyond)] if beyond > 0 else []
