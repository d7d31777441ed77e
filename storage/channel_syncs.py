"""Which channels are due to be compared with Slack's."""

from datetime import datetime

from sqlalchemy import select, update

from storage.channels import channels
from storage.database import Transaction


async def claim(tx: Transaction, again_at: datetime) -> str | None:
    """Takes the channel whose comparison with Slack has been due longest, until `again_at`. None if none is."""
    due = (
        select(channels.c.id)
        .where(channels.c.sync_due_at <= tx.now)
        .order_by(channels.c.sync_due_at)
        .limit(1)
    )
    statement = update(channels).where(
        channels.c.id == due.with_for_update(skip_locked=True).scalar_subquery()
    )
    return (await tx.execute(statement.values(sync_due_at=again_at).returning(channels.c.id))).scalar()


async def finish(tx: Transaction, channel_id: str, claimed_until: datetime) -> None:
    """The comparison is done; if another was asked for meanwhile, that stays due."""
    mine = (channels.c.id == channel_id) & (channels.c.sync_due_at == claimed_until)
    await tx.execute(update(channels).where(mine).values(sync_due_at=None))
