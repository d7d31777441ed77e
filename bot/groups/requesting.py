"""Use cases of requests to join: asking, deciding, withdrawing, what comes from outside, and what must not lie forgotten."""

import asyncio
from datetime import datetime
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import access
from bot.access import Viewer
from bot.directory.profile.rules import one_line
from bot.errors import FieldErrors, Gone, NotForYou
from bot.groups import (
    deciding,
    entries,
    errors,
    finding,
    form_views,
    listing,
    person_views,
    review_views,
    reviewing,
    rules,
)
from bot.groups.form_views import Asking, Seats
from bot.groups.review_views import Case
from bot.i18n import zone
from bot.slack import UNREADABLE
from storage import channels, directory, groups, people, requests
from storage import workspace as workspaces
from storage.database import Database, Reading

PATIENCE: Final = (
    1.5  # seconds that Slack has to say whose address it is, of the three in which a form must be answered
)


class RequestService:
    def __init__(self, db: Database, client: AsyncWebClient) -> None:
        self._db = db
        self._client = client

    async def asking(self, member_id: str, channel_id: str | None = None, wanted: str = "") -> Asking:
        """What the form to ask with begins with: for one group, for that whose name was typed, or to choose. Raises Refusal."""
        async with self._db.read() as tx:
            viewer = await access.visitor(tx, member_id)
            askable = await _askable(tx, viewer)
            if channel_id is not None:
                await _may_ask(tx, viewer, channel_id)
            found = listing.meant(askable, wanted) if wanted else []
            chosen = next((c for c in askable if c.id == channel_id), found[0] if len(found) == 1 else None)
            if not askable:
                raise errors.NoSuchGroup
            profile = await directory.get(tx, member_id)
            term = profile.organisation if profile else None
            organisation = term.said(viewer.words.language) if term else ""
            return Asking(viewer, found if len(found) > 1 else askable, chosen, organisation)

    async def ask(self, member_id: str, channel_id: str, fields: dict[str, Any]) -> Case:
        """Asks to join a group: the Secretariat sees it at once. Raises Refusal."""
        why, organisation = (
            _paragraphs(fields.get(form_views.WHY)),
            _line(fields.get(form_views.ORGANISATION)),
        )
        async with self._db.write() as tx:
            viewer = await access.visitor(tx, member_id)
            await _may_ask(tx, viewer, channel_id)
            if not why:
                raise FieldErrors({form_views.WHY: errors.Needed()})
            request_id = await requests.add(
                tx,
                channel_id=channel_id,
                member_id=member_id,
                organisation=organisation[: rules.LONGEST_ORGANISATION],
                why=why[: rules.LONGEST_WHY],
                remind_due_at=rules.remind_due(tx.now, zone(viewer.workspace.timezone)),
                comfort_due_at=rules.comfort_due(tx.now, viewer.zone),
            )
            if request_id is None:
                raise errors.AlreadyAsked
            await requests.note(tx, request_id, "asked", member_id)
            await reviewing.show(tx, request_id)
            return await _case(tx, viewer, request_id)

    async def enter(self, member_id: str, fields: dict[str, Any]) -> Case:
        """A request that reached the Secretariat by other ways. Somebody in the workspace is found by their address. Raises Refusal."""
        email, name = (
            entries.email_of(str(fields.get(form_views.EMAIL) or "")),
            _line(fields.get(form_views.NAME)),
        )
        if not entries.is_email(email):
            raise FieldErrors({form_views.EMAIL: errors.NoEmail()})
        if not name:
            raise FieldErrors({form_views.NAME: errors.Needed()})
        known = await self._whose(email)
        async with self._db.write() as tx:
            viewer = await access.of_secretariat(tx, member_id)
            channel_id = str(fields.get(form_views.GROUP) or "")
            if channel_id not in {channel.id for channel in await groups.present(tx)}:
                raise FieldErrors({form_views.GROUP: errors.NoSuchGroup()})
            member = await people.get(tx, known) if known else None
            if member is not None and not member.is_person:
                member = None
            if member is not None and member.id in await channels.member_ids(tx, channel_id):
                raise FieldErrors({form_views.EMAIL: errors.IsIn(member.id)})
            request_id = await requests.add(
                tx,
                channel_id=channel_id,
                member_id=member.id if member else None,
                entered_by=member_id,
                name=name[: rules.LONGEST_NAME],
                email=None if member else email,
                organisation=_line(fields.get(form_views.ORGANISATION))[: rules.LONGEST_ORGANISATION],
                why=_paragraphs(fields.get(form_views.WHY))[: rules.LONGEST_WHY],
                remind_due_at=rules.remind_due(tx.now, zone(viewer.workspace.timezone)),
            )
            if request_id is None:
                raise FieldErrors({form_views.EMAIL: errors.AskedFor()})
            await requests.note(tx, request_id, "entered", member_id)
            await reviewing.show(tx, request_id)
            return await _case(tx, viewer, request_id)

    async def _whose(self, email: str) -> str | None:
        """Who has an address in Slack. None: nobody, or Slack can't say now; then they are found when people are next compared."""
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await self._client.users_lookupByEmail(email=email)
        except (SlackApiError, aiohttp.ClientError, OSError, *UNREADABLE):
            return None
        return finding.id_of(answer.get("user"))

    async def approve(self, member_id: str, reference: str) -> Case:
        """Raises Refusal: NotForYou, Decided, IsArchived, NotThere."""
        request_id, _version = review_views.parse(reference)
        async with self._db.write() as tx:
            viewer = await access.visitor(tx, member_id)
            await deciding.approve(tx, viewer, request_id)
            return await _case(tx, viewer, request_id)

    async def decline(self, member_id: str, reference: str, grounds: str, reason: str) -> Case:
        """Raises Refusal: NotForYou, Decided, FieldErrors."""
        request_id, _version = review_views.parse(reference)
        async with self._db.write() as tx:
            viewer = await access.visitor(tx, member_id)
            await deciding.decline(tx, viewer, request_id, grounds, reason)
            return await _case(tx, viewer, request_id)

    async def withdraw(self, member_id: str, request_id: int) -> Case:
        """Raises Refusal: NotForYou, Decided."""
        async with self._db.write() as tx:
            viewer = await access.visitor(tx, member_id)
            await deciding.withdraw(tx, viewer, request_id)
            return await _case(tx, viewer, request_id)

    async def one(self, member_id: str, request_id: int) -> Case:
        """A request with all its steps, for the Secretariat. Raises NotForYou."""
        async with self._db.read() as tx:
            return await _case(tx, await access.of_secretariat(tx, member_id), request_id, whole=True)

    async def decidable(self, member_id: str, reference: str) -> Case:
        """A request that can be declined now. Raises NotForYou, Decided."""
        request_id, _version = review_views.parse(reference)
        found = await self.one(member_id, request_id)
        if found.request.state not in deciding.DECIDABLE:
            raise errors.Decided(found.request.changed_by, found.request.state)
        return found

    async def open(self, member_id: str) -> tuple[Viewer, list[Case]]:
        """All open requests for the Secretariat, for others their own."""
        async with self._db.read() as tx:
            viewer = await access.visitor(tx, member_id)
            found = await (
                requests.all_open(tx) if viewer.is_secretariat else requests.open_of(tx, viewer.id)
            )
            return viewer, await reviewing.cases(tx, found, viewer.words, viewer.zone)

    async def blank(self, member_id: str) -> tuple[Viewer, list[channels.Channel], Seats]:
        """What the Secretariat's forms begin with. Raises NotForYou; NoSuchGroup if there is no group."""
        async with self._db.read() as tx:
            viewer = await access.of_secretariat(tx, member_id)
            known = await groups.present(tx)
            if not known:
                raise errors.NoSuchGroup
            return viewer, known, await seats(tx)

    async def follow_next(self) -> bool:
        """Settles the next request whose person is in the channel by now, or has left the workspace."""
        async with self._db.write() as tx:
            if (request_id := await requests.next_that_joined(tx)) is not None:
                await deciding.joined(tx, request_id)
                return True
            if (request_id := await requests.next_of_the_gone(tx)) is not None:
                await deciding.lapse(tx, request_id)
                return True
        return False

    async def remind_next(self) -> bool:
        """Reminds the Secretariat of all requests that have been lying, in one message."""
        async with self._db.write() as tx:
            lying = await requests.claim_reminders(tx)
            if not lying:
                return False
            workspace = await workspaces.get(tx)
            for request in lying:
                await requests.note(tx, request.id, "reminded", None)
            key = f"groups:reminder:{lying[0].id}:{tx.now.isoformat()}"
            for lane in await reviewing.reviewers(tx, workspace):
                words_, zone_ = await reviewing.reader(tx, workspace, lane)
                message = review_views.reminder(words_, await reviewing.cases(tx, lying, words_, zone_))
                say = tx.outbox.post if lane == workspace.secretariat_channel_id else tx.outbox.direct
                await say(f"{key}:{lane}", lane, *message)
            return True

    async def tell_next(self) -> bool:
        """Tells the next person who is due what became of their requests, or that they are not forgotten: in one message."""
        async with self._db.write() as tx:
            member_id = await requests.next_to_tell(tx)
            if member_id is None:
                return False
            viewer = await access.viewer(tx, member_id)
            later = rules.word_due(tx.now, viewer.zone)
            if later > tx.now:
                await requests.postpone_words(tx, member_id, later)
                return True
            waiting, declined = await requests.claim_words(tx, member_id)
            if viewer.member.is_person and (waiting or declined):
                about = [
                    await reviewing.cases(tx, each, viewer.words, viewer.zone) for each in (waiting, declined)
                ]
                message = person_views.words_to(viewer.words, *about)
                ids = ",".join(str(request.id) for request in (*waiting, *declined))
                await tx.outbox.direct(f"groups:word:{ids}:{tx.now.isoformat()}", member_id, *message)
            return True

    async def next_due(self) -> datetime | None:
        async with self._db.read() as tx:
            return await requests.next_due(tx)


async def seats(tx: Reading) -> Seats:
    taken, guests = await groups.seats_taken(tx)
    workspace = await workspaces.get(tx)
    return Seats(rules.seats_left(workspace.seats, taken), taken, guests)


async def _case(tx: Reading, viewer: Viewer, request_id: int, *, whole: bool = False) -> Case:
    request = await requests.get(tx, request_id)
    if request is None:
        raise Gone
    return await reviewing.case_for(tx, request, viewer.words, viewer.zone, whole=whole)


async def _askable(tx: Reading, viewer: Viewer) -> list[channels.Channel]:
    """The groups that somebody may ask to join now."""
    asked = {request.channel_id for request in await requests.open_of(tx, viewer.id)}
    known = await listing.known_to(tx, viewer)
    return [
        channel
        for channel in known
        if channel.id not in viewer.channels
        and channel.id not in asked
        and not listing.is_open_to(viewer, channel)
    ]


async def _may_ask(tx: Reading, viewer: Viewer, channel_id: str) -> None:
    """Raises NotForYou, NoSuchGroup, AlreadyIn, OpenToAll, AlreadyAsked."""
    if not viewer.member.is_person:
        raise NotForYou
    channel = next((each for each in await listing.known_to(tx, viewer) if each.id == channel_id), None)
    if channel is None:
        raise errors.NoSuchGroup
    if channel_id in viewer.channels:
        raise errors.AlreadyIn(channel_id)
    if listing.is_open_to(viewer, channel):
        raise errors.OpenToAll(channel_id)
    if channel_id in {request.channel_id for request in await requests.open_of(tx, viewer.id)}:
        raise errors.AlreadyAsked


def _line(typed: object) -> str:
    return one_line(str(typed or ""))


def _paragraphs(typed: object) -> str:
    return "\n".join(one_line(line) for line in str(typed or "").splitlines()).strip()
