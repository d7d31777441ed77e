"""When a request to join is spoken of again: to the Secretariat, to whom it is new or who is reminded, and to the person, who is told how
it stands."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Text, cast, exists, func, literal, or_, select, update

from storage.database import Reading, Transaction
from storage.people import IS_PERSON, members
from storage.requests import DECIDABLE, FIELDS, Request, requests, row_of
from storage.workspace import workspace


def _quoted(column: Column[Any]) -> ColumnElement[str]:
    """An id as it stands in a list in JSON."""
    return literal('"') + column + literal('"')


_shown_in = cast(requests.c.shown_in, Text)
# Those who decide are the Secretariat: in its channel, or else each of them (`bot.groups.reviewing`).
_has_room = exists(select(workspace.c.id).where(workspace.c.secretariat_channel_id.is_not(None)))
_is_decidable = or_(*(requests.c.state == state for state in DECIDABLE))
IS_UNSEEN: Final = _is_decidable & or_(
    exists(
        select(workspace.c.id).where(
            workspace.c.secretariat_channel_id.is_not(None),
            ~_shown_in.contains(_quoted(workspace.c.secretariat_channel_id)),
        )
    ),
    ~_has_room
    & exists(
        select(members.c.id).where(
            members.c.is_secretariat, IS_PERSON, ~_shown_in.contains(_quoted(members.c.id))
        )
    ),
)


async def next_unseen(tx: Reading) -> int | None:
    """A request that waits for a decision, and that somebody who could decide on it has not been shown."""
    return (
        await tx.execute(select(requests.c.id).where(IS_UNSEEN).order_by(requests.c.id).limit(1))
    ).scalar()


async def claim_reminders(tx: Transaction) -> list[Request]:
    """Takes all requests that wait for somebody of the Secretariat, and of which it is to be reminded now."""
    due = (requests.c.remind_due_at <= tx.now) & requests.c.state.in_(DECIDABLE)
    statement = update(requests).where(due).values(remind_due_at=None).returning(*FIELDS)
    return sorted((row_of(row) for row in await tx.execute(statement)), key=lambda request: request.id)


async def next_to_tell(tx: Reading) -> str | None:
    """The member who has waited longest for a word about their requests: that it is not forgotten, or was declined."""
    due = or_(
        (requests.c.comfort_due_at <= tx.now) & (requests.c.state == "waiting"),
        (requests.c.tell_due_at <= tx.now) & (requests.c.state == "declined"),
    )
    moment = func.coalesce(requests.c.tell_due_at, requests.c.comfort_due_at)
    statement = select(requests.c.member_id).where(due, requests.c.member_id.is_not(None))
    return (await tx.execute(statement.order_by(moment).limit(1))).scalar()


async def postpone_words(tx: Transaction, member_id: str, due_at: datetime) -> None:
    """What is due to be told a member waits until then."""
    for column in (requests.c.comfort_due_at, requests.c.tell_due_at):
        late = (requests.c.member_id == member_id) & (column <= tx.now)
        await tx.execute(update(requests).where(late).values({column.name: due_at}))


async def claim_words(tx: Transaction, member_id: str) -> tuple[list[Request], list[Request]]:
    """Takes all of which a member is to hear now: what still waits, and what was declined."""
    found = []
    for column, state in ((requests.c.comfort_due_at, "waiting"), (requests.c.tell_due_at, "declined")):
        due = (requests.c.member_id == member_id) & (column <= tx.now) & (requests.c.state == state)
        statement = update(requests).where(due).values({column.name: None}).returning(*FIELDS)
        rows = [row_of(row) for row in await tx.execute(statement)]
        found.append(sorted(rows, key=lambda request: request.id))
    return found[0], found[1]


async def next_due(tx: Reading, *, reminders: bool) -> datetime | None:
    """When the next word about a request is due, to a person or, with `reminders`, to the Secretariat."""
    found = []
    for name, states in (
        *([("remind_due_at", DECIDABLE)] if reminders else ()),
        ("comfort_due_at", ("waiting",)),
        ("tell_due_at", ("declined",)),
    ):
        waiting = requests.c.state.in_(states)
        found.append((await tx.execute(select(func.min(requests.c[name])).where(waiting))).scalar())
    return min((moment for moment in found if moment is not None), default=None)
