"""Use cases of inviting many at once: first it is said what would happen, then it is done, and told how it goes.

What was typed is a list of rows. Slack is asked outside of any transaction whose the addresses are. Then a few at a time are put into
the outbox, which brings each in once, whatever is killed; as it goes, the message that told of it is rewritten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from bot import access
from bot.calendar.importing.errors import NoFile
from bot.calendar.importing.fetching import fetch
from bot.clock import RealTime
from bot.directory.exchange.tables import UnreadableFile, decoded, rows_of_csv
from bot.errors import FieldErrors, NotForYou, Refusal
from bot.groups import deciding, entries, errors, finding, form_views, invite_views, listing, reviewing, rules
from bot.groups.entries import Entry
from bot.groups.invite_views import Counted
from bot.groups.requesting import seats
from bot.i18n import Words
from bot.lockout import Lockout
from storage import channels, groups, invitations, launches, people, requests
from storage import workspace as workspaces
from storage.database import Database, Reading, Transaction
from storage.invitations import Invitation, List

LARGEST: Final = 1_000_000  # octets of a file
READ_AGAIN: Final = timedelta(minutes=5)
AT_ONCE: Final = 50  # answers of Slack's that are noted in one transaction


@dataclass(frozen=True, slots=True)
class Started:
    """A list that is being read, as whoever made it is told at once."""

    words: Words
    n: int
    channel_id: str


class InvitationService:
    def __init__(self, db: Database, client: AsyncWebClient, real: RealTime, lockout: Lockout) -> None:
        self._db = db
        self._client = client
        self._real = real
        self._lockout = lockout

    async def blank(self, member_id: str, typed: str = "", here: str = "") -> invite_views.Blank:
        """What the form begins with; `typed`: the group that is meant, and people, as far as they were typed already; `here`: the
        channel in which it was typed, meant if no other is.

        Raises NotForYou, NoSuchGroup.
        """
        wanted, named = entries.group_and_people(typed)
        async with self._db.read() as tx:
            viewer = await access.of_secretariat(tx, member_id)
            known = await groups.present(tx)
            if not known:
                raise errors.NoSuchGroup
            found = listing.meant(known, wanted or here) if wanted or here else []
            chosen = found[0].id if len(found) == 1 else None
            return invite_views.Blank(viewer, known, chosen, named, await seats(tx))

    async def start(
        self, member_id: str, channel_id: str, typed: str, file_ids: Sequence[str], key: str
    ) -> Started:
        """Takes a list. Nobody is invited before its maker says so. `key`: of the form that was sent. Raises Refusal."""
        await self.blank(member_id)
        found = await self.named(member_id, typed, file_ids)
        n = sum(not entry.unreadable for entry in found)
        if not n:
            raise FieldErrors({invite_views.PEOPLE: errors.Nobody()})
        async with self._db.write() as tx:
            viewer = await access.of_secretariat(tx, member_id)
            try:
                await deciding.group(tx, channel_id)
            except Refusal as refusal:
                raise FieldErrors({form_views.GROUP: refusal}) from None
            if await tx.seen.first_time(f"groups:list:{key}"):
                await take(tx, channel_id, member_id, found)
            return Started(viewer.words, n, channel_id)

    async def named(self, member_id: str, typed: str, file_ids: Sequence[str]) -> list[Entry]:
        """Everybody whom a text and a file name, each once. Raises FieldErrors."""
        found = entries.of_text(typed)
        if file_ids:
            found += await self._of_file(member_id, file_ids[0])
        found = list(dict.fromkeys(found))
        if len(found) > entries.MOST:
            raise FieldErrors({invite_views.PEOPLE: errors.TooMany(len(found), entries.MOST)})
        return found

    async def _of_file(self, member_id: str, file_id: str) -> list[Entry]:
        try:
            fetched = await fetch(self._client, member_id, file_id, LARGEST)
            return of_table(fetched.content)
        except (NoFile, UnreadableFile, Refusal):
            raise FieldErrors({invite_views.FILE: errors.NoTable()}) from None

    async def read_next(self) -> bool:
        """Finds out who is meant in the next list, and tells its maker what would happen."""
        if not self._lockout.room(self._real.time(), 1):
            return False
        async with self._db.write() as tx:
            taken = await invitations.claim_reading(tx, tx.now + READ_AGAIN)
            rows = await invitations.rows_of(tx, taken.id) if taken else []
        if taken is None:
            return False
        needs_slack = any(row.email for row in rows)
        by_email = await finding.ids_by_email(self._client, self._real, self._lockout) if needs_slack else {}
        async with self._db.write() as tx:
            await launches.touch(tx, taken.id)  # first: whoever holds a launch may want its list
            if await invitations.move(tx, taken.id, "reading", "looked"):
                resolved = await self._resolve(tx, taken.channel_id, map(_entry, rows), by_email)
                await invitations.replace_rows(tx, taken.id, taken.channel_id, resolved)
                await tell(tx, taken.id)
        return True

    @staticmethod
    async def _resolve(
        tx: Reading, channel_id: str, found: "Sequence[Entry] | map[Entry]", by_email: dict[str, str]
    ) -> list[dict[str, object]]:
        inside = await channels.member_ids(tx, channel_id)
        return finding.resolved(found, await people.everyone(tx), by_email, inside)

    async def go(self, member_id: str, list_id: int) -> Counted:
        """It is done now, as it was told. Raises NotForYou, BeingDone, IsArchived, NotThere."""
        async with self._db.write() as tx:
            mine = await self._mine(tx, member_id, list_id)
            await deciding.group(tx, mine.channel_id)
            await channels.hold(tx, mine.channel_id)
            if mine.wave_at is not None or not await invitations.move(tx, list_id, "looked", "going"):
                raise errors.BeingDone
            await invitations.go(tx, list_id)
            await tell(tx, list_id)
            return await counted(tx, list_id)

    async def drop(self, member_id: str, list_id: int) -> None:
        """Nothing is done, or nothing more: who is invited stays so. Raises NotForYou, BeingDone."""
        async with self._db.write() as tx:
            mine = await self._mine(tx, member_id, list_id)
            await channels.hold(tx, mine.channel_id)
            if not any(
                [await invitations.move(tx, list_id, s, "dropped") for s in ("looked", "going", "held")]
            ):
                raise errors.BeingDone
            await invitations.drop(tx, list_id)
            await tell(tx, list_id)

    @staticmethod
    async def _mine(tx: Transaction, member_id: str, list_id: int) -> List:
        await access.of_secretariat(tx, member_id)
        found = await invitations.get_list(tx, list_id)
        if found is None:
            raise NotForYou
        return found

    async def load(
        self, group: str, found: Sequence[Entry], by_email: dict[str, str], *, dry_run: bool
    ) -> Counted:
        """The same for the command line: looks, and unless it is a dry run, goes. Raises NoSuchGroup, IsArchived, NotThere."""
        async with self._db.write() as tx:
            channel = await named(tx, group)
            if channel is None:
                raise errors.NoSuchGroup
            await deciding.group(tx, channel.id)
            await channels.hold(tx, channel.id)
            rows = await self._resolve(tx, channel.id, list(found), by_email)
            list_id = await invitations.start_list(tx, channel.id, None, "looked" if dry_run else "going")
            await invitations.add_rows(tx, list_id, channel.id, rows)
            if not dry_run:
                await invitations.go(tx, list_id)
            result = await counted(tx, list_id)
            if dry_run:
                await invitations.delete_list(tx, list_id)
            return result

    async def count(self, list_id: int) -> Counted:
        async with self._db.read() as tx:
            return await counted(tx, list_id)

    async def advance_next(self) -> bool:
        """Notes what Slack has answered, and puts the next few of a list into the outbox. False if there is nothing to do."""
        async with self._db.write() as tx:
            if await _note_answers(tx):
                return True
            alone = await invitations.ready_alone(tx, rules.BITE)
            for invitation in alone:
                await _send(tx, invitation)
            if alone:
                return True
            return any([await _advance(tx, list_id) for list_id in await invitations.going(tx)])


async def take(tx: Transaction, channel_id: str, made_by: str, found: Sequence[Entry]) -> int:
    """A new list, of which it is found out whom it means. Returns its id."""
    list_id = await invitations.start_list(tx, channel_id, made_by, "reading")
    await invitations.add_rows(tx, list_id, channel_id, [_as_typed(entry) for entry in found])
    return list_id


async def _note_answers(tx: Transaction) -> bool:
    told = set()
    answered = await invitations.answered(tx, AT_ONCE)
    for each in answered:
        for request_id in await requests.approved_of(tx, each.channel_id, each.member_id):
            await deciding.answered(tx, request_id, each.outcome, each.error)
        state = "done" if each.outcome == "sent" else "refused"
        is_news = await invitations.settle(tx, each.id, state, each.error)
        if is_news and each.list_id is not None:
            told.add(each.list_id)
    for list_id in sorted(told):
        await tell(tx, list_id)
    return bool(answered)


async def _advance(tx: Transaction, list_id: int) -> bool:
    """The next bite of a list, once the last one is answered; at its end, that it is done."""
    if not await invitations.hold_list(tx, list_id) or await invitations.in_flight(tx, list_id):
        return False
    ready = await invitations.take_ready(tx, list_id, rules.BITE)
    for invitation in ready:
        await _send(tx, invitation)
    if not ready and await invitations.move(tx, list_id, "going", "done"):
        await tell(tx, list_id)
        return True
    return bool(ready)


async def _send(tx: Transaction, invitation: Invitation) -> None:
    """Into the outbox; who has come in by another way since need not be invited."""
    here = await channels.membership(tx, invitation.channel_id, invitation.member_id or "")
    if here is not None and here.left_at is None:
        await invitations.change(tx, invitation.id, state="inside")
        return
    key = f"groups:invite:{invitation.id}"
    if invitation.member_id and await invitations.sent(tx, invitation.id, key):
        await tx.outbox.invite(key, invitation.channel_id, invitation.member_id)


async def tell(tx: Transaction, list_id: int) -> None:
    """The message to who made a list says how it stands: written once, and then anew. A list of the command line is the Secretariat's."""
    count, free = await counted(tx, list_id), await seats(tx)
    workspace, maker = await workspaces.get(tx), count.about.made_by
    version = await invitations.next_version(tx, list_id)
    for lane in [maker] if maker else await reviewing.reviewers(tx, workspace):
        words_, _zone = await reviewing.reader(tx, workspace, lane)
        text, blocks = invite_views.progress(count, words_, free)
        key = f"groups:list:{list_id}:{lane}"
        say = tx.outbox.post if lane == workspace.secretariat_channel_id else tx.outbox.direct
        if not await say(key, lane, text, blocks):
            await tx.outbox.update(f"{key}:{version}", lane, of=key, text=text, blocks=blocks)


async def counted(tx: Reading, list_id: int) -> Counted:
    """A list with all its rows. Raises LookupError if there is none."""
    found = await invitations.get_list(tx, list_id)
    if found is None:
        raise LookupError(f"no list {list_id}")
    return Counted(found, await invitations.rows_of(tx, list_id))


async def named(tx: Reading, wanted: str) -> channels.Channel | None:
    """The group that goes by a name, a channel's name or an id. None if none does, or several do."""
    found = listing.meant(await groups.present(tx), wanted)
    return found[0] if len(found) == 1 else None


def of_table(content: bytes) -> list[Entry]:
    """Whom a CSV file names. Raises UnreadableFile."""
    return entries.of_rows([cells for _line, cells in rows_of_csv(decoded(content))])


def _as_typed(entry: Entry) -> dict[str, str | None]:
    typed = entry.unreadable or (f"@{entry.name}" if entry.name else "")
    state = "unreadable" if entry.unreadable else "reading"
    row = {"typed": typed, "member_id": entry.member_id or None, "email": entry.email or None}
    return row | {"state": state, "error": ""}


def _entry(row: Invitation) -> Entry:
    if row.state == "unreadable":
        return Entry(unreadable=row.typed)
    return Entry(row.member_id or "", row.email or "", row.typed.removeprefix("@"))
