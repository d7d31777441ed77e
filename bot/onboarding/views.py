"""The welcome, and the word to moderators. A message is its text (for notifications and screen readers) and its blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import blocks as b
from bot.blocks import Block
from bot.i18n import Markup, Words, channel_link, mention

GUIDE = "onboarding.guide"
EDIT_PROFILE = "profile.edit"
OPEN_CALENDAR = "calendar.open"

# More names than this are counted, not listed.
NAMED = 12

Message = tuple[str, list[Block]]


@dataclass(frozen=True, slots=True)
class Group:
    """What a newcomer is told of a group. `coming`: lines about its next activities, markup already."""

    channel_id: str
    title: str
    purpose: str
    moderators: Sequence[str]
    coming: Sequence[str]


def welcome(
    _: Words,
    workspace: str,
    groups: Sequence[Group],
    *,
    to_workspace: bool,
    steps: Sequence[str],
    guide_url: str | None,
    is_guest: bool,
) -> Message | None:
    """The direct message to somebody who came: to the workspace, to groups, or to both. None if there is nothing to say."""
    if not to_workspace and not groups:
        return None
    if to_workspace:
        text = _(
            "Welcome to {workspace}. I am Liaison, the assistant of this workspace.", workspace=workspace
        )
    else:
        text = _("Welcome to {group}.", group=groups[0].title)
    blocks = _introduction(_, workspace, steps, guide_url, is_guest=is_guest) if to_workspace else []
    for group in groups[:8]:
        blocks += ([b.divider()] if blocks else []) + _about(_, group)
    if len(groups) > 8:
        blocks.append(b.context(_.many("And {n} more group.", "And {n} more groups.", len(groups) - 8)))
    if groups:
        hello = _.many(
            "A good start: say hello in the channel and tell what you work on.",
            "A good start: say hello in each channel and tell what you work on.",
            len(groups),
        )
        blocks.append(b.section(hello))
    if not to_workspace:
        blocks.append(b.actions(b.button(_("See what is ahead"), OPEN_CALENDAR)))
    return text, blocks


def _introduction(
    _: Words, workspace: str, steps: Sequence[str], guide_url: str | None, *, is_guest: bool
) -> list[Block]:
    what_for = (
        _(
            "You are a guest here: you see the channels you were invited to, and I help you find your way in them."
        )
        if is_guest
        else _(
            "Here partners from governments, unions, employers, NGOs and UN agencies share work in progress, "
            "ask each other for help, and hear of what is coming up."
        )
    )
    blocks = [
        b.header(_("Welcome to {workspace}", workspace=workspace)),
        b.section(
            _("I am *Liaison*, the assistant of this workspace. I write rarely, and only what concerns you.")
        ),
        b.section(what_for),
    ]
    if steps:
        blocks.append(
            b.section(
                _("*Three small steps to begin with.* They take five minutes.")
                if len(steps) == 3
                else _("*To begin with:*")
            )
        )
    for number, step in enumerate(steps, start=1):
        line, element = _step(_, step, guide_url)
        blocks.append(b.section(Markup(f"{number}.  {line}"), accessory=element))
    blocks.append(
        b.context(
            _(
                "I keep who is in which channel and when it was last written in, never what was said. `/liaison help` tells all I can do."
            )
        )
    )
    return blocks


def _step(_: Words, step: str, guide_url: str | None) -> tuple[Markup, Block]:
    match step:
        case "guide":
            return _("Read the User Guide: how this workspace works."), b.button(
                _("Open the guide"), GUIDE, url=guide_url
            )
        case "profile":
            return _("Say who you are, so that others in your field or country can find you."), b.button(
                _("Fill in my profile"), EDIT_PROFILE
            )
        case _other:
            return _("See which meetings, reports and deadlines are ahead."), b.button(
                _("See what is ahead"), OPEN_CALENDAR
            )


def _about(_: Words, group: Group) -> list[Block]:
    lines = [
        _("*You are now in {channel}: {title}.*", channel=channel_link(group.channel_id), title=group.title)
    ]
    if group.purpose:
        lines.append(_("What happens there: {purpose}", purpose=group.purpose))
    if group.moderators:
        who = _.listing([mention(member_id) for member_id in group.moderators])
        lines.append(_("Who moderates: {people}. Write to them with any question.", people=who))
    blocks = [b.section(Markup("\n".join(lines)))]
    if group.coming:
        blocks.append(b.section(Markup("\n".join([_("*Coming up:*"), *group.coming]))))
    else:
        blocks.append(b.context(_("Nothing is in this group's calendar yet.")))
    return blocks


def newcomers(_: Words, channel_words: Words, channel_id: str, member_ids: Sequence[str]) -> Message:
    """Tells a moderator who came into their channel, with something ready to say there, in the language of channels."""
    named = [mention(member_id) for member_id in member_ids[:NAMED]]
    more = len(member_ids) - len(named)
    people = _listing(_, named, more)
    channel = channel_link(channel_id)
    n = len(member_ids)
    text = _.many("{n} person has joined {channel}.", "{n} people have joined {channel}.", n, channel=channel)
    who = _.many(
        "*{n} person has joined {channel}:* {people}",
        "*{n} people have joined {channel}:* {people}",
        n,
        channel=channel,
        people=people,
    )
    hello = _hello(channel_words, named, more)
    return text, [
        b.section(who),
        b.section(
            _.many(
                "A hello in the channel within the first day makes a newcomer come back. You could write:",
                "A hello in the channel within the first day makes newcomers come back. You could write:",
                n,
            )
        ),
        b.section(Markup("> " + hello)),
        b.context(_("Copy it into {channel} and make it yours.", channel=channel)),
    ]


def _hello(_: Words, named: Sequence[Markup], more: int) -> Markup:
    """Something that the moderator can say in the channel."""
    return _(
        "Welcome, {people}. Tell us in a line what you work on, and what you hope to find here.",
        people=_listing(_, named, more),
    )


def _listing(_: Words, named: Sequence[Markup], more: int) -> Markup:
    return _.listing([*named, _.many("{n} other", "{n} others", more)] if more else named)
