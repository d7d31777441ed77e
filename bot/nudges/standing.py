"""Whether a concern still is one: asked before anybody is told, and before anybody does something about it."""

from bot.i18n import zone
from bot.nudges import rules
from storage import calendar, pulse, questions
from storage import workspace as workspaces
from storage.calendar import Activity
from storage.channels import Channel
from storage.concerns import Concern
from storage.database import Reading
from storage.occasions import ONCE
from storage.pulse import Post
from storage.stamps import since_epoch


def is_watched(channel: Channel | None) -> bool:
    """Whether a channel is one that is kept from falling asleep."""
    return (
        channel is not None and channel.kind == "group" and channel.bot_is_member and not channel.is_archived
    )


async def is_over(tx: Reading, concern: Concern, channel: Channel) -> bool:
    """Whether there is nothing to do about it any more: somebody wrote, answered, or it is past."""
    match concern.kind:
        case "unanswered":
            return not await open_questions(tx, concern)
        case "one_voice":
            return await _others_wrote(tx, concern, channel.id)
        case "calendar":
            return _wrote_since(concern, channel) or await activity_of(tx, concern) is None
        case _silence:
            return _wrote_since(concern, channel)


async def open_questions(tx: Reading, concern: Concern) -> list[Post]:
    """The questions that a concern is about and that still wait for an answer, the oldest first."""
    waiting = await questions.waiting(tx, concern.id)
    if not waiting:
        return []
    since = max(min(waiting.values()), tx.now - rules.NOT_OLDER_THAN)
    found = await pulse.unanswered(tx, concern.channel_id, since, tx.now)
    return [question for question in found if question.ts in waiting]


async def answered(tx: Reading, concern: Concern) -> int:
    """How many of the questions that a concern is about somebody has answered."""
    asked = {since_epoch(at) for at in (await questions.of_concern(tx, concern.id)).values()}
    if not asked:
        return 0
    found = await pulse.answers(tx, concern.channel_id, min(asked), max(asked) + 1)
    return sum(at in asked and reply is not None for at, reply in found)


def _wrote_since(concern: Concern, channel: Channel) -> bool:
    return channel.last_post_at is not None and channel.last_post_at > concern.since


async def _others_wrote(tx: Reading, concern: Concern, channel_id: str) -> bool:
    here = zone((await workspaces.get(tx)).timezone)
    first, today = concern.since.astimezone(here).date(), tx.now.astimezone(here).date()
    days = await pulse.days(tx, channel_id, first, today)
    return any(day.posts and day.member_id != voice_of(concern) for day in days)


def voice_of(concern: Concern) -> str:
    """Whose posts they all are, in a concern about one voice."""
    return concern.cause.partition("|")[0]


def cause_of(activity: Activity) -> str:
    """What names an activity, or one occurrence, on a day: moved, it is another cause."""
    return f"{activity.id}|{activity.on or ONCE}|{activity.starts_on}"


async def activity_of(tx: Reading, concern: Concern) -> Activity | None:
    """What a concern about the calendar is about. None if that is over, called off, or moved."""
    ahead = await calendar.ahead(tx)
    return next(
        (a for a in ahead if a.channel_id == concern.channel_id and cause_of(a) == concern.cause), None
    )
