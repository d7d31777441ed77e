"""How a launch is planned and changed, in a transaction that is given: the form, and what was entered into it."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.access import Viewer
from bot.errors import Gone, NotForYou
from bot.groups.entries import Entry
from bot.i18n import words
from bot.launches import entered, errors, people, rules, telling
from bot.launches.entered import Basis, Entered
from bot.launches.form_views import Form
from bot.nudges.prompts import of_kind
from storage import channels, launch_lists, launch_posts, launch_readers, launches
from storage.database import Reading, Transaction
from storage.launch_posts import Prompt
from storage.launches import Launch


async def form(tx: Transaction, viewer: Viewer, channel_id: str) -> Form:
    """The form for one group. Who asks about a launch that is planned follows it from now on. Raises NotForYou, Gone."""
    await check_group(tx, viewer, channel_id)
    launch = await launches.open_in(tx, channel_id)
    planned: list[Prompt] = []
    if launch is not None:
        planned = [prompt for prompt in await launch_posts.of_launch(tx, launch.id) if prompt.is_open]
        await launch_readers.add(tx, launch.id, viewer.id, tx.now)
        await launches.change(tx, launch.id, due_at=tx.now)
    return await _form(tx, viewer, channel_id, launch, planned, rules.PROMPTS_AT_FIRST)


async def form_again(tx: Reading, viewer: Viewer, context: Mapping[str, Any]) -> Form:
    """The form that is open, with room for more posts. Raises NotForYou, Gone, Overtaken."""
    channel_id = str(context.get("channel") or "")
    await check_group(tx, viewer, channel_id)
    launch = await launches.open_in(tx, channel_id)
    if str(launch.id if launch else "") != context.get("launch", ""):
        raise errors.Overtaken(None)
    if launch is not None and str(launch.edits) != context.get("edits"):
        raise errors.Overtaken(launch.changed_by)
    planned = list((await _known(tx, launch, context)).values())
    room = number(str(context.get("room") or "0")) + rules.PROMPTS_AT_FIRST
    return await _form(tx, viewer, channel_id, launch, planned, room)


async def _form(
    tx: Reading, viewer: Viewer, channel_id: str, launch: Launch | None, planned: Sequence[Prompt], room: int
) -> Form:
    has_begun = launch is not None and launch.began_at is not None
    # Who waits for a group is the Secretariat's to know.
    waiting = 0 if has_begun or not viewer.is_secretariat else len(await launch_lists.waiting(tx, channel_id))
    zone = launch.timezone if launch else viewer.zone.key
    fields = min(rules.PROMPTS, max(room, len(planned)))
    return Form(viewer, channel_id, zone, launch, planned, choices(viewer), waiting, fields)


async def check_group(tx: Reading, viewer: Viewer, channel_id: str) -> None:
    """Whether it is a group that somebody may launch. Raises NotForYou, Gone."""
    if not viewer.may_moderate(channel_id):
        raise NotForYou
    channel = await channels.get(tx, channel_id)
    if channel is None or channel.kind != "group":
        raise Gone


async def start(
    tx: Transaction,
    viewer: Viewer,
    channel_id: str,
    fields: Mapping[str, Any],
    named: Sequence[Entry],
) -> Launch:
    """A new plan. Raises FieldErrors, AlreadyPlanned."""
    plan = entered.read(fields, Basis(viewer.zone.key, tx.now, choices(viewer), None, {}))
    values = {"wave_at": plan.wave_at, "ends_at": plan.ends_at, "is_rehearsal": plan.is_rehearsal}
    launch_id = await launches.start(tx, channel_id, viewer.id, timezone=viewer.zone.key, **values)
    launch = await launches.open_in(tx, channel_id)
    if launch_id is None or launch is None:
        raise errors.AlreadyPlanned(launch.made_by) if launch else errors.Overtaken(None)
    await launch_readers.add(tx, launch.id, viewer.id, tx.now)
    await telling.follow(tx, launch)
    launch = await people.of_rehearsal(tx, launch)
    launch = await people.give(tx, viewer, launch, named, with_waiting=plan.with_waiting)
    await launch_posts.add(tx, launch.id, plan.prompts)
    return launch


async def change(
    tx: Transaction,
    viewer: Viewer,
    launch: Launch,
    context: Mapping[str, Any],
    fields: Mapping[str, Any],
    named: Sequence[Entry],
) -> Launch:
    """A new plan in the place of the old, which is held: what has been posted stays. Raises FieldErrors, Overtaken."""
    if str(launch.edits) != context.get("edits"):
        raise errors.Overtaken(launch.changed_by)
    known = await _known(tx, launch, context)
    plan = entered.read(fields, Basis(launch.timezone, tx.now, choices(viewer), launch.began_at, known))
    launch = await _with_plan(tx, viewer, launch, plan)
    await launch_posts.clear(tx, launch.id)
    await launch_posts.add(tx, launch.id, plan.prompts)
    if launch.began_at is None:
        launch = await people.give(tx, viewer, launch, named, with_waiting=plan.with_waiting)
    return launch


async def _with_plan(tx: Transaction, viewer: Viewer, launch: Launch, plan: Entered) -> Launch:
    """Others who have read of another hour hear of it."""
    values: dict[str, Any] = {"ends_at": plan.ends_at, "changed_by": viewer.id, "edits": launch.edits + 1}
    is_moved = plan.wave_at != launch.wave_at
    if launch.began_at is None:
        values |= {"wave_at": plan.wave_at, "wave": "waiting", "is_rehearsal": plan.is_rehearsal}
        if is_moved:
            values["read_again_at"] = None
        if launch.list_id is not None:
            await launch_lists.plan_wave(tx, launch.list_id, plan.wave_at)
    changed = await launches.change(tx, launch.id, **values)
    if launch.began_at is None and is_moved:
        await telling.news(tx, changed, by=viewer.id)
    return changed


async def _known(tx: Reading, launch: Launch | None, context: Mapping[str, Any]) -> dict[int, Prompt]:
    """The prompts that stood in the form when it was opened, by their numbers in it, as they are now."""
    if launch is None:
        return {}
    now = {str(prompt.id): prompt for prompt in await launch_posts.of_launch(tx, launch.id)}
    ids = str(context.get("prompts") or "").split(",")
    return {place: now[id_] for place, id_ in enumerate(ids, start=1) if id_ in now}


def choices(viewer: Viewer) -> dict[str, str]:
    """The prompts of the list, in the channel's language."""
    _ = words(viewer.workspace.language)
    return {name: text for kind in ("start", "quiet") for name, text in of_kind(kind, _).items()}


def number(given: str) -> int:
    """An id of ours. Raises Gone."""
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise Gone
    return int(given)
