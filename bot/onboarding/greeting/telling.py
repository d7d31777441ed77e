"""What a moderator is told of newcomers, as it is now: who has joined, and whom nobody has greeted."""

from collections.abc import Iterable, Sequence

from bot.access import Viewer
from bot.blocks import Block
from bot.i18n import words
from bot.onboarding import views
from bot.onboarding.greeting import views as greeting_views
from bot.onboarding.greeting.views import State, Ungreeted
from bot.onboarding.journey.views import Message
from bot.onboarding.views import Newcomers
from storage import channels, greetings
from storage.database import Reading
from storage.greeting_words import Newcomer
from storage.greetings import Greeting


async def still_open(tx: Reading, moderator: Viewer, newcomers: Iterable[Newcomer]) -> list[Greeting]:
    """Of these newcomers those whom nobody has greeted, as far as the moderator may know of them."""
    if not moderator.member.is_person:
        return []
    return [
        each
        for each in await greetings.of(tx, newcomers)
        if each.greeted_at is None
        and moderator.may_moderate(each.channel_id)
        and await is_there(tx, each.channel_id, each.member_id)
    ]


async def is_there(tx: Reading, channel_id: str, member_id: str) -> bool:
    """Whether a newcomer is still in the channel, and the channel still a group that Liaison is in."""
    channel = await channels.get(tx, channel_id)
    here = await channels.membership(tx, channel_id, member_id)
    is_alive = channel is not None and channel.kind == "group" and not channel.is_archived
    return (
        is_alive
        and channel is not None
        and channel.bot_is_member
        and here is not None
        and here.left_at is None
    )


async def message(
    tx: Reading, moderator: Viewer, joined: Sequence[Newcomers], ungreeted: Sequence[Greeting]
) -> Message:
    """Both in one message; at least one of them has somebody in it."""
    text, blocks = "", list[Block]()
    channel_words = words(moderator.workspace.language)
    if joined:
        text, blocks = views.newcomers(moderator.words, channel_words, joined)
    if ungreeted:
        lines = [await _as_seen(tx, moderator, each) for each in ungreeted]
        sentence, more = greeting_views.ungreeted(moderator.words, channel_words, lines)
        text = f"{text} {sentence}".strip()
        blocks = [*blocks, *more]
    return text, blocks


async def _as_seen(tx: Reading, moderator: Viewer, each: Greeting) -> Ungreeted:
    def seen(state: State, by: str | None = None) -> Ungreeted:
        return Ungreeted(each.channel_id, each.member_id, state, by, each.told > 1)

    if not moderator.may_moderate(each.channel_id):
        return seen("hidden")
    if each.greeted_at is not None:
        return seen("greeted")
    if not await is_there(tx, each.channel_id, each.member_id):
        return seen("over")
    if each.claimed_by is None:
        return seen("open")
    return seen("mine") if each.claimed_by == moderator.id else seen("claimed", each.claimed_by)
