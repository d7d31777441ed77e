"""People and channels that somebody mentions in a search, as Slack writes them into a text: `<@U1>`, `<#C1|migration>`."""

import re
from typing import Final

from bot.directory.query.parts import filtered
from bot.directory.search import people
from bot.directory.search.audience import Audience
from storage.database import Reading

_PERSON: Final = re.compile(r"<@(\w+)(?:\|[^<>]*)?>")
_CHANNEL: Final = re.compile(r"<#(\w+)(?:\|[^<>]*)?>")
_MOST: Final = 5  # of people


async def as_filters(tx: Reading, audience: Audience, text: str) -> str:
    """The text with filters in the place of the mentions of people whom the viewer may find, and of groups that they may search by.

    Others stay as they are: nothing tells whether they are listed.
    """
    for member_id in list(dict.fromkeys(_PERSON.findall(text)))[:_MOST]:
        profile = await people.findable(tx, audience, member_id)
        if profile is not None:
            named = filtered("name", profile.name).replace("\\", " ")
            text = re.sub(rf"<@{member_id}(?:\|[^<>]*)?>", f" {named} ", text)
    return _CHANNEL.sub(
        lambda found: f" group:{found[1]} " if found[1] in audience.groups else found[0], text
    )
