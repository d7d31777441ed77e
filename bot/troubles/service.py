"""Tells a moderator or the Secretariat, once, what Slack refused for good or what nobody can be sure of."""

from bot import access
from bot.i18n import words
from bot.troubles import rules, views
from storage import channels, people
from storage import workspace as workspaces
from storage.database import Transaction
from storage.deliveries import Letter, Outcome


class TroubleService:
    """Plans the notice in the transaction that settles the row, so that it is told once even under kills."""

    async def tell(self, tx: Transaction, letter: Letter, outcome: Outcome) -> None:
        if letter.key.startswith(rules.PREFIX) or outcome.error in rules.NOBODY_NEEDS_TO_KNOW:
            return
        error = outcome.error or ""
        key = rules.key(letter.lane, outcome.state, error, tx.now)
        channel = await channels.get(tx, letter.lane)
        about = letter.lane if letter.kind in ("post", "update", "invite") else None
        person = None if about else letter.payload["users"][0]
        moderators = await channels.moderators_of(tx, channel.id) if channel is not None else []
        if moderators:
            for moderator in moderators:
                viewer = await access.viewer(tx, moderator.id)
                message = views.trouble(viewer.words, outcome.state, error, about, person)
                await tx.outbox.direct(f"{key}:{moderator.id}", moderator.id, *message)
            return
        workspace = await workspaces.get(tx)
        if workspace.secretariat_channel_id not in (None, letter.lane):
            message = views.trouble(words(workspace.language), outcome.state, error, about, person)
            await tx.outbox.post(key, str(workspace.secretariat_channel_id), *message)
            return
        for member in await people.secretariat(tx):
            if member.id != letter.lane:
                viewer = await access.viewer(tx, member.id)
                message = views.trouble(viewer.words, outcome.state, error, about, person)
                await tx.outbox.direct(f"{key}:{member.id}", member.id, *message)
