"""Use cases of nudges by their buttons: a moderator posts a prompt, says that it is fine, snoozes, puts to rest, or wants fewer."""

from collections.abc import Awaitable, Callable, Collection
from datetime import date, timedelta
from typing import NamedTuple

from bot import access
from bot.access import Viewer
from bot.errors import FieldErrors, Gone, NotForYou
from bot.i18n import Markup, Words, escape, mention
from bot.nudges import form_views, knowing, posting, rules, settling, silence, suggesting, views
from bot.nudges.done_views import Done
from bot.nudges.errors import DayGone, NothingWritten, PostedLately
from bot.nudges.posting import About, Outcome
from bot.nudges.standing import is_over
from storage import channels, concerns, moderating, rhythms
from storage.channels import Channel
from storage.database import Database, Reading, Transaction


class Where(NamedTuple):
    """The channel that a form is about, and what it begins with."""

    words: Words
    channel_id: str
    next_week: date


# Does something about a concern.
Settle = Callable[[Transaction, About], Awaitable[Outcome]]


class ActingService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def post_prompt(self, member_id: str, reference: str) -> Done:
        """Posts the suggested prompt; if somebody has settled it already, only says who. Raises Refusal."""
        parsed = views.parse(reference)

        async def post(tx: Transaction, about: About) -> Outcome:
            found = await suggesting.suggestions(tx, about.concern, about.channel, about.viewer.workspace)
            text = next((one.text for one in found if one.name == parsed.prompt), None)
            if text is None:
                raise PostedLately
            return await posting.post(tx, about, parsed, text, is_own=False)

        return await self._settle(member_id, parsed, post)

    async def post_edited(
        self, member_id: str, reference: str, text: str, prompt: str, mentioned: Collection[str]
    ) -> Done:
        """Posts what a moderator wrote. `prompt`: the name of what it began as; `mentioned`: members of the channel. Raises Refusal."""
        if not text.strip():
            raise FieldErrors({f"{form_views.TEXT}.{prompt}": NothingWritten()})
        parsed = views.parse(reference)._replace(prompt=prompt)

        async def post(tx: Transaction, about: About) -> Outcome:
            found = await suggesting.suggestions(tx, about.concern, about.channel, about.viewer.workspace)
            is_own = text.strip() not in {form_views.typed(one.text) for one in found}
            named = await knowing.may_be_mentioned(tx, about.viewer, about.channel.id, mentioned)
            said = Markup(" ".join([escape(text.strip()), *map(mention, named)]))
            return await posting.post(tx, about, parsed, said, is_own=is_own)

        return await self._settle(member_id, parsed, post)

    async def fine(self, member_id: str, reference: str) -> Done:
        """There is nothing to do: a silence is counted anew, and the rest is not spoken of again. Raises Refusal."""

        async def reset(tx: Transaction, about: About) -> Outcome:
            await posting.count_anew(tx, about)
            return Outcome("fine")

        return await self._settle(member_id, views.parse(reference), reset)

    async def snooze(self, member_id: str, reference: str, until: date | None = None) -> Done:
        """Leaves the channel alone for a week, or until a day. Raises Refusal."""

        async def leave_alone(tx: Transaction, about: About) -> Outcome:
            here = about.viewer.zone
            moment = tx.now + rules.SNOOZE if until is None else rules.start_of(until, here)
            if not tx.now < moment <= tx.now + rules.LONGEST_SNOOZE:
                raise FieldErrors({form_views.DAY: DayGone()})
            await channels.save(tx, about.channel.id, snoozed_until=moment)
            others = await concerns.open_in(tx, about.channel.id)
            await concerns.put_off(tx, [concern.id for concern in others], moment)
            return Outcome("snoozed", moment.astimezone(here).date())

        return await self._settle(member_id, views.parse(reference), leave_alone)

    async def rest(self, member_id: str, reference: str, kind: str, until: date | None) -> Done:
        """Puts a channel to rest: for a season until a day, or (`finished`) for good. Raises Refusal."""

        async def put_to_rest(tx: Transaction, about: About) -> Outcome:
            return Outcome("rested", await set_rest(tx, about.channel, kind, until, about.viewer))

        return await self._settle(member_id, views.parse(reference), put_to_rest)

    async def fewer(self, member_id: str, reference: str) -> tuple[Words, str, int]:
        """From now on the moderator is told less often of the channel. Returns their words, the channel, and at most once in how many
        days. Raises Refusal."""
        async with self._db.write() as tx:
            about = await _about(tx, member_id, views.parse(reference).concern_id)
            channel_id = about.channel.id
            days = rules.fewer((await moderating.choice(tx, member_id, channel_id)).every_days)
            await moderating.save(tx, member_id, channel_id, every_days=days, reacted_at=tx.now)
            return about.viewer.words, channel_id, days

    async def draft(
        self, member_id: str, reference: str, *, chosen: str | None = None, question: str | None = None
    ) -> form_views.Draft:
        """What may be posted, to be edited. `question`: its text, read anew, by which people are found who may know. Raises Refusal."""
        parsed = views.parse(reference)
        async with self._db.read() as tx:
            about = await _about(tx, member_id, parsed.concern_id)
            if await is_over(tx, about.concern, about.channel):
                raise await settling.why_over(tx, about.concern)
            if settling.is_settled(tx, about.channel, about.concern):
                raise Gone
            if about.concern.kind == "unanswered":
                await posting.question_of(tx, about.concern, parsed)
            found = await suggesting.suggestions(tx, about.concern, about.channel, about.viewer.workspace)
            names = [one.name for one in found]
            wanted = chosen if chosen is not None else parsed.prompt
            return form_views.Draft(
                about.viewer.words,
                reference,
                about.channel.id,
                found,
                wanted if wanted in names else next(iter(names), ""),
                question,
                about.concern.kind == "unanswered",
                await knowing.who_may_know(tx, about.viewer, about.channel.id, question or ""),
            )

    async def asked(self, member_id: str, reference: str) -> tuple[str, str] | None:
        """The channel and the ts of the question that a nudge is about, for somebody who is in that channel. None for anybody else, and
        of other concerns. Raises Refusal."""
        parsed = views.parse(reference)
        async with self._db.read() as tx:
            about = await _about(tx, member_id, parsed.concern_id)
            if about.concern.kind != "unanswered" or about.channel.id not in about.viewer.channels:
                return None
            return about.channel.id, (await posting.question_of(tx, about.concern, parsed)).ts

    async def where(self, member_id: str, reference: str) -> Where:
        """What a form is to be about. Raises Refusal."""
        async with self._db.read() as tx:
            about = await _about(tx, member_id, views.parse(reference).concern_id)
            today = tx.now.astimezone(about.viewer.zone).date()
            return Where(about.viewer.words, about.channel.id, today + rules.SNOOZE)

    async def _settle(self, member_id: str, reference: views.Reference, settle: Settle) -> Done:
        """One of them does it; whoever comes second, even at the same moment, is told of the first."""
        concern_id = reference.concern_id
        async with self._db.write() as tx:
            # Whether they may is asked first: nobody else is to hold up a channel.
            about = await _about(tx, member_id, concern_id)
            await channels.hold(tx, about.channel.id)
            told = await settling.hold(tx, about.concern)
            about = await _about(tx, member_id, concern_id)
            if settling.is_settled(tx, about.channel, about.concern):
                return await settling.done(tx, about.viewer, about.channel, about.concern)
            if await is_over(tx, about.concern, about.channel):
                raise await settling.why_over(tx, about.concern)
            state, until, left = await settle(tx, about)
            due_at = None
            if state == "snoozed":
                due_at = (await _channel(tx, about.channel.id)).snoozed_until
            if left:
                await concerns.begin_anew(tx, concern_id)
            else:
                await concerns.settle(tx, concern_id, state, member_id, due_at)
            await moderating.save(tx, member_id, about.channel.id, reacted_at=tx.now)
            await settling.rewrite(tx, concern_id, told)
            return Done(
                about.viewer.words, about.channel.id, state, until, kind=about.concern.kind, left=left
            )


async def set_rest(
    tx: Transaction, channel: Channel, kind: str, until: date | None, viewer: Viewer
) -> date | None:
    """Puts a channel to rest, or (kind "") wakes it. Returns the day on which it wakes by itself. Raises FieldErrors."""
    today = tx.now.astimezone(viewer.zone).date()
    if kind == "season" and (until is None or not today < until <= today + timedelta(days=366)):
        raise FieldErrors({form_views.DAY: DayGone()})
    day = until if kind == "season" else None
    wakes = not kind and (await rhythms.of(tx, channel.id)).rest is not None
    anew = {"reset_at": tx.now} if wakes else {}  # it is not to be told at once how quiet it was
    await rhythms.save(tx, channel.id, rest=kind or None, rest_until=day, **anew)
    known = await rhythms.of(tx, channel.id)
    moment = silence.due(channel, known, viewer.workspace, tx.now)
    await channels.save(tx, channel.id, nudge_due_at=None if kind == "finished" else moment)
    return day


async def _about(tx: Reading, member_id: str, concern_id: int) -> About:
    concern = await concerns.get(tx, concern_id)
    if concern is None:
        raise Gone
    viewer = await access.person(tx, member_id)
    if not viewer.may_moderate(concern.channel_id):
        raise NotForYou
    channel = await _channel(tx, concern.channel_id)
    if channel.is_archived:
        raise Gone
    return About(viewer, channel, concern)


async def _channel(tx: Reading, channel_id: str) -> Channel:
    channel = await channels.get(tx, channel_id)
    if channel is None:
        raise Gone
    return channel
