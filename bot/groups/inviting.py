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
from bot.directory.exchange.delimited import decoded, rows_of_csv
from bot.directory.exchange.rows import UnreadableFile
from bot.errors import FieldErrors, NotForYou, Refusal
from bot.fingerprint import fingerprint
from bot.groups import bringing, deciding, entries, errors, finding, form_views, invite_views, listing, lists
from bot.groups.address_file import ADDRESSES, may_have
from bot.groups.entries import Entry
from bot.groups.finding import Addresses
from bot.groups.progress_views import Counted, only_looked
from bot.groups.requesting import seats
from bot.i18n import Words
from bot.lockout import Lockout
from storage import channels, groups, invitations, launch_lists
from storage.database import Database, Reading, Transaction
from storage.invitations import List

LARGEST: Final = 1_000_000  # octets of a file
READ_AGAIN: Final = timedelta(minutes=5)


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
            if await tx.seen.first_time(f"groups:list:{key}:{fingerprint(found)}"):
                await lists.take(tx, channel_id, member_id, found)
            return Started(viewer.words, n, channel_id)

    async def named(self, member_id: str, typed: str, file_ids: Sequence[str]) -> list[Entry]:
        """Everybody whom a text and a file name, each once. Raises FieldErrors."""
        found = entries.of_text(typed)
        if file_ids:
            found += await self._of_file(member_id, file_ids[0])
        found = list(dict.fromkeys(found))
        if len(found) > entries.MOST:
            raise FieldErrors({invite_views.PEOPLE: errors.TooMany(len(found), entries.MOST)})
        async with self._db.read() as tx:
            return await finding.recognised(tx, found)

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
        if taken is None:
            return False
        async with self._db.read() as tx:
            typed = lists.entries_of(await invitations.rows_of(tx, taken.id))
        addresses = await self._addresses(typed)
        async with self._db.read() as tx:
            rows = await finding.resolve(tx, taken.channel_id, typed, addresses)
        async with self._db.write() as tx:
            await launch_lists.touch(tx, taken.id)  # first: whoever holds a launch may want its list
            if await invitations.move(tx, taken.id, "reading", "looked"):
                await invitations.replace_rows(tx, taken.id, taken.channel_id, rows)
                await lists.tell(tx, taken.id)
        return True

    async def _addresses(self, typed: Sequence[Entry]) -> Addresses:
        """Whose they are, if there are any."""
        if not any(entry.email for entry in typed):
            return Addresses()
        return await finding.ask_slack(self._client, self._real, self._lockout)

    async def go(self, member_id: str, list_id: int) -> None:
        """It is done now, as it was told. Raises NotForYou, BeingDone, IsArchived, NotThere."""
        async with self._db.write() as tx:
            mine = await self._mine(tx, member_id, list_id)
            await deciding.group(tx, mine.channel_id)
            await channels.hold(tx, mine.channel_id)
            if mine.wave_at is not None or not await invitations.move(tx, list_id, "looked", "going"):
                raise errors.BeingDone
            await invitations.go(tx, list_id)
            await lists.tell(tx, list_id)

    async def try_again(self, member_id: str, list_id: int) -> None:
        """Whom Slack refused is invited once more. Raises NotForYou, BeingDone, IsArchived, NotThere."""
        async with self._db.write() as tx:
            mine = await self._mine(tx, member_id, list_id)
            await deciding.group(tx, mine.channel_id)
            await channels.hold(tx, mine.channel_id)
            if mine.wave_at is not None or not await invitations.again(tx, list_id):
                raise errors.BeingDone
            await lists.tell(tx, list_id)

    async def look_again(self, member_id: str, list_id: int) -> None:
        """Slack is asked once more who is meant. Raises NotForYou, BeingDone."""
        async with self._db.write() as tx:
            mine = await self._mine(tx, member_id, list_id)
            if mine.wave_at is not None or not await invitations.read_again(tx, list_id):
                raise errors.BeingDone

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
            await lists.tell(tx, list_id)

    async def addresses(self, member_id: str, list_id: int) -> Words:
        """Those that nobody here has come to this person as a file. Asked for again within a minute it is the same. Raises NotForYou."""
        async with self._db.write() as tx:
            viewer = await access.visitor(tx, member_id)
            about = await invitations.get_list(tx, list_id)
            if about is None or not may_have(viewer, about):
                raise NotForYou
            key = f"groups:addresses:{list_id}:{about.version}:{member_id}:{tx.now:%Y-%m-%dT%H:%M}"
            await tx.outbox.file(key, member_id, {"what": ADDRESSES, "id": list_id})
            return viewer.words

    @staticmethod
    async def _mine(tx: Transaction, member_id: str, list_id: int) -> List:
        await access.of_secretariat(tx, member_id)
        found = await invitations.get_list(tx, list_id)
        if found is None:
            raise NotForYou
        return found

    async def load(
        self, group: str, found: Sequence[Entry], addresses: Addresses, *, dry_run: bool
    ) -> Counted:
        """The same for the command line: looks, and unless it is a dry run, goes. Raises NoSuchGroup, IsArchived, NotThere."""
        async with self._db.read() as reading:
            channel = await named(reading, group)
            if channel is None:
                raise errors.NoSuchGroup
            await deciding.group(reading, channel.id)
            rows = await finding.resolve(reading, channel.id, found, addresses)
        if dry_run:
            return only_looked(channel.id, rows)
        async with self._db.write() as tx:
            await deciding.group(tx, channel.id)
            await channels.hold(tx, channel.id)
            list_id = await invitations.start_list(tx, channel.id, None, "going")
            await invitations.add_rows(tx, list_id, channel.id, rows)
            await invitations.go(tx, list_id)
            return await lists.counted(tx, list_id)

    async def count(self, list_id: int) -> Counted:
        async with self._db.read() as tx:
            return await lists.counted(tx, list_id)

    async def advance_next(self) -> bool:
        """Notes what Slack has answered, and puts the next few of a list into the outbox. False if there is nothing to do."""
        async with self._db.write() as tx:
            if await bringing.note_answers(tx) or await bringing.send_alone(tx):
                return True
            return any([await bringing.advance(tx, list_id) for list_id in await invitations.going(tx)])


async def named(tx: Reading, wanted: str) -> channels.Channel | None:
    """The group that goes by a name, a channel's name or an id. None if none does, or several do."""
    found = listing.meant(await groups.present(tx), wanted)
    return found[0] if len(found) == 1 else None


def of_table(content: bytes) -> list[Entry]:
    """Whom a CSV file names. Raises UnreadableFile."""
    return entries.of_rows([cells for _line, cells in rows_of_csv(decoded(content))])
