"""What could be posted about a concern: from the calendar, or from the list of its kind; nothing twice in three months."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from bot.calendar import wording
from bot.i18n import Markup, Words, words, zone
from bot.nudges import prompts, rules
from bot.nudges.standing import activity_of
from storage import calendar, rhythms
from storage.calendar import Activity
from storage.channels import Channel
from storage.concerns import Concern
from storage.database import Reading
from storage.workspace import Workspace

WITHIN: Final = timedelta(days=21)  # what is coming up is something to write about
CHOICES: Final = 10  # in the menu of a form


class Suggestion(NamedTuple):
    """A prompt by its name, and its text as mrkdwn. From the calendar the name has the activity, too: `calendar.1.17`."""

    name: str
    text: Markup


async def suggestions(
    tx: Reading, concern: Concern, channel: Channel, workspace: Workspace
) -> list[Suggestion]:
    """What may be posted about a concern, best first; the same for all who are told of it. Empty if all was, lately."""
    _ = words(workspace.language)
    posted = await rhythms.prompts_of(tx, concern.channel_id)
    found = [
        *await _from_the_calendar(tx, concern, workspace, _),
        *(
            _turned(prompts.of_kind(kind_of(concern, channel), _), concern)
            if concern.kind != "calendar"
            else ()
        ),
    ]
    return [one for one in found if rules.is_unused(one.name, posted, tx.now)][:CHOICES]


def kind_of(concern: Concern, channel: Channel) -> str:
    """Which prompts fit a concern."""
    if concern.kind != "silence":
        return concern.kind
    if channel.last_post_at is None:
        return "start"
    return "long" if concern.noticed_at - concern.since > rules.LONG or concern.rounds > 1 else "quiet"


def _turned(named: dict[str, Markup], concern: Concern) -> Sequence[Suggestion]:
    """Beginning with another one each time."""
    found = [Suggestion(name, text) for name, text in named.items()]
    start = concern.id % len(found)
    return found[start:] + found[:start]


async def _from_the_calendar(
    tx: Reading, concern: Concern, workspace: Workspace, _: Words
) -> Sequence[Suggestion]:
    if concern.kind == "calendar":
        about = await activity_of(tx, concern)
        return [] if about is None else _about(about, workspace, _)
    if concern.kind != "silence":
        return []
    near = [
        activity
        for activity in await calendar.ahead(tx)
        if activity.channel_id == concern.channel_id
        and activity.precision == "day"
        and activity.begins is not None
        and tx.now < activity.begins <= tx.now + WITHIN
    ]
    if not near:
        return []
    first = min(near, key=lambda activity: (activity.begins, activity.id))
    return _about(first, workspace, _)[:1]


def _about(activity: Activity, workspace: Workspace, _: Words) -> Sequence[Suggestion]:
    begins = activity.begins
    day = (
        begins.astimezone(zone(workspace.timezone)).date()
        if begins and activity.starts_at
        else activity.starts_on
    )
    if day is None:
        return []
    values = {"title": wording.title(activity), "day": _.day(day)}
    return [
        Suggestion(f"{name}.{activity.id}", Markup(text.format(**values)))
        for name, text in prompts.of_kind("calendar", _).items()
    ]
