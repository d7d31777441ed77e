"""What an event tells of a person or a channel is true of its moment: one that comes late is no word against what is known since."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.lockout import Lockout
from bot.roster.rules import may_be_outdated
from bot.roster.service import RosterService
from storage import channels, people
from storage import workspace as workspaces
from storage.database import Database
from tests.bot.directory.conftest import in_turn
from tests.conftest import START, MovableClock

NOW = datetime(2019, 3, 18, 8, 0, 0, 400_000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("happened_at", "known_since", "may_be"),
    [
        (None, NOW, False),
        (NOW, None, False),
        (NOW.replace(microsecond=0), NOW, False),  # within the second: nobody can tell
        (NOW + timedelta(minutes=1), NOW, False),
        (NOW - timedelta(seconds=2), NOW, True),
    ],
)
def test_an_event_is_outdated_if_something_was_noted_after_it(
    happened_at: datetime | None, known_since: datetime | None, may_be: bool
) -> None:
    assert may_be_outdated(happened_at, known_since) is may_be


def _user(*, is_gone: bool) -> dict[str, Any]:
    return {"id": "U1", "locale": "en", "deleted": is_gone, "profile": {"display_name": "Ana"}}


@in_turn("is_gone", [True, False])
async def test_of_two_events_in_the_wrong_order_the_later_counts_and_slack_is_asked(
    db: Database, clock: MovableClock, is_gone: bool
) -> None:
    client: Any = None  # nobody is asked here
    roster = RosterService(db, client, client, Lockout())
    first, second = START + timedelta(minutes=1), START + timedelta(minutes=5)
    clock.move_to(second)
    await roster.changed_person("Ev2", _user(is_gone=is_gone), second)
    await roster.changed_channel("Ev4", "C1", second, is_archived=is_gone)
    clock.move(minutes=1)
    async with db.read() as tx:
        assert (await workspaces.get(tx)).sync_due_at is None
    await roster.changed_person("Ev1", _user(is_gone=not is_gone), first)
    async with db.read() as tx:
        assert (await workspaces.get(tx)).sync_due_at == clock.now()
    await roster.changed_channel("Ev3", "C1", first, is_archived=not is_gone)
    async with db.read() as tx:
        ana, channel = await people.get(tx, "U1"), await channels.get(tx, "C1")
    assert ana is not None
    assert channel is not None
    assert (ana.is_deactivated, channel.is_archived) == (is_gone, is_gone)
