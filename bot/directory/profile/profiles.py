"""People keep their own profiles: what they say, who may see it, and whether they are listed at all."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import structlog

from bot import access
from bot.access import Viewer
from bot.directory.profile import choices, listing, own, reach
from bot.directory.profile.choices import Choices
from bot.directory.profile.chosen import Chosen, chosen_by
from bot.directory.profile.form import draft_of
from bot.directory.profile.listing import Follower
from bot.directory.profile.own import OwnProfile
from bot.directory.profile.rules import Draft
from bot.directory.search.knowledge import known_terms
from bot.directory.sight import PARTS
from bot.directory.words import countries, languages
from bot.fingerprint import fingerprint
from storage import directory, onboarding, people, vocabulary
from storage.database import Database, Transaction
from storage.directory import Reach
from storage.vocabulary import Kind

log = structlog.get_logger(__name__)


class ProfileService:
    """What a person does with their own profile."""

    def __init__(self, db: Database, followers: Sequence[Follower] = ()) -> None:
        self._db = db
        self._followers = followers

    async def own(self, member_id: str) -> OwnProfile:
        """A member's own profile; empty if they have none. Raises NotForYou for bots and the deactivated, ForMembers."""
        async with self._db.read() as tx:
            return await own.load(tx, await access.person(tx, member_id))

    async def save(self, member_id: str, entered: Mapping[str, Any], key: str) -> OwnProfile:
        """Saves what was entered, by block id, and publishes or unlists the profile at once.

        `key` names the form: the same sent again changes nothing; what was changed in it since is saved, since whoever got no answer in
        time has the same form before them still. Raises FieldErrors for what is wrong, with nothing saved.
        """
        draft = draft_of(entered)
        async with self._db.write() as tx:
            viewer = await access.person(tx, member_id)
            if await tx.seen.first_time(f"profile:{member_id}:{key}:{fingerprint(entered)}"):
                await people.save(tx, member_id)
                chosen = await chosen_by(tx, viewer, draft)
                await self._save(tx, viewer, draft, chosen)
            return await own.load(tx, viewer)

    async def _save(self, tx: Transaction, viewer: Viewer, draft: Draft, chosen: Chosen) -> None:
        known = await listing.held(tx, viewer.id)
        # Whoever stays listed keeps their place among the newest.
        since = known.published_at if known and known.published_at else tx.now
        await directory.save(
            tx,
            viewer.id,
            role=draft.role,
            organisation_id=chosen.organisation.id if chosen.organisation else None,
            sector=draft.sector,
            country=draft.country,
            works_in=list(draft.works_in),
            fields=[term.id for term in chosen.fields],
            own_names=chosen.own_names,
            languages=list(draft.languages),
            offers=draft.offers,
            seeks=draft.seeks,
            website=draft.website,
            reach=_reach(draft, known.reach if known else {}),
            may_introduce=draft.may_introduce,
            published_at=since if draft.is_listed else None,
            drafted_at=None,  # whoever has saved it has made it their own
        )
        if draft.is_listed:
            await onboarding.mark(tx, viewer.id, "profile")
        await listing.changed(tx, viewer.id, known, self._followers)
        log.info("profile saved", member=viewer.id, listed=draft.is_listed)

    async def set_listed(self, member_id: str, listed: bool, *, version: str | None = None) -> OwnProfile:
        """Lists the profile as it is, or takes it off the list, at once. Raises NothingToShow if there is nothing in it.

        `version`: that of the draft that they saw (`OwnProfile.version`). If it is another one by now, nothing is changed.
        """
        async with self._db.write() as tx:
            viewer = await access.person(tx, member_id)
            if listed:
                await directory.lock(tx, [member_id])
                before = await own.load(tx, viewer)
                if before.is_draft and version is not None and before.version != version:
                    return before
                await listing.publish(tx, member_id, self._followers)
            else:
                await listing.unlist(tx, member_id, self._followers)
            return await own.load(tx, viewer)

    async def save_reach(self, member_id: str, entered: Mapping[str, Any], key: str) -> OwnProfile:
        """Saves who may see which part, by block id. A part that was not asked about stays as it is. Raises FieldErrors."""
        chosen = reach.chosen(entered)
        async with self._db.write() as tx:
            viewer = await access.person(tx, member_id)
            if await tx.seen.first_time(f"profile:reach:{member_id}:{key}:{fingerprint(entered)}"):
                await people.save(tx, member_id)
                known = await listing.held(tx, member_id)
                before = known.reach if known else {}
                await directory.save(tx, member_id, reach=_kept({**before, **chosen}))
                await listing.changed(tx, member_id, known, self._followers)
                log.info("profile reach saved", member=member_id)
            return await own.load(tx, viewer)

    async def organisations(self, member_id: str, typed: str) -> Choices:
        """Organisations that fit what was typed, of those that the member may know, and the typed one as a new one."""
        return await self._terms(member_id, "organisation", typed)

    async def fields(self, member_id: str, typed: str) -> Choices:
        """Fields of expertise that fit what was typed, of those that the member may know, and the typed one as a new one."""
        return await self._terms(member_id, "field", typed)

    async def countries(self, member_id: str, typed: str) -> Choices:
        """Countries that fit what was typed, best first, in the member's language."""
        viewer = await self._reader(member_id)
        return choices.entries(viewer, countries.entries(viewer.words.language), typed)

    async def languages(self, member_id: str, typed: str) -> Choices:
        """Languages that fit what was typed, best first, in the member's language."""
        viewer = await self._reader(member_id)
        return choices.entries(viewer, languages.entries(viewer.words.language), typed)

    async def _reader(self, member_id: str) -> Viewer:
        async with self._db.read() as tx:
            return await access.person(tx, member_id)

    async def _terms(self, member_id: str, kind: Kind, typed: str) -> Choices:
        async with self._db.read() as tx:
            viewer = await access.person(tx, member_id)
            known = await known_terms(tx, viewer, kind)
            names = await vocabulary.names_of(tx, [term.id for term in known])
        # Beside the loop: there may be thousands to compare with.
        return await asyncio.to_thread(choices.of_terms, viewer, known, names, typed)


def _reach(draft: Draft, before: Mapping[str, int]) -> dict[str, int]:
    match draft.who:
        case "everyone":
            return {}
        case "groups":
            return dict.fromkeys(PARTS, int(Reach.GROUPS))
        case "parts":
            return dict(before)


def _kept(by_part: Mapping[str, int]) -> dict[str, int]:
    """Only what is not for everyone is written down."""
    return {part: by_part[part] for part in PARTS if by_part.get(part, Reach.EVERYONE) != Reach.EVERYONE}
