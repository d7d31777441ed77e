"""How the outbox fares, in numbers: for metrics and for the doctor."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from storage.database import Reading
from storage.outbox import outbox

UNSETTLED = ("pending", "sending")


async def outbox_states(tx: Reading) -> dict[str, int]:
    """How many rows of the outbox are in each state (those that have rows)."""
    rows: Any = await tx.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    return {state: int(number) for state, number in rows}


async def oldest_unsettled(tx: Reading) -> datetime | None:
    """When the row was planned that has waited longest. None if nothing waits."""
    statement = select(func.min(outbox.c.created_at)).where(outbox.c.state.in_(UNSETTLED))
    moment: datetime | None = (await tx.execute(statement)).scalar()
    return moment


async def last_error(tx: Reading, state: str) -> str | None:
    """What Slack answered to the newest row in that state: its own word for it, such as `channel_not_found`."""
    statement = select(outbox.c.error).where(outbox.c.state == state).order_by(outbox.c.id.desc()).limit(1)
    error: str | None = (await tx.execute(statement)).scalar()
    return error
