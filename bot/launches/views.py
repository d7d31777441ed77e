"""What those who follow a launch read: the plan before, the card while it is on, the summary after. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot import blocks as b
from bot.access import Viewer
from bot.activity.rules import may_show
from bot.blocks import Block
from bot.i18n import Markup, Words, channel_link, escape, mention
from bot.launches.checks import checks
from bot.launches.facts import Facts
from storage.launches import Prompt

CHANGE: Final = "launches.change"
PAUSE: Final = "launches.pause"
GO_ON: Final = "launches.go_on"
CALL_OFF: Final = "launches.call_off"
TICK: Final = "launches.tick"
BEGIN: Final = "launches.begin"
POST: Final = "launches.post"
LEAVE_OUT: Final = "launches.leave_out"

NAMED: Final = 15  # people who are named; the rest is counted
SHORT: Final = 200  # characters of a prompt that are shown

Message = tuple[str, list[Block]]


def plan(viewer: Viewer, facts: Facts) -> Message:
    """Before people are invited; afterwards only that they were."""
    _, launch = viewer.words, facts.launch
    title = _title(_, facts)
    blocks = [b.section(Markup(f"*{title}*"))]
    if launch.began_at is not None:
        return title, [*blocks, b.section(_("It has begun: the next message follows it."))]
    if not launch.is_open:
        return title, [*blocks, b.section(_ended(_, facts))]
    when = _(
        "People are invited on {day} at {hour}, your time. The summary comes at {end}.",
        day=_.day(launch.wave_at.astimezone(viewer.zone).date()),
        hour=_hour(viewer, launch.wave_at),
        end=_hour(viewer, launch.ends_at),
    )
    blocks += [b.section(when), *_standing(viewer, facts), *_prompts(viewer, facts)]
    for number, check in enumerate(checks(viewer, facts)):
        mark = ":white_check_mark:" if check.is_done else "○"
        done = b.button(_("It is done"), TICK, value=f"{launch.id}|{check.tick}") if check.tick else None
        blocks.append(b.section(Markup(f"{mark}  {check.said}"), accessory=done, block_id=f"check.{number}"))
    return title, [*blocks, _buttons(_, facts)]


def card(viewer: Viewer, facts: Facts) -> Message:
    """While it is on: who came, who is ungreeted, what is unanswered, since when it is quiet."""
    _, launch = viewer.words, facts.launch
    title = _title(_, facts)
    blocks = [b.section(Markup(f"*{title}*")), b.section(_lines(_arrivals(_, facts)))]
    if life := _life(viewer, facts):
        blocks.append(b.section(_lines(life)))
    if not launch.is_open:
        return title, [*blocks, b.section(_ended(_, facts))]
    blocks += [*_standing(viewer, facts), *_prompts(viewer, facts), _buttons(_, facts)]
    as_of = _("As of {hour}. I write this anew as things happen, until {end}.", **_from_to(viewer, facts))
    return title, [*blocks, b.context(as_of)]


def summary(viewer: Viewer, facts: Facts) -> Message:
    _ = viewer.words
    channel = channel_link(facts.launch.channel_id)
    title = _("The launch of {channel} is over. Thank you for being there.", channel=channel)
    lines = _arrivals(_, facts)
    if _may_see(viewer, facts):
        posts = _.many("{n} post", "{n} posts", len(facts.posts))
        people = _.many("{n} person wrote", "{n} people wrote", facts.active)
        lines.append(_("{people}, {posts} in all", people=people, posts=posts))
        lines += _unanswered(viewer, facts)
    missed = [prompt for prompt in facts.prompts if prompt.state in ("missed", "asked")]
    if missed:
        lines.append(_.many("{n} planned post was not sent", "{n} planned posts were not sent", len(missed)))
    next_day = _("A word to each of those who came, and one question a day in the first week, keep it going.")
    return title, [b.section(Markup(f"*{title}*")), b.section(_lines(lines)), b.context(next_day)]


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
        said = _("Planned for {hour}:", hour=_hour(viewer, waiting[0].at))
        blocks += [
            b.section(Markup(f"{said}\n> {_short(waiting[0])}")),
            b.actions(b.button(_("Post it now"), POST, value=str(waiting[0].id))),
        ]
    return text, blocks


def _title(_: Words, facts: Facts) -> Markup:
    channel = channel_link(facts.launch.channel_id)
    if facts.launch.is_rehearsal:
        return _("Rehearsal of the launch of {channel}", channel=channel)
    return _("The launch of {channel}", channel=channel)


def _ended(_: Words, facts: Facts) -> Markup:
    if facts.launch.state == "over":
        return _("It is over.")
    if facts.launch.changed_by is None:
        return _("Its day passed, and nobody was invited. `/moderate launch` plans another.")
    return _("{who} has called it off.", who=mention(facts.launch.changed_by))


def _standing(viewer: Viewer, facts: Facts) -> list[Block]:
    """That it is paused, or that somebody has to decide."""
    _, launch = viewer.words, facts.launch
    if launch.paused_at is not None:
        who, hour = mention(launch.changed_by or ""), _hour(viewer, launch.paused_at)
        said = _("*Paused* by {who} at {hour}: I invite nobody and post nothing.", who=who, hour=hour)
        return [b.section(said)]
    if launch.wave == "asked":
        said = _(
            "*Nobody has been invited yet*: their hour passed while it was paused, I was not running, or the channel was not ready. "
            "Invite them now, or choose another hour with “Change”."
        )
        return [b.section(said)]
    return []


def _arrivals(_: Words, facts: Facts) -> list[Markup]:
    counts = facts.counts
    lines = []
    if facts.launch.is_rehearsal:
        lines.append(
            _.many("{n} person would be invited", "{n} people would be invited", counts.get("found", 0))
        )
    elif facts.invited:
        done = counts.get("done", 0)
        lines.append(_("{n} of {total} invitations have gone out", n=done, total=facts.invited))
    if n := counts.get("refused", 0):
        lines.append(_.many("Slack refused {n} of them", "Slack refused {n} of them", n))
    came = [member_id for member_id, _at in facts.came]
    lines.append(_named(_, _.many("{n} has come", "{n} have come", len(came)), came[::-1], facts))
    if came:
        said = _.many("{n} is not greeted yet", "{n} are not greeted yet", len(facts.ungreeted))
        lines.append(_named(_, said, facts.ungreeted, facts))
    return lines


def _life(viewer: Viewer, facts: Facts) -> list[Markup]:
    """What people write. Of few of them only the moderators read it."""
    _ = viewer.words
    if not _may_see(viewer, facts):
        return []
    n = int(facts.quiet.total_seconds() // 60)
    last = (
        _.many("The last post was {n} minute ago", "The last post was {n} minutes ago", n)
        if facts.last_post_at
        else _.many("Nobody has written yet, for {n} minute", "Nobody has written yet, for {n} minutes", n)
    )
    return [last, *_unanswered(viewer, facts)]


def _unanswered(viewer: Viewer, facts: Facts) -> list[Markup]:
    _ = viewer.words
    if not facts.unanswered:
        return []
    n, shown = len(facts.unanswered), [p for p in facts.unanswered if p.member_id not in facts.outside]
    asked = [Markup(f"{mention(post.member_id)} ({_hour(viewer, post.at)})") for post in shown[:NAMED]]
    said = _.many("{n} question without an answer", "{n} questions without an answer", n)
    return [_with(_, said, asked, n)]


def _may_see(viewer: Viewer, facts: Facts) -> bool:
    return may_show(facts.active, is_moderator=viewer.is_moderator_of(facts.launch.channel_id))


def _prompts(viewer: Viewer, facts: Facts) -> list[Block]:
    """What is posted when. About what was to be posted in a pause somebody decides."""
    _ = viewer.words
    said = {
        "waiting": Markup("○"),
        "posted": Markup(":white_check_mark:"),
        "missed": _("left out, because it was late:"),
        "dropped": _("left out:"),
    }
    lines = [
        Markup(f"{_hour(viewer, prompt.at)}  {said[prompt.state]}  {_short(prompt)}")
        for prompt in facts.prompts
        if prompt.state in said
    ]
    blocks = [b.section(_lines([_("*Posts*"), *lines], bullets=False))] if lines else []
    if facts.launch.paused_at is not None or facts.launch.began_at is None:
        return blocks
    for prompt in facts.prompts:
        if prompt.state == "asked":
            late = _("Was to be posted at {hour}:", hour=_hour(viewer, prompt.at))
            value = str(prompt.id)
            blocks += [
                b.section(Markup(f"{late}\n> {_short(prompt)}"), block_id=f"late.{value}"),
                b.actions(
                    b.button(_("Post it now"), POST, value=value),
                    b.button(_("Leave it out"), LEAVE_OUT, value=value),
                    block_id=f"prompt.{value}",
                ),
            ]
    return blocks


def _buttons(_: Words, facts: Facts) -> Block:
    launch, value = facts.launch, str(facts.launch.id)
    buttons = []
    if launch.paused_at is not None:
        buttons.append(b.button(_("Go on"), GO_ON, value=value, style="primary"))
    elif launch.wave == "asked":
        buttons.append(b.button(_("Invite them now"), BEGIN, value=value, style="primary"))
    buttons.append(b.button(_("Change"), CHANGE, value=value))
    if launch.paused_at is None:
        buttons.append(b.button(_("Pause"), PAUSE, value=value))
    off = b.button(_("Call it off"), CALL_OFF, value=value, style="danger")
    sure = {
        "title": b.plain(_("Call off the launch?"), 100),
        "text": b.plain(_("Nobody more is invited, and nothing more is posted."), 300),
        "confirm": b.plain(_("Call it off"), 30),
        "deny": b.plain(_("Keep it"), 30),
    }
    return b.actions(*buttons, off | {"confirm": sure}, block_id="launch")


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


def _lines(lines: Sequence[str], *, bullets: bool = True) -> Markup:
    return Markup(b.clip("\n".join(f"•  {line}" if bullets else line for line in lines), 2900))


def _hour(viewer: Viewer, moment: datetime) -> Markup:
    return viewer.words.hour(moment.astimezone(viewer.zone))


def _from_to(viewer: Viewer, facts: Facts) -> dict[str, Markup]:
    return {"hour": _hour(viewer, facts.now), "end": _hour(viewer, facts.launch.ends_at)}


def _short(prompt: Prompt) -> Markup:
    return Markup(b.clip(escape(" ".join(prompt.text.split())), SHORT))
