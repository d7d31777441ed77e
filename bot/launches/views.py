"""What the messages about a launch have in common, and the names of their buttons. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot import blocks as b
from bot.access import Viewer
from bot.blocks import Block
from bot.i18n import Markup, Words, channel_link, escape, mention
from bot.launches.facts import Facts
from storage.launch_posts import Prompt

CHANGE: Final = "launches.change"
PAUSE: Final = "launches.pause"
GO_ON: Final = "launches.go_on"
CALL_OFF: Final = "launches.call_off"
TICK: Final = "launches.tick"
BEGIN: Final = "launches.begin"
POST: Final = "launches.post"
LEAVE_OUT: Final = "launches.leave_out"

SHORT: Final = 200  # characters of a prompt that are shown

Message = tuple[str, list[Block]]


def when(viewer: Viewer, facts: Facts) -> Markup:
    """The day and its hours, where the reader is."""
    _, launch = viewer.words, facts.launch
    begins, ends = (each.astimezone(viewer.zone) for each in (launch.wave_at, launch.ends_at))
    end = _.hour(ends)
    if ends.date() != begins.date():
        end = _("{day}, {hour}", day=_.day(ends.date()), hour=end)
    return _(
        "People are invited on {day} at {hour}, your time. Summary: {end}.",
        day=_.day(begins.date()),
        hour=_.hour(begins),
        end=end,
    )


def title(_: Words, facts: Facts) -> Markup:
    channel = channel_link(facts.launch.channel_id)
    if facts.launch.is_rehearsal:
        return _("Rehearsal of the launch of {channel}", channel=channel)
    return _("The launch of {channel}", channel=channel)


def rehearsed(_: Words) -> Markup:
    return _("Nobody is invited, and nothing is posted: you get by direct message what would be.")


def ended(_: Words, facts: Facts) -> Markup:
    if facts.launch.state == "over":
        return _("It is over.")
    if facts.launch.changed_by is None:
        return _("Its day passed, and nobody was invited. `/moderate launch` plans another.")
    return _("{who} has called it off.", who=mention(facts.launch.changed_by))


def standing(viewer: Viewer, facts: Facts) -> list[Block]:
    """That it is paused, that somebody has to decide, or that I can't do my part."""
    _, launch = viewer.words, facts.launch
    if launch.paused_at is not None:
        said = _(
            "*Paused* by {who} at {hour}: I invite nobody and post nothing.",
            who=mention(launch.changed_by or ""),
            hour=hour(viewer, launch.paused_at),
        )
        return [b.section(said)]
    if launch.wave == "asked":
        return [b.section(Markup(f"{_('*Nobody has been invited yet.*')} {_why_not(_, facts)}"))]
    if launch.state == "running" and not facts.is_there:
        said = _(
            "*I can't post anything*: the channel is archived, or I am not in it. Unarchive it, and type `/invite @Liaison` there."
        )
        return [b.section(said)]
    return []


def _why_not(_: Words, facts: Facts) -> Markup:
    if facts.launch.needs_consent:
        return _(
            "Their hour has passed, and the Secretariat has not agreed to the list. Ask it, or choose another hour with “Change”."
        )
    if not facts.is_there:
        return _(
            "Their hour has passed: the channel is archived, or I am not in it. Once that is mended, invite them, or choose another "
            "hour with “Change”."
        )
    return _(
        "Their hour passed while it was paused, or I was not running. Invite them now, or choose another hour with “Change”."
    )


def prompts(viewer: Viewer, facts: Facts) -> list[Block]:
    """What is posted when. About what was to be posted in a pause somebody decides."""
    _ = viewer.words
    said = {
        "waiting": Markup("○"),
        "posted": Markup(":white_check_mark:"),
        "missed": _("left out, because it was late:"),
        "dropped": _("left out:"),
    }
    lines = [
        Markup(f"{hour(viewer, prompt.posted_at or prompt.at)}  {said[prompt.state]}  {short(prompt)}")
        for prompt in facts.prompts
        if prompt.state in said
    ]
    blocks = [b.section(listed([_("*Posts*"), *lines], bullets=False))] if lines else []
    if facts.launch.paused_at is not None or facts.launch.began_at is None:
        return blocks
    for prompt in facts.prompts:
        if prompt.state == "asked":
            late = _("Was to be posted at {hour}:", hour=hour(viewer, prompt.at))
            value = str(prompt.id)
            blocks += [
                b.section(Markup(f"{late}\n> {short(prompt)}"), block_id=f"late.{value}"),
                b.actions(
                    b.button(_("Post it now"), POST, value=value),
                    b.button(_("Leave it out"), LEAVE_OUT, value=value),
                    block_id=f"prompt.{value}",
                ),
            ]
    return blocks


def buttons(_: Words, facts: Facts) -> Block:
    launch, value = facts.launch, str(facts.launch.id)
    shown = []
    if launch.paused_at is not None:
        shown.append(b.button(_("Go on"), GO_ON, value=value, style="primary"))
    elif launch.wave == "asked":
        shown.append(b.button(_("Invite them now"), BEGIN, value=value, style="primary"))
    shown.append(b.button(_("Change"), CHANGE, value=value))
    if launch.paused_at is None:
        shown.append(b.button(_("Pause"), PAUSE, value=value))
    off = b.button(_("Call it off"), CALL_OFF, value=value, style="danger")
    sure = {
        "title": b.plain(_("Call off the launch?"), 100),
        "text": b.plain(_("Nobody else is invited, and nothing more is posted."), 300),
        "confirm": b.plain(_("Call it off"), 30),
        "deny": b.plain(_("Keep it"), 30),
    }
    return b.actions(*shown, off | {"confirm": sure}, block_id="launch")


def listed(lines: Sequence[str], *, bullets: bool = True) -> Markup:
    return Markup(b.clip("\n".join(f"•  {line}" if bullets else line for line in lines), 2900))


def hour(viewer: Viewer, moment: datetime) -> Markup:
    return viewer.words.hour(moment.astimezone(viewer.zone))


def short(prompt: Prompt) -> Markup:
    return Markup(b.clip(escape(" ".join(prompt.text.split())), SHORT))
