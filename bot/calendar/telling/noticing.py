"""Tells of what has changed, once nobody has changed it for a while."""

from bot.calendar.interest import letters
from bot.calendar.telling import announcing, comparing, truth
from storage import noticing, planning
from storage import workspace as workspaces
from storage.database import Transaction
from storage.occasions import ONCE


async def tell_next(tx: Transaction) -> bool:
    """Makes news of one activity that is new, called off, or has not been changed for a while: for its channel, for the posts that name
    it, and for people. Returns whether there was one."""
    due = await noticing.due(tx)
    if due is None:
        return False
    activity_id, day = due
    # Whoever changes it waits, and so does whoever tells of it: the second finds nothing to claim.
    await planning.lock(tx, activity_id)
    before = await noticing.claim(tx, activity_id, day)
    known = await comparing.told(tx, activity_id)
    if before is None or known is None:
        return True
    on, workspace = None if day == ONCE else day, await workspaces.get(tx)
    news = await comparing.news_of(tx, known, on, before)
    if news is not None:
        await announcing.plan(tx, news, workspace)
        await letters.tell(tx, news)
    # Also what is as it was: a post may have been rewritten meanwhile for another activity in it.
    await truth.rewrite(tx, known.activity, on, workspace)
    return True
