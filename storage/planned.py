"""What was said before, by the keys that it was planned under."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from storage.database import Reading
from storage.outbox import outbox


async def last_said(tx: Reading, keys: Sequence[str]) -> datetime | None:
    """When the last of the rows with these keys was planned, of those that Slack has not refused. None if there is none."""
    stands = outbox.c.key.in_(keys) & (outbox.c.state != "refused")
    moment: datetime | None = (await tx.execute(select(func.max(outbox.c.created_at)).where(stands))).scalar()
    return moment
