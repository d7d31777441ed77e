"""Home is drawn when it is opened; where Slack does not take it then, as soon as Slack does."""

from typing import Any

import pytest

from storage import people
from tests.scenarios.conftest import Story

PASSES_BY: list[dict[str, Any]] = [
    {"kind": "status"},
    {"kind": "drop"},
    {"kind": "ratelimited", "retry_after": 1},
    {"kind": "error", "error": "internal_error"},
    {"kind": "error", "error": "token_revoked"},
]


async def open_home(story: Story) -> None:
    """Opens Ada's Home: Slack is to hear once that it was told."""
    before = len(story.ws.deliveries)
    await story.ws.open_home("ada")
    answers = [delivery.status for delivery in story.ws.deliveries[before:]]
    assert answers == [200]


@pytest.mark.parametrize("fault", PASSES_BY, ids=str)
async def test_a_home_that_slack_does_not_take_now_is_drawn_later(
    story: Story, fault: dict[str, Any]
) -> None:
    story.ws.faults.add("views.publish", **fault)
    await open_home(story)
    assert story.ws.home("ada") is None
    await story.settle()
    assert "Hello Ada" in str(story.ws.home("ada"))
    assert story.texts("secretariat") == []


async def test_a_home_that_slack_will_never_take_is_let_go_and_nobody_is_told(story: Story) -> None:
    story.ws.faults.add("views.publish", kind="error", error="not_enabled", times=9)
    await open_home(story)
    await story.settle()
    assert [call.method for call in story.ws.calls].count("views.publish") == 1
    assert story.texts("secretariat") == []


async def test_a_home_that_is_drawn_later_shows_what_is_true_by_then(story: Story) -> None:
    story.ws.faults.add("views.publish", kind="status")
    await open_home(story)
    async with story.liaison.db.write() as tx:
        await people.save(tx, story.ws.member("ada").id, name="Augusta")
    await story.settle()
    assert "Hello Augusta" in str(story.ws.home("ada"))
