"""How long a channel has been silent: written down from messages, of which nothing else is kept."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.nudges import rules
from storage import channels, nudges
from storage import workspace as workspaces
from storage.channels import Channel
from storage.database import Transaction


def posted_at(message: Mapping[str, Any]) -> datetime | None:
    """When a person said this. None if it is not a person's post."""
    try:
        if not rules.is_persons_post(message.get("subtype"), message.get("bot_id"), message.get("user")):
            return None
        return datetime.fromtimestamp(float(message["ts"]), UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


async def note_post(tx: Transaction, channel: Channel, at: datetime) -> None:
    """A person wrote in a channel at `at`; older news changes nothing."""
    workspace = await workspaces.get(tx)
    quiet_days = channel.quiet_days or workspace.quiet_days
    due = rules.silence_due(at, quiet_days, channel.snoozed_until)
    await nudges.note_post(tx, channel.id, at, due if channel.kind == "group" else None)


async def watch(tx: Transaction, channel: Channel) -> None:
    """A channel became a group, or its number of quiet days changed: from now on its silence counts.

    A silence that was nudged about already is not nudged about again (`storage.nudges.plan`).
    """
    quiet_days = channel.quiet_days or (await workspaces.get(tx)).quiet_days
    since = channel.last_post_at or channel.first_seen_at or tx.now
    due = rules.silence_due(since, quiet_days, channel.snoozed_until)
    await channels.save(tx, channel.id, nudge_due_at=due)
