"""What counts as activity, for how long it is kept, and to whom it may be shown. Pure."""

from datetime import date, timedelta

SLACKBOT = "USLACKBOT"

# Subtypes of a message that are still a person saying something (https://docs.slack.dev/reference/events/message).
SAID = frozenset({"file_share", "thread_broadcast", "me_message"})

# Single posts and reactions are kept for so long, and then until the week is over; then they are folded.
SINGLE = timedelta(days=35)
# What is older is not recorded any more: it is folded already, or about to be.
ACCEPTED = SINGLE - timedelta(days=1)
# So far back messages are looked through for threads in which somebody has replied since.
THREADS = timedelta(weeks=13)
# What comes from farther ahead is no moment of Slack's: our clocks differ by less.
AHEAD = timedelta(days=1)
# That a message was deleted is remembered so long, because its own event may come later.
DELETIONS = timedelta(days=7)

FEWEST = 5  # active people


def is_persons_post(subtype: object, bot_id: object, user: str | None) -> bool:
    """Whether a message is a person's, not a bot's, nor Slack's word that somebody joined or a topic changed."""
    return (
        (subtype is None or (isinstance(subtype, str) and subtype in SAID))
        and bot_id is None
        and bool(user)
        and user != SLACKBOT
    )


def months_before(day: date, months: int) -> date:
    """The first of the month that lies so many months before."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def fold_before(today: date) -> date:
    """The Monday before which single posts are folded: a week only when all of it is old enough."""
    old = today - SINGLE
    return old - timedelta(days=old.weekday())


def may_show(active_people: int, *, is_moderator: bool) -> bool:
    """Whether a figure about a channel's activity may be shown to somebody, a sum or a median too.

    Of fewer than five active people, in the time that the figure is of, one could guess who it is: then only its moderators see it.
    The Secretariat is no exception: it sees such a figure where it moderates (`Viewer.is_moderator_of`).
    """
    return is_moderator or active_people >= FEWEST
