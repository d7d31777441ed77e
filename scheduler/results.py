"""What came of one call to Slack for a row of the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage.deliveries import Outcome


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file that Slack has, and that is not shared yet, with the message that it comes with."""

    file_id: str
    title: str
    blocks: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """The row has come to its end."""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Opened:
    """The direct or group conversation is open."""

    conversation_id: str


@dataclass(frozen=True, slots=True)
class MorePages:
    """The lost post is not on this page of the history."""

    cursor: str


@dataclass(frozen=True, slots=True)
class NotThere:
    """The lost post is on no page: it never arrived."""


@dataclass(frozen=True, slots=True)
class Later:
    """Try again after `wait` seconds. `arrived_maybe`: only a look at the history can tell whether the row went through."""

    wait: float | None
    arrived_maybe: bool
    for_method: bool = False
    silent: bool = False  # no answer came at all: Slack may still be working on it
    from_the_start: bool = False  # the search lost its place


@dataclass(frozen=True, slots=True)
class Vanished:
    """The direct or group conversation that was opened before is not there any more, so the row surely did not arrive in it."""


@dataclass(frozen=True, slots=True)
class Held:
    """Slack refuses us, not the row: it waits until somebody mends the token (then `everything` does) or a permission."""

    error: str
    everything: bool


@dataclass(frozen=True, slots=True)
class Preparing:
    """The file is still being made, or brought to Slack."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Slack has the file: it can be shared."""

    parcel: Parcel


Result = Settled | Opened | MorePages | NotThere | Later | Vanished | Held | Preparing | Prepared
