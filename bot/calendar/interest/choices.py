"""What a person wants to be told of the calendar by direct message: all, what is theirs, a digest on Mondays, or nothing."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

from bot import blocks as b
from bot.blocks import Block
from bot.calendar import rules
from bot.errors import Gone
from bot.i18n import Words, zone
from storage import choices, people
from storage.database import Reading, Transaction

Choice = Literal["all", "mine", "digest", "none"]
CHOICES: Final[tuple[str, ...]] = get_args(Choice)
BLOCK: Final = "choice"
CHOOSE: Final = "calendar.choice"


def block(choice: str, _: Words) -> Block:
    """The part of a form in which a person chooses; the radio button of `choice` is pressed."""
    options = [
        _option(_("All"), _("What is new, too; reminders and changes"), "all"),
        _option(_("Only mine"), _("Reminders and changes of what you go to"), "mine"),
        _option(_("A digest"), _("On Mondays what is ahead; changes of what you go to"), "digest"),
        _option(_("Nothing"), _("No message about the calendar"), "none"),
    ]
    initial = next((option for option in options if option["value"] == choice), options[1])
    element = {
        "type": "radio_buttons",
        "action_id": CHOOSE,
        "options": options,
        "initial_option": initial,
    }
    return b.field(_("What I tell you by direct message"), BLOCK, element)


def _option(text: str, description: str, value: Choice) -> Block:
    return b.option(text, value) | {"description": b.plain(description, 75)}


async def save(tx: Transaction, member_id: str, choice: str) -> None:
    """Notes what a member wants from now on. Raises Gone for what is no choice."""
    if choice not in CHOICES:
        raise Gone
    if await of(tx, member_id) == choice:
        return  # a digest that is due stays due
    member = await people.get(tx, member_id)
    here = zone(member.timezone if member else "UTC")
    await choices.save(tx, member_id, choice, next_digest(tx.now, here) if choice == "digest" else None)


async def of(tx: Reading, member_id: str) -> str:
    """What a member has chosen: all, mine (whoever has not chosen), digest or none."""
    return (await choices.of_many(tx, [member_id]))[member_id]


async def of_many(tx: Reading, member_ids: Collection[str]) -> dict[str, str]:
    """The same of several, by member."""
    return await choices.of_many(tx, member_ids)


def next_digest(now: datetime, here: ZoneInfo) -> datetime:
    """The next Monday, 09:00 where a person is, after `now`."""
    return rules.round_up_from(now + timedelta(microseconds=1), here)
