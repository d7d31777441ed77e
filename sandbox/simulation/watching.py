"""What Liaison tells people, as Slack is told it. Nothing here comes from Liaison's database."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Literal

from sandbox.model import Json, Message
from sandbox.workspace import Workspace

Kind = Literal["nudge", "ungreeted", "newcomers", "welcome", "reminder", "request", "other", "post"]

ONBOARDING: Final = frozenset({"welcome", "reminder"})
# What a moderator reads of a concern, in English: what the simulation's moderators read.
REASONS: Final = {
    "silence": re.compile(r"has been quiet for|Nobody has written in"),
    "unanswered": re.compile(r"has had no answer for|have no answer, the oldest"),
    "one_voice": re.compile(r"For three weeks everything in"),
    "calendar": re.compile(r"Something is near"),
}
WELCOME: Final = re.compile(r"^(Welcome to|Bienvenue|Bienvenid|Te damos|Le damos)")
SILENT: Final = re.compile(r"for a while now|depuis quelque temps|un tiempo en")
# Refusals that say that what Liaison sent was wrong in itself.
MALFORMED: Final = re.compile(r"^invalid_|^missing_|too_long|no_text|msg_|unknown_method|not_authed")


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that a nudge is about: a channel, a kind of concern ("" if it can't be read), and the sentence."""

    channel_id: str
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Told:
    """A message of Liaison's as it was sent. `to`: whose it is, None for a post in a channel."""

    at: datetime
    to: str | None
    channel_id: str
    kind: Kind
    text: str
    message: Message
    reasons: tuple[Reason, ...] = ()


@dataclass(slots=True)
class Watch:
    """Everything that was told so far."""

    ws: Workspace
    told: list[Told] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    _posts: int = 0
    _calls: Any = None
    _deliveries: Any = None

    def look(self) -> list[Told]:
        """What was told since the last look. In the order of conversations, which doesn't hang on who was served first."""
        fresh = self.ws.core.state.posts[self._posts :]
        self._posts += len(fresh)
        new = [self._read(message) for message in sorted(fresh, key=lambda m: (m.channel, m.ts))]
        self.told += new
        for call in _newer(self.ws.calls, self._calls):
            if not call.ok:
                self.refused[f"{call.method}: {call.error}"] += 1
        for delivery in _newer(self.ws.deliveries, self._deliveries):
            if delivery.failure or delivery.status != 200:
                self.failed[f"{delivery.kind} {delivery.name}: {delivery.failure or delivery.status}"] += 1
        self._calls = self.ws.calls[-1] if self.ws.calls else None
        self._deliveries = self.ws.deliveries[-1] if self.ws.deliveries else None
        return new

    def skip(self) -> None:
        """What was there before the story begins doesn't count."""
        self.look()
        self.told.clear()

    def _read(self, message: Message) -> Told:
        channel = self.ws.channel(message.channel)
        at = datetime.fromtimestamp(float(message.ts), UTC)
        if channel.kind != "im":
            return Told(at, None, channel.id, "post", message.text, message)
        to = next(member for member in channel.members if member != self.ws.bot_user_id)
        blocks = message.blocks or []
        kind = _kind(message.text, blocks)
        reasons = tuple(_reasons(blocks)) if kind == "nudge" else ()
        return Told(at, to, channel.id, kind, message.text, message, reasons)


def _newer(log: list[Any], last: Any) -> Iterator[Any]:
    """What was added to a log since `last` was its last; a log forgets its older half at times."""
    for entry in reversed(log):
        if entry is last:
            return
        yield entry


def actions(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each block with each of its elements that can be pressed."""
    for block in blocks:
        elements = [*block.get("elements", ()), block.get("accessory")]
        yield from ((block, element) for element in elements if element and "action_id" in element)


def _kind(text: str, blocks: list[Json]) -> Kind:
    names = {element["action_id"] for _block, element in actions(blocks)}
    families = {name.partition(".")[0] for name in names}
    if "nudges" in families:
        return "nudge"
    if "onboarding.will" in names:
        return "ungreeted"
    if WELCOME.search(text) or any(block["type"] == "header" for block in blocks if "onboarding" in families):
        return "welcome"
    if names & {"onboarding.not_now", "onboarding.stop"} or SILENT.search(text):
        return "reminder"
    if re.search(r"(person has|people have) joined", text):
        return "newcomers"
    return "request" if "groups" in families else "other"


def _reasons(blocks: list[Json]) -> Iterator[Reason]:
    for block in blocks:
        if not re.fullmatch(r"concern\.\d+\.0", str(block.get("block_id"))):
            continue
        said = str(block["text"]["text"])
        sentence = said.partition("\n")[0].strip("*")
        channel = re.search(r"<#([A-Z0-9]+)", sentence)
        kind = next((kind for kind, words in REASONS.items() if words.search(sentence)), "")
        yield Reason(channel[1] if channel else "", kind, sentence)
