"""Use cases of planning: adding, proposing, deciding, changing, calling off. Whoever may do what: see `bot.access`."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot import access
from bot.access import Viewer
from bot.calendar.draft import ActivityDraft
from bot.calendar.fields import fields_of
from bot.calendar.planning import (
    deciding,
    entered,
    facts,
    filling,
    form,
    history,
    likeness,
    places,
    reviewing,
    saving,
)
from bot.calendar.planning.dates import problem
from bot.calendar.planning.entered import Sight
from bot.calendar.planning.errors import ForYourGroups
from bot.calendar.planning.facts import OF_OCCURRENCE
from bot.calendar.planning.form import Context, Form
from bot.calendar.planning.history import History
from bot.calendar.planning.review_views import Shown
from bot.calendar.planning.saved import Saved
from bot.calendar.reading.sentence import Sentence, read
from bot.directory.profile import choices
from bot.directory.profile.choices import Choices
from bot.directory.profile.rules import Choice
from bot.errors import NotForYou
from bot.i18n import escape
from storage import channels, planning, recurring
from storage.database import Database, Reading, Transaction
from storage.recurring import Exceptional


class PlanningService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def blank(self, member_id: str, typed: str = "", *, channel_id: str = "") -> Form:
        """The form for something new, filled with what a sentence says. `channel_id` is where they are: a group that they may choose is
        proposed, unless the sentence names another. Raises ForYourGroups, NotForYou, ForMembers."""
        async with self._db.read() as tx:
            blank = await _form(tx, await access.person(tx, member_id))
            here = filling.for_group(channel_id) if channel_id in blank.groups else {}
            if not typed.strip():
                return replace(blank, given=here)
            today = tx.now.astimezone(blank.viewer.zone).date()
            sentence = (await _reader(tx, blank))(typed)
            filled = filling.of_sentence(sentence, typed, blank.zone, today, blank.viewer.words)
            is_elsewhere = sentence.channel_id is not None and sentence.channel_id not in blank.groups
            note = _noted(sentence, typed, blank)
            given = {**here, **filled.given}
            return replace(blank, given=given, context=filled.context, note=note, ask_whom=is_elsewhere)

    async def form_of(self, member_id: str, activity_id: int, on: date | None = None) -> Form:
        """The form with an activity in it, or one date of it. Raises NotForYou, AlreadyDecided."""
        async with self._db.read() as tx:
            viewer = await access.person(tx, member_id)
            known = await saving.readable(tx, viewer, activity_id)
            blank = await _form(tx, viewer)
            today = tx.now.astimezone(viewer.zone).date()
            if on is None:
                terms = await fields_of(tx, known)
                filled = filling.of_activity(known, terms.values(), today, viewer.words)
            else:
                by_rule = facts.date_by_rule(known, on)
                if by_rule is None:
                    raise NotForYou
                other = (await recurring.exceptions_of(tx, activity_id)).get(on) or Exceptional(on)
                filled = filling.of_one(known, by_rule, other, on)
            return replace(blank, given=filled.given, context=filled.context)

    async def editable(self, member_id: str, activity_id: int) -> Shown:
        """An activity that this person may change, as they see it. Raises NotForYou, AlreadyDecided."""
        async with self._db.read() as tx:
            viewer = await access.person(tx, member_id)
            known = await saving.readable(tx, viewer, activity_id)
            return await reviewing.shown_to(tx, viewer, known)

    async def unfold(self, member_id: str, state: Mapping[str, Any], context: Context) -> Form:
        """The form with all its fields, and what stands in it (`state` as Slack sends it)."""
        async with self._db.read() as tx:
            blank = await _form(tx, await access.person(tx, member_id))
            given = form.standing(state)
            is_open = form.WHOM in given and not given[form.WHOM]
            return replace(blank, given=given, context=context, ask_whom=is_open).unfolded()

    async def submit(
        self,
        member_id: str,
        typed: Mapping[str, Any],
        state: Mapping[str, Any],
        context: Context,
        *,
        key: str,
    ) -> Saved:
        """Saves what was entered, by block id; `state` is the same as Slack sends it, `key` names the submission. Raises FieldErrors."""
        async with self._db.write() as tx:
            viewer = await access.person(tx, member_id)
            shown = await _form(tx, viewer)
            sight = Sight(await _reader(tx, shown), shown.zone, viewer.workspace.timezone, context)
            if context.id is None:
                new = entered.entered_of(typed, sight)
                done = await saving.add(tx, viewer, new.draft, new.fields, key=key, despite=context.despite)
            else:
                done = await _edit(tx, viewer, context.id, typed, sight)
            if done.outcome not in ("similar", "outdated"):
                return done
            again = replace(shown, given=form.standing(state), context=context)
            return replace(done, form=await deciding.once_more(tx, again, done))

    async def save(
        self,
        member_id: str,
        draft: ActivityDraft,
        *,
        activity_id: int | None = None,
        on: date | None = None,
        view_id: str,
        despite: Collection[int] = frozenset(),
        version: int | None = None,
    ) -> Saved:
        """Adds, proposes or changes an activity, or one date of it, by who it is; adding once for a `view_id`.

        Raises FieldErrors, NotForYou.

        `despite`: similar ones that its writer knows; others are told of instead of adding it. `version`: the sequence that they saw.
        """
        fields = [Choice(name=name) for name in draft.fields]
        async with self._db.write() as tx:
            viewer = await access.person(tx, member_id)
            if activity_id is None:
                return await saving.add(tx, viewer, draft, fields, key=view_id, despite=despite)
            if on is None:
                return await saving.edit(tx, viewer, activity_id, draft, fields, version=version)
            columns = facts.columns_of(draft)
            values = {name: columns[name] for name in OF_OCCURRENCE}
            return await saving.edit_one(tx, viewer, activity_id, on, values, version=version)

    async def pending(self, member_id: str, activity_id: int, version: int | None = None) -> Saved:
        """A proposal that this person may decide about. Raises NotForYou, AlreadyDecided, ChangedMeanwhile."""
        async with self._db.write() as tx:
            viewer = await access.person(tx, member_id)
            await deciding.held(tx, viewer, activity_id, version)
            return await saving.saved(tx, viewer, activity_id)

    async def approve(self, member_id: str, activity_id: int, *, version: int | None = None) -> Saved:
        """Puts a proposal into the calendar. `version` is the sequence that the decider saw. Raises as `pending` does."""
        async with self._db.write() as tx:
            viewer = await access.person(tx, member_id)
            return await deciding.decide(tx, viewer, activity_id, "approved", version=version)

    async def decline(
        self, member_id: str, activity_id: int, reason: str, *, version: int | None = None
    ) -> Saved:
        """Declines a proposal, for a reason that its proposer reads. Raises as `pending` does, and FieldErrors."""
        async with self._db.write() as tx:
            viewer = await access.person(tx, member_id)
            return await deciding.decline(tx, viewer, activity_id, reason, version=version)

    async def withdraw(self, member_id: str, activity_id: int) -> Saved:
        """Takes one's own proposal back. Raises NotForYou, AlreadyDecided."""
        async with self._db.write() as tx:
            viewer = await access.person(tx, member_id)
            return await deciding.withdraw(tx, viewer, activity_id)

    async def cancel(self, member_id: str, activity_id: int, *, on: date | None = None) -> Saved:
        """Calls off an approved activity, or one date of it. Raises NotForYou, AlreadyDecided."""
        async with self._db.write() as tx:
            viewer = await access.person(tx, member_id)
            return await deciding.cancel(tx, viewer, activity_id, on)

    async def history(self, member_id: str, activity_id: int) -> History:
        """How an activity has changed, the newest first. Raises NotForYou."""
        async with self._db.read() as tx:
            return await history.load(tx, await access.person(tx, member_id), activity_id)

    async def zones(self, member_id: str, typed: str) -> Choices:
        """Time zones that fit what was typed: by their city or country, in the member's language."""
        async with self._db.read() as tx:
            viewer = await access.person(tx, member_id)
        return choices.entries(viewer, places.entries(viewer.words.language), typed)

    async def wake_next(self) -> bool:
        """Tells those of one proposal who slept when it was made or decided, and have woken. Returns whether there was one."""
        async with self._db.write() as tx:
            return await reviewing.wake_next(tx)

    async def next_due(self) -> datetime | None:
        """When there is more of that."""
        async with self._db.read() as tx:
            first = await planning.first_waking(tx)
            return None if first is None else max(first[1], tx.now)


async def _form(tx: Reading, viewer: Viewer) -> Form:
    """An empty form for somebody. Raises ForYourGroups."""
    groups, for_all = await saving.choosable(tx, viewer), viewer.may_propose(None)
    if not groups and not for_all:
        raise ForYourGroups
    return Form(viewer, groups, for_all, viewer.zone.key)


async def _edit(
    tx: Transaction, viewer: Viewer, activity_id: int, typed: Mapping[str, Any], sight: Sight
) -> Saved:
    on, version = sight.context.day, sight.context.version
    if on is None:
        new = entered.entered_of(typed, sight)
        return await saving.edit(tx, viewer, activity_id, new.draft, new.fields, version=version)
    known = await saving.editable(tx, viewer, activity_id)
    by_rule = facts.date_by_rule(known, on)
    if by_rule is None:
        raise NotForYou
    values = entered.occurrence_of(typed, sight, by_rule)
    return await saving.edit_one(tx, viewer, activity_id, on, values, version=version)


async def _reader(tx: Reading, shown: Form) -> Callable[[str], Sentence]:
    """Reads words as this person writes them, today, with the names of the groups that they may choose."""
    names = {f"#{c.name}": c.id for c in await channels.everything(tx) if c.id in shown.groups}
    for channel_id, title in shown.groups.items():
        names |= dict.fromkeys(likeness.names_of_group(title), channel_id)
    today = tx.now.astimezone(shown.viewer.zone).date()
    language = shown.viewer.words.language

    def reads(text: str) -> Sentence:
        return read(text, today=today, timezone=shown.zone, language=language, groups=names)

    return reads


def _noted(sentence: Sentence, typed: str, shown: Form) -> str:
    """What is said above a form that a sentence has filled."""
    _ = shown.viewer.words
    if sentence.problem is not None:
        # Errors beside a field are plain text; here it is mrkdwn.
        return escape(problem(sentence.problem, filling.rest(typed, sentence)).say(_))
    return _("This is how I understood it. Is it right?")
