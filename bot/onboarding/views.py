"""The welcome, and the word to moderators. A message is its text (for notifications and screen readers) and its blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import blocks as b
from bot.blocks import Block
from bot.i18n import Markup, Words, channel_link, mention
from bot.onboarding.journey.views import OPEN_CALENDAR, Checklist, Message
from bot.onboarding.journey.views import checklist as steps_of

# Groups that a welcome tells of whole; a welcome to the workspace takes some twenty of a message's 50 blocks, a group three.
MOST_GROUPS = 8

# More names than this are counted, not listed.
NAMED = 12
# Channels in one word about newcomers; each takes two of a message's 50 blocks.
IN_ONE_MESSAGE = 15


@dataclass(frozen=True, slots=True)
class Group:
    """What a newcomer is told of a group. `coming`: lines about its next activities, markup already."""

    channel_id: str
    title: str
    purpose: str
    moderators: Sequence[str]
    coming: Sequence[str]


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Who (at least one) came into a channel."""

    channel_id: str
    member_ids: Sequence[str]


def welcome(
    _: Words,
    workspace: str,
    groups: Sequence[Group],
    *,
    to_workspace: bool,
    checklist: Checklist | None,
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
    blocks = _introduction(_, workspace, checklist, is_guest=is_guest) if to_workspace else []
    for group in groups[:MOST_GROUPS]:
        blocks += ([b.divider()] if blocks else []) + _about(_, group)
    if len(groups) > MOST_GROUPS:
        more = len(groups) - MOST_GROUPS
        blocks.append(b.context(_.many("And {n} more group.", "And {n} more groups.", more)))
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


def _introduction(_: Words, workspace: str, checklist: Checklist | None, *, is_guest: bool) -> list[Block]:
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
    if checklist is not None:
        blocks += steps_of(_, checklist)
    blocks.append(
        b.context(
            _(
                "I keep who is in which channel, and who wrote or reacted where and when, never what was said. "
                "`/liaison help` tells all I can do."
            )
        )
    )
    return blocks


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


def newcomers(_: Words, channel_words: Words, channels: Sequence[Newcomers]) -> Message:
    """Tells a moderator who came into which of their channels (at least one), with something ready to say there.

    What could be said is in the language of channels.
    """
    text = Markup(" ".join(_joined(_, each) for each in channels))
    total = sum(len(each.member_ids) for each in channels)
    advice = _.many(
        "A hello in the channel within the first day makes a newcomer come back. You could write:",
        "A hello in the channel within the first day makes newcomers come back. You could write:",
        total,
    )
    blocks = [] if len(channels) == 1 else [b.section(advice)]
    for each in channels:
        named, more = _named(each)
        blocks.append(b.section(_who(_, each)))
        if len(channels) == 1:
            blocks.append(b.section(advice))
        blocks.append(b.section(Markup("> " + _hello(channel_words, named, more))))
    blocks.append(
        b.context(
            _("Copy it into {channel} and make it yours.", channel=channel_link(channels[0].channel_id))
            if len(channels) == 1
            else _("Copy each into its channel and make it yours.")
        )
    )
    return text, blocks


def _joined(_: Words, newcomers: Newcomers) -> Markup:
    return _.many(
        "{n} person has joined {channel}.",
        "{n} people have joined {channel}.",
        len(newcomers.member_ids),
        channel=channel_link(newcomers.channel_id),
    )


def _who(_: Words, newcomers: Newcomers) -> Markup:
    named, more = _named(newcomers)
    return _.many(
        "*{n} person has joined {channel}:* {people}",
        "*{n} people have joined {channel}:* {people}",
        len(newcomers.member_ids),
        channel=channel_link(newcomers.channel_id),
        people=_listing(_, named, more),
    )


def _named(newcomers: Newcomers) -> tuple[list[Markup], int]:
    """Those who are named, and how many more there are."""
    named = [mention(member_id) for member_id in newcomers.member_ids[:NAMED]]
    return named, len(newcomers.member_ids) - len(named)


def _hello(_: Words, named: Sequence[Markup], more: int) -> Markup:
    """Something that the moderator can say in the channel."""
    return _(
        "Welcome, {people}. Tell us in a line what you work on, and what you hope to find here.",
        people=_listing(_, named, more),
    )


def _listing(_: Words, named: Sequence[Markup], more: int) -> Markup:
    return _.listing([*named, _.many("{n} other", "{n} others", more)] if more else named)
