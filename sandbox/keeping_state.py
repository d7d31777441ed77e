"""What the workspace holds, as JSON and back: for what is kept between starts.

Not kept is what ends in Slack when a client is closed or soon after: messages that only one person sees, triggers,
response_urls; and what is about the sandbox itself: faults, the traffic, rate limits. The app's scopes, events and
commands come from its manifest at each start.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from sandbox.core import Core
from sandbox.events import Event
from sandbox.files import File, Files, Upload
from sandbox.ids import Ids
from sandbox.modals import View
from sandbox.model import Channel, Json, Member, Message, ScheduledMessage

IDENTITY = (
    "app_id",
    "bot_id",
    "bot_user_id",
    "bot_token",
    "app_token",
    "signing_secret",
    "verification_token",
    "token_error",
)


def capture(core: Core) -> Json:
    """Everything that is kept. The result shares its parts with the workspace: turn it into text before that changes."""
    state, clock = core.state, core.clock
    return {
        "clock": {"now": clock.now().isoformat(), "pace": clock.pace},
        "app": {name: getattr(state.app, name) for name in IDENTITY},
        "team_id": state.team_id,
        "began": state.began,
        "ids": state.ids.kept(),
        "passing": state.passing.kept(),
        "members": table(Member, state.members.values()),
        "channels": table(Channel, state.channels.values(), "timeline", "threads", "by_ts"),
        "messages": table(
            Message, (message for channel in state.channels.values() for message in channel.by_ts.values())
        ),
        "general": state.general.id if state.general else None,
        "direct": [[sorted(members), channel.id] for members, channel in state.direct.items()],
        "files": table(File, state.files.by_id.values(), given_to=sorted),
        "uploads": table(Upload, state.files.uploads.values(), until=datetime.isoformat),
        "scheduled": table(ScheduledMessage, state.scheduled.values()),
        "modals": [table(View, stack) for stack in core.views.stacks.values() if stack],
        "homes": table(View, core.views.homes.values()),
        "events": table(Event, core.events.unanswered),
    }


def restore(core: Core, kept: Json) -> None:
    """Put back what was captured into a workspace with nobody in it. Events that the app has not answered are sent by
    `Events.resume`, once it listens.

    Raises KeyError, TypeError, ValueError or AttributeError, before anything is changed, for what isn't of this form."""
    members = [Member(**each) for each in rows(kept["members"])]
    channels = [Channel(**each) for each in rows(kept["channels"])]
    messages = sorted((Message(**each) for each in rows(kept["messages"])), key=lambda each: each.ts)
    by_id = {channel.id: channel for channel in channels}
    direct = {frozenset(each): by_id[channel] for each, channel in kept["direct"]}
    files = _files(kept)
    scheduled = {each["id"]: ScheduledMessage(**each) for each in rows(kept["scheduled"])}
    stacks = [[View(**each) for each in rows(stack)] for stack in kept["modals"]]
    homes = [View(**each) for each in rows(kept["homes"])]
    events = [Event(**each) for each in rows(kept["events"])]
    moment, pace = datetime.fromisoformat(kept["clock"]["now"]), float(kept["clock"]["pace"])
    ids, passing = Ids.after(kept["ids"], moment), Ids.after(kept["passing"], moment)
    identity = {name: kept["app"][name] for name in IDENTITY}
    team_id, began, general = kept["team_id"], kept["began"], kept["general"]
    known = {message.channel for message in messages} | ({general} if general else set())
    if not known <= by_id.keys():
        raise ValueError("a channel is missing")

    state = core.state
    for name, value in identity.items():
        setattr(state.app, name, value)
    state.team_id, state.began = team_id, began
    state.put_back(members, channels, general)
    state.direct, state.files, state.scheduled = direct, files, scheduled
    state.ids, state.passing = ids, passing
    for message in messages:
        state.store(message)
    core.views.stacks = {stack[0].member: stack for stack in stacks if stack}
    core.views.homes = {view.member: view for view in homes}
    core.events.put_back(events)
    core.clock.pace = pace
    core.clock.move_to(moment)
    core.scheduled.rearm()


def table(kind: Any, things: Iterable[Any], *but: str, **as_json: Callable[[Any], object]) -> Json:
    """Dataclasses of a kind as JSON: the names of their fields, without `but`, and a row of values for each.

    `as_json` says how a field's value is written that isn't JSON already. Thousands of messages take this way every few
    seconds, and meanwhile nothing else goes on."""
    names = [each.name for each in fields(kind) if each.name not in but]
    values = attrgetter(*names)
    if as_json:
        how = [as_json.get(name, _as_it_is) for name in names]
        return {
            "fields": names,
            "rows": [[f(v) for f, v in zip(how, values(each), strict=True)] for each in things],
        }
    return {"fields": names, "rows": [values(each) for each in things]}


def rows(kept: Json) -> list[Json]:
    """The rows of a table, each by the names of its fields."""
    names = kept["fields"]
    return [dict(zip(names, each, strict=True)) for each in kept["rows"]]


def _as_it_is(value: object) -> object:
    return value


def _files(kept: Json) -> Files:
    files = Files()
    for each in rows(kept["files"]):
        file = File(**each)
        file.given_to = set(file.given_to)
        files.by_id[file.id] = file
    for each in rows(kept["uploads"]):
        upload = Upload(**each | {"until": datetime.fromisoformat(each["until"])})
        files.uploads[upload.key] = upload
    return files
