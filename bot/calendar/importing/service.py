"""Bringing a calendar in: first what would happen, then it happens, in one transaction, as a whole or not at all."""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from bot import access
from bot.access import Viewer
from bot.calendar.importing import taking
from bot.calendar.importing.errors import AnotherFile, NoFile, NotForPartners
from bot.calendar.importing.fetching import Fetched, fetch
from bot.calendar.importing.found import Contents
from bot.calendar.importing.reading import LARGEST_IN_SLACK, contents_of
from bot.calendar.importing.report import Report
from bot.calendar.importing.taking import ByMember, ByOperator, Groups, folded
from bot.calendar.planning.form import EVERYONE
from bot.errors import NotForYou, Refusal
from storage import channels
from storage import workspace as workspaces
from storage.database import Database, Reading

ALL: Final = ("everyone", "all", "tous", "toutes", "tout le monde", "todos", "todas")


@dataclass(frozen=True, slots=True)
class Asked:
    """Who brings something in, and for whom they may: what the groups are called, by channel."""

    viewer: Viewer
    groups: dict[str, str]

    @property
    def for_all(self) -> bool:
        return self.viewer.may_decide(None)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file's coming in did, or would do. `whom`: a channel's id, or EVERYONE; `digest`: of the file."""

    viewer: Viewer
    report: Report
    file_id: str
    whom: str
    digest: str


class CalendarImportService:
    def __init__(self, db: Database, client: AsyncWebClient) -> None:
        self._db = db
        self._client = client

    async def ask(self, member_id: str) -> Asked:
        """Raises NotForPartners for who decides on nothing."""
        async with self._db.read() as tx:
            return await _asked(tx, member_id)

    async def look(self, member_id: str, file_id: str, whom: str) -> Looked:
        """What would happen. Raises a Refusal if the file can't be read."""
        asked = await self.ask(member_id)
        fetched = await self._fetch(member_id, file_id)
        contents = await self._contents(fetched, asked.viewer.words.language)
        async with self._db.read() as tx:
            asked = await _asked(tx, member_id)
            channel_id = _channel(asked, whom)
            groups, importer = _by_name(asked), ByMember(asked.viewer)
            decided = await taking.decisions(tx, contents, channel_id, groups, importer)
        report = taking.report_of(decided, contents, is_done=False)
        return Looked(asked.viewer, report, file_id, whom, _digest(fetched))

    async def take(self, member_id: str, file_id: str, whom: str, digest: str) -> Looked:
        """Takes over what was looked at. Twice, it changes nothing the second time. Raises AnotherFile, or as `look` does."""
        asked = await self.ask(member_id)
        fetched = await self._fetch(member_id, file_id)
        if _digest(fetched) != digest:
            raise AnotherFile
        contents = await self._contents(fetched, asked.viewer.words.language)
        async with self._db.write() as tx:
            # Who presses twice waits here for the first press, and then finds that all is as it was.
            await tx.seen.first_time(f"calendar:import:{digest}:{whom}")
            asked = await _asked(tx, member_id)
            channel_id = _channel(asked, whom)
            groups, importer = _by_name(asked), ByMember(asked.viewer)
            decided = await taking.decisions(tx, contents, channel_id, groups, importer)
            await taking.carry_out(tx, decided, member_id)
        report = taking.report_of(decided, contents, is_done=True)
        return Looked(asked.viewer, report, file_id, whom, digest)

    async def load(self, name: str, content: bytes, group: str | None, *, dry_run: bool) -> Report:
        """The same for the command line. `group`: what it is called, None for everyone. Raises UnknownGroup, or as `look` does."""
        async with self._db.read() as tx:
            language = (await workspaces.get(tx)).language
        contents = await self._contents(Fetched(name, content), language, in_slack=False)
        async with self._db.write() as tx:
            named = await channels.groups(tx)
            groups = _folded(named, for_all=True)
            if group is not None and folded(group) not in groups:
                raise UnknownGroup(group)
            channel_id = groups[folded(group)] if group is not None else None
            decided = await taking.decisions(tx, contents, channel_id, groups, ByOperator())
            if not dry_run:
                await taking.carry_out(tx, decided, None)
        return taking.report_of(decided, contents, is_done=not dry_run)

    async def _fetch(self, member_id: str, file_id: str) -> Fetched:
        if not file_id:
            raise NoFile
        return await fetch(self._client, member_id, file_id, LARGEST_IN_SLACK)

    async def _contents(self, fetched: Fetched, language: str, *, in_slack: bool = True) -> Contents:
        """Read in a thread: others are answered meanwhile."""
        async with self._db.read() as tx:
            here, today = (await workspaces.get(tx)).timezone, tx.now.date()
        return await asyncio.to_thread(_contents, fetched, here, today, language, in_slack)


class UnknownGroup(Refusal):
    """The command line names a group that there is not."""

    def __init__(self, group: str) -> None:
        super().__init__(group)


def _contents(fetched: Fetched, here: str, today: date, language: str, in_slack: bool) -> Contents:
    limit = {"largest": LARGEST_IN_SLACK} if in_slack else {}
    return contents_of(fetched.name, fetched.content, here=here, today=today, language=language, **limit)


def _digest(fetched: Fetched) -> str:
    return hashlib.sha256(fetched.content).hexdigest()


async def _asked(tx: Reading, member_id: str) -> Asked:
    viewer = await access.visitor(tx, member_id)
    if viewer.is_secretariat:
        return Asked(viewer, await channels.groups(tx))
    mine = [
        place
        for place in viewer.places
        if place.kind == "group" and not place.is_archived and viewer.may_decide(place.id)
    ]
    if not mine or not viewer.member.is_person:
        raise NotForPartners
    return Asked(viewer, channels.told_apart([(place.id, place.title, place.name) for place in mine]))


def _channel(asked: Asked, whom: str) -> str | None:
    """Raises NotForYou."""
    if whom == EVERYONE and asked.for_all:
        return None
    if whom not in asked.groups:
        raise NotForYou
    return whom


def _by_name(asked: Asked) -> Groups:
    return _folded(asked.groups, for_all=asked.for_all)


def _folded(named: dict[str, str], *, for_all: bool) -> Groups:
    found: dict[str, str | None] = {folded(title): id_ for id_, title in named.items()}
    return {**(dict.fromkeys(map(folded, ALL)) if for_all else {}), **found}
