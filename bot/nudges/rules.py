"""When a channel is silent, and what to suggest. Pure: facts and `now` in, a decision out."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.hours import next_in_person_hours

SNOOZE = timedelta(days=7)

# Subtypes of a message that are still a person saying something (https://docs.slack.dev/reference/events/message).
SAID = frozenset({None, "file_share", "thread_broadcast", "me_message"})


def is_persons_post(subtype: str | None, bot_id: str | None, user: str | None) -> bool:
    """Whether a message is a person's, not a bot's, nor Slack's word that somebody joined or a topic changed."""
    return subtype in SAID and bot_id is None and bool(user) and user != "USLACKBOT"


def silence_due(last_post_at: datetime, quiet_days: int, snoozed_until: datetime | None) -> datetime:
    """When a channel that was last written in at `last_post_at` is silent for too long, unless somebody writes."""
    due = last_post_at + timedelta(days=quiet_days)
    return max(due, snoozed_until) if snoozed_until else due


def is_over(last_post_at: datetime | None, silent_since: datetime) -> bool:
    """Whether somebody has written since a silence began."""
    return last_post_at is not None and last_post_at > silent_since


def nudge_due(now: datetime, moderator_zone: ZoneInfo) -> datetime:
    """When to tell a moderator: in their hours, on a working day."""
    return next_in_person_hours(now, moderator_zone, weekdays=True)


def days_silent(silent_since: datetime, now: datetime) -> int:
    return max(1, (now - silent_since).days)


def prompt_number(silent_since: datetime, prompts: int) -> int:
    """Which of the prompts to suggest: the same for all moderators of one silence, another for the next."""
    return (silent_since.toordinal() // 7) % prompts
