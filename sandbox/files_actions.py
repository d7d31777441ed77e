"""What happens to files, whoever does it: each changes the state, sends its events and tells the page."""

from sandbox import event_shapes
from sandbox.files import LARGEST_SNIPPET, PREVIEWED_LINES, UPLOAD_LIFETIME, File, Upload, shown_in
from sandbox.files_contents import Contents
from sandbox.files_kinds import measures
from sandbox.files_shapes import visible
from sandbox.message_actions import MessageActions


class FileActions:
    """Uploads, and the end of files. Sharing is posting: see MessageActions. Nothing is checked here."""

    def __init__(self, actions: MessageActions, contents: Contents) -> None:
        self.state = actions.state
        self.contents = contents
        self._actions = actions
        self._events = actions.events

    def begin(
        self, user: str, name: str, length: int, *, alt_text: str = "", snippet_type: str | None = None
    ) -> Upload:
        """An upload of so many bytes, which has an address from now on."""
        state = self.state
        self._discard_late()
        # Names come from people's machines: what isn't text there can't be sent on.
        name = name.encode("utf-8", "replace").decode()
        file_id, key = state.passing.new("F"), state.passing.new("", 48)[1:]
        until = state.clock.now() + UPLOAD_LIFETIME
        upload = Upload(key, file_id, name, user, length, until, alt_text, snippet_type)
        state.files.uploads[key] = upload
        return upload

    def finish(self, upload: Upload, title: str | None = None) -> File:
        """What arrived at an upload's address becomes a file, which nobody but its owner sees yet."""
        state = self.state
        state.files.uploads.pop(upload.key, None)
        file = File(
            upload.file_id,
            upload.name,
            upload.user,
            state.seconds(),
            upload.length,
            title or upload.name,
            upload.alt_text,
            upload.snippet_type,
        )
        self._look_into(file)
        state.files.by_id[file.id] = file
        if visible(state, file.id, state.app.bot_user_id):
            self._events.emit(event_shapes.file("file_created", file, None, self._actions.moment()))
        return file

    def discard(self, upload: Upload) -> None:
        """An upload comes to nothing."""
        self.state.files.uploads.pop(upload.key, None)
        self.contents.remove(upload.file_id)

    def add(
        self, user: str, name: str, content: bytes, *, title: str | None = None, alt_text: str = ""
    ) -> File:
        """A whole file at once, as a person's Slack uploads it."""
        upload = self.begin(user, name, len(content), alt_text=alt_text)
        self.contents.write(upload.file_id, content)
        return self.finish(upload, title)

    def delete(self, file: File) -> None:
        """A file is deleted: messages that shared it say so from now on."""
        state = self.state
        heard = visible(state, file.id, state.app.bot_user_id) is not None
        channels = [channel.id for channel in shown_in(file, state.channels, state.bot)]
        messages = [state.channels[each].by_ts[ts] for each in file.shares for ts in file.shares[each]]
        before = [self._actions.shown(message) for message in messages]
        file.deleted = True
        self.contents.remove(file.id)
        for message, shown in zip(messages, before, strict=True):
            self._actions.refreshed(message, shown)
        if heard:
            event = {"type": "file_deleted", "file_id": file.id, "channel_ids": channels}
            self._events.emit(event | {"event_ts": self._actions.moment()})

    def _discard_late(self) -> None:
        """Uploads that nobody completed in time are gone, with what had arrived."""
        now = self.state.clock.now()
        for upload in list(self.state.files.uploads.values()):
            if upload.until < now:
                self.discard(upload)

    def _look_into(self, file: File) -> None:
        """A picture's measures; a text's first lines."""
        if file.kind.mimetype.startswith("image/"):
            file.width, file.height = measures(self.contents.head(file.id))
        elif file.is_snippet and file.size <= LARGEST_SNIPPET:
            lines = self.contents.read(file.id).decode("utf-8", "replace").splitlines()
            file.preview, file.lines = "\n".join(lines[:PREVIEWED_LINES]), len(lines)
