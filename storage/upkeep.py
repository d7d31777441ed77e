"""Forgets what is no longer needed."""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, or_, select, update

from storage.calendar import activities, occurrences
from storage.database import Transaction
from storage.mentions import calendar_posts, mentions
from storage.occasions import ONCE
from storage.outbox import outbox

# Long enough to answer for; the key stays, so that nothing is planned twice.
KEEP_TEXT = timedelta(days=30)


async def empty_old_letters(tx: Transaction) -> int:
    """Takes the text out of what was settled long ago. Returns how many rows."""
    old = (outbox.c.settled_at < tx.now - KEEP_TEXT) & (outbox.c.ref != "")
    return (await tx.execute(update(outbox).where(old).values(payload={}, ref=""))).rowcount


async def forget_posts(tx: Transaction, before: datetime, newest: int) -> int:
    """Forgets posts from before that moment that will not be rewritten any more: all that they name was over by then, or is named by
    `newest` later posts. Returns how many."""
    later = mentions.alias("later")
    later_post = calendar_posts.alias("later_post")
    named_since = (
        select(func.count())
        .select_from(later.join(later_post, later_post.c.key == later.c.key))
        .where(
            later.c.activity_id == mentions.c.activity_id,
            later.c.on == mentions.c.on,
            later_post.c.posted_at > calendar_posts.c.posted_at,
        )
        .scalar_subquery()
    )
    still_on = exists().where(
        occurrences.c.activity_id == mentions.c.activity_id,
        occurrences.c.on == mentions.c.on,
        occurrences.c.finishes >= before,
    )
    is_whole = mentions.c.on == ONCE
    is_ahead = or_(
        is_whole & (activities.c.rrule.is_not(None) | activities.c.finishes.is_(None)),
        is_whole & (activities.c.finishes >= before),
        ~is_whole & (still_on | (mentions.c.on >= before.date())),
    )
    is_needed = exists().where(
        mentions.c.key == calendar_posts.c.key,
        activities.c.id == mentions.c.activity_id,
        is_ahead,
        named_since < newest,
    )
    old = delete(calendar_posts).where(calendar_posts.c.posted_at < before, ~is_needed)
    return (await tx.execute(old)).rowcount
