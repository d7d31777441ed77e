"""Launches: the day on which a group is invited, with what is posted in it, and who follows it.

A launch is `planned`, then `running` once its people are invited, and at its end `over`, or `off` if it was called off. There is at most
one in a channel that is not at its end.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    delete,
    false,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles the same ON CONFLICT

from storage.channels import channels, memberships
from storage.database import Reading, Transaction
from storage.invitations import lists
from storage.people import members
from storage.schema import metadata
from storage.types import UtcDateTime

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
    sqlite_autoincrement=True,
)
_is_open = launches.c.state.in_(["planned", "running"])
Index(
    "ix_launches_once", launches.c.channel_id, unique=True, postgresql_where=_is_open, sqlite_where=_is_open
)
_is_due = launches.c.due_at.is_not(None)
Index("ix_launches_due_at", launches.c.due_at, postgresql_where=_is_due, sqlite_where=_is_due)

prompts = Table(
    "launch_prompts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("launch_id", Integer, ForeignKey(launches.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("text", Text, nullable=False),  # as typed
    Column(
        "state", Text, nullable=False
    ),  # waiting, posted, asked (its hour was in a pause), missed, dropped
    sqlite_autoincrement=True,
)

readers = Table(
    "launch_readers",
    metadata,
    Column("launch_id", Integer, ForeignKey(launches.c.id, ondelete="CASCADE"), primary_key=True),
    Column("member_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("tell_at", UtcDateTime),  # when they get what comes next: the plan, the card, the summary
    Column("has_plan", Boolean, nullable=False, server_default=false()),
    Column("has_card", Boolean, nullable=False, server_default=false()),
)


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

    @property
    def is_open(self) -> bool:
        return self.state in ("planned", "running")


@dataclass(frozen=True, slots=True)
class Prompt:
    id: int
    launch_id: int
    at: datetime
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class Reader:
    launch_id: int
    member_id: str
    tell_at: datetime | None
    has_plan: bool
    has_card: bool


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
    mine = select(launches).where(launches.c.channel_id == channel_id, _is_open)
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


async def touch(tx: Transaction, list_id: int) -> None:
    """Something is known of a list: the launch whose people are in it is looked at soon."""
    mine = (launches.c.list_id == list_id) & _is_open
    await tx.execute(update(launches).where(mine).values(due_at=tx.now))


async def plan_wave(tx: Transaction, list_id: int, wave_at: datetime) -> None:
    """A list goes with a launch, at this hour, and not before."""
    await tx.execute(update(lists).where(lists.c.id == list_id).values(wave_at=wave_at))


async def rehearsed(tx: Reading, channel_id: str) -> int | None:
    """The list of the last rehearsal in a channel, if nothing has become of it."""
    mine = (launches.c.channel_id == channel_id) & launches.c.is_rehearsal & ~_is_open
    last = select(lists.c.id).join(launches, launches.c.list_id == lists.c.id)
    last = last.where(mine, lists.c.state == "looked").order_by(launches.c.id.desc()).limit(1)
    return (await tx.execute(last)).scalar()


async def soonest(tx: Reading) -> datetime | None:
    """When something is due next that somebody sees."""
    moment: datetime | None = (await tx.execute(select(func.min(launches.c.next_at)))).scalar()
    return moment


async def forget(tx: Transaction, before: datetime) -> None:
    """Forgets launches that ended before then, with what was written for them."""
    ended = ~_is_open & (launches.c.ends_at < before)
    await tx.execute(delete(launches).where(ended))


async def add_prompts(tx: Transaction, launch_id: int, planned: Iterable[tuple[datetime, str]]) -> None:
    rows = [{"launch_id": launch_id, "at": at, "text": text, "state": "waiting"} for at, text in planned]
    if rows:
        await tx.execute(insert(prompts), rows)


async def prompts_of(tx: Reading, launch_id: int) -> list[Prompt]:
    """In the order of their hours."""
    mine = select(prompts).where(prompts.c.launch_id == launch_id).order_by(prompts.c.at, prompts.c.id)
    rows: Any = await tx.execute(mine)
    return [Prompt(*row) for row in rows]


async def prompt(tx: Reading, prompt_id: int) -> Prompt | None:
    row: Any = (await tx.execute(select(prompts).where(prompts.c.id == prompt_id))).one_or_none()
    return None if row is None else Prompt(*row)


async def move_prompt(tx: Transaction, prompt_id: int, before: Collection[str], after: str) -> bool:
    """Brings a prompt from one of the states to another. False if somebody else did."""
    mine = (prompts.c.id == prompt_id) & prompts.c.state.in_(before)
    return (await tx.execute(update(prompts).where(mine).values(state=after))).rowcount == 1


async def drop_prompts(tx: Transaction, launch_id: int) -> None:
    """Those that have not been posted are not, unless they are planned anew."""
    mine = (prompts.c.launch_id == launch_id) & prompts.c.state.in_(["waiting", "asked"])
    await tx.execute(delete(prompts).where(mine))


async def add_reader(tx: Transaction, launch_id: int, member_id: str, tell_at: datetime) -> None:
    """Somebody follows a launch from now on; if they do already, nothing changes."""
    row = {"launch_id": launch_id, "member_id": member_id, "tell_at": tell_at}
    await tx.execute(insert(readers).values(**row).on_conflict_do_nothing())


async def readers_of(tx: Reading, launch_id: int) -> list[Reader]:
    mine = select(readers).where(readers.c.launch_id == launch_id).order_by(readers.c.member_id)
    rows: Any = await tx.execute(mine)
    return [Reader(*row) for row in rows]


async def change_reader(tx: Transaction, launch_id: int, member_id: str, **values: Any) -> None:
    mine = (readers.c.launch_id == launch_id) & (readers.c.member_id == member_id)
    await tx.execute(update(readers).where(mine).values(**values))


async def hush(tx: Transaction, launch_id: int) -> None:
    """Who has not been told of a launch need not be any more."""
    await tx.execute(update(readers).where(readers.c.launch_id == launch_id).values(tell_at=None))


async def came(tx: Reading, channel_id: str, since: datetime) -> list[tuple[str, datetime]]:
    """Who came into a channel from a moment on and is still there, in their order: people, of other workspaces too."""
    theirs = (
        select(memberships.c.member_id, memberships.c.joined_at)
        .join(members, members.c.id == memberships.c.member_id)
        .where(
            memberships.c.channel_id == channel_id,
            memberships.c.joined_at >= since,
            memberships.c.left_at.is_(None),
            ~members.c.is_bot,
            ~members.c.is_deactivated,
        )
        .order_by(memberships.c.joined_at, memberships.c.member_id)
    )
    rows: Any = await tx.execute(theirs)
    return [(member_id, joined_at) for member_id, joined_at in rows]
