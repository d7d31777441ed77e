"""The sentence that says in a channel how soon something is. In the workspace's language, and brief."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calendar import wording
from bot.calendar.agenda import first_day
from bot.i18n import Markup, Words
from storage.calendar import Activity


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
