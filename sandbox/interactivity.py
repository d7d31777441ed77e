"""What people do with the app's surfaces: commands, shortcuts, buttons, menus. Each builds Slack's payload, sends it,
and does what the app answers; forms are in `submissions`."""

from dataclasses import dataclass

from sandbox.blockkit import check_suggestions
from sandbox.elements import find
from sandbox.modals import View
from sandbox.model import Channel, Json, Message, Shortcut
from sandbox.payloads import blocks_of
from sandbox.response_urls import Grant, ResponseError, answer
from sandbox.submissions import TROUBLE, Outcome, Submissions

__all__ = ["Interactivity", "Outcome", "Reply"]


@dataclass(slots=True)
class Reply:
    """What came of a slash command. `status` is the HTTP status, None without an answer; `error` is Slack's word
    for what went wrong, `said` the sentence that the person was shown."""

    status: int | None = None
    text: str = ""
    blocks: list[Json] | None = None
    response_type: str | None = None
    timed_out: bool = False
    error: str | None = None
    message: Message | None = None
    said: str = ""


class Interactivity(Submissions):
    """People at the app's surfaces."""

    async def command(self, member: str, channel: Channel, command: str, text: str) -> Reply:
        """A slash command."""
        known, granted = self._state.app.commands, "commands" in self._state.app.scopes
        if not granted or (known and command not in known):
            return Reply(
                error="invalid_command", said=self.toast(member, f"{command} is not a valid command.")
            )
        payload = self.payloads.command(member, channel, command, text)
        got = await self._send("command", payload["trigger_id"], command, payload)
        reply = Reply(got.status, timed_out=got.timed_out)
        if got.failure:
            reply.error = got.command_error
        else:
            self._reply(reply, got.data(), Grant(member, channel.id, None, self._state.clock.now()))
        if reply.error:
            reply.said = self.toast(member, f'{command} failed with the error "{reply.error}"')
        return reply

    def _reply(self, reply: Reply, data: Json, grant: Grant) -> None:
        if not data:
            return
        reply.text, reply.blocks = str(data.get("text") or ""), data.get("blocks")
        reply.response_type = data.get("response_type") or "ephemeral"
        try:
            reply.message = answer(self._actions, grant, data)
        except ResponseError as refusal:
            reply.error = str(refusal)

    async def shortcut(
        self, member: str, shortcut: Shortcut, channel: Channel | None, message: Message | None
    ) -> Outcome:
        """A shortcut: a global one while looking at `channel`, or one on a message."""
        if message:
            payload = self.payloads.message_action(member, shortcut, message)
        else:
            payload = self.payloads.shortcut(member, shortcut, channel.id if channel else None)
        return await self._act(member, payload)

    async def press(self, member: str, surface: Message | View, action_id: str, block_id: str | None, entry: Json
                    ) -> Outcome:  # fmt: skip
        """A button or another element of a message or view. `entry` is what was chosen, as in `state.values`."""
        block, element = find(blocks_of(surface), action_id, block_id)
        held = self._state_of(surface, member).get(block["block_id"], {})
        if action_id in held:
            held[action_id] = {"type": element["type"]} | entry
        payload = self.payloads.block_actions(member, surface, block, element, entry)
        modal = surface if isinstance(surface, View) and not surface.is_home else None
        return await self._act(member, payload, modal)

    async def _act(self, member: str, payload: Json, modal: View | None = None) -> Outcome:
        """Send what somebody did, in a modal or elsewhere, whose answer is only an acknowledgement."""
        got = await self._send("interaction", payload["trigger_id"], payload["type"], payload)
        trouble = TROUBLE if got.failure else ""
        if modal and trouble != modal.trouble:
            modal.trouble = trouble
            self._views.tell(member)
        elif trouble and not modal:
            self.toast(member, trouble)
        return Outcome(got.status, failure=got.failure)

    async def suggest(self, member: str, surface: Message | View, action_id: str, block_id: str | None, typed: str
                      ) -> Json:  # fmt: skip
        """Options for what was typed: `options` or `option_groups`, none when the app doesn't answer as it must."""
        block, _ = find(blocks_of(surface), action_id, block_id)
        payload = self.payloads.block_suggestion(member, surface, block, action_id, typed)
        got = await self._send("interaction", "", "block_suggestion", payload)
        data = {} if got.failure else got.data()
        failure = got.failure or "; ".join(check_suggestions(data))
        groups = [] if failure else data.get("option_groups") or []
        offered: list[Json] = [] if failure else [*data.get("options", ())]
        for group in groups:
            offered += group["options"]
        if isinstance(surface, View):
            surface.suggested[f"{block['block_id']} {action_id}"] = offered
        if failure:
            return {"ok": False, "error": failure, "message": self.toast(member, TROUBLE), "options": []}
        return {"option_groups": groups} if groups else {"options": offered}

    def _state_of(self, surface: Message | View, member: str) -> dict[str, dict[str, Json]]:
        return surface.values if isinstance(surface, View) else self.payloads.message_values(surface, member)
