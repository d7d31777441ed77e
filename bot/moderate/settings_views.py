"""The form of `/moderate settings`, how it is read, and what holds then. Pure."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot import blocks as b
from bot.blocks import Block
from bot.errors import Gone
from bot.i18n import Markup, Words, channel_link
from bot.moderate.service import Entered, Settings
from bot.moderate.views import SETTINGS, decided
from bot.nudges.form_views import DAY
from bot.nudges.rules import FEWER

DAYS: Final = "days"  # block ids; that of the day on which a season ends is `DAY`
EVERY: Final = "every"
AWAY: Final = "away"
REST: Final = "rest"

OWN_DAYS: Final = (1, 2, 3, 5, 7, 10, 14, 21, 28)
LEARNED: Final = "learned"
AWAKE, SNOOZED = "awake", "snoozed"


def form(shown: Settings) -> Block:
    _ = shown.words
    blocks = [
        b.section(_("*{channel}*", channel=channel_link(shown.channel_id))),
        _select(_("When I speak up"), DAYS, _days(_, shown), str(shown.own_days or LEARNED)),
        _select(_("How the channel is"), REST, _rests(_, shown), _rest(shown)),
        b.field(
            _("If it rests for a season: its first day again"), DAY, _date(shown.rest_until), optional=True
        ),
        b.divider(),
        _select(_("How often I write to you about it"), EVERY, _often(_), str(shown.every_days or 0)),
        b.field(
            _("You are away, and back on"),
            AWAY,
            _date(shown.away_until),
            optional=True,
            hint=_("For all your channels. Meanwhile I tell the other moderators, or the Secretariat."),
        ),
    ]
    return b.modal(
        _("Settings"),
        blocks,
        callback_id=SETTINGS,
        submit=_("Save"),
        close=_("Cancel"),
        metadata=json.dumps({"channel": shown.channel_id}),
    )


def _days(_: Words, shown: Settings) -> list[Block]:
    own = sorted({*OWN_DAYS, *([shown.own_days] if shown.own_days else [])})
    unset = shown.threshold.days if shown.own_days is None else shown.learned
    as_learned = (
        _("When it is quiet for longer than usual")
        if unset is None
        else _.many(
            "When it is quiet for longer than usual: {n} day",
            "When it is quiet for longer than usual: {n} days",
            unset,
        )
    )
    return [
        b.option(as_learned, LEARNED),
        *(b.option(_.many("After {n} day", "After {n} days", days), str(days)) for days in own),
    ]


def _rests(_: Words, shown: Settings) -> list[Block]:
    snoozed = shown.snoozed_until
    return [
        b.option(_("Awake"), AWAKE),
        *([b.option(_("Snoozed until {day}", day=_.day(snoozed)), SNOOZED)] if snoozed else ()),
        b.option(_("At rest for a season"), "season"),
        b.option(_("At rest for good"), "finished"),
    ]


def _rest(shown: Settings) -> str:
    return shown.rest or (SNOOZED if shown.snoozed_until else AWAKE)


def _often(_: Words) -> list[Block]:
    return [
        b.option(_("As it comes, once a day at most"), "0"),
        *(b.option(_.many("Once in {n} day", "Once in {n} days", days), str(days)) for days in FEWER),
    ]


def _select(label: str, block_id: str, options: list[Block], chosen: str) -> Block:
    element: Block = {"type": "static_select", "action_id": f"moderate.{block_id}", "options": options}
    element["initial_option"] = next(option for option in options if option["value"] == chosen)
    return b.field(label, block_id, element)


def _date(day: date | None) -> Block:
    element: Block = {"type": "datepicker", "action_id": "moderate.day"}
    return element | ({"initial_date": day.isoformat()} if day else {})


def entered(fields: Mapping[str, Any]) -> Entered:
    """What stands in the form. Raises Gone for what it does not offer."""
    rest = fields.get(REST)
    if rest not in {AWAKE, SNOOZED, "season", "finished"}:
        raise Gone
    return Entered(
        own_days=_number(fields.get(DAYS), LEARNED),
        every_days=_number(fields.get(EVERY), "0"),
        away_until=_day(fields.get(AWAY)),
        rest=str(rest) if rest in {"season", "finished"} else "",
        rest_until=_day(fields.get(DAY)),
        away_block=AWAY,
        wakes=rest == AWAKE,
    )


def _number(value: object, nothing: str) -> int | None:
    text = str(value)
    if text == nothing:
        return None
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= 400:
        raise Gone
    return int(text)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        raise Gone from None


def saved(shown: Settings) -> Block:
    """What holds now."""
    _ = shown.words
    lines = [_("*{channel}*", channel=channel_link(shown.channel_id)), *decided(_, shown)]
    return b.modal(
        _("Settings"), [b.section(Markup("\n".join(lines)))], callback_id=SETTINGS, close=_("Close")
    )
