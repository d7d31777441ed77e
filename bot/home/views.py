"""The Home tab, and the help of `/liaison`."""

from collections.abc import Sequence

from bot.access import Viewer
from bot.blocks import Block, button, context, divider, header, section
from bot.calendar import views as calendar
from bot.directory.profile import views as directory
from bot.errors import ForMembers
from bot.help import unknown_word
from bot.home.service import About, Group, Home
from bot.i18n import Markup, Words, channel_link, mention
from bot.onboarding import views as onboarding
from bot.onboarding.rules import open_steps

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
        *_steps(viewer, data.steps_done),
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


def _steps(viewer: Viewer, done: frozenset[str]) -> list[Block]:
    """The first steps with a tick on those that are done. Nothing once all are."""
    _ = viewer.words
    guide_url = viewer.workspace.guide_url
    steps = [
        ("guide", _("Read the User Guide"), button(_("Open the guide"), onboarding.GUIDE, url=guide_url)),
        ("profile", _("Say who you are"), button(_("Fill in my profile"), directory.EDIT)),
        ("calendar", _("See what is ahead"), button(_("Open the calendar"), calendar.OPEN)),
    ]
    applying = open_steps(frozenset(), is_guest=viewer.is_guest, has_guide=guide_url is not None)
    offered = [step for step in steps if step[0] in applying]
    if all(name in done for name, *_rest in offered):
        return []
    blocks = [header(_("Your first steps"))]
    for name, text, element in offered:
        if name in done:
            blocks.append(section(f":white_check_mark: ~{text}~"))
        else:
            blocks.append(section(text, accessory=element))
    return blocks


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
        _("`/liaison` is about me"),
    ]
    return "\n".join([*lines, _("Each of them also takes the word `help`.")])


def _groups(groups: Sequence[Group], _: Words) -> list[Block]:
    """A short note for the Secretariat: which groups have moderators."""
    lines = [f"{channel_link(group.channel_id)}: {_moderators(group, _)}" for group in groups[:MOST_GROUPS]]
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
                "*Your data.* I keep who is in which channel and when it was last written in, never what was said. "
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
