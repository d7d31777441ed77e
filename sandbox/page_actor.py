"""Who acts on the page, and on what: the member, and the channel, message or view of a `POST /page/act`."""

from typing import TYPE_CHECKING

from sandbox.files_input import taken
from sandbox.modals import View
from sandbox.model import Channel, Json, Member, Message

if TYPE_CHECKING:
    from sandbox.workspace import Workspace


class ActError(Exception):
    """The act can't be done: a word for the page's program and a sentence for the person."""

    def __init__(self, error: str, message: str) -> None:
        super().__init__(message)
        self.error = error
        self.message = message


class Acts:
    """The acts of one member."""

    def __init__(self, ws: "Workspace", viewer: Member, body: Json) -> None:
        self.ws = ws
        self.core = ws.core
        self.viewer = viewer
        self.body = body

    def channel(self, *, inside: bool = False) -> Channel:
        """The channel of the body, if it exists for this member."""
        found = self.core.state.channels.get(str(self.body.get("channel")))
        if found is None or not found.seen_by(self.viewer):
            raise ActError("channel_not_found", "There is no such channel.")
        if inside and self.viewer.id not in found.members:
            raise ActError("not_in_channel", "You're not in this channel.")
        return found

    def person(self, wanted: object) -> Member:
        """A member, if they exist for this one."""
        members = {member.id: member for member in self.core.state.visible_members(self.viewer)}
        found = members.get(str(wanted))
        if found is None or found.id == "USLACKBOT":
            raise ActError("user_not_found", "There is nobody like that.")
        return found

    def message(self, *, own: bool = False) -> Message:
        """The message of the body."""
        found = self.channel().by_ts.get(str(self.body.get("ts")))
        if found is None:
            raise ActError("message_not_found", "The message is gone.")
        if own and found.user != self.viewer.id:
            raise ActError("cant_change_message", "Only its author can do that.")
        return found

    def text(self, name: str = "text") -> str:
        """A text of the body that must be there."""
        value = self.body.get(name)
        if not isinstance(value, str) or not value.strip():
            raise ActError("no_text", "There is nothing to send.")
        return value

    def view(self) -> View:
        """The view of the body, with what the page says is filled in."""
        wanted = self.body.get("view_id")
        mine = [*self.core.views.stacks.get(self.viewer.id, []), self.core.views.homes.get(self.viewer.id)]
        found = next((view for view in mine if view and view.id == wanted), None)
        if found is None:
            raise ActError("view_not_found", "This window has been closed.")
        self.take_state(found.values)
        return found

    def surface(self) -> Message | View:
        """The view or message of the body; one's own ephemeral messages too."""
        if self.body.get("view_id"):
            return self.view()
        ts = self.body.get("ts")
        mine = self.core.state.ephemerals.get(self.viewer.id, [])
        found = next((message for message in mine if message.ts == ts), None) or self.message()
        self.take_state(self.core.interactivity.payloads.message_values(found, self.viewer.id))
        return found

    def take_state(self, values: dict[str, dict[str, Json]]) -> None:
        """Take over the page's `state.values`, for elements that there are."""
        for block_id, actions in (self.body.get("state") or {}).items():
            for action_id, held in actions.items():
                if action_id in values.get(block_id, {}):
                    values[block_id][action_id] = self._held(held)

    def _held(self, held: Json) -> Json:
        """A value as the page says it; of files only their ids are believed."""
        if held.get("type") != "file_input":
            return held
        return held | {"files": taken(self.core.state, self.viewer, held.get("files") or ())}
