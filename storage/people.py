"""Who is in the workspace, as Slack told us, and their role in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Table, Text, bindparam, case, false, func, or_, select, update

from storage.database import Reading, Transaction
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert
from storage.values import one_of
from storage.workspace import workspace

members = Table(
    "members",
    metadata,
    Column("id", Text, primary_key=True),  # Slack's user id
    Column("name", Text, nullable=False, server_default=""),  # as shown in Slack
    Column(
        "timezone", Text, nullable=False, default="", server_default="UTC"
    ),  # an IANA name, never an offset; empty: Slack has not told
    Column("locale", Text, nullable=False, server_default="en-US"),
    Column(
        "photo", Text, nullable=False, server_default=""
    ),  # the address of a small picture, as Slack gives it
    Column("is_bot", Boolean, nullable=False, server_default=false()),
    Column("is_deactivated", Boolean, nullable=False, server_default=false()),
    Column("is_guest", Boolean, nullable=False, server_default=false()),
    Column(
        "is_external", Boolean, nullable=False, server_default=false()
    ),  # of another workspace: Slack Connect
    Column("is_secretariat", Boolean, nullable=False, server_default=false()),  # from `setup`, not from Slack
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("synced_at", UtcDateTime),  # None: only the id is known yet
    Column("welcome_due_at", UtcDateTime, index=True),
    Column("welcomed_at", UtcDateTime),
)


@dataclass(frozen=True, slots=True)
class Member:
    id: str
    name: str = ""
    timezone: str = "UTC"  # the one that counts for them: the workspace's, if Slack tells none
    locale: str = "en-US"
    is_bot: bool = False
    is_deactivated: bool = False
    is_guest: bool = False
    is_secretariat: bool = False
    synced_at: datetime | None = None
    is_external: bool = False
    photo: str = ""

    @property
    def is_person(self) -> bool:
        """Whether this is somebody whom Liaison may speak to: not of another workspace."""
        return not self.is_bot and not self.is_deactivated and not self.is_external


# Of whom Slack tells no zone, we take it that they are where the workspace is.
_OURS = select(workspace.c.timezone).where(workspace.c.id == 1).correlate(None).scalar_subquery()
ZONE = func.coalesce(func.nullif(members.c.timezone, ""), _OURS, "UTC").label("timezone")
FIELDS = (
    members.c.id,
    members.c.name,
    ZONE,
    members.c.locale,
    members.c.is_bot,
    members.c.is_deactivated,
    members.c.is_guest,
    members.c.is_secretariat,
    members.c.synced_at,
    members.c.is_external,
    members.c.photo,
)
# As Member.is_person.
IS_PERSON = ~members.c.is_bot & ~members.c.is_deactivated & ~members.c.is_external
_BY_ID = select(*FIELDS).where(members.c.id == bindparam("member_id"))
_BY_IDS = select(*FIELDS).where(one_of(members.c.id, "ids"))


async def get(tx: Reading, member_id: str) -> Member | None:
    row = (await tx.execute(_BY_ID, {"member_id": member_id})).one_or_none()
    return None if row is None else Member(*row)


async def by_ids(tx: Reading, member_ids: Iterable[str]) -> dict[str, Member]:
    rows = await tx.execute(_BY_IDS, {"ids": list(member_ids)})
    return {row.id: Member(*row) for row in rows}


async def is_to_be_welcomed(tx: Reading, member_id: str) -> bool:
    """Whether a welcome to the workspace is still to come."""
    due = select(members.c.id).where(members.c.id == member_id, members.c.welcome_due_at.is_not(None))
    return (await tx.execute(due)).first() is not None


async def secretariat(tx: Reading) -> list[Member]:
    """The Secretariat's people who can be spoken to."""
    statement = select(*FIELDS).where(members.c.is_secretariat, IS_PERSON)
    return [Member(*row) for row in await tx.execute(statement.order_by(members.c.id))]


async def save(tx: Transaction, member_id: str, **values: Any) -> bool:
    """Creates the member if unknown, and sets the columns named. True if the member is new."""
    start = insert(members).values(id=member_id, first_seen_at=tx.now).on_conflict_do_nothing()
    is_new = (await tx.execute(start)).rowcount == 1
    if values:
        await tx.execute(update(members).where(members.c.id == member_id).values(**values))
    return is_new


_LOCK = select(members.c.id).where(members.c.id == bindparam("member_id")).with_for_update()


async def lock(tx: Transaction, member_id: str) -> None:
    """Whoever else decides something about this member waits until we have committed (on SQLite everybody does)."""
    await tx.execute(_LOCK, {"member_id": member_id})


_HOLD = select(members.c.id).where(members.c.id == bindparam("member_id")).with_for_update(key_share=True)


async def hold(tx: Transaction, member_ids: Iterable[str]) -> None:
    """As `lock`, for several, in the order of their ids; whoever only refers to them need not wait."""
    for member_id in sorted(set(member_ids)):
        await tx.execute(_HOLD, {"member_id": member_id})


async def unsynced(tx: Reading, limit: int) -> Sequence[str]:
    """Members of whom only the id is known."""
    statement = (
        select(members.c.id)
        .where(members.c.synced_at.is_(None))
        .order_by(members.c.first_seen_at)
        .limit(limit)
    )
    return (await tx.execute(statement)).scalars().all()


async def names(tx: Reading) -> list[tuple[str, str]]:
    """Ids and names of all people who can be spoken to."""
    rows = await tx.execute(select(members.c.id, members.c.name).where(IS_PERSON))
    return [(row.id, row.name) for row in rows]


async def everyone(tx: Reading) -> dict[str, Member]:
    """All members that are known, people and bots, by id."""
    return {row.id: Member(*row) for row in await tx.execute(select(*FIELDS))}


_FROM_SLACK = (
    "name",
    "timezone",
    "locale",
    "is_bot",
    "is_deactivated",
    "is_guest",
    "is_external",
    "photo",
    "synced_at",
)
_new_row = insert(members)
_told_zone = case((_new_row.excluded.timezone == "", members.c.timezone), else_=_new_row.excluded.timezone)
_SAVE_MANY = _new_row.on_conflict_do_update(
    index_elements=["id"],
    set_={name: _new_row.excluded[name] for name in _FROM_SLACK} | {"timezone": _told_zone},
    where=or_(members.c.synced_at.is_(None), members.c.synced_at <= bindparam("asked_at")),
)


async def save_many(tx: Transaction, rows: Sequence[dict[str, Any]], asked_at: datetime) -> None:
    """Creates or updates members as Slack had them at `asked_at`; what an event told since is newer, and stays.

    A row has `id`, all that Slack tells, and a `welcome_due_at` for who is new. An empty `timezone` changes nothing. They are written in
    the order of their ids, as everybody does who holds several members, so that nobody deadlocks.
    """
    told = {"first_seen_at": tx.now, "asked_at": asked_at}
    if rows:
        await tx.execute(_SAVE_MANY, sorted((row | told for row in rows), key=lambda row: str(row["id"])))
