"""Views: each person's stack of modals and their App Home, with what they filled in."""

import secrets
from dataclasses import dataclass, field

from sandbox.elements import Values, values_of
from sandbox.feed import Feed
from sandbox.model import Channel, Json
from sandbox.state import State, normalised

DEEPEST = 3


class ViewError(Exception):
    """The view can't be opened or changed so; the message is Slack's error."""


@dataclass(slots=True, eq=False)
class View:
    """A modal or a Home tab of one member. `spec` is what the app gave, `channel` where the modal was opened from."""

    id: str
    member: str
    spec: Json
    hash: str
    root_view_id: str
    previous_view_id: str | None
    channel: str | None = None
    values: Values = field(default_factory=dict)
    suggested: dict[str, list[Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    # What Slack says at the top of the modal when the app didn't answer its submission as it must.
    trouble: str = ""

    @property
    def is_home(self) -> bool:
        """Whether it's a Home tab."""
        return bool(self.spec["type"] == "home")

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, all with ids."""
        blocks: list[Json] = self.spec["blocks"]
        return blocks

    @property
    def title(self) -> str:
        """A modal's title."""
        return str(self.spec.get("title", {}).get("text", ""))


class Views:
    """Everybody's views."""

    def __init__(self, state: State, feed: Feed) -> None:
        self._state = state
        self._feed = feed
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def top(self, member: str) -> View | None:
        """The modal that a member sees."""
        stack = self.stacks.get(member)
        return stack[-1] if stack else None

    def open(self, member: str, spec: Json, channel: str | None = None) -> View:
        """A new modal, instead of any that are open; `channel` is the conversation that the member is looking at."""
        self._unique(spec, None)
        view = self._make(member, spec, None, channel)
        self.stacks[member] = [view]
        self.tell(member)
        return view

    def push(self, member: str, spec: Json, channel: str | None = None) -> View:
        """A modal on top of the one that is open."""
        stack = self.stacks.get(member)
        if not stack:
            raise ViewError("not_found")
        if len(stack) >= DEEPEST:
            raise ViewError("push_limit_reached")
        self._unique(spec, None)
        view = self._make(member, spec, stack[-1], channel or stack[-1].channel)
        stack.append(view)
        self.tell(member)
        return view

    def publish(self, member: str, spec: Json, expected_hash: str | None) -> View:
        """A member's Home tab."""
        if found := self.homes.get(member):
            return self.update(found, spec, expected_hash)
        view = self.homes[member] = self._make(member, spec, None)
        self._feed.publish("home", view, only=member)
        return view

    def update(self, view: View, spec: Json, expected_hash: str | None) -> View:
        """Other content in the same view; what was filled in stays where block and action ids are the same."""
        if expected_hash and expected_hash != view.hash:
            raise ViewError("hash_conflict")
        self._unique(spec, view)
        view.spec = self._accepted(spec)
        view.values = values_of(view.blocks, view.values, self._conversation(view))
        view.hash = self._hash()
        view.errors, view.trouble = {}, ""
        if view.is_home:
            self._feed.publish("home", view, only=view.member)
        else:
            self.tell(view.member)
        return view

    def find(self, view_id: str | None, external_id: str | None) -> View:
        """An open view by either id. Raises ViewError."""
        for view in self._all():
            if view_id == view.id or (external_id and view.spec.get("external_id") == external_id):
                return view
        raise ViewError("not_found")

    def remove(self, view: View, *, everything: bool = False) -> list[View]:
        """Take a modal off its stack, or the whole stack; returns what went, the top one first."""
        stack = self.stacks.get(view.member, [])
        if view not in stack:
            return []
        gone = stack[::-1] if everything else [view]
        self.stacks[view.member] = [each for each in stack if each not in gone]
        self.tell(view.member)
        return gone

    def clear(self) -> None:
        """Forget all views."""
        self.stacks.clear()
        self.homes.clear()

    def tell(self, member: str) -> None:
        """Tell the page that a member's modal has changed."""
        self._feed.publish("view", self.top(member), only=member)

    def shown(self, view: View) -> Json:
        """The view object of payloads and answers."""
        app = self._state.app
        spec = view.spec
        shown: Json = {
            "id": view.id,
            "team_id": self._state.team_id,
            "type": spec["type"],
            "blocks": view.blocks,
            "private_metadata": spec.get("private_metadata", ""),
            "callback_id": spec.get("callback_id", ""),
            "state": {"values": view.values},
            "hash": view.hash,
            "title": spec.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
            "clear_on_close": bool(spec.get("clear_on_close")),
            "notify_on_close": bool(spec.get("notify_on_close")),
            "close": spec.get("close"),
            "submit": spec.get("submit"),
            "previous_view_id": view.previous_view_id,
            "root_view_id": view.root_view_id,
            "app_id": app.app_id,
            "external_id": spec.get("external_id", ""),
            "app_installed_team_id": self._state.team_id,
            "bot_id": app.bot_id,
        }
        return shown

    def _all(self) -> list[View]:
        return [view for stack in self.stacks.values() for view in stack] + list(self.homes.values())

    def _unique(self, spec: Json, itself: View | None) -> None:
        external = spec.get("external_id")
        if external and any(v.spec.get("external_id") == external for v in self._all() if v is not itself):
            raise ViewError("duplicate_external_id")

    def _conversation(self, view: View) -> Channel | None:
        return self._state.channels.get(view.channel or "")

    def _make(self, member: str, spec: Json, below: View | None, channel: str | None = None) -> View:
        view_id = self._state.passing.new("V")
        spec = self._accepted(spec)
        view = View(
            view_id,
            member,
            spec,
            self._hash(),
            below.root_view_id if below else view_id,
            below.id if below else None,
            channel,
        )
        view.values = values_of(view.blocks, None, self._conversation(view))
        return view

    def _accepted(self, spec: Json) -> Json:
        accepted: Json = normalised(spec)
        return accepted | {"blocks": self._state.accepted(spec["blocks"])}

    def _hash(self) -> str:
        return f"{self._state.seconds()}.{secrets.token_hex(4)}"
