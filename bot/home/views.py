"""The Home tab, and the help of `/liaison`."""

from collections.abc import Sequence

from bot.access import Viewer
from bot.blocks import Block, context, divider, header, section
from bot.errors import ForMembers
from bot.help import unknown_word
from bot.home.service import About, Group, Home
from bot.i18n import Markup, Words, channel_link, mention

MOST_BLOCKS = 100  # of a Home tab (https://docs.slack.dev/reference/views/home-tab-views)
MOST_GROUPS = 15


def home(data: Home) -> Block:
    """The Home tab as Slack takes it."""
    viewer = data.viewer
    _ = viewer.words
    if viewer.member.is_external:
        return {"type": "home", "blocks": [section(ForMembers().say(_))]}
    blocks = [
        header(_("Hello {name}", name=viewer.member.name) if viewer.member.name else _("Hello")),
        section(
            _(
                "I help you to find people and to know what is ahead in {workspace}.",
                workspace=_place(viewer),
            )
        ),
        *data.checklist,
        header(_("What you can do")),
        section(commands(viewer)),
    ]
    for part in data.sections:
        blocks += part
    if data.groups is not None:
        blocks += _groups(data.groups, _)
    blocks += [divider(), context(_("`/liaison` tells who I am and how I treat your data."))]
    return {"type": "home", "blocks": blocks[:MOST_BLOCKS]}


def _place(viewer: Viewer) -> str:
    return viewer.workspace.name or viewer.words("this workspace")


def commands(viewer: Viewer) -> str:
    """The commands with a line each, as they are for this viewer."""
    _ = viewer.words
    found = (
        _("`/partners` finds people in your channels who chose to be listed")
        if viewer.is_guest
        else _("`/partners` finds people by name, organisation, country or field")
    )
    ahead = (
        _("`/calendar` shows what is ahead for everyone and in your channels")
        if viewer.is_guest
        else _("`/calendar` shows what is ahead for everyone and in your groups")
    )
    lines = [
        found,
        _("`/profile` is what others see of you, if you choose to be listed"),
        ahead,
        _("`/groups` shows the groups, and lets you ask to join one"),
        *(
            [_("`/moderate` shows how your channel is doing")]
            if viewer.is_secretariat or viewer.moderates & viewer.channels
            else ()
        ),
        _("`/liaison` is about me"),
    ]
    return "\n".join([*lines, _("Each of them also takes the word `help`.")])


def _groups(groups: Sequence[Group], _: Words) -> list[Block]:
    """A short note for the Secretariat: which groups have moderators."""
    lines = [
        _("{what}: {why}", what=channel_link(group.channel_id), why=_moderators(group, _))
        for group in groups[:MOST_GROUPS]
    ]
    rest = len(groups) - len(lines)
    if rest > 0:
        lines.append(_.many("and {n} more group", "and {n} more groups", rest))
    return [
        header(_("For the Secretariat")),
        section("\n".join(lines) if lines else _("No groups are set up yet.")),
    ]


def _moderators(group: Group, _: Words) -> Markup:
    if not group.moderators:
        return _("no moderators yet")
    return _.listing(mention(member_id) for member_id in group.moderators[:5])


def about(data: About, *, unknown: str = "", meant: str | None = None) -> list[Block]:
    """What Liaison is. `unknown` is a word that somebody typed, `meant` the command that they probably meant."""
    _ = data.viewer.words
    hint = unknown_word(_, unknown, meant)
    return [
        *([section(hint)] if hint else ()),
        section(
            _(
                "I am *Liaison*. I welcome people to {workspace}, help them find each other, and say what is ahead.",
                workspace=_place(data.viewer),
            )
        ),
        section(commands(data.viewer)),
        section(
            _(
                "*Your data.* I keep who is in which channel, and who wrote or reacted where and when, never what was said. "
                "Your profile is shown only if you publish it with `/profile`, and you can take it back at any time."
            )
        ),
        section(f"*{_('Help.')}* {_help(data, _)}"),
    ]


def _help(data: About, _: Words) -> Markup:
    if data.secretariat:
        people = _.listing(mention(member_id) for member_id in data.secretariat[:5])
        return _("The Secretariat is glad to help: {people}", people=people)
    return _("The Secretariat is glad to help.")
