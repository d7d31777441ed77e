"""How the outbox fares, in numbers: for metrics and for the doctor."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from storage.database import Reading
from storage.outbox import outbox

UNSETTLED = ("pending", "sending")


async def outbox_states(tx: Reading) -> dict[str, int]:
    """How many rows of the outbox are in each state (those that have rows)."""
    rows: Any = await tx.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    return {state: int(number) for state, number in rows}


async def lately_uncertain(tx: Reading) -> int:
    """Of how many rows, in the last thirty days, nobody knows whether they arrived."""
    lately = outbox.c.settled_at > tx.now - timedelta(days=30)
    statement = select(func.count()).where(outbox.c.state == "uncertain", lately)
    return int((await tx.execute(statement)).scalar_one())


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
