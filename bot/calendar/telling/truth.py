"""Keeps posts true: what names an activity that has changed is rewritten in its place, with what is different marked."""

from datetime import date
from typing import Final

from bot.calendar.telling import messages, standing
from bot.calendar.telling.lines import Named
from bot.calendar.telling.publishing import sight_of
from bot.calendar.telling.standing import Standing
from storage import mentions
from storage.calendar import Activity
from storage.database import Transaction
from storage.mentions import CalendarPost, Mention
from storage.workspace import Workspace

NEWEST: Final = 20  # posts of an activity that are kept true


async def rewrite(tx: Transaction, activity: Activity, on: date | None, workspace: Workspace) -> None:
    """Rewrites the newest posts that name an activity, or its occurrence with the day `on`, where they say something else by now.

    The activity must be locked, so that nobody names it meanwhile. A post that Slack never took is not rewritten (delivery sees to it).
    """
    keys = [post.key for post in await mentions.naming(tx, activity.id, on, NEWEST)]
    if not keys:
        return
    # Of two who rewrite one post for two activities, the second sees what the first has told.
    await mentions.lock(tx, keys)
    posts, named = await mentions.by_keys(tx, keys), await mentions.of_posts(tx, keys)
    stands = await standing.load(tx, [each.said for of_post in named.values() for each in of_post])
    for post in posts:
        sight = sight_of(workspace, post.posted_at)
        shown = [_named(post, each, stands) for each in named[post.key]]
        text, blocks = messages.message(post.purpose, shown, post.beyond, sight)
        if await mentions.rewritten(tx, post.key, messages.digest((text, blocks))):
            cause = f"{activity.id}:{on.isoformat() if on else 'all'}:{activity.sequence}"
            key = f"{post.key}:rewritten:{cause}"
            await tx.outbox.update(key, post.channel_id, of=post.key, text=text, blocks=blocks)


def _named(post: CalendarPost, mention: Mention, stands: Standing) -> Named:
    """What has moved to another group is nothing for those who read this channel."""
    now = stands.of(mention.said)
    is_theirs = now.channel_id in (None, post.channel_id)
    return Named(mention.part, mention.said, now if is_theirs else None)
