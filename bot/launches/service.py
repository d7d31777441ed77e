"""Use cases of launches: a day is planned, changed, paused, called off; and what the clock does to it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from bot import access
from bot.access import Viewer
from bot.errors import Gone, NotForYou
from bot.groups import inviting
from bot.groups.entries import Entry
from bot.i18n import Words, words
from bot.launches import entered, errors, running, telling
from bot.launches.checks import TICKS
from bot.launches.entered import Entered
from bot.launches.form_views import Form
from bot.nudges.prompts import of_kind
from storage import channels, invitations, launches
from storage.channels import Channel
from storage.database import Database, Reading, Transaction
from storage.launches import Launch


class Choice(NamedTuple):
    """The groups that somebody may launch: id and name of each."""

    words: Words
    groups: Sequence[tuple[str, str]]


class LaunchService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def look(self, member_id: str, channel_id: str) -> Form | Choice:
        """The form for the channel in which somebody asks, or for the only group that they moderate; else which there are. Who asks
        about a launch that is planned follows it from now on. Raises NotForYou, ForMembers."""
        async with self._db.write() as tx:
            viewer = await access.visitor(tx, member_id)
            groups = await channels.groups(tx)
            theirs = {id_: name for id_, name in groups.items() if viewer.may_moderate(id_)}
            if not theirs:
                raise NotForYou
            only = next(iter(theirs)) if len(theirs) == 1 else None
            chosen = channel_id if channel_id in theirs else only
            if chosen is None:
                return Choice(viewer.words, sorted(theirs.items(), key=lambda item: item[1].casefold()))
            return await self._form(tx, viewer, chosen)

    async def form(self, member_id: str, channel_id: str) -> Form:
        """The form for one group. Raises NotForYou, ForMembers, Gone."""
        async with self._db.write() as tx:
            return await self._form(tx, await access.visitor(tx, member_id), channel_id)

    async def form_of(self, member_id: str, launch_id: int) -> Form:
        """The form of a launch that is planned or on. Raises NotForYou, ForMembers, Gone, Ended."""
        async with self._db.write() as tx:
            viewer, launch = await _held(tx, member_id, launch_id)
            return await self._form(tx, viewer, launch.channel_id)

    @staticmethod
    async def _form(tx: Transaction, viewer: Viewer, channel_id: str) -> Form:
        await _group(tx, viewer, channel_id)
        launch = await launches.open_in(tx, channel_id)
        planned = await launches.prompts_of(tx, launch.id) if launch else []
        if launch is not None:
            await launches.add_reader(tx, launch.id, viewer.id, tx.now)
            await launches.change(tx, launch.id, due_at=tx.now)
        zone = launch.timezone if launch else viewer.zone.key
        return Form(viewer, channel_id, zone, launch, planned, _choices(viewer))

    async def save(
        self,
        member_id: str,
        context: Mapping[str, Any],
        fields: Mapping[str, Any],
        people: Sequence[Entry],
        key: str,
    ) -> Viewer:
        """Plans a launch, or changes it. `context`: what the form was opened with; `key`: of the form that was sent. Raises Refusal."""
        channel_id, launch_id = str(context.get("channel") or ""), str(context.get("launch") or "")
        async with self._db.write() as tx:
            viewer = await access.visitor(tx, member_id)
            await _group(tx, viewer, channel_id)
            if not await tx.seen.first_time(f"launches:plan:{key}"):
                return viewer
            if launch_id:
                _viewer, launch = await _held(tx, member_id, _number(launch_id))
                if str(launch.edits) != context.get("edits"):
                    raise errors.Overtaken(launch.changed_by)
                plan = _read(tx, viewer, fields, launch.timezone, launch.began_at)
                launch = await _change(tx, viewer, launch, plan, people)
            else:
                plan = _read(tx, viewer, fields, viewer.zone.key, None)
                launch = await _start(tx, viewer, channel_id, plan, people)
            await launches.add_prompts(tx, launch.id, plan.prompts)
            await running.show(tx, launch)
            return viewer

    async def tick(self, member_id: str, launch_id: int, what: str) -> None:
        """A moderator says that something has been done. Raises Refusal."""
        if what not in TICKS:
            raise Gone
        async with self._db.write() as tx:
            _viewer, launch = await _held(tx, member_id, launch_id)
            ticked = sorted({*launch.ticked, what})
            await running.show(tx, await launches.change(tx, launch.id, ticked=ticked))

    async def pause(self, member_id: str, launch_id: int) -> None:
        """Nobody is invited, and nothing is posted, until somebody goes on. Raises Refusal."""
        async with self._db.write() as tx:
            _viewer, launch = await _held(tx, member_id, launch_id)
            if launch.paused_at is not None:
                raise errors.Overtaken(launch.changed_by)
            if launch.list_id is not None and await invitations.move(tx, launch.list_id, "going", "held"):
                await inviting.tell(tx, launch.list_id)
            values = {"paused_at": tx.now, "changed_by": member_id}
            await running.show(tx, await launches.change(tx, launch.id, **values))

    async def resume(self, member_id: str, launch_id: int) -> None:
        """It goes on. What was due meanwhile is asked about, one by one. Raises Refusal."""
        async with self._db.write() as tx:
            _viewer, launch = await _held(tx, member_id, launch_id)
            if launch.paused_at is None:
                raise errors.Overtaken(launch.changed_by)
            if launch.list_id is not None and await invitations.move(tx, launch.list_id, "held", "going"):
                await inviting.tell(tx, launch.list_id)
            if launch.state == "running":
                for prompt in await launches.prompts_of(tx, launch.id):
                    if prompt.at <= tx.now:
                        await launches.move_prompt(tx, prompt.id, ["waiting"], "asked")
            is_past = launch.wave == "waiting" and launch.wave_at <= tx.now
            values: dict[str, Any] = {"paused_at": None, "changed_by": member_id}
            values["wave"] = "asked" if is_past else launch.wave
            await running.go_on(tx, await launches.change(tx, launch.id, **values))

    async def begin(self, member_id: str, launch_id: int) -> None:
        """The people are invited now, after their hour. Raises Refusal."""
        async with self._db.write() as tx:
            _viewer, launch = await _held(tx, member_id, launch_id)
            if launch.wave != "asked":
                raise errors.Overtaken(launch.changed_by)
            if launch.paused_at is not None:
                raise errors.Paused
            launch = await launches.change(tx, launch.id, changed_by=member_id)
            await running.go_on(tx, await running.begin(tx, launch))

    async def call_off(self, member_id: str, launch_id: int) -> None:
        """Nobody more is invited, and nothing more is posted. Raises Refusal."""
        async with self._db.write() as tx:
            _viewer, launch = await _held(tx, member_id, launch_id)
            await running.drop_people(tx, launch)
            await launches.hush(tx, launch.id)
            values = {"state": "off", "changed_by": member_id, "paused_at": None}
            await running.show(tx, await launches.change(tx, launch.id, **values))

    async def post_now(self, member_id: str, prompt_id: int) -> None:
        """A prompt is posted before or after its hour. Raises Refusal."""
        async with self._db.write() as tx:
            prompt = await launches.prompt(tx, prompt_id)
            if prompt is None:
                raise Gone
            _viewer, launch = await _held(tx, member_id, prompt.launch_id)
            if launch.paused_at is not None:
                raise errors.Paused
            if launch.state != "running" or not await launches.move_prompt(
                tx, prompt_id, ["waiting", "asked"], "posted"
            ):
                raise errors.Overtaken(None)
            await running.post(tx, launch, prompt)
            await running.show(tx, launch)

    async def leave_out(self, member_id: str, prompt_id: int) -> None:
        """A prompt is not posted. Raises Refusal."""
        async with self._db.write() as tx:
            prompt = await launches.prompt(tx, prompt_id)
            if prompt is None:
                raise Gone
            _viewer, launch = await _held(tx, member_id, prompt.launch_id)
            if not await launches.move_prompt(tx, prompt_id, ["waiting", "asked"], "dropped"):
                raise errors.Overtaken(None)
            await running.show(tx, launch)

    async def go_on_next(self) -> bool:
        """Does all that is due of the next launch. False if there is none."""
        async with self._db.write() as tx:
            launch = await launches.hold_due(tx)
            if launch is not None:
                await running.go_on(tx, launch)
            return launch is not None

    async def next_due(self) -> datetime | None:
        async with self._db.read() as tx:
            return await launches.soonest(tx)


async def _group(tx: Reading, viewer: Viewer, channel_id: str) -> Channel:
    """A group that somebody may launch. Raises NotForYou, Gone."""
    if not viewer.may_moderate(channel_id):
        raise NotForYou
    channel = await channels.get(tx, channel_id)
    if channel is None or channel.kind != "group":
        raise Gone
    return channel


async def _held(tx: Transaction, member_id: str, launch_id: int) -> tuple[Viewer, Launch]:
    """A launch that is not at its end, for somebody who may decide about it, held until we have committed. Raises Refusal."""
    viewer = await access.visitor(tx, member_id)
    launch = await launches.hold(tx, launch_id)
    if launch is None or not viewer.may_moderate(launch.channel_id):
        raise NotForYou
    if not launch.is_open:
        raise errors.Ended
    return viewer, launch


async def _start(
    tx: Transaction, viewer: Viewer, channel_id: str, plan: Entered, people: Sequence[Entry]
) -> Launch:
    """Raises AlreadyPlanned."""
    known = await launches.open_in(tx, channel_id)
    values = {"wave_at": plan.wave_at, "ends_at": plan.ends_at, "is_rehearsal": plan.is_rehearsal}
    launch_id = await launches.start(tx, channel_id, viewer.id, timezone=viewer.zone.key, **values)
    if launch_id is None:
        raise errors.AlreadyPlanned(known.made_by) if known else errors.Overtaken(None)
    list_id = None if people else await launches.rehearsed(tx, channel_id)
    launch = await launches.change(tx, launch_id, list_id=list_id)
    if list_id is not None:
        await launches.plan_wave(tx, list_id, plan.wave_at)
    await launches.add_reader(tx, launch.id, viewer.id, tx.now)
    await telling.follow(tx, launch)
    return await _with_people(tx, viewer, launch, people)


async def _change(
    tx: Transaction, viewer: Viewer, launch: Launch, plan: Entered, people: Sequence[Entry]
) -> Launch:
    """A new plan in the place of the old: what has been posted stays."""
    await launches.drop_prompts(tx, launch.id)
    values: dict[str, Any] = {
        "ends_at": plan.ends_at,
        "changed_by": viewer.id,
        "edits": launch.edits + 1,
    }
    if launch.began_at is None:
        values |= {"wave_at": plan.wave_at, "wave": "waiting", "is_rehearsal": plan.is_rehearsal}
        if launch.list_id is not None:
            await launches.plan_wave(tx, launch.list_id, plan.wave_at)
    launch = await launches.change(tx, launch.id, **values)
    return launch if launch.began_at else await _with_people(tx, viewer, launch, people)


async def _with_people(tx: Transaction, viewer: Viewer, launch: Launch, people: Sequence[Entry]) -> Launch:
    """A list that is given takes the place of what there was."""
    if not people:
        return launch
    if launch.list_id is not None:
        await running.drop_list(tx, launch.list_id)
    list_id = await inviting.take(tx, launch.channel_id, viewer.id, people)
    await launches.plan_wave(tx, list_id, launch.wave_at)
    return await launches.change(tx, launch.id, list_id=list_id)


def _read(
    tx: Reading, viewer: Viewer, fields: Mapping[str, Any], timezone: str, begun: datetime | None
) -> Entered:
    return entered.read(fields, timezone, tx.now, _choices(viewer), begun)


def _choices(viewer: Viewer) -> dict[str, str]:
    """The prompts of the list, in the channel's language."""
    _ = words(viewer.workspace.language)
    return {name: text for kind in ("start", "quiet") for name, text in of_kind(kind, _).items()}


def _number(given: str) -> int:
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise Gone
    return int(given)
