"""The form of a launch: who, when, what is posted in the day. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot import blocks as b
from bot.access import Viewer
from bot.blocks import Block
from bot.groups import invite_views
from bot.i18n import Markup, Words, channel_link
from bot.launches import entered, rules, views
from storage.launch_posts import Prompt
from storage.launches import Launch

PLAN: Final = "launches.plan"  # the callback_id of the form
CHOOSE: Final = "launches.choose"
MORE: Final = "launches.more"

Message = tuple[str, list[Block]]


@dataclass(frozen=True, slots=True)
class Form:
    """What the form begins with. `launch`: the plan that is changed; None: a new one. `prompts`: in the order of their fields. `choices`:
    prompts of the list, by name. `waiting`: how many wait for the group, for who may know. `room`: for so many posts."""

    viewer: Viewer
    channel_id: str
    timezone: str
    launch: Launch | None
    prompts: Sequence[Prompt]
    choices: Mapping[str, str]
    waiting: int
    room: int


def form(shown: Form) -> Block:
    _, launch = shown.viewer.words, shown.launch
    begun = launch is not None and launch.began_at is not None
    said = _(
        "The day on which {channel} is invited. All hours are those of {city}. Nobody is invited before the hour that you choose.",
        channel=channel_link(shown.channel_id),
        city=_.city(shown.timezone),
    )
    blocks = [b.section(said)]
    if not begun:
        blocks += [*_hours(_, shown), *_people(_, shown)]
    blocks.append(
        b.field(
            _("Summary at"),
            entered.ENDS,
            _clock(shown, launch.ends_at if launch else None, "ends", "18:00"),
            hint=_("Then the day ends, and you read what came of it."),
        )
    )
    blocks += [b.divider(), b.section(_("*What I post on that day*, in words of yours or from the list."))]
    for number in range(1, shown.room + 1):
        blocks += _prompt(_, shown, number)
    if shown.room < rules.PROMPTS:
        blocks.append(b.actions(b.button(_("More posts"), MORE), block_id="more"))
    if not begun:
        blocks.append(_rehearsal(_, launch))
    metadata = {"channel": shown.channel_id, "room": str(shown.room)}
    if launch is not None:
        metadata |= {"launch": str(launch.id), "edits": str(launch.edits)}
        metadata["prompts"] = ",".join(str(prompt.id) for prompt in shown.prompts)
    return b.modal(
        _("Plan a launch") if launch is None else _("Change the plan"),
        blocks,
        callback_id=PLAN,
        submit=_("Save"),
        close=_("Cancel"),
        metadata=json.dumps(metadata),
    )


def _hours(_: Words, shown: Form) -> list[Block]:
    launch = shown.launch
    day: Block = {"type": "datepicker", "action_id": "launches.day"}
    if launch is not None:
        day["initial_date"] = launch.wave_at.astimezone(ZoneInfo(shown.timezone)).date().isoformat()
    hour = _clock(shown, launch.wave_at if launch else None, "hour", "")
    return [
        b.field(_("Day"), entered.DAY, day),
        b.field(
            _("People are invited at"),
            entered.HOUR,
            hour,
            hint=_("In the time of {city}.", city=_.city(shown.timezone)),
        ),
    ]


def _people(_: Words, shown: Form) -> list[Block]:
    launch = shown.launch
    people: Block = {
        "type": "plain_text_input",
        "action_id": "launches.people",
        "multiline": True,
        "max_length": invite_views.LONGEST,
    }
    file: Block = {
        "type": "file_input",
        "action_id": "launches.file",
        "filetypes": ["csv"],
        "max_files": 1,
    }
    hint = _("E-mail addresses, @names or Slack IDs, one a line or with commas between them.")
    if launch is not None and launch.list_id is not None:
        hint = _("Leave it empty to keep the list that there is. What you give now takes its place.")
    if not shown.viewer.is_secretariat:
        hint = Markup(f"{hint} {_('The Secretariat is asked whether it agrees to the list.')}")
    return [
        *_waiting(_, shown),
        b.field(_("People"), invite_views.PEOPLE, people, optional=True, hint=hint),
        b.field(
            _("Or a table"),
            invite_views.FILE,
            file,
            optional=True,
            hint=_("A CSV file with an e-mail address or a Slack ID in each row."),
        ),
    ]


def _waiting(_: Words, shown: Form) -> list[Block]:
    """Those who wait for the group already."""
    if not shown.waiting:
        return []
    said = _.many("{n} person who waits for this group", "{n} people who wait for this group", shown.waiting)
    boxes: Block = {
        "type": "checkboxes",
        "action_id": "launches.waiting",
        "options": [b.option(said, "yes")],
    }
    hint = _("Who has asked to join, and who is on lists that wait. Until that hour none of them is invited.")
    return [b.field(_("Also invite"), entered.WAITING, boxes, optional=True, hint=hint)]


def _prompt(_: Words, shown: Form, number: int) -> list[Block]:
    known = shown.prompts[number - 1] if number <= len(shown.prompts) else None
    text: Block = {
        "type": "plain_text_input",
        "action_id": f"launches.text{number}",
        "multiline": True,
        "max_length": rules.LONGEST_PROMPT,
    }
    if known is not None:
        text["initial_value"] = known.text
    menu: Block = {
        "type": "static_select",
        "action_id": f"launches.pick{number}",
        "placeholder": b.plain(_("From the list…"), 150),
        "options": [b.option(choice, name) for name, choice in list(shown.choices.items())[:100]],
    }
    return [
        b.field(
            _("Post {n} at", n=number),
            f"{entered.AT}{number}",
            _clock(shown, known.at if known else None, f"at{number}", ""),
            optional=True,
        ),
        b.field(_("Its words"), f"{entered.TEXT}{number}", text, optional=True),
        b.field(_("Or from the list"), f"{entered.PICK}{number}", menu, optional=True),
    ]


def _rehearsal(_: Words, launch: Launch | None) -> Block:
    choice = b.option(_("Rehearse it"), "yes")
    boxes: Block = {"type": "checkboxes", "action_id": "launches.rehearsal", "options": [choice]}
    if launch is not None and launch.is_rehearsal:
        boxes["initial_options"] = [choice]
    hint = views.rehearsed(_)
    return b.field(_("A rehearsal first"), entered.REHEARSAL, boxes, optional=True, hint=hint)


def _clock(shown: Form, moment: datetime | None, name: str, usual: str) -> Block:
    """A time to choose, in the zone of the plan."""
    picker: Block = {"type": "timepicker", "action_id": f"launches.{name}"}
    if moment is not None:
        picker["initial_time"] = f"{moment.astimezone(ZoneInfo(shown.timezone)):%H:%M}"
    elif usual:
        picker["initial_time"] = usual
    return picker


def saved(_: Words, channel_id: str) -> Block:
    """In the place of the form."""
    said = _(
        "*Saved.* In a moment you and the other moderators of {channel} have the plan as a direct message, with what is still to do.",
        channel=channel_link(channel_id),
    )
    return b.modal(_("Plan a launch"), [b.section(said)], callback_id=PLAN, close=_("Close"))


def choice(_: Words, groups: Sequence[tuple[str, str]]) -> Message:
    """Which group is meant: id and name of each."""
    text = _("Which group do you want to launch?")
    menu: Block = {
        "type": "static_select",
        "action_id": CHOOSE,
        "placeholder": b.plain(_("Group"), 150),
        "options": [b.option(name, id_) for id_, name in groups[: b.MOST_OPTIONS]],
    }
    rest = _("Is it not in the list? Type `/moderate launch` in the group's channel.")
    return text, [
        b.section(text),
        b.actions(menu),
        *([b.context(rest)] if len(groups) > b.MOST_OPTIONS else ()),
    ]
