"""What the clock does to a launch, which is held: people are invited, things are posted, its moderators warned, and it ends."""

from dataclasses import replace
from datetime import datetime

from bot.errors import Refusal
from bot.groups import deciding
from bot.launches import consent, people, posting, rules, telling, warning
from bot.launches import facts as reading
from bot.launches.facts import Facts
from storage import channels, invitations, launch_lists, launch_posts, launch_readers, launches
from storage.database import Transaction
from storage.launches import Launch


async def go_on(tx: Transaction, launch: Launch) -> None:
    """All that is due, then what its readers see, then when to look again."""
    if launch.is_open:
        await telling.follow(tx, launch)
    if launch.state == "planned":
        launch = await _wave(tx, launch)
    is_over = launch.is_open and _is_over(launch, tx.now)
    if launch.state == "running" and launch.paused_at is None:
        is_there = await reading.is_there(tx, launch)
        await posting.post_due(tx, launch, is_there=is_there)
        if is_there:
            launch = await posting.welcome(tx, launch, is_last=is_over)
    if is_over:
        launch = await end(tx, launch)
    await show(tx, launch)


async def show(tx: Transaction, launch: Launch) -> None:
    """Its readers see how it stands; and it is known when it is looked at next."""
    facts = await reading.gather(tx, launch)
    if launch.state == "running" and launch.paused_at is None:
        facts = replace(facts, launch=await warning.warn(tx, facts))
    await telling.draw(tx, facts)
    await consent.ask(tx, facts)
    told = [reader.tell_at for reader in await launch_readers.of_launch(tx, launch.id)]
    # What should have been done by now, and could not be, is looked at again: not at once, for that would never end.
    seen = rules.first(moment for moment in [*told, *_ahead(facts)] if moment and moment > tx.now)
    look = rules.first([seen, _look(facts.launch, tx.now)])
    await launches.change(tx, launch.id, due_at=look, next_at=seen)


async def begin(tx: Transaction, launch: Launch) -> Launch:
    """The people are invited, from now on. Raises IsArchived, IsPublic, NotThere."""
    if not launch.is_rehearsal:
        await deciding.group(tx, launch.channel_id)
        await channels.hold(tx, launch.channel_id)
        if launch.list_id is not None:
            await people.invite(tx, launch.list_id)
    launch = await launches.change(tx, launch.id, state="running", wave="done", began_at=tx.now)
    for prompt in await launch_posts.of_launch(tx, launch.id):
        if rules.prompt_is_late(tx.now, prompt.at):
            await launch_posts.move(tx, prompt.id, ["waiting"], "asked")
    await telling.close_plans(tx, await reading.gather(tx, launch))
    await telling.tell_again(tx, launch)
    return launch


async def end(tx: Transaction, launch: Launch) -> Launch:
    """The day is over: with a summary, if anybody was invited."""
    state = "off" if launch.began_at is None else "over"
    if launch.began_at is None or launch.paused_at is not None:
        await people.drop(tx, launch)
    launch = await launches.change(tx, launch.id, state=state, changed_by=None)
    if state == "over":
        await telling.tell_again(tx, launch)
    else:
        await telling.news(tx, launch, by=None)
    return launch


async def _wave(tx: Transaction, launch: Launch) -> Launch:
    """At the hour the people are invited, if all is ready; else somebody has to decide. Shortly before it their list is read again."""
    if launch.paused_at is not None or launch.wave != "waiting" or launch.wave_at - rules.LOOK_AGAIN > tx.now:
        return launch
    if launch.read_again_at is None and launch.list_id is not None:
        await launch_lists.read_again(tx, launch.list_id)
        launch = await launches.change(tx, launch.id, read_again_at=tx.now)
    if launch.wave_at > tx.now:
        return launch
    if rules.wave_is_late(tx.now, launch.wave_at, launch.ends_at):
        return await _ask(tx, launch)
    about = await invitations.get_list(tx, launch.list_id) if launch.list_id else None
    if launch.needs_consent or (about is not None and about.state == "reading"):
        return launch  # the Secretariat may agree in time; in a moment it is known who they are
    try:
        return await begin(tx, launch)
    except Refusal:
        return await _ask(tx, launch)


async def _ask(tx: Transaction, launch: Launch) -> Launch:
    """Nobody is invited unless somebody says so."""
    launch = await launches.change(tx, launch.id, wave="asked")
    await telling.news(tx, launch, by=None)
    return launch


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
    is_new = any(member_id not in facts.welcomed for member_id, _at in facts.came)
    began_at = launch.began_at or facts.now
    welcome = rules.welcome_due(began_at, launch.welcomed_until) if is_new else None
    return [launch.ends_at, *waiting, welcome, warning.quiet_due(facts)]


def _look(launch: Launch, now: datetime) -> datetime | None:
    """When to see whether anything has changed."""
    if not launch.is_open:
        return None
    if launch.state == "running":
        return now + rules.CARD
    is_soon = launch.wave_at - now <= rules.RARELY
    waits = launch.wave == "waiting" and launch.wave_at <= now
    return now + (rules.CARD if waits else rules.SOON if is_soon else rules.RARELY)
