"""Files: who uploaded them, where they are shared, and for whom they therefore exist. Changing it tells nobody."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.files_kinds import Kind, kind_of
from sandbox.model import Channel, Member, Message

# https://slack.com/help/articles/201330736: a gigabyte. Text up to a megabyte is shown as a snippet.
LARGEST, LARGEST_SNIPPET, PREVIEWED_LINES = 1024**3, 1024**2, 5
# Slack doesn't document how long an upload may take; here it is an hour of the workspace's clock.
UPLOAD_LIFETIME = timedelta(hours=1)
# What Slack adds to the element `file_input` where the app doesn't say: ten files, of ten (decimal) megabytes.
FILE_INPUT = {"max_files": 10, "max_file_size_bytes": 10_000_000}


@dataclass(slots=True, eq=False)
class File:
    """A file as it stands now; its bytes are in `Contents`. `created` is in seconds since the epoch.

    `shares` are the messages by channel; `given_to` are those who got it otherwise: the app, by a form."""

    id: str
    name: str
    user: str
    created: int
    size: int
    title: str
    alt_text: str = ""
    snippet_type: str | None = None
    width: int = 0
    height: int = 0
    preview: str = ""
    lines: int = 0
    is_public: bool = False
    deleted: bool = False
    shares: dict[str, list[str]] = field(default_factory=dict)
    given_to: set[str] = field(default_factory=set)
    secret: str = field(default_factory=lambda: secrets.token_hex(5))

    @property
    def kind(self) -> Kind:
        """What kind of file it is."""
        return kind_of(self.name, self.snippet_type)

    @property
    def is_snippet(self) -> bool:
        """Whether Slack makes an editable text of it, and shows its first lines."""
        return bool(self.snippet_type) or (self.kind.is_text and self.size <= LARGEST_SNIPPET)


@dataclass(slots=True, eq=False)
class Upload:
    """An upload that was begun: what its address (`key`) takes, and until when."""

    key: str
    file_id: str
    name: str
    user: str
    length: int
    until: datetime
    alt_text: str = ""
    snippet_type: str | None = None
    arrived: bool = False


class Files:
    """All files, and the uploads under way."""

    def __init__(self) -> None:
        self.by_id: dict[str, File] = {}
        self.uploads: dict[str, Upload] = {}

    def upload_of(self, file_id: str) -> Upload | None:
        """The upload under way that will become this file."""
        return next((upload for upload in self.uploads.values() if upload.file_id == file_id), None)

    def of(self, message: Message) -> list[File]:
        """The files of a message, deleted ones too."""
        return [self.by_id[each] for each in message.files]

    def share(self, message: Message, *, public: bool) -> list[File]:
        """A message has been posted: its files exist for those who see it. Those that are public by it alone."""
        newly = [file for file in self.of(message) if public and not file.is_public]
        for file in self.of(message):
            file.shares.setdefault(message.channel, []).append(message.ts)
            file.is_public = file.is_public or public
        return newly

    def unshare(self, message: Message) -> None:
        """A message is gone."""
        for file in self.of(message):
            shared = file.shares.get(message.channel, [])
            if message.ts in shared:
                shared.remove(message.ts)
            if not shared:
                file.shares.pop(message.channel, None)


def shown_in(file: File, channels: dict[str, Channel], viewer: Member) -> list[Channel]:
    """The channels with a file that exist for a viewer: for an app those that it has been added to.

    https://docs.slack.dev/reference/scopes/files.read"""
    shared = [channels[each] for each in file.shares]
    if viewer.is_bot:
        return [channel for channel in shared if viewer.id in channel.members]
    return [channel for channel in shared if channel.seen_by(viewer)]


def seen_by(file: File, channels: dict[str, Channel], viewer: Member) -> bool:
    """Whether a file exists for a viewer: its owner, whom it was given to, and who sees where it is shared."""
    own = viewer.id == file.user or viewer.id in file.given_to
    return own or bool(shown_in(file, channels, viewer))
