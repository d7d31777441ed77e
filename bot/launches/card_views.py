"""What those who follow a launch read while it is on, and after it: the card, the warning, the summary. Pure."""

from collections.abc import Sequence
from typing import Final

from bot import blocks as b
from bot.access import Viewer
from bot.activity.rules import may_show
from bot.i18n import Markup, Words, channel_link, mention
from bot.launches import views
from bot.launches.facts import Facts
from bot.launches.views import Message

NAMED: Final = 15  # people who are named; the rest is counted
HOURS: Final = 2  # from so many on a silence is told in hours, not in minutes


def card(viewer: Viewer, facts: Facts) -> Message:
    """While it is on: who came, who is ungreeted, what is unanswered, since when it is quiet."""
    _, launch = viewer.words, facts.launch
    title = views.title(_, facts)
    blocks = [b.section(Markup(f"*{title}*")), b.section(views.listed(_arrivals(_, facts)))]
    if life := _life(viewer, facts):
        blocks.append(b.section(views.listed(life)))
    if not launch.is_open:
        return title, [*blocks, b.section(views.ended(_, facts))]
    blocks += [*views.standing(viewer, facts), *views.prompts(viewer, facts), views.buttons(_, facts)]
    as_of = _("As of {hour}. I write this anew as things happen, until {end}.", **_from_to(viewer, facts))
    return title, [*blocks, b.context(as_of)]


def summary(viewer: Viewer, facts: Facts) -> Message:
    _ = viewer.words
    channel = channel_link(facts.launch.channel_id)
    if facts.launch.is_rehearsal:
        return _rehearsed(_, facts)
    title = _("The launch of {channel} is over. Thank you for being there.", channel=channel)
    lines = _arrivals(_, facts)
    if _may_see(viewer, facts):
        posts = _.many("{n} post", "{n} posts", len(facts.posts))
        wrote = _.many("{n} person wrote", "{n} people wrote", facts.active)
        all_of_it = _("{people}, {posts} in all", people=wrote, posts=posts)
        lines.append(all_of_it if facts.posts else _("Nobody has written"))
        lines += _unanswered(viewer, facts)
    lines += _missed(_, facts)
    next_day = _("A word to each of those who came, and one question a day in the first week, keep it going.")
    return title, [b.section(Markup(f"*{title}*")), b.section(views.listed(lines)), b.context(next_day)]


def _rehearsed(_: Words, facts: Facts) -> Message:
    title = _(
        "The rehearsal of the launch of {channel} is over.", channel=channel_link(facts.launch.channel_id)
    )
    then = (
        _("`/moderate launch` plans the day itself.")
        if facts.launch.list_id is None
        else _("`/moderate launch` plans the day itself. The list of people is kept for it.")
    )
    lines = [*_arrivals(_, facts), *_missed(_, facts)]
    return title, [b.section(Markup(f"*{title}*")), b.section(views.listed(lines)), b.context(then)]


def _missed(_: Words, facts: Facts) -> list[Markup]:
    missed = [prompt for prompt in facts.prompts if prompt.state in ("missed", "asked")]
    if not missed:
        return []
    return [_.many("{n} planned post was not sent", "{n} planned posts were not sent", len(missed))]


def warning(viewer: Viewer, facts: Facts) -> Message:
    """It has been quiet for too long."""
    _ = viewer.words
    minutes = int(facts.quiet.total_seconds() // 60)
    text = _.many(
        "Nobody has written in {channel} for {n} minute, and people are awake.",
        "Nobody has written in {channel} for {n} minutes, and people are awake.",
        minutes,
        channel=channel_link(facts.launch.channel_id),
    )
    advice = _("First impressions count. A question from you does more than any bot can.")
    blocks = [b.section(Markup(f"*{text}*\n{advice}"))]
    waiting = [prompt for prompt in facts.prompts if prompt.state == "waiting"]
    if waiting:
        said = _("Planned for {hour}:", hour=views.hour(viewer, waiting[0].at))
        blocks += [
            b.section(Markup(f"{said}\n> {views.short(waiting[0])}")),
            b.actions(b.button(_("Post it now"), views.POST, value=str(waiting[0].id))),
        ]
    return text, blocks


def _arrivals(_: Words, facts: Facts) -> list[Markup]:
    counts = facts.counts
    lines = []
    if facts.launch.is_rehearsal:
        n = counts.get("found", 0)
        return [
            _.many("{n} person would be invited", "{n} people would be invited", n)
            if n
            else _("Nobody would be invited")
        ]
    if facts.invited:
        lines.append(_("{n} of {total} invitations have gone out", n=facts.gone, total=facts.invited))
    if n := counts.get("refused", 0):
        lines.append(_.many("Slack refused {n} of them", "Slack refused {n} of them", n))
    came = [member_id for member_id, _at in facts.came][::-1]
    if not came:
        return [*lines, _("Nobody has come yet")]
    lines.append(_named(_, _.many("{n} has come", "{n} have come", len(came)), came, facts))
    if not facts.ungreeted:
        return [*lines, _("All of them have been greeted")]
    said = _.many("{n} is not greeted yet", "{n} are not greeted yet", len(facts.ungreeted))
    # Where nobody is greeted yet, the line above has named them all.
    lines.append(said if set(facts.ungreeted) == set(came) else _named(_, said, facts.ungreeted, facts))
    return lines


def _life(viewer: Viewer, facts: Facts) -> list[Markup]:
    """What people write. Of few of them only the moderators read it."""
    _ = viewer.words
    if facts.launch.is_rehearsal or not _may_see(viewer, facts):
        return []
    quiet = [_quiet(_, facts)] if facts.launch.is_open else []  # afterwards it says nothing any more
    return [*quiet, *_unanswered(viewer, facts)]


def _quiet(_: Words, facts: Facts) -> Markup:
    n = int(facts.quiet.total_seconds() // 60)
    hours, has_posts = n // 60, facts.last_post_at is not None
    if hours >= HOURS:
        return (
            _.many("The last post was {n} hour ago", "The last post was {n} hours ago", hours)
            if has_posts
            else _.many("No post yet, after {n} hour", "No post yet, after {n} hours", hours)
        )
    return (
        _.many("The last post was {n} minute ago", "The last post was {n} minutes ago", n)
        if has_posts
        else _.many("No post yet, after {n} minute", "No post yet, after {n} minutes", n)
    )


def _unanswered(viewer: Viewer, facts: Facts) -> list[Markup]:
    _ = viewer.words
    if not facts.unanswered:
        return []
    n, shown = len(facts.unanswered), [p for p in facts.unanswered if p.member_id not in facts.outside]
    asked = [Markup(f"{mention(post.member_id)} ({views.hour(viewer, post.at)})") for post in shown[:NAMED]]
    said = _.many("{n} question without an answer", "{n} questions without an answer", n)
    return [_with(_, said, asked, n)]


def _may_see(viewer: Viewer, facts: Facts) -> bool:
    return may_show(facts.active, is_moderator=viewer.is_moderator_of(facts.launch.channel_id))


def _named(_: Words, said: Markup, member_ids: Sequence[str], facts: Facts) -> Markup:
    shown = [mention(each) for each in member_ids if each not in facts.outside]
    return _with(_, said, shown[:NAMED], len(member_ids))


def _with(_: Words, said: Markup, shown: Sequence[Markup], total: int) -> Markup:
    """What is so, and who; the rest of them is counted."""
    if not shown:
        return said
    rest = total - len(shown)
    names = [*shown, *([_.many("{n} more", "{n} more", rest)] if rest else ())]
    return _("{what}: {why}", what=said, why=Markup(", ".join(names)))


def _from_to(viewer: Viewer, facts: Facts) -> dict[str, Markup]:
    return {"hour": views.hour(viewer, facts.now), "end": views.hour(viewer, facts.launch.ends_at)}
