"""`/liaison`: what Liaison is and can do, for whoever asks in whatever words."""

import json

import pytest

from tests.scenarios.conftest import Story


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("", "never what was said"),
        ("help", "`/partners` finds people"),
        ("partnesr", "Did you mean `/partners`?"),
    ],
)
async def test_liaison_tells_of_itself_and_guesses_what_was_meant(
    story: Story, word: str, expected: str
) -> None:
    reply = await story.ws.command("ada", "announcements", "/liaison", word)
    assert expected in json.dumps(reply.blocks, ensure_ascii=False)
