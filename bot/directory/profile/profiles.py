"""People keep their own profiles: what they say, who may see it, and whether they are listed at all."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from bot import access
from bot.access import Viewer
from bot.directory.profile import choices, own, reach
from bot.directory.profile.choices import Choices
from bot.directory.profile.errors import NothingToShow, NotOnTheList
from bot.directory.profile.form import FIELDS, ORGANISATION, draft_of
from bot.directory.profile.own import OwnProfile
from bot.directory.profile.rules import Choice, Draft
from bot.directory.search import index
from bot.directory.search.knowledge import known_terms
from bot.directory.sight import PARTS
from bot.directory.vocabulary import terms
from bot.directory.words import countries, languages
from bot.errors import FieldErrors, Refusal
from storage import directory, onboarding, people, vocabulary
from storage.database import Database, Transaction
from storage.directory import Profile, Reach
from storage.vocabulary import Kind, Term

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The terms that were chosen: known ones, and those that are new."""

    organisation: Term | None
    fields: tuple[Term, ...]


class ProfileService:
    """What a person does with their own profile."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def own(self, member_id: str) -> OwnProfile:
        """A member's own profile; empty if they have none. Raises NotForYou for bots and the deactivated, ForMembers."""
        async with self._db.read() as tx:
            return await own.load(tx, await access.person(tx, member_id))

    async def save(self, member_id: str, entered: Mapping[str, Any], key: str) -> OwnProfile:
        """Saves what was entered, by block id, and publishes or unlists the profile at once.

        `key` names the submission: a repeated one changes nothing. Raises FieldErrors for what is wrong, with nothing saved.
        """
        draft = draft_of(entered)
        async with self._db.write() as tx:
            viewer = await access.person(tx, member_id)
            if await tx.seen.first_time(f"profile:{member_id}:{key}"):
                await people.save(tx, member_id)
                chosen = await _chosen(tx, viewer, draft)
                await _save(tx, viewer, draft, chosen)
            return await own.load(tx, viewer)

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
                await publish(tx, member_id)
            else:
                await _unlist(tx, member_id)
            return await own.load(tx, viewer)

    async def save_reach(self, member_id: str, entered: Mapping[str, Any], key: str) -> OwnProfile:
        """Saves who may see which part, by block id. A part that was not asked about stays as it is. Raises FieldErrors."""
        chosen = reach.chosen(entered)
        async with self._db.write() as tx:
            viewer = await access.person(tx, member_id)
            if await tx.seen.first_time(f"profile:reach:{member_id}:{key}"):
                await people.save(tx, member_id)
                known = await _held(tx, member_id)
                before = known.reach if known else {}
                await directory.save(tx, member_id, reach=_kept({**before, **chosen}))
                await index.refresh(tx, member_id)
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


async def publish(tx: Transaction, member_id: str) -> None:
    """Lists a member's profile as it is, a draft of the Secretariat's too. Only ever because the member themselves pressed a button.

    Raises NothingToShow if there is nothing in it. Who is listed already keeps their place among the newest.
    """
    known = await _held(tx, member_id)
    if known is None or own.is_empty(known):
        raise NothingToShow
    await directory.save(tx, member_id, published_at=known.published_at or tx.now, drafted_at=None)
    await onboarding.mark(tx, member_id, "profile")
    await index.refresh(tx, member_id)
    log.info("profile listed", member=member_id)


async def _unlist(tx: Transaction, member_id: str) -> None:
    if await directory.get(tx, member_id) is not None:
        await directory.save(tx, member_id, published_at=None, drafted_at=None)
        await index.refresh(tx, member_id)
        log.info("profile unlisted", member=member_id)


async def _held(tx: Transaction, member_id: str) -> Profile | None:
    """A profile as nobody else can change it until we have committed: what is kept of it is what it has."""
    await directory.lock(tx, [member_id])
    return await directory.get(tx, member_id)


async def _chosen(tx: Transaction, viewer: Viewer, draft: Draft) -> _Chosen:
    """The terms behind what was chosen. Raises FieldErrors."""
    wrong: dict[str, Refusal] = {}
    organisation: list[Term] = []
    fields: list[Term] = []
    try:
        organisation = await _terms(
            tx, viewer, "organisation", [draft.organisation] if draft.organisation else []
        )
    except Refusal as refusal:
        wrong[ORGANISATION] = refusal
    try:
        fields = await _terms(tx, viewer, "field", draft.fields)
    except Refusal as refusal:
        wrong[FIELDS] = refusal
    if wrong:
        raise FieldErrors(wrong)
    return _Chosen(organisation[0] if organisation else None, tuple(fields))


async def _terms(tx: Transaction, viewer: Viewer, kind: Kind, chosen: Sequence[Choice]) -> list[Term]:
    """The terms that were chosen, new ones made. Raises NotOnTheList, NoName."""
    turns = await terms.turns(tx, kind, [choice.name for choice in chosen if choice.term_id is None])
    in_turn = sorted(chosen, key=lambda c: turns[c.name] if c.term_id is None else terms.turn_of(c.term_id))
    taken = {choice: await _term(tx, kind, choice) for choice in in_turn}
    found = [taken[choice] for choice in chosen]
    picked = {term.id for term, choice in zip(found, chosen, strict=True) if choice.term_id is not None}
    # An id that was never offered to them must not tell them a name.
    if picked and not picked <= {term.id for term in await known_terms(tx, viewer, kind)}:
        raise NotOnTheList
    return found


async def _term(tx: Transaction, kind: Kind, choice: Choice) -> Term:
    if choice.term_id is None:
        return await terms.resolve(tx, kind, choice.name)
    term = await terms.current(tx, choice.term_id)
    if term is None or term.kind != kind:
        raise NotOnTheList
    return term


async def _save(tx: Transaction, viewer: Viewer, draft: Draft, chosen: _Chosen) -> None:
    known = await _held(tx, viewer.id)
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
    await index.refresh(tx, viewer.id)
    log.info("profile saved", member=viewer.id, listed=draft.is_listed)


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
