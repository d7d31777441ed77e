"""Use cases of requests to join: asking, deciding, withdrawing, what comes from outside, and what must not lie forgotten."""

import asyncio
from datetime import datetime
from typing import Any, Final, NamedTuple

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import access
from bot.access import Viewer
from bot.errors import FieldErrors, Gone
from bot.groups import (
    asking,
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
from bot.slack import UNREADABLE, refused
from storage import channels, directory, groups, people, request_words, requests
from storage import workspace as workspaces
from storage.database import Database, Reading

PATIENCE: Final = (
    1.5  # seconds that Slack has to say whose address it is, of the three in which a form must be answered
)


class Entered(NamedTuple):
    """A request from outside. `is_hidden`: Slack shows us no addresses, so that the person may be here, or come, and not be found."""

    case: Case
    is_hidden: bool


class RequestService:
    def __init__(self, db: Database, client: AsyncWebClient) -> None:
        self._db = db
        self._client = client

    async def asking(self, member_id: str, channel_id: str | None = None, wanted: str = "") -> Asking:
        """What the form to ask with begins with: for one group, for that whose name was typed, or to choose. Raises Refusal."""
        async with self._db.read() as tx:
            viewer = await access.visitor(tx, member_id)
            askable = await asking.askable(tx, viewer)
            if channel_id is not None:
                await asking.may_ask(tx, viewer, channel_id)
            found = listing.meant(askable, wanted) if wanted else []
            chosen = next((c for c in askable if c.id == channel_id), found[0] if len(found) == 1 else None)
            if not askable:
                raise errors.NoSuchGroup
            profile = await directory.get(tx, member_id)
            term = profile.organisation if profile else None
            # What they typed themselves, or else what they published.
            organisation = await requests.last_organisation(tx, member_id)
            if not organisation and term:
                organisation = term.said(viewer.words.language)
            return Asking(viewer, found if len(found) > 1 else askable, chosen, organisation)

    async def ask(self, member_id: str, channel_id: str, fields: dict[str, Any]) -> Case:
        """Asks to join a group: the Secretariat sees it at once. Raises Refusal."""
        why, organisation = (
            asking.paragraphs(fields.get(form_views.WHY)),
            asking.line(fields.get(form_views.ORGANISATION)),
        )
        async with self._db.write() as tx:
            viewer = await access.visitor(tx, member_id)
            await asking.may_ask(tx, viewer, channel_id)
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

    async def enter(self, member_id: str, fields: dict[str, Any]) -> Entered:
        """A request that reached the Secretariat by other ways. Somebody in the workspace is found by their address. Raises Refusal."""
        email, name = (
            entries.email_of(str(fields.get(form_views.EMAIL) or "")),
            asking.line(fields.get(form_views.NAME)),
        )
        if not entries.is_email(email):
            raise FieldErrors({form_views.EMAIL: errors.NoEmail()})
        if not name:
            raise FieldErrors({form_views.NAME: errors.Needed()})
        known, is_hidden = await self._whose(email)
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
                organisation=asking.line(fields.get(form_views.ORGANISATION))[: rules.LONGEST_ORGANISATION],
                why=asking.paragraphs(fields.get(form_views.WHY))[: rules.LONGEST_WHY],
                remind_due_at=rules.remind_due(tx.now, zone(viewer.workspace.timezone)),
            )
            if request_id is None:
                raise FieldErrors({form_views.EMAIL: errors.AskedFor()})
            await requests.note(tx, request_id, "entered", member_id)
            await reviewing.show(tx, request_id)
            return Entered(await _case(tx, viewer, request_id), is_hidden)

    async def _whose(self, email: str) -> tuple[str | None, bool]:
        """Who has an address in Slack, and whether Slack shows us no addresses. Nobody, too, if Slack can't say now: then they are found
        when people are next compared."""
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await self._client.users_lookupByEmail(email=email)
        except SlackApiError as error:
            return None, refused(error).error == "missing_scope"
        except (aiohttp.ClientError, OSError, *UNREADABLE):
            return None, False
        return finding.id_of(answer.get("user")), False

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
        if found.request.state not in requests.DECIDABLE:
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
        """Settles the next request whose person is in the channel by now, or has left; and shows to new reviewers what waits."""
        async with self._db.write() as tx:
            if (request_id := await requests.next_that_joined(tx)) is not None:
                await deciding.joined(tx, request_id)
                return True
            if (request_id := await requests.next_of_the_gone(tx)) is not None:
                await deciding.lapse(tx, request_id)
                return True
            return await reviewing.show_next(tx)

    async def remind_next(self) -> bool:
        """Reminds the Secretariat of all requests that have been lying, in one message. As long as there is nobody, they wait."""
        async with self._db.write() as tx:
            workspace = await workspaces.get(tx)
            reviewers = await reviewing.reviewers(tx, workspace)
            lying = await request_words.claim_reminders(tx) if reviewers else []
            if not lying:
                return False
            for request in lying:
                await requests.note(tx, request.id, "reminded", None)
            key = f"groups:reminder:{lying[0].id}:{tx.now.isoformat()}"
            for lane in reviewers:
                words_, zone_ = await reviewing.reader(tx, workspace, lane)
                message = review_views.reminder(words_, await reviewing.cases(tx, lying, words_, zone_))
                say = tx.outbox.post if lane == workspace.secretariat_channel_id else tx.outbox.direct
                await say(f"{key}:{lane}", lane, *message)
            return True

    async def tell_next(self) -> bool:
        """Tells the next person who is due what became of their requests, or that they are not forgotten: in one message."""
        async with self._db.write() as tx:
            member_id = await request_words.next_to_tell(tx)
            if member_id is None:
                return False
            viewer = await access.viewer(tx, member_id)
            later = rules.word_due(tx.now, viewer.zone)
            if later > tx.now:
                await request_words.postpone_words(tx, member_id, later)
                return True
            waiting, declined = await request_words.claim_words(tx, member_id)
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
            reviewers = await reviewing.reviewers(tx, await workspaces.get(tx))
            return await request_words.next_due(tx, reminders=bool(reviewers))


async def seats(tx: Reading) -> Seats:
    taken, guests = await groups.seats_taken(tx)
    workspace = await workspaces.get(tx)
    return Seats(rules.seats_left(workspace.seats, taken), taken, guests)


async def _case(tx: Reading, viewer: Viewer, request_id: int, *, whole: bool = False) -> Case:
    request = await requests.get(tx, request_id)
    if request is None:
        raise Gone
    return await reviewing.case_for(tx, request, viewer.words, viewer.zone, whole=whole)
