"""Use cases of launches: a day is planned, changed, paused, called off; and what the clock does to it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from bot import access
from bot.access import Viewer
from bot.errors import Gone, NotForYou
from bot.fingerprint import fingerprint
from bot.groups import deciding
from bot.groups.entries import Entry
from bot.i18n import Words
from bot.launches import consent, errors, people, planning, posting, running, telling
from bot.launches.checks import TICKS
from bot.launches.form_views import Form
from storage import channels, invitations, launch_posts, launches
from storage.database import Database, Transaction
from storage.launch_posts import OPEN
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
            return await planning.form(tx, viewer, chosen)

    async def form(self, member_id: str, channel_id: str) -> Form:
        """The form for one group. Raises NotForYou, ForMembers, Gone."""
        async with self._db.write() as tx:
            return await planning.form(tx, await access.visitor(tx, member_id), channel_id)

    async def form_of(self, member_id: str, launch_id: int) -> Form:
        """The form of a launch that is planned or on. Raises NotForYou, ForMembers, Gone, Ended."""
        async with self._db.write() as tx:
            viewer, launch = await _held(tx, member_id, launch_id)
            return await planning.form(tx, viewer, launch.channel_id)

    async def form_again(self, member_id: str, context: Mapping[str, Any]) -> Form:
        """The form that is open, with room for more posts. Raises NotForYou, ForMembers, Gone, Overtaken."""
        async with self._db.read() as tx:
            return await planning.form_again(tx, await access.visitor(tx, member_id), context)

    async def save(
        self,
        member_id: str,
        context: Mapping[str, Any],
        fields: Mapping[str, Any],
        named: Sequence[Entry],
        key: str,
    ) -> Viewer:
        """Plans a launch, or changes it. `context`: what the form was opened with; `key`: of the form that was sent. Raises Refusal."""
        channel_id, launch_id = str(context.get("channel") or ""), str(context.get("launch") or "")
        async with self._db.write() as tx:
            viewer = await access.visitor(tx, member_id)
            await planning.check_group(tx, viewer, channel_id)
            if not await tx.seen.first_time(f"launches:plan:{key}:{fingerprint([fields, named])}"):
                return viewer
            if launch_id:
                _viewer, launch = await _held(tx, member_id, planning.number(launch_id))
                launch = await planning.change(tx, viewer, launch, context, fields, named)
            else:
                launch = await planning.start(tx, viewer, channel_id, fields, named)
            await running.show(tx, launch)
            return viewer

    async def agree(self, member_id: str, launch_id: int, list_id: int) -> None:
        """Somebody of the Secretariat agrees that the people of a list are invited. Raises Refusal."""
        async with self._db.write() as tx:
            launch = await _asked(tx, member_id, launch_id, list_id)
            launch = await launches.change(tx, launch.id, confirmed_by=member_id)
            await consent.show(tx, launch)
            await running.go_on(tx, launch)

    async def refuse(self, member_id: str, launch_id: int, list_id: int) -> None:
        """Somebody of the Secretariat does not: nobody is on the list any more. Raises Refusal."""
        async with self._db.write() as tx:
            launch = await _asked(tx, member_id, launch_id, list_id)
            await people.drop_list(tx, list_id)
            launch = await launches.change(tx, launch.id, list_id=None, changed_by=member_id)
            await consent.refused(tx, launch)
            launch = await launches.change(tx, launch.id, asked_of=None)
            await telling.news(tx, launch, by=member_id)
            await running.show(tx, launch)

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
            if launch.list_id is not None:
                await people.hold(tx, launch.list_id)
            values = {"paused_at": tx.now, "changed_by": member_id}
            await running.show(tx, await launches.change(tx, launch.id, **values))

    async def resume(self, member_id: str, launch_id: int) -> None:
        """It goes on. What was due meanwhile is asked about, one by one. Raises Refusal."""
        async with self._db.write() as tx:
            _viewer, launch = await _held(tx, member_id, launch_id)
            if launch.paused_at is None:
                raise errors.Overtaken(launch.changed_by)
            if launch.ends_at <= tx.now:
                raise errors.DayIsOver
            if launch.list_id is not None:
                await people.go_on(tx, launch.list_id)
            if launch.state == "running":
                for prompt in await launch_posts.of_launch(tx, launch.id):
                    if prompt.at <= tx.now:
                        await launch_posts.move(tx, prompt.id, ["waiting"], "asked")
            is_past = launch.wave == "waiting" and launch.wave_at <= tx.now
            values: dict[str, Any] = {"paused_at": None, "changed_by": member_id}
            values["wave"] = "asked" if is_past else launch.wave
            await running.go_on(tx, await launches.change(tx, launch.id, **values))

    async def begin(self, member_id: str, launch_id: int) -> None:
        """The people are invited now, after their hour. Raises Refusal."""
        async with self._db.write() as tx:
            viewer, launch = await _held(tx, member_id, launch_id)
            if launch.wave != "asked":
                raise errors.Overtaken(launch.changed_by)
            if launch.paused_at is not None:
                raise errors.Paused
            if launch.needs_consent and not viewer.is_secretariat:
                raise errors.NotConfirmed
            about = await invitations.get_list(tx, launch.list_id) if launch.list_id else None
            if about is not None and about.state == "reading":
                raise errors.BeingRead
            confirmed_by = launch.confirmed_by or (member_id if viewer.is_secretariat else None)
            launch = await launches.change(tx, launch.id, changed_by=member_id, confirmed_by=confirmed_by)
            await consent.show(tx, launch)
            await running.go_on(tx, await running.begin(tx, launch))

    async def call_off(self, member_id: str, launch_id: int) -> None:
        """Nobody more is invited, and nothing more is posted. Raises Refusal."""
        async with self._db.write() as tx:
            _viewer, launch = await _held(tx, member_id, launch_id)
            await people.drop(tx, launch)
            values = {"state": "off", "changed_by": member_id, "paused_at": None}
            launch = await launches.change(tx, launch.id, **values)
            await telling.news(tx, launch, by=member_id)
            await running.show(tx, launch)

    async def post_now(self, member_id: str, prompt_id: int) -> None:
        """A prompt is posted before or after its hour. Raises Refusal."""
        async with self._db.write() as tx:
            prompt = await launch_posts.get(tx, prompt_id)
            if prompt is None:
                raise Gone
            _viewer, launch = await _held(tx, member_id, prompt.launch_id)
            if launch.paused_at is not None:
                raise errors.Paused
            if launch.state != "running" or not await launch_posts.move(tx, prompt_id, OPEN, "posted"):
                raise errors.Overtaken(None)
            await deciding.group(tx, launch.channel_id)
            await posting.post(tx, launch, prompt)
            await running.show(tx, launch)

    async def leave_out(self, member_id: str, prompt_id: int) -> None:
        """A prompt is not posted. Raises Refusal."""
        async with self._db.write() as tx:
            prompt = await launch_posts.get(tx, prompt_id)
            if prompt is None:
                raise Gone
            _viewer, launch = await _held(tx, member_id, prompt.launch_id)
            if not await launch_posts.move(tx, prompt_id, OPEN, "dropped"):
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


async def _held(tx: Transaction, member_id: str, launch_id: int) -> tuple[Viewer, Launch]:
    """A launch that is not at its end, for somebody who may decide about it, held until we have committed. Raises Refusal."""
    viewer = await access.visitor(tx, member_id)
    launch = await launches.hold(tx, launch_id)
    if launch is None or not viewer.may_moderate(launch.channel_id):
        raise NotForYou
    if not launch.is_open:
        raise errors.Ended
    return viewer, launch


async def _asked(tx: Transaction, member_id: str, launch_id: int, list_id: int) -> Launch:
    """A launch about whose list the Secretariat has to decide, held. Raises Refusal."""
    await access.of_secretariat(tx, member_id)
    _viewer, launch = await _held(tx, member_id, launch_id)
    if launch.confirmed_by is not None and launch.list_id == list_id:
        raise errors.Overtaken(launch.confirmed_by)
    if launch.list_id != list_id or launch.began_at is not None:
        raise errors.Overtaken(None)
    return launch
