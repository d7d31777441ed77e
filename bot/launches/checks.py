"""What should be true before people are invited, and what to do where it is not. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.access import Viewer
from bot.groups.form_views import said_of_seats
from bot.i18n import Markup, Words, channel_link, escape, link, mention
from bot.launches import rules
from bot.launches.facts import Facts

# What only a person can see, and says to be done.
GUIDE, POSTS = "guide", "posts"
ZONES: Final = 6  # that are named
TICKS: Final = (GUIDE, POSTS)


@dataclass(frozen=True, slots=True)
class Check:
    """`said`: what is so, or what to do. `tick`: the name under which a moderator can say that it is done."""

    is_done: bool
    said: Markup
    tick: str = ""


def checks(viewer: Viewer, facts: Facts) -> list[Check]:
    """Of seats only the Secretariat reads."""
    _ = viewer.words
    found = [
        _there(_, facts),
        _people(_, facts),
        *_consent(_, facts),
        _guide(_, facts),
        _posts(_, facts),
        *_moderators(_, facts),
        *_awake(_, facts),
    ]
    return [*found, _seats(_, facts)] if viewer.is_secretariat else found


def _there(_: Words, facts: Facts) -> Check:
    channel = channel_link(facts.launch.channel_id)
    if facts.is_there:
        return Check(is_done=True, said=_("I am in {channel}, and can invite people.", channel=channel))
    return Check(
        is_done=False,
        said=_(
            "I can't invite anybody into {channel}: it is archived, or I am not in it. Unarchive it, and type `/invite @Liaison` there.",
            channel=channel,
        ),
    )


def _people(_: Words, facts: Facts) -> Check:
    if facts.list_state is None:
        said = _(
            "Nobody is on the list of people. Press “Change” to give one, or invite them by hand on the day."
        )
        return Check(is_done=False, said=said)
    if facts.list_state == "reading":
        return Check(
            is_done=False, said=_("I am finding out whom your list means. In a moment you read it here.")
        )
    lines = [_.many("{n} person will be invited.", "{n} people will be invited.", facts.invited)]
    counts = facts.counts
    if n := counts.get("inside", 0):
        lines.append(_.many("{n} is in the group already.", "{n} are in the group already.", n))
    if n := counts.get("absent", 0) + counts.get("pending", 0):
        lines.append(
            _.many(
                "{n} address is of nobody here: paste it into Slack's own invitation. I wait for them.",
                "{n} addresses are of nobody here: paste them into Slack's own invitation. I wait for them.",
                n,
            )
        )
    if n := counts.get("unfit", 0) + counts.get("unreadable", 0):
        lines.append(
            _.many(
                "{n} entry leads to nobody who can be invited: see the message about the list.",
                "{n} entries lead to nobody who can be invited: see the message about the list.",
                n,
            )
        )
    return Check(is_done=facts.invited > 0, said=Markup(" ".join(lines)))


def _consent(_: Words, facts: Facts) -> Sequence[Check]:
    if not facts.launch.needs_consent:
        return []
    said = _("The Secretariat has to agree to the list: I ask it. Nobody is invited before.")
    return [Check(is_done=False, said=said)]


def _guide(_: Words, facts: Facts) -> Check:
    if GUIDE in facts.launch.ticked:
        return Check(is_done=True, said=_("The guide is pinned in the channel."))
    if facts.guide:
        guide = link(facts.guide, _("the guide"))
        said = _("Pin {guide} in the channel: post the link, then ⋮ and “Pin to channel”.", guide=guide)
    else:
        said = _("Pin a guide in the channel: what the group is for, and how one takes part.")
    return Check(is_done=False, said=said, tick=GUIDE)


def _posts(_: Words, facts: Facts) -> Check:
    ready = len(facts.posts) + len(facts.prompts)
    if POSTS in facts.launch.ticked or ready >= rules.FIRST_POSTS:
        return Check(is_done=True, said=_("The channel is not empty: first posts are there, or planned."))
    said = _.many(
        "An empty channel loses people at once. {n} post is there or planned: write more, or plan posts with “Change”.",
        "An empty channel loses people at once. {n} posts are there or planned: write more, or plan posts with “Change”.",
        ready,
    )
    return Check(is_done=False, said=said, tick=POSTS)


def _moderators(_: Words, facts: Facts) -> Sequence[Check]:
    if not facts.moderators:
        said = _("The group has no moderator who is in it. Ask the Secretariat to name one.")
        return [Check(is_done=False, said=said)]
    names = _.listing([mention(member_id) for member_id, _is_awake in facts.moderators])
    named = Check(
        is_done=True,
        said=_.many("Moderator: {names}.", "Moderators: {names}.", len(facts.moderators), names=names),
    )
    present = [mention(member_id) for member_id, is_awake in facts.moderators if is_awake]
    if present:
        said = _("Awake when people come: {names}. Keep two hours free.", names=_.listing(present))
        return [named, Check(is_done=True, said=said)]
    said = _(
        "No moderator is in their waking hours when people come. Choose another hour, or ask one to be there."
    )
    return [named, Check(is_done=False, said=said)]


def _awake(_: Words, facts: Facts) -> Sequence[Check]:
    if not facts.zones:
        return []
    n, total = rules.awake(facts.launch.wave_at, facts.zones), len(facts.zones)
    said = _("Awake at that hour: {n} of the {total} who are invited.", n=n, total=total)
    cities = [
        Markup(f"{escape(_.city(zone.key))} {_.hour(facts.launch.wave_at.astimezone(zone))} ({count})")
        for zone, count in Counter(facts.zones).most_common(ZONES)
    ]
    said = Markup(f"{said} {', '.join(cities)}.")
    is_done = rules.are_awake(facts.launch.wave_at, facts.zones)
    return [Check(is_done, said if is_done else Markup(f"{said} {_('Choose an hour at which more are.')}"))]


def _seats(_: Words, facts: Facts) -> Check:
    wanted = facts.counts.get("absent", 0) + facts.counts.get("pending", 0)
    left = facts.seats.left
    return Check(is_done=left is None or left >= wanted, said=said_of_seats(_, facts.seats))
