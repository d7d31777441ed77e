"""Events whose envelope is sound and whose inside is not, or says less than is usual."""

from typing import Any

import pytest
from sqlalchemy import text as sql

from tests.handlers.conftest import Door

JOINED = {"type": "member_joined_channel", "user": "U1", "channel": "C1"}


@pytest.mark.parametrize(
    "event",
    [
        {"type": "team_join"},
        {"type": "team_join", "user": {}},
        {"type": "team_join", "user": {"id": 5}},
        {"type": "team_join", "user": {"id": "U1", "profile": "a text"}},
        {"type": "user_change", "user": {"name": "nobody"}},
        JOINED | {"event_ts": "NaN"},
        JOINED | {"event_ts": "1e400"},
        JOINED | {"event_ts": "99999999999999"},
        JOINED | {"event_ts": "-5"},
    ],
)
async def test_an_event_whose_inside_is_malformed_is_refused(door: Door, event: dict[str, Any]) -> None:
    assert await door.json({"type": "event_callback", "event_id": "Ev1", "event": event}) == (400, "")


@pytest.mark.parametrize(
    "message", [{"ts": "1e18"}, {"ts": "inf"}, {"ts": {}}, {"ts": "1.1", "subtype": {"a": 1}}, {}]
)
async def test_a_message_of_which_nothing_can_be_read_is_acknowledged(
    door: Door, message: dict[str, Any]
) -> None:
    event = {"type": "message", "channel": "C1", "user": "U1"} | message
    assert await door.json({"type": "event_callback", "event_id": "Ev1", "event": event}) == (200, "")


@pytest.mark.parametrize("stamps", [{}, {"event_time": 1_700_000_000}])
async def test_who_joins_is_noted_even_if_slack_does_not_say_when(door: Door, stamps: dict[str, int]) -> None:
    body = {"type": "event_callback", "event_id": "Ev1", "event": JOINED} | stamps
    assert await door.json(body) == (200, "")
    async with door.liaison.db.read() as tx:
        known = (await tx.execute(sql("SELECT member_id FROM memberships"))).scalars().all()
    assert known == ["U1"]
