"""The payloads of commands and interactions, with all the fields that Slack sends.

https://docs.slack.dev/reference/interaction-payloads
"""

from sandbox.actions import Actions
from sandbox.elements import Values, values_of
from sandbox.modals import View, Views
from sandbox.model import Channel, Json, Message, Shortcut
from sandbox.response_urls import ResponseUrls
from sandbox.triggers import Triggers

# What an action repeats of its element; besides, everything that it began with (`initial_…`).
SHOWN = ("text", "value", "style", "url", "placeholder", "confirm", "min_query_length", "timezone")
# The selects whose choice may be answered at: `response_url_enabled`.
TARGETS = {"conversations_select": "selected_conversation", "channels_select": "selected_channel"}


class Payloads:
    """Builds payloads; each takes a new trigger and a new response_url where Slack gives one."""

    def __init__(self, actions: Actions, views: Views, triggers: Triggers, urls: ResponseUrls) -> None:
        self._actions = actions
        self._state = actions.state
        self._views = views
        self._triggers = triggers
        self._urls = urls

    def command(self, member: str, channel: Channel, command: str, text: str) -> Json:
        """The form of a slash command."""
        state = self._state
        return {
            "token": state.app.verification_token,
            "team_id": state.team_id,
            "team_domain": state.team_domain,
            "channel_id": channel.id,
            "channel_name": shown_name(channel),
            "user_id": member,
            "user_name": state.members[member].name,
            "command": command,
            "text": text,
            "api_app_id": state.app.app_id,
            "is_enterprise_install": "false",
            "response_url": self._urls.new("commands", member, channel.id),
            "trigger_id": self._triggers.new(member, channel.id),
        }

    def shortcut(self, member: str, shortcut: Shortcut, channel: str | None) -> Json:
        """Somebody chose a global shortcut. Where they were is not told, but a modal may begin with it."""
        common = self._common("shortcut", member, app=False)
        common["user"].pop("name")
        return common | {
            "callback_id": shortcut.callback_id,
            "trigger_id": self._triggers.new(member, channel),
            "action_ts": self._actions.moment(),
        }

    def message_action(self, member: str, shortcut: Shortcut, message: Message) -> Json:
        """Somebody chose a message shortcut."""
        channel = self._state.channels[message.channel]
        return self._common("message_action", member, app=False) | {
            "callback_id": shortcut.callback_id,
            "trigger_id": self._triggers.new(member, channel.id),
            "response_url": self._urls.new("app", member, channel.id),
            "action_ts": self._actions.moment(),
            "message_ts": message.ts,
            "channel": {"id": channel.id, "name": shown_name(channel)},
            "message": self._actions.shown(message),
        }

    def block_actions(
        self, member: str, surface: Message | View, block: Json, element: Json, entry: Json
    ) -> Json:
        """Somebody used an element."""
        begun = {key: value for key, value in element.items() if key in SHOWN or key.startswith("initial_")}
        action = begun | entry
        action |= {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "action_ts": self._actions.moment(),
        }
        where = surface.channel
        common = self._common("block_actions", member) | {"trigger_id": self._triggers.new(member, where)}
        return common | self._surface(surface, member, block) | {"actions": [action]}

    def block_suggestion(
        self, member: str, surface: Message | View, block: Json, action_id: str, value: str
    ) -> Json:
        """Somebody typed into an external select."""
        where = self._surface(surface, member, block, url=False)
        where.pop("state", None)
        common = self._common("block_suggestion", member)
        return common | where | {"action_id": action_id, "block_id": block["block_id"], "value": value}

    def view_submission(self, view: View) -> Json:
        """Somebody submitted a modal."""
        return self._common("view_submission", view.member) | {
            "trigger_id": self._triggers.new(view.member, view.channel),
            "view": self._views.shown(view),
            "response_urls": self._response_urls(view),
        }

    def view_closed(self, view: View, *, cleared: bool) -> Json:
        """Somebody closed a modal."""
        common = self._common("view_closed", view.member)
        return common | {"view": self._views.shown(view), "is_cleared": cleared}

    def message_values(self, message: Message, member: str) -> Values:
        """A member's `state.values` of a message."""
        if message.values is None:
            message.values = {}
        channel = self._state.channels[message.channel]
        held: Values = values_of(blocks_of(message), message.values.get(member), channel)
        message.values[member] = held
        return held

    def _response_urls(self, view: View) -> list[Json]:
        """An address for each conversation chosen in a select with `response_url_enabled`."""
        urls: list[Json] = []
        for block in view.blocks:
            element = block.get("element", {})
            if block["type"] != "input" or not element.get("response_url_enabled"):
                continue
            chosen = view.values[block["block_id"]][element["action_id"]].get(TARGETS[element["type"]])
            if chosen in self._state.channels:
                urls.append(
                    {
                        "block_id": block["block_id"],
                        "action_id": element["action_id"],
                        "channel_id": chosen,
                        "response_url": self._urls.new("app", view.member, chosen),
                    }
                )
        return urls

    def _common(self, kind: str, member: str, *, app: bool = True) -> Json:
        """What all payloads say; those of shortcuts don't name the app."""
        state = self._state
        name = state.members[member].name
        common: Json = {
            "type": kind,
            "team": {"id": state.team_id, "domain": state.team_domain},
            "user": {"id": member, "username": name, "name": name, "team_id": state.team_id},
            "token": state.app.verification_token,
            "enterprise": None,
            "is_enterprise_install": False,
        }
        return common | ({"api_app_id": state.app.app_id} if app else {})

    def _surface(self, surface: Message | View, member: str, block: Json, *, url: bool = True) -> Json:
        if isinstance(surface, View):
            return {"container": {"type": "view", "view_id": surface.id}, "view": self._views.shown(surface)}
        channel = self._state.channels[surface.channel]
        shown: Json = {
            "container": container_of(surface, block),
            "channel": {"id": channel.id, "name": shown_name(channel)},
            "state": {"values": self.message_values(surface, member)},
        }
        if url:
            shown["response_url"] = self._urls.new("actions", member, channel.id, surface)
        # An ephemeral message is in no channel: Slack does not send it back.
        return shown if surface.ephemeral_for else shown | {"message": self._actions.shown(surface)}


def container_of(message: Message, block: Json) -> Json:
    """Where in which message an element stands."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral_for is not None,
    }
    for item in message.attachments or ():
        if block in item.get("blocks", ()):
            container |= {"type": "message_attachment", "attachment_id": item["id"], "is_app_unfurl": False}
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    return container


def blocks_of(surface: Message | View) -> list[Json]:
    """All blocks of a surface; of a message those in its attachments, too."""
    blocks = list(surface.blocks or ())
    if isinstance(surface, Message):
        for item in surface.attachments or ():
            blocks += item.get("blocks", ())
    return blocks


def shown_name(channel: Channel) -> str:
    """A channel's name in payloads: private ones and direct messages go by what they are."""
    return {"private": "privategroup", "im": "directmessage"}.get(channel.kind, channel.name)
