"""A list of people to invite, in a transaction that is given: taken as it was typed, counted, and told of to who made it."""

from collections.abc import Sequence

from bot.groups import progress_views, reviewing
from bot.groups.entries import Entry
from bot.groups.progress_views import Counted
from bot.groups.requesting import seats
from storage import channels, invitations
from storage import workspace as workspaces
from storage.database import Reading, Transaction
from storage.invitations import Invitation


async def take(tx: Transaction, channel_id: str, made_by: str, found: Sequence[Entry]) -> int:
    """A new list, of which it is found out whom it means. Returns its id."""
    list_id = await invitations.start_list(tx, channel_id, made_by, "reading")
    await invitations.add_rows(tx, list_id, channel_id, [_as_typed(entry) for entry in found])
    return list_id


def entries_of(rows: Sequence[Invitation]) -> list[Entry]:
    """What was typed, out of the rows of a list that is to be read."""
    return [
        Entry(unreadable=row.typed)
        if row.state == "unreadable"
        else Entry(row.member_id or "", row.email or "", row.typed.removeprefix("@"))
        for row in rows
    ]


def _as_typed(entry: Entry) -> dict[str, str | None]:
    typed = entry.unreadable or (f"@{entry.name}" if entry.name else "")
    state = "unreadable" if entry.unreadable else "reading"
    row = {"typed": typed, "member_id": entry.member_id or None, "email": entry.email or None}
    return row | {"state": state, "error": ""}


async def counted(tx: Reading, list_id: int) -> Counted:
    """A list with all its rows. Raises LookupError if there is none."""
    found = await invitations.get_list(tx, list_id)
    if found is None:
        raise LookupError(f"no list {list_id}")
    titles = await channels.titles(tx, [found.channel_id])
    return Counted(found, await invitations.rows_of(tx, list_id), titles.get(found.channel_id) or "")


async def tell(tx: Transaction, list_id: int) -> None:
    """The message to who made a list says how it stands: written once, and then anew. A list of the command line is the Secretariat's."""
    count, free = await counted(tx, list_id), await seats(tx)
    workspace, maker = await workspaces.get(tx), count.about.made_by
    version = await invitations.next_version(tx, list_id)
    for lane in [maker] if maker else await reviewing.reviewers(tx, workspace):
        words_, _zone = await reviewing.reader(tx, workspace, lane)
        text, blocks = progress_views.progress(count, words_, free)
        key = f"groups:list:{list_id}:{lane}"
        say = tx.outbox.post if lane == workspace.secretariat_channel_id else tx.outbox.direct
        if not await say(key, lane, text, blocks):
            await tx.outbox.update(f"{key}:{version}", lane, of=key, text=text, blocks=blocks)
