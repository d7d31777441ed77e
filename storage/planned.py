"""What was said before: by the keys that it was planned under, and to whom."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from storage.database import Reading
from storage.outbox import lanes, outbox


async def last_said(tx: Reading, keys: Sequence[str]) -> datetime | None:
    """When the last of the rows with these keys was planned, of those that Slack has not refused. None if there is none."""
    stands = outbox.c.key.in_(keys) & (outbox.c.state != "refused")
    moment: datetime | None = (await tx.execute(select(func.max(outbox.c.created_at)).where(stands))).scalar()
    return moment


async def was_spoken_to(tx: Reading, member_id: str, since: datetime) -> bool:
    """Whether a member has had a direct message since then, or one is on its way."""
    statement = select(lanes.c.waiting, lanes.c.last_ts).where(lanes.c.lane == member_id)
    row = (await tx.execute(statement)).one_or_none()
    if row is None:
        return False
    return row.waiting > 0 or (row.last_ts is not None and float(row.last_ts) >= since.timestamp())
