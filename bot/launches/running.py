"""What the clock does to a launch, which is held: people are invited, things are posted, its moderators warned, and it ends."""

from dataclasses import replace
from datetime import datetime

from bot import access
from bot.blocks import Block
from bot.errors import Refusal
from bot.groups import deciding, inviting
from bot.hours import is_night
from bot.i18n import words
from bot.launches import facts as reading
from bot.launches import post_views, rules, telling, views
from bot.launches.facts import Facts
from storage import channels, invitations, launches, people
from storage import workspace as workspaces
from storage.database import Transaction
from storage.launches import Launch, Prompt


async def go_on(tx: Transaction, launch: Launch) -> None:
    """All that is due, then what its readers see, then when to look again."""
    if launch.state == "planned":
        launch = await _wave(tx, launch)
    if launch.state == "running" and launch.paused_at is None:
        await _post_due(tx, launch)
        launch = await _welcome(tx, launch)
    if launch.is_open and _is_over(launch, tx.now):
        launch = await end(tx, launch)
    await show(tx, launch)


async def show(tx: Transaction, launch: Launch) -> None:
    """Its readers see how it stands; and it is known when it is looked at next."""
    facts = await reading.gather(tx, launch)
    if launch.state == "running" and launch.paused_at is None:
        facts = replace(facts, launch=await _warn(tx, facts))
    await telling.draw(tx, facts)
    told = [reader.tell_at for reader in await launches.readers_of(tx, launch.id)]
    # What should have been done by now, and could not be, is looked at again: not at once, for that would never end.
    seen = rules.first(moment for moment in [*told, *_ahead(facts)] if moment and moment > tx.now)
    look = rules.first([seen, _look(facts.launch, tx.now)])
    await launches.change(tx, launch.id, due_at=look, next_at=seen)


async def begin(tx: Transaction, launch: Launch) -> Launch:
    """The people are invited, from now on. Raises IsArchived, NotThere."""
    await telling.follow(tx, launch)
    if not launch.is_rehearsal:
        await deciding.group(tx, launch.channel_id)
        await channels.hold(tx, launch.channel_id)
        if launch.list_id is not None and await invitations.move(tx, launch.list_id, "looked", "going"):
            await invitations.go(tx, launch.list_id)
            await inviting.tell(tx, launch.list_id)
    launch = await launches.change(tx, launch.id, state="running", wave="done", began_at=tx.now)
    for prompt in await launches.prompts_of(tx, launch.id):
        if rules.prompt_is_late(tx.now, prompt.at):
            await launches.move_prompt(tx, prompt.id, ["waiting"], "asked")
    await telling.close_plans(tx, await reading.gather(tx, launch))
    await telling.tell_again(tx, launch)
    return launch


async def end(tx: Transaction, launch: Launch) -> Launch:
    """The day is over: with a summary, if anybody was invited."""
    state = "off" if launch.began_at is None else "over"
    if launch.began_at is None or launch.paused_at is not None:
        await drop_people(tx, launch)
    launch = await launches.change(tx, launch.id, state=state, changed_by=None)
    if state == "over":
        await telling.tell_again(tx, launch)
    else:
        await launches.hush(tx, launch.id)
    return launch


async def drop_people(tx: Transaction, launch: Launch) -> None:
    """Nobody more is invited. After a rehearsal the list is kept, for the day itself."""
    if launch.list_id is not None and not launch.is_rehearsal:
        await drop_list(tx, launch.list_id)


async def drop_list(tx: Transaction, list_id: int) -> None:
    """Nobody of it is invited any more."""
    moved = [
        await invitations.move(tx, list_id, s, "dropped") for s in ("reading", "looked", "going", "held")
    ]
    if any(moved):
        await invitations.drop(tx, list_id)
        await inviting.tell(tx, list_id)


async def post(tx: Transaction, launch: Launch, prompt: Prompt) -> None:
    """In the channel; in a rehearsal to those who follow it."""
    text, blocks = post_views.post(prompt.text)
    await _say(tx, launch, f"prompt:{prompt.id}", text, blocks)


async def _wave(tx: Transaction, launch: Launch) -> Launch:
    if launch.paused_at is not None or launch.wave != "waiting" or launch.wave_at > tx.now:
        return launch
    if rules.wave_is_late(tx.now, launch.wave_at, launch.ends_at):
        return await launches.change(tx, launch.id, wave="asked")
    about = await invitations.get_list(tx, launch.list_id) if launch.list_id else None
    if about is not None and about.state == "reading":
        return launch  # in a moment it is known who they are
    try:
        return await begin(tx, launch)
    except Refusal:
        return await launches.change(tx, launch.id, wave="asked")


async def _post_due(tx: Transaction, launch: Launch) -> None:
    for prompt in await launches.prompts_of(tx, launch.id):
        if prompt.state == "waiting" and prompt.at <= tx.now:
            late = rules.prompt_is_late(tx.now, prompt.at)
            state = "missed" if late else "posted"
            if await launches.move_prompt(tx, prompt.id, ["waiting"], state) and not late:
                await post(tx, launch, prompt)


async def _welcome(tx: Transaction, launch: Launch) -> Launch:
    """Who came since the last time is welcomed in the channel, all in one post. People of other workspaces are counted, not named."""
    if launch.began_at is None or rules.welcome_due(launch.began_at, launch.welcomed_until) > tx.now:
        return launch
    until = launch.welcomed_until
    came = await launches.came(tx, launch.channel_id, launch.began_at)
    new = [member_id for member_id, at in came if until is None or at > until]
    if not new:
        return launch
    known = await people.by_ids(tx, new)
    names = [known[each].name for each in new if known[each].name and not known[each].is_external]
    language = (await workspaces.get(tx)).language
    text, blocks = post_views.welcome(words(language), names, len(new) - len(names))
    await _say(tx, launch, f"welcome:{tx.now.isoformat()}", text, blocks)
    return await launches.change(tx, launch.id, welcomed_until=tx.now)


async def _say(tx: Transaction, launch: Launch, what: str, text: str, blocks: list[Block]) -> None:
    key = f"launch:{launch.id}:{what}"
    if not launch.is_rehearsal:
        await tx.outbox.post(key, launch.channel_id, text, blocks)
        return
    for reader in await launches.readers_of(tx, launch.id):
        viewer = await access.viewer(tx, reader.member_id)
        sleeps = reader.tell_at is not None and reader.tell_at > tx.now
        if not sleeps and _may_hear(viewer, launch):
            shown = post_views.preview(viewer.words, launch.channel_id, text)
            await tx.outbox.direct(f"{key}:{viewer.id}", viewer.id, *shown)


async def _warn(tx: Transaction, facts: Facts) -> Launch:
    """Each silence is told once, to those for whom it is not night."""
    launch, due = facts.launch, quiet_due(facts)
    if due is None or due > tx.now:
        return launch
    for reader in await launches.readers_of(tx, launch.id):
        viewer = await access.viewer(tx, reader.member_id)
        if reader.has_card and _may_hear(viewer, launch) and not is_night(tx.now, viewer.zone):
            key = f"launch:{launch.id}:quiet:{facts.quiet_since.isoformat()}:{viewer.id}"
            await tx.outbox.direct(key, viewer.id, *views.warning(viewer, facts))
    return await launches.change(tx, launch.id, warned_of=facts.quiet_since)


def quiet_due(facts: Facts) -> datetime | None:
    """When it is to be said that it is quiet, if nobody writes. A prompt of ours gives people time to answer."""
    launch = facts.launch
    if launch.began_at is None or launch.is_rehearsal or launch.warned_of == facts.quiet_since:
        return None
    posted = [prompt.at for prompt in facts.prompts if prompt.state == "posted"]
    since = max([facts.quiet_since, launch.began_at, *posted])
    return rules.quiet_due(since, facts.zones, launch.ends_at)


def _may_hear(viewer: access.Viewer, launch: Launch) -> bool:
    return viewer.member.is_person and viewer.may_moderate(launch.channel_id)


def _is_over(launch: Launch, now: datetime) -> bool:
    """What is paused is left for a day to whoever paused it."""
    return now >= launch.ends_at + (rules.PATIENCE if launch.paused_at is not None else rules.NO_TIME)


def _ahead(facts: Facts) -> list[datetime | None]:
    """When something is due that somebody sees."""
    launch = facts.launch
    if not launch.is_open:
        return []
    if launch.paused_at is not None:
        return [launch.ends_at + rules.PATIENCE]
    if launch.state == "planned":
        return [launch.wave_at if launch.wave == "waiting" else None, launch.ends_at]
    waiting = [prompt.at for prompt in facts.prompts if prompt.state == "waiting"]
    until = launch.welcomed_until
    came = [at for _member_id, at in facts.came if until is None or at > until]
    welcome = rules.welcome_due(launch.began_at or facts.now, until) if came else None
    return [launch.ends_at, *waiting, welcome, quiet_due(facts)]


def _look(launch: Launch, now: datetime) -> datetime | None:
    """When to see whether anything has changed."""
    if not launch.is_open:
        return None
    if launch.state == "running":
        return now + rules.CARD
    is_soon = launch.wave_at - now <= rules.RARELY
    waits = launch.wave == "waiting" and launch.wave_at <= now
    return now + (rules.CARD if waits else rules.SOON if is_soon else rules.RARELY)
