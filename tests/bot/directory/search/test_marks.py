"""What is bold in a result is what counted, where it counted, and nothing that only looks like it."""

import pytest

from bot.directory.search.service import DirectoryService
from tests.bot.directory.conftest import Join, Publish, in_turn


@pytest.fixture
async def lawyers(join: Join, publish: Publish) -> None:
    await join("UV")
    await publish(
        "U1", "Lawrence Lawson", role="Law and Lawton order", offers="Lawn mowing", fields=["Law", "Lawns"]
    )
    await publish("U2", "Coast Ivory", role="Coast guard", country="CI", seeks="Laws")


CASES = {
    # Short, and some go by it as it is: words that merely begin so don't count.
    "law": {"U1": {"role": {"law"}, "fields": {"law"}}, "U2": {"seeks": {"laws"}}},
    # Nobody goes by it: beginnings count, but for two or three letters in sentences.
    "lawto": {"U1": {"role": {"lawton"}}},
    "la": {"U1": {"name": {"lawrence", "lawson"}, "role": {"law", "lawton"}, "fields": {"law", "lawns"}}},
    # Only where it was asked for.
    "name:coast": {"U2": {"name": {"coast"}}},
    # Found by the country: of its two words only both together are words that were looked for.
    "ivory coast": {"U2": {"name": {"ivory", "coast"}, "role": {"coast"}}},
    "cote d'ivoire": {"U2": {}},
    "lawsonn": {"U1": {"name": {"lawson"}}},
}


@in_turn("text", CASES)
async def test_only_what_counted_is_marked(service: DirectoryService, lawyers: None, text: str) -> None:
    found = await service.search("UV", text)
    assert {hit.profile.member_id: dict(hit.marks) for hit in found.hits} == CASES[text]
