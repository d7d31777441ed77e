"""Who has asked to join which group, how that stands, and every step that was taken: the decision trail."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    delete,
    or_,
    select,
    update,
)

from storage.channels import channels, memberships
from storage.database import Reading, Transaction
from storage.people import members
from storage.schema import metadata, partial_index
from storage.types import UtcDateTime
from storage.upserts import insert

# waiting: for a decision. approved: being invited. awaited: approved, and not in the workspace yet. refused: by Slack.
OPEN: Final = ("waiting", "approved", "awaited", "refused")
DECIDABLE: Final = ("waiting", "refused")
# Whoever comes into the channel, by whatever way, has got there.
_SETTLED_BY_JOINING: Final = ("waiting", "approved", "refused")


requests = Table(
    "requests",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("channel_id", Text, ForeignKey(channels.c.id), nullable=False),
    Column("member_id", Text, ForeignKey(members.c.id)),  # None: not in the workspace, as far as we know
    Column("entered_by", Text),  # who of the Secretariat entered what came from outside
    Column("name", Text, nullable=False, server_default=""),  # of somebody from outside
    Column("email", Text),  # of the same, in small letters; forgotten once they are in the workspace
    Column("organisation", Text, nullable=False, server_default=""),  # as typed
    Column("why", Text, nullable=False, server_default=""),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),  # OPEN, joined, declined, withdrawn, lapsed
    Column("version", Integer, nullable=False, server_default="0"),  # of what reviewers see
    Column("shown_in", JSON, nullable=False),  # where they see it: ids of channels and members
    Column("changed_at", UtcDateTime, nullable=False),
    Column("changed_by", Text),  # the last who took a step; None: nobody did, it happened
    Column("grounds", Text, nullable=False, server_default=""),  # of what was declined: one of ours
    Column("reason", Text, nullable=False, server_default=""),  # the same in somebody's own words
    Column("error", Text, nullable=False, server_default=""),  # Slack's word, of what it refused
    Column("remind_due_at", UtcDateTime),  # when the Secretariat is reminded
    Column("comfort_due_at", UtcDateTime),  # when the person hears that it is not forgotten
    Column("tell_due_at", UtcDateTime),  # when the person hears that it was declined
    sqlite_autoincrement=True,
)
_is_open = requests.c.state.in_(OPEN)
for _who in ("member_id", "email"):
    partial_index(
        f"ix_requests_open_{_who}",
        requests.c.channel_id,
        requests.c[_who],
        unique=True,
        where=_is_open,
    )
Index("ix_requests_member_id", requests.c.member_id)
for _due in ("remind_due_at", "comfort_due_at", "tell_due_at"):
    Index(f"ix_requests_{_due}", requests.c[_due])

steps = Table(
    "request_steps",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("request_id", Integer, ForeignKey(requests.c.id, ondelete="CASCADE"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Text),  # a member; None: it happened by itself
    Column(
        "what", Text, nullable=False
    ),  # asked, entered, reminded, retried, matched, or the state that it came to
    Column("note", Text, nullable=False, server_default=""),  # the grounds, or Slack's word
)
Index("ix_request_steps_request_id", steps.c.request_id)


@dataclass(frozen=True, slots=True)
class Request:
    id: int
    channel_id: str
    member_id: str | None
    entered_by: str | None
    name: str
    email: str | None
    organisation: str
    why: str
    asked_at: datetime
    state: str
    version: int
    shown_in: tuple[str, ...]
    changed_at: datetime
    changed_by: str | None
    grounds: str
    reason: str
    error: str

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class Step:
    at: datetime
    by: str | None
    what: str
    note: str


FIELDS = tuple(requests.c[name] for name in Request.__dataclass_fields__)


def row_of(row: Sequence[Any]) -> Request:
    values = list(row)
    shown_in = list(Request.__dataclass_fields__).index("shown_in")
    values[shown_in] = tuple(values[shown_in] or ())
    return Request(*values)


async def lock(tx: Transaction, request_id: int) -> Request | None:
    """A request, on which nobody else decides until we have committed (on SQLite nobody does anything)."""
    await tx.execute(select(requests.c.id).where(requests.c.id == request_id).with_for_update(key_share=True))
    return await get(tx, request_id)


async def get(tx: Reading, request_id: int) -> Request | None:
    row = (await tx.execute(select(*FIELDS).where(requests.c.id == request_id))).one_or_none()
    return None if row is None else row_of(row)


async def add(tx: Transaction, **values: Any) -> int | None:
    """A new request, which waits. None if this person has an open one for this group already."""
    defaults = {"asked_at": tx.now, "changed_at": tx.now, "state": "waiting", "shown_in": []}
    statement = insert(requests).values(**defaults | values).on_conflict_do_nothing().returning(requests.c.id)
    return (await tx.execute(statement)).scalar()


async def change(tx: Transaction, request_id: int, **values: Any) -> None:
    await tx.execute(update(requests).where(requests.c.id == request_id).values(**values))


async def note(tx: Transaction, request_id: int, what: str, by: str | None, text: str = "") -> None:
    """Adds a step to the trail."""
    row = {"request_id": request_id, "at": tx.now, "by": by, "what": what, "note": text}
    await tx.execute(insert(steps).values(**row))


async def trail(tx: Reading, request_id: int) -> list[Step]:
    """All steps of a request, in order."""
    statement = select(steps.c.at, steps.c.by, steps.c.what, steps.c.note)
    rows: Any = await tx.execute(statement.where(steps.c.request_id == request_id).order_by(steps.c.id))
    return [Step(*row) for row in rows]


async def open_of(tx: Reading, member_id: str) -> list[Request]:
    """The open requests of a person that are theirs to know of, oldest first."""
    mine = (requests.c.member_id == member_id) & _is_open
    return [row_of(row) for row in await tx.execute(select(*FIELDS).where(mine).order_by(requests.c.id))]


async def decidable(tx: Reading) -> list[Request]:
    """All requests that wait for a decision, oldest first."""
    mine = requests.c.state.in_(DECIDABLE)
    return [row_of(row) for row in await tx.execute(select(*FIELDS).where(mine).order_by(requests.c.id))]


async def ids_of(tx: Reading, member_id: str) -> Sequence[int]:
    """All of a person's requests that are kept, oldest first."""
    mine = requests.c.member_id == member_id
    return (await tx.execute(select(requests.c.id).where(mine).order_by(requests.c.id))).scalars().all()


async def last_organisation(tx: Reading, member_id: str) -> str:
    """The organisation that somebody gave with their last request; empty if they gave none."""
    mine = (
        (requests.c.member_id == member_id)
        & requests.c.entered_by.is_(None)
        & (requests.c.organisation != "")
    )
    statement = select(requests.c.organisation).where(mine).order_by(requests.c.id.desc()).limit(1)
    return (await tx.execute(statement)).scalar() or ""


async def all_open(tx: Reading) -> list[Request]:
    """All open requests, oldest first."""
    return [row_of(row) for row in await tx.execute(select(*FIELDS).where(_is_open).order_by(requests.c.id))]


async def approved_of(tx: Reading, channel_id: str, member_id: str) -> Sequence[int]:
    """The request because of which somebody is being invited into a channel, if there is one."""
    theirs = (requests.c.channel_id == channel_id) & (requests.c.member_id == member_id)
    return (
        (await tx.execute(select(requests.c.id).where(theirs, requests.c.state == "approved")))
        .scalars()
        .all()
    )


async def before(tx: Reading, request: Request, limit: int = 3) -> list[Request]:
    """What became of earlier requests of the same person for the same group, the latest first."""
    if request.member_id is None:
        return []
    same = (requests.c.channel_id == request.channel_id) & (requests.c.member_id == request.member_id)
    earlier = select(*FIELDS).where(same, requests.c.id < request.id)
    return [row_of(row) for row in await tx.execute(earlier.order_by(requests.c.id.desc()).limit(limit))]


async def next_that_joined(tx: Reading) -> int | None:
    """An open request whose person is in the channel by now."""
    in_it = (
        (memberships.c.channel_id == requests.c.channel_id)
        & (memberships.c.member_id == requests.c.member_id)
        & memberships.c.left_at.is_(None)
    )
    # Only where Liaison is told of those who leave.
    open_ = requests.c.state.in_(_SETTLED_BY_JOINING) & channels.c.bot_is_member
    statement = (
        select(requests.c.id)
        .join(memberships, in_it)
        .join(channels, channels.c.id == requests.c.channel_id)
        .where(open_)
        .order_by(requests.c.id)
        .limit(1)
    )
    return (await tx.execute(statement)).scalar()


async def next_of_the_gone(tx: Reading) -> int | None:
    """An open request of somebody whose account was deactivated."""
    statement = (
        select(requests.c.id)
        .join(members, members.c.id == requests.c.member_id)
        .where(_is_open, members.c.is_deactivated)
        .limit(1)
    )
    return (await tx.execute(statement)).scalar()


async def by_emails(tx: Transaction, emails: Collection[str]) -> list[Request]:
    """Open requests from outside of those who have these addresses, held until we have committed, in the order of their ids."""
    if not emails:
        return []
    statement = select(requests.c.id).where(_is_open, requests.c.email.in_(emails)).order_by(requests.c.id)
    ids = (await tx.execute(statement)).scalars().all()
    found = [await lock(tx, request_id) for request_id in ids]
    return [
        request for request in found if request is not None and request.email in emails and request.is_open
    ]


async def waiting_for(
    tx: Reading, emails: Collection[str], member_ids: Collection[str]
) -> dict[int, str | None]:
    """Open requests of those who have these addresses, or are these members: their addresses by their ids."""
    theirs = or_(requests.c.email.in_(emails), requests.c.member_id.in_(member_ids))
    rows: Any = await tx.execute(select(requests.c.id, requests.c.email).where(_is_open, theirs))
    return {row.id: row.email for row in rows}


async def emails(tx: Reading) -> frozenset[str]:
    """The addresses that open requests wait for."""
    waiting = select(requests.c.email).where(_is_open, requests.c.email.is_not(None))
    return frozenset((await tx.execute(waiting)).scalars())


async def forget(tx: Transaction, settled_before: datetime, awaited_before: datetime) -> None:
    """Deletes what was settled long ago, and what waits for an address that never came."""
    old = ~_is_open & (requests.c.changed_at < settled_before)
    never = (requests.c.state == "awaited") & (requests.c.changed_at < awaited_before)
    await tx.execute(delete(requests).where(or_(old, never)))
