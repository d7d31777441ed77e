"""What people do with files: upload them, share them with a message, delete them."""

from collections.abc import Iterable

from sandbox.building import Building
from sandbox.files import File
from sandbox.model import Member


class Filing(Building):
    """People and their files."""

    def upload(
        self,
        member: Member | str,
        name: str,
        content: bytes,
        *,
        title: str | None = None,
        alt_text: str = "",
    ) -> File:
        """A member uploads a file, which nobody else sees until it's shared: `say(…, files=[file])`, or filled in."""
        return self.core.files.add(self.member(member).id, name, content, title=title, alt_text=alt_text)

    def delete_file(self, file: File | str) -> None:
        """A file is deleted by its owner. Nothing happens if it has been already."""
        found = self.file(file)
        if not found.deleted:
            self.core.files.delete(found)

    def file(self, file: File | str) -> File:
        """A file by id. Raises KeyError."""
        return file if isinstance(file, File) else self.core.state.files.by_id[file]

    def content(self, file: File | str) -> bytes:
        """The bytes of a file. Raises OSError for one that was deleted."""
        return self.core.files.contents.read(self.file(file).id)

    def _own(self, files: Iterable[File | str], member: Member) -> list[str]:
        """The ids of a member's own files. Raises PermissionError for others'."""
        found = [self.file(file) for file in files]
        if any(file.user != member.id or file.deleted for file in found):
            raise PermissionError("that isn't this member's file")
        return [file.id for file in found]
