"""Tells a moderator or the Secretariat, once, what Slack refused for good or what nobody can be sure of."""

from collections.abc import Callable
from functools import partial

from bot import access
from bot.directory.contact import introductions
from bot.i18n import Words, words
from bot.troubles import rules, views
from storage import channels, people
from storage import workspace as workspaces
from storage.database import Transaction
from storage.deliveries import Letter, Outcome


class TroubleService:
    """Plans the notice in the transaction that settles the row, so that it is told once even under kills."""

    async def tell(self, tx: Transaction, letter: Letter, outcome: Outcome) -> None:
        error = outcome.error or ""
        if letter.kind == "group" and outcome.state == "refused" and "about" in letter.payload:
            await introductions.not_made(tx, letter.key, letter.payload["about"])
        channel = await channels.get(tx, letter.lane)
        to_person = channel is None and letter.kind not in ("post", "invite")
        if rules.is_nobodys_business(letter.key, letter.kind, error, to_person=to_person):
            return
        if outcome.state == "held":
            held = rules.held_key(letter.kind, error, tx.now)
            await self._tell_secretariat(tx, letter, held, partial(views.held, error=error))
            return
        key = rules.key(letter.lane, outcome.state, error, tx.now)
        about = None if to_person else letter.lane
        person = letter.lane.partition(",")[0] if to_person else None

        def message(words_: Words) -> views.Message:
            return views.trouble(words_, outcome.state, error, about, person)

        moderators = await channels.moderators_of(tx, channel.id) if channel is not None else []
        for moderator in moderators:
            viewer = await access.viewer(tx, moderator.id)
            await tx.outbox.direct(f"{key}:{moderator.id}", moderator.id, *message(viewer.words))
        if not moderators:
            await self._tell_secretariat(tx, letter, key, message)

    @staticmethod
    async def _tell_secretariat(
        tx: Transaction, letter: Letter, key: str, message: Callable[[Words], views.Message]
    ) -> None:
        """In their channel, or else to each of them; not where it could not be sent."""
        workspace = await workspaces.get(tx)
        if workspace.secretariat_channel_id not in (None, letter.lane):
            await tx.outbox.post(
                key, str(workspace.secretariat_channel_id), *message(words(workspace.language))
            )
            return
        for member in await people.secretariat(tx):
            if member.id != letter.lane:
                viewer = await access.viewer(tx, member.id)
                await tx.outbox.direct(f"{key}:{member.id}", member.id, *message(viewer.words))
