"""What those who follow a launch read before its people are invited: the plan, and what changes in it. Pure."""

from bot import blocks as b
from bot.access import Viewer
from bot.i18n import Markup, mention
from bot.launches import views
from bot.launches.checks import checks
from bot.launches.facts import Facts
from bot.launches.views import Message


def plan(viewer: Viewer, facts: Facts) -> Message:
    """Before people are invited; afterwards only that they were."""
    _, launch = viewer.words, facts.launch
    title = views.title(_, facts)
    blocks = [b.section(Markup(f"*{title}*"))]
    if launch.began_at is not None:
        return title, [*blocks, b.section(_("It has begun: my next message about it says how it goes."))]
    if not launch.is_open:
        return title, [*blocks, b.section(views.ended(_, facts))]
    blocks += [
        b.section(views.when(viewer, facts)),
        *([b.context(views.rehearsed(_))] if launch.is_rehearsal else ()),
        *views.standing(viewer, facts),
        *views.prompts(viewer, facts),
    ]
    for number, check in enumerate(checks(viewer, facts)):
        mark = ":white_check_mark:" if check.is_done else "○"
        done = (
            b.button(_("It is done"), views.TICK, value=f"{launch.id}|{check.tick}") if check.tick else None
        )
        blocks.append(b.section(Markup(f"{mark}  {check.said}"), accessory=done, block_id=f"check.{number}"))
    return title, [*blocks, views.buttons(_, facts)]


def news(viewer: Viewer, facts: Facts) -> Message:
    """What has changed in a plan that somebody has read: its hour, or that it comes to nothing, or waits for them."""
    _, launch = viewer.words, facts.launch
    title = views.title(_, facts)
    if not launch.is_open:
        return title, [b.section(Markup(f"*{title}*\n{views.ended(_, facts)}"))]
    if standing := views.standing(viewer, facts):
        value = str(launch.id)
        invite = b.button(_("Invite them now"), views.BEGIN, value=value, style="primary")
        buttons = [invite] if launch.paused_at is None else []
        change = b.button(_("Change"), views.CHANGE, value=value)
        return title, [b.section(Markup(f"*{title}*")), *standing, b.actions(*buttons, change)]
    who = mention(launch.changed_by or launch.made_by)
    said = [_("{who} has changed the plan.", who=who), views.when(viewer, facts)]
    if launch.list_id is None:
        said.append(_("Nobody is on the list of people."))
    return title, [b.section(Markup(f"*{title}*\n{' '.join(said)}"))]
