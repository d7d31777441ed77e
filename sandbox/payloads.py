"""The payloads of commands and interactions, with all the fields that Slack sends.

https://docs.slack.dev/reference/interaction-payloads
"""

from sandbox.actions import Actions
from sandbox.elements import Values, values_of
from sandbox.modals import View, Views
from sandbox.model import Channel, Json, Message
from sandbox.response_urls import ResponseUrls
from sandbox.triggers import Triggers

SHOWN = ("text", "value", "style", "url", "placeholder", "confirm", "initial_option", "initial_options")


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
            "trigger_id": self._triggers.new(member),
        }

    def block_actions(
        self, member: str, surface: Message | View, block: Json, element: Json, entry: Json
    ) -> Json:
        """Somebody used an element."""
        action = {key: element[key] for key in SHOWN if key in element} | entry
        action |= {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "action_ts": self._state.ids.ts(self._state.clock.now()),
        }
        return self._common("block_actions", member, trigger=True) | self._surface(surface, member) | {
            "actions": [action]
        }  # fmt: skip

    def block_suggestion(
        self, member: str, surface: Message | View, block_id: str, action_id: str, value: str
    ) -> Json:
        """Somebody typed into an external select."""
        where = self._surface(surface, member)
        for absent in ("response_url", "state"):
            where.pop(absent, None)
        common = self._common("block_suggestion", member, trigger=False)
        return common | where | {"action_id": action_id, "block_id": block_id, "value": value}

    def view_submission(self, view: View) -> Json:
        """Somebody submitted a modal."""
        common = self._common("view_submission", view.member, trigger=True)
        return common | {"view": self._views.shown(view), "response_urls": []}

    def view_closed(self, view: View, *, cleared: bool) -> Json:
        """Somebody closed a modal."""
        common = self._common("view_closed", view.member, trigger=False)
        return common | {"view": self._views.shown(view), "is_cleared": cleared}

    def message_values(self, message: Message, member: str) -> Values:
        """A member's `state.values` of a message."""
        if message.values is None:
            message.values = {}
        held: Values = values_of(message.blocks, message.values.get(member))
        message.values[member] = held
        return held

    def _common(self, kind: str, member: str, *, trigger: bool) -> Json:
        state = self._state
        name = state.members[member].name
        payload: Json = {
            "type": kind,
            "team": {"id": state.team_id, "domain": state.team_domain},
            "user": {"id": member, "username": name, "name": name, "team_id": state.team_id},
            "api_app_id": state.app.app_id,
            "token": state.app.verification_token,
            "enterprise": None,
            "is_enterprise_install": False,
        }
        if trigger:
            payload["trigger_id"] = self._triggers.new(member)
        return payload

    def _surface(self, surface: Message | View, member: str) -> Json:
        if isinstance(surface, View):
            return {"container": {"type": "view", "view_id": surface.id}, "view": self._views.shown(surface)}
        channel = self._state.channels[surface.channel]
        ephemeral = surface.ephemeral_for is not None
        container: Json = {
            "type": "message",
            "message_ts": surface.ts,
            "channel_id": channel.id,
            "is_ephemeral": ephemeral,
        }
        if surface.thread_ts:
            container["thread_ts"] = surface.thread_ts
        shown: Json = {
            "container": container,
            "channel": {"id": channel.id, "name": shown_name(channel)},
            "state": {"values": self.message_values(surface, member)},
            "response_url": self._urls.new("actions", member, channel.id, surface),
        }
        # An ephemeral message is in no channel: Slack does not send it back.
        return shown if ephemeral else shown | {"message": self._actions.shown(surface)}


def shown_name(channel: Channel) -> str:
    """A channel's name in payloads: private ones and direct messages go by what they are."""
    return {"private": "privategroup", "im": "directmessage"}.get(channel.kind, channel.name)
