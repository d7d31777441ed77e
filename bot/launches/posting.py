"""What a launch says in the channel by itself: the posts that were planned, and welcomes. In a rehearsal its readers get it."""

from bot import access
from bot.blocks import Block
from bot.i18n import words
from bot.launches import post_views, rules
from bot.launches.telling import may_hear
from storage import launch_posts, launch_readers, launches, people
from storage import workspace as workspaces
from storage.database import Transaction
from storage.launch_posts import Prompt
from storage.launches import Launch


async def post_due(tx: Transaction, launch: Launch, *, is_there: bool) -> None:
    """What is due is posted, and what is too late is left out. `is_there`: whether anything can be posted in the channel."""
    for prompt in await launch_posts.of_launch(tx, launch.id):
        if prompt.state == "waiting" and prompt.at <= tx.now:
            if rules.prompt_is_late(tx.now, prompt.at):
                await launch_posts.move(tx, prompt.id, ["waiting"], "missed")
            elif is_there and await launch_posts.move(tx, prompt.id, ["waiting"], "posted"):
                await post(tx, launch, prompt)


async def post(tx: Transaction, launch: Launch, prompt: Prompt) -> None:
    """In the channel; in a rehearsal to those who follow it."""
    text, blocks = post_views.post(prompt.text)
    await _say(tx, launch, f"prompt:{prompt.id}", text, blocks)


async def welcome(tx: Transaction, launch: Launch, *, is_last: bool) -> Launch:
    """Who came and has not been welcomed yet is welcomed in the channel, all in one post; before the end for the last time. People of
    other workspaces are counted, not named."""
    if launch.began_at is None:
        return launch
    if is_last:
        if rules.prompt_is_late(tx.now, launch.ends_at):
            return launch
    elif rules.welcome_due(launch.began_at, launch.welcomed_until) > tx.now:
        return launch
    before = await launch_readers.welcomed(tx, launch.id)
    came = await launch_readers.came(tx, launch.channel_id, launch.began_at)
    new = [member_id for member_id, _at in came if member_id not in before]
    if not new:
        return launch
    known = await people.by_ids(tx, new)
    names = [known[each].name for each in new if known[each].name and not known[each].is_external]
    language = (await workspaces.get(tx)).language
    text, blocks = post_views.welcome(words(language), names, len(new) - len(names))
    await launch_readers.welcome(tx, launch.id, new)
    await _say(tx, launch, f"welcome:{len(before)}", text, blocks)
    return await launches.change(tx, launch.id, welcomed_until=tx.now)


async def _say(tx: Transaction, launch: Launch, what: str, text: str, blocks: list[Block]) -> None:
    key = f"launch:{launch.id}:{what}"
    if not launch.is_rehearsal:
        await tx.outbox.post(key, launch.channel_id, text, blocks)
        return
    for reader in await launch_readers.of_launch(tx, launch.id):
        viewer = await access.viewer(tx, reader.member_id)
        sleeps = reader.tell_at is not None and reader.tell_at > tx.now
        if not sleeps and may_hear(viewer, launch):
            shown = post_views.preview(viewer.words, launch.channel_id, text)
            await tx.outbox.direct(f"{key}:{viewer.id}", viewer.id, *shown)
