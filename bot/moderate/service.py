"""Use cases of `/moderate`: the pulse of a channel, and its settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any, NamedTuple

from bot import access
from bot.access import Viewer
from bot.activity.rules import may_show
from bot.calendar.upcoming import upcoming
from bot.errors import FieldErrors, Gone, NotForYou
from bot.i18n import Markup, Words, zone
from bot.moderate.rules import WEEKS, known_from
from bot.nudges import holidays, rules, silence
from bot.nudges.acting import set_rest
from bot.nudges.errors import DayGone
from bot.nudges.rhythm import Pause
from bot.nudges.silence import Threshold
from bot.nudges.telling import is_away
from storage import channels, moderating, pulse, rhythms
from storage.arrivals import joined_since
from storage.channels import Channel
from storage.database import Database, Reading
from storage.rhythms import Rhythm
from storage.weeks import weeks

NEWCOMERS = timedelta(days=28)
LONGEST_AWAY = timedelta(days=366)
SOON = timedelta(days=60)  # holidays are told of so long before


class Choice(NamedTuple):
    """The channels of which somebody may choose one: id and name."""

    words: Words
    channels: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a channel, and for the moderator who looks."""

    words: Words
    channel_id: str
    threshold: Threshold
    learned: int | None
    own_days: int | None
    every_days: int | None
    away_until: date | None
    rest: str | None
    rest_until: date | None
    snoozed_until: date | None
    holidays: Sequence[Pause] = ()


@dataclass(frozen=True, slots=True)
class Pulse:
    """How alive a channel is. Figures that are not for the reader are None: a group of few active people could guess who is meant.

    `posts`: in each of twelve weeks, the oldest first; of a channel in which I am new only from the week in which I know of something.
    `people`: active in them. `answer`: the median wait for a first answer. `since`: the day from which I have been there, if it is in these
    weeks.
    """

    settings: Settings
    posts: Sequence[int | None]
    people: int | None
    answer: timedelta | None
    unanswered: int | None
    newcomers: int
    coming: Sequence[Markup]
    usual_days: int | None
    pauses: Sequence[tuple[date, date]]
    has_others: bool
    since: date | None = None

    @property
    def is_shown(self) -> bool:
        return self.people is not None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to count yet, and the reader may know it."""
        return self.people == 0 and not any(self.posts)


class ModerateService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def words_of(self, member_id: str) -> Words:
        async with self._db.read() as tx:
            return (await access.visitor(tx, member_id)).words

    async def look(self, member_id: str, channel_id: str) -> Pulse | Choice:
        """The pulse of the channel in which somebody asks, or of the only one that they moderate; else which there are.
        Raises NotForYou for those who moderate none, ForMembers."""
        async with self._db.read() as tx:
            viewer = await access.visitor(tx, member_id)
            theirs = await _theirs(tx, viewer)
            if not theirs:
                raise NotForYou
            chosen = channel_id if channel_id in theirs else next(iter(theirs)) if len(theirs) == 1 else None
            if chosen is None:
                return Choice(viewer.words, sorted(theirs.items(), key=lambda item: item[1].casefold()))
            return await _pulse(tx, viewer, chosen, has_others=len(theirs) > 1)

    async def choice(self, member_id: str) -> Choice:
        """The channels that somebody may look at. Raises NotForYou, ForMembers."""
        async with self._db.read() as tx:
            viewer = await access.visitor(tx, member_id)
            theirs = await _theirs(tx, viewer)
            if not theirs:
                raise NotForYou
            return Choice(viewer.words, sorted(theirs.items(), key=lambda item: item[1].casefold()))

    async def pulse(self, member_id: str, channel_id: str) -> Pulse:
        """The pulse of a channel. Raises NotForYou, ForMembers, Gone. That somebody looks is a reaction, too."""
        async with self._db.write() as tx:
            viewer = await access.visitor(tx, member_id)
            theirs = await _theirs(tx, viewer)
            if channel_id not in theirs:
                raise NotForYou
            await moderating.save(tx, member_id, channel_id, reacted_at=tx.now)
            return await _pulse(tx, viewer, channel_id, has_others=len(theirs) > 1)

    async def settings(self, member_id: str, channel_id: str) -> Settings:
        """What holds for a channel. Raises NotForYou, ForMembers, Gone."""
        async with self._db.read() as tx:
            viewer = await access.visitor(tx, member_id)
            if channel_id not in await _theirs(tx, viewer):
                raise NotForYou
            return await _settings(tx, viewer, await _channel(tx, channel_id))

    async def save(self, member_id: str, channel_id: str, entered: "Entered") -> Settings:
        """Decides about a channel, and how its moderator is told. Returns what holds now. Raises NotForYou, Gone, FieldErrors."""
        async with self._db.write() as tx:
            viewer = await access.visitor(tx, member_id)
            if channel_id not in await _theirs(tx, viewer):
                raise NotForYou
            await channels.hold(tx, channel_id)
            channel = await _channel(tx, channel_id)
            today = tx.now.astimezone(viewer.zone).date()
            away = entered.away_until
            if away is not None and not today < away <= today + LONGEST_AWAY:
                raise FieldErrors({entered.away_block: DayGone()})
            await rhythms.save(tx, channel_id, own_days=entered.own_days)
            await set_rest(tx, channel, entered.rest, entered.rest_until, viewer)
            if entered.wakes and channel.snoozed_until is not None:
                await channels.save(tx, channel_id, snoozed_until=None)
            values: dict[str, Any] = {"every_days": entered.every_days, "reacted_at": tx.now}
            await moderating.save(tx, member_id, channel_id, **values)
            await moderating.save_away(tx, member_id, away)
            if entered.rest != "finished":
                await silence.watch(tx, await _channel(tx, channel_id))
            return await _settings(tx, viewer, await _channel(tx, channel_id))


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands in the form of the settings. `away_block`: where a wrong day is told of. `wakes`: what was snoozed is so no more."""

    own_days: int | None
    every_days: int | None
    away_until: date | None
    rest: str
    rest_until: date | None
    away_block: str
    wakes: bool = False


async def _theirs(tx: Reading, viewer: Viewer) -> Mapping[str, str]:
    """What the groups are called that somebody moderates; all of them, of the Secretariat."""
    groups = await channels.groups(tx)
    return {id_: name for id_, name in groups.items() if viewer.may_moderate(id_)}


async def _channel(tx: Reading, channel_id: str) -> Channel:
    channel = await channels.get(tx, channel_id)
    if channel is None:
        raise Gone
    return channel


async def _settings(tx: Reading, viewer: Viewer, channel: Channel) -> Settings:
    known = await rhythms.of(tx, channel.id)
    choice = await moderating.choice(tx, viewer.id, channel.id)
    away = (await moderating.away(tx, [viewer.id])).get(viewer.id)
    is_snoozed = channel.snoozed_until is not None and channel.snoozed_until > tx.now
    today = tx.now.astimezone(zone(viewer.workspace.timezone)).date()
    at_rest = rules.is_at_rest(known.rest, known.rest_until, today)
    return Settings(
        viewer.words,
        channel.id,
        silence.threshold(channel, known, viewer.workspace),
        silence.learned_days(known),
        known.own_days,
        choice.every_days,
        away if is_away(tx, viewer.member, away) else None,
        known.rest if at_rest else None,
        known.rest_until if at_rest else None,
        channel.snoozed_until.astimezone(viewer.zone).date()
        if is_snoozed and channel.snoozed_until
        else None,
        holidays.within(known.holidays or (), today, today + SOON)[:2],
    )


async def _pulse(tx: Reading, viewer: Viewer, channel_id: str, *, has_others: bool) -> Pulse:
    channel, known = await _channel(tx, channel_id), await rhythms.of(tx, channel_id)
    here = zone(viewer.workspace.timezone)
    today = tx.now.astimezone(here).date()
    first = today - timedelta(weeks=WEEKS - 1)
    is_moderator = viewer.is_moderator_of(channel_id)
    found = (await weeks(tx, channel_id, first))[-WEEKS:]
    began = channel.first_seen_at.astimezone(here).date() if channel.first_seen_at else None
    since = began if began is not None and found and began >= found[0].week else None
    if (
        since is not None and is_moderator
    ):  # nobody else is to read in which of these weeks few people were active
        found = found[known_from([(week.week, week.people) for week in found], since) :]
    people = await pulse.active_people(tx, channel_id, found[0].week if found else first, today)
    is_shown = may_show(len(people), is_moderator=is_moderator)
    # What is of the last weeks only has its own people, too.
    lately = await pulse.active_people(tx, channel_id, today - NEWCOMERS, today)
    is_lately_shown = is_shown and may_show(len(lately), is_moderator=is_moderator)
    waits = [wait.total_seconds() for wait in await pulse.answer_times(tx, channel_id, tx.now - NEWCOMERS)]
    open_questions = await pulse.unanswered(tx, channel_id, tx.now - rules.NOT_OLDER_THAN, tx.now)
    return Pulse(
        await _settings(tx, viewer, channel),
        # A week has its own people: of few of them nothing is shown, either.
        [week.posts if may_show(week.people, is_moderator=is_moderator) else None for week in found],
        len(people) if is_shown else None,
        timedelta(seconds=median(waits)) if waits and is_lately_shown else None,
        len(open_questions) if is_lately_shown else None,
        await joined_since(tx, channel_id, tx.now - NEWCOMERS),
        await upcoming(tx, viewer, channel_id),
        known.usual_days if is_shown else None,
        _pauses(known) if is_shown else [],
        has_others,
        since,
    )


def _pauses(known: Rhythm) -> list[tuple[date, date]]:
    return silence.pauses_of(known)
