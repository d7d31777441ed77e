"""The checklist of the first weeks, as it stands in the welcome and on Home, and the two reminders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot import blocks as b
from bot.blocks import Block
from bot.i18n import Markup, Words, channel_link, escape, link
from bot.onboarding.journey.rules import Reminder
from bot.onboarding.steps import Step

GUIDE: Final = "onboarding.guide"  # opens the guide, which ticks it
READ_MORE: Final = "onboarding.read"  # opens the link of a workspace's own step, which ticks that
TICK: Final = "onboarding.tick"
NOT_NOW: Final = "onboarding.not_now"
STOP: Final = "onboarding.stop"
EDIT_PROFILE: Final = "profile.edit"
OPEN_CALENDAR: Final = "calendar.open"
GET_SLACK: Final = "https://slack.com/downloads"

Message = tuple[str, list[Block]]


@dataclass(frozen=True, slots=True)
class Checklist:
    """The steps that are for somebody, and which are done.

    `can_stop`: reminders are still to come, or may be; `can_put_off`: they have not said “not now” yet; `until`: if they have, and it
    is still to come, the day until which they hear nothing; `has_no_group`: they are in none yet.
    """

    steps: Sequence[Step]
    done: frozenset[str]
    can_stop: bool = False
    can_put_off: bool = False
    has_stopped: bool = False
    until: date | None = None
    has_no_group: bool = False

    @property
    def is_complete(self) -> bool:
        return all(step.name in self.done for step in self.steps)


def checklist(_: Words, items: Checklist) -> list[Block]:
    """The steps with a tick on those that are done, and a button for those that are not. Nothing where there are none."""
    if not items.steps:
        return []
    blocks = [b.section(heading(_, items))]
    for step in items.steps:
        line = _line(_, step)
        if step.name in items.done:
            blocks.append(b.section(Markup(f":white_check_mark: ~{line}~")))
        else:
            text = Markup(f"○  {line}{_hint(_, step)}")
            blocks.append(b.section(text, accessory=_button(_, step)))
            if step.name == "greeting" and items.has_no_group:
                blocks.append(b.context(_way_into_groups(_)))
    return blocks + ([] if items.is_complete else _ending(_, items))


def heading(_: Words, items: Checklist) -> Markup:
    """How far somebody is."""
    if items.is_complete:
        return _("*Your first steps: all done.* You have found your way in.")
    done = sum(step.name in items.done for step in items.steps)
    if not done:
        return _("*Your first steps.* They take a few minutes.")
    return _("*Your first steps: {done} of {total} done.*", done=done, total=len(items.steps))


def _line(_: Words, step: Step) -> Markup:
    if own := step.said(_.language):
        return Markup(escape(own))
    match step.name:
        case "joined":
            return _("Join the workspace")
        case "guide":
            return _("Read the User Guide: how this workspace works")
        case "profile":
            return _("Say who you are, so that others in your field or country can find you")
        case "greeting":
            return _("Say hello in one of your groups, and what you work on")
        case "question":
            return _("Ask a first question there, or answer somebody's")
        case "calendar":
            return _("See which meetings, reports and deadlines are ahead")
        case _phone:
            return _("Have Slack on your phone")


def _hint(_: Words, step: Step) -> Markup:
    """What helps with a step that is open."""
    if step.name == "phone" and not step.said(_.language) and not step.link:
        return Markup(" · " + link(GET_SLACK, "slack.com/downloads"))
    if step.name in ("greeting", "question") and not step.said(_.language):
        return Markup("\n_" + _("This ticks itself.") + "_")
    return Markup("")


def _way_into_groups(_: Words) -> Markup:
    return _("The work is done in the Action Groups: `/groups` shows those that you may ask to join.")


def _button(_: Words, step: Step) -> Block | None:
    match step.name:
        case "joined" | "greeting" | "question":
            return None
        case "guide":
            return b.button(_("Open the guide"), GUIDE, url=step.link)
        case "profile":
            return b.button(_("Fill in my profile"), EDIT_PROFILE)
        case "calendar":
            return b.button(_("See what is ahead"), OPEN_CALENDAR)
        case "phone":
            return b.button(_("I have it"), TICK, value=step.name)
    if step.link:
        return b.button(_("Open"), READ_MORE, url=step.link, value=step.name)
    return b.button(_("Done"), TICK, value=step.name)


def _ending(_: Words, items: Checklist) -> list[Block]:
    """How to hear less of it."""
    if items.has_stopped:
        return [b.context(_("I don't remind you of these any more."))]
    if not items.can_stop:
        return []
    blocks = []
    if items.until:
        blocks.append(
            b.context(_("You hear nothing more of these from me before {day}.", day=_.day(items.until)))
        )
    else:
        blocks.append(b.context(_("These tick themselves where I notice it. I remind you at most twice.")))
    buttons = [b.button(_("Not now"), NOT_NOW)] if items.can_put_off else []
    return [*blocks, b.actions(*buttons, b.button(_("No reminders, please"), STOP))]


def reminder(
    _: Words, about: Reminder, workspace: str, step: Step | None, items: Checklist, group: str | None
) -> Message:
    """One of the two reminders, with its buttons; once it is answered, without them.

    `step`: the first small one, if there is any; `group`: the channel of a group that they are in.
    """
    if about == "silent":
        text = _("You have been in {workspace} for a while now. How is it going?", workspace=workspace)
        hello = (
            _(
                "Reading along is fine. If you like to be found, a line in {channel} is enough: who you are, and what you work on.",
                channel=channel_link(group),
            )
            if group
            else _way_into_groups(_)
        )
        blocks = [b.section(text), b.section(hello)]
    else:
        text = _("A small step in {workspace}, when you have five minutes", workspace=workspace)
        blocks = [b.section(_("{what}:", what=text))]
        if step is not None and step.name in items.done:
            blocks.append(b.section(Markup(f":white_check_mark: ~{_line(_, step)}~")))
        elif step is not None:
            blocks.append(b.section(Markup(f"{_line(_, step)}{_hint(_, step)}"), accessory=_button(_, step)))
    is_answered = about == "first_step" and step is not None and step.name in items.done
    return text, blocks + ([] if is_answered else _answers(_, items))


def _answers(_: Words, items: Checklist) -> list[Block]:
    if items.has_stopped:
        return [b.context(_("Fine: I don't remind you of your first steps any more."))]
    if items.until:
        return [b.context(_("Fine: I come back to it once, not before {day}.", day=_.day(items.until)))]
    if not items.can_put_off:
        return [b.context(_("I don't write to you about this again."))]
    return [b.actions(b.button(_("Not now"), NOT_NOW), b.button(_("No reminders, please"), STOP))]
