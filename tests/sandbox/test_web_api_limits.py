"""How often each method may be called: the tiers of Slack's reference, in real seconds."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import create_workspace
from sandbox.api.methods import METHODS
from tests.sandbox.app import HandTime
from tests.sandbox.conftest import small_world
from tests.sandbox.test_limits_and_faults import limited

# https://docs.slack.dev/apis/web-api/rate-limits and each method's page. Calls a minute that Slack promises.
TIERS = {
    20: "bookmarks.add bookmarks.edit bookmarks.remove conversations.archive conversations.create conversations.list "
    "conversations.rename conversations.setPurpose conversations.setTopic emoji.list pins.add pins.list pins.remove "
    "reactions.remove usergroups.list users.list",
    50: "bookmarks.list bots.info chat.delete chat.update conversations.history conversations.info conversations.invite "
    "conversations.join conversations.kick conversations.leave conversations.mark conversations.open "
    "conversations.replies reactions.add reactions.get team.info users.conversations users.getPresence "
    "users.lookupByEmail",
    100: "chat.postEphemeral conversations.members users.info users.profile.get views.open views.publish views.push "
    "views.update",
}


@pytest.mark.parametrize("tier", TIERS)
def test_every_method_has_its_tier(tier: int) -> None:
    assert {name: METHODS[name].per_minute for name in TIERS[tier].split()} == dict.fromkeys(
        TIERS[tier].split(), tier
    )


@pytest.mark.parametrize("name", ["users.list", "conversations.info", "users.info"])
async def test_a_method_answers_as_often_as_its_tier_says_and_then_again_after_a_minute(
    name: str, real: HandTime
) -> None:
    async with create_workspace(real=real, world=small_world) as ws:
        client = AsyncWebClient(ws.bot_token, base_url=ws.url, retry_handlers=[])
        args = {"user": ws.bot_user_id, "channel": ws.channel("announcements").id}
        for _ in range(METHODS[name].per_minute):
            await client.api_call(name, data=args)
        assert await limited(client.api_call(name, data=args)) == 60
        await client.auth_test()  # the others go on
        real.move(60)
        await client.api_call(name, data=args)
