"""Launches: the day on which a group is invited.

A launch is `planned`, then `running` once its people are invited, and at its end `over`, or `off` if it was called off. There is at most
one in a channel that is not at its end. What is posted in it is in `launch_posts`, who follows it and who came in `launch_readers`, and
who is invited in a list of invitations (`launch_lists`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    Table,
    Text,
    delete,
    false,
    func,
    select,
    update,
)

from storage.channels import channels
from storage.database import Reading, Transaction
from storage.invitations import lists
from storage.schema import metadata, partial_index
from storage.types import UtcDateTime
from storage.upserts import insert

launches = Table(
    "launches",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("channel_id", Text, ForeignKey(channels.c.id), nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),  # planned, running, over, off
    Column("wave", Text, nullable=False),  # waiting, asked (its hour is past: somebody has to decide), done
    Column("wave_at", UtcDateTime, nullable=False),  # when the people are invited
    Column("ends_at", UtcDateTime, nullable=False),  # when the summary is due
    Column("timezone", Text, nullable=False),  # in which the hours were chosen: an IANA name
    Column("list_id", Integer, ForeignKey(lists.c.id, ondelete="SET NULL"), index=True),  # who is invited
    Column("is_rehearsal", Boolean, nullable=False, server_default=false()),
    Column("ticked", JSON, nullable=False),  # the checks that a moderator says are done
    Column("paused_at", UtcDateTime),
    Column("changed_by", Text),  # who last planned, paused, called it off…; None: the clock
    Column("edits", Integer, nullable=False, server_default="0"),  # how often the plan was changed
    Column("began_at", UtcDateTime),  # when the people were invited
    Column("welcomed_until", UtcDateTime),  # who came until then has been welcomed in the channel
    Column("warned_of", UtcDateTime),  # since when it was quiet when the moderators were last warned
    Column("due_at", UtcDateTime),  # when to look at it next
    Column("next_at", UtcDateTime),  # when something will be due that somebody sees
    Column("shown", Text, nullable=False, server_default=""),  # a digest of what its readers were shown last
    Column("version", Integer, nullable=False, server_default="0"),  # of what they are shown
    Column("confirmed_by", Text),  # who of the Secretariat gave the list of people, or agreed to it
    Column("asked_of", Integer),  # the list of which the Secretariat was asked
    Column(
        "read_again_at", UtcDateTime
    ),  # when it was last looked, shortly before the hour, who the people are
    sqlite_autoincrement=True,
)
IS_OPEN = launches.c.state.in_(["planned", "running"])
partial_index("ix_launches_once", launches.c.channel_id, unique=True, where=IS_OPEN)
_is_due = launches.c.due_at.is_not(None)
partial_index("ix_launches_due_at", launches.c.due_at, where=_is_due)


@dataclass(frozen=True, slots=True)
class Launch:
    """See the table."""

    id: int
    channel_id: str
    made_by: str
    made_at: datetime
    state: str
    wave: str
    wave_at: datetime
    ends_at: datetime
    timezone: str
    list_id: int | None
    is_rehearsal: bool
    ticked: Sequence[str]
    paused_at: datetime | None
    changed_by: str | None
    edits: int
    began_at: datetime | None
    welcomed_until: datetime | None
    warned_of: datetime | None
    due_at: datetime | None
    next_at: datetime | None
    shown: str
    version: int
    confirmed_by: str | None
    asked_of: int | None
    read_again_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.state in ("planned", "running")

    @property
    def needs_consent(self) -> bool:
        """Whether the Secretariat has to agree to its list first: it is the Secretariat that invites."""
        return self.list_id is not None and self.confirmed_by is None and not self.is_rehearsal


async def start(tx: Transaction, channel_id: str, made_by: str, **values: Any) -> int | None:
    """A new plan. None if the channel has one already that is not at its end."""
    row = {"channel_id": channel_id, "made_by": made_by, "changed_by": made_by, "made_at": tx.now}
    row |= {"state": "planned", "wave": "waiting", "ticked": []} | values
    statement = insert(launches).values(**row).on_conflict_do_nothing().returning(launches.c.id)
    return (await tx.execute(statement)).scalar()


async def get(tx: Reading, launch_id: int) -> Launch | None:
    row: Any = (await tx.execute(select(launches).where(launches.c.id == launch_id))).one_or_none()
    return None if row is None else Launch(*row)


async def open_in(tx: Reading, channel_id: str) -> Launch | None:
    """The launch of a channel that is not at its end."""
    mine = select(launches).where(launches.c.channel_id == channel_id, IS_OPEN)
    row: Any = (await tx.execute(mine)).one_or_none()
    return None if row is None else Launch(*row)


async def runs_until(tx: Reading, channel_id: str) -> datetime | None:
    """When the launch ends that is on in a channel. None if none is, or only a rehearsal."""
    mine = (launches.c.channel_id == channel_id) & (launches.c.state == "running") & ~launches.c.is_rehearsal
    moment: datetime | None = (await tx.execute(select(launches.c.ends_at).where(mine))).scalar()
    return moment


async def hold(tx: Transaction, launch_id: int) -> Launch | None:
    """A launch; whoever else does something about it waits until we have committed."""
    one = select(launches).where(launches.c.id == launch_id).with_for_update()
    row: Any = (await tx.execute(one)).one_or_none()
    return None if row is None else Launch(*row)


async def hold_due(tx: Transaction) -> Launch | None:
    """Takes hold of the launch that should have been looked at longest. None if none is due."""
    due = select(launches).where(launches.c.due_at <= tx.now).order_by(launches.c.due_at, launches.c.id)
    row: Any = (await tx.execute(due.limit(1).with_for_update(skip_locked=True))).one_or_none()
    return None if row is None else Launch(*row)


async def change(tx: Transaction, launch_id: int, **values: Any) -> Launch:
    """Sets the columns named. Returns the launch as it is now."""
    statement = update(launches).where(launches.c.id == launch_id).values(**values).returning(*launches.c)
    row: Any = (await tx.execute(statement)).one()
    return Launch(*row)


async def soonest(tx: Reading) -> datetime | None:
    """When something is due next that somebody sees."""
    moment: datetime | None = (await tx.execute(select(func.min(launches.c.next_at)))).scalar()
    return moment


async def forget(tx: Transaction, before: datetime) -> None:
    """Forgets launches that ended before then, with what was written for them."""
    ended = ~IS_OPEN & (launches.c.ends_at < before)
    await tx.execute(delete(launches).where(ended))
