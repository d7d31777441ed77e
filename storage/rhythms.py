"""The rhythm of each group, as it was learned and as its moderators want it; and which prompts it was given."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Integer,
    Table,
    Text,
    bindparam,
    delete,
    select,
    update,
)

from storage.channels import channels
from storage.database import Reading, Transaction
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert

rhythms = Table(
    "rhythms",
    metadata,
    Column("channel_id", Text, ForeignKey(channels.c.id), primary_key=True),
    Column("look_due_at", UtcDateTime, index=True),  # when to look at the channel again
    # Learned. None: too little was written.
    Column("usual_days", Integer),  # the median of the days between two on which people wrote
    Column("weekdays", JSON(none_as_null=True)),  # those on which people write, 0 is Monday
    Column("pauses", JSON(none_as_null=True)),  # [["2019-12-20", "2020-01-06"]]: quiet a year ago
    # Decided by a moderator.
    Column("own_days", Integer),  # after how many days of silence to tell; None: as learned
    Column("rest", Text),  # season, finished; None: not at rest
    Column("rest_until", Date),  # of a season, and the first day that is none
    Column(
        "reset_at", UtcDateTime
    ),  # when a moderator last did something about a silence: it is counted anew
    # Of the workspace file: ["2019-08-01/2019-08-31", "12-24/01-02"], the second every year.
    Column("holidays", JSON(none_as_null=True)),
)

prompts_posted = Table(
    "prompts_posted",
    metadata,
    Column("channel_id", Text, ForeignKey(channels.c.id), primary_key=True),
    Column("prompt", Text, primary_key=True),  # its name (`bot.nudges.prompts`), never a text
    Column("posted_at", UtcDateTime, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Rhythm:
    channel_id: str
    look_due_at: datetime | None = None
    usual_days: int | None = None
    weekdays: Sequence[int] | None = None
    pauses: Sequence[Sequence[str]] | None = None
    own_days: int | None = None
    rest: str | None = None
    rest_until: date | None = None
    reset_at: datetime | None = None
    holidays: Sequence[str] | None = None


_OF: Final = select(rhythms).where(rhythms.c.channel_id == bindparam("channel"))


async def of(tx: Reading, channel_id: str) -> Rhythm:
    """What is known of a channel's rhythm: nothing, of one that was never looked at."""
    row = (await tx.execute(_OF, {"channel": channel_id})).one_or_none()
    return Rhythm(channel_id) if row is None else Rhythm(*row)


async def by_ids(tx: Reading, channel_ids: Collection[str]) -> dict[str, Rhythm]:
    rows = await tx.execute(select(rhythms).where(rhythms.c.channel_id.in_(sorted(channel_ids))))
    return {row.channel_id: Rhythm(*row) for row in rows}


async def save(tx: Transaction, channel_id: str, **values: Any) -> None:
    """Sets the columns named, of a channel that must be known."""
    statement = insert(rhythms).values(channel_id=channel_id, **values)
    await tx.execute(statement.on_conflict_do_update(index_elements=["channel_id"], set_=values))


async def first_look(tx: Reading) -> str | None:
    """The channel that is to be looked at for the longest time. None if none is. Whoever looks holds it, and then claims."""
    due = select(rhythms.c.channel_id).where(rhythms.c.look_due_at <= tx.now)
    return (await tx.execute(due.order_by(rhythms.c.look_due_at).limit(1))).scalar()


async def claim_look(tx: Transaction, channel_id: str) -> bool:
    """Takes the look at a channel. False if somebody else has."""
    mine = (rhythms.c.channel_id == channel_id) & (rhythms.c.look_due_at <= tx.now)
    return (await tx.execute(update(rhythms).where(mine).values(look_due_at=None))).rowcount == 1


async def posted(tx: Transaction, channel_id: str, prompt: str) -> None:
    """Notes that a channel was given a prompt now."""
    statement = insert(prompts_posted).values(channel_id=channel_id, prompt=prompt, posted_at=tx.now)
    key = ["channel_id", "prompt"]
    await tx.execute(statement.on_conflict_do_update(index_elements=key, set_={"posted_at": tx.now}))


async def prompts_of(tx: Reading, channel_id: str) -> dict[str, datetime]:
    """The prompts that a channel was given, and when each was last."""
    mine = select(prompts_posted.c.prompt, prompts_posted.c.posted_at)
    rows: Any = await tx.execute(mine.where(prompts_posted.c.channel_id == channel_id))
    return {row.prompt: row.posted_at for row in rows}


async def forget_prompts(tx: Transaction, kept: timedelta) -> None:
    await tx.execute(delete(prompts_posted).where(prompts_posted.c.posted_at < tx.now - kept))
