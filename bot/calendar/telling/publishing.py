"""Puts posts of the calendar into the outbox, each once, and notes what they say, so that they can be kept true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.calendar.telling import messages
from bot.calendar.telling.lines import Named, Sight
from bot.calendar.telling.messages import Message
from bot.i18n import words, zone
from storage import mentions
from storage.database import Transaction
from storage.mentions import CalendarPost, Mention
from storage.outbox import Post
from storage.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Written:
    """What one channel is told: `key` names the cause, `beyond` says by part how many more are only counted."""

    key: str
    channel_id: str
    purpose: str
    named: Sequence[Named]
    beyond: Mapping[str, int]
    said: Message


def written(
    key: str, channel_id: str, purpose: str, named: Sequence[Named], beyond: Mapping[str, int], sight: Sight
) -> Written:
    """What a channel is told, put into words."""
    said = messages.message(purpose, named, beyond, sight)
    return Written(key, channel_id, purpose, named, beyond, said)


def sight_of(workspace: Workspace, posted_at: datetime) -> Sight:
    """How channels are spoken to."""
    return Sight(zone(workspace.timezone), posted_at, words(workspace.language))


async def publish(tx: Transaction, posts: Sequence[Written]) -> None:
    """Posts something of the calendar, once for each key. A Monday has a hundred posts: so they are written down together."""
    added = await tx.outbox.posts([Post(post.key, post.channel_id, *post.said) for post in posts])
    noted = [
        (
            CalendarPost(
                post.key, post.channel_id, post.purpose, tx.now, post.beyond, messages.digest(post.said)
            ),
            [Mention(each.part, each.said) for each in post.named],
        )
        for post in posts
        if post.key in added
    ]
    await mentions.add(tx, noted)
